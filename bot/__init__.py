"""The running advisor: chat vocabulary, store, reminders, services and surfaces."""

import os

# Pydantic would look for plugins in what every installed package tells of itself: a twentieth of a start, for none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
