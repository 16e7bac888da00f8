"""What each dialogue concludes and hands on."""

from datetime import date
from typing import Any

import pytest

from flows.calendar import Calendar
from flows.dialogue import Earlier, leftovers
from flows.documents import changed, effective
from flows.fields import questions
from flows.forms import FormRef, build_form
from flows.registry import all_dialogues, dialogue, words
from flows.validation import Scene, raw_rows
from tests.flows.answers import TODAY, action, findings, goal, model, needs, plan, review


def test_the_three_dialogues_of_the_main_path_are_found_in_the_order_of_work() -> None:
    main_path = [found.id for found in all_dialogues().values() if found.main_path]
    assert main_path == ["needs-assessment", "smart-goal", "action-plan"]


@pytest.mark.parametrize("found", all_dialogues().values(), ids=lambda found: found.id)
def test_every_question_of_a_dialogue_has_help_or_an_example(found: Any) -> None:
    for page in found.pages().values():
        for question in questions(page).values():
            for asked in (question, *(questions(question.row).values() if question.row else ())):
                fixed_choice = asked.choices or asked.kind in ("yes_no", "rating", "choices")
                assert asked.help or asked.example or fixed_choice or page.intro, asked.label


# needs assessment


def test_priority_is_importance_times_what_is_missing_today() -> None:
    table = model("needs-assessment", needs(governance=("5", "2"), green=("4", "1"))).conclude(TODAY).tables[0]
    assert [row[:5] for row in table.rows] == [(1, "Green transition", 4, 1, 16), (2, "Governance", 5, 2, 15)]


def test_the_three_first_needs_lead_to_goals_and_articles() -> None:
    rated = needs(governance=("5", "1"), green=("4", "1"), digital=("3", "1"), visibility=("2", "1"))
    conclusion = model("needs-assessment", rated).conclude(TODAY)
    assert [(step.dialogue, step.about) for step in conclusion.next_steps] == [
        ("smart-goal", "governance"),
        ("smart-goal", "green"),
        ("smart-goal", "digital"),
        ("member-needs", ""),
    ]
    assert conclusion.articles == ("governance-structure", "green-transition-role", "digital-transition-role")


def test_a_theme_rated_by_half_asks_for_the_other_half() -> None:
    answers = needs(governance=("5", ""))
    (error,) = review("needs-assessment", answers).errors["organisation"]
    assert (error.path, error.words.id) == (("ratings", "governance", "today"), "needs.today-missing")


def test_nothing_rated_cannot_be_submitted() -> None:
    assert review("needs-assessment", {}).errors["members"][0].words.id == "needs.nothing-rated"


def test_all_handled_well_is_praised_and_leads_nowhere() -> None:
    conclusion = model("needs-assessment", needs(governance=("5", "5"))).conclude(TODAY)
    assert [f.message for f in conclusion.findings] == ["needs.all-handled"]
    assert conclusion.next_steps == ()


# SMART goal


def test_the_goal_is_composed_into_one_sentence() -> None:
    statement = model("smart-goal", goal()).conclude(TODAY).statement
    assert statement == (
        "Recruit new member companies from the food industry in the northern part of our region: "
        "Member companies from 84 to 100 companies by 30 June 2027 (Mara)."
    )


def test_a_good_goal_is_said_to_be_good() -> None:
    assert findings("smart-goal", goal()) == ["goal.all-good"]


def test_missing_means_are_noticed() -> None:
    assert "goal.no-budget" in findings("smart-goal", goal(relevant={"budget": "no"}))


def test_the_chosen_need_is_offered_to_the_goal() -> None:
    answers = needs(governance=("5", "1"))
    answers["organisation"]["ratings"]["governance"]["note"] = "The board is too big."
    offered = dialogue("smart-goal").prefill([Earlier("needs-assessment", answers, "governance")])
    assert offered == {"specific": {"why": "The board is too big."}, "relevant": {"objective": "Governance"}}


def test_the_first_indicator_comes_from_measurable() -> None:
    suggested = dialogue("smart-goal").suggest("tree", goal(), TODAY)
    assert suggested["indicators"]["rows"]["i1"] == {
        "name": "Member companies",
        "unit": "companies",
        "today": "84",
        "target": "100",
    }


# action plan


def test_the_plan_takes_over_the_goal_and_its_measures() -> None:
    offered = dialogue("action-plan").prefill([Earlier("smart-goal", goal())])
    (statement,) = [row["statement"] for row in offered["start"]["goals"]["rows"].values()]
    assert statement.startswith("Recruit new member companies")
    actions = [row["action"] for row in offered["actions"]["actions"]["rows"].values()]
    assert actions == ["List 40 companies", "Call ten of them", "Open day for companies that are not members"]


