"""What the needs of key members conclude, take over and hand on."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flows.dialogue import Earlier
from flows.dialogues.member_needs import MemberNeeds, need, ranked_needs
from flows.forms import FormRef, build_form
from flows.pictures import Bars, HeatMap
from flows.registry import dialogue
from flows.rows import repeat_of
from flows.validation import raw_rows
from tests.flows import drawn
from tests.flows.answers import TODAY, model, needs, review
from tests.flows.told import can_be_told

WIDE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def asked(weights: dict[str, int], urgencies: dict[str, dict[str, int]], **services: str) -> dict[str, Any]:
    """Member → weight; need → member → urgency; need → the service that answers it."""
    rated: dict[str, dict[str, str]] = {member: {} for member in weights}
    for name, felt in urgencies.items():
        for member, urgency in felt.items():
            rated[member][name] = str(urgency)
    return {
        "members": {"members": repeat_of({m: {"name": m.capitalize(), "weight": str(w)} for m, w in weights.items()})},
        "needs": {"needs": repeat_of({n: {"text": n.capitalize(), "service": services.get(n, "")} for n in urgencies})},
        "urgency": {"urgencies": rated},
    }


def ranking(answers: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Need and relevance in percent, in their order."""
    (table,) = [t for t in model("member-needs", answers).conclude(TODAY).tables if t.id == "relevance"]
    return [(row[1], row[3]) for row in table.rows]


def test_relevance_is_urgency_weighted_by_member_out_of_what_is_possible() -> None:
    answers = asked({"mill": 5, "lab": 2}, {"staff": {"mill": 3, "lab": 0}, "money": {"mill": 1, "lab": 3}})
    # staff: (5×3 + 2×0) ÷ (3×7) = 15/21; money: (5×1 + 2×3) ÷ 21 = 11/21
    assert ranking(answers) == [("Staff", 71), ("Money", 52)]


def test_what_was_not_rated_counts_as_nothing_and_is_said() -> None:
    answers = asked({"mill": 1, "lab": 1}, {"staff": {"mill": 3}})
    assert ranking(answers) == [("Staff", 50)]
    found = {f.message: f.params for f in model("member-needs", answers).conclude(TODAY).findings}
    assert found["member-needs.unrated"] == {"count": 1, "all": 2}


def test_a_key_member_with_an_urgent_need_without_a_service_is_named() -> None:
    urgencies = {"staff": {"mill": 3, "lab": 3}, "money": {"mill": 3, "lab": 2}, "space": {"mill": 2, "lab": 1}}
    answers = asked({"mill": 5, "lab": 2}, urgencies, staff="Data course")
    conclusion = model("member-needs", answers).conclude(TODAY)
    (table,) = [t for t in conclusion.tables if t.id == "unmet"]
    assert table.rows == (("Mill", 5, ("Money",)),)
    (warning,) = [f for f in conclusion.findings if f.severity == "warning"]
    assert (warning.message, warning.params) == ("member-needs.unmet", {"member": "Mill", "needs": "Money"})
    assert warning.rule == "general-practice"


def test_urgent_needs_that_are_all_answered_are_praised() -> None:
    answers = asked({"mill": 5, "lab": 2}, {"staff": {"mill": 3, "lab": 3}}, staff="Data course")
    conclusion = model("member-needs", answers).conclude(TODAY)
    assert "member-needs.all-answered" in [f.message for f in conclusion.findings]
    assert [t.id for t in conclusion.tables] == ["relevance", "urgencies"]


@pytest.mark.parametrize(
    ("urgencies", "message"),
    [
        ({"staff": {"mill": 3, "lab": 0}}, "member-needs.one-voice"),
        ({"staff": {"mill": 1, "lab": 1}, "money": {"mill": 1, "lab": 1}}, "member-needs.tie"),
        ({"staff": {"mill": 2, "lab": 2}, "money": {"mill": 0, "lab": 0}}, "member-needs.idle"),
    ],
)
def test_what_a_ranking_hides_is_said(urgencies: dict[str, dict[str, int]], message: str) -> None:
    answers = asked({"mill": 5, "lab": 2}, urgencies)
    assert message in [f.message for f in model("member-needs", answers).conclude(TODAY).findings]


def test_the_first_needs_lead_to_goals_and_all_to_the_services() -> None:
    urgencies = {name: {"mill": felt} for name, felt in (("a", 3), ("b", 2), ("c", 1), ("d", 1), ("e", 0))}
    conclusion = model("member-needs", asked({"mill": 5}, urgencies)).conclude(TODAY)
    assert [(step.dialogue, step.about) for step in conclusion.next_steps] == [
        ("service-portfolio", ""),
        ("smart-goal", "a"),
        ("smart-goal", "b"),
        ("smart-goal", "c"),
    ]


