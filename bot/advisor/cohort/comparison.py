"""What clusters need, compared without telling whose need it is.

Figures stand for `FEWEST` clusters at least, as a whole and for each theme.  They change only when so many clusters
have handed in something new, all at once: otherwise the difference from one day to the next would tell what one cluster
said.  No filter changes them.  Pure.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.store.cohort import HandIn
from bot.store.versions import Answers
from flows.dialogues.needs_assessment import NeedsAssessment
from flows.themes import THEMES
from flows.validation import Scene

FEWEST = 5
"""Fewer clusters are never summed up."""


@dataclass(frozen=True)
class Released:
    """What is summed up: the latest hand-in of each cluster as of ``at``; empty where they are too few."""

    hand_ins: Sequence[HandIn]
    at: datetime | None


@dataclass(frozen=True)
class ThemeNeed:
    """How much a theme is needed: the averages of those ``clusters`` that rated it.

    ``priority`` is 0 to 20, ``importance`` and ``today`` are 1 to 5; all are rounded.
    """

    theme: str
    priority: int
    importance: int
    today: int
    clusters: int


def released(hand_ins: Iterable[HandIn], without: Collection[str] = ()) -> Released:
    """What may be summed up, of hand-ins in the order of their time.

    Clusters that whoever asks knows anyway are left out (``without``): nobody can take them away from the others.
    """
    shown: dict[str, HandIn] = {}
    waiting: dict[str, HandIn] = {}
    at = None
    for each in hand_ins:
        if each.cluster in without:
            continue
        before = shown.get(each.cluster)
        if before is not None and (before.document, before.number) == (each.document, each.number):
            waiting.pop(each.cluster, None)
        else:
            waiting[each.cluster] = each
        if len(waiting) >= FEWEST:
            shown, waiting, at = shown | waiting, {}, each.at
    return Released(tuple(shown.values()), at)


def needs(said: Iterable[tuple[int, Answers]]) -> list[ThemeNeed]:
    """The themes that enough clusters rated, the most needed first: of assessments, each of another cluster."""
    ratings: dict[str, list[tuple[int, int, int]]] = {}
    for version, answers in said:
        for theme, rating in _ratings(NeedsAssessment.upgrade(answers, version)).items():
            ratings.setdefault(theme, []).append(rating)
    found = [_summed(theme, each) for theme, each in ratings.items() if len(each) >= FEWEST]
    order = list(THEMES)
    return sorted(found, key=lambda need: (-need.priority, order.index(need.theme)))


def _ratings(answers: Answers) -> dict[str, tuple[int, int, int]]:
    """Priority, importance and how well it is handled, by theme."""
    assessed = NeedsAssessment.review(answers, Scene(date.min, answers, asks=False)).model
    if not isinstance(assessed, NeedsAssessment):
        return {}
    rated = assessed.ratings().items()
    return {theme: (row.priority, row.importance or 0, row.today or 0) for theme, row in rated if theme in THEMES}


def _summed(theme: str, ratings: Sequence[tuple[int, int, int]]) -> ThemeNeed:
    priority, importance, today = (round(sum(values) / len(ratings)) for values in zip(*ratings, strict=True))
    return ThemeNeed(theme, priority, importance, today, len(ratings))
