"""Columns: weighed and added up for all articles at once."""

import math
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import columns

SIZE = 12
_values = st.lists(st.floats(0, 20), min_size=SIZE, max_size=SIZE)
_weighed = st.lists(st.tuples(st.floats(0, 1), _values), max_size=60)


def added_up(weighed: Sequence[tuple[float, Sequence[float]]]) -> list[float]:
    total = sum(columns.column(SIZE, range(SIZE), values, weight) for weight, values in weighed)
    return [number * columns.UNIT for number in columns.numbers(total, SIZE)]


@given(_weighed)
def test_a_sum_of_columns_is_that_of_each_place(weighed: list[tuple[float, list[float]]]) -> None:
    length = math.hypot(*(weight for weight, _ in weighed)) or 1.0
    unit = [(weight / length, values) for weight, values in weighed]
    for place, found in enumerate(added_up(unit)):
        assert math.isclose(found, sum(weight * values[place] for weight, values in unit), abs_tol=1e-9)


def test_the_order_of_adding_changes_nothing() -> None:
    weighed = [(0.1 * n, [0.3 * n + 0.7 * place for place in range(SIZE)]) for n in range(1, 9)]
    assert added_up(weighed) == added_up(weighed[::-1])


def test_places_without_a_value_are_nothing() -> None:
    assert list(columns.numbers(columns.column(4, [2], [1.0], 1.0), 4))[::3] == [0, 0]
    assert columns.numbers(0, 4).tolist() == [0, 0, 0, 0]
