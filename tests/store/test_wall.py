"""The wall: whoever asks, nothing of another cluster is seen or changed."""

import inspect
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import select

import bot.store
from bot.store import (
    NotFoundError,
    Role,
    Scope,
    Store,
    Tx,
    asked_before,
    audit,
    calendar_feeds,
    clusters,
    cohort,
    comments,
    curation,
    documents,
    extensions,
    feedback,
    hand_ins,
    handovers,
    imports,
    invitations,
    kinds_off,
    mail_addresses,
    own_settings,
    people,
    questionnaires,
    questions,
    reminders,
    removals,
    revisions,
    session_notes,
    sessions,
    slots,
    staff,
    takeout,
    versions,
)
from bot.store.programme_setup import Invited
from bot.store.questionnaire_tables import metadata
from bot.store.scope import PROGRAMME
from tests.reminders.plans import planned
from tests.store.sample import DAY, NOW, House, build, draft
from tests.store.test_calendar_feeds import put as put_feed
from tests.store.test_imports import bring
from tests.store.test_questionnaires import send_out
from tests.store.test_questions import ask
from tests.store.test_sessions import put

Attempt = Callable[[Tx, Scope], Any]
WALL = datetime.fromisoformat("2027-03-20T14:00")
SLOT = datetime(2027, 3, 25, 13, tzinfo=UTC)

