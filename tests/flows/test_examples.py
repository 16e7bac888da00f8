"""What every dialogue promises of its conclusions, shown with the work of one cluster."""

from collections.abc import Iterator
from datetime import date

import pytest

from flows.conclusions import Cell, Table, sentences
from flows.contents import sections
from flows.registry import all_dialogues, dialogue
from flows.validation import Scene
from tests.examples import EXAMPLES
from tests.examples.told import concluded


def test_there_is_an_example_of_every_dialogue() -> None:
    assert set(EXAMPLES) == set(all_dialogues())


@pytest.mark.parametrize("id", EXAMPLES)
def test_what_was_submitted_can_be_concluded_whatever_the_day(id: str) -> None:
    answers = EXAMPLES[id].answers
    assert dialogue(id).review(answers, Scene(date.min, answers, asks=False)).model is not None


@pytest.mark.parametrize("id", EXAMPLES)
def test_nothing_that_was_answered_is_told_a_second_time(id: str) -> None:
    tables = concluded(id, EXAMPLES[id]).tables
    told = [place for table in tables for place in table.tells]
    again = [
        (answered.id, table.id)
        for section in sections(dialogue(id), EXAMPLES[id].answers, told)
        for answered in section.tables
        for table in tables
        if not table.tells and all(stands_in(row, table) for row in answered.rows)
    ]
    assert again == []


def stands_in(row: tuple[Cell, ...], table: Table) -> bool:
    """Whether all that a row says stands in one row of a table."""
    return any(set(words(row)) <= set(words(other)) for other in table.rows)


def words(row: tuple[Cell, ...]) -> Iterator[str]:
    for cell in row:
        yield from map(str, cell if isinstance(cell, tuple) else (cell,))


def test_statements_that_stand_in_a_row_are_sentences() -> None:
    assert sentences(["Two more suppliers by 2028 ", "Eight members sell abroad!", "Ten"]) == (
        "Two more suppliers by 2028. Eight members sell abroad! Ten"
    )
    assert sentences([]) == ""
