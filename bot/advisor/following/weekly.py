"""The look at one's week: what is due, what was done, how far the plans are, the next session.

It is sent only if there is something to do.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.advisor.consequences import Consequences, WantedReminders
from bot.advisor.documents.drafts import title_of
from bot.advisor.following import duties, recipients
from bot.advisor.following.done_lately import Done, done_lately
from bot.advisor.following.duties import Duty
from bot.advisor.following.progress import actions_of, late
from bot.advisor.notices import Asked, Listing, Notice
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
    """What the looks of all people of a cluster are made from; ``due`` is open, each with those who are reminded.

    ``plans`` are those with actions that are open.
    """

    done: Sequence[Done]
    due: Sequence[tuple[Duty, frozenset[str]]]
    plans: Sequence[tuple[Document, Sequence[Duty]]]
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
    for source, planned in for_weeks(told, scope.cluster, now).items():
        yield WantedReminders(source, planned)


async def plan_all(store: Store, now: datetime) -> None:
    """Plan the looks of all clusters that have submitted something: run it once a day.

    Raises:
        StoreError: the database does not answer.
    """
    for scope in await store.read(_at_work):
        await store.write(partial(_plan_looks, scope=scope, now=now))


def _at_work(tx: Tx) -> list[Scope]:
    """The clusters that have submitted something: nobody waits for the others' turn to write."""
    scopes = [Scope(cluster.id, "", Role.STAFF) for cluster in clusters.all_clusters(tx)]
    return [scope for scope in scopes if _has_submitted(tx, scope)]


def _has_submitted(tx: Tx, scope: Scope) -> bool:
    return any(document.submitted_version for document in documents.listing(tx, scope))


def _plan_looks(tx: Tx, scope: Scope, now: datetime) -> None:
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
    items = [listing for listing in _listings(asked, read[cluster], now) if listing.lines]
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
    read = [(document, plans.get(document.id, ())) for document in listed]
    going = [(document, plan) for document, plan in read if any(not duty.done for duty in actions_of(plan))]
    return _Cluster(done_lately(tx, scope, listed, plans, now), due, going, ahead[0] if ahead else None)


def _listings(asked: Asked, cluster: _Cluster, now: datetime) -> Iterator[Listing]:
    """What is overdue and due, what was done, and the next session; none if nothing is to be done."""
    speaker = asked.speaker
    today = speaker.local_date(now)
    week = date.fromisoformat(str(asked.reminder.params["monday"])) + timedelta(days=6)
    own = sorted((duty for duty, told in cluster.due if asked.person.id in told), key=lambda duty: duty.deadline)
    near = sorted((duty for duty, _ in cluster.due if today <= duty.deadline <= week), key=lambda duty: duty.deadline)
    todo = [
        _listed(speaker, "week.late", "week.late-more", [duty for duty in own if duty.deadline < today]),
        _listed(speaker, "week.due", "week.due-more", [duty for duty in own if duty in near and not duty.is_milestone]),
        _listed(speaker, "week.milestone", "week.milestone-more", [duty for duty in near if duty.is_milestone]),
    ]
    soon = cluster.session is not None and cluster.session.starts_at <= now + SOON
    if not soon and not any(listing.lines for listing in todo):  # what is done alone asks for nothing
        return
    yield from todo
    done = [(None, speaker.mark("week.done", action=each.duty.action)) for each in cluster.done]
    yield Listing(done, "week.done-more", MOST)
    yield Listing([(None, _plan(speaker, *each, today)) for each in cluster.plans], "week.plan-more", MOST)
    if cluster.session is not None:
        yield Listing([(None, speaker.mark("week.session", when=speaker.moment(cluster.session.starts_at)))])


def _listed(speaker: Voice, message: str, more: str, listed: Sequence[Duty]) -> Listing:
    lines = [
        ((duty.document, duty.row), speaker.mark(message, action=duty.action, date=duty.deadline)) for duty in listed
    ]
    return Listing(lines, more, MOST)


def _plan(speaker: Voice, document: Document, plan: Sequence[Duty], today: date) -> str:
    """How much of a plan is done, and how much late."""
    actions = actions_of(plan)
    done, overdue = sum(duty.done for duty in actions), late(plan, today)
    message = "week.plan-late" if overdue else "week.plan"
    return speaker.mark(message, plan=title_of(document, speaker), done=done, count=len(actions), late=overdue)


async def turn_off(turn: Turn) -> Reply:
    """The button "No weekly overview": with a way back."""
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
        _plan_looks(tx, turn.scope, turn.now)