READS: dict[str, Attempt] = {
    "clusters.name": lambda tx, scope: north_name(tx, scope),
    "clusters.get": lambda tx, scope: north(tx, scope),
    "people.colleagues": lambda tx, scope: people.colleagues(tx, scope),
    "staff.named": lambda tx, scope: [people.by_id(tx, found.id) for found in staff.named(tx, scope)],
    "invitations.listing": lambda tx, scope: invitations.listing(tx, scope, NOW),
    "invitations.waiting": lambda tx, scope: invitations.waiting(tx, scope),
    "people.coaches_of": lambda tx, scope: people.coaches_of(tx, scope),
    "people.coach_of": lambda tx, scope: people.coach_of(tx, scope),
    "documents.get": lambda tx, scope: documents.get(tx, scope, "plan"),
    "documents.listing": lambda tx, scope: documents.listing(tx, scope),
    "documents.cancelled": lambda tx, scope: documents.cancelled(tx, scope),
    "revisions.answers_at": lambda tx, scope: revisions.answers_at(tx, scope, "plan", 1),
    "revisions.revision_at": lambda tx, scope: revisions.revision_at(tx, scope, "plan", 1),
    "revisions.saved": lambda tx, scope: revisions.saved(tx, scope, "plan", 9),
    "revisions.saved_once": lambda tx, scope: revisions.saved_once(tx, scope, "plan", 1),
    "revisions.saved_by_others": lambda tx, scope: revisions.saved_by_others(
        tx, Scope(scope.cluster, "somebody else", scope.role), "twice", 0
    ),
    "calendar_feeds.get": lambda tx, scope: calendar_feeds.get(tx, Scope(scope.cluster, "ana", scope.role)),
    "versions.submitted": lambda tx, scope: versions.submitted(tx, scope, "action-plan"),
    "versions.version": lambda tx, scope: documents.version(tx, scope, "plan", 1),
    "versions.versions": lambda tx, scope: documents.versions(tx, scope, "plan"),
    "sessions.current": lambda tx, scope: sessions.current(tx, scope, NOW),
    "sessions.ahead": lambda tx, scope: sessions.ahead(tx, scope, NOW),
    "clusters.calendar": lambda tx, scope: clusters.calendar(tx, scope).country == "BE",
    "clusters.zone": lambda tx, scope: clusters.zone(tx, scope, "") == "Europe/Brussels",
    "comments.of_document": lambda tx, scope: comments.of_document(tx, scope, "commented"),
    "comments.get": lambda tx, scope: comments.get(tx, scope, comment_id(tx)),
    "extensions.later": lambda tx, scope: extensions.later(tx, scope, "session"),
    "feedback.of_document": lambda tx, scope: feedback.of_document(tx, scope, "commented"),
    "feedback.get": lambda tx, scope: feedback.get(tx, scope, feedback_id(tx)),
    "feedback.open_points": lambda tx, scope: feedback.open_points(tx, scope, "commented"),
    "feedback.open_by_document": lambda tx, scope: feedback.open_by_document(tx, scope),
    "feedback.document_states": lambda tx, scope: feedback.document_states(tx, scope),
    "feedback.states": lambda tx, scope: feedback.states(tx, scope, "action-plan").get("north"),
    "revisions.answers_before": lambda tx, scope: revisions.answers_before(tx, scope, "plan", NOW + DAY),
    "sessions.get": lambda tx, scope: sessions.get(tx, scope, "session"),
    "sessions.find": lambda tx, scope: sessions.find(tx, scope, "session"),
    "sessions.planned": lambda tx, scope: sessions.planned(tx, scope, NOW),
    "session_notes.of_session": lambda tx, scope: session_notes.of_session(tx, scope, "session"),
    "slots.collides": lambda tx, scope: (
        slots.collides(tx, scope, [], ahead[0].starts_at, NOW)
        if (ahead := sessions.ahead(tx, Scope("north", "ana", Role.STAFF), NOW))
        else None
    ),
    "slots.free": lambda tx, scope: slots.free(tx, scope, NOW),
    "slots.any_free": lambda tx, scope: slots.any_free(tx, scope, NOW),
    "slots.get": lambda tx, scope: slots.get(tx, scope, "slot"),
    "questions.get": lambda tx, scope: questions.get(tx, scope, "question"),
    "questions.recent_in_thread": lambda tx, scope: questions.recent_in_thread(tx, scope, "t1", 9),
    "handovers.get": lambda tx, scope: handovers.get(tx, scope, "handed"),
    "handovers.notes": lambda tx, scope: handovers.notes(tx, scope, "handed"),
    "asked_before.thread": lambda tx, scope: asked_before.thread(tx, scope, "handed", 3),
    "asked_before.to_send": lambda tx, scope: asked_before.to_send(tx, scope, "question", "", 3)[1],
    "questions.at_root": lambda tx, scope: questions.at_root(tx, scope, "t1", NOW, own=True),
    "reminders.sent_since": lambda tx, scope: reminders.sent_since(tx, scope, "ana", NOW - DAY),
    "mail_addresses.listing": lambda tx, scope: mail_addresses.listing(tx, scope),
    "mail_addresses.reached": lambda tx, scope: mail_addresses.reached(tx, scope),
    "mail_addresses.persons": lambda tx, scope: mail_addresses.persons(tx, scope),
    "imports.get": lambda tx, scope: imports.get(tx, scope, "brought"),
    "imports.listing": lambda tx, scope: imports.listing(tx, scope),
    "imports.count": lambda tx, scope: imports.count(tx, scope),
    "questionnaires.get": lambda tx, scope: questionnaires.get(tx, scope, "plan"),
    "questionnaires.answers": lambda tx, scope: questionnaires.answers(tx, scope, "plan"),
    "versions.submissions": lambda tx, scope: list(versions.submissions(tx, scope)),
    "handovers.answerer": lambda tx, scope: handovers.answerer(tx, scope, "handed"),
    "handovers.of_asker": lambda tx, scope: handovers.of_asker(tx, scope),
    "reminders.upcoming": lambda tx, scope: reminders.upcoming(tx, scope, "ana", 9),
    "reminders.get": lambda tx, scope: reminders.get(tx, scope, "reminder"),
    "reminders.of_source": lambda tx, scope: reminders.of_source(tx, scope, "plan:plan"),
    "reminders.for_message": lambda tx, scope: reminders.for_message(tx, scope, "message"),
    "reminders.dead": lambda tx, scope: reminders.dead(tx, scope),
    "reminders.lost": lambda tx, scope: reminders.lost(tx, scope, NOW - DAY, 10),
}

