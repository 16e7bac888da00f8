"""The calendar feed: the deadlines of a cluster and its coaching sessions, as calendars read them by a secret link.

A calendar takes a feed as a whole: what is done or removed is left out, and so disappears there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from bot.advisor.documents.dates import due_entry, session_entry
from bot.advisor.documents.directory import directory
from bot.advisor.following import duties, places
from bot.advisor.turn import Services, Turn
from bot.chat.events import Actor, Belonging, Place
from bot.chat.messages import voice
from bot.chat.messages.voice import spoken
from bot.exports.ics import Entry, ics
from bot.secret_ids import secret_id
from bot.store import calendar_feeds, clusters, people, sessions, versions
from bot.store.calendar_feeds import MINE, Feed
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.versions import Latest
from flows.dialogues.action_plan import ActionPlan
from flows.due import DueDay, due_days
from flows.people import with_names

AGAIN = timedelta(hours=1)
"""After so long a calendar is asked to read its feed again; many take longer."""
KEPT = timedelta(days=365)
"""So long a session that is over stays in the calendar."""
NOTED = timedelta(hours=1)
"""That a feed was read is written no more often than this, unless something is new in it."""

Admits = Callable[[Person, str], bool]
"""Whether somebody may (still) read a feed that they made in a cluster: the gate says so."""


class UnsureError(Exception):
    """Nobody can say just now whether a feed may be read: it is asked for again later."""


@dataclass(frozen=True)
class Published:
    """A feed as it is now: the ICS file, a mark that changes with it, and since when it is so (UTC)."""

    content: bytes
    mark: str
    changed_at: datetime


@dataclass(frozen=True)
class _Read:
    """What was read of a feed, and how it is worded."""

    feed: Feed
    name: str
    language: str
    entries: tuple[Entry, ...]


async def read(services: Services, secret: str, now: datetime, admits: Admits) -> Published | None:
    """What stands behind a secret now; None if nothing does (any more) for whomever holds it.

    Raises:
        UnsureError: the platform does not say just now what whoever made the link is.
    """
    id = secret_id(secret)
    if not await _belongs(services, id):
        return None
    found = await services.store.read(lambda tx: _read(tx, services, id, now, admits))
    if found is None:
        return None
    feed = found.feed
    make = partial(ics, found.name, found.entries, feed.renewed_at, found.language, AGAIN)
    content = await services.drawer.made(make)
    mark, changed_at = sha256(content).hexdigest()[:32], feed.changed_at
    if mark != feed.mark or feed.read_at is None or now - feed.read_at >= NOTED:
        write = services.store.write
        changed_at = await write(lambda tx: calendar_feeds.note_read(tx, feed, mark, now), durable=False)
    return Published(content, mark, changed_at)


async def _belongs(services: Services, id: str) -> bool:
    """Whether the platform takes whoever made the link for a member: it tells of changes, but not while it is down."""
    feed = await services.store.read(lambda tx: calendar_feeds.find(tx, id))
    if feed is None or services.belonging is None:
        return feed is not None
    belonging = await services.belonging(feed.account)
    if belonging is Belonging.UNKNOWN:
        raise UnsureError("The platform does not say who reads this calendar.")
    return belonging is Belonging.MEMBER


def _read(tx: Tx, services: Services, id: str, now: datetime, admits: Admits) -> _Read | None:
    feed = calendar_feeds.find(tx, id)
    there = (feed.person, feed.cluster) if feed is not None else ("", "")
    person = people.in_clusters(tx, [there]).get(there) if feed is not None else None
    if feed is None or person is None or not admits(person, feed.cluster):
        return None
    actor = Actor(account=feed.account, workspace="", belonging=Belonging.MEMBER)
    speaker = voice(person.locale, person.zone)
    turn = Turn(services, person, speaker, Place(conversation=feed.account), actor, now)
    mine = feed.shows == MINE
    if turn.is_coach:
        name, entries = speaker.say("calendar.of-coach"), tuple(_of_coach(tx, turn, mine))
    else:
        name = speaker.say("calendar.of-cluster", cluster=clusters.name(tx, turn.scope))
        entries = (*_deadlines(tx, turn, mine), *_sessions(tx, turn))
    return _Read(feed, name, str(spoken(speaker.locale)).replace("_", "-"), entries)


def _of_coach(tx: Tx, turn: Turn, mine: bool) -> Iterator[Entry]:
    """The sessions of the clusters granted to a coach; ``mine``: those that they hold."""
    for cluster in people.clusters_of_coach(tx, turn.person.id):
        of_cluster = replace(turn.scope, cluster=cluster)
        name = clusters.name(tx, of_cluster)
        for session in sessions.ahead(tx, of_cluster, turn.now - KEPT):
            if not mine or session.coach == turn.person.id:
                yield session_entry(turn, session, name)


def _sessions(tx: Tx, turn: Turn) -> Iterator[Entry]:
    for session in sessions.ahead(tx, turn.scope, turn.now - KEPT):
        yield session_entry(turn, session, "")


def _deadlines(tx: Tx, turn: Turn, mine: bool) -> Iterator[Entry]:
    """The deadlines of what is open in the submitted plans, of what repeats from the first open day on; ``mine``: of
    what is this person's."""
    names = directory(tx, turn.scope).names
    asked = [(turn.scope, plan) for plan in versions.submitted(tx, turn.scope, ActionPlan.id)]
    for plan, actions in zip(versions.latest(tx, asked), duties.of_plans(tx, asked), strict=True):
        if plan is None:
            continue
        wanted = {
            "/".join(places.entry(duty.row)): duty.deadline
            for duty in actions
            if not duty.done and (not mine or duties.is_own(duty, turn.person.id, names, plan.created_by))
        }
        for due in due_days(ActionPlan, with_names(duties.answers_of(plan), names)):
            if (first_open := wanted.get(due.place.rpartition("/")[0])) is not None:
                yield _deadline(turn, plan, replace(due, day=first_open))


def _deadline(turn: Turn, plan: Latest, due: DueDay) -> Entry:
    return due_entry(
        turn,
        ActionPlan,
        due,
        document=plan.document,
        version=plan.number,
        title=plan.name or turn.voice.text(ActionPlan.id, ActionPlan.title),
        changed_at=plan.submitted_at,
    )