def test_every_action_stands_in_its_quadrant() -> None:
    answers = plan(
        a=action("Survey"),
        b=action("Partnership", effort="high"),
        c=action("Filing", impact="low"),
        d=action("New software", impact="low", effort="high"),
        e=action("Later", impact="", effort=""),
    )
    (matrix,) = [t for t in model("action-plan", answers).conclude(TODAY).tables if t.id == "priorities"]
    assert matrix.rows == (
        ("Quick win", ("Survey",)),
        ("Major project", ("Partnership",)),
        ("Fill-in", ("Filing",)),
        ("Thankless task", ("New software",)),
        ("Not rated yet", ("Later",)),
    )


def test_one_person_may_hold_two_roles() -> None:
    answers = plan(a=action(accountable="Mara", informed="Jonas, Petra"))
    (raci,) = [t for t in model("action-plan", answers).conclude(TODAY).tables if t.id == "raci"]
    assert raci.columns == ("Action", "Mara", "Jonas", "Petra")
    assert raci.rows == (("Call ten companies", "R/A", "I", "I"),)


@pytest.mark.parametrize(
    ("accountable", "message"), [("", "plan.nobody-accountable"), ("Jonas, Petra", "plan.several-accountable")]
)
def test_none_or_several_accountable_people_are_a_gap(accountable: str, message: str) -> None:
    assert message in findings("action-plan", plan(a=action(accountable=accountable)))


def test_six_open_actions_on_one_desk_are_too_many() -> None:
    rows = {f"a{n}": action(f"Action {n}") for n in range(6)}
    assert "plan.overloaded" in findings("action-plan", plan(**rows))
    rows["a0"]["status"] = "done"
    assert "plan.overloaded" not in findings("action-plan", plan(**rows))


def test_a_deadline_that_contradicts_a_dependency_is_found() -> None:
    late = action("Prepare", deadline="2027-03-30")
    answers = plan(a=late, b=action("Hold", duration="10", depends_on=["a"]))
    assert "plan.clash" in findings("action-plan", answers)


def test_actions_in_a_circle_are_found_and_nothing_fails() -> None:
    answers = plan(a=action(depends_on=["b"]), b=action("Other", depends_on=["a"]))
    assert "plan.circle" in findings("action-plan", answers)


def test_a_circle_is_named_in_its_order_and_without_noise() -> None:
    answers = plan(a=action("A", depends_on=["c"]), b=action("B", depends_on=["a"]), c=action("C", depends_on=["b"]))
    found = model("action-plan", answers).conclude(TODAY).findings
    (circle,) = [f for f in found if f.message == "plan.circle"]
    around = circle.params["actions"]
    assert isinstance(around, tuple)
    assert around[0] == around[-1]
    assert "ABC" in "".join(around[:-1]) * 2
    assert "plan.clash" not in {f.message for f in found}


def test_the_table_of_actions_tells_everything_that_was_asked_about_them() -> None:
    first = action("Prepare", duration="5", stakeholders="Chamber", requirements="A room", outcome="A list")
    answers = plan(a=first, b=action("Hold", depends_on=["a"]))
    (table,) = [t for t in model("action-plan", answers).conclude(TODAY).tables if t.id == "plan"]
    told = dict(zip(table.columns, table.rows[0], strict=True))
    assert (told["Stakeholders"], told["Requirements"], told["Expected outcome"]) == ("Chamber", "A room", "A list")
    assert (told["Duration (working days)"], told["Priority"]) == (5, "Quick win")
    assert dict(zip(table.columns, table.rows[1], strict=True))["Depends on"] == ("Prepare",)


def test_columns_in_which_nothing_stands_and_unrated_priorities_are_left_out() -> None:
    tables = {
        t.id: t.filled() for t in model("action-plan", plan(a=action(impact="", effort=""))).conclude(TODAY).tables
    }
    assert "priorities" not in tables
    assert tables["plan"].columns == ("Action", "Responsible", "Deadline", "Status")


def test_the_critical_path_is_told_with_its_end() -> None:
    answers = plan(
        a=action("Prepare", duration="5", deadline="2027-01-31"), b=action("Hold", duration="5", depends_on=["a"])
    )
    conclusion = model("action-plan", answers).conclude(TODAY)
    (path,) = [f for f in conclusion.findings if f.message == "plan.critical-path"]
    assert path.params == {"actions": ("Prepare", "Hold"), "days": 10, "end": "2027-01-22"}


def test_what_is_done_neither_clashes_nor_stands_on_the_longest_chain() -> None:
    first = action("Prepare", duration="5", deadline="2027-03-30", status="done")
    answers = plan(a=first, b=action("Hold", duration="10", depends_on=["a"]), c=action("Tell", depends_on=["b"]))
    conclusion = model("action-plan", answers).conclude(TODAY)
    assert "plan.clash" not in {f.message for f in conclusion.findings if "Prepare" in f.params.values()}
    (path,) = [f for f in conclusion.findings if f.message == "plan.critical-path"]
    assert (path.params["actions"], path.params["days"]) == (("Hold", "Tell"), 11)