WRITES: dict[str, Attempt] = {
    "clusters.describe": lambda tx, scope: clusters.describe(
        tx,
        scope if scope.role is Role.STAFF else Scope("north", scope.person, Role.COACH),
        name="stolen",
        country="",
        region="",
        now=NOW,
    ),
    "people.enter": lambda tx, scope: people.enter(tx, Scope("north", scope.person, Role.COACH)),
    "calendar_feeds.put": lambda tx, scope: put_feed(tx, Scope(scope.cluster, "ana", scope.role), "stolen"),
    "calendar_feeds.stop": lambda tx, scope: calendar_feeds.stop(tx, Scope(scope.cluster, "ana", scope.role)),
    "own_settings.set_weekly": lambda tx, scope: own_settings.set_weekly(
        tx, Scope(scope.cluster, "ana", scope.role), False
    ),
    "own_settings.set_reminders": lambda tx, scope: own_settings.set_reminders(
        tx, Scope(scope.cluster, "ana", scope.role), False
    ),
    "invitations.revoke": lambda tx, scope: invitations.revoke(tx, scope, "invitation", NOW),
    "comments.draft_of": lambda tx, scope: comments.draft_of(tx, scope, "commented", 1, NOW),
    "comments.put": lambda tx, scope: comments.put(
        tx, scope, "commented", 1, comments.Place(("start",)), kind="change", text="stolen", now=NOW
    ),
    "comments.remove": lambda tx, scope: comments.remove(tx, scope, comment_id(tx)),
    "comments.answer": lambda tx, scope: comments.answer(tx, scope, comment_id(tx), text="stolen", done=True, now=NOW),
    "comments.take_back_answer": lambda tx, scope: comments.take_back_answer(tx, scope, comment_id(tx)),
    "extensions.grant": lambda tx, scope: extensions.grant(tx, scope, "session", NOW, NOW),
    "extensions.withdraw": lambda tx, scope: extensions.withdraw(tx, scope, "session"),
    "feedback.write": lambda tx, scope: feedback.write(
        tx, scope, "commented", 1, note="stolen", steps="", accepted=True, now=NOW
    ),
    "feedback.send": lambda tx, scope: feedback.send(tx, scope, "commented", 1, NOW),
    "feedback.take_step": lambda tx, scope: feedback.take_step(
        tx, scope, feedback_id(tx), 1, plan="plan", row="r", now=NOW
    ),
    "documents.create": lambda tx, scope: documents.create(
        tx,
        scope,
        id="goal",
        dialogue="smart-goal",
        dialogue_version=1,
        name="",
        answers={},
        about="",
        parent="plan",
        now=NOW,
    ),
    "documents.save": lambda tx, scope: documents.save(
        tx,
        scope,
        "plan",
        revision=1,
        dialogue_version=2,
        name="stolen",
        answers={},
        conflicts=[],
        saved_on={},
        now=NOW,
    ),
    "mail_addresses.give": lambda tx, scope: mail_addresses.give(
        tx,
        Scope("north", scope.person, Role.COACH if scope.role is Role.STAFF else scope.role),
        who="eva",
        name="Eva",
        address="stolen@example.org",
        zone="UTC",
        locale="en",
        now=NOW,
    ),
    "mail_addresses.remove": lambda tx, scope: [
        mail_addresses.remove(tx, scope, each.id) for each in mail_addresses.of_persons(tx, _outside(tx))
    ],
    "mail_addresses.ask": lambda tx, scope: mail_addresses.ask(tx, scope, "plan", NOW),
    "kinds_off.turn": lambda tx, scope: kinds_off.turn(
        tx, Scope(scope.cluster, "nobody", scope.role), "week", on=True, now=NOW
    ),
    "imports.create": lambda tx, scope: bring(tx, scope, "stolen", "plan"),
    "imports.correct": lambda tx, scope: imports.correct(tx, scope, "brought", ["action"]),
    "imports.drop": lambda tx, scope: imports.drop(tx, scope, "brought"),
    "questionnaires.send_out": lambda tx, scope: send_out(tx, scope, "twice"),
    "questionnaires.change": lambda tx, scope: questionnaires.change(tx, scope, "plan", most=1, closes_at=NOW),
    "questionnaires.close": lambda tx, scope: questionnaires.close(tx, scope, "plan", NOW),
    "questionnaires.bring": lambda tx, scope: questionnaires.bring(tx, scope, "plan", {}),
    "questionnaires.take": lambda tx, scope: questionnaires.take(tx, scope, "plan", [("m2", {"q": 1})], NOW),
    "documents.submit": lambda tx, scope: documents.submit(tx, scope, "plan", revision=1, now=NOW),
    "documents.hand_in": lambda tx, scope: documents.hand_in(tx, scope, "plan", 1, NOW),
    "documents.note_taken_over": lambda tx, scope: documents.note_taken_over(tx, scope, "plan", {}),
    "documents.rename": lambda tx, scope: documents.rename(tx, scope, "plan", "", "stolen", NOW),
    "documents.cancel": lambda tx, scope: documents.cancel(tx, scope, "plan", NOW),
    "own_settings.set_absences": lambda tx, scope: own_settings.set_absences(
        tx, Scope(scope.cluster, "ana", scope.role), []
    ),
    "own_settings.set_hours": lambda tx, scope: own_settings.set_hours(
        tx, Scope(scope.cluster, "ana", scope.role), None, None, {1}
    ),
    "own_settings.set_zone": lambda tx, scope: own_settings.set_zone(
        tx, Scope(scope.cluster, "ana", scope.role), "Asia/Tokyo"
    ),
    "clusters.set_weekend": lambda tx, scope: clusters.set_weekend(
        tx, Scope("north", scope.person, Role.COACH), {4, 5}
    ),
    "sessions.add": lambda tx, scope: sessions.add(
        tx,
        scope if scope.role is Role.STAFF else Scope("north", scope.person, Role.COACH),
        wall=WALL,
        zone="UTC",
        starts_at=WALL.replace(tzinfo=UTC),
        now=NOW,
    ),
    "sessions.move": lambda tx, scope: sessions.move(
        tx, scope, "session", wall=WALL, zone="UTC", starts_at=WALL.replace(tzinfo=UTC), now=NOW
    ),
    "sessions.cancel": lambda tx, scope: sessions.cancel(tx, scope, "session", NOW),
    "sessions.describe": lambda tx, scope: sessions.describe(tx, scope, "session", link="", agenda="stolen", now=NOW),
    "session_notes.put": lambda tx, scope: session_notes.put(
        tx, scope, "session", went="", notes="stolen", steps=[], now=NOW
    ),
    "slots.check_free": lambda tx, scope: refused_slot(tx, scope),
    "slots.offer": lambda tx, scope: slots.offer(
        tx,
        scope,
        [slots.Offer(WALL, "UTC", WALL.replace(tzinfo=UTC))],
        cluster="north",
        limit_hours=None,
        link="",
        agenda="",
        now=NOW,
    ),
    "slots.withdraw": lambda tx, scope: slots.withdraw(tx, scope, "slot"),
    "questions.add": lambda tx, scope: ask(tx, scope, "their own"),
    "questions.chosen": lambda tx, scope: questions.chosen(tx, scope, "question", "raci", NOW),
    "questions.rate": lambda tx, scope: questions.rate(tx, scope, "question", False, NOW),
    "questions.hand_over": lambda tx, scope: questions.hand_over(tx, scope, "question", scope.person, NOW),
    "handovers.begin": lambda tx, scope: handovers.begin(tx, scope, "question", "", NOW),
    "handovers.mark_undelivered": lambda tx, scope: handovers.mark_undelivered(tx, scope, "handed"),
    "handovers.claim": lambda tx, scope: handovers.claim(tx, scope, "handed", NOW),
    "handovers.give_back": lambda tx, scope: handovers.give_back(tx, scope, "handed"),
    "handovers.write": lambda tx, scope: handovers.write(tx, scope, "handed", "text"),
    "handovers.answer": lambda tx, scope: handovers.answer(tx, scope, "handed", "other", NOW),
    "handovers.delivered": lambda tx, scope: handovers.delivered(tx, scope, "handed", "note", NOW),
    "handovers.write_more": lambda tx, scope: handovers.write_more(tx, scope, "handed", "other", "text", NOW),
    "handovers.ask_more": lambda tx, scope: handovers.ask_more(tx, scope, "handed", "other", NOW),
    "handovers.close": lambda tx, scope: handovers.close(tx, scope, "handed", NOW),
    "handovers.propose": lambda tx, scope: handovers.propose(tx, scope, "handed", NOW),
    "reminders.reconcile": lambda tx, scope: reminders.reconcile(tx, scope, "plan:plan", [], NOW),
    "reminders.snooze": lambda tx, scope: reminders.snooze(tx, scope, "reminder", NOW + DAY, NOW),
}


