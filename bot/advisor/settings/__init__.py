"""Settings: what a cluster is called and where it is, and what somebody says of their working time."""
