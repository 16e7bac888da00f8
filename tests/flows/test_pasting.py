"""Pasted lists and spreadsheets become entries, with every cell in its field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fields import Question, questions
from flows.pasting import entries_in, is_list
from flows.plan_pages import ActionsPage, DeliverablesPage, StartPage

ACTIONS: Question = questions(ActionsPage)["actions"]


@pytest.mark.parametrize(
    "line",
    [
        "• Call",
        "- Call",
        "* Call",
        "1. Call",
        "2) Call",
        "(3) Call",
        "a) Call",
        "☐ Call",
        "[ ] Call",
        "– Call",
        "→ Call",
    ],
)
def test_a_line_loses_its_bullet_or_number(line: str) -> None:
    assert entries_in(ACTIONS, f"{line}\n{line}") == [{"action": "Call"}, {"action": "Call"}]


def test_empty_lines_and_line_ends_of_every_kind_make_no_entries() -> None:
    assert entries_in(ACTIONS, "\r\nCall\r\n\r\nWrite\rPrint\n") == [
        {"action": "Call"},
        {"action": "Write"},
        {"action": "Print"},
    ]


def test_the_columns_of_the_template_go_into_their_fields() -> None:
    row = "Call ten\tMara; Jonas\tChamber\t2,000 euro\tThree apply\t31.12.2026"
    assert entries_in(ACTIONS, row) == [
        {
            "action": "Call ten",
            "responsible": "Mara; Jonas",
            "stakeholders": "Chamber",
            "requirements": "2,000 euro",
            "outcome": "Three apply",
            "deadline": "31.12.2026",
        }
    ]


def test_columns_with_heads_go_by_their_names_whatever_their_order() -> None:
    table = "Deadline\tWhat will be done?\tStatus\n31.12.2026\tCall\tDone\n15.01.2027\tWrite\tIn progress"
    assert entries_in(ACTIONS, table) == [
        {"action": "Call", "deadline": "31.12.2026", "status": "done"},
        {"action": "Write", "deadline": "15.01.2027", "status": "in-progress"},
    ]


def test_a_column_that_only_counts_is_left_out() -> None:
    assert entries_in(ACTIONS, "1\tCall\n2\tWrite") == [{"action": "Call"}, {"action": "Write"}]


def test_what_has_no_field_stands_behind_the_name() -> None:
    assert entries_in(questions(StartPage)["goals"], "Grow\t2027") == [{"statement": "Grow – 2027"}]


def test_tasks_of_a_deliverable_come_from_their_column() -> None:
    assert entries_in(questions(DeliverablesPage)["deliverables"], "List\tBuy it") == [
        {"name": "List", "tasks": "Buy it"}
    ]


@pytest.mark.parametrize("text", ["Call", " Call ten companies ", "", "Call\n", "31.12.2026"])
def test_one_line_is_no_list(text: str) -> None:
    assert not is_list(text)


@given(st.text(alphabet=st.sampled_from('aB1.•-\t\n\r"2 ☐'), max_size=60))
def test_every_text_is_read_and_every_entry_says_something(text: str) -> None:
    for entry in entries_in(ACTIONS, text):
        assert any(str(value).strip() for value in entry.values())
