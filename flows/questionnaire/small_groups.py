"""What may be told of groups of members, so that nobody's answer can be worked out.

Everything that is told is made of sums over *cells*: disjoint sets of at least five members.  Groups are unions of
cells, the whole is the union of all, and a member weighs as much as the members of its cell do on average.  So whatever
is added to or subtracted from what, the result is again a sum over whole cells.

Answers from a file are known to whoever brought it, who can subtract them, too: in each cell at least five are left
then, or none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

LEAST = 5
"""Answers of fewer members are told of no group."""


@dataclass(frozen=True)
class Respondent:
    """Somebody who answered a question; ``group`` is empty where it is in none.

    ``known``: people of the cluster have seen the answer, in a file that they brought.
    """

    id: str
    group: str = ""
    weight: int = 1
    known: bool = False


@dataclass(frozen=True)
class Cell:
    """Members of whom something is told together, `enough` of them; ``groups`` are those that were joined for it."""

    groups: tuple[str, ...]
    members: tuple[Respondent, ...]

    @property
    def weight(self) -> Fraction:
        """What each of them counts: the mean of their weights."""
        return Fraction(sum(each.weight for each in self.members), len(self.members))


@dataclass(frozen=True)
class Told:
    """A figure of several members: how many they are, the sum of their values and the same with their weights."""

    count: int
    total: Fraction
    weighted: Fraction
    weights: Fraction

    @property
    def mean(self) -> float:
        return float(self.total / self.count)

    @property
    def weighted_mean(self) -> float:
        return float(self.weighted / self.weights)


def enough(known: Iterable[bool]) -> bool:
    """Whether something may be told of all these together, from whose answers are known: at least `LEAST` are not, or
    all are, and those are so many."""
    marks = list(known)
    return (marks.count(False) or len(marks)) >= LEAST


def _are_enough(members: Sequence[Respondent]) -> bool:
    return enough(each.known for each in members)


def cells(respondents: Iterable[Respondent]) -> tuple[Cell, ...]:
    """The cells of those who answered a question; none where they are too few to be told of at all.

    Groups that are too small are joined.  Where even these together are too few, the smallest of the others joins them:
    else they would be what is left when all others are subtracted from the whole.
    """
    by_group: dict[str, list[Respondent]] = {}
    for each in sorted(respondents, key=lambda each: (each.group, each.id)):
        by_group.setdefault(each.group, []).append(each)
    large = {group: members for group, members in by_group.items() if _are_enough(members)}
    small = {group: members for group, members in by_group.items() if group not in large}
    while small and not _are_enough([each for members in small.values() for each in members]):
        if not large:
            return ()
        nearest = min(large, key=lambda group: (len(large[group]), group))
        small[nearest] = large.pop(nearest)
    parts: list[tuple[tuple[str, ...], list[Respondent]]] = [((group,), members) for group, members in large.items()]
    if small:
        parts.append((tuple(sorted(small)), [each for members in small.values() for each in members]))
    return tuple(Cell(groups, pool) for groups, members in parts for pool in _pools(members))


def _pools(members: Sequence[Respondent]) -> list[tuple[Respondent, ...]]:
    """The members of a group by what they weigh, those who weigh most first; in each are enough of them."""
    heaviest = sorted(members, key=lambda each: (-each.weight, each.id))
    pools: list[list[Respondent]] = [[]]
    for _, alike in groupby(heaviest, key=lambda each: each.weight):
        if _are_enough(pools[-1]):
            pools.append([])
        pools[-1] += alike
    while len(pools) > 1 and not _are_enough(pools[-1]):
        pools[-2:] = [pools[-2] + pools[-1]]
    return [tuple(pool) for pool in pools]


def told(cells: Iterable[Cell], values: Mapping[str, Fraction]) -> Told:
    """A figure of all members of some cells, from the value of each."""
    count, total, weighted, weights = 0, Fraction(0), Fraction(0), Fraction(0)
    for cell in cells:
        of_cell = sum((values[each.id] for each in cell.members), Fraction(0))
        count += len(cell.members)
        total += of_cell
        weighted += of_cell * cell.weight
        weights += cell.weight * len(cell.members)
    return Told(count, total, weighted, weights)


def by_group(cells: Sequence[Cell]) -> dict[tuple[str, ...], list[Cell]]:
    """The cells by the groups of which they tell; nothing where there is only one: it is the whole."""
    found: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.groups, []).append(cell)
    return found if len(found) > 1 else {}
