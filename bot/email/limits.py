"""Every limit of the e-mail surface in one place."""

SUBJECT = 150
"""Characters of a subject at most: programs show about half of them."""

LINE = 78
"""Characters of a line of plain text, as e-mail has them."""

CONNECTING = 10.0
"""Seconds that a server may take to answer."""
