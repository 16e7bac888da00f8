"""Questions handed to a person: the coach of the cluster, or the owner of a topic."""
