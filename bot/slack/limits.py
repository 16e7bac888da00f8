"""Every limit of Slack that rendering keeps to, in one place.

Lengths are in characters; they are counted in UTF-16 units (`bot.chat.texts.size`), which is never less than any
other way of counting characters that Slack may use.  Source: docs.slack.dev, Block Kit reference; the ones marked
*measured* stand in no document.
"""

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
"""Blocks of a modal or of Home."""

MESSAGE_CHARS = 12_000
"""All texts of a message together.  Measured: about 13,200 fail with ``msg_blocks_too_long``."""

VIEW_CHARS = 25_000
"""All texts drawn from a message into a modal or Home.  A character may take six bytes of `VIEW_BYTES`."""

VIEW_BYTES = 250_000
PART_BYTES = 120_000
"""What one part of a long form may take of `VIEW_BYTES`; the rest is for what stands around it."""

PART_BLOCKS = 60
"""Blocks of one part of a long form: fewer than Slack allows, so that nobody scrolls for ever."""

TABLE_ROWS = 100
"""Of a table block, with the row of its heads; Slack takes one such block in a message, and none in a view."""

TABLE_COLUMNS = 20
CELL = 2_000

FALLBACK = 3_000
"""The text for notifications; Slack cuts it at 40,000 and advises 4,000."""

SECTION = 3_000
CONTEXT = 2_000
HEADER = 150
VIEW_TITLE = 24
"""Also for the submit and close buttons of a modal."""

BUTTON = 75
BUTTON_VALUE = 2_000
URL = 3_000
BUTTONS_IN_A_ROW = 3
"""Slack allows 25; three can still be read."""

CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

LABEL = 2_000
HINT = 2_000
PLACEHOLDER = 150
INPUT = 3_000
"""What a text input can hold."""

FILE_TITLE = 255
FILE_ALT = 1_000
"""The text that says what an uploaded picture shows."""
WORDS = 60
"""What is looked for; ours."""
ID = 255
"""Of a block, an action or a callback."""

MENU = 5
"""Options of an overflow menu."""

OPTION = 75
OPTION_VALUE = 150
RADIO_OPTIONS = 10
"""Also for checkboxes."""

SELECT_OPTIONS = 100
"""Of a plain select menu, and of one group of a grouped one."""

SELECT_SHOWN = 1_000
"""Options offered at all; each also costs room in the view."""

OPTION_BYTES = 80_000
"""What the options of one field may take of the view."""

METADATA = 3_000
"""The private metadata of a view."""

BODY = 1_000_000
"""Bytes of a request's body; Slack sends far less."""

STALE = 300
"""Seconds after which a signed request is too old."""

APP_NAME = 35
APP_DESCRIPTION = 140
APP_LONG_DESCRIPTION = (175, 4_000)
APP_COMMANDS = 50
APP_COMMAND = 32
APP_COMMAND_TEXT = 2_000
APP_AGENT = 300
"""What is said of an agent."""
PROMPTS = 4
PROMPT = 75
"""The words of a suggestion; ours."""
APP_SHORTCUTS = 10
APP_SHORTCUT = 24
APP_SHORTCUT_TEXT = 150
