"""Home: one’s own work, what is to be done next, and all that there is."""