def test_the_pictures_show_who_needs_what_and_what_counts_most() -> None:
    answers = asked({"lab": 2, "mill": 5}, {"money": {"mill": 1}, "staff": {"mill": 3, "lab": 0}})
    heat, bars = model("member-needs", answers).conclude(TODAY).pictures
    assert isinstance(heat, HeatMap)
    assert (heat.rows, heat.columns, heat.high) == (("Staff", "Money"), ("Mill", "Lab"), 3)
    assert heat.values == ((3, 0), (1, None))
    assert isinstance(bars, Bars)
    assert [(bar.label, bar.value) for bar in bars.bars] == [("Staff", 71), ("Money", 24)]


def test_nothing_rated_cannot_be_submitted() -> None:
    answers = asked({"mill": 5}, {"staff": {}})
    assert review("member-needs", answers).errors["urgency"][0].words.id == "member-needs.nothing-rated"


def test_an_urgency_out_of_its_range_is_said_beside_its_pair() -> None:
    answers = asked({"mill": 5}, {"staff": {"mill": 4}})
    (error,) = review("member-needs", answers).errors["urgency"]
    assert (error.path, error.words.id) == (("urgencies", "mill", "staff"), "field.too-high")


def test_a_removed_need_takes_its_urgencies_along() -> None:
    answers = asked({"mill": 5}, {"staff": {"mill": 3}, "money": {"mill": 1}})
    answers["needs"]["needs"] = repeat_of({"staff": {"text": "Staff"}})
    assert ranking(answers) == [("Staff", 100)]


def test_each_member_is_asked_about_each_need_by_its_name() -> None:
    answers = asked({"mill": 5, "lab": 2}, {"staff": {"mill": 3}, "money": {}})
    (grid,) = build_form(dialogue("member-needs"), FormRef("urgency"), answers).fields
    assert [row.label for row in grid.grid_rows] == ["Mill", "Lab"]
    assert [(cell.key, cell.question.label) for cell in grid.cells] == [("staff", "Staff"), ("money", "Money")]


# taking over


def test_open_themes_that_members_may_have_are_offered_as_needs() -> None:
    said = needs(governance=("5", "1"), digital=("5", "2"), green=("3", "5"), cross_sector=("5", "1"))
    offered = dialogue("member-needs").prefill([Earlier("needs-assessment", said)])
    assert [(row["text"], row["area"]) for _, row in raw_rows(offered["needs"]["needs"])] == [
        ("Cross-sector links and workforce", "skills"),
        ("Digital transition", "digital"),
    ]


def test_members_and_needs_of_last_time_are_offered_with_the_services_of_the_portfolio() -> None:
    portfolio = {
        "services": {"services": repeat_of({"s1": {"name": "Data course"}, "s2": {"name": "Job fair"}})},
        "needs": {
            "needs": repeat_of({"n1": {"need": "  STAFF ", "served_by": ["s1", "s2", "gone"]}, "n2": {"need": "Money"}})
        },
    }
    last = asked({"mill": 5}, {"staff": {"mill": 3}, "money": {"mill": 1}, "space": {}}, space="Incubator")
    earlier = [Earlier("service-portfolio", portfolio), Earlier("member-needs", last)]
    offered = dialogue("member-needs").prefill(earlier)
    assert set(offered) == {"members", "needs"}
    assert [(row["text"], row.get("service")) for _, row in raw_rows(offered["needs"]["needs"])] == [
        ("Staff", "Data course, Job fair"),
        ("Money", ""),
        ("Space", "Incubator"),
    ]


def test_a_chosen_need_is_offered_to_the_goal() -> None:
    answers = asked({"mill": 5}, {"staff": {"mill": 3}})
    offered = dialogue("smart-goal").prefill([Earlier("member-needs", answers, "staff")])
    assert offered["relevant"] == {"objective": "Staff"}
    assert dialogue("smart-goal").prefill([Earlier("member-needs", answers)]) == {}
    assert need(answers, "gone") == ""


def test_names_typed_with_the_command_are_key_members() -> None:
    begun = dialogue("member-needs").begin_with("Northern Mill\nRiver Lab")
    assert [row["name"] for _, row in raw_rows(begun["members"]["members"])] == ["Northern Mill", "River Lab"]


# whatever is answered


@WIDE
@given(st.data())
def test_the_order_of_members_and_needs_changes_nothing_and_every_score_stays_in_its_range(
    data: st.DataObject,
) -> None:
    answers = data.draw(drawn.answers(MemberNeeds))
    reviewed = review("member-needs", answers)
    assume(reviewed.model is not None)
    assert reviewed.model is not None
    conclusion = reviewed.model.conclude(TODAY)
    can_be_told(conclusion)
    bars = conclusion.pictures[1]
    assert isinstance(bars, Bars)
    assert all(0 <= bar.value <= 100 for bar in bars.bars)
    wanted = ranked_needs(answers)
    assert wanted == [row[1] for row in conclusion.tables[0].rows][: len(wanted)]
    shuffled = data.draw(drawn.permuted(MemberNeeds, answers))
    assert model("member-needs", shuffled).conclude(TODAY) == conclusion
