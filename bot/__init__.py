"""The running advisor: chat vocabulary, store, reminders, services and surfaces."""
