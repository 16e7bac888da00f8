"""Coaching: the date of the session, and the plan to be handed in for it."""
