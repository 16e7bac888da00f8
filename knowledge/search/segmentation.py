"""Telling several questions in one message apart.

A message is cut in two where two articles explain its words better than one does (a Bayesian segmentation, after
Utiyama and Isahara, 2001), if what joins the halves and what is found for each speak for it as well; each half may be
cut again.  The weights are learned by ``knowledge.tuning``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from knowledge.library.languages import Language
from knowledge.search import columns
from knowledge.search.conversation import pieces
from knowledge.search.decision import Confidence, probability
from knowledge.search.index import Index
from knowledge.search.parameters import Logistic, Parameters
from knowledge.search.query import Query, read_query
from knowledge.search.ranking import together

MOST_QUESTIONS = 8
"""So many questions of one message are answered one by one."""
TRIED, LARGE = 2, 1_000
"""So many places to cut a message are tried; only one in a library of more articles, where looking up takes longer."""
JOINT = ("asked", "listed", "added", "opens", "ended", "refers", "asks", "begins")
CHEAP = 2 + len(JOINT)
EVIDENCE = ("gain", "short", *JOINT, "right", "among", "same", "crossing", "whole", "sure")
"""The first ``CHEAP`` are known before the halves are looked up."""
_WHOLE = EVIDENCE.index("whole")
_WEIGHT = attrgetter("weight")


@dataclass(frozen=True)
class Cut:
    """The place where a message most likely falls into two questions, as a position in its text.

    ``gain`` is how much better two articles explain the words than one, in units of log-likelihood.
    """

    at: int
    gain: float
    joint: tuple[float, ...]


def best_cuts(
    message: str, language: Language, candidates: Sequence[int], index: Index, learned: Parameters
) -> list[Cut]:
    """The places to cut a message in two, the best first; none where one article explains it best.

    ``candidates`` are the numbers of the articles that the message as a whole may be about.
    """
    found = pieces(message, language)
    if len(found) < 2 or not candidates:
        return []
    ends = [*(piece.start for piece in found[1:]), len(message)]
    queries = [read_query(message[a.start : end], index, learned, language) for a, end in zip(found, ends, strict=True)]
    scores = [_explained(query, candidates, index) for query in queries]
    whole = [sum(column) for column in zip(*scores, strict=True)]
    before = [0.0] * len(whole)
    cuts = []
    for n in range(1, len(found)):
        before = [a + b for a, b in zip(before, scores[n - 1], strict=True)]
        after = [a - b for a, b in zip(whole, before, strict=True)]
        gain = round(max(before) + max(after) - max(whole), 6)
        if gain > 0:
            cuts.append(Cut(found[n].start, gain, found[n].joint))
    return sorted(cuts, key=lambda cut: (-cut.gain, cut.at))[: 1 if len(index.ids) > LARGE else TRIED]


def _explained(query: Query, candidates: Sequence[int], index: Index) -> list[float]:
    """The log-likelihood of a query under each of the articles."""
    faint = query.faint
    terms = list(query.terms.values())
    index.ready("words", terms)
    added, others = together(terms, faint)
    total = sum(term.weight * faint.get(term.text, 1.0) for term in terms) if faint else sum(map(_WEIGHT, terms))
    gains = columns.numbers(added, len(index.word_sizes))
    scores = [columns.UNIT * gains[n] - total * index.word_sizes[n] for n in candidates]
    for term in others:
        weight, values, places = term.weight * faint.get(term.text, 1.0), term.impacts.values, term.places
        for at, n in enumerate(candidates):
            if place := places[n]:
                scores[at] += weight * values[place - 1]
    return scores


def cheap_evidence(cut: Cut, message: str) -> tuple[float, ...]:
    """What speaks for a cut before its halves are looked up: the first values of ``EVIDENCE``."""
    shorter = min(len(message[: cut.at].split()), len(message[cut.at :].split()))
    return (round(min(cut.gain, 100.0) / 20, 6), min(shorter, 8) / 8, *cut.joint)


def evidence(
    cheap: Sequence[float], first: Confidence, second: Confidence, whole: Confidence, answer: float
) -> tuple[float, ...]:
    """All that speaks for a cut, as in ``EVIDENCE``; from the probability ``answer`` on a half alone is answered."""
    same = first.best[:1] == second.best[:1]
    crossing = bool(set(first.best[:1]) & set(second.best[:3]) or set(second.best[:1]) & set(first.best[:3]))
    return (
        *cheap,
        min(first.right, second.right),
        min(first.among, second.among),
        float(same),
        float(crossing),
        whole.right,
        float(min(first.right, second.right) >= answer),
    )


def at_best(cheap: Sequence[float], half: Confidence, whole: Confidence, answer: float, model: Logistic) -> float:
    """The probability that a cut cannot exceed, whatever its other half leads to, when one is looked up."""
    most = evidence(cheap, half, half, whole, answer)  # the other can make each value smaller, and none greater
    known = [n < CHEAP or n == _WHOLE for n in range(len(most))]
    weights = zip(most, known, model.weights, strict=True)
    return probability(model, [value if fixed or weight > 0 else 0.0 for value, fixed, weight in weights])


def worth(cheap: Sequence[float], model: Logistic) -> float:
    """What speaks for a cut before its halves are looked up, as one number: its part of the model's sum."""
    return model.bias + sum(a * b for a, b in zip(model.weights, cheap, strict=False))
