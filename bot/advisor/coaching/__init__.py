"""Coaching: the date of the session."""
