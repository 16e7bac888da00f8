"""What a service portfolio concludes, takes over and hands on."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.dialogue import Earlier
from flows.dialogues.service_portfolio import ServicePortfolio, need
from flows.pictures import Square
from flows.registry import dialogue, words
from flows.rows import repeat_of
from flows.validation import raw_rows
from tests.flows import drawn
from tests.flows.answers import TODAY, model, needs

WIDE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def portfolio(needed: dict[str, dict[str, Any]] | None = None, **services: tuple[str, str, str]) -> dict[str, Any]:
    """A portfolio: name of the service → (effort, our view, members' view), each empty where it is open."""
    return {
        "services": {"services": repeat_of({name: {"name": name.capitalize()} for name in services})},
        "ours": {
            "ratings": {name: {"effort": effort, "satisfaction": own} for name, (effort, own, _) in services.items()}
        },
        "members": {"ratings": {name: {"satisfaction": members} for name, (_, _, members) in services.items()}},
        "needs": {"needs": repeat_of(needed or {})},
    }


def decided(answers: dict[str, Any]) -> dict[str, str]:
    """Service or need → proposal."""
    (table,) = [t for t in model("service-portfolio", answers).conclude(TODAY).tables if t.id == "portfolio"]
    return {str(row[0]): str(row[2]) for row in table.rows}


@pytest.mark.parametrize(
    ("effort", "satisfaction", "proposal"),
    [
        ("1", "5", "Keep"),
        ("5", "4", "Keep"),
        ("5", "3", "Change"),
        ("3", "2", "Change"),
        ("4", "2", "Stop"),
        ("5", "1", "Stop"),
        ("", "4", "Keep"),
        ("", "2", "Not rated yet"),
        ("4", "", "Not rated yet"),
    ],
)
def test_the_proposal_follows_from_effort_and_satisfaction(effort: str, satisfaction: str, proposal: str) -> None:
    assert decided(portfolio(fair=(effort, satisfaction, satisfaction))) == {"Fair": proposal}


def test_the_rule_is_shown_beside_the_proposals_as_general_practice() -> None:
    (table,) = [t for t in model("service-portfolio", portfolio(fair=("2", "4", "4"))).conclude(TODAY).tables if t.rule]
    assert table.rule is not None
    assert "general practice" in words()[table.rule.id]


def test_the_members_rating_decides_and_the_own_view_stands_in_for_it() -> None:
    assert decided(portfolio(fair=("5", "5", "1"), letter=("5", "1", ""))) == {"Fair": "Stop", "Letter": "Stop"}


def test_a_need_without_a_service_calls_for_a_new_one() -> None:
    needed: dict[str, dict[str, Any]] = {
        "n1": {"need": "Data skills"},
        "n2": {"need": "Contacts", "served_by": ["fair"]},
    }
    answers = portfolio(needed, fair=("2", "4", "4"))
    assert decided(answers) == {"Data skills": "New", "Fair": "Keep"}
    conclusion = model("service-portfolio", answers).conclude(TODAY)
    assert [(step.dialogue, step.about) for step in conclusion.next_steps] == [
        ("service-idea", "n1"),
        ("action-plan", "decisions"),
    ]
    assert need(answers, "n1") == ("Data skills", "")


def test_a_removed_service_leaves_its_need_open() -> None:
    answers = portfolio({"n1": {"need": "Contacts", "served_by": ["gone"]}}, fair=("2", "4", "4"))
    assert decided(answers)["Contacts"] == "New"


def test_where_the_views_differ_is_listed_and_two_points_are_worth_a_talk() -> None:
    answers = portfolio(fair=("2", "5", "3"), letter=("2", "3", "5"), lab=("2", "4", "3"), desk=("2", "4", "4"))
    conclusion = model("service-portfolio", answers).conclude(TODAY)
    (table,) = [t for t in conclusion.tables if t.id == "differences"]
    assert [row[:4] for row in table.rows] == [("Fair", 5, 3, 2), ("Letter", 3, 5, -2), ("Lab", 4, 3, 1)]
    apart = {f.params["service"]: f.message for f in conclusion.findings if "members-" in f.message}
    assert apart == {"Fair": "portfolio.members-less", "Letter": "portfolio.members-more"}


def test_stopping_the_only_answer_to_a_need_is_warned_of() -> None:
    answers = portfolio({"n1": {"need": "Contacts", "served_by": ["fair"]}}, fair=("5", "1", "1"))
    (warning,) = [f for f in model("service-portfolio", answers).conclude(TODAY).findings if f.severity == "warning"]
    assert (warning.message, warning.params["need"]) == ("portfolio.only-answer", "Contacts")


def test_a_service_that_costs_more_than_it_brings_and_pleases_few_is_named_with_the_sum() -> None:
    answers = portfolio(fair=("3", "2", "2"))
    answers["services"]["services"]["rows"]["fair"] |= {"income": "4,000 euro", "cost": "6500"}
    (loss,) = [f for f in model("service-portfolio", answers).conclude(TODAY).findings if f.message == "portfolio.loss"]
    assert loss.params["missing"] == "2,500"


def test_the_picture_places_services_by_effort_and_satisfaction() -> None:
    answers = portfolio(fair=("2", "5", "3"), letter=("", "3", "5"))
    (square,) = model("service-portfolio", answers).conclude(TODAY).pictures
    assert isinstance(square, Square)
    assert [(point.label, point.x, point.y) for point in square.points] == [("Fair", 2, 3)]


def test_nothing_rated_is_said_and_draws_no_empty_picture() -> None:
    conclusion = model("service-portfolio", portfolio(fair=("", "", ""))).conclude(TODAY)
    assert conclusion.pictures == ()
    assert [f.message for f in conclusion.findings] == ["portfolio.unrated", "portfolio.ask-members"]


def test_a_portfolio_without_anything_to_do_is_praised() -> None:
    answers = portfolio({"n1": {"need": "Contacts", "served_by": ["fair"]}}, fair=("2", "5", "5"))
    conclusion = model("service-portfolio", answers).conclude(TODAY)
    assert [f.message for f in conclusion.findings] == ["portfolio.all-good"]
    assert conclusion.next_steps == ()


def test_needs_are_taken_over_from_the_needs_assessment_by_priority() -> None:
    said = needs(digital=("5", "1"), governance=("5", "2"), green=("3", "5"))
    offered = dialogue("service-portfolio").prefill([Earlier("needs-assessment", said)])
    assert [row["need"] for _, row in raw_rows(offered["needs"]["needs"])] == ["Digital transition", "Governance"]


def test_needs_and_the_services_that_answer_them_are_taken_over_from_the_members_before_all_else() -> None:
    rows = {
        "a": {"text": "Data skills", "service": "Data course"},
        "b": {"text": "Contacts abroad", "service": ""},
        "c": {"text": "Programmers", "service": "data course"},
    }
    said = {"needs": {"needs": repeat_of(rows)}}
    strategy = {"services": {"services": repeat_of({"a": {"name": "Data Course"}, "b": {"name": "Fair"}})}}
    earlier = [
        Earlier("needs-assessment", needs(digital=("5", "1"))),
        Earlier("strategy-review", strategy),
        Earlier("member-needs", said),
    ]
    offered = dialogue("service-portfolio").prefill(earlier)
    (service, named), (_, other) = raw_rows(offered["services"]["services"])
    assert (named["name"], other["name"]) == ("Data course", "Fair")
    assert [(row["need"], row.get("served_by")) for _, row in raw_rows(offered["needs"]["needs"])] == [
        ("Data skills", [service]),
        ("Contacts abroad", None),
        ("Programmers", [service]),
    ]


def test_the_proposals_become_the_actions_of_a_plan() -> None:
    answers = portfolio(
        {"n1": {"need": "Data skills"}}, fair=("5", "1", "1"), letter=("1", "3", "3"), desk=("1", "4", "4")
    )
    offered = dialogue("action-plan").prefill([Earlier("service-portfolio", answers, "decisions")])
    assert [row["action"] for _, row in raw_rows(offered["actions"]["actions"])] == [
        "Stop Fair",
        "Change Letter",
        "Start a service for Data skills",
    ]


def test_services_typed_with_the_command_are_the_first_of_the_list() -> None:
    offered = ServicePortfolio.begin_with("Fair\nNewsletter")
    assert [row["name"] for _, row in raw_rows(offered["services"]["services"])] == ["Fair", "Newsletter"]


@WIDE
@given(st.data())
def test_the_order_in_which_things_are_listed_changes_nothing(data: st.DataObject) -> None:
    said = data.draw(drawn.answers(ServicePortfolio))
    other = data.draw(drawn.permuted(ServicePortfolio, said))
    one, two = (model("service-portfolio", answers).conclude(TODAY) for answers in (said, other))
    assert (one.tables, one.pictures, one.next_steps) == (two.tables, two.pictures, two.next_steps)
    assert sorted(map(repr, one.findings)) == sorted(map(repr, two.findings))


@WIDE
@given(drawn.answers(ServicePortfolio))
def test_every_service_gets_one_proposal_and_every_finding_its_words(said: dict[str, Any]) -> None:
    conclusion = model("service-portfolio", said).conclude(TODAY)
    (table,) = [t for t in conclusion.tables if t.id == "portfolio"]
    assert {row[2] for row in table.rows} <= {"Keep", "Change", "Stop", "New", "Not rated yet"}
    for finding in conclusion.findings:
        words()[finding.message].format(**finding.params)
        assert not finding.about or f"{finding.message}.many" in words()
