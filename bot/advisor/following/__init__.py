"""Following up: what a submitted plan asks of whom, and the reminders of it."""
