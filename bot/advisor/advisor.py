"""The advisor as the surfaces see it: events in, replies out."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot import request_ids
from bot.advisor import belongings, consequences, conversation, deeds, elsewhere, gate, notices, transcript
from bot.advisor.documents import dialogues, editing
from bot.advisor.documents.files import file
from bot.advisor.following import feed, mailing
from bot.advisor.home import home
from bot.advisor.known_people import KnownPeople
from bot.advisor.pace import Pace
from bot.advisor.privacy import kept_page
from bot.advisor.questionnaires import public
from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.advisor.sign_ins import SignIns
from bot.advisor.transcript import Author, TranscriptLine
from bot.advisor.turn import Services, Turn
from bot.advisor.web_sessions import WebSessions
from bot.chat.events import (
    Actor,
    Belonging,
    ChatOpened,
    Command,
    Event,
    FileWanted,
    FormSent,
    HomeOpened,
    Intent,
    Opened,
    Place,
    Pressed,
    Said,
)
from bot.chat.messages import voice
from bot.chat.views import DocumentView, Message, Reply
from bot.reminders.delivery import Composed, Due
from bot.store import events, lines, mail_addresses, people
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import NotFoundError
from bot.store.zones import country_of
from flows.fields import Raw

log = logging.getLogger(__name__)


class Advisor:
    """One per process.  Everything it knows between two events lies in the store."""

    def __init__(
        self,
        services: Services,
        pace: Pace | None = None,
        known: KnownPeople | None = None,
        presses: Pace | None = None,
    ) -> None:
        self.registry = Registry.of(ROOMS)
        self._known = known or KnownPeople()
        self.web_sessions = WebSessions(services.store)
        self.services = replace(
            services, registry=self.registry, known=self._known, signed_out=self.web_sessions.forget
        )
        self.sign_ins = SignIns(self.services)
        self._pace = pace or Pace(0)
        self._presses = presses or Pace(0)

    async def handle(self, event: Event, now: datetime) -> Reply:
        """Answer one event at the moment ``now`` (UTC).

        A failure inside is logged with a reference and answered in plain words; nothing is raised.
        """
        try:
            return _repeatable(await self._handle(event, now), event)
        except NotFoundError:  # it was open to the person once
            return Reply(messages=(Message(voice(event.actor.locale, "UTC").say("dialogue.gone")),), failed=True)
        except Exception:
            reference = request_ids.current.get() or self.services.new_id()[:8]
            log.exception("Event %s failed, reference %s", type(event).__name__, reference)
            speaker = voice(event.actor.locale, "UTC")
            return Reply(messages=(Message(speaker.say("chat.failed", reference=reference)),), failed=True)

    async def _handle(self, event: Event, now: datetime) -> Reply:
        actor = event.actor
        if actor.belonging is not Belonging.MEMBER:
            return await gate.answer_outsider(self.services, event, now)
        person = self._known.get(actor) or await self._recognised(actor)
        if person is None:  # only then: there is one writer, and most events tell nothing new about the person
            return await self._handle_changed(event, now)
        return await self._answer(event, self._turn(event, person, now))

    async def _recognised(self, actor: Actor) -> Person | None:
        """The person who acts, if there is nothing new about them; others who are here are looked at, too."""
        actors, changes = [actor, *self._known.others(actor)], self._known.changes
        profiles = [
            (each.account, each.workspace, each.name, each.locale, each.zone, each.zone_guessed) for each in actors
        ]
        found = await self.services.store.read(lambda tx: people.find_unchanged(tx, profiles))
        for each, person in zip(actors, found, strict=True):
            if changes == self._known.changes:  # else they may have been changed since they were read
                self._known.put(each, person)
        return found[0]

    async def _handle_changed(self, event: Event, now: datetime) -> Reply:
        """Answer somebody who is new, or of whom something is: a new name or zone moves reminders, too."""
        registered = await self.services.store.write(lambda tx: self._register(tx, event, now))
        if registered is None:
            unsure = event.model_copy(update={"actor": event.actor.model_copy(update={"belonging": Belonging.UNKNOWN})})
            return await gate.answer_outsider(self.services, unsure, now)
        turn, outdated = registered
        await notices.replace_outdated(turn, outdated)
        return await self._answer(event, turn)

    def _register(self, tx: Tx, event: Event, now: datetime) -> tuple[Turn, list[Reminder]] | None:
        """None if the platform said meanwhile that they do not belong: only it can say that they do again.

        Nor is anybody made who was on a page, and so was known: they were erased meanwhile.
        """
        actor = event.actor
        belongs = people.belongs(tx, actor.account)
        if belongs is False or (belongs is None and actor.on_page):
            return None
        known = people.by_account(tx, actor.account)
        person = people.upsert(
            tx,
            actor.account,
            actor.workspace,
            actor.name,
            actor.locale,
            actor.zone,
            now,
            zone_guessed=actor.zone_guessed,
            cluster_name=actor.workspace_name,
            country=country_of(actor.zone),
            also=actor.also,
        )
        turn = self._turn(event, person, now)
        if known is None:
            deeds.note_new(tx, turn)
        elif (known.name, known.zone) == (person.name, person.zone):
            return turn, []
        return turn, consequences.reconcile_all(tx, turn)

    def _turn(self, event: Event, person: Person, now: datetime) -> Turn:
        return Turn(self.services, person, voice(person.locale, person.zone), event.place, event.actor, now)

    async def _answer(self, event: Event, turn: Turn) -> Reply:
        if isinstance(event, Said | Command) and (wait := self._pace.wait(turn.person.id, turn.now)):
            return replace(turn.say("chat.too-fast", seconds=wait), failed=True, wait=wait)
        if isinstance(event, Pressed) and (wait := self._presses.wait(turn.person.id, turn.now)):
            return replace(turn.say("chat.pressed-too-fast", seconds=wait), failed=True, wait=wait)
        # forms, and pages opened on the way to one, have no limit: to refuse them would lose what somebody typed
        if turn.is_nobody and not gate.joins(event) and not gate.looks_back(event):
            return await gate.answer_former(self.services, event, turn.now)
        turn = deeds.begun(turn, event)
        match event:
            case Said(text=text, files=files):
                return await conversation.handle(turn, text, files)
            case Command(name=name, text=text):
                return await conversation.run_command(turn, name, text)
            case Pressed(action=action):
                return await _press(turn, action)
            case FormSent(document=document, intent=intent) if (page := self.registry.page(document)) and (
                intent is not Intent.KEEP or page.DOCUMENT in self.registry.kept
            ):
                return await page.receive(turn, event)
            case FormSent(document=document, ref=ref) | Opened(document=document, ref=ref) if (
                page := self.registry.page(document)
            ):
                return await page.open_(turn, ref, document.partition(":")[2])
            case FormSent():
                return await editing.receive(turn, event)
            case Opened(document=document, ref=ref):
                return await dialogues.open_(turn, document, ref)
            case FileWanted(document=document, name=name) if take := self.registry.file(document):
                return await deeds.taken(turn, event, await take(turn, document.partition(":")[2], name))
            case FileWanted(document=document, version=version, name=name, dark=dark, on_paper=on_paper):
                found = await file(turn, document, version, name, dark=dark, printed=on_paper)
                return await deeds.taken(turn, event, found)
            case HomeOpened(view=view):
                return await home.home(turn, view)
            case ChatOpened():
                return await conversation.opened(turn)

    def compose(self, tx: Tx, due: Sequence[Due], now: datetime) -> list[Composed]:
        """What reminders say now; implements `bot.reminders.delivery.Compose`."""
        return notices.compose(self.registry.reminders, tx, due, now)

    async def mark_seen(self, event_id: str, now: datetime) -> bool:
        """Whether a platform's event is new; from then on it is not."""
        # not durable: a second answer after a power failure does no harm
        return await self.services.store.write(lambda tx: events.mark_seen(tx, event_id, now), durable=False)

    async def meet(self, actor: Actor, now: datetime) -> None:
        """Know a member of a workspace who was chosen by a colleague and may never have written."""
        if actor.belonging is not Belonging.MEMBER:
            return
        if await self.services.store.read(lambda tx: people.by_account(tx, actor.account)) is None:
            event = HomeOpened(actor=actor, place=Place(conversation=actor.account))
            if registered := await self.services.store.write(lambda tx: self._register(tx, event, now)):
                await notices.replace_outdated(*registered)

    async def note_belonging(self, account: str, belonging: Belonging, now: datetime) -> None:
        """The platform has just said what somebody is to the workspace; what is unknown changes nothing.

        Who does not belong any more is signed out of the web page, and nothing is sent to them: the owners of plans
        get their reminders, until they belong again.
        """
        await belongings.note(self.services, account, belonging, now)

    async def note_profile(self, account: str) -> None:
        """The platform has just said that somebody's profile changed: every process asks it anew."""
        await belongings.note_profile(self.services, account)

    def kept(self, locale: str) -> DocumentView:
        """The page "What is kept", for everybody."""
        return kept_page.public(self.services, locale)

    async def calendar(self, secret: str, now: datetime) -> feed.Published | None:
        """The calendar feed behind a secret; None where there is none for whomever holds it, whatever the reason.

        Raises:
            feed.UnsureError: it cannot be said just now whether it may be read.
        """
        return await feed.read(self.services, secret, now, gate.may_subscribe)

    async def addressed(self, account: str, now: datetime) -> mailing.Addressed | None:
        """Whom an e-mail to an account is for; None where nothing may be sent."""
        secret = self.services.new_secret()
        return await self.services.store.write(lambda tx: mailing.addressed(tx, account, secret, now))

    async def mail_stopped(self, secret: str) -> bool | None:
        """Whether e-mail is stopped by the link with this secret; None where there is no such link."""
        return await self.services.store.read(lambda tx: mail_addresses.is_stop(tx, secret))

    async def stop_mail(self, secret: str, stop: bool, now: datetime) -> bool:
        """Stop all e-mail to the address of a link, or allow it again; False where there is no such link."""
        return await self.services.store.write(lambda tx: mailing.stop(tx, secret, stop, now))

    def undeliverable(self, tx: Tx, due: Sequence[Reminder], reason: str, now: datetime) -> None:
        """What follows when reminders cannot be delivered."""
        mailing.undeliverable(tx, due, reason, now)

    async def questionnaire(self, token: str, device: str, locale: str, now: datetime) -> public.Public | None:
        """The questionnaire behind a link for members; None where nothing is behind it."""
        return await public.shown(self.services, token, device, voice(locale, "UTC"), now)

    async def save_answers(
        self, token: str, device: str, typed: Mapping[str, Raw], locale: str, now: datetime
    ) -> public.Public | None:
        """Keep answers to it for later."""
        return await public.save(self.services, token, device, typed, voice(locale, "UTC"), now)

    async def send_answers(
        self, token: str, device: str, typed: Mapping[str, Raw], locale: str, now: datetime
    ) -> public.Public | None:
        """Take answers to it."""
        return await public.send(self.services, token, device, typed, voice(locale, "UTC"), now)

    async def transcript(self, account: str, after: int) -> list[TranscriptLine]:
        """The lines of the web conversation behind the last one seen."""
        rows = await self.services.store.read(lambda tx: lines.after(tx, account, after))
        return [transcript.line(row) for row in rows]

    async def transcript_end(
        self, account: str, most: int, most_bytes: int, before: int | None = None
    ) -> tuple[list[TranscriptLine], bool]:
        """The last lines of the web conversation, in their order, and whether there are earlier ones.

        ``before``: the last ones before a line.  There are fewer than ``most`` where they have more than
        ``most_bytes`` together, but at least one.
        """
        rows, earlier = await self.services.store.read(lambda tx: lines.latest(tx, account, most, most_bytes, before))
        return [transcript.line(row) for row in rows], earlier

    async def lines(self, account: str, numbers: Sequence[int]) -> list[TranscriptLine]:
        """Certain lines of somebody's own web conversation."""
        rows = await self.services.store.read(lambda tx: lines.some(tx, account, numbers)) if numbers else []
        return [transcript.line(row) for row in rows]

    async def new_lines(self, seen: Mapping[str, int]) -> list[tuple[str, TranscriptLine]]:
        """For many accounts at once the lines behind the last one seen of each, with their accounts, in portions."""
        rows = await self.services.store.read(lambda tx: lines.new(tx, seen, transcript.NEW_LINES))
        return [(account, transcript.line(row)) for account, row in rows]

    async def add_line(self, account: str, author: Author, message: Message, now: datetime, key: str = "") -> int:
        """Add a line to the web conversation; a second one with the same key is not added."""
        body = transcript.to_json(message)
        return await self.services.store.write(lambda tx: lines.add(tx, account, author, body, now, key))

    async def add_turn(
        self,
        account: str,
        said: Message | None,
        replaced: tuple[int, Message] | None,
        answers: Sequence[Message],
        now: datetime,
    ) -> list[int]:
        """Add what a person said and what was answered, at once; ``replaced`` takes the place of a line.

        Gives the numbers of the lines in this order: what was said, what was replaced, the answers.
        """
        person = None if said is None else transcript.to_json(said)
        instead = None if replaced is None else (replaced[0], transcript.to_json(replaced[1]))
        bodies = [transcript.to_json(message) for message in answers]

        def work(tx: Tx) -> list[int]:
            numbers = [] if person is None else [lines.add(tx, account, "person", person, now)]
            if instead is not None:
                lines.replace(tx, account, *instead)
                numbers.append(instead[0])
            return numbers + [lines.add(tx, account, "advisor", body, now) for body in bodies]

        return await self.services.store.write(work) if person or instead or bodies else []

    async def find_line(self, account: str, key: str) -> int | None:
        """The line with this key."""
        return await self.services.store.read(lambda tx: lines.find(tx, account, key))

    async def replace_line(self, account: str, line: int, message: Message) -> None:
        """Put another message in the place of a line."""
        body = transcript.to_json(message)
        await self.services.store.write(lambda tx: lines.replace(tx, account, line, body))


async def _press(turn: Turn, action: str) -> Reply:
    """What a button does; an unknown one is from another time."""
    press, parts = gate.press_of(action)
    found = await elsewhere.of_press(turn, press[0], "".join(parts[:1]))
    if isinstance(found, Reply):
        return found
    turn = found
    handler = turn.registry.presses.get(press)
    if handler is None:
        return turn.say("chat.stale-button")
    if gate.may_press(turn.person.role, press):
        with suppress(ValueError, NotFoundError):  # of another time, or of another cluster
            noted = deeds.noting(turn, *press, parts)
            return await deeds.left(noted, await handler(noted, [*parts, "", "", ""]))
    await deeds.refuse(turn, *press, parts)
    return turn.say("chat.stale-button")


def _repeatable(reply: Reply, event: Event) -> Reply:
    """The same reply; its files say by which button they are made again."""
    if not reply.files or not isinstance(event, Pressed):
        return reply
    return replace(reply, files=tuple(replace(file, action=event.action) for file in reply.files))
