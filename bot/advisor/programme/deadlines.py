"""The deadlines that all clusters of the programme have: as Home shows them, and the reminders before they come."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.advisor.consequences import WantedReminders
from bot.advisor.lists import Section
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Entry, Style
from bot.chat.messages import Voice
from bot.reminders.planning import Recipient
from bot.reminders.rules import for_deadline
from bot.reminders.timing import WorkingTime
from bot.store import clusters, people, programme_setup, reminders
from bot.store.engine import Store, Tx
from bot.store.people import Person
from bot.store.programme_setup import Deadline
from bot.store.reminders import Reminder
from bot.store.scope import PROGRAMME, Role, Scope
from flows.findings import Words


def section(tx: Tx, turn: Turn) -> Section:
    """Those that are not over, the next first."""
    due = sorted((day, name) for name, day in _set(tx) if day >= turn.today)
    entries = [partial(Entry, name, turn.voice.shown(day)) for day, name in due]
    return Section("deadlines", turn.voice.say("programme.deadlines"), entries)


def _set(tx: Tx) -> Sequence[Deadline]:
    known = programme_setup.basics(tx)
    return known.deadlines if known else ()


def of_cluster(tx: Tx, turn: Turn) -> Iterable[WantedReminders]:
    """The reminders of a cluster that is in the programme, for everybody who works there now."""
    yield _wanted(tx, turn.scope, turn.now)


def _wanted(tx: Tx, scope: Scope, now: datetime) -> WantedReminders:
    told = [
        Recipient(person.id, WorkingTime.of(person))
        for person in (people.colleagues(tx, scope) if _takes_part(tx, scope) else ())
        if person.account and person.role is Role.STAFF
    ]
    planned = {each.key: each for name, day in _set(tx) for each in for_deadline(scope.cluster, name, day, told, now)}
    return WantedReminders(f"programme:{scope.cluster}", list(planned.values()))


def _takes_part(tx: Tx, scope: Scope) -> bool:
    """Whether it is a cluster that was not removed, and not those who run the programme."""
    return scope.cluster != PROGRAMME and not clusters.is_removed(tx, scope.cluster)


async def plan_all(store: Store, now: datetime) -> None:
    """Plan them in all clusters: run it once a day, for those in which nothing was changed since.

    Raises:
        StoreError: the database does not answer.
    """
    for cluster in await store.read(_to_plan):
        await store.write(partial(_plan, cluster=cluster, now=now))


def _to_plan(tx: Tx) -> list[str]:
    return [each.id for each in clusters.all_clusters(tx) if each.id != PROGRAMME] if _set(tx) else []


def plan(tx: Tx, now: datetime) -> None:
    """Make the reminders of all clusters fit the deadlines as they were set just now, in the same transaction."""
    for each in clusters.all_clusters(tx):
        if each.id != PROGRAMME:
            _plan(tx, each.id, now)


def _plan(tx: Tx, cluster: str, now: datetime) -> None:
    scope = Scope(cluster, "", Role.STAFF)
    wanted = _wanted(tx, scope, now)
    reminders.reconcile(tx, scope, wanted.source, wanted.planned, now)


def recheck(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    """The reminders of deadlines as they are now; None for one that was moved or dropped, or whose cluster is out of
    the programme."""
    there = set(_set(tx))
    return [_notice(tx, each, now) if _deadline(each.reminder) in there else None for each in asked]


def _deadline(reminder: Reminder) -> Deadline:
    return str(reminder.params["name"]), date.fromisoformat(str(reminder.params["day"]))


def _notice(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    speaker, reminder, (name, day) = asked.speaker, asked.reminder, _deadline(asked.reminder)
    if not _takes_part(tx, asked.scope):
        return None
    params = {"name": name, "date": day.isoformat(), "cluster": clusters.name(tx, asked.scope)}
    return Notice(
        reminder,
        Words(id=_message(day, speaker.local_date(now)), params=params),
        buttons=(Button(speaker.say("home.title"), "home", Style.PRIMARY),),
        more=(*later_buttons(speaker, reminder), why_button(speaker, reminder)),
        why=Words(id="reminder.why-programme", params={"cluster": params["cluster"]}),
        day=day,
        place=("", name, 0),
    )


def _message(day: date, today: date) -> str:
    if day < today:
        return "reminder.programme-over"
    return "reminder.programme-today" if day == today else "reminder.programme-ahead"


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of a deadline of which a reminder came too late; nothing when it was moved or dropped."""
    [found] = recheck(tx, [Asked(speaker, person, reminder)], now)
    return found and replace(found, text=Words(id="reminder.late-programme", params=found.text.params))
