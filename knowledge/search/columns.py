"""Weighing and adding up columns of numbers, one number for each article, many times faster than one by one.

A column is one large integer, with 64 bits for each article: multiplying and adding two such integers does so for every
article at once.  Being integers, sums are the same on every machine, in whatever order they are added.
"""

from __future__ import annotations  # array is generic only for the type checker

import sys
from array import array
from collections.abc import Sequence

_LANE = 8
"""Bytes of each number."""
_VALUE, _WEIGHT = 1 << 24, 1 << 28
"""One, as a number of a column and as a weight: 12 bits of 64 are left for sums, which stay below 4,096."""
UNIT = 1 / (_VALUE * _WEIGHT)
"""One of a sum as given by ``numbers``."""


def column(size: int, places: Sequence[int], values: Sequence[float]) -> int:
    """A column of so many numbers: the values (from 0 to below 256) at their places, 0 elsewhere."""
    lanes = array("Q", bytes(_LANE * size))
    for place, value in zip(places, values, strict=True):
        lanes[place] = round(value * _VALUE)
    if sys.byteorder != "little":
        lanes.byteswap()
    return int.from_bytes(lanes, "little")


def weight(value: float) -> int:
    """What to multiply a column with; of vectors no longer than 1, so that sums have room."""
    return round(value * _WEIGHT)


def numbers(total: int, size: int) -> array[int]:
    """The numbers of a sum of weighed columns, in units of ``UNIT``."""
    lanes = array("Q", total.to_bytes(_LANE * size, "little"))
    if sys.byteorder != "little":
        lanes.byteswap()
    return lanes