@pytest.mark.parametrize(("status", "expected"), [("", True), ("done", False)])
def test_one_action_that_takes_longer_than_there_is_time_is_found(status: str, expected: bool) -> None:
    answers = plan(a=action(duration="999", deadline="2027-03-09", status=status))
    assert ("plan.action-too-long" in findings("action-plan", answers)) is expected


def test_the_chain_counts_the_holidays_of_the_cluster() -> None:
    answers = plan("2026-12-21", a=action("A", duration="5"), b=action("B", duration="5", depends_on=["a"]))
    conclusion = model("action-plan", answers).conclude(TODAY, Calendar("BE"))
    (path,) = [f for f in conclusion.findings if f.message == "plan.critical-path"]
    assert path.params["end"] == "2027-01-05"


def test_a_plan_without_a_short_term_idea_is_told_so() -> None:
    late = plan(a=action(deadline="2027-12-31"))
    assert "plan.no-short-term" in findings("action-plan", late)
    assert "plan.no-short-term" not in findings("action-plan", plan(a=action()))


def test_a_passed_deadline_is_a_finding_until_the_action_is_done() -> None:
    later = date(2027, 6, 1)
    typed: dict[tuple[str, ...], date] = {("actions", "actions", "a", "deadline"): TODAY}
    for status, expected in (("", True), ("done", False)):
        answers = plan(a=action(status=status))
        reviewed = dialogue("action-plan").review(answers, Scene(later, answers, typed_on=typed))
        assert reviewed.model is not None
        found = [f.message for f in reviewed.model.conclude(later).findings]
        assert ("plan.deadline-over" in found) is expected


def test_every_finding_has_words_and_all_its_parameters() -> None:
    answers = plan(
        a=action("A", depends_on=["b"], accountable="", impact="low", effort="high", deadline="2027-03-01"),
        b=action("B", accountable="x, y", duration="200", deadline="2027-12-01"),
        **{f"n{n}": action(f"N{n}") for n in range(6)},
    )
    for finding in model("action-plan", answers).conclude(TODAY).findings:
        wording = words()[finding.message]
        for name in finding.params:
            assert f"{{{name}}}" in wording or name in ("person", "limit")


# versions of a dialogue


def test_a_draft_of_version_one_opens_in_version_two_with_nothing_lost() -> None:
    old = plan(a=action(involved="Petra, the board", budget_line="4711"))
    upgraded = dialogue("action-plan").upgrade(old, 1)
    row = upgraded["actions"]["actions"]["rows"]["a"]
    assert row["consulted"] == "Petra, the board"
    assert [(left.path, left.value) for left in leftovers(dialogue("action-plan"), upgraded)] == [
        (("actions", "a", "budget_line"), "4711")
    ]


# live fields


def test_a_status_counts_at_once_and_everything_else_when_it_is_submitted() -> None:
    submitted = plan(a=action())
    working = plan(a=action("Renamed", status="done"))
    row = effective(dialogue("action-plan"), submitted, working)["actions"]["actions"]["rows"]["a"]
    assert (row["action"], row["status"]) == ("Call ten companies", "done")


def test_a_new_status_alone_is_no_unsubmitted_change() -> None:
    plans = dialogue("action-plan")
    assert not changed(plans, plan(a=action()), plan(a=action(status="done")))
    assert changed(plans, plan(a=action()), plan(a=action("Renamed")))


# forms


def test_a_form_shows_what_was_typed_even_when_it_is_wrong() -> None:
    answers = plan(a=action(deadline="31 February 2027"))
    errors = review("action-plan", answers).errors["actions"]
    form = build_form(dialogue("action-plan"), FormRef("actions"), answers, errors)
    (row,) = form.fields[0].rows
    assert row.error
    assert ("Deadline", "31 February 2027") in row.details


def test_an_action_depends_on_the_other_actions_only() -> None:
    answers = plan(a=action("A"), b=action("B"))
    form = build_form(dialogue("action-plan"), FormRef("actions", "actions", "a"), answers)
    (field,) = [f for f in form.fields if f.key == "depends_on"]
    assert [choice.value for choice in field.choices] == ["b"]


def test_the_form_of_a_removed_row_is_said_to_be_missing() -> None:
    with pytest.raises(KeyError):
        build_form(dialogue("action-plan"), FormRef("actions", "actions", "gone"), plan())


def test_first_steps_become_actions_without_their_bullets_and_numbers() -> None:
    answers = goal(achievable={"first_steps": "• Call ten companies\n- Invite\n1. Write\n2) Print\n☐ Check"})
    filled = dialogue("action-plan").prefill([Earlier("smart-goal", answers)])
    titles = [row["action"] for _, row in raw_rows(filled["actions"]["actions"])]
    assert titles[:5] == ["Call ten companies", "Invite", "Write", "Print", "Check"]
