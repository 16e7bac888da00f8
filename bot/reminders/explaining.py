"""Why a reminder is due when it is, in words for an administrator: rules, days and hours, and no text that people
wrote.  Pure."""

from collections.abc import Iterator
from datetime import datetime

from bot.reminders.preparing import AT_ONCE
from bot.reminders.timing import CLOSES, OPENS
from bot.store.pending import Known
from bot.store.people import Person
from bot.store.reminders import Reminder

RULES = {
    "action-7": "7 days before the deadline of an action or milestone",
    "action-1": "1 day before the deadline of an action or milestone",
    "action-late": "the first working day after the deadline, because it is not done",
    "action-late-1": "a week after that, because it is still not done",
    "action-late-2": "the second week after that, because it is still not done",
    "action-late-3": "the third week after that, because it is still not done",
    "action-away": "the day before the deadline, to the owner of the plan: who is responsible is away then",
    "action-undone": "a week after the last of three weekly repeats, to the owner of the plan",
    "plan-5": "5 days before a coaching session whose plan is not handed in",
    "plan-3": "3 days before a coaching session whose plan is not handed in",
    "session-1": "1 day before a coaching session",
    "session-set": "at once: a session was set",
    "session-moved": "at once: a session was moved",
    "session-ended": "at once: the cluster of a session left the programme",
    "session-cancelled": "at once: a session was cancelled",
    "strategy-7": "7 days before the review of a strategy",
    "strategy-0": "on the day of the review of a strategy",
    "programme-7": "7 days before a deadline of the programme",
    "workspace-7": "7 days before the data of a workspace are erased that the advisor was removed from",
    "programme-1": "1 day before a deadline of the programme",
    "review": "the day on which an article should be read again",
    "draft-week": "7 days after a draft was touched last, once",
    "comments-open-1": "3 days after a coach sent comments back, because some have no answer",
    "comments-open-2": "10 days after a coach sent comments back, because some have no answer",
    "feedback-sent": "at once: a coach sent comments back",
    "feedback-accepted": "at once: a coach accepted what was handed in",
    "feedback-answered": "at once, to the coach: all comments are answered",
    "deadline-later": "at once: a coach granted more time to hand in",
    "deadline-usual": "at once: a coach took back more time to hand in",
    "after-session": "an hour after a coaching session: how did it go",
    "session-changed": "at once: the link or agenda of a session was changed",
    "questionnaire-remind": "the day on which members are to be reminded of a questionnaire",
    "questionnaire-over": "the working day after a questionnaire has closed",
    "cohort-nudge": "within working hours: a coach or administrator reminded the cluster",
    "week": "Monday morning: the look at the week, if there is something to tell",
    "late": "as soon as a platform works again: what came too late because of it",
    "questionnaire-ask": "within working hours: a member is asked by e-mail to answer a questionnaire",
    "questionnaire-again": "the reminder date of a questionnaire, to a member who has not answered",
    "mail-first": "at once: somebody gave the e-mail address of a person without an account",
    "mail-refused": "at once, to the owner of the plan: an e-mail address takes nothing",
    "mail-stopped": "at once, to the owner of the plan: a person without an account wants no e-mail",
}
"""What each kind of reminder follows from."""
_DATES = ("deadline", "starts_at", "plan_due", "day", "due", "monday")
"""The dates that a reminder may hold; everything else in it may be what people wrote."""


def explain(known: Known, now: datetime) -> Iterator[str]:
    """Lines about one reminder."""
    reminder, person = known.reminder, known.person
    yield f"kind      {reminder.kind}: {RULES.get(reminder.kind, 'see the part of the advisor that plans it')}"
    yield f"about     {reminder.subject}" + (f", row {reminder.row}" if reminder.row else "")
    for name in _DATES:
        if name in reminder.params:
            yield f"{name:9} {reminder.params[name]}"
    yield f"for       person {person.id}, {person.role}, cluster {reminder.cluster}"
    yield f"accounts  {', '.join(known.accounts) or 'none that belongs to its workspace'}"
    yield f"due       {reminder.wall:%Y-%m-%d %H:%M} in {reminder.zone} ({reminder.due_at:%Y-%m-%d %H:%M} UTC)"
    yield f"until     {reminder.not_after:%Y-%m-%d %H:%M} UTC, from then on it is pointless"
    yield f"works     {_hours(person)}"
    if reminder.snoozed_from:
        yield f"put off   by the person; it was reminder {reminder.snoozed_from}"
    yield f"state     {_state(reminder, now)}"
    if not person.reminders_on and reminder.state == "pending":
        yield "but       the person has turned reminders off, so it is withdrawn when it falls due"
    if known.kind_off and reminder.kind not in AT_ONCE and reminder.state == "pending":
        yield "but       the person has turned reminders of this kind off, so it is withdrawn when it falls due"
    for workspace, reason in known.paused:
        yield f"but       nothing can be sent into {workspace}: {reason}"


def _hours(person: Person) -> str:
    opens, closes = person.opens or OPENS, person.closes or CLOSES
    days = "own working days" if person.workdays is not None else f"working days of {person.country or 'no country'}"
    away = "".join(f"; away {first} to {last}" for first, last in person.absences)
    return f"{opens:%H:%M}–{closes:%H:%M} in {person.zone}, {days}{away}: it comes within them"


def _state(reminder: Reminder, now: datetime) -> str:
    match reminder.state:
        case "pending":
            waits = "waits" if reminder.due_at > now else "is due, and goes out with the next look of a worker"
            tried = f"; tried {reminder.attempts} times" if reminder.attempts else ""
            setbacks = f"; {reminder.setbacks} times kept back by a platform" if reminder.setbacks else ""
            return waits + tried + setbacks + (f"; {reminder.reason}" if reminder.reason else "")
        case "sent" if reminder.sent_at is not None:
            return f"sent {reminder.sent_at:%Y-%m-%d %H:%M} UTC to {reminder.sent_to}"
        case state:
            return f"{state}: {reminder.reason}"
