"""What is kept of people and clusters: told, taken along, erased; and who did what."""
