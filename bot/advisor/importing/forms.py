"""The two forms of bringing something in: which file or table, and which column is what."""

from collections.abc import Mapping, Sequence

from bot.advisor.importing.bringing import MEGABYTES
from bot.advisor.importing.waiting import Columns
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.views import FileField, FormView
from bot.imports import MOST_BYTES
from flows.dialogue import Dialogue
from flows.fields import Choice, Kind, Question, Raw
from flows.forms import Form, FormField, FormRef
from flows.importing import heads
from flows.importing.columns import Column, choices_of

DOCUMENT = "import"
"""Stands where documents have their id, with the id of what waits behind a colon."""
INTO = "to:"
"""Stands before the id of a document into which something shall go."""
BRING, COLUMNS = "bring", "columns"
"""The pages."""
TEXT, FILE = "text", "file"
"""The fields of the first page."""
LEFT_OUT = "-"
"""The choice for a column that is not taken."""
ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".docx")
SHOWN = 12
"""So many columns are shown at once; of more, those that are left out fold away."""
SAMPLE = 60
"""Characters of a sample."""


def bring_form(turn: Turn, target: str, title: str = "", text: str = "", wrong: str = "", field: str = "") -> FormView:
    """Asks for a file or a pasted table; ``wrong`` is what is wrong with the ``field`` that was sent."""
    say = turn.voice.say
    asked = Question(Kind.LONG_TEXT, say("import.text"), help=say("import.text-help"), required=False)
    in_file = wrong if field == FILE else ""
    form = Form(
        dialogue=DOCUMENT,
        title=say("import.title"),
        ref=FormRef(BRING),
        page_title=say("import.into-title", title=title) if title else say("import.title"),
        intro=say("import.into-intro") if title else say("import.intro"),
        step=1,
        steps=1,
        fields=(FormField(TEXT, asked, text, wrong if field == TEXT else ""),),
        error=in_file,
    )
    file = FileField(say("import.file"), say("import.file-help", limit=MEGABYTES), ENDINGS, MOST_BYTES, in_file)
    document = f"{DOCUMENT}:{INTO}{target}" if target else DOCUMENT
    opened = int(turn.now.timestamp())  # what was typed when it was opened before is not put into it again
    return FormView(document, opened, form, first=True, alone=True, submit=say("import.read"), file=file)


def columns_form(turn: Turn, found: Columns, wrong: str = "") -> FormView:
    """The columns of a table with what each is taken for; ``wrong`` is what does not fit together."""
    say, waiting = turn.voice.say, found.kept.stored.waiting
    columns, dialogue = found.layout.columns, found.kept.dialogue
    choices = _choices(turn, dialogue)
    folds = len(columns) > SHOWN
    form = Form(
        dialogue=DOCUMENT,
        title=say("import.title"),
        ref=FormRef(COLUMNS),
        page_title=say("import.columns"),
        intro=say("import.columns-intro", name=waiting.name or say("import.pasted"), count=rows_in(found)),
        step=1,
        steps=1,
        fields=tuple(_field(turn, at, column, choices, folds=folds) for at, column in enumerate(columns)),
        error=wrong,
    )
    return FormView(f"{DOCUMENT}:{waiting.id}", 0, form, first=True, alone=True, submit=say("import.show"))


def rows_in(found: Columns) -> int:
    """The rows below the heads."""
    return len(found.source.tables[found.layout.table].rows) - found.layout.first_row


def _choices(turn: Turn, dialogue: type[Dialogue]) -> tuple[Choice, ...]:
    left_out = Choice(LEFT_OUT, turn.voice.say("import.left-out"))
    named = (Choice(each.value, turn.voice.text(dialogue.id, each.label)) for each in choices_of(dialogue))
    return (*named, left_out)


def _field(turn: Turn, at: int, column: Column, choices: tuple[Choice, ...], *, folds: bool) -> FormField:
    say = turn.voice.say
    more = folds and not column.key
    asked = Question(
        Kind.CHOICE,
        head_of(turn, at, column),
        help=say("import.samples", samples=samples_of(column)) if column.samples else say("import.no-samples"),
        required=False,
        more=more,
    )
    return FormField(_key(at), asked, None if more else column.key or LEFT_OUT, choices=choices)


def head_of(turn: Turn, at: int, column: Column) -> str:
    """What stands above a column, or which one it is."""
    return short(column.head, SAMPLE) if column.head.strip() else turn.voice.say("import.column", number=at + 1)


def samples_of(column: Column) -> str:
    """A few of its cells in one line."""
    return " · ".join(short(" ".join(sample.split()), SAMPLE) for sample in column.samples)


def _key(at: int) -> str:
    return f"c{at}"


def keys_sent(found: Columns, answers: Mapping[str, Raw]) -> list[str]:
    """Which field each column is by what was sent; what was not sent stays as it is understood."""
    known = {choice.value for choice in choices_of(found.kept.dialogue)}
    columns = found.layout.columns
    said = [str(answers.get(_key(at), column.key) or "") for at, column in enumerate(columns)]
    return [key if key in known else "" for key in said]


def wrong_with(turn: Turn, dialogue: type[Dialogue], keys: Sequence[str]) -> str:
    """What does not fit together: a field that two columns are, or that no column says what an entry is called."""
    labels = {choice.value: turn.voice.text(dialogue.id, choice.label) for choice in choices_of(dialogue)}
    twice = next((key for key in keys if key and keys.count(key) > 1), "")
    if twice:
        return turn.voice.say("import.twice", field=labels.get(twice, twice))
    first = named_by(dialogue)
    return "" if first in keys else turn.voice.say("import.nameless", field=labels.get(first, first))


def named_by(dialogue: type[Dialogue]) -> str:
    """The field that says what an entry is called: the first that is asked."""
    return next(iter(heads.fields(dialogue)))
