"""Every limit of talking to identity providers in one place."""

from datetime import timedelta

ANSWERING = 10.0
"""Seconds that a provider may take for one answer."""

ANSWER = 512_000
"""Bytes of an answer at most: the keys of the largest provider have about 20,000."""

SKEW = 60
"""Seconds by which the clocks of a provider and of this machine may differ."""

TOKEN_AGE = 600
"""Seconds since a token was made at most: it is asked for when it is needed."""

KEPT = timedelta(hours=1)
"""How long what a provider says about itself, and its keys, are believed."""

KEYS_AGAIN = timedelta(seconds=10)
"""The least time between two looks for a key that is not known."""

SUBJECT = 255
"""Characters of a subject at most, as the standard says."""

NAME = 80
"""Characters of a name that are shown."""

RSA_BITS = 2048
"""The shortest RSA key that is believed."""
