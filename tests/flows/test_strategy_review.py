"""What a strategy review concludes, takes over and hands on."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flows.dialogue import Earlier
from flows.dialogues.strategy_review import StrategyReview, chosen
from flows.pictures import Radar
from flows.registry import dialogue, words
from flows.rows import repeat_of
from flows.strategy_pages import COMPETENCES, GROUPS
from flows.validation import raw_rows
from tests.flows import drawn
from tests.flows.answers import TODAY, findings, goal, model, needs, review
from tests.flows.told import can_be_told

WIDE = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def strategy(**pages: dict[str, Any]) -> dict[str, Any]:
    """A strategy whose elements are there and fit together; ``pages`` replace fields of its pages."""
    answers: dict[str, dict[str, Any]] = {
        "trends": {"technological": "Customers ask for data", "first": "Product data", "second": "Scarce staff"},
        "needs": {"needs": repeat_of({"staff": {"text": "Staff", "whose": "members"}})},
        "direction": {
            "vision": "Nothing is wasted",
            "mission": "We help small companies",
            "objectives": repeat_of(
                {"o": {"text": "Data for all", "measure": "42 members", "answers": ["first", "second", "staff"]}}
            ),
        },
        "competences": {"levels": {field.value: {"today": "3", "desired": "4"} for field in COMPETENCES}},
        "services": {"services": repeat_of({"s": {"name": "Course", "needs": ["staff"], "competence": "technical"}})},
        "communication": {
            "groups": ["members", "authorities"],
            "aim": "Know us",
            "messages": "We find your partner",
            "channels": "E-mail",
        },
    }
    return {page: {**fields, **pages.get(page, {})} for page, fields in answers.items()}


def steps(answers: dict[str, Any]) -> list[tuple[str, str]]:
    return [(s.dialogue, s.about) for s in model("strategy-review", answers).conclude(TODAY).next_steps]


def test_a_strategy_that_is_whole_and_fits_is_praised() -> None:
    conclusion = model("strategy-review", strategy()).conclude(TODAY)
    assert [f.message for f in conclusion.findings] == ["strategy.all-good"]
    assert conclusion.next_steps == ()
    assert [row[1] for row in conclusion.tables[0].rows] == ["Complete"] * 6


EMPTY: dict[str, dict[str, Any]] = {
    "trends": {"technological": "", "first": "", "second": ""},
    "needs": {"needs": None},
    "direction": {"vision": "", "mission": "", "objectives": None},
    "competences": {"levels": {}},
    "services": {"services": None},
    "communication": {"groups": [], "aim": "", "messages": "", "channels": ""},
}


@pytest.mark.parametrize(
    ("element", "leads_to"),
    [
        ("trends", [("needs-assessment", "")]),
        ("needs", [("member-needs", "")]),
        ("direction", [("smart-goal", "")]),
        ("competences", []),
        ("services", [("service-portfolio", "")]),
        ("communication", [("challenge", "visibility")]),
    ],
)
def test_an_empty_element_is_said_once_and_leads_to_its_dialogue(element: str, leads_to: list[Any]) -> None:
    answers = strategy(**{element: EMPTY[element]})
    conclusion = model("strategy-review", answers).conclude(TODAY)
    assert [(f.message, f.where) for f in conclusion.findings] == [(f"strategy.empty-{element}", (element,))]
    assert steps(answers) == leads_to
    states = {str(row[0]): row[1] for row in conclusion.tables[0].rows}
    assert list(states.values()).count("Empty") == 1
    can_be_told(conclusion)


def test_six_empty_elements_cannot_be_submitted() -> None:
    assert review("strategy-review", strategy(**EMPTY)).errors["trends"][0].words.id == "strategy.nothing"


@pytest.mark.parametrize(
    ("page", "fields", "message"),
    [
        ("trends", {"second": ""}, "strategy.no-main-trends"),
        ("direction", {"vision": ""}, "strategy.no-vision"),
        ("direction", {"mission": ""}, "strategy.no-mission"),
        ("direction", {"objectives": None}, "strategy.no-objectives"),
        ("competences", {"levels": {"technical": {"today": "3", "desired": "3"}}}, "strategy.unrated"),
        ("communication", {"groups": []}, "strategy.no-groups"),
        ("communication", {"aim": ""}, "strategy.no-aim"),
        ("communication", {"messages": ""}, "strategy.no-messages"),
        ("communication", {"channels": ""}, "strategy.no-channels"),
    ],
)
def test_what_is_missing_in_an_element_is_said(page: str, fields: dict[str, Any], message: str) -> None:
    answers = strategy(**{page: fields})
    assert findings("strategy-review", answers) == [message]
    states = [row[1] for row in model("strategy-review", answers).conclude(TODAY).tables[0].rows]
    assert states.count("Partly") == 1


def objective(**fields: Any) -> dict[str, Any]:
    row = {"text": "Data for all", "measure": "42 members", "answers": ["first", "second", "staff"], **fields}
    return {"objectives": repeat_of({"o": row})}


def service(**fields: Any) -> dict[str, Any]:
    return {"services": repeat_of({"s": {"name": "Course", "needs": ["staff"], **fields}})}


def level(today: str, desired: str) -> dict[str, Any]:
    same = {field.value: {"today": "3", "desired": "4"} for field in COMPETENCES}
    return {"levels": {**same, "technical": {"today": today, "desired": desired}}}


@pytest.mark.parametrize(
    ("pages", "messages", "leads_to"),
    [
        (
            {"direction": objective(answers=["first", "staff"])},
            ["strategy.trend-unused"],
            [("smart-goal", "second")],
        ),
        ({"services": service(needs=[])}, ["strategy.need-without-service", "strategy.service-alone"], None),
        (
            {"services": service(needs=[]), "direction": objective(answers=["first", "second"])},
            ["strategy.need-ignored", "strategy.service-alone"],
            [("service-idea", "staff"), ("service-portfolio", "")],
        ),
        ({"direction": objective(measure="")}, ["strategy.objective-unmeasured"], [("smart-goal", "o")]),
        (
            {"direction": objective(answers=[])},
            ["strategy.trend-unused", "strategy.trend-unused", "strategy.objective-alone"],
            [("smart-goal", "first"), ("smart-goal", "second")],
        ),
        (
            {"competences": level("2", "3"), "services": service(competence="technical")},
            ["strategy.service-weak"],
            [("smart-goal", "technical")],
        ),
        ({"competences": level("2", "3"), "services": service(competence="methods")}, ["strategy.all-good"], []),
        ({"competences": level("3", "5")}, ["strategy.gap"], [("smart-goal", "technical")]),
        ({"competences": level("4", "3")}, ["strategy.below-today"], []),
        (
            {"communication": {"groups": ["public"]}},
            ["strategy.members-left-out"],
            [("challenge", "visibility")],
        ),
        ({"communication": {"groups": [group.value for group in GROUPS]}}, ["strategy.everybody"], []),
    ],
)
def test_elements_that_contradict_each_other_are_found(
    pages: dict[str, dict[str, Any]], messages: list[str], leads_to: list[tuple[str, str]] | None
) -> None:
    answers = strategy(**pages)
    found = model("strategy-review", answers).conclude(TODAY).findings
    assert [f.message for f in found] == messages
    assert leads_to is None or steps(answers) == leads_to
    contradictions = [f for f in found if f.message != "strategy.objective-unmeasured"]
    assert all(f.rule == "general-practice" for f in contradictions)


def test_every_need_is_shown_with_what_answers_it_and_the_rule_as_general_practice() -> None:
    (table,) = [t for t in model("strategy-review", strategy()).conclude(TODAY).tables if t.id == "needs"]
    assert table.rows == (("Staff", ("Data for all",), ("Course",)),)
    assert table.rule is not None
    assert "general practice" in words()[table.rule.id]


def test_the_radar_shows_six_competences_today_and_desired() -> None:
    levels = {"technical": {"today": "2", "desired": "5"}}
    (radar,) = model("strategy-review", strategy(competences={"levels": levels})).conclude(TODAY).pictures
    assert isinstance(radar, Radar)
    assert (len(radar.axes), radar.high) == (6, 5)
    assert [(series.name, series.values) for series in radar.series] == [
        ("Today", (2, None, None, None, None, None)),
        ("Desired", (5, None, None, None, None, None)),
    ]


def test_nothing_rated_draws_no_empty_picture() -> None:
    assert model("strategy-review", strategy(competences={"levels": {}})).conclude(TODAY).pictures == ()


def test_a_competence_rated_by_half_asks_for_the_other_half() -> None:
    answers = strategy(competences={"levels": {"methods": {"today": "3"}}})
    (error,) = review("strategy-review", answers).errors["competences"]
    assert (error.path, error.words.id) == (("levels", "methods", "desired"), "strategy.desired-missing")


def test_many_gaps_of_a_kind_lead_to_three_dialogues_only() -> None:
    rows = {f"n{n}": {"text": f"Need {n}"} for n in range(12)}
    answers = strategy(needs={"needs": repeat_of(rows)})
    assert [about for called, about in steps(answers) if called == "service-idea"] == ["n0", "n1", "n2"]


# taking over and handing on


def test_needs_of_members_and_cluster_and_goals_are_taken_over() -> None:
    members = {
        "members": {"members": repeat_of({"m": {"name": "Mill", "weight": "5"}})},
        "needs": {"needs": repeat_of({"a": {"text": "Space"}, "b": {"text": "Staff"}, "c": {"text": "Quiet"}})},
        "urgency": {"urgencies": {"m": {"a": "1", "b": "3", "c": "0"}}},
    }
    earlier = [
        Earlier("smart-goal", goal()),
        Earlier("member-needs", members),
        Earlier("needs-assessment", needs(governance=("5", "1"), green=("5", "5"))),
    ]
    offered = dialogue("strategy-review").prefill(earlier)
    assert [(row["text"], row["whose"]) for _, row in raw_rows(offered["needs"]["needs"])] == [
        ("Staff", "members"),
        ("Space", "members"),
        ("Governance", "cluster"),
    ]
    assert [row for _, row in raw_rows(offered["direction"]["objectives"])] == [
        {
            "text": "Recruit new member companies from the food industry",
            "measure": "Member companies 100 companies",
        }
    ]


def test_the_profile_stands_in_where_needs_were_not_rated() -> None:
    profile = {"challenges": {"themes": ["governance"], "own": "Size"}}
    offered = dialogue("strategy-review").prefill([Earlier("cluster-profile", profile)])
    assert [row["text"] for _, row in raw_rows(offered["needs"]["needs"])] == ["Governance", "Size"]


def test_services_of_the_portfolio_come_with_the_needs_they_answer() -> None:
    portfolio = {
        "services": {"services": repeat_of({"x": {"name": "Job fair"}, "y": {"name": "Club"}})},
        "needs": {"needs": repeat_of({"n": {"need": "governance", "served_by": ["x"]}})},
    }
    earlier = [Earlier("service-portfolio", portfolio), Earlier("needs-assessment", needs(governance=("5", "1")))]
    offered = dialogue("strategy-review").prefill(earlier)
    ((need, _),) = raw_rows(offered["needs"]["needs"])
    assert [row for _, row in raw_rows(offered["services"]["services"])] == [
        {"name": "Job fair", "needs": [need]},
        {"name": "Club", "needs": []},
    ]


def test_the_last_review_is_kept_and_what_is_new_does_not_take_the_place_of_what_was_named() -> None:
    last = strategy(needs={"needs": repeat_of({"n1": {"text": "Staff"}})}, services=service(needs=["n1"]))
    offered = dialogue("strategy-review").prefill(
        [Earlier("needs-assessment", needs(governance=("5", "1"))), Earlier("strategy-review", last)]
    )
    rows = dict(raw_rows(offered["needs"]["needs"]))
    assert rows["n1"] == {"text": "Staff"}
    assert [row["text"] for row in rows.values()] == ["Staff", "Governance"]
    assert offered["direction"]["vision"] == "Nothing is wasted"
    assert [row["needs"] for _, row in raw_rows(offered["services"]["services"])] == [["n1"]]


@pytest.mark.parametrize(
    ("about", "objective"),
    [("second", "Scarce staff"), ("staff", "Staff"), ("o", "Data for all"), ("technical", "Technical knowledge")],
)
def test_the_gap_that_was_chosen_is_what_the_goal_serves(about: str, objective: str) -> None:
    assert chosen(strategy(), about) == objective
    offered = dialogue("smart-goal").prefill([Earlier("strategy-review", strategy(), about)])
    assert offered["relevant"] == {"objective": objective}


def test_a_gap_that_is_gone_offers_nothing() -> None:
    assert dialogue("smart-goal").prefill([Earlier("strategy-review", strategy(), "gone")]) == {}


@WIDE
@given(st.data())
def test_whatever_is_written_can_be_concluded_in_any_order(data: st.DataObject) -> None:
    answers = data.draw(drawn.answers(StrategyReview))
    for levels in (answers["competences"].get("levels") or {}).values():
        if len(levels) == 1:
            levels.clear()
    assume(not review("strategy-review", answers).errors)
    conclusion = model("strategy-review", answers).conclude(TODAY)
    can_be_told(conclusion)
    other = model("strategy-review", data.draw(drawn.permuted(StrategyReview, answers))).conclude(TODAY)
    assert sorted(map(repr, conclusion.findings)) == sorted(map(repr, other.findings))
    assert (conclusion.pictures, conclusion.tables[0]) == (other.pictures, other.tables[0])
    for picture in conclusion.pictures:
        assert isinstance(picture, Radar)
        assert all(value is None or 1 <= value <= 5 for series in picture.series for value in series.values)
