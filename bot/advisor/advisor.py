"""The advisor as the surfaces see it: events in, replies out."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.advisor import conversation, home, transcript
from bot.advisor.answers import answering
from bot.advisor.curation import authoring, curating, reviews
from bot.advisor.curation import home as curator_home
from bot.advisor.documents import dialogues, editing, reviewing
from bot.advisor.following import notices, nudges, plans, reminding
from bot.advisor.handover import handover
from bot.advisor.pace import Pace
from bot.advisor.transcript import Author, Line
from bot.advisor.turn import Desk, Turn
from bot.advisor.web_sessions import WebSessions
from bot.chat.events import Command, Event, FormSent, HomeOpened, Opened, Pressed, Said
from bot.chat.messages import voice
from bot.chat.views import Message, Reply
from bot.store import events, lines, people
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from flows.forms import FormRef

log = logging.getLogger(__name__)

_Press = Callable[[Turn, list[str]], Awaitable[Reply]]


class Advisor:
    """One per process.  Everything it knows between two events lies in the store."""

    def __init__(self, desk: Desk, pace: Pace | None = None) -> None:
        self.desk = desk
        self.web_sessions = WebSessions(desk.store)
        self._pace = pace or Pace(0)

    async def hear(self, event: Event, now: datetime) -> Reply:
        """Answer one event at the moment ``now`` (UTC).

        A failure inside is logged with a reference and answered in plain words; nothing is raised.
        """
        try:
            return await self._hear(event, now)
        except Exception:
            reference = self.desk.new_id()[:8]
            log.exception("Event %s failed, reference %s", type(event).__name__, reference)
            speaker = voice(event.actor.locale, "UTC")
            return Reply(messages=(Message(speaker.say("chat.failed", reference=reference)),), failed=True)

    async def _hear(self, event: Event, now: datetime) -> Reply:
        actor = event.actor
        told = (actor.account, actor.workspace, actor.name, actor.locale, actor.zone)
        person = await self.desk.store.read(lambda tx: people.recognise(tx, *told))
        if person is None:  # only then: there is one writer, and most events tell nothing new about the person
            return await self._hear_anew(event, now)
        return await self._answer(event, self._turn(event, person, now))

    async def _hear_anew(self, event: Event, now: datetime) -> Reply:
        """Hear somebody who is new, or of whom something is: a new name or zone moves reminders, too."""
        turn, outdated = await self.desk.store.write(lambda tx: self._meet(tx, event, now))
        await notices.take_back(turn, outdated)
        return await self._answer(event, turn)

    def _meet(self, tx: Tx, event: Event, now: datetime) -> tuple[Turn, list[Reminder]]:
        actor = event.actor
        known = people.by_account(tx, actor.account)
        person = people.meet(tx, actor.account, actor.workspace, actor.name, actor.locale, actor.zone, now)
        turn = self._turn(event, person, now)
        if known is not None and (known.name, known.zone) == (person.name, person.zone):
            return turn, []
        return turn, reminding.follow_all(tx, turn)

    def _turn(self, event: Event, person: Person, now: datetime) -> Turn:
        return Turn(self.desk, person, voice(person.locale, person.zone), event.place, event.actor, now)

    async def _answer(self, event: Event, turn: Turn) -> Reply:
        if isinstance(event, Said | Command) and (wait := self._pace.wait(turn.person.id, turn.now)):
            return replace(turn.say("chat.too-fast", seconds=wait), failed=True, wait=wait)
        match event:
            case Said(text=text):
                return await conversation.hear(turn, text)
            case Command(name=name, text=text):
                return await conversation.run(turn, name, text)
            case Pressed(action=action):
                return await _press(turn, action)
            case FormSent():
                return await editing.receive(turn, event)
            case Opened(document=document, ref=ref):
                return await dialogues.open_(turn, document, ref)
            case HomeOpened():
                return Reply(home=await home.home(turn))

    async def first_time(self, event_id: str, now: datetime) -> bool:
        """Whether a platform's event is new; from then on it is not."""
        # not durable: a second answer after a power failure does no harm
        return await self.desk.store.write(lambda tx: events.first_time(tx, event_id, now), durable=False)

    async def transcript(self, account: str, after: int) -> list[Line]:
        """The lines of the web conversation behind the last one seen."""
        rows = await self.desk.store.read(lambda tx: lines.after(tx, account, after))
        return [transcript.line(row) for row in rows]

    async def transcript_end(
        self, account: str, most: int, most_bytes: int, before: int | None = None
    ) -> tuple[list[Line], bool]:
        """The last lines of the web conversation, in their order, and whether there are earlier ones.

        ``before``: the last ones before a line.  There are fewer than ``most`` where they have more than
        ``most_bytes`` together, but at least one.
        """
        rows, earlier = await self.desk.store.read(lambda tx: lines.latest(tx, account, most, most_bytes, before))
        return [transcript.line(row) for row in rows], earlier

    async def lines(self, account: str, numbers: Sequence[int]) -> list[Line]:
        """Certain lines of somebody's own web conversation."""
        rows = await self.desk.store.read(lambda tx: lines.some(tx, account, numbers))
        return [transcript.line(row) for row in rows]

    async def new_lines(self, seen: Mapping[str, int]) -> list[tuple[str, Line]]:
        """For many accounts at once the lines behind the last one seen of each, with their accounts, in portions."""
        rows = await self.desk.store.read(lambda tx: lines.new(tx, seen))
        return [(account, transcript.line(row)) for account, row in rows]

    async def note_line(self, account: str, author: Author, message: Message, now: datetime, key: str = "") -> int:
        """Add a line to the web conversation; a second one with the same key is not added."""
        body = transcript.to_json(message)
        return await self.desk.store.write(lambda tx: lines.add(tx, account, author, body, now, key))

    async def find_line(self, account: str, key: str) -> int | None:
        """The line with this key."""
        return await self.desk.store.read(lambda tx: lines.find(tx, account, key))

    async def replace_line(self, account: str, line: int, message: Message) -> None:
        """Put another message in the place of a line."""
        body = transcript.to_json(message)
        await self.desk.store.write(lambda tx: lines.replace(tx, account, line, body))