FOR_COACHES: dict[str, Attempt] = {
    "hand_ins.of_coach": lambda tx, scope: hand_ins.of_coach(tx, scope, "action-plan", NOW - DAY),
    "cohort.plans": lambda tx, scope: cohort.plans(tx, scope, "action-plan"),
    "cohort.nudged": lambda tx, scope: cohort.nudged(tx, scope, ["plan:plan"], NOW - DAY),
    "cohort.hand_ins": lambda tx, scope: cohort.hand_ins(tx, scope, "action-plan"),
    "cohort.answers_of": lambda tx, scope: cohort.answers_of(tx, scope, [cohort.HandIn("", "commented", 1, NOW)]),
    "cohort.granted_clusters": lambda tx, scope: cohort.granted_clusters(tx, scope) - {"south"},
    "comments.draft_at": lambda tx, scope: comments.draft_at(tx, scope, "commented", 1, ("start", "place")),
    "feedback.draft": lambda tx, scope: feedback.draft(tx, scope, "commented", 1),
    "handovers.may_answer": lambda tx, scope: handovers.may_answer(tx, scope, "handed"),
    "handovers.to_answer": lambda tx, scope: handovers.to_answer(tx, scope),
    "slots.of_coach": lambda tx, scope: slots.of_coach(tx, scope, NOW),
    "slots.overlapping": lambda tx, scope: slots.overlapping(tx, scope, [SLOT], NOW),
}

