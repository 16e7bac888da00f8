"""A finished document as plain text, for a download."""

from bot.chat.blocks import (
    Buttons,
    Entries,
    Entry,
    Facts,
    Findings,
    Heading,
    Note,
    Part,
    PictureBlock,
    Progress,
    TableBlock,
    Text,
)
from bot.chat.markup import plain
from bot.chat.messages.direction import without_isolates
from bot.chat.views import DocumentView


def as_text(view: DocumentView) -> str:
    """All that a document says, without its buttons and what only a screen needs; the title stands once."""
    title = view.title
    lines = [title, "=" * min(len(title), 72), ""]
    blocks = view.content.blocks
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        match block:
            case Text(markup) if plain(markup) == title:
                continue
            case Heading(text) if text == title or isinstance(following, Buttons):
                continue
            case Heading(text):
                lines += [text, "-" * len(text), ""]
            case Text(markup) | Note(markup):
                lines += [plain(markup), ""]
            case Findings(items):
                lines += [f"- {text}" for _, text in items] + [""]
            case PictureBlock(alt=alt):
                lines += [alt, ""]
            case Progress(label=label, text=text):
                lines += [f"{label}: {text}", ""]
            case TableBlock():
                lines += _table(block)
            case Part(title=name, items=items):
                lines += [name, "-" * len(name), ""]
                for item in items:
                    lines += _table(item) if isinstance(item, TableBlock) else _facts(item)
            case Entries(title=name, items=entries):
                lines += [name, *(_entry(entry) for entry in entries), ""]
    return without_isolates("\n".join(lines).rstrip()) + "\n"


def _facts(facts: Facts) -> list[str]:
    return [
        _indented(f"{label} {value}" if label.endswith("?") else f"{label}: {value}") for label, value in facts.pairs
    ] + [""]


def _table(table: TableBlock) -> list[str]:
    """One entry for each row, with the names of the columns: no line is too long, whatever stands in it."""
    lines = [table.title, "-" * len(table.title), ""]
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        lines += [_indented(f"{column}: {cell}") for column, cell in pairs if str(cell)] + [""]
    return lines + ([table.note, ""] if table.note else [])


def _indented(text: str) -> str:
    first, *more = text.splitlines()
    return "\n".join([f"  {first}", *(f"    {line}" for line in more)])


def _entry(entry: Entry) -> str:
    return f"- {entry.title}: {entry.detail}" if entry.detail else f"- {entry.title}"
