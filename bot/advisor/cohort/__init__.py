"""The cohort: how far all clusters are, for those who accompany them."""
