"""A grid of which both rows and columns were named before: one question for each pair."""

from typing import Any

from flows.dialogues.member_needs import MemberNeeds
from flows.documents import paths
from flows.fields import Kind, questions
from flows.meaning import Meaning, question_at
from flows.merge import get, merge
from flows.need_pages import UrgencyPage
from flows.rows import repeat_of
from flows.typed import clean, settled
from flows.validation import cells
from tests.flows.answers import model

GRID = questions(UrgencyPage)["urgencies"]


def named(urgencies: dict[str, Any]) -> dict[str, Any]:
    """Two members and two needs with these urgencies."""
    return {
        "members": {"members": repeat_of({m: {"name": m, "weight": "3"} for m in ("mill", "lab")})},
        "needs": {"needs": repeat_of({n: {"text": n} for n in ("staff", "money")})},
        "urgency": {"urgencies": urgencies},
    }


def test_the_columns_are_what_was_named() -> None:
    assert [cell.label for cell in cells(GRID, named({})).values()] == ["staff", "money"]
    assert cells(GRID, {}) == {}


def test_the_model_holds_a_value_for_each_pair_that_was_rated() -> None:
    found = model("member-needs", named({"mill": {"staff": "3", "money": ""}, "lab": {"money": "0", "gone": "9"}}))
    assert isinstance(found, MemberNeeds)
    assert found.urgency.urgencies == {"mill": {"staff": 3}, "lab": {"money": 0}}


def test_every_pair_that_is_sent_is_kept() -> None:
    assert clean(GRID, {"mill": {"staff": "3\0"}}) == {"mill": {"staff": "3"}}
    assert settled(GRID, {"mill": {"money": "2"}}, [{"mill": {"staff": "3"}}]) == {"mill": {"staff": "3", "money": "2"}}


def test_two_who_rate_different_pairs_do_not_meet_and_one_who_writes_it_otherwise_is_no_conflict() -> None:
    base, mine, theirs = (
        named({"mill": urgencies}) for urgencies in ({}, {"staff": "3", "money": "2"}, {"money": "2.0"})
    )
    merged = merge(base, mine, theirs, Meaning(MemberNeeds))
    assert merged.conflicts == ()
    assert get(merged.answers, ("urgency", "urgencies", "mill", "staff")) == "3"
    clash = merge(base, mine, named({"mill": {"staff": "1"}}), Meaning(MemberNeeds))
    assert [conflict.path for conflict in clash.conflicts] == [("urgency", "urgencies", "mill", "staff")]


def test_a_pair_has_its_question_and_its_path() -> None:
    asked = question_at(MemberNeeds, ("urgency", "urgencies", "mill", "staff"))
    assert asked is not None
    assert asked.kind is Kind.RATING
    found = list(paths(MemberNeeds, named({"mill": {"staff": "3"}}), lambda question: question.kind is Kind.RATING))
    assert ("urgency", "urgencies", "mill", "money") in found
