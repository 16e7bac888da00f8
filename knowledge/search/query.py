"""What a question consists of, as far as the index knows its words."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse, repeat

from knowledge.library.analysis import accented_words, bigrams, fold, stem, stopword_languages, stopwords, words
from knowledge.library.glossary import synonyms
from knowledge.library.languages import LANGUAGES, Language
from knowledge.search.index import Index
from knowledge.search.parameters import Parameters
from knowledge.search.terms import Term

MAX_WORDS = 48
"""A question is looked up by this many different words at most."""


@dataclass(frozen=True)
class Query:
    """A question made ready for looking up.

    ``stems`` are the stems that the index knows with the weight each deserves: 1 for a word as typed, its
    likeness for a corrected one, less for a synonym; ``terms`` are what the index holds of them and of each two that
    follow one another; ``named`` are the folded words as typed, stopwords left out; ``unknown`` is the share of the
    words that no text holds.
    """

    language: Language
    stems: dict[str, float]
    terms: dict[str, Term]
    named: tuple[str, ...]
    unknown: float

    @property
    def faint(self) -> dict[str, float]:
        """The stems that count less than a word as typed."""
        return {stem: weight for stem, weight in self.stems.items() if weight != 1}


def read_query(question: str, index: Index, learned: Parameters, language: Language | None = None) -> Query:
    """Read a question, in a language if it is known, against the words that the index knows."""
    typed = words(question)[: 2 * MAX_WORDS]
    folded = list(dict.fromkeys(map(fold, typed)))[:MAX_WORDS]
    language = language or detect(folded, question, index.languages(folded))
    stop = stopwords()[language]
    stemmed = _stems(typed, language, index)
    known = index.terms("words", [*stemmed, *bigrams(stemmed)])
    weights, unknown = dict.fromkeys(stemmed, 1.0), 0
    if not weights.keys() <= known.keys():
        weights, corrected, unknown = _corrected(stemmed, known, index)
        known |= index.terms("words", [*weights, *bigrams(corrected)])
    others = [term for term in synonyms(stemmed) if term not in weights]
    if learned.synonym_weight and others:
        alike = index.terms("words", others)
        known |= alike
        weights |= dict.fromkeys(alike, learned.synonym_weight)
    if len(weights) > MAX_WORDS:
        left_out = set(list(weights)[MAX_WORDS:])
        weights = {term: weight for term, weight in weights.items() if term not in left_out}
        known = {term: held for term, held in known.items() if term not in left_out}
    return Query(
        language=language,
        stems=weights,
        terms=known,
        named=tuple(filterfalse(stop.__contains__, folded)),
        unknown=unknown / (len(stemmed) or 1),
    )


def _corrected(stemmed: Sequence[str], known: Container[str], index: Index) -> tuple[dict[str, float], list[str], int]:
    """The stems that are known, or resemble one, with what each counts; all of them, corrected where possible; and how
    many resemble none."""
    weights: dict[str, float] = {}
    corrected: list[str] = []
    unknown = 0
    for term in stemmed:
        near = (term, 1.0) if term in known else index.corrected(term)
        if near is None:
            unknown += 1
            corrected.append(term)
        else:
            corrected.append(near[0])
            weights[near[0]] = max(near[1], weights.get(near[0], 0.0))
    return weights, corrected, unknown


def detect(folded: Sequence[str], text: str, known: Mapping[str, Sequence[Language]]) -> Language:
    """The language of a question, by its script, its stopwords and the words of the articles.

    ``known`` gives the languages in which the articles use a word.  English when in doubt: most people here
    ask in it.
    """
    if not text.isascii() and sum("\u0600" <= c <= "\u06ff" for c in text) * 2 > sum(c.isalpha() for c in text):
        return "ar"
    score = dict.fromkeys(LANGUAGES, 0.0)
    score["en"] = 0.1
    if not text.isascii():
        accented = accented_words()
        for word in words(text):
            if word in accented:
                score[accented[word]] += 1
    stop = Counter(map(stopword_languages().get, folded))
    for languages, times in stop.items():
        for language in languages or ():
            score[language] += times
    for spoken, times in Counter(map(known.get, folded)).items():
        for language in spoken or ():
            score[language] += times / len(spoken or ())
    least = max(score.values()) - 1e-6  # sums of shares differ by less where they are the same
    return next(language for language in LANGUAGES if score[language] > least)


def _stems(typed: Sequence[str], language: Language, index: Index) -> list[str]:
    """Stems in the question's language; the English ones of words that are only known in English."""
    native = list(map(stem, typed, repeat(language)))
    if language == "en":
        return native
    english = list(map(stem, typed, repeat("en")))
    known = index.terms("words", [*native, *english])
    return [b if a not in known and b in known else a for a, b in zip(native, english, strict=True)]
