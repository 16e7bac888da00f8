"""Lists of people, in every way in which they are written, split into names."""

import re
from collections.abc import Iterator, Sequence

from flows.reading.name_words import AND, AND_SMALL, DEGREES
from flows.reading.names import LONGEST as LONGEST_NAME
from flows.reading.names import MENTION, Directory, is_nobody
from flows.reading.spelling import PLAIN, bare, key, mail_in, squeezed, swapped, words
from flows.reading.text import visible, without_bullet

_PROTECTED = re.compile(r'["“„«][^"“”„«»\n]+["“”»]|\([^()\n]*\)|\[[^\[\]\n]*\]|\{[^{}\n]*\}|（[^（）\n]*）|<[^<>\n]*>')
_LINES = re.compile(r"[\n\t\v\f]")
_STRONG = re.compile(r"[;؛；|¦•●▪‣·・]")
_ANY = "|".join(sorted(map(re.escape, AND), key=len, reverse=True))
_JOINED = re.compile(
    rf"\s*[&/+＆／＋⁄]\s*(?:(?:{_ANY})\s+)?|\s+(?:{_ANY})\s*/\s*(?:{_ANY})\s+|\s+(?:{_ANY}|(?-i:{'|'.join(AND_SMALL)})\.?)\s+|\s+و\s+"
    r"|\s+(?=@[^\W\d_])|(?<=>)\s+(?=<@)|(?<=>)(?=<@)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[\s,;](?:etc|et al|u\.\s?a|usw|and others|and more|et autres|y otros|e altri|i inni|وغيرهم)$", re.IGNORECASE
)
"""Who is not named behind those who are."""
_HYPHEN = re.compile(r"\s+[-–—]\s+")
_WAW = re.compile(r"\s+و(?=[^\W\d_]{2})")
_QUOTES = re.compile('["“”„«»]')
_COMMAS = re.compile(r"[,،、，︐﹐]")
_BOTH = "both|beide|sowohl|tous les deux|ambos|sia|zarówno"
_LEADING = re.compile(rf"^(?:(?:{_ANY}|{_BOTH}|(?-i:{'|'.join(AND_SMALL)})|و)\s+)+", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.\s")
LONGEST = 3_000
"""Characters of a list that is read; a longer one is no list of people."""
_PLACES = 0xE000
"""Where the signs begin that stand for what is kept together while a list is split."""


def split(text: str, directory: Directory) -> list[str]:
    """The names in a typed list, in order, without repetitions or empty places.

    A comma stands between two people, or between last and first name where that is surely meant: somebody is called so,
    or all parts of a list are of that form.
    """
    text = _without_others(text)
    lines = MENTION.sub(r"<@\1>", _LINES.sub("\n", text))
    if not visible(lines).strip(" \n,;،؛、，；"):
        return []
    if len(text) > LONGEST:
        return [text.strip()]
    if "\n" not in lines.strip() and (directory.called(lines) or is_nobody(lines)):
        return [text.strip()]
    kept = _Kept()
    masked = kept.masked(visible(lines), directory)
    parts = [part for line in masked.split("\n") for part in _STRONG.split(_unmarked(line)) if part.strip()]
    firm = len(parts) > 1
    by_lines = "\n" in masked.strip() and not _STRONG.search(masked)
    pieces = [piece for part in parts for piece in _joined(part, kept, directory) if piece.strip()]
    named = [name for names in _by_commas(pieces, kept, directory, firm=firm and not by_lines) for name in names]
    found: dict[str, str] = {}
    for name in named:
        for one in _spaced(_tidy(kept.back(name)), directory):
            if visible(one):
                found.setdefault(key(one) or one, one)
    names = list(found.values())
    return [text.strip()] if len(names) == 1 and names[0] == visible(text) else names


def is_plain_name(text: str) -> bool:
    """Whether this is but one name, and as it is, if anybody is called so."""
    return len(text) <= LONGEST_NAME and PLAIN.fullmatch(text) is not None and _OTHERS.search(text) is None


def _without_others(text: str) -> str:
    """A list without the "etc." or the dots at its end."""
    ended = text.rstrip()
    bare_end = ended.rstrip(" .…\n\t")
    if found := _OTHERS.search(bare_end):
        return bare_end[: found.start()].rstrip(" ,;\n")
    return bare_end.rstrip(" ,;\n") if bare_end and ended.endswith(("..", "…")) else text


class _Kept:
    """What stays together while a list is split: brackets, quotes, mentions, and names with such signs in them."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def masked(self, text: str, directory: Directory) -> str:
        for known in directory.people:
            name = visible(known.name)
            if len(name) > 2 and (_JOINED.search(name) or _COMMAS.search(name) or _STRONG.search(name)):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda found: self._mask(found[0]), text, flags=re.I)
        return _PROTECTED.sub(lambda found: self._mask(found[0]), text)

    def _mask(self, text: str) -> str:
        if MENTION.fullmatch(text):
            return text
        self._texts.append(text)
        return chr(_PLACES + len(self._texts) - 1)

    def back(self, text: str) -> str:
        while any(_PLACES <= ord(sign) < _PLACES + len(self._texts) for sign in text):
            text = "".join(
                self._texts[ord(sign) - _PLACES] if _PLACES <= ord(sign) < _PLACES + len(self._texts) else sign
                for sign in text
            )
        return text


def _unmarked(line: str) -> str:
    """A line without its bullet; "L. Sample" has none."""
    return line if _INITIAL.match(line.strip()) else without_bullet(line)


def _joined(part: str, kept: _Kept, directory: Directory) -> Iterator[str]:
    """Split at "and" and its fellows, where the whole is not one name; at a hyphen where both sides are somebody's."""
    if directory.called(kept.back(part)) or is_nobody(kept.back(part)):
        yield part
        return
    sides = [side for side in _HYPHEN.split(part) if side.strip()]
    if len(sides) > 1 and all(directory.spelled(kept.back(side)) for side in sides):
        yield from sides
        return
    for piece in _JOINED.split(part):
        yield from _at_waw(piece, kept, directory)


def _at_waw(piece: str, kept: _Kept, directory: Directory) -> Iterator[str]:
    """Split at an Arabic "and", which is written onto the name behind it, where that is somebody's name."""
    for found in _WAW.finditer(piece):
        before, after = piece[: found.start()], piece[found.end() :]
        behind = _COMMAS.split(_WAW.split(after)[0])[0]
        if directory.spelled(kept.back(behind)) and not directory.spelled(kept.back("و" + behind)):
            yield before
            yield from _at_waw(after, kept, directory)
            return
    yield piece


def _by_commas(pieces: Sequence[str], kept: _Kept, directory: Directory, *, firm: bool) -> Iterator[list[str]]:
    """The names in each piece.  ``firm``: the pieces are apart without any comma."""
    split_up = [[part.strip() for part in _COMMAS.split(piece) if part.strip()] for piece in pieces]
    split_up = [_with_degrees(parts) for parts in split_up]
    pairs = [len(parts) == 2 and all(len(words(part)) <= 3 for part in parts) for parts in split_up]
    all_pairs = len(pieces) > 1 and all(pairs)
    for parts, pair in zip(split_up, pairs, strict=True):
        unknown = not any(directory.spelled(kept.back(part)) for part in parts)
        if pair and (all_pairs or firm) and unknown:
            yield [f"{parts[1]} {parts[0]}"]
        else:
            yield list(_turned(parts, kept, directory))


def _with_degrees(parts: Sequence[str]) -> list[str]:
    """Degrees belong to the name before them."""
    joined: list[str] = []
    for part in parts:
        if joined and squeezed(part) in DEGREES:
            joined[-1] = f"{joined[-1]} ({part})"
        else:
            joined.append(part)
    return joined


def _turned(parts: Sequence[str], kept: _Kept, directory: Directory) -> Iterator[str]:
    """Names between commas, "last, first" as one where somebody is called so."""
    rest = list(parts)
    while rest:
        first, *rest = rest
        if rest and not directory.called(kept.back(first)):
            turned = f"{rest[0]} {first}"
            known, alone = kept.back(turned), directory.spelled(kept.back(rest[0]))
            if directory.spelled(known) or (not alone and _fits(known, directory)):
                first, *rest = turned, *rest[1:]
        yield first


def _fits(name: str, directory: Directory) -> bool:
    """Whether somebody known has all words of a name."""
    given = set(words(name))
    return len(given) > 1 and any(given <= set(words(known.name)) for known in directory.people)


def _tidy(name: str) -> str:
    """A name without the "and" before it and the signs around it."""
    text = _LEADING.sub("", _QUOTES.sub(" ", name).strip(" '‘’")).strip()
    text = text if MENTION.fullmatch(text) else " ".join(text.removeprefix("@").split())
    if (address := mail_in(text)) and (turned := swapped(bare(text))):
        text = f"{turned} <{address}>"
    if re.search(r"[^\W\d_]{3}\.$", text):  # the end of a sentence, not of an initial
        text = text[:-1]
    return text


def _spaced(name: str, directory: Directory) -> list[str]:
    """Addresses, or names that are all known as such, with nothing but spaces between them."""
    parts = name.split()
    if len(parts) > 1 and all("@" in part[1:] and mail_in(part) for part in parts):
        return parts
    if len(parts) > 1 and not directory.called(name) and all(directory.called(part) for part in parts):
        return parts
    return [name]
