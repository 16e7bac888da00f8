"""The e-mail surface: sends reminders to people without an account.

It listens to nothing but the link that stops it."""
