"""Adding up columns of numbers, one number for each article, many times faster than one by one.

A column is one large integer, with 64 bits for each article: adding two such integers does so for every article at
once.  Being integers, sums are the same on every machine, in whatever order they are added.
"""

from __future__ import annotations  # array is generic only for the type checker

import sys
from array import array
from collections.abc import Sequence

_LANE = 8
"""Bytes of each number."""
ONE = 1 << 44
"""One, as a number of a column: 20 bits of 64 are left for sums, which stay below a million."""
UNIT = 1 / ONE
"""One of a sum as given by ``numbers``."""


def column(size: int, places: Sequence[int], values: Sequence[float], weight: float) -> int:
    """A column of so many numbers: the values (from 0 on), times the weight, at their places, 0 elsewhere."""
    lanes = array("Q", bytes(_LANE * size))
    scale = weight * ONE
    for place, value in zip(places, values, strict=True):
        lanes[place] = round(value * scale)
    if sys.byteorder != "little":
        lanes.byteswap()
    return int.from_bytes(lanes, "little")


def numbers(total: int, size: int) -> array[int]:
    """The numbers of a sum of columns, in units of ``UNIT``."""
    lanes = array("Q", total.to_bytes(_LANE * size, "little"))
    if sys.byteorder != "little":
        lanes.byteswap()
    return lanes
