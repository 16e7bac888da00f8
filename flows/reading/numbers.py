"""Numbers as people type them, with the unit behind or before: "2.000 €", "1,5 Mio", "twenty members"."""

import re
from dataclasses import dataclass

from flows.reading import number_words as vocabulary
from flows.reading.languages import AND, FROM, TO, UNITS
from flows.reading.phrases import LONGEST, Pattern, alternatives, forms, normal, table
from flows.reading.reading import Reading, ask, clear, quoted, refuse
from flows.reading.text import fold, straight, unquoted, visible

LARGEST = 1e15
WORDS_OF_A_UNIT = 5

_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_SIGNS = str.maketrans({"٫": ",", "٬": "'", "٪": "%"})
_NUMBER = re.compile(
    r"""(?P<figures>[1-9]\d{0,2}(?P<group>[.,'\ ])\d{3}(?:(?P=group)\d{3})*(?:(?!(?P=group))[.,]\d+)?(?![.,'\ ]?\d)
    | \d+[.,]?\d*(?![.,'\ ]?\d) | [.,]\d+(?![.,'\ ]?\d))(?:[.,]?-+(?!\w))?""",
    re.VERBOSE,
)
_FIRST_FIGURE = re.compile(r"[.,]?\d")
_LETTER_FACTOR = re.compile(r"\s?(?P<letter>[kKMm])(?P<currency>[€$£]|\s?(?:EUR|USD|GBP|CHF|PLN)\b)?(?!\w)")
_WORD_FACTOR = re.compile(r"\s*(?P<word>[^\W\d_]+)\.?")
_ROUGH_SIGNS = re.compile(r"[~≈<>≥≤+±]=?")
_ROUGH = Pattern(rf"(?<!\w)(?:{alternatives(vocabulary.ABOUT | vocabulary.BOUNDS)})(?!\w)")
_RANGE = Pattern(rf"\s*(?:-|(?:{alternatives(TO | AND)})\s)\s*(?=[.,\d])")
_FROM = Pattern(rf"(?:{alternatives(FROM)})")
_LETTERS = re.compile(r"[^\W\d_]+")

_VALUES = table(vocabulary.NUMBERS)
_FACTORS = table(vocabulary.MULTIPLIERS) | {"k": 1_000}
_GERMAN = Pattern(rf"({alternatives(w for w, n in vocabulary.NUMBERS.items() if n < 10)})und(\w+)")
_GERMAN_MANY = Pattern(
    rf"({alternatives(w for w, n in vocabulary.NUMBERS.items() if 1 < n < 100)}|ein)(hundert|tausend)"
)
_CURRENCIES = frozenset(form.strip(" .") for form in forms(vocabulary.CURRENCIES))
_ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True)
class Quantity:
    """A number and the unit that was typed with it, empty where there was none."""

    value: int | float
    unit: str = ""


def read_number(text: str) -> Reading[Quantity]:
    """Read a number in figures or words.

    A single point or comma before exactly three digits groups thousands, as in "10.000 members" and "10,000
    members"; otherwise it starts the decimals.  A rough figure or a range is asked for.
    """
    typed = quoted(visible(text))
    if len(visible(text)) > LONGEST:
        return refuse("number.none", typed=typed)
    plain = _in_ascii(straight(unquoted(text)).translate(_SIGNS))
    start = _FIRST_FIGURE.search(plain)
    found = _in_figures(plain, start.start()) if start else _in_words(plain)
    if found is None:
        return refuse("number.none", typed=typed)
    quantities, rough = found
    if any(abs(quantity.value) > LARGEST for quantity in quantities):
        return refuse("number.too-large", typed=typed)
    if any(not _is_unit(quantity.unit) for quantity in quantities):
        return refuse("number.none", typed=typed)
    if len(quantities) > 1:
        first, second = (quantity.value for quantity in quantities[:2])
        return ask(quantities, "number.range", typed=typed, number=first, other=second)
    if rough:
        return ask(quantities, "number.rough", typed=typed, number=quantities[0].value)
    return clear(quantities[0])