FOR_CURATORS: dict[str, Attempt] = {
    "curation.add": lambda tx, scope: curation.add(tx, scope, "phrasing", "raci", {}, change="c", now=NOW),
    "curation.check_keeper": lambda tx, scope: curation.check_keeper(tx, scope, "planning"),
    "curation.review": lambda tx, scope: curation.review(tx, scope, "raci", "planning", {}, change="c", now=NOW),
    "curation.withdraw": lambda tx, scope: curation.withdraw(
        tx, scope, curation.Curation(1, "phrasing", "raci", {}, "c", "", NOW), change="d", now=NOW
    ),
    "curation.undo": lambda tx, scope: curation.undo(tx, scope, "c", NOW),
    "curation.recent": lambda tx, scope: curation.recent(tx, scope, 5),
    "curation.waiting": lambda tx, scope: curation.waiting(tx, scope, NOW),
    "curation.proposals": lambda tx, scope: curation.proposals(tx, scope),
    "curation.all_waiting": lambda tx, scope: curation.all_waiting(tx, scope, ["question"]),
    "curation.resolve": lambda tx, scope: curation.resolve(tx, scope, ["question"], "c", NOW),
}


def _outside(tx: Tx) -> list[str]:
    """Who is reached by e-mail in the north cluster."""
    return sorted(mail_addresses.persons(tx, Scope("north", "ana", Role.STAFF)))


