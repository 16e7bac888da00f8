"""The wall, over every button there is: whoever is not of a cluster sees and changes nothing of it by any of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.advisor import gate
from bot.advisor.registry import Press, Registry
from bot.advisor.rooms import ROOMS
from bot.chat.events import Pressed
from bot.store import clusters, comments, feedback, invitations, programme, slots
from bot.store.programme_tables import memberships
from bot.store.scope import Role, Scope
from bot.store.tables import documents, metadata
from tests.advisor.conversation import House, Person
from tests.advisor.work import action, submits_plan

CLUSTER, MARK, ASKED = "trial", "Zebrafinch", "Wibble frotz wug blicket"
"""What only the sample cluster knows, and what it asked, which curators may read."""
DISTANT = datetime(2030, 1, 1, tzinfo=UTC)
KINDS: dict[str, tuple[str, ...]] = {
    "action": ("{document}:actions/{row}:done", "{document}:{row}"),
    "answer": ("{question}:1", "{question}"),
    "article": ("raci-matrix",),
    "calendar": ("",),
    "cluster": ("{cluster}",),
    "cohort": ("", "{cluster}:all:name:0"),
    "coaching": ("{session}", "{session}:20270312T1400", "20270312T1400"),
    "command": ("home:",),
    "comment": ("{comment}", "{document}:1:actions", "{document}:1:actions.actions.{row}"),
    "curation": ("{question}", "{document}"),
    "data": ("{cluster}",),
    "dialogue": ("action-plan:{document}:", "smart-goal:{document}:1"),
    "document": ("{document}:1", "{document}:1:0", "{document}"),
    "feedback": ("{document}:1", "{feedback}:1", "{session}"),
    "handover": ("{question}:{question}", "{question}"),
    "home": ("",),
    "import": ("{document}", "{document}:{document}"),
    "invitation": ("{invitation}",),
    "part": ("staff:{cluster}", "coach:", "admin:"),
    "privacy": ("", "{person}"),
    "programme": ("{cluster}", "staff:{cluster}:{person}:", "staff:{cluster}:{person}:{colleague}"),
    "questionnaire": ("{document}", "{document}:docx"),
    "reminder": ("{reminder}", "{reminder}:1", "{document}:{row}", "action"),
    "request": ("{document}", "remind:{document}"),
    "review": ("raci-matrix",),
    "settings": ("2027-03-01/2027-03-02",),
    "slot": ("{slot}", "{session}", "{slot}:{session}"),
    "week": ("",),
    "workspace": ("{reminder}",),
}
"""What stands behind the buttons of each name.  A new name needs a line here: then it is tried on everybody."""


async def lived_in(house: House) -> dict[str, str]:
    """The sample cluster with something of every kind, and the ids of it."""
    mara = house.mara
    document = await submits_plan(mara, action(MARK))
    row = (await mara.opens(document, "actions")).row("actions", MARK)
    await mara.says("coaching 12 March 2027 14:00")
    await mara.presses_action(f"document:hand-in:{document}")
    await mara.says(f"{ASKED}?")
    await mara.asks_coach()
    found = {"cluster": CLUSTER, "document": document, "row": row, "person": "web-mara", "colleague": "web-jonas"}
    with house.store.writing() as tx:
        scope = Scope(CLUSTER, "web-mara", Role.STAFF)
        invitations.make(
            tx,
            scope,
            role=Role.STAFF,
            ids=[CLUSTER],
            secret="s",
            uses=1,
            ends_at=house.now.replace(year=2030),
            now=house.now,
        )
        coach = Scope(CLUSTER, "web-coach", Role.COACH)
        comments.put(
            tx, coach, document, 1, comments.Place(("actions", "actions", row)), kind="change", text=MARK, now=house.now
        )
        feedback.write(tx, coach, document, 1, note=MARK, steps=MARK, accepted=False, now=house.now)
        feedback.send(tx, coach, document, 1, house.now)
        offer = slots.Offer(datetime(2027, 4, 1, 10), "UTC", datetime(2027, 4, 1, 10, tzinfo=UTC))  # noqa: DTZ001
        slots.offer(
            tx,
            Scope("", "web-coach", Role.COACH),
            [offer],
            cluster=CLUSTER,
            limit_hours=None,
            link="",
            agenda=MARK,
            now=house.now,
        )
        for kind in ("comment", "feedback", "slot"):
            found[kind] = str(tx.scalar(select(metadata.tables[f"{kind}s"].c.id)))
        for kind in ("session", "question", "reminder", "invitation"):
            table = metadata.tables[f"{kind}s"]
            found[kind] = str(tx.scalar(select(table.c.id).where(table.c.cluster_id == CLUSTER).limit(1)))
    return found


def others(house: House) -> dict[str, Person]:
    """One of each role who is not of the sample cluster."""
    people = {role: house.person(f"web:other-{role}", workspace="web:south", name="Other") for role in Role}
    return {role.value: person for role, person in people.items()}


async def appointed(house: House, role: Role) -> Person:
    person = others(house)[role]
    await person.opens_home()
    with house.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="IT", now=house.now)
        programme.appoint(tx, person.actor.account, role, "south", house.now)
    return person


def kept(house: House) -> dict[str, list[str]]:
    """All rows of the sample cluster, its versions and revisions, and who is in it."""
    found = {}
    with house.store.reading() as tx:
        for table in metadata.sorted_tables:
            if "cluster_id" in table.c:
                statement = select(table).where(table.c.cluster_id == CLUSTER)
            elif "document_id" in table.c:
                own = select(documents.c.id).where(documents.c.cluster_id == CLUSTER)
                statement = select(table).where(table.c.document_id.in_(own))
            elif table is memberships:
                statement = select(table).where(memberships.c.place == CLUSTER)
            else:
                continue
            found[table.name] = sorted(str(row) for row in tx.execute(statement) if "web-other" not in str(row))
    return found


def actions(ids: dict[str, str]) -> Iterator[tuple[Press, str]]:
    """Every button of the registry, with what belongs to the sample cluster behind it."""
    for name, verb in sorted(Registry.of(ROOMS).presses):
        for behind in KINDS[name]:
            yield (name, verb), f"{name}:{verb}:{behind.format(**ids)}"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
async def test_no_button_shows_or_changes_anything_of_another_cluster(house: House, role: Role) -> None:
    ids = await lived_in(house)
    person = await appointed(house, role)
    before = kept(house)
    for press, pressed in actions(ids):
        if press in gate.CURATORS and role is Role.CURATOR:
            continue  # to look after what all clusters ask is what they are for
        event = Pressed(actor=person.actor, place=person.place, action=pressed)
        reply = await house.advisor.handle(event, house.now)
        assert MARK not in repr(reply), f"{pressed} shows it to a {role} of another cluster"
        assert ASKED not in repr(reply) or role is Role.CURATOR, f"{pressed} shows a {role} what was asked"
        if press in gate.ADMINISTRATORS:
            assert "too old to work" in repr(reply), f"{pressed} works for a {role}"
    assert kept(house) == before


async def test_an_administrator_sees_nothing_that_a_cluster_wrote_and_changes_only_who_is_in_it(house: House) -> None:
    ids = await lived_in(house)
    person = await appointed(house, Role.ADMIN)
    before = kept(house)
    for press, pressed in actions(ids):
        if press not in gate.ADMINISTRATORS and press not in (("invitation", "revoke"), ("cohort", "nudge")):
            reply = await house.advisor.handle(
                Pressed(actor=person.actor, place=person.place, action=pressed), house.now
            )
            assert MARK not in repr(reply), f"{pressed} shows it to an administrator"
    assert kept(house) == before
    for press, pressed in actions(ids):
        if press in gate.ADMINISTRATORS:
            reply = await house.advisor.handle(
                Pressed(actor=person.actor, place=person.place, action=pressed), house.now
            )
            assert MARK not in repr(reply), f"{pressed} shows it to an administrator"


async def test_its_own_people_see_what_the_others_must_not(house: House) -> None:
    ids: dict[str, Any] = await lived_in(house)
    mara = await house.mara.presses_action(f"document:open:{ids['document']}")
    assert MARK in repr(mara.reply)
    assert ASKED in repr((await mara.opens_home()).reply)
