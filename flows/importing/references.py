"""What other entries a cell names: by their names, or by their numbers in the same table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.importing.table import normal
from flows.reading.spelling import squeezed

_LINES = re.compile(r"[;\n|•]")
_BETWEEN = re.compile(r"(?:[\s,;+&/]|(?<!\w)(?:and|und|et|y|e|i|و)(?!\w))+")
_NUMBERED = re.compile(r"(?:[^\W\d_]{1,8}[.°]?|[#№])?\s?(\d{1,4})[.)]?")
"""A number, or one behind a short word: "Nr. 3", "#3", "step 3"."""


@dataclass(frozen=True)
class Named:
    """The entries that were meant, and what names none."""

    values: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def read(text: str, names: Mapping[str, str], numbers: Mapping[str, str]) -> Named:
    """The entries named in a cell; ``names`` and ``numbers`` say which entry each means."""
    known = {squeezed(name): value for name, value in names.items() if squeezed(name)}
    if squeezed(text) in known:
        return Named((known[squeezed(text)],))
    values: list[str] = []
    unknown: list[str] = []
    for line in filter(None, map(str.strip, _LINES.split(text))):
        for part, value in _parts(line, known, numbers):
            if value:
                values.append(value)
            else:
                unknown.append(part)
    return Named(tuple(dict.fromkeys(values)), tuple(unknown))


def _parts(line: str, known: Mapping[str, str], numbers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each name with the entry it means: names may hold commas themselves, so the longest are tried first."""
    if squeezed(line) in known:
        yield line, known[squeezed(line)]
        return
    if counted := _by_numbers(line, numbers):
        yield from counted
        return
    parts = line.split(",")
    at = 0
    while at < len(parts):
        ends = (end for end in range(len(parts), at, -1) if squeezed(",".join(parts[at:end])) in known)
        end = next(ends, 0)
        if end:
            yield line, known[squeezed(",".join(parts[at:end]))]
        elif counted := _by_numbers(parts[at], numbers):
            yield from counted
        elif parts[at].strip():
            yield normal(parts[at]), ""
        at = end or at + 1


def _by_numbers(text: str, numbers: Mapping[str, str]) -> list[tuple[str, str]]:
    """The entries of a list of numbers; none where it holds anything else."""
    found: list[tuple[str, str]] = []
    for word in filter(None, _BETWEEN.split(re.sub(r"([^\W\d_][.°]?|[#№])\s+(?=\d)", r"\1", text))):
        bare = word.strip(".()")
        number = _NUMBERED.fullmatch(word)
        value = numbers.get(bare) or (numbers.get(number[1]) if number else None)
        if value is None:
            return []
        found.append((word, value))
    return found
