"""The international strategy: gaps between ambition and capability, and the days on which one looks back."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.abroad_pages import AREAS, MOST_REVIEWS, PAUSES, review_dates
from flows.conclusions import Conclusion
from flows.dialogue import Earlier
from flows.dialogues.international_strategy import reviews
from flows.pictures import Radar
from flows.reading.spans import months_later
from flows.registry import dialogue, words
from flows.rows import repeat_of
from tests.flows.answers import TODAY, findings, model, needs, review

STANDING = {"sell": ("5", "2"), "supply": ("3", "1"), "learn": ("4", "4"), "visible": ("1", "4")}
TOUR = {"service": "Study tour", "areas": ["sell"], "responsible": "Mara", "by": "2027-09-30"}


def strategy(standing: dict[str, tuple[str, str]] | None = None, **pages: dict[str, Any]) -> dict[str, Any]:
    """A complete strategy; ``pages`` replace fields of its pages."""
    rated = STANDING if standing is None else standing
    grid = {area: {"ambition": ambition, "capability": capability} for area, (ambition, capability) in rated.items()}
    answers: dict[str, Any] = {
        "diagnostics": {"market": "Three neighbours", "standing": grid},
        "choice": {
            "objectives": repeat_of({"o": {"objective": "Ten members sell in the north."}}),
            "approach": "markets",
            "targets": repeat_of({"t": {"name": "Sweden"}}),
        },
        "action": {
            "services": repeat_of({"s": TOUR}),
            "partners": repeat_of({"p": {"name": "Chamber"}}),
            "funding": repeat_of({"f": {"source": "Fees", "secured": "yes"}}),
        },
        "reviews": {"first": "2027-03-31", "pause": "3-months", "last": "2027-12-31"},
    }
    return {page: {**fields, **pages.get(page, {})} for page, fields in answers.items()}


def concluded(*args: Any, **pages: Any) -> Conclusion:
    return model("international-strategy", strategy(*args, **pages)).conclude(TODAY)


def test_the_widest_gap_between_ambition_and_capability_stands_first() -> None:
    (gaps,) = [table for table in concluded().tables if table.id == "gaps"]
    assert gaps.rows == (
        ("Selling in new markets", 5, 2, 3),
        ("Finding suppliers and making value chains safer", 3, 1, 2),
        ("Learning from other countries and clusters", 4, 4, 0),
        ("Being known abroad", 1, 4, 0),
    )


def test_a_gap_is_told_and_more_so_where_no_service_serves_it() -> None:
    assert [(f.message, f.params["area"]) for f in concluded().findings] == [
        ("abroad.gap", "Selling in new markets"),
        ("abroad.gap-alone", "Finding suppliers and making value chains safer"),
        ("abroad.unused", "Being known abroad"),
    ]


def test_the_radar_shows_both_and_leaves_out_what_was_not_rated() -> None:
    (radar,) = [each for each in concluded().pictures if isinstance(each, Radar)]
    assert radar.axes == tuple(AREAS.values())
    assert [series.values for series in radar.series] == [(5, 3, None, 4, 1, None), (2, 1, None, 4, 4, None)]


def test_an_area_rated_by_half_asks_for_the_other_half() -> None:
    (error,) = review("international-strategy", strategy({"sell": ("5", "")})).errors["diagnostics"]
    assert (error.path, error.words.id) == (("standing", "sell", "capability"), "abroad.capability-missing")


def test_a_strategy_that_fits_is_said_to_be_good() -> None:
    assert findings("international-strategy", strategy({"learn": ("4", "4")})) == ["abroad.all-good"]


def test_what_is_missing_is_asked_for() -> None:
    empty: dict[str, Any] = {"services": repeat_of({"s": {"service": "Study tour"}}), "partners": {}, "funding": {}}
    answers = strategy({"learn": ("4", "4")}, choice={"targets": {}, "approach": "network"}, action=empty)
    assert findings("international-strategy", answers) == [
        "abroad.no-partner-chosen",
        "abroad.nobody",
        "abroad.no-partner",
        "abroad.no-money",
    ]


@pytest.mark.parametrize(
    ("pause", "last", "expected"),
    [
        ("3-months", "2027-12-31", ["2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"]),
        ("6-months", "2027-12-30", ["2027-03-31", "2027-09-30"]),
        ("6-months", "", ["2027-03-31", "2027-09-30", "2028-03-31", "2028-09-30", "2029-03-31"]),
    ],
)
def test_reviews_follow_each_other_until_the_strategy_ends(pause: str, last: str, expected: list[str]) -> None:
    answers = strategy(reviews={"pause": pause, "last": last})
    assert [day.isoformat() for day in reviews(answers)] == expected
    (table,) = [t for t in model("international-strategy", answers).conclude(TODAY).tables if t.id == "reviews"]
    assert [row[1] for row in table.rows] == expected


@given(st.dates(date(2026, 1, 1), date(2100, 1, 1)), st.sampled_from(list(PAUSES)), st.none() | st.integers(0, 40_000))
def test_reviews_are_never_more_than_six_months_apart(first: date, pause: str, length: int | None) -> None:
    last = None if length is None else first + timedelta(length)
    found = review_dates(first, pause, last)
    assert found[0] == first
    assert 0 < len(found) <= MOST_REVIEWS
    for before, after in pairwise(found):
        assert before < after <= months_later(before, 6) + timedelta(3)  # months are not equally long


def test_a_first_review_later_than_in_six_months_is_noticed() -> None:
    message = "abroad.first-review-late"  # six months after 23 November 2026
    assert message not in findings("international-strategy", strategy(reviews={"first": "2027-05-23"}))
    assert message in findings("international-strategy", strategy(reviews={"first": "2027-05-24"}))


def test_a_strategy_whose_reviews_are_over_is_told_so() -> None:
    checked = model("international-strategy", strategy())
    assert "abroad.reviews-over" not in [f.message for f in checked.conclude(date(2027, 12, 31)).findings]
    assert "abroad.reviews-over" in [f.message for f in checked.conclude(date(2028, 1, 1)).findings]


def test_a_strategy_that_ends_before_its_first_review_is_refused() -> None:
    (error,) = review("international-strategy", strategy(reviews={"last": "2027-03-30"})).errors["reviews"]
    assert (error.path, error.words.id) == (("last",), "abroad.ends-before-review")


def test_the_services_become_actions_of_the_plan_and_the_objectives_its_goals() -> None:
    (step,) = concluded().next_steps
    offered = dialogue(step.dialogue).prefill([Earlier("international-strategy", strategy(), step.about)])
    assert offered["start"]["goals"]["rows"] == {"g1": {"statement": "Ten members sell in the north."}}
    assert offered["actions"]["actions"]["rows"] == {
        "a1": {"action": "Study tour", "responsible": "Mara", "deadline": "2027-09-30"}
    }


def test_a_plan_that_was_begun_by_itself_takes_over_the_goal_and_no_strategy() -> None:
    assert dialogue("action-plan").prefill([Earlier("international-strategy", strategy())]) == {}


def test_what_was_noted_about_going_abroad_is_the_ambition() -> None:
    rated = needs(internationalisation=("5", "1"))
    rated["organisation"]["ratings"]["internationalisation"]["note"] = "Twelve members ask for it."
    offered = dialogue("international-strategy").prefill([Earlier("needs-assessment", rated)])
    assert offered == {"diagnostics": {"ambition": "Twelve members ask for it."}}


def test_what_key_members_need_in_markets_abroad_is_the_ambition() -> None:
    said = {"a": {"text": "Buyers in the north", "area": "markets"}, "b": {"text": "Staff", "area": "skills"}}
    offered = dialogue("international-strategy").prefill(
        [Earlier("member-needs", {"needs": {"needs": repeat_of(said)}})]
    )
    assert offered == {"diagnostics": {"ambition": "Buyers in the north"}}


def test_every_finding_has_words_and_all_its_parameters() -> None:
    rows = {f"s{n}": {"service": f"Service {n}"} for n in range(3)}
    answers = strategy(
        action={"services": repeat_of(rows), "partners": {}, "funding": repeat_of({"f": {"source": "Fees"}})},
        choice={"targets": {}},
        reviews={"first": "2027-12-31"},
    )
    for finding in model("international-strategy", answers).conclude(date(2028, 1, 1)).findings:
        for name in finding.params:
            assert f"{{{name}}}" in words()[finding.message]


rating = st.integers(1, 5).map(str)


@given(st.dictionaries(st.sampled_from(list(AREAS)), st.tuples(rating, rating), min_size=1), st.randoms())
def test_gaps_stay_in_their_range_and_the_order_of_areas_changes_nothing(
    standing: dict[str, tuple[str, str]], random: Any
) -> None:
    one = concluded(standing)
    other = concluded({area: standing[area] for area in random.sample(list(standing), len(standing))})
    assert one == other
    (gaps,) = [table for table in one.tables if table.id == "gaps"]
    assert all(0 <= int(str(row[3])) <= 4 for row in gaps.rows)
