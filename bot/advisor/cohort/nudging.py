"""Nudging a cluster: its people are reminded, in a friendly way, of what to hand in by when.

That goes out as a reminder, so that it is neither lost nor sent twice, and comes when they work.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.advisor.coaching.reminders import plan_button, plan_for
from bot.advisor.cohort.listing import Wanted, shown
from bot.advisor.cohort.standings import Standing, read, standing
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.turn import Turn, writes
from bot.chat.messages import Voice
from bot.chat.views import Message, Reply
from bot.reminders import nudge_rules
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from bot.store import feedback, kinds_off, people, reminders, sessions
from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.feedback import HandInState
from bot.store.hand_ins import SessionHandIn
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope
from flows.dialogues.action_plan import ActionPlan
from flows.findings import Param, Words

FAMILY = nudge_rules.KIND.partition("-")[0]
"""By this people turn these off."""


@writes
def nudge(tx: Tx, turn: Turn, cluster: str, filter: str = "", order: str = "", page: str = "") -> Reply:
    """The button "Remind": once a day and cluster, whoever presses it; it tells who is reminded.

    With the page on which the button stood, that is shown as it is now.
    """
    one_at_a_time(tx, f"nudge {cluster}")
    found = next((each for each in read(tx, turn, actions=False) if each.of.cluster == cluster), None)
    said = turn.line("cohort.gone") if found is None else _nudge(tx, turn, found)
    if not filter or found is None:
        return Reply(messages=(said,))
    return shown(tx, turn, Wanted.read(filter, order, page), (said,))


def _nudge(tx: Tx, turn: Turn, found: Standing) -> Message:
    name = found.of.cluster_name
    if not found.is_waited_for:
        return turn.line("cohort.nothing-waits", cluster=name)
    if found.reminded:
        return turn.line("cohort.reminded-already", cluster=name)
    scope = Scope(found.of.cluster, turn.person.id, turn.person.role)
    staff = [person for person in people.colleagues(tx, scope) if person.role is Role.STAFF]
    off = kinds_off.off(tx, [person.id for person in staff])
    awake = [each for each in staff if each.account and each.reminders_on and (each.id, FAMILY) not in off]
    if not awake:
        return turn.line("cohort.nobody-reached", cluster=name)
    told = [Recipient(person.id, WorkingTime.of(person)) for person in awake]
    planned = nudge_rules.for_nudge(scope.cluster, told, turn.person.name, found.session, turn.now)
    reminders.reconcile(tx, scope, nudge_rules.source(scope.cluster), planned, turn.now)
    return _said(turn, name, staff, awake)


def _said(turn: Turn, cluster: str, staff: Sequence[Person], awake: Sequence[Person]) -> Message:
    listed = turn.voice.together
    said = turn.line("cohort.nudged", cluster=cluster, names=listed([person.name for person in awake]))
    missing = [person.name for person in staff if person not in awake]
    if not missing:
        return said
    more = turn.line("cohort.not-nudged", names=listed(missing))
    return replace(said, summary=f"{said.summary} {more.summary}", blocks=(*said.blocks, *more.blocks))


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The nudge as things are now; None when nothing is to be handed in any more."""
    scope = asked.scope
    state = feedback.states(tx, scope, ActionPlan.id).get(scope.cluster)
    if state is None:
        return None
    ahead = [
        SessionHandIn(each.id, each.cluster, state.cluster_name, each.wall, each.zone, each.starts_at, each.later, None)
        for each in sessions.ahead(tx, scope, now)
    ]
    found = standing(state, ahead, now)
    return _notice(tx, asked, found) if found.is_waited_for else None


def _notice(tx: Tx, asked: Asked, found: Standing) -> Notice:
    speaker, reminder = asked.speaker, asked.reminder
    words = "plan"
    if found.of.state is HandInState.IN_COMMENTS:
        words = "answer" if found.of.open_points else "next"
    params: dict[str, Param] = {"by": str(reminder.params["by"])}
    if words == "answer":
        params["count"] = found.of.open_points
    if found.due is not None and found.session is not None:
        words += "-late" if found.missing else "-by"
        params |= {"due": speaker.moment(found.due), "when": speaker.moment(found.session)}
    day = found.due.date() if found.due is not None else asked.reminder.due_at.date()
    return Notice(
        reminder,
        Words(id=f"reminder.nudge-{words}", params=params),
        (plan_button(speaker, plan_for(tx, asked.scope)),),
        why=Words(id="reminder.why-nudge", params={"by": params["by"]}),
        more=(*later_buttons(speaker, reminder), why_button(speaker, reminder)),
        until=found.session,
        day=day,
        place=("", reminder.kind, 0),
    )


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of a nudge that came too late; nothing when it was handed in meanwhile."""
    found = recheck(tx, Asked(speaker, person, reminder), now)
    if found is None:
        return None
    return replace(found, text=Words(id="reminder.late-nudge", params={"by": str(reminder.params["by"])}))