async def _press(turn: Turn, action: str) -> Reply:
    """What a button does; an unknown one is from another time."""
    if action == "home":
        return Reply(home=await home.home(turn))
    name, *rest = action.split(":")
    verb, *parts = [*rest, ""] if name != "article" else ["show", *rest]
    handler = _PRESSES.get((name, verb))
    try:
        return await handler(turn, _padded(parts)) if handler else turn.say("chat.stale-button")
    except ValueError:
        return turn.say("chat.stale-button")


def _padded(parts: Sequence[str]) -> list[str]:
    return [*parts, "", "", ""]


def _curators(handler: _Press) -> _Press:
    """A button of those who keep the knowledge base; for others it does nothing."""

    async def guarded(turn: Turn, parts: list[str]) -> Reply:
        return await handler(turn, parts) if turn.is_curator else turn.say("chat.stale-button")

    return guarded


_PRESSES: dict[tuple[str, str], _Press] = {
    ("dialogue", "start"): lambda turn, p: dialogues.start(turn, p[0], parent=p[1], about=p[2]),
    ("document", "resume"): lambda turn, p: dialogues.resume(turn, p[0]),
    ("document", "open"): lambda turn, p: dialogues.open_(turn, p[0], FormRef("")),
    ("document", "edit"): lambda turn, p: dialogues.open_(turn, p[0], FormRef("review")),
    ("document", "submit"): lambda turn, p: reviewing.submit(turn, p[0], int(p[1])),
    ("document", "cancel"): lambda turn, p: dialogues.cancel(turn, p[0]),
    ("document", "restore"): lambda turn, p: dialogues.restore(turn, p[0]),
    ("document", "hand-in"): lambda turn, p: plans.hand_in(turn, p[0]),
    ("action", "done"): lambda turn, p: plans.done(turn, p[0], p[1]),
    ("article", "show"): lambda turn, p: answering.show(turn, p[0], p[1]),
    ("answer", "more"): lambda turn, p: answering.more(turn, p[0], p[1]),
    ("answer", "helpful"): lambda turn, p: answering.rate(turn, p[0], helpful=True),
    ("answer", "unhelpful"): lambda turn, p: answering.rate(turn, p[0], helpful=False),
    ("answer", "none"): lambda turn, p: answering.none_of_these(turn, p[0]),
    ("answer", "coach"): lambda turn, p: handover.ask_coach(turn, p[0]),
    ("handover", "read"): lambda turn, p: handover.read(turn, p[0]),
    ("handover", "claim"): lambda turn, p: handover.claim(turn, p[0]),
    ("handover", "change"): lambda turn, p: handover.change(turn, p[0]),
    ("handover", "back"): lambda turn, p: handover.give_back(turn, p[0]),
    ("handover", "not-an-answer"): lambda turn, p: answering.ask_after_all(turn, p[0]),
    ("handover", "send"): lambda turn, p: handover.send(turn, p[0]),
    ("handover", "again"): lambda turn, p: handover.send_again(turn, p[0]),
    ("handover", "propose"): lambda turn, p: handover.propose(turn, p[0]),
    ("handover", "solved"): lambda turn, p: handover.solved(turn, p[0]),
    ("handover", "more"): lambda turn, p: handover.more(turn, p[0]),
    ("curation", "list"): _curators(lambda turn, p: curator_home.further(turn, p[0])),
    ("curation", "look"): _curators(lambda turn, p: curating.look(turn, p[0])),
    ("curation", "assign"): _curators(lambda turn, p: curating.assign(turn, p[0], p[1], p[2])),
    ("curation", "another"): _curators(lambda turn, p: curating.another(turn, p[0], p[1])),
    ("curation", "write"): _curators(lambda turn, p: authoring.write(turn, p[0], p[1])),
    ("curation", "aside"): _curators(lambda turn, p: curating.aside(turn, p[0], p[1])),
    ("curation", "edit"): _curators(lambda turn, p: authoring.edit(turn, p[0])),
    ("curation", "undo"): _curators(lambda turn, p: curating.undo(turn, p[0])),
    ("review", "right"): lambda turn, p: reviews.still_right(turn, p[0]),
    ("reminder", "done"): lambda turn, p: nudges.done(turn, p[0]),
    ("reminder", "snooze-day"): lambda turn, p: nudges.snooze(turn, p[0], days=1),
    ("reminder", "snooze-week"): lambda turn, p: nudges.snooze(turn, p[0], days=7),
    ("reminder", "why"): lambda turn, p: nudges.why(turn, p[0]),
}
