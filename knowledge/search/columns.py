"""Adding up columns of numbers, one number for each article, many times faster than one by one.

A column is one large integer, with 64 bits for each article: adding two such integers does so for every article at
once.  Being integers, sums are the same on every machine, in whatever order they are added.
"""

from __future__ import annotations  # array is generic only for the type checker

import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache

_LANE = 8
"""Bytes of each number."""
_BASE = 256.0
UNIT: float = 2.0**-44
"""One of a sum as given by ``numbers``: 20 bits of 64 are left for sums, which stay below a million.

It is also the distance from one floating-point number to the next from ``_BASE`` to twice that: the bits of such a
number, less those of ``_BASE``, tell in these units how far it lies above, which is quicker than rounding each."""


def column(size: int, places: Sequence[int], values: Sequence[float], weight: float) -> int:
    """A column of so many numbers: the values times the weight, from 0 to below 256, at their places, 0 elsewhere."""
    lanes = array("d", [_BASE]) * size
    for place, value in zip(places, values):  # noqa: B905 - of one length
        lanes[place] = _BASE + value * weight
    return _bits(lanes) - _bare(size)


def numbers(total: int, size: int) -> array[int]:
    """The numbers of a sum of columns, in units of ``UNIT``."""
    lanes = array("Q", total.to_bytes(_LANE * size, "little"))
    if sys.byteorder != "little":
        lanes.byteswap()
    return lanes


@lru_cache(maxsize=16)
def _bare(size: int) -> int:
    return _bits(array("d", [_BASE]) * size)


def _bits(lanes: array[float]) -> int:
    if sys.byteorder != "little":
        lanes.byteswap()
    return int.from_bytes(lanes.tobytes(), "little")
