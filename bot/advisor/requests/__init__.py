"""Requests in plain words about one's own work: what is due, the session, documents, reminders, help."""
