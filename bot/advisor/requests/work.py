"""What is due, and what people say of it: done, not yet, later, another deadline, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.advisor.documents.drafts import title_of
from bot.advisor.following import changing, due_entries, duties, nudges, plans
from bot.advisor.following.done_lately import done_lately
from bot.advisor.following.duties import Duty
from bot.advisor.requests import offers
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button, Entries, Entry, Note, Style
from bot.chat.views import Message, Reply
from bot.store import documents, questions, reminders
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows.reading.dates import likeliest_date
from flows.reading.mentions import named_in
from knowledge.search.requests import Request

AHEAD = timedelta(days=30)
"""How far "what is due" looks where no time is named."""
MOST = 10
"""Entries of a list."""
HEARD = timedelta(days=1)
"""How long a reminder is what an answer such as "done" is about."""


@dataclass(frozen=True)
class Asked:
    """An action that the advisor reminded of; ``question``: it asked whether it is done, and nothing came between."""

    reminder: Reminder
    duty: Duty
    question: bool


def up_to(today: date, when: str) -> date:
    """The last day that a request means: of this week, of next week, of the month."""
    week = today + timedelta(days=6 - today.weekday())
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    days = {"today": today, "tomorrow": today + timedelta(days=1), "week": week, "next-week": week + timedelta(days=7)}
    return {**days, "month": month, "late": today - timedelta(days=1)}.get(when, today + AHEAD)


@reads
def due(tx: Tx, turn: Turn, request: Request) -> Reply:
    """What is due in the plans of the cluster, or the person's own part of it."""
    until = up_to(turn.today, request.when)
    everything = duties.due(duties.of_known(tx, turn.scope, documents.listing(tx, turn.scope)), until)
    own = [duty for duty in everything if _is_own(turn, duty)]
    mine = request.whose == "mine"
    found = own if mine else everything
    if not found:
        late = request.when == "late" and not mine
        none = "due.none-late" if late else "due.none-mine" if mine else "due.none"
        others = [Button(turn.voice.say("due.others"), f"request:due:{request.when}")] if mine and everything else []
        home = Button(turn.voice.say("home.title"), "home")
        return Reply(messages=(offers.card(turn, none, (*others, home), date=until.isoformat()),))
    title = turn.voice.say("due.mine" if mine else "due.all")
    listed = Entries(title, tuple(due_entries.entry(turn, duty) for duty in found[:MOST]))
    left = len(found) - MOST
    more = [Note(turn.voice.mark("due.more", count=left))] if left > 0 else []
    said = ", ".join(duty.action for duty in found[:3])
    return Reply(messages=(Message(f"{title} {short(said)}", (listed, *more)),))


def _is_own(turn: Turn, duty: Duty) -> bool:
    return any(person.id == turn.person.id for person in duty.responsible)


async def done(turn: Turn, request: Request, text: str) -> Reply:
    """ "Done": of the one action the advisor asked about at once, of any other after a look."""
    asked, open_ = await _state(turn)
    named = _named(open_, text)
    about = named or [each.duty for each in asked]
    if request.exact and not named and len(asked) == 1:
        duty = asked[0].duty
        return await plans.done(turn, duty.document, duty.row, duty.deadline.isoformat())
    if len(about) == 1:
        return _confirm_done(turn, about[0])
    candidates = about or [duty for duty in open_ if _is_own(turn, duty)] or open_
    if not candidates:
        return turn.say("done.nothing")
    buttons = [Button(short(each.action, 60), plans.done_press(each)) for each in candidates]
    return Reply(messages=(offers.card(turn, "done.which", buttons[:MOST]),))


def _confirm_done(turn: Turn, duty: Duty) -> Reply:
    """Asks before something that was named is marked; of what repeats, the day is told."""
    message = "done.confirm-once" if duty.repetition else "done.confirm"
    if duty.is_milestone:
        message = "done.confirm-milestone"
    params = {"action": duty.action, "date": duty.deadline.isoformat()}
    return offers.confirm(turn, message, "done.yes", plans.done_press(duty), **params)


async def not_done(turn: Turn) -> Reply:
    """ "Not yet": it stays open, and may be asked of again."""
    asked, _ = await _state(turn)
    if len(asked) == 1:
        buttons = _later_buttons(turn, asked[0].reminder)
        return Reply(messages=(offers.card(turn, "kept.open", buttons, action=asked[0].duty.action),))
    if asked:
        entries = tuple(Entry(each.duty.action, "", _later_buttons(turn, each.reminder)) for each in asked[:MOST])
        title = turn.voice.say("kept.opens")
        return Reply(messages=(Message(title, (Entries(title, entries),)),))
    return await due(turn, Request("due", 1.0, True, False))


async def later(turn: Turn, request: Request, text: str) -> Reply:
    """ "Later": buttons that put off what the advisor reminded of, to the day that was named if there is one."""
    asked, _ = await _state(turn)
    if not asked:
        home = Button(turn.voice.say("home.title"), "home")
        return Reply(messages=(offers.card(turn, "later.nothing", (home,)),))
    day = _day(turn, text)
    entries = [Entry(each.duty.action, "", _later_buttons(turn, each.reminder, day)) for each in asked[:MOST]]
    title = turn.voice.say("later.which")
    return Reply(messages=(Message(title, (Entries(title, tuple(entries)),)),))


