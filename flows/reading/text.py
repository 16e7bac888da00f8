"""Typed text made comparable: without what cannot be seen, with one kind of space, hyphen, apostrophe and quote."""

import re
import unicodedata

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"})
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile("[\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u0060\u00b4\u2032\uff07]")
_QUOTES = re.compile("[\u201c-\u201f\u00ab\u00bb\u2039\u203a\u2033\u300c-\u300f\uff02]")
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_SPACES = re.compile(r"[^\S\n]+")
_ENDS_OF_LINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
_AROUND = "\"'*_ \t\n"
_BULLET = re.compile(
    r"""(?:
        [•‣◦⁃∙●○▪▫■□◆◇►▶▸➤➔→⇒✓✔✅☐☑☒❑❏✗✘·]\s*            # a mark of lists
        | [-–—―>](?:\s+|(?=[^\W\d_])|$)                    # a hyphen before words, never before a figure
        | [*+](?:\s+|(?=[^\W\d_][^*]*$)|$)                 # a star that is not half of *bold*
        | \[[ xX✓]?\](?:\s+|$)                              # a box in brackets
        | \(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)(?:\s+|(?=[^\W\d_])|$)   # 1)  (a)  iv)
        | \d{1,3}(?:\.\d{1,2}){0,3}[.:](?:\s+|(?=[^\W\d_])|$)  # 1.  2.1.  3:
        | \d{1,2}(?:\.\d{1,2}){2,3}\s+(?=[^\W\d_])          # 2.1.3 Write
        | [a-z]\.\s+                                        # a.
        | (?:№|\#)?\s?\d{1,3}\s[–—-]\s+                     # 1 -
    )""",
    re.VERBOSE,
)


def visible(text: str) -> str:
    """The text as it looks: letters composed (NFC), no invisible or direction marks, one kind of space, ``\\n``."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    lines = _ENDS_OF_LINES.sub("\n", unicodedata.normalize("NFC", text))
    seen = "".join(character for character in lines if not _is_unseen(character))
    return _SPACES.sub(" ", seen).strip()


def _is_unseen(character: str) -> bool:
    if character in "\n\t":
        return False
    variation = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return variation or character in _UNSEEN or unicodedata.category(character) in ("Cf", "Cc", "Cs", "Co")


def straight(text: str) -> str:
    """`visible` text with one kind of hyphen, apostrophe and double quote."""
    return _QUOTES.sub('"', _APOSTROPHES.sub("'", _DASHES.sub("-", visible(text))))


def unquoted(text: str) -> str:
    """`visible` text without quotes, asterisks and the like around the whole of it."""
    shown = visible(text)
    inner = straight(shown)
    while inner and (inner[0] in _AROUND or inner[-1] in _AROUND):
        start = 1 if inner[0] in _AROUND else 0
        end = len(inner) - 1 if len(inner) > 1 and inner[-1] in _AROUND else len(inner)
        shown, inner = shown[start:end], inner[start:end]
    return shown


def without_bullet(line: str) -> str:
    """A line of a pasted list without its bullet, number or box; words that begin with a figure stay whole."""
    line = line.strip()
    while (found := _BULLET.match(line)) and found.end():
        line = line[found.end() :].strip()
    return line


def fold(text: str) -> str:
    """Lower case without accents; digits of every script become ASCII digits."""
    if text.isascii():
        return text.lower().replace("`", "'")
    composed = _DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    letters: list[str] = []
    for character in unicodedata.normalize("NFD", composed):
        if unicodedata.category(character) == "Mn":
            continue
        digit = unicodedata.decimal(character, None)
        letters.append(character if digit is None else str(digit))
    return "".join(letters)
