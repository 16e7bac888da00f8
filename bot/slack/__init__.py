"""The Slack surface: payloads become events, replies become Block Kit, nothing else happens here."""