def exact_number(text: str) -> Quantity | None:
    """The number of a text; None where it would have to be asked for."""
    return read_number(text).value


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same one, written in two ways or two languages."""
    first, second = normal(one).strip(" ."), normal(other).strip(" .")
    if not first or not second:
        return False
    if first == second or first.endswith(f" {second}") or second.endswith(f" {first}") or _stem(first) == _stem(second):
        return True
    kinds = [UNIT_OF.get(first), UNIT_OF.get(second)]
    return kinds[0] is not None and kinds[0] == kinds[1]


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|y|e)$", "", word)


UNIT_OF: dict[str, str | int] = {
    **table(UNITS),
    "d": "day",
    "t": "day",
    "w": "week",
    **{form.strip(" ."): at for at, entries in enumerate(vocabulary.SAME_UNITS) for form in forms(entries)},
}
"""A unit → what it is a way to write of."""


def _in_ascii(text: str) -> str:
    for fraction, decimals in _FRACTIONS.items():
        text = re.sub(rf"(?<!\d)\s?{fraction}", f"0{decimals}", re.sub(rf"(?<=\d)\s?{fraction}", decimals, text))
    return "".join(str(int(character)) if character.isdecimal() else character for character in text)


def _in_figures(plain: str, start: int) -> tuple[tuple[Quantity, ...], bool] | None:
    head, body = plain[:start].strip(), plain[start:]
    negative = head.endswith("-")
    before = _Before.read(head.removesuffix("-").strip())
    first = _number(body)
    if before is None or first is None:
        return None
    value, rest = _multiplied(*first, currency=bool(before.currency))
    rough = before.rough
    if found := _RANGE.match(_same_length(rest)):
        second = _number(rest[found.end() :])
        if second is None:
            return None
        last, rest = _multiplied(*second, currency=bool(before.currency))
        unit = before.currency or _unit(rest)
        return (Quantity(value, unit), Quantity(last, unit)), True
    if rest.lstrip().startswith("+"):
        rest, rough = rest.lstrip()[1:], True
    value = -value if negative else value
    after = _unit(rest)
    if before.currency and after and not same_unit(before.currency, after):
        return None
    return (Quantity(value, before.currency or after),), rough


@dataclass(frozen=True)
class _Before:
    """What stands before the figures."""

    currency: str = ""
    rough: bool = False

    @classmethod
    def read(cls, head: str) -> "_Before | None":
        """None where the figures do not begin what was typed: "room 12"."""
        bare = _ROUGH_SIGNS.sub("", head)
        signs = bare != head and head.strip() != "+"
        words = normal(bare).strip(" .,:")
        rest = _ROUGH.without(words)
        if rest in _CURRENCIES:
            return cls(bare.split()[-1] if rest != words else bare.strip(), signs or rest != words)
        if not rest or _FROM.fullmatch(rest):
            return cls("", signs or bool(words))
        return None


def _number(text: str) -> tuple[int | float, str] | None:
    """The figures at the beginning of a text, and what follows."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    figures = found["figures"]
    if group := found["group"]:
        whole, sign, decimals = figures, "", ""
        for mark in ".,":
            if mark != group and mark in figures:
                whole, sign, decimals = figures.partition(mark)
        figures = whole.replace(group, "") + ("." if sign else "") + decimals
    return _whole(float(figures.replace(",", "."))), text[found.end() :]


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _multiplied(value: int | float, rest: str, *, currency: bool) -> tuple[int | float, str]:
    """A number with "k", "Mio" or "thousand" behind it; a lone small "m" only multiplies money."""
    found = _LETTER_FACTOR.match(rest)
    attached = found is not None and (not rest[0].isspace() or bool(found["currency"]))
    if found and attached and (found["letter"] != "m" or currency or found["currency"]):
        factor = 1_000 if found["letter"] in "kK" else 1_000_000
        return _whole(round(value * factor, 6)), (found["currency"] or "") + rest[found.end() :]
    for _ in range(2):
        word = _WORD_FACTOR.match(rest)
        factor = _FACTORS.get(normal(word["word"]), 0) if word else 0
        if not word or not factor:
            break
        value, rest = _whole(round(value * factor, 6)), rest[word.end() :]
    return value, rest


def _same_length(text: str) -> str:
    """Folded text where that leaves every character at its place."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text


def _unit(rest: str) -> str:
    return rest.strip(" .,;:!?")


def _is_unit(text: str) -> bool:
    """Whether it can be a unit: a few words without figures."""
    return (
        not any(character.isdecimal() or character == "_" for character in text)
        and len(text.split()) <= WORDS_OF_A_UNIT
    )


def _in_words(plain: str) -> tuple[tuple[Quantity, ...], bool] | None:
    """Such as "sixteen new members", "zwei Dutzend", "about two hundred thousand euro"."""
    places = list(_LETTERS.finditer(plain))
    rough = 0
    for length in (3, 2, 1):
        if _ROUGH.fullmatch(normal(" ".join(place[0] for place in places[:length]))):
            rough = min(length, len(places))
            break
    words = [normal(place[0]) for place in places[rough:]]
    value, used = _value(words)
    if not used or plain[: places[rough].start()].strip() not in ("", plain[: places[rough].start()].strip(" .~")):
        return None
    return (Quantity(value, _unit(plain[places[rough + used - 1].end() :])),), bool(rough)


def _value(words: list[str]) -> tuple[int, int]:
    """The number that the first words say, and how many they are."""
    total, used = 0, 0
    if words[:1] and words[0] in _ARTICLES:
        if len(words) < 2 or _one(words[1]) is None:
            return 0, 0
        used = 1
    last = 100_000
    while used < len(words):
        word = words[used]
        one = _one(word)
        factor = _FACTORS.get(word, 0) if len(word) > 1 else 0
        if factor and total:
            total, last = total * factor, factor
        elif one is None or word in _ARTICLES or one >= last or (total and last <= 10):
            break
        else:
            total, last = total + one, 10 if one % 10 else 100 if one >= 100 else 10 if one < 20 else 11
            if one == 0:
                return 0, used + 1
        used += 1
    return (total, used) if total else (0, 0)


def _one(word: str) -> int | None:
    if word in _VALUES:
        return _VALUES[word]
    if word in _FACTORS and len(word) > 1:
        return _FACTORS[word]
    if (found := _GERMAN.fullmatch(fold(word))) and found[2] in _VALUES:
        return _VALUES[found[1]] + _VALUES[found[2]]
    if found := _GERMAN_MANY.fullmatch(fold(word)):
        return _VALUES[found[1]] * _FACTORS[found[2]]
    return None
