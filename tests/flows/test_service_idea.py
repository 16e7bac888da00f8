"""What the idea of a service concludes, takes over and hands on."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from flows.dialogue import Earlier
from flows.dialogues.service_idea import ServiceIdea
from flows.registry import dialogue, words
from flows.rows import repeat_of
from tests.flows import drawn
from tests.flows.answers import TODAY, model

WIDE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def idea(**pages: dict[str, Any]) -> dict[str, Any]:
    """A service that is ready for its pilot; ``pages`` replace fields of its pages."""
    answers: dict[str, Any] = {
        "demand": {
            "name": "Data clinic",
            "need": "Nobody can read the data of the machines.",
            "asking": "34",
            "members": "60",
            "evidence": "Survey in March",
        },
        "offer": {
            "users": "production managers",
            "value": "They find waste within two days.",
            "deliver": "Two half days with an expert",
            "partners": "Technical University\nData company",
        },
        "money": {
            "resources": "20 days",
            "cost": "18,000",
            "payer": "The users",
            "price": "900 euro",
            "expected": "12",
            "others": "8,000",
        },
        "pilot": {"pilot": "Two half days with four companies", "until": "2027-05-31", "go_on": "Three book again"},
    }
    return {page: {**fields, **pages.get(page, {})} for page, fields in answers.items()}


def found(answers: dict[str, Any], today: date = TODAY) -> list[str]:
    return [finding.message for finding in model("service-idea", answers, today).conclude(today).findings]


def test_a_service_with_demand_money_and_pilot_is_ready() -> None:
    assert found(idea()) == ["idea.ready"]


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ({"demand": {"asking": "", "evidence": ""}}, "idea.no-evidence"),
        ({"demand": {"asking": "0"}}, "idea.nobody"),
        ({"money": {"payer": "", "price": "", "others": ""}}, "idea.no-payer"),
        ({"money": {"cost": "20,000"}}, "idea.shortfall"),
        ({"pilot": {"pilot": ""}}, "idea.no-pilot"),
    ],
)
def test_what_is_missing_before_a_launch_is_warned_of(pages: dict[str, Any], message: str) -> None:
    messages = found(idea(**pages))
    assert message in messages
    assert "idea.ready" not in messages


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ({"demand": {"asking": "30"}}, "idea.few"),
        ({"demand": {"asking": "61"}}, "idea.more-than-all"),
        ({"money": {"price": "", "others": ""}}, "idea.no-price"),
        ({"money": {"cost": ""}}, "idea.no-cost"),
        ({"pilot": {"go_on": ""}}, "idea.no-go-on"),
    ],
)
def test_what_is_worth_a_thought_is_said_without_a_warning(pages: dict[str, Any], message: str) -> None:
    assert found(idea(**pages)) == ["idea.ready", message]


def test_a_pilot_whose_day_has_passed_is_asked_about() -> None:
    assert found(idea(), date(2027, 6, 1)) == ["idea.ready", "idea.pilot-over"]


def test_the_money_of_a_year_is_added_up() -> None:
    # 12 users × 900 = 10,800; with 8,000 of others 18,800; minus a cost of 18,000: 800 are left
    (money,) = [t for t in model("service-idea", idea()).conclude(TODAY).tables if t.id == "money"]
    assert money.rows == (("From users", 10800), ("From others", 8000), ("Cost", 18000), ("Balance", 800))


def test_a_shortfall_says_how_many_users_would_cover_the_cost() -> None:
    # 20,000 − 8,000 = 12,000 are open: 13.33 users at 900
    findings = model("service-idea", idea(money={"cost": "20,000"})).conclude(TODAY).findings
    told = {finding.message: finding.params for finding in findings}
    assert told["idea.shortfall"] == {"cost": "20,000", "income": "18,800", "missing": "1,200"}
    assert told["idea.break-even"] == {"needed": 14, "expected": 12}


def test_the_checklist_tells_what_is_there_and_what_is_missing() -> None:
    (checklist,) = [
        t
        for t in model("service-idea", idea(pilot={"pilot": "", "go_on": ""})).conclude(TODAY).tables
        if t.id == "checklist"
    ]
    assert [row[:2] for row in checklist.rows] == [
        ("Evidence of demand", "There"),
        ("Somebody who pays", "There"),
        ("The cost in a year", "There"),
        ("Income that covers the cost", "There"),
        ("A pilot", "Missing"),
        ("A result that means “go on”", "Missing"),
    ]


def test_the_service_is_said_in_one_sentence() -> None:
    statement = model("service-idea", idea()).conclude(TODAY).statement
    assert statement == "Data clinic. For: production managers. They find waste within two days."


def test_a_need_without_a_service_is_taken_over_with_those_who_have_it() -> None:
    needs = {"n1": {"need": "Data skills", "whose": "Small manufacturers"}, "n2": {"need": "Contacts"}}
    said = {"needs": {"needs": repeat_of(needs)}}
    offered = dialogue("service-idea").prefill([Earlier("service-portfolio", said, "n1")])
    assert offered == {"demand": {"need": "Data skills", "which": "Small manufacturers"}}
    assert dialogue("service-idea").prefill([Earlier("service-portfolio", said)]) == {}


@pytest.mark.parametrize("source", ["member-needs", "strategy-review"])
def test_a_need_that_was_chosen_elsewhere_is_taken_over(source: str) -> None:
    said = {"needs": {"needs": repeat_of({"n1": {"text": "Data skills"}})}}
    offered = dialogue("service-idea").prefill([Earlier(source, said, "n1")])
    assert offered == {"demand": {"need": "Data skills"}}
    assert dialogue("service-idea").prefill([Earlier(source, said)]) == {}


def test_the_number_of_members_is_taken_over_from_the_profile() -> None:
    profile = Earlier("cluster-profile", {"organisation": {"members": "84"}})
    needs = {"needs": {"needs": repeat_of({"n1": {"need": "Data skills"}})}}
    offered = dialogue("service-idea").prefill([Earlier("service-portfolio", needs, "n1"), profile])
    assert offered == {"demand": {"need": "Data skills", "members": "84"}}


def test_the_launch_becomes_a_goal_that_is_nearly_complete() -> None:
    offered = dialogue("smart-goal").prefill([Earlier("service-idea", idea(), "launch")])
    assert offered == {
        "specific": {
            "what": "Launch Data clinic",
            "where": "For production managers",
            "why": "They find waste within two days.",
        },
        "measurable": {"indicator": "Users a year", "unit": "users", "today": "0", "target": "12"},
        "achievable": {
            "first_steps": "Agree on the delivery with Technical University\nAgree on the delivery with Data company\n"
            "Test it: Two half days with four companies",
            "resources": "20 days",
        },
        "relevant": {"objective": "Nobody can read the data of the machines."},
    }


def test_a_goal_that_was_not_begun_from_the_idea_takes_nothing_over() -> None:
    assert dialogue("smart-goal").prefill([Earlier("service-idea", idea())]) == {}


@WIDE
@given(drawn.answers(ServiceIdea))
def test_whatever_is_left_open_nothing_fails_and_every_finding_has_its_words(said: dict[str, Any]) -> None:
    conclusion = model("service-idea", said).conclude(TODAY)
    for finding in conclusion.findings:
        words()[finding.message].format(**finding.params)
    ready = any(finding.message == "idea.ready" for finding in conclusion.findings)
    assert ready is not any(finding.severity == "warning" for finding in conclusion.findings)
    ServiceIdea.prefill([Earlier("service-idea", said, "launch")])
    dialogue("smart-goal").prefill([Earlier("service-idea", said, "launch")])
