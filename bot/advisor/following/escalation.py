"""What a coach sees of actions that stay undone: only of handed-in plans, and only as they were handed in."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from bot.advisor.following import duties
from bot.advisor.following.duties import Duty
from bot.advisor.lists import Section
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Chip, Entry, Style
from bot.reminders.rules import ASKED_AGAIN, WEEK
from bot.store import clusters, cohort
from bot.store.engine import Tx
from bot.store.versions import Latest
from flows.dialogues.action_plan import ActionPlan

TO_COACH = timedelta(days=1) + (ASKED_AGAIN + 2) * WEEK
"""So long after its deadline an action reaches the coach: whoever is responsible was asked three times weekly, the
plan's owner was told, and a week has passed since."""


def section(tx: Tx, turn: Turn) -> Section:
    """What is overdue for long in the plans that were handed in to a coach, the longest first."""
    names = clusters.of_coach(tx, turn.person.id)
    plans = cohort.plans(tx, turn.scope, ActionPlan.id)
    found = [(duty, names.get(plan.cluster, "")) for plan in plans for duty in _overdue(plan, turn.today)]
    found.sort(key=lambda each: (each[0].deadline, each[1]))
    return Section("overdue", turn.voice.say("home.overdue-long"), [partial(_entry, turn, *each) for each in found])


def _overdue(plan: Latest, today: date) -> Iterator[Duty]:
    """The actions of the version as it was handed in, with the status of today, which a coach sees there, too."""
    for duty in duties.of_version(plan):
        if not duty.done and not duty.is_milestone and duty.deadline + TO_COACH <= today:
            yield duty


def _entry(turn: Turn, duty: Duty, cluster: str) -> Entry:
    say = turn.voice.say
    weeks = (turn.today - duty.deadline) // WEEK
    return Entry(
        duty.action,
        say("home.overdue-of", cluster=cluster, plan=duty.plan, date=duty.deadline),
        (Button(say("dialogue.open"), f"document:open:{duty.document}", Style.PRIMARY),),
        (Chip(say("home.overdue-weeks", weeks=weeks), "warning"),),
    )
