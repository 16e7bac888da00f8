"""Curation: what was asked in vain becomes phrasings and articles."""
