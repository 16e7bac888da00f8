"""What a map of digital skills concludes and hands on."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.dialogue import Earlier
from flows.dialogues.digital_skills import DigitalSkills
from flows.pictures import Square
from flows.registry import dialogue, words
from flows.rows import repeat_of
from flows.skill_conclusions import Imbalance, imbalance
from flows.validation import raw_rows
from tests.flows import drawn
from tests.flows.answers import TODAY, model

WIDE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def skills(**rated: tuple[str, str, str]) -> dict[str, Any]:
    """A map: skill → (demand, supply, who could train), each empty where it is open."""
    return {
        "skills": {"skills": repeat_of({name: {"name": name.capitalize()} for name in rated})},
        "demand": {"demand": {name: {"demand": demand} for name, (demand, _, _) in rated.items()}},
        "supply": {"supply": {name: {"supply": supply} for name, (_, supply, _) in rated.items()}},
        "training": {"training": {name: {"trainers": trainers} for name, (_, _, trainers) in rated.items()}},
    }


@pytest.mark.parametrize(
    ("demand", "supply", "expected"),
    [
        (5, 1, Imbalance.GAP),
        (5, 3, Imbalance.GAP),
        (3, 2, Imbalance.GAP),
        (5, 4, Imbalance.BALANCE),
        (3, 3, Imbalance.BALANCE),
        (1, 2, Imbalance.TRAP),
        (2, 1, Imbalance.TRAP),
        (1, 3, Imbalance.SURPLUS),
        (3, 4, Imbalance.SURPLUS),
        (2, 5, Imbalance.SURPLUS),
    ],
)
def test_demand_and_supply_give_each_skill_its_place(demand: int, supply: int, expected: Imbalance) -> None:
    assert imbalance(demand, supply) is expected


def test_skills_are_ranked_by_what_is_wanted_and_not_there() -> None:
    # data 5 × (5 − 1) = 20, web 4 × (5 − 2) = 12, office 3 × (5 − 5) = 0
    answers = skills(
        office=("3", "5", ""), web=("4", "2", ""), data=("5", "1", "University\n\nA member"), robots=("4", "", "")
    )
    (table, types) = model("digital-skills", answers).conclude(TODAY).tables
    told = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [(row["Skill"], row["Urgency"], row["Type"]) for row in told] == [
        ("Data", 20, "Gap or shortage"),
        ("Web", 12, "Gap or shortage"),
        ("Office", 0, "Surplus"),
        ("Robots", "", "Not rated yet"),
    ]
    assert told[0]["Who could train"] == ("University", "A member")
    assert [row[:2] for row in types.rows] == [("Gap or shortage", ("Data", "Web")), ("Surplus", ("Office",))]


def test_it_is_said_that_the_square_is_not_the_figure_of_the_guide() -> None:
    types = model("digital-skills", skills(data=("5", "1", ""))).conclude(TODAY).tables[1]
    assert types.rule is not None
    assert "OECD" in words()[types.rule.id]
    assert "missing" in words()[types.rule.id]


def test_the_picture_has_the_four_types_in_its_corners() -> None:
    (square,) = model("digital-skills", skills(data=("5", "1", ""), web=("", "2", ""))).conclude(TODAY).pictures
    assert isinstance(square, Square)
    assert square.corners == ("Low-skills trap", "Surplus", "Gap or shortage", "Balance")
    assert [(point.label, point.x, point.y) for point in square.points] == [("Data", 1, 5)]


def test_a_gap_leads_to_training_partners_and_to_a_service() -> None:
    answers = skills(data=("5", "1", "University"), web=("4", "2", ""), office=("3", "5", ""))
    conclusion = model("digital-skills", answers).conclude(TODAY)
    assert [(step.dialogue, step.about) for step in conclusion.next_steps] == [
        ("training-partners", "data"),
        ("training-partners", "web"),
        ("service-idea", "data"),
    ]
    assert [(f.message, f.params["skill"]) for f in conclusion.findings] == [
        ("skills.first-gap", "Data"),
        ("skills.no-trainer", "Web"),
    ]


def test_without_a_gap_nothing_is_to_be_done() -> None:
    conclusion = model("digital-skills", skills(office=("3", "5", ""))).conclude(TODAY)
    assert [f.message for f in conclusion.findings] == ["skills.no-gap"]
    assert conclusion.next_steps == ()


def test_what_is_not_rated_has_no_place_and_no_praise() -> None:
    conclusion = model("digital-skills", skills(office=("", "5", ""))).conclude(TODAY)
    assert [f.message for f in conclusion.findings] == ["skills.unrated"]
    assert conclusion.pictures == ()


def test_the_chosen_skill_and_its_evidence_are_taken_over_to_a_service() -> None:
    answers = skills(data=("5", "1", "University\nA member"))
    answers["skills"]["skills"]["rows"]["data"]["used_for"] = "fewer stops"
    offered = dialogue("service-idea").prefill([Earlier("digital-skills", answers, "data")])
    assert offered == {
        "demand": {
            "name": "Training: Data",
            "need": "Data: fewer stops",
            "evidence": "Skills map: demand 5 of 5, supply in the region 1 of 5",
        },
        "offer": {"partners": "University\nA member"},
    }


def test_skills_typed_with_the_command_are_the_first_of_the_list() -> None:
    offered = DigitalSkills.begin_with("- Data\n- Web")
    assert [row["name"] for _, row in raw_rows(offered["skills"]["skills"])] == ["Data", "Web"]


@given(st.integers(1, 5), st.integers(1, 5))
def test_the_square_is_the_same_from_both_sides(demand: int, supply: int) -> None:
    swapped = {
        Imbalance.GAP: Imbalance.SURPLUS,
        Imbalance.SURPLUS: Imbalance.GAP,
        Imbalance.TRAP: Imbalance.TRAP,
        Imbalance.BALANCE: Imbalance.BALANCE,
    }
    assert imbalance(supply, demand) is swapped[imbalance(demand, supply)]


@WIDE
@given(st.data())
def test_the_order_in_which_skills_are_listed_changes_nothing(data: st.DataObject) -> None:
    said = data.draw(drawn.answers(DigitalSkills))
    other = data.draw(drawn.permuted(DigitalSkills, said))
    one, two = (model("digital-skills", answers).conclude(TODAY) for answers in (said, other))
    assert one == two


@WIDE
@given(drawn.answers(DigitalSkills))
def test_every_urgency_stays_in_its_range_and_every_finding_has_its_words(said: dict[str, Any]) -> None:
    conclusion = model("digital-skills", said).conclude(TODAY)
    assert all(row[4] == "" or 0 <= float(str(row[4])) <= 20 for row in conclusion.tables[0].rows)
    for finding in conclusion.findings:
        words()[finding.message].format(**finding.params)
    for row, _ in raw_rows(said["skills"]["skills"]):
        dialogue("service-idea").prefill([Earlier("digital-skills", said, row)])
