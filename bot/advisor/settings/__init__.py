"""Settings: what a cluster is called and where it is."""
