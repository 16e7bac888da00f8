"""What a comparison of training partners concludes, takes over and hands on."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.dialogue import Earlier
from flows.dialogues.training_partners import TrainingPartners
from flows.forms import FormRef, build_form
from flows.pictures import HeatMap
from flows.registry import dialogue, words
from flows.rows import repeat_of
from flows.validation import raw_rows
from tests.flows import drawn
from tests.flows.answers import TODAY, model
from tests.flows.test_digital_skills import skills

WIDE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def compared(needs: str, **fits: str) -> dict[str, Any]:
    """Needs by one letter each; partner → its fit with each of them, ``-`` where it is not rated."""
    return {
        "needs": {"needs": repeat_of({need: {"need": f"Need {need}"} for need in needs})},
        "partners": {"partners": repeat_of({name: {"name": name.capitalize()} for name in fits})},
        "fit": {
            "fit": {
                need: {name: row[at] for name, row in fits.items() if row[at] != "-"} for at, need in enumerate(needs)
            }
        },
    }


def test_partners_are_ranked_by_need_and_then_by_their_fit_with_all_needs() -> None:
    # need a: all fit 2; the totals are university 5, school 4, firm 4
    answers = compared("abc", firm="220", school="220", university="23-")
    (ranking,) = [t for t in model("training-partners", answers).conclude(TODAY).tables if t.id == "ranking"]
    assert [row[:4] for row in ranking.rows] == [
        ("Need a", 1, "University", 2),
        ("Need a", 2, "Firm", 2),
        ("Need a", 2, "School", 2),
        ("Need b", 1, "University", 3),
        ("Need b", 2, "Firm", 2),
        ("Need b", 2, "School", 2),
        ("Need c", "", "No partner yet", ""),
    ]


def test_needs_without_a_partner_and_with_a_weak_one_are_told_apart() -> None:
    answers = compared("abc", university="310", school="100")
    findings = model("training-partners", answers).conclude(TODAY).findings
    assert [(f.message, f.params) for f in findings] == [
        ("partners.weak", {"need": "Need b", "partner": "University"}),
        ("partners.none", {"need": "Need c"}),
    ]


def test_partners_that_fit_nothing_and_pairs_not_rated_are_told() -> None:
    findings = model("training-partners", compared("ab", university="33", school="0-")).conclude(TODAY).findings
    assert [(f.message, f.params) for f in findings] == [
        ("partners.all-served", {}),
        ("partners.idle", {"partner": "School"}),
        ("partners.unrated", {"count": 1, "all": 4}),
    ]


def test_the_picture_shows_each_partner_with_each_need() -> None:
    (heat_map,) = model("training-partners", compared("ab", school="1-", university="23")).conclude(TODAY).pictures
    assert isinstance(heat_map, HeatMap)
    assert (heat_map.rows, heat_map.columns) == (("University", "School"), ("Need a", "Need b"))
    assert heat_map.values == ((2, 3), (1, None))


def test_nothing_rated_draws_no_picture_and_calls_no_partner_idle() -> None:
    conclusion = model("training-partners", compared("a", school="-")).conclude(TODAY)
    assert [f.message for f in conclusion.findings] == ["partners.none", "partners.unrated"]
    assert (conclusion.pictures, conclusion.next_steps) == ((), ())


def test_a_need_with_a_good_partner_leads_to_a_service_with_both_filled_in() -> None:
    answers = compared("ab", university="21", school="30")
    answers["needs"]["needs"]["rows"]["a"]["learners"] = "30 people"
    (step,) = model("training-partners", answers).conclude(TODAY).next_steps
    assert (step.dialogue, step.about) == ("service-idea", "a")
    offered = dialogue("service-idea").prefill([Earlier("training-partners", answers, step.about)])
    assert offered == {
        "demand": {"name": "Training: Need a", "need": "Need a", "which": "30 people"},
        "offer": {"partners": "School\nUniversity"},
    }


def test_the_chosen_skill_and_those_who_could_train_it_are_taken_over() -> None:
    said = skills(data=("5", "1", "University\nA member"), web=("4", "2", "university\nSchool"))
    offered = dialogue("training-partners").prefill([Earlier("digital-skills", said, "web")])
    assert [row["need"] for _, row in raw_rows(offered["needs"]["needs"])] == ["Web"]
    assert [row["name"] for _, row in raw_rows(offered["partners"]["partners"])] == ["university", "School"]


def test_without_a_choice_all_missing_skills_are_taken_over_and_each_trainer_once() -> None:
    said = skills(
        data=("5", "1", "University\nA member"), web=("4", "2", "university\nSchool"), old=("1", "5", "Nobody")
    )
    offered = dialogue("training-partners").prefill([Earlier("digital-skills", said)])
    assert [row["need"] for _, row in raw_rows(offered["needs"]["needs"])] == ["Data", "Web"]
    partners = [row["name"] for _, row in raw_rows(offered["partners"]["partners"])]
    assert partners == ["University", "A member", "School"]


def test_each_need_is_rated_with_each_partner() -> None:
    form = build_form(TrainingPartners, FormRef("fit"), compared("ab", school="--", university="--"))
    assert [row.label for row in form.fields[0].grid_rows] == ["Need a", "Need b"]
    assert [cell.question.label for cell in form.fields[0].cells] == ["School", "University"]


def test_pairs_of_the_first_version_are_read_as_they_are_asked_now() -> None:
    old = compared("ab", school="2-", university="31")
    old["fit"] = {
        "fit": {"a:school": {"fit": "2"}, "a:university": {"fit": "3"}, "b:university": {"fit": "1"}, "b:school": {}}
    }
    upgraded = TrainingPartners.upgrade(old, 1)
    assert upgraded["fit"]["fit"] == {"a": {"school": "2", "university": "3"}, "b": {"university": "1", "school": None}}
    now = compared("ab", school="2-", university="31")
    assert model("training-partners", upgraded).conclude(TODAY) == model("training-partners", now).conclude(TODAY)
    assert TrainingPartners.upgrade(now, TrainingPartners.version) == now


@pytest.mark.parametrize("fit", [None, {}, {"fit": None}, {"fit": {"a": {"school": "2"}, "a:school": "2"}}])
def test_what_the_first_version_did_not_hold_is_kept_as_it_is(fit: Any) -> None:
    old = {**compared("a", school="2"), "fit": fit}
    assert TrainingPartners.upgrade(old, 1)["fit"] == fit


@WIDE
@given(st.data())
def test_the_order_in_which_needs_and_partners_are_listed_changes_nothing(data: st.DataObject) -> None:
    said = data.draw(drawn.answers(TrainingPartners))
    other = data.draw(drawn.permuted(TrainingPartners, said))
    one, two = (model("training-partners", answers).conclude(TODAY) for answers in (said, other))
    assert one == two


@WIDE
@given(drawn.answers(TrainingPartners))
def test_every_fit_stays_in_its_range_and_every_finding_has_its_words(said: dict[str, Any]) -> None:
    conclusion = model("training-partners", said).conclude(TODAY)
    (ranking,) = [t for t in conclusion.tables if t.id == "ranking"]
    assert {row[3] for row in ranking.rows} <= {1, 2, 3, ""}
    assert {row[0] for row in ranking.rows} == {row["need"].strip() for _, row in raw_rows(said["needs"]["needs"])}
    for finding in conclusion.findings:
        words()[finding.message].format(**finding.params)
    for row, _ in raw_rows(said["needs"]["needs"]):
        dialogue("service-idea").prefill([Earlier("training-partners", said, row)])
