"""Answers as somebody would type them, for the tests."""

from datetime import date
from typing import Any

from flows.dialogue import Dialogue, Reviewed
from flows.fields import questions
from flows.reading.names import Directory, Known
from flows.registry import dialogue
from flows.rows import repeat_of
from flows.validation import Scene

TODAY = date(2026, 11, 23)


def goal(**pages: dict[str, Any]) -> dict[str, Any]:
    """A complete SMART goal; ``pages`` replace fields of its pages."""
    answers: dict[str, Any] = {
        "specific": {
            "what": "Recruit new member companies from the food industry",
            "who": "Mara",
            "where": "In the northern part of our region",
            "why": "Fees cover a third of our costs.",
        },
        "measurable": {"indicator": "Member companies", "unit": "companies", "today": "84", "target": "100"},
        "achievable": {"first_steps": "List 40 companies\nCall ten of them", "resources": "8 days"},
        "relevant": {"objective": "Financial independence", "budget": "yes", "time": "yes", "knowledge": "yes"},
        "time_bound": {"deadline": "30 June 2027"},
        "tree": {
            "measures": repeat_of({"m1": {"name": "Open day for companies that are not members"}}),
            "indicators": repeat_of({"i1": {"name": "Member companies", "today": "84", "target": "100"}}),
        },
    }
    return {page: {**fields, **pages.get(page, {})} for page, fields in answers.items()}


def action(name: str = "Call ten companies", **fields: Any) -> dict[str, Any]:
    """A complete action."""
    return {
        "action": name,
        "responsible": "Mara",
        "deadline": "2027-03-31",
        "accountable": "Jonas",
        "impact": "high",
        "effort": "low",
        **fields,
    }


def plan(start: Any = "2027-01-11", **actions: dict[str, Any]) -> dict[str, Any]:
    """A complete action plan with these actions by row id."""
    return {
        "start": {"start": start, "goals": repeat_of({"g1": {"statement": "Recruit 16 members by June 2027."}})},
        "deliverables": {},
        "actions": {"actions": repeat_of(actions)},
    }


def needs(**ratings: tuple[str, str]) -> dict[str, Any]:
    """A needs assessment: theme id with underscores → (importance, today)."""
    rated = {
        theme.replace("_", "-"): {"importance": importance, "today": today}
        for theme, (importance, today) in ratings.items()
    }
    pages: dict[str, Any] = {}
    for page, model in dialogue("needs-assessment").pages().items():
        rows = questions(model)["ratings"].grid_rows
        assert isinstance(rows, tuple)
        pages[page] = {"ratings": {row.value: rated[row.value] for row in rows if row.value in rated}}
    return pages


def review(dialogue_id: str, answers: dict[str, Any], today: date = TODAY, **accounts: str) -> Reviewed:
    """The whole dialogue checked."""
    known = (Known(name, name.capitalize(), (account,)) for name, account in accounts.items())
    return dialogue(dialogue_id).review(answers, Scene(today, answers, Directory(known)))


def model(dialogue_id: str, answers: dict[str, Any], today: date = TODAY, **accounts: str) -> Dialogue:
    """The checked model; the answers must be right."""
    reviewed = review(dialogue_id, answers, today, **accounts)
    assert not reviewed.errors, reviewed.errors
    assert reviewed.model is not None
    return reviewed.model


def findings(dialogue_id: str, answers: dict[str, Any], today: date = TODAY) -> list[str]:
    """The message ids of what was noticed."""
    return [finding.message for finding in model(dialogue_id, answers, today).conclude(today).findings]
