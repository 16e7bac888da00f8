"""Names made comparable: what one sees of a name, and the letters by which two spellings are the same."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from flows.reading.name_words import DEGREES, PLAIN_TITLES, TITLES
from flows.reading.text import fold, straight

KEPT = 8_192
"""Names remembered in each form: the same few are looked at again and again."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|（[^（）]*）")
_MAIL = re.compile(r"<?(?:mailto:)?([\w.+'-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8})>?", re.IGNORECASE)
_SHORTCODE = re.compile(r":[a-z0-9_+'-]{1,64}:")
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": "", "ی": "ي", "ک": "ك"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "þ": "th"})
_DOTTED_I = str.maketrans({"ı": "i"})
PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
"""Names with nothing to leave out or to make alike but case and spaces, as most are: much quicker to compare."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*", re.UNICODE)


@lru_cache(KEPT)
def bare(name: str) -> str:
    """A name without address, brackets, titles, marks and pictures around it; as it is where nothing would be left."""
    if PLAIN.fullmatch(name) and not (" " in name and is_title(name.partition(" ")[0])):
        return name
    text = straight(name)
    for drop in (_MAIL, _BRACKETS, _SHORTCODE):
        text = drop.sub(" ", text)
    text = "".join(" " if unicodedata.category(sign) in ("So", "Sk") else sign for sign in text).replace('"', " ")
    name_and_degrees = text.strip(" @.,;:-'").split(",")
    words = ",".join(part for part in name_and_degrees if squeezed(part) not in DEGREES).split()
    while len(words) > 1 and is_title(words[0]):
        words = words[1:]
    return " ".join(words) or straight(name)


def is_title(word: str) -> bool:
    """Whether a word before a name is a title such as "Dr."."""
    return squeezed(word) in (TITLES if word.endswith(".") else PLAIN_TITLES)


def mail_in(text: str) -> str:
    """The first mail address in a text, empty if there is none."""
    found = _MAIL.search(straight(text))
    return found[1] if found else ""


@lru_cache(KEPT)
def key(name: str) -> str:
    """The letters of a name, with their accents; case, marks and what stands between them do not count."""
    if PLAIN.fullmatch(name):
        return name.replace(" ", "").lower()
    folded = straight(unicodedata.normalize("NFKC", name).casefold().translate(_DOTTED_I))
    lower = unicodedata.normalize("NFD", folded)
    kept = "".join(sign for sign in lower if sign.isalnum() or unicodedata.category(sign) == "Mn")
    return unicodedata.normalize("NFC", kept.replace("i\u0307", "i"))


@lru_cache(KEPT)
def squeezed(text: str) -> str:
    """The letters of a text without accents and without anything between them."""
    return "".join(sign for sign in _plain(text) if sign.isalnum())


@lru_cache(KEPT)
def loose(name: str) -> frozenset[str]:
    """The spellings of a name without accents: they are left out, or written out as in "Mueller"."""
    written_out = unicodedata.normalize("NFC", straight(name)).casefold().translate(_SPELLED_OUT)
    return frozenset({squeezed(name), squeezed(written_out)})


@lru_cache(KEPT)
def words(name: str) -> tuple[str, ...]:
    """The words of a name without accents, each in one spelling; "Jean-Luc" is two."""
    return tuple(_plain(word) for part in _WORD.findall(straight(name)) for word in re.split(r"[-]", part))


def _plain(text: str) -> str:
    return fold(text).translate(_ARABIC).replace("'", "")


def near(one: str, other: str) -> bool:
    """Whether two words differ by a slip of the hand: one letter, or two in a long word."""
    allowed = 0 if min(len(one), len(other)) < 4 else 1 if max(len(one), len(other)) < 9 else 2
    return _distance(one, other, allowed) <= allowed


def _distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed or swapped with their neighbour; more than ``most`` is not told exactly."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def swapped(name: str) -> str:
    """ "Sample, Lena" as "Lena Sample"; empty if it is not of that form."""
    last, comma, first = straight(name).partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and last.strip() and "," not in first else ""


def initials(given: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of a name are shortened to first letters: "L. Sample", "Lena S."."""
    return len(given) == len(full) > 1 and any(len(word) == 1 for word in given) and all(_begins(given, full))


def _begins(given: tuple[str, ...], full: tuple[str, ...]) -> Iterator[bool]:
    for short, whole in zip(given, full, strict=True):
        yield short == whole or (len(short) == 1 and whole.startswith(short))