FOR_ADMINISTRATORS: dict[str, Attempt] = {
    "audit.listing": lambda tx, scope: audit.listing(tx, scope, 9),
    "takeout.cluster": lambda tx, scope: takeout.cluster(tx, scope, "north"),
    "invitations.add_waiting": lambda tx, scope: invitations.add_waiting(
        tx, scope, Role.STAFF, ["north"], Invited("Kim"), NOW
    ),
    "invitations.make": lambda tx, scope: invitations.make(
        tx, scope, role=Role.COACH, ids=["north"], secret="s", uses=1, ends_at=NOW + DAY, now=NOW
    ),
    "invitations.again": lambda tx, scope: invitations.again(
        tx, scope, "ana", secret="again", ends_at=NOW + DAY, now=NOW
    ),
    "invitations.of_the_page": lambda tx, scope: invitations.of_the_page(tx, scope),
    "removals.of_person": lambda tx, scope: removals.of_person(tx, scope, "ana", Role.STAFF, "north", NOW),
    "removals.hand_over": lambda tx, scope: removals.hand_over(tx, scope, "ana", Role.STAFF, "north", "ben", NOW),
    "removals.remove": lambda tx, scope: removals.remove(tx, scope, "ana", Role.STAFF, "north"),
    "removals.remove_cluster": lambda tx, scope: removals.remove_cluster(tx, scope, "north", "ben", NOW),
    "removals.accounts_of": lambda tx, scope: removals.accounts_of(tx, scope, ["ana"]),
    "removals.members": lambda tx, scope: removals.members(tx, scope),
}
"""What those alone may do who run the programme."""


def north(tx: Tx, scope: Scope) -> Any:
    """The north cluster, for whoever gets to see it."""
    found = clusters.get(tx, scope)
    return found if found is not None and found.id == "north" else None


def north_name(tx: Tx, scope: Scope) -> str:
    found = clusters.name(tx, scope)
    return found if "north" in found else ""


def comment_id(tx: Tx) -> str:
    """The comment that was sent back."""
    table = metadata.tables["comments"]
    return str(tx.scalar(select(table.c.id).where(table.c.text == "sent")))


def feedback_id(tx: Tx) -> str:
    table = metadata.tables["feedbacks"]
    return str(tx.scalar(select(table.c.id).where(table.c.sent_at.is_not(None))))


def commented(tx: Tx, house: House) -> None:
    """A document with feedback that was sent back, and some that was not."""
    draft(tx, house.ana.scope, "commented")
    documents.submit(tx, house.ana.scope, "commented", revision=1, now=NOW)
    documents.hand_in(tx, house.ana.scope, "commented", 1, NOW)
    place, coach = comments.Place(("start", "place")), house.north_coach.scope
    comments.put(tx, coach, "commented", 1, place, kind="change", text="sent", now=NOW)
    feedback.write(tx, coach, "commented", 1, note="", steps="Go on", accepted=False, now=NOW)
    feedback.send(tx, coach, "commented", 1, NOW)
    comments.put(tx, coach, "commented", 1, place, kind="change", text="unsent", now=NOW)
    extensions.grant(tx, house.north_for_coach, "session", NOW + DAY, NOW)


def refused_slot(tx: Tx, scope: Scope) -> None:
    """Choose the slot; who does not see it is told that it is not free."""
    try:
        slots.check_free(tx, scope, "slot", NOW)
    except slots.TakenError as error:
        raise NotFoundError("There is no such slot.") from error


