"""Every limit of the web surface in one place."""

BODY = 1_000_000
"""Bytes of a request's body at most."""

DRAINED = 16_000_000
"""Bytes of an oversized body that are read and thrown away, so that the browser gets to see the answer."""

FIELDS = 5_000
"""Form fields of a request at most: a plan with 200 actions needs about 250."""

LINES_SHOWN = 60
"""Lines of the transcript on the chat page; earlier ones are a link away."""

LINES_KEPT = 2_000
"""Lines shown with the earlier ones."""

STREAM_POLL = 0.7
"""Seconds between two looks for new lines."""

STREAM_BEAT = 15.0
"""Seconds after which a silent stream says that it is still there, so that no proxy closes it."""

SIGN_IN_MINUTES = 5
"""How long a sign-in link can be used."""

SESSION_DAYS = 14
"""How long somebody stays signed in."""

OPTIONS_AS_RADIOS = 8
"""A choice with more options than this is drawn as a drop-down list."""

SQUEEZED = 120
"""A longer text in a table gets the whole width of a phone."""

TRIAL_DAYS = 400
"""The trial's clock moves at most this many days at a time."""

BACK = 2_000
"""Characters of an address to go back to."""

NOTICE, NOTICES = 300, 4
"""Characters of a line that is shown on the next page, and how many of them: a cookie holds 4,096 bytes."""

NUMBER = 15
"""Digits of a line's number at most."""
