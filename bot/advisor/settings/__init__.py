"""Settings: what somebody says of their working time."""