async def fill(store: Store) -> House:
    """Something of every kind in the north cluster, under ids that everybody knows."""
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        draft(tx, house.ana.scope, "away")
        documents.cancel(tx, house.ana.scope, "away", NOW)
        documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        documents.save(
            tx,
            house.ana.scope,
            "twice",
            revision=draft(tx, house.ana.scope, "twice").revision,
            dialogue_version=2,
            name="Our plan",
            answers={"start": {"place": "Liège"}},
            conflicts=[],
            saved_on={},
            now=NOW,
        )
        bring(tx, house.ana.scope, "brought", "plan")
        mail_addresses.give(
            tx,
            house.ana.scope,
            who="eva",
            name="Eva",
            address="eva@example.org",
            zone="UTC",
            locale="en",
            now=NOW,
        )
        mail_addresses.give(
            tx,
            house.ana.scope,
            who="plan/m2",
            name="Lio",
            address="lio@example.org",
            zone="UTC",
            locale="en",
            now=NOW,
            questionnaire="plan",
        )
        send_out(tx, house.ana.scope, "plan")
        questionnaires.take(tx, house.ana.scope, "plan", [("m1", {"q": 5})], NOW)
        made = put(tx, house.ana.scope)
        boss = Scope("", "ben", Role.ADMIN)
        invitations.add_waiting(tx, boss, Role.STAFF, ["north"], Invited("Kim"), NOW)
        invitations.make(
            tx, house.ana.scope, role=Role.STAFF, ids=["north"], secret="h", uses=1, ends_at=NOW + DAY, now=NOW
        )
        tx.execute(metadata.tables["invitations"].update().values(id="invitation"))
        assert put_feed(tx, house.ana.scope)
        tx.execute(metadata.tables["sessions"].update().values(id="session"))
        assert made.cluster == "north"
        commented(tx, house)
        session_notes.put(tx, house.ana.scope, "session", went="", notes="Good", steps=[], now=NOW)
        offers = [slots.Offer(SLOT.replace(tzinfo=None), "UTC", SLOT)]
        slots.offer(tx, house.north_coach.scope, offers, cluster="north", limit_hours=None, link="", agenda="", now=NOW)
        tx.execute(metadata.tables["slots"].update().values(id="slot"))
        ask(tx, house.ana.scope, "question", outcome="unknown")
        ask(tx, house.ana.scope, "handed", thread="t2")
        handovers.begin(tx, house.ana.scope, "handed", "", NOW)
        handovers.claim(tx, house.north_coach.scope, "handed", NOW)
        handovers.write(tx, house.north_coach.scope, "handed", "The answer")
        handovers.answer(tx, house.north_coach.scope, "handed", "note", NOW)
        handovers.write_more(tx, house.ana.scope, "handed", "unsent", "And how?", NOW)
        handovers.ask_more(tx, house.ana.scope, "handed", "more", NOW)
        handovers.write_more(tx, house.ana.scope, "handed", "unsent", "And when?", NOW)
        table = metadata.tables["reminders"]
        reminders.reconcile(tx, house.ana.scope, "plan:sent", [planned("a0", person="ana")], NOW)
        tx.execute(table.update().values(id="sent", state="sent", sent_at=NOW))
        reminders.reconcile(tx, house.ana.scope, "plan:plan", [planned("a1", person="ana")], NOW)
        dead = {"id": "reminder", "message_ref": "message", "state": "dead"}
        tx.execute(table.update().where(table.c.id != "sent").values(dead))
        reminders.reconcile(tx, house.ana.scope, "plan:other", [planned("a2", person="ana")], NOW)
    return house


def outsiders(house: House) -> dict[str, Scope]:
    return {
        "staff of another cluster": house.sol.scope,
        "coach of another cluster": house.south_coach.scope,
        "coach acting for a cluster not granted": Scope("north", house.south_coach.id, Role.COACH),
        "somebody of no cluster": Scope("", "nobody", Role.STAFF),
    }


def content(found: object, house: House) -> object:
    """What a read brought, without what belongs to the asker's own side."""
    own = (house.sol, house.south_coach)
    if isinstance(found, list):
        return [item for item in found if item not in own]
    return None if found in own else found


def everything(tx: Tx) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the north cluster and of nobody's."""
    rows = {}
    for table in metadata.sorted_tables:
        found = tx.exec_driver_sql(f'SELECT * FROM "{table.name}"').all()  # as it is stored: it is compared alone
        rows[table.name] = sorted((tuple(map(str, row)) for row in found if "south" not in row), key=str)
    return rows


async def test_the_owner_sees_everything_that_the_others_must_not(store: Store) -> None:
    house = await fill(store)
    with store.reading() as tx:
        for name, read in READS.items():
            assert content(read(tx, house.ana.scope), house), f"{name} finds nothing: no test"


