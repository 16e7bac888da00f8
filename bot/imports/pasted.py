"""Text as a table: parted by tabs, semicolons, commas, bars or dashes, as records of named answers, or as a list."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from bot.imports import MOST_ROWS
from bot.imports.returned import without_ids
from bot.imports.tables import Rows
from flows.importing.table import Source, Table, Unreadable
from flows.reading.lists import split_lines
from flows.reading.text import visible, without_bullet

MOST_LETTERS = 200_000
"""Of a text that is pasted into chat."""
_SEPARATORS = ("\t", "|", ";", ",", " – ", " — ", " - ", " / ")
"""The likeliest first; those of several signs stand in lines that people type."""
_RARE = "\t|;"
"""Those that stand in no prose."""
_ALIKE, _ALIKE_IN_PROSE = 0.6, 0.8
"""The part of all lines that must have the same number of cells."""
_MOST_LINES = 20 * MOST_ROWS
"""Of a text: a row may have several, and more make no table that is read."""
_LOOKED_AT = 200
"""Lines by which the separator is told."""
_DECLARED = re.compile(r"\s*sep=(.)\s*\n", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+=-]+")
"""The line below the heads of a table that is drawn with bars."""
_NAMED = re.compile(r"[*_]{0,2}(?P<name>[^\W\d_][^:\n|;]{0,39}?)[*_]{0,2}\s?:[*_]{0,2}\s+(?P<answer>\S.*)?")
_BETWEEN_NAMED = re.compile(r"\s*[;|]\s*|\s+[/–—-]\s+|,\s+(?=[^\W\d_][\w ]{0,24}:\s)")
_LIST = re.compile(r"\s*(?:[-–•*◦▪☐]|\(?\d{1,3}[.)]|\[[ xX]?\])\s+\S")


def read(text: str) -> Source:
    """The table in a text that was pasted into chat.

    Raises:
        Unreadable: there is none, or it is too long.
    """
    if len(text) > MOST_LETTERS:
        raise Unreadable("imports.text-too-long", {"limit": MOST_LETTERS})
    found = table(text)
    if found is None:
        raise Unreadable("imports.no-table-text")
    return Source((found,))


def table(text: str) -> Table | None:
    """The table in a text; None where it is none.

    Raises:
        Unreadable: it is too large.
    """
    ended = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\ufeff")
    if ended.count("\n") > _MOST_LINES:
        raise Unreadable("imports.too-many-rows", {"limit": MOST_ROWS})
    declared = _DECLARED.match(ended)
    if declared:
        return _table(_split(ended[declared.end() :], declared[1]))
    if _records("\n".join(islice(ended.split("\n"), _LOOKED_AT))):
        return _table(_records(ended))
    separator = _separator(ended)
    if separator:
        return _table(_split(ended, separator))
    lines = ended.split("\n")
    listed = [line for line in lines if _LIST.match(line)]
    if len(listed) > 1 and len(listed) >= len([line for line in lines if line.strip()]) * _ALIKE:
        return _table([[line] for line in split_lines(ended)])
    return None


def _table(lines: Iterable[Sequence[str]]) -> Table | None:
    rows = Rows()
    for at, line in enumerate(lines):
        rows.add(at, (cell.strip() for cell in line))
    found = rows.table("")
    return without_ids(found) if found else None


def _separator(text: str) -> str:
    """What parts the cells; empty where the lines have none in common."""
    sample = "\n".join(islice(text.split("\n"), _LOOKED_AT))
    best, found = 0.0, ""
    for separator in _SEPARATORS:
        widths = _widths(_split(sample, separator))
        if len(widths) < 2 and separator != "\t":
            continue
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        alike = count / max(len(widths), 1)
        likely = alike + 0.03 * min(width, 10)
        if width > 1 and alike >= (_ALIKE if separator in _RARE else _ALIKE_IN_PROSE) and likely > best + 0.01:
            best, found = likely, separator
    return found


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """How many cells there are in each row, without titles above and remarks below the table."""
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    while widths and widths[0] == 1:
        widths.pop(0)
    while widths and widths[-1] == 1:
        widths.pop()
    return widths


def _split(text: str, separator: str) -> Iterator[list[str]]:
    if separator == "|":
        yield from (_between_bars(line) for line in text.split("\n") if not _is_rule(line))
        return
    if len(separator) > 1:
        yield from (_without_bullet(line).split(separator) for line in text.split("\n"))
        return
    try:
        if text.count('"') % 2:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:  # a cell is longer than any that people write
        raise Unreadable("imports.damaged") from error


def _is_rule(line: str) -> bool:
    return "-" in line and _RULE.fullmatch(line) is not None


def _between_bars(line: str) -> list[str]:
    bare = line.strip()
    inside = bare.removeprefix("|")
    return (inside.removesuffix("|") if bare.startswith("|") else inside).split("|")


def _without_bullet(line: str) -> str:
    return without_bullet(visible(line))


def _records(text: str) -> list[list[str]]:
    """Answers with a name before each ("Action: …", "By: …"), with a row for each record; none where these are none.

    A name that comes again begins the next record.
    """
    records: list[dict[str, str]] = [{}]
    names: dict[str, str] = {}
    told = others = 0
    last = ""
    for line in text.split("\n"):
        if not line.strip():
            last = ""
            continue
        parts = _named(line)
        if not parts:
            others += 1
            if last:
                records[-1][last] = f"{records[-1][last]}\n{line.strip()}".strip()
            continue
        for name, answer in parts:
            key = name.casefold()
            names.setdefault(key, name)
            if key in records[-1]:
                records.append({})
            records[-1][key] = answer
            last = key
            told += 1
    again = max(Counter(key for record in records for key in record).values(), default=0)
    if len(names) < 2 or others > told or len(names) > max(12, told // 2) or (len(records) > 1 and again < 2):
        return []
    return [list(names.values()), *([record.get(key, "") for key in names] for record in records)]


def _named(line: str) -> Sequence[tuple[str, str]]:
    """The named answers in a line, all of it; none where it begins with none."""
    bare = _without_bullet(line)
    whole = _NAMED.fullmatch(bare)
    if not whole:
        return ()
    parts = _BETWEEN_NAMED.split(bare)
    found = [_NAMED.fullmatch(part) for part in parts]
    if len(parts) > 1 and all(found):
        return [(part["name"].strip(), _answer(part.groupdict())) for part in found if part]
    return [(whole["name"].strip(), _answer(whole.groupdict()))]


def _answer(found: Mapping[str, str | None]) -> str:
    return (found["answer"] or "").strip()
