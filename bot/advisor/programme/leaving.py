"""Workspaces from which the advisor was removed: their data are kept for a while, then erased; administrators are asked
a week before."""

import logging
from dataclasses import replace
from datetime import datetime

from bot.advisor.notices import Asked, Notice
from bot.advisor.transcript import to_json
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Button, Style, Text
from bot.chat.messages import Voice, voice
from bot.chat.views import Message, Reply
from bot.reminders.erasures import ASKED_BEFORE, for_erasure, source
from bot.reminders.planning import Recipient
from bot.reminders.timing import WorkingTime
from bot.store import (
    audit,
    clusters,
    installations,
    lines,
    memberships,
    people,
    places,
    reminders,
    sign_in_ways,
)
from bot.store.engine import Store, Tx
from bot.store.erasure import Erased
from bot.store.installations import Record
from bot.store.memberships import LastAdministratorError
from bot.store.people import Person
from bot.store.reminders import NOT_RUN, OUTLASTED, Reminder
from bot.store.scope import PROGRAMME, Role, Scope
from flows.findings import Words

log = logging.getLogger(__name__)

PLATFORM = "slack"


async def erase_and_plan(store: Store, now: datetime) -> None:
    """Erase what is due, and ask about what will be: run it once a day.

    With a workspace in which the last administrator is nothing is erased: they are told, and it is tried again.

    Raises:
        StoreError: the database does not answer.
    """
    for record in await store.read(installations.removed):
        home = record.home
        try:
            erased = await store.write(lambda tx, home=home: _erase_or_plan(tx, home, now))  # type: ignore[misc]
        except LastAdministratorError:
            log.error(
                "The data of %s are due to be erased, but the last administrator has no account elsewhere. Nothing was "
                "erased, and it is tried again every day. Make somebody else one: advisor programme admin ACCOUNT",
                f"{PLATFORM}:{home}",
            )
            await store.write(lambda tx, record=record: _tell_last(tx, record, now))  # type: ignore[misc]
            continue
        if erased is not None:
            log.info("Erased what was of %s alone: %d accounts", f"{PLATFORM}:{home}", len(erased.accounts))


def _erase_or_plan(tx: Tx, home: str, now: datetime) -> Erased | None:
    record = installations.held(tx, home)
    if record is None or record.erase_at is None:  # it returned meanwhile
        _plan(tx, home, None, now)
        return None
    erase_at = record.erase_at
    if erase_at <= now and _runs(tx) and not _was_asked(tx, home, erase_at):  # as when nothing ran for a month
        erase_at = installations.keep_longer(tx, home, erase_at, now + ASKED_BEFORE - erase_at) or erase_at
    if erase_at > now:
        _plan(tx, home, erase_at, now)
        return None
    _plan(tx, home, None, now)
    workspace = f"{PLATFORM}:{home}"
    erased = Erased()
    if places.is_known(tx, workspace):
        erased = places.erase_workspace(tx, workspace, now)
    audit.note_whole(tx, audit.DAILY, "data:erase", workspace, now)
    installations.forget(tx, home)
    return erased


def _runs(tx: Tx) -> bool:
    """Whether somebody runs a programme here: else there is nobody to ask."""
    return clusters.get(tx, Scope(PROGRAMME, "", Role.ADMIN)) is not None and bool(memberships.administrators(tx))


def _was_asked(tx: Tx, home: str, erase_at: datetime) -> bool:
    planned = reminders.of_source(tx, Scope(PROGRAMME, "", Role.ADMIN), source(home))
    asked = [each for each in planned if each.params.get("erase_at") == int(erase_at.timestamp())]
    return any(each.state != "pending" and each.reason not in (OUTLASTED, NOT_RUN) for each in asked)


def _tell_last(tx: Tx, record: Record, now: datetime) -> None:
    """Tell the last administrator on the page, once: the workspace in which they were reached is gone."""
    for person in people.by_ids(tx, memberships.administrators(tx)).values():
        speaker = voice(person.locale, person.zone)
        name = record.name or record.home
        said = Message(speaker.say("workspace.last", name=name), (Text(speaker.mark("workspace.last", name=name)),))
        key = f"workspace-last:{record.home}:{record.erase_at}"
        for account in sign_in_ways.accounts_of(tx, person.id):
            lines.add(tx, account, "advisor", to_json(said), now, key)


def _plan(tx: Tx, home: str, erase_at: datetime | None, now: datetime) -> None:
    scope = Scope(PROGRAMME, "", Role.ADMIN)
    if clusters.get(tx, scope) is None:
        return  # nobody runs a programme here: there is nobody to ask
    told = people.by_ids(tx, memberships.administrators(tx))
    asked = [Recipient(person.id, WorkingTime.of(person)) for person in told.values()]
    wanted = for_erasure(home, erase_at, asked, now) if erase_at is not None else []
    reminders.reconcile(tx, scope, source(home), wanted, now)


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The question whether a workspace is kept; None when it returned, or the end was put off."""
    reminder, speaker = asked.reminder, asked.speaker
    record = _due(tx, reminder)
    if record is None or asked.person.role is not Role.ADMIN:
        return None
    say = speaker.say
    return Notice(
        reminder,
        _words(speaker, record, "reminder.workspace"),
        buttons=(
            Button(say("workspace.keep"), f"workspace:keep:{reminder.id}", Style.PRIMARY),
            Button(say("workspace.erase"), f"workspace:erase:{reminder.id}"),
        ),
        why=None,
        note=Words(id="workspace.note"),
    )


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """Nothing: what was to be asked is done."""
    return None


@writes
def keep(tx: Tx, turn: Turn, id: str) -> Reply:
    """The button "Keep it 30 days longer"."""
    reminder, record = _pressed(tx, turn, id)
    if record is None or reminder is None or record.erase_at is None:
        return turn.say("workspace.changed")
    later = installations.keep_longer(tx, record.home, record.erase_at)
    _plan(tx, record.home, later, turn.now)
    kept = _words(turn.voice, replace(record, erase_at=later), "workspace.kept")
    return turn.say(kept.id, **kept.params)


@writes
def erase(tx: Tx, turn: Turn, id: str) -> Reply:
    """The button "Erase it then": nothing changes, and nobody is in doubt."""
    _, record = _pressed(tx, turn, id)
    if record is None:
        return turn.say("workspace.changed")
    said = _words(turn.voice, record, "workspace.erased")
    return turn.say(said.id, **said.params)


def _pressed(tx: Tx, turn: Turn, id: str) -> tuple[Reminder | None, Record | None]:
    if not turn.is_administrator:
        return None, None
    reminder = reminders.get(tx, Scope(PROGRAMME, turn.person.id, Role.ADMIN), id)
    return reminder, _due(tx, reminder) if reminder is not None else None


def _due(tx: Tx, reminder: Reminder) -> Record | None:
    """The workspace that a reminder is about, if it is still to be erased at that moment."""
    record = installations.of_home(tx, str(reminder.params.get("home") or ""))
    if record is None or record.erase_at is None:
        return None
    return record if int(record.erase_at.timestamp()) == reminder.params.get("erase_at") else None


def _words(speaker: Voice, record: Record, id: str) -> Words:
    removed = record.removed_at or record.installed_at
    ends = record.erase_at or removed
    days = {"removed": speaker.local_date(removed), "date": speaker.local_date(ends)}
    return Words(id=id, params={"name": record.name or record.home} | {k: d.isoformat() for k, d in days.items()})
