"""From what people type to words, stems and character n-grams.

Everything here is deterministic and keeps the order of the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import Stemmer

from knowledge.library.languages import LANGUAGES, STEMMERS, Language
from knowledge.library.yaml_file import read_yaml

MAX_CHARACTERS = 2_000
"""A longer question is read this far: what it is about has been said by then."""

_SPECIAL = str.maketrans({"ß": "ss", "ł": "l", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ı": "i", "_": " "})
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’`"
_POSSESSIVE = re.compile(r"(?<=\w)['’`]s\b")
_CONTRACTION = re.compile(r"(?<=n)['’`](?=t\b)")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
_LONG_REPEAT = re.compile(r"(\D)\1{2,}")
_VOWEL_MARKS = re.compile(r"[\u064b-\u065f\u0670]")  # of Arabic: they would split its words


def lowered(text: str) -> str:
    """Lower case, compatibility forms unified, English contractions joined; accents kept."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower()
    if not text.isascii():
        text = _VOWEL_MARKS.sub("", text)
    if any(map(text.__contains__, _APOSTROPHES)):
        text = _CONTRACTION.sub("", _POSSESSIVE.sub("", text))
    return text


@lru_cache(maxsize=65_536)
def _calmed(word: str) -> str:
    """A word in which no letter stands more than twice in a row: "sooo" is typed in as many ways as one likes."""
    return _LONG_REPEAT.sub(r"\1\1", word)


class _Bare(dict[int, str]):
    """What becomes of a character that stands without its marks; found out when it is met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kept = "" if unicodedata.category(sign) == "Mn" else sign
        digit = str(unicodedata.decimal(kept)) if kept.isdecimal() else kept
        self[code] = digit.translate(_ARABIC).translate(_SPECIAL)  # an accented ligature has shed its accent
        return self[code]


_bare = _Bare()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Take off accents and vowel marks, and unify the Arabic letters people use for one another."""
    text = text.translate(_SPECIAL)
    if text.isascii():
        return text
    return unicodedata.normalize("NFD", text).translate(_bare)


def split_words(text: str) -> tuple[str, ...]:
    """Words in lower case with their accents, in order."""
    return tuple(map(_calmed, _WORD.findall(lowered(text))))


words = lru_cache(maxsize=4_096)(split_words)
"""The same for what is asked for again and again while a question is answered."""


def spelled(found: Iterable[str]) -> str:
    """Words without accents, one after the other: what texts that differ in case and punctuation alone share."""
    return " ".join(map(fold, found))


_stemmers = {language: Stemmer.Stemmer(name, 0) for language, name in STEMMERS.items()}  # what is kept, is kept below
_stemming = Lock()  # Snowball keeps the word it works on in the object


def find_stem(word: str, language: Language) -> str:
    """The stem of a word without accents; a word that stems to nothing stays as it is."""
    with _stemming:
        return fold(_stemmers[language].stemWord(word)) or fold(word)


stem = lru_cache(maxsize=100_000)(find_stem)
"""The same for the words of questions, of which many come again."""


def cut_grams(word: str) -> tuple[str, ...]:
    """Character 3- and 4-grams of a folded word, its two ends marked: ``raci`` → ``_ra … _rac … aci_``."""
    marked = f"_{word}_"
    last = len(marked) - 3
    return (*[marked[n : n + 3] for n in range(last + 1)], *[marked[n : n + 4] for n in range(last)])


grams = lru_cache(maxsize=65_536)(cut_grams)
"""The same for the words of questions, of which many come again."""


def bigrams(terms: Sequence[str]) -> list[str]:
    """Each two terms that follow one another, joined by a space."""
    return [f"{first} {second}" for first, second in pairwise(terms)]


def sentences(body: str) -> list[str]:
    """The sentences and list items of an answer; what has fewer than three words is left out."""
    return [each for each in _SENTENCE_END.split(body) if len(each.split()) > 2]


@cache
def stopwords() -> dict[Language, frozenset[str]]:
    """Per language the folded words that carry little of a question's topic."""
    listed = _lists()
    return {language: frozenset(listed[language].split()) for language in LANGUAGES}


@cache
def stopword_languages() -> dict[str, tuple[Language, ...]]:
    """For each folded stopword the languages in which it is one."""
    found: dict[str, tuple[Language, ...]] = {}
    for language, listed in stopwords().items():
        for word in sorted(listed):
            found[word] = (*found.get(word, ()), language)
    return found


@cache
def accented_words() -> dict[str, Language]:
    """Frequent words with accents, as typed, that tell one language from another that spells them alike without."""
    listed = _lists()["accented"]
    return {word: language for language in LANGUAGES for word in str(listed.get(language, "")).split()}


@cache
def _lists() -> Any:
    return read_yaml(Path(__file__).parent / "stopwords.yaml")


@cache
def stop_stems() -> frozenset[str]:
    """Stems of the stopwords of all languages, that stand for nothing else in English."""
    english = {stem(word, "en") for word in stopwords()["en"]}
    others = {stem(word, language) for language in LANGUAGES if language != "en" for word in stopwords()[language]}
    return frozenset(english | others)
