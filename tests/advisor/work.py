"""Whole pieces of work, for tests that begin behind them."""

from typing import Any

from tests.advisor.conversation import Person

GOAL: dict[str, dict[str, str]] = {
    "specific": {"what": "Recruit new member companies from the food industry", "who": "Mara"},
    "measurable": {"indicator": "Member companies", "unit": "companies", "today": "84", "target": "100"},
    "achievable": {"first_steps": "List 40 companies\nCall ten of them"},
    "relevant": {"objective": "Financial independence", "budget": "yes", "time": "yes", "knowledge": "yes"},
    "time_bound": {"deadline": "30 June 2027"},
    "tree": {},
}


def action(name: str, responsible: Any = "Jonas", deadline: str = "2027-01-15", **more: Any) -> dict[str, Any]:
    return {"action": name, "responsible": responsible, "deadline": deadline, **more}


async def drafts_goal(person: Person) -> Person:
    """A SMART goal up to its review."""
    await person.commands("/smart-goal new")
    for answers in GOAL.values():
        await person.fills(**answers).next()
    return person


async def rates_needs(person: Person, **ratings: tuple[str, str]) -> Person:
    """A needs assessment up to its review; theme → (importance, today)."""
    await person.commands("/needs new")
    for _ in range(4):
        rows = {row.value for row in person.page.form.fields[0].grid_rows}
        grid = {
            theme: {"importance": importance, "today": today}
            for theme, (importance, today) in ratings.items()
            if theme in rows
        }
        await person.fills(ratings=grid).next()
    return person


async def adds_action(person: Person, **fields: Any) -> Person:
    """One more action on the page of actions."""
    await person.adds("actions")
    return await person.fills(**fields).saves()


async def drafts_plan(person: Person, *actions: dict[str, Any], start: str = "2026-12-01") -> Person:
    """An action plan up to its review."""
    await person.commands("/action-plan new")
    await person.fills(start=start).adds("goals")
    await person.fills(statement="Recruit 16 members").saves()
    await person.next()
    await person.next()
    for fields in actions:
        await adds_action(person, **fields)
    return await person.next()


async def submits_plan(person: Person, *actions: dict[str, Any]) -> str:
    """A submitted action plan; returns its id."""
    await (await drafts_plan(person, *actions)).submits()
    return person.finished.document


async def changes_action(person: Person, document: str, name: str, **fields: Any) -> Person:
    """Edit one action of a submitted plan, up to the review."""
    await person.opens(document, "actions")
    await person.edits("actions", name)
    await person.fills(**fields).saves()
    return await person.next()