async def postpone(turn: Turn, request: Request, text: str) -> Reply:
    """Another deadline: shown before it counts, with the day that was named if there is one, or to be reminded then."""
    asked, open_ = await _state(turn)
    named = _named(open_, text)
    day = _day(turn, text)
    about = [each for each in asked if not named or any(_same(each.duty, duty) for duty in named)]
    duty = named[0] if len(named) == 1 else about[0].duty if len(about) == 1 else None
    if duty is None:
        return _which_moves(turn, named or [each.duty for each in asked] or open_, day)
    edit = Button(turn.voice.say("reminder.open-plan"), f"document:edit:{duty.document}")
    put_off = [each.reminder for each in about if _same(each.duty, duty)][:1]
    if day is not None:
        change = changing.move_button(turn, duty, day, turn.voice.say("postpone.to", date=day))
    else:
        change = changing.button(turn, duty, Style.PRIMARY)
    buttons = [change, edit, *(button for reminder in put_off for button in _later_buttons(turn, reminder, day))]
    params = {"action": duty.action, "date": duty.deadline.isoformat()}
    return Reply(messages=(offers.card(turn, "postpone.how", buttons, **params),))


def _same(one: Duty, other: Duty) -> bool:
    """Whether they are one action, maybe about two of its days."""
    return (one.document, one.row) == (other.document, other.row)


def _which_moves(turn: Turn, candidates: Sequence[Duty], day: date | None) -> Reply:
    """Which deadline is meant; a press moves it to the day that was named, or asks for one."""
    if not candidates:
        return turn.say("done.nothing")
    if day is None:
        buttons = [replace(changing.button(turn, each), label=short(each.action, 60)) for each in candidates]
        return Reply(messages=(offers.card(turn, "postpone.which", buttons[:MOST]),))
    buttons = [changing.move_button(turn, each, day, short(each.action, 60)) for each in candidates]
    plain = [replace(button, style=Style.NORMAL) for button in buttons[:MOST]]
    return Reply(messages=(offers.card(turn, "postpone.which-to", plain, date=day.isoformat()),))


async def remind_on(turn: Turn, reminder_id: str, day: str) -> Reply:
    """The button "Remind me on …"."""
    days = (date.fromisoformat(day) - turn.today).days
    if days < 1:
        return turn.say("chat.stale-button")
    return await nudges.snooze(turn, reminder_id, days=days)


def _day(turn: Turn, text: str) -> date | None:
    """The day that a message names; the buttons show it before it counts."""
    named = named_in(text, turn.today, clock=False)
    return likeliest_date(named[-1], turn.today) if named else None


def _later_buttons(turn: Turn, reminder: Reminder, day: date | None = None) -> tuple[Button, ...]:
    say = turn.voice.say
    if day is not None and day > turn.today:
        on = Button(say("later.on", date=day), f"request:remind:{reminder.id}:{day.isoformat()}")
        return (on,)
    return (
        Button(say("reminder.snooze-day"), f"reminder:snooze-day:{reminder.id}"),
        Button(say("reminder.snooze-week"), f"reminder:snooze-week:{reminder.id}"),
    )


async def answers_question(turn: Turn) -> bool:
    """Whether "yes" or "no" answers something: the advisor asked within a day, and nothing came between."""
    asked, _ = await _state(turn)
    return any(each.question for each in asked)


async def undo(turn: Turn) -> Reply:
    """What can be taken back: actions just marked as done, drafts put away, reminders turned off."""
    buttons = await _undoable(turn)
    if not turn.person.reminders_on:
        buttons.append(Button(turn.voice.say("request.reminders-on"), "request:do:reminders-on"))
    if not buttons:
        return turn.say("undo.nothing")
    return Reply(messages=(offers.card(turn, "undo.which", buttons[:MOST]),))


@reads
def _undoable(tx: Tx, turn: Turn) -> list[Button]:
    say = turn.voice.say
    found = []
    listed = documents.listing(tx, turn.scope)
    for done in done_lately(tx, turn.scope, listed, duties.of_known(tx, turn.scope, listed), turn.now):
        label = say("undo.reopen", action=short(done.duty.action, 45))
        found.append(
            replace(plans.undo_button(turn, done.duty.document, done.duty.row, done.before, done.day), label=label)
        )
    for document in documents.cancelled(tx, turn.scope):
        if document.created_by == turn.person.id:
            label = say("undo.restore", title=short(title_of(document, turn.voice), 45))
            found.append(Button(label, f"document:restore:{document.id}"))
    return found


@reads
def _state(tx: Tx, turn: Turn) -> tuple[list[Asked], list[Duty]]:
    """What the advisor reminded this person of within a day and is still open, and all open actions, by deadline."""
    found = duties.due(duties.of_known(tx, turn.scope, documents.listing(tx, turn.scope)), date.max)
    open_ = {(duty.document, duty.row): duty for duty in found}
    said = reminders.sent_since(tx, turn.scope, turn.person.id, turn.now - HEARD)
    if turn.place.thread:  # an answer in the thread of a reminder is about that one
        hung = [each for each in said if (each.message_ref or "").endswith(f":{turn.place.thread}")]
        said = hung or said
    last = questions.recent_in_thread(tx, turn.scope, turn.thread, 1)
    asked: dict[tuple[str, str], Asked] = {}
    for each in said:
        duty = open_.get((each.document or "", each.row or ""))
        if duty is not None and each.sent_at is not None:
            undisturbed = not last or last[0].asked_at < each.sent_at
            if duty.repetition is not None:
                duty = replace(duty, deadline=date.fromisoformat(str(each.params["deadline"])))
            if duty.repetition is None or duty.is_open(duty.deadline):
                asked[duty.document, duty.row] = Asked(each, duty, duty.deadline < turn.today and undisturbed)
    return [asked[key] for key in open_ if key in asked], list(open_.values())


def _named(open_: Sequence[Duty], text: str) -> list[Duty]:
    """The actions whose name a message holds: all words of it that are longer than three letters."""
    said = set(_words(text))
    found = []
    for duty in open_:
        own = [word for word in _words(duty.action) if len(word) > 3]
        if own and all(word in said for word in own):
            found.append(duty)
    return found


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()
