"""Reminders: which are called for, when they may be sent, and how they get to people."""
