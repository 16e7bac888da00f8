"""The look at one's week: what was done, what is due, the next session; sent only if there is something to say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.advisor.consequences import Consequences, WantedReminders
from bot.advisor.following import duties, recipients
from bot.advisor.following.done_lately import Done, done_lately
from bot.advisor.following.duties import Duty
from bot.advisor.notices import Asked, Notice
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Button, Buttons
from bot.chat.messages import Voice
from bot.chat.views import Reply
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from bot.reminders.weeks import for_weeks
from bot.store import clusters, documents, own_settings, people, reminders, sessions
from bot.store.documents import Document
from bot.store.engine import Store, Tx
from bot.store.scope import Role, Scope
from bot.store.sessions import Session
from flows.dialogues.action_plan import ActionPlan
from flows.findings import Words

MOST = 5
"""Of each kind so many are told; the others stand on Home."""
SOON = timedelta(days=7)


@dataclass(frozen=True)
class _Cluster:
    """What the looks of all people of a cluster are made from; ``due`` is open, each with those who are reminded."""

    done: Sequence[Done]
    due: Sequence[tuple[Duty, frozenset[str]]]
    session: Session | None


class WeeklyLook(Consequences):
    """A submitted plan gives its people something to look at."""

    dialogue = ActionPlan.id

    def reminders(self, tx: Tx, turn: Turn, document: Document) -> Iterable[WantedReminders]:
        """Those of the cluster."""
        return of_cluster(tx, turn)


def of_cluster(tx: Tx, turn: Turn) -> Iterable[WantedReminders]:
    """The looks that are ahead, for everybody who is in the cluster now."""
    return _wanted(tx, turn.scope, turn.now)


def _wanted(tx: Tx, scope: Scope, now: datetime) -> Iterator[WantedReminders]:
    told = [
        Recipient(person.id, WorkingTime.of(person))
        for person in people.colleagues(tx, scope)
        if person.account and person.role is Role.STAFF and person.weekly_on
    ]
    for source, planned in for_weeks(told, now).items():
        yield WantedReminders(source, planned)


async def plan_all(store: Store, now: datetime) -> None:
    """Plan the looks of all clusters that have submitted something: run it once a day.

    Raises:
        StoreError: the database does not answer.
    """
    for scope in await store.read(_at_work):
        await store.write(partial(_plan, scope=scope, now=now))


def _at_work(tx: Tx) -> list[Scope]:
    """The clusters that have submitted something: nobody waits for the others' turn to write."""
    scopes = [Scope(cluster.id, "", Role.STAFF) for cluster in clusters.all_clusters(tx)]
    return [scope for scope in scopes if _has_submitted(tx, scope)]


def _has_submitted(tx: Tx, scope: Scope) -> bool:
    return any(document.submitted_version for document in documents.listing(tx, scope))


def _plan(tx: Tx, scope: Scope, now: datetime) -> None:
    for wanted in _wanted(tx, scope, now):
        reminders.reconcile(tx, scope, wanted.source, wanted.planned, now)


def recheck(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    """What each look says now; None for one that has nothing to say, or is not wanted."""
    read: dict[str, _Cluster] = {}
    return [_look(tx, each, now, read) if each.person.weekly_on else None for each in asked]


def _look(tx: Tx, asked: Asked, now: datetime, read: dict[str, _Cluster]) -> Notice | None:
    cluster = asked.scope.cluster
    if cluster not in read:
        read[cluster] = _read(tx, asked, now)
    items = [*_lines(asked, read[cluster], now)]
    if not items:
        return None
    say = asked.speaker.say
    home, off = Button(say("home.title"), "home"), Button(say("week.off-button"), "week:off")
    return Notice(asked.reminder, Words(id="week.intro"), (home, off), None, items=items, day=date.min)


def _read(tx: Tx, asked: Asked, now: datetime) -> _Cluster:
    scope = asked.scope
    listed = documents.listing(tx, scope)
    plans = duties.of_known(tx, scope, listed)
    due: list[tuple[Duty, frozenset[str]]] = []
    for document in listed:
        open_ = [duty for duty in plans.get(document.id, ()) if not duty.done]
        known = recipients.staff(tx, scope, document, asked.person) if open_ else None
        if known is not None:
            due += [(duty, frozenset(person.id for person in known.of(duty).told)) for duty in open_]
    ahead = sessions.ahead(tx, scope, now)
    return _Cluster(done_lately(tx, scope, listed, plans, now), due, ahead[0] if ahead else None)


def _lines(asked: Asked, cluster: _Cluster, now: datetime) -> Iterator[str]:
    """What is overdue and due, what was done, and the next session, as markup; none if nothing is to be done."""
    speaker = asked.speaker
    today = speaker.local_date(now)
    week = date.fromisoformat(str(asked.reminder.params["monday"])) + timedelta(days=6)
    own = sorted((duty for duty, told in cluster.due if asked.person.id in told), key=lambda duty: duty.deadline)
    lines = [
        *_listed(speaker, "week.late", [duty for duty in own if duty.deadline < today]),
        *_listed(speaker, "week.due", [duty for duty in own if today <= duty.deadline <= week]),
    ]
    near = cluster.session is not None and cluster.session.starts_at <= now + SOON
    if not lines and not near:  # what is done alone asks for nothing
        return
    yield from lines
    yield from _listed(speaker, "week.done", [done.duty for done in cluster.done])
    if cluster.session is not None:
        yield speaker.mark("week.session", when=speaker.moment(cluster.session.starts_at))


def _listed(speaker: Voice, message: str, listed: Sequence[Duty]) -> Iterator[str]:
    for duty in listed[:MOST]:
        yield speaker.mark(message, action=duty.action, date=duty.deadline)
    if len(listed) > MOST:
        yield speaker.mark(f"{message}-more", count=len(listed) - MOST)


async def turn_off(turn: Turn) -> Reply:
    """The button "No weekly look": with a way back."""
    await _switch(turn, on=False)
    said = turn.line("week.off")
    back = Buttons((Button(turn.voice.say("week.on-button"), "week:on"),))
    return Reply(messages=(replace(said, blocks=(*said.blocks, back)),))


async def turn_on(turn: Turn) -> Reply:
    """The button "Turn on again"."""
    await _switch(turn, on=True)
    return turn.say("week.on")


async def _switch(turn: Turn, *, on: bool) -> None:
    await _keep(turn, on)
    turn.changed()


@writes
def _keep(tx: Tx, turn: Turn, on: bool) -> None:
    """What was sent stays as it is: it holds the way back."""
    own_settings.set_weekly(tx, turn.scope, on)
    if turn.person.cluster and _has_submitted(tx, turn.scope):
        _plan(tx, turn.scope, turn.now)
