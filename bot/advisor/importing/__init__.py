"""Bringing in what a cluster has already: from a file, or from a table that was pasted."""
