"""The green roadmap: needs, activities by horizon, and the figures that show success."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.conclusions import Conclusion
from flows.dialogue import Earlier
from flows.pictures import Timeline
from flows.registry import dialogue, words
from flows.roadmap_pages import HORIZONS
from flows.rows import repeat_of
from tests.flows.answers import TODAY, findings, model, needs, review

CHECKS = {
    "activity": "Energy checks",
    "horizon": "now",
    "owner": "Mara",
    "needs": ["energy"],
    "kpi": "CO2",
    "unit": "t",
    "today": "900",
    "target": "700",
}
COURSE = {"activity": "Course on reporting", "horizon": "1-year", "owner": "Jonas", "needs": ["report"]}


def roadmap(**activities: dict[str, Any]) -> dict[str, Any]:
    """A complete roadmap with these activities by row id."""
    wanted = {"energy": {"need": "Know the energy use"}, "report": {"need": "Report on CO2"}}
    return {
        "needs": {"needs": repeat_of(wanted), "ambition": "Less CO2 at every second member.", "start": "2027-01-31"},
        "partners": {"partners": repeat_of({"p": {"name": "Energy agency", "brings": "Cheaper checks"}})},
        "activities": {"activities": repeat_of(activities or {"a": CHECKS, "b": COURSE})},
    }


def concluded(**activities: dict[str, Any]) -> Conclusion:
    return model("green-roadmap", roadmap(**activities)).conclude(TODAY)


def timeline(conclusion: Conclusion) -> Timeline:
    (found,) = [each for each in conclusion.pictures if isinstance(each, Timeline)]
    return found


def test_the_activities_stand_in_their_horizons_with_owner_and_figure() -> None:
    shown = [
        (horizon.label, [(each.label, each.detail) for each in horizon.milestones])
        for horizon in timeline(concluded()).horizons
    ]
    assert shown == [
        ("Now", [("Energy checks", "Mara · CO2: 900 → 700 t")]),
        ("In 6 months", []),
        ("In 1 year", [("Course on reporting", "Jonas")]),
        ("In 3 years", []),
    ]


def test_every_horizon_ends_so_many_months_after_the_start() -> None:
    rows = {horizon: {**CHECKS, "horizon": horizon} for horizon in HORIZONS}
    table = concluded(**rows).tables[0]
    assert [row[2] for row in table.rows] == ["2027-04-30", "2027-07-31", "2028-01-31", "2030-01-31"]


def test_a_need_that_no_activity_answers_is_noticed() -> None:
    found = [f for f in concluded(a=CHECKS).findings if f.message == "roadmap.need-alone"]
    assert [f.params["need"] for f in found] == ["Report on CO2"]
    assert "roadmap.need-alone" not in findings("green-roadmap", roadmap())


@pytest.mark.parametrize(
    ("today", "target", "message"),
    [
        ("", "", "roadmap.kpi-no-number"),
        ("", "700", "roadmap.kpi-no-today"),
        ("900", "", "roadmap.kpi-no-target"),
        ("0", "0", "roadmap.kpi-same"),
        ("0", "10", ""),
    ],
)
def test_a_kpi_needs_a_number_today_and_a_target(today: str, target: str, message: str) -> None:
    found = findings("green-roadmap", roadmap(a={**CHECKS, "today": today, "target": target}))
    assert [each for each in found if each.startswith("roadmap.kpi")] == ([message] if message else [])


def test_a_number_of_nothing_is_asked_about() -> None:
    (error,) = review("green-roadmap", roadmap(a={**CHECKS, "kpi": ""})).errors["activities"]
    assert (error.path, error.words.id) == (("activities", "a", "kpi"), "roadmap.kpi-missing")


def test_a_roadmap_without_a_beginning_an_owner_or_a_figure_is_told_so() -> None:
    later = {"activity": "Course", "horizon": "3-years", "needs": ["energy", "report"]}
    assert findings("green-roadmap", roadmap(a=later)) == [
        "roadmap.no-kpi",
        "roadmap.nobody",
        "roadmap.nothing-now",
    ]


def test_a_complete_roadmap_is_said_to_be_good() -> None:
    assert findings("green-roadmap", roadmap(a={**CHECKS, "needs": ["energy", "report"]})) == ["roadmap.all-good"]


def test_the_first_six_months_or_all_become_actions_of_the_plan() -> None:
    first, all_ = concluded().next_steps
    for step, expected in ((first, ["Energy checks"]), (all_, ["Energy checks", "Course on reporting"])):
        offered = dialogue(step.dialogue).prefill([Earlier("green-roadmap", roadmap(), step.about)])
        assert [row["action"] for row in offered["actions"]["actions"]["rows"].values()] == expected
    assert offered["start"]["goals"]["rows"]["g1"]["statement"] == "Less CO2 at every second member."
    assert offered["actions"]["actions"]["rows"]["a1"] == {
        "action": "Energy checks",
        "responsible": "Mara",
        "deadline": "2027-04-30",
        "outcome": "CO2: 900 → 700 t",
    }


def test_what_was_noted_about_the_green_transition_is_the_first_need() -> None:
    rated = needs(green=("5", "1"))
    rated["trends"]["ratings"]["green"]["note"] = "Buyers ask for CO2 figures."
    offered = dialogue("green-roadmap").prefill([Earlier("needs-assessment", rated)])
    assert offered["needs"]["needs"]["rows"]["n1"] == {"need": "Buyers ask for CO2 figures."}


def test_the_green_ones_of_the_needs_of_key_members_are_needs_of_the_roadmap() -> None:
    said = {"a": {"text": "Less waste", "area": "green"}, "b": {"text": "Staff", "area": "skills"}}
    offered = dialogue("green-roadmap").prefill([Earlier("member-needs", {"needs": {"needs": repeat_of(said)}})])
    assert offered["needs"]["needs"]["rows"] == {"n1": {"need": "Less waste"}}


def test_every_finding_has_words_and_all_its_parameters() -> None:
    rows = {f"a{n}": {"activity": f"Activity {n}", "horizon": "1-year", "kpi": "CO2"} for n in range(3)}
    for finding in concluded(**rows).findings:
        for name in finding.params:
            assert f"{{{name}}}" in words()[finding.message]


numbers = st.sampled_from(["", "0", "12,5", "1 000"])
activity = st.fixed_dictionaries(
    {"activity": st.sampled_from(["Course", "تدريب", "x" * 200]), "horizon": st.sampled_from(list(HORIZONS))},
    optional={
        "owner": st.sampled_from(["", "Mara"]),
        "needs": st.lists(st.sampled_from(["energy", "report", "gone"]), unique=True),
        "kpi": st.just("CO2"),
    },
)


@given(st.lists(activity, min_size=1, max_size=6), numbers, numbers, st.randoms())
def test_the_order_of_activities_changes_nothing_but_their_order(
    rows: list[dict[str, Any]], today: str, target: str, random: Any
) -> None:
    filled = [{**row, "today": today, "target": target} if row.get("kpi") else row for row in rows]
    by_id = {f"a{number}": row for number, row in enumerate(filled)}
    shuffled = random.sample(list(by_id), len(by_id))
    one, other = concluded(**by_id), concluded(**{row: by_id[row] for row in shuffled})
    assert sorted(map(repr, one.findings)) == sorted(map(repr, other.findings))
    assert one.next_steps == other.next_steps
    for before, after in zip(timeline(one).horizons, timeline(other).horizons, strict=True):
        assert sorted(map(repr, before.milestones)) == sorted(map(repr, after.milestones))
