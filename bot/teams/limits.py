"""Every limit of Teams that rendering and sending keep to, in one place.

Sources: learn.microsoft.com, “Format your bot messages”, “Cards reference”, “Optimize your bot: rate limiting”, and the
Adaptive Cards schema 1.5.  What is *ours* stands in no document.
"""

CARD_BYTES = 26_000
"""Of a card as JSON.  Teams takes about 28 KB of a message; the rest is for what stands around the card."""

BODY = 256_000
"""Bytes of a request's body; Teams sends far less."""

HEADING = 300
NAME = 100
"""Of what is said in a word or two, such as a state; ours."""
LINE = 4_000
"""Characters of one paragraph or entry; ours."""
CELL = 1_000
"""Characters of a cell of a table, so that a row fits into a card; ours."""
BUTTON = 60
"""Ours: longer names are cut by the clients without a word."""
TOOLTIP = 300
"""What is told of a button to those who hear it alone; ours."""
BUTTONS_IN_A_ROW = 3
"""Ours: Teams shows six, and three can still be read."""
ROW = 64
"""Characters of the buttons of a row together; ours: a longer one does not fit on a telephone."""
NOTICE = 600
"""Of a short word above a form; ours."""
SUMMARY = 300
"""Of the text for notifications; ours."""
LABEL = 500
CHOICE, SHORTEST_CHOICE = 200, 24
"""Of a choice's name, and of one that is shortened to make room for the others; ours."""
NOT_OFFERED = 20
"""Answers to a question with choices that stay although they are not offered any more; ours."""
INPUT = 6_000
"""What is shown of one answer, so that a card holds it; ours."""
RATINGS = 100
"""Numbers that can be chosen as a rating; ours."""
CHOICES_BYTES = 12_000
"""What the choices of one question may take of `CARD_BYTES`; ours: where they take more, their names are shortened."""
URL = 2_000
WORDS = 60
"""What is looked for; ours."""

APP_COMMANDS = 10
"""Commands in the list for one scope."""
APP_COMMAND = 32
APP_COMMAND_TEXT = 128
"""Of the app package: the schema of its manifest, version 1.19."""

IN_TIME = 10.0
"""Seconds in which a press gets its answer; Teams waits for 15."""

PER_CONVERSATION = 7
"""Messages a second into one conversation."""
PER_TENANT = 50
"""Requests a second for one app in one tenant."""
