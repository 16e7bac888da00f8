"""Further clusters of Petra’s, each with somebody who works for it and what it has done, made at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.store import Role, Scope, Tx, clusters, documents, feedback, sessions
from bot.store.people import Person, by_account
from flows import registry
from flows.dialogues.action_plan import ActionPlan
from flows.dialogues.needs_assessment import NeedsAssessment
from tests.advisor.conversation import House

COACH = Scope("", "web-coach", Role.COACH)


def add(tx: Tx, house: House, name: str, *, of_coach: bool = True) -> Person:
    """A cluster, its id the name in small letters, with one member of staff, called as it with “Staff” behind."""
    id, workspace = name.casefold(), f"web:{name.casefold()}"
    clusters.create(tx, id=id, name=name, country="BE", now=house.now)
    clusters.connect(tx, workspace, id, house.now)

    def person(account: str, called: str, role: Role) -> Person:
        return clusters.add_person(
            tx,
            cluster=id,
            person=account.replace(":", "-"),
            name=called,
            account=account,
            workspace=workspace,
            role=role,
            zone="Europe/Brussels",
            locale="en",
            country="",
            now=house.now,
        )

    if of_coach:
        person("web:coach", "Petra", Role.COACH)
    return person(f"{workspace}-staff", f"{name} Staff", Role.STAFF)


def actions(**deadlines: str) -> dict[str, Any]:
    """The answers of a plan with an action for each name, due on an ISO day."""
    rows = {name: {"action": name, "responsible": "Jonas", "deadline": day} for name, day in deadlines.items()}
    return {"start": {"start": "2026-11-01"}, "actions": {"actions": {"order": list(rows), "rows": rows}}}


def ratings(**themes: tuple[int, int]) -> dict[str, Any]:
    """The answers of a needs assessment: importance and how well it is handled, by theme (``_`` for ``-``)."""
    pages: dict[str, dict[str, dict[str, Any]]] = {"members": {"ratings": {}}, "services": {"ratings": {}}}
    for theme, (importance, today) in themes.items():
        name = theme.replace("_", "-")
        page = "members" if name in ("attracting-members", "retaining-members", "engagement") else "services"
        pages[page]["ratings"][name] = {"importance": str(importance), "today": str(today)}
    return {**pages, "organisation": {}, "trends": {}}


def begins(
    tx: Tx, person: Person, now: datetime, answers: Mapping[str, Any], dialogue: str = ActionPlan.id, name: str = ""
) -> str:
    """A draft; its id."""
    id = f"{person.cluster}-{dialogue}"
    documents.create(
        tx,
        person.scope,
        id=id,
        dialogue=dialogue,
        dialogue_version=registry.dialogue(dialogue).version,
        name=name,
        answers=dict(answers),
        about="",
        parent=None,
        now=now,
    )
    return id


def hands_in(
    tx: Tx, person: Person, now: datetime, answers: Mapping[str, Any], dialogue: str = ActionPlan.id, **more: Any
) -> str:
    """The same, handed in."""
    id = begins(tx, person, now, answers, dialogue)
    documents.submit(tx, person.scope, id, revision=1, now=now)
    documents.hand_in(tx, person.scope, id, 1, now, **more)
    return id


def assesses(tx: Tx, person: Person, now: datetime, **themes: tuple[int, int]) -> str:
    """A needs assessment, handed in by itself."""
    return hands_in(tx, person, now, ratings(**themes), NeedsAssessment.id)


def says(tx: Tx, document: str, now: datetime, *, accepted: bool) -> None:
    """Petra's feedback on its first version."""
    feedback.write(tx, COACH, document, 1, note="Well begun", steps="", accepted=accepted, now=now)
    feedback.send(tx, COACH, document, 1, now)


def meets(tx: Tx, person: Person, day: str, now: datetime) -> str:
    """A coaching session at a local time, such as ``2026-12-09 14:00``; its id."""
    wall = datetime.fromisoformat(day)
    starts_at = wall.replace(tzinfo=ZoneInfo(person.zone))
    return sessions.add(tx, person.scope, wall=wall, zone=person.zone, starts_at=starts_at, now=now).id


def staff(tx: Tx, cluster: str) -> Person:
    """Who works for a cluster that was added."""
    found = by_account(tx, f"web:{cluster}-staff")
    assert found is not None
    return found
