"""The terms of all passages as numbers: long columns that numpy counts many times faster than Python its lists."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.library.analysis import cut_grams, fold

Numbers = NDArray[np.integer]
Amounts = NDArray[np.float64]

_AT_A_TIME = 2_048
"""Passages whose n-grams are unfolded at a time: all at once would take 100 MB."""


class Held(NamedTuple):
    """Numbers of terms, and beside each the number of a passage that holds it, in the order of the passages."""

    passages: Numbers
    numbers: Numbers


class Numbered(NamedTuple):
    """All terms of one kind in alphabetical order; of each passage those it holds, each once."""

    terms: list[str]
    held: Held


class Stems(NamedTuple):
    """The stems of all passages and each two that follow one another; in ``read`` the stems as often as they stand."""

    numbered: Numbered
    read: Held


def number_stems_and_pairs(passages: Sequence[Sequence[str]]) -> Stems:
    """Number the stems of passages, and each two that follow one another."""
    known = sorted(set(chain.from_iterable(passages)))
    read = _laid(passages, dict(zip(known, count())))
    # A pair comes after its first stem and before the next stem: a space sorts before all that words are made of.
    singles = read.numbers * (len(known) + 1)
    follows = read.passages[1:] == read.passages[:-1]
    pairs = (singles[:-1] + read.numbers[1:] + 1)[follows]
    found = np.concatenate([singles, pairs])
    keys = distinct(found)
    firsts, seconds = np.divmod(keys, len(known) + 1)
    terms = [
        f"{known[first]} {known[second - 1]}" if second else known[first]
        for first, second in zip(firsts.tolist(), seconds.tolist(), strict=True)
    ]
    beside = np.concatenate([read.passages, read.passages[:-1][follows]])
    numbers = np.searchsorted(keys, found)
    once = _each_once(Held(beside, numbers), len(terms))
    return Stems(Numbered(terms, once), Held(read.passages, numbers[: read.numbers.size]))


def number_grams(passages: Sequence[Sequence[str]]) -> Numbered:
    """Number the character n-grams of the words of passages.  Each word is cut once, in however many it stands."""
    words = list(dict.fromkeys(chain.from_iterable(passages)))
    met: defaultdict[str, int] = defaultdict(count().__next__)
    sizes, pieces = array("q"), array("q")
    for word in words:
        cut = cut_grams(fold(word))
        sizes.append(len(cut))
        pieces.extend(map(met.__getitem__, cut))
    terms = sorted(met)
    sorted_places = np.empty(len(terms), np.int64)
    sorted_places[list(map(met.__getitem__, terms))] = np.arange(len(terms))
    read = _laid(passages, dict(zip(words, count())))
    held = _unfolded(read, np.array(sizes), sorted_places[np.array(pieces)], len(terms))
    return Numbered(terms, held)


def _unfolded(words: Held, sizes: Numbers, pieces: Numbers, terms: int) -> Held:
    """Of passages made of words, which are made of so many pieces each, the pieces."""
    firsts = np.cumsum(sizes) - sizes
    last = int(words.passages[-1]) if words.passages.size else 0
    borders = np.searchsorted(words.passages, np.arange(0, last + 1 + _AT_A_TIME, _AT_A_TIME))
    found = []
    for start, end in pairwise(borders.tolist()):
        which = words.numbers[start:end]
        long = sizes[which]
        places = np.arange(long.sum()) + np.repeat(firsts[which] - (np.cumsum(long) - long), long)
        found.append(_each_once(Held(np.repeat(words.passages[start:end], long), pieces[places]), terms))
    return Held(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _laid(texts: Sequence[Sequence[str]], number: dict[str, int]) -> Held:
    """One after the other, the numbers of what texts consist of."""
    beside = np.repeat(np.arange(len(texts)), _lengths(texts))
    found = map(number.__getitem__, chain.from_iterable(texts))
    return Held(beside, np.fromiter(found, np.int64, beside.size))


def _lengths(texts: Iterable[Sequence[str]]) -> Numbers:
    return np.fromiter(map(len, texts), np.int64)


def _each_once(held: Held, terms: int) -> Held:
    passages, numbers = np.divmod(distinct(held.passages * terms + held.numbers), terms)
    return Held(passages.astype(np.int32), numbers.astype(np.int32))


def distinct(numbers: Numbers) -> Numbers:
    """Numbers in rising order, each once: far quicker than ``numpy.unique``, which looks each up in a table."""
    found = np.sort(numbers)
    kept = np.ones(found.size, np.bool_)
    np.not_equal(found[1:], found[:-1], out=kept[1:])
    return found[kept]