async def test_nobody_else_reads_anything(store: Store) -> None:
    house = await fill(store)
    with store.reading() as tx:
        for who, scope in outsiders(house).items():
            for name, read in (READS | FOR_COACHES).items():
                assert not content(read(tx, scope), house), f"{name} shows it to {who}"


async def test_nobody_else_changes_anything(store: Store) -> None:
    house = await fill(store)
    with store.reading() as tx:
        before = everything(tx)
    for name, write in WRITES.items():
        with store.writing() as tx:
            for scope in outsiders(house).values():
                if name == "questions.add" and scope.role is Role.COACH:
                    continue  # a coach's own question has no cluster
                with suppress(NotFoundError), tx.begin_nested():
                    write(tx, scope)
            assert everything(tx) == before, f"{name} lets somebody else change it"
            tx.rollback()


async def test_what_is_handed_to_a_coach_is_seen_by_the_coach(store: Store) -> None:
    house = await fill(store)
    with store.reading() as tx:
        for name, read in FOR_COACHES.items():
            assert read(tx, house.north_coach.scope), f"{name} finds nothing: no test"
            assert not read(tx, house.ana.scope), f"{name} shows it to the asker"


async def test_only_curators_see_and_change_what_belongs_to_curation(store: Store) -> None:
    house = await fill(store)
    others = {**outsiders(house), "staff": house.ana.scope, "coach": house.north_coach.scope}
    others["staff of the programme"] = Scope(PROGRAMME, "nobody", Role.STAFF)
    with store.writing() as tx:
        for who, scope in others.items():
            for name, attempt in FOR_CURATORS.items():
                try:
                    attempt(tx, scope)
                except NotFoundError:
                    continue
                pytest.fail(f"{name} lets {who} through")


async def test_only_administrators_change_who_is_in_the_programme(store: Store) -> None:
    house = await fill(store)
    others = {**outsiders(house), "staff": house.ana.scope, "coach": house.north_coach.scope}
    others["curator"] = Scope(PROGRAMME, "nobody", Role.CURATOR)
    with store.writing() as tx:
        for name, attempt in FOR_ADMINISTRATORS.items():
            for who, scope in others.items():
                with pytest.raises(NotFoundError):
                    pytest.fail(f"{name} lets {who} through: {attempt(tx, scope)}")
        for attempt in FOR_ADMINISTRATORS.values():
            attempt(tx, Scope("", "sol", Role.ADMIN))
        tx.rollback()


async def test_a_coach_gets_no_drafts_and_no_answers_through_the_grant(store: Store) -> None:
    house = await fill(store)
    with store.reading() as tx:
        for name, read in READS.items():
            if name.startswith(("documents.", "versions.", "questions.", "imports.", "questionnaires.")):
                for scope in (house.north_coach.scope, house.north_for_coach):
                    assert not read(tx, scope), f"{name} shows it to the coach"


def scoped_functions() -> set[str]:
    found = set()
    for info in pkgutil.iter_modules(bot.store.__path__, "bot.store."):
        if info.ispkg or info.name == "bot.store.scope":  # the conditions themselves
            continue
        for name, value in vars(import_module(info.name)).items():
            own = inspect.isfunction(value) and value.__module__ == info.name and name[0] != "_"
            if own and any(p.annotation is Scope for p in inspect.signature(value).parameters.values()):
                found.add(f"{info.name.removeprefix('bot.store.')}.{name}")
    return found


def test_every_function_with_a_scope_is_tried() -> None:
    assert scoped_functions() == set().union(READS, WRITES, FOR_COACHES, FOR_CURATORS, FOR_ADMINISTRATORS)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_has_an_owner(table: Any) -> None:
    """A cluster, a person, a document, feedback on one, or an account; or it belongs to the running of the whole."""
    owners = {"cluster_id", "person_id", "document_id", "feedback_id", "account"} & set(table.c.keys())
    of_all = {
        "clusters",
        "events",
        "pauses",
        "mail_stops",
        "mail_stopped",
        "installations",
        "installing",
        "sign_in_flows",
        "audit",
    }
    assert owners or table.name in of_all
