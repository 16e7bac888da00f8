"""The Teams surface: activities become events, messages become Adaptive Cards."""
