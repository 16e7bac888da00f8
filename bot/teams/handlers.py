"""What happens with each thing that Teams sends: event to the advisor, reply to the person.

Nothing raises out of here: Teams gets its answer in time, and the person is told when something failed.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4

from bot.chat.events import Actor, ChatOpened, Event, Pressed
from bot.chat.failures import note_failure
from bot.chat.views import Reply
from bot.chat.work import Work, settled
from bot.teams import listen
from bot.teams.cards import FIND, OPEN, PRESS, WAY
from bot.teams.deliver import Answer, Delivery
from bot.teams.downloads import Downloads
from bot.teams.limits import IN_TIME
from bot.teams.listen import Activity, Consent, Press, Route, UnknownButtonError
from bot.teams.people import People
from bot.teams.references import Reference, References
from bot.teams.turns import VERBS, FormTurn
from bot.teams.words import Say

log = logging.getLogger(__name__)

NOTED = 2.0
"""Seconds in which the store must have noted that something came, so that the person can still be told if not."""
HEARING = 60
"""Seconds after which something must be broken."""

Sent = tuple[int, object]
"""A status and a body for Teams."""
TAKEN: Sent = (200, None)


class Advising(Protocol):
    """What the surface needs of the advisor."""

    async def handle(self, event: Event, now: datetime) -> Reply: ...

    async def mark_seen(self, event_id: str, now: datetime) -> bool: ...


class Handlers:
    """Messages, buttons, and the coming and going of the app.

    ``home`` is the one organisation that is served, empty for any; ``commands`` are the commands by their name.
    """

    def __init__(
        self,
        advisor: Advising,
        clock: Callable[[], datetime],
        delivery: Delivery,
        people: People,
        references: References,
        work: Work,
        commands: Mapping[str, str],
        downloads: Downloads,
        home: str = "",
    ) -> None:
        self._advisor = advisor
        self._clock = clock
        self._delivery = delivery
        self._people = people
        self._references = references
        self._work = work
        self._commands = commands
        self._downloads = downloads
        self._home = home

    async def on_activity(self, activity: Activity) -> Sent:
        """What Teams sent; what nobody waits for is taken and left."""
        try:
            route = listen.route_of(activity, self._home)
        except ValueError as error:
            log.info("An activity was left out: %s", error)
            return TAKEN
        kind = activity.get("type")
        match kind:
            case "message" if press := listen.press_of(activity):
                return await self._on_press(activity, route, press)
            case "message" if listen.is_addressed(activity):
                return await self._once(activity, route, lambda: self._said(activity, route))
            case "invoke" if press := listen.press_of(activity):
                return await self._on_press(activity, route, press)
            case "invoke" if consent := listen.consent_of(activity):
                return await self._once(activity, route, lambda: self._consented(route, consent))
            case "invoke":
                return 501, None  # as Teams asks for what an app does not know
            case "installationUpdate" | "conversationUpdate":
                return await self._once(activity, route, lambda: self._moved(activity, route))
        return TAKEN

    async def _once(self, activity: Activity, route: Route, work: Callable[[], Coroutine[Any, Any, None]]) -> Sent:
        """Do it unless it was done before; after a while Teams gets its answer, and it goes on."""
        if await self._is_new(activity, route):
            await settled(self._work.start(work()), IN_TIME)
        return TAKEN

    async def _is_new(self, activity: Activity, route: Route, answer: Answer | None = None) -> bool:
        """Whether an activity was not seen before; the person is told where the store does not say in time."""
        id = f"teams:activity:{route.tenant}:{route.conversation}:{activity.get('id') or uuid4().hex}"
        try:
            async with asyncio.timeout(NOTED):
                return await self._advisor.mark_seen(id, self._clock())
        except Exception as error:
            log.warning("Something from Teams could not be taken: %s", type(error).__name__)
        await self._telling(Say(route.locale)("not-taken"), route, answer)
        return False

    async def _who(self, route: Route) -> tuple[Actor, Say]:
        """The person behind a route, and the language to speak to them."""
        now = self._clock()
        reference = Reference(route.conversation_id, route.service_url, route.conversation, route.user, route.personal)
        await self._references.note(reference, now)
        profile = await self._people.profile(route.account, route.service_url, route.conversation, route.user, now)
        who = listen.actor(route, profile)
        if not route.personal and await self._references.of(route.account) is None:
            # their own chat has no address yet: it is begun when there is something for them alone
            await self._references.note(Reference(route.account, route.service_url, "", route.user, True), now)
        return who, Say(route.locale)

    async def _handle(self, event: Event) -> Reply:
        async with asyncio.timeout(HEARING):
            return await self._advisor.handle(event, self._clock())

    async def _said(self, activity: Activity, route: Route) -> None:
        try:
            who, say = await self._who(route)
            files = await self._downloads.sent(listen.files_of(activity), opened=listen.may_open(route, who))
            event = listen.command_of(listen.said(activity, who, listen.place(route), files), self._commands)
            await self._delivery.reply(await self._handle(event), route, say)
        except Exception as error:
            await self._failed("a message", error, route)

    async def _consented(self, route: Route, consent: Consent) -> None:
        """Somebody said whether they want a file: it is made again for them, since nobody has kept it."""
        try:
            who, say = await self._who(route)
            if not route.personal:
                await self._delivery.tell(say("old-card"), route)
            elif not consent.accepted:
                await self._delivery.files.declined(consent, route, say)
            elif not consent.action:
                await self._delivery.files.failed(consent, route, say)
            else:
                reply = await self._handle(Pressed(actor=who, place=listen.place(route), action=consent.action))
                if reply.files:
                    await self._delivery.files.accepted(consent, reply.files, route, say)
                else:  # it cannot be had any more, and the advisor says why
                    await self._delivery.reply(reply, route, say)
        except Exception as error:
            await self._failed("an offered file", error, route)

    async def _moved(self, activity: Activity, route: Route) -> None:
        """The app was added or removed somewhere; who has it for the first time is greeted."""
        added = activity.get("action") in ("add", "add-upgrade")
        try:
            if listen.is_removal(activity):
                await self._references.ended(route.conversation_id, self._clock())
            elif added and route.personal:
                who, say = await self._who(route)
                reply = await self._handle(ChatOpened(actor=who, place=listen.place(route)))
                await self._delivery.reply(reply, route, say)
        except Exception as error:
            if added and route.personal:
                await self._failed("a greeting", error, route)
            else:
                note_failure("a coming or going", error)

    async def _on_press(self, activity: Activity, route: Route, press: Press) -> Sent:
        answer = Answer(waits=not press.submitted)
        if await self._is_new(activity, route, answer):
            work = self._work.start(self._pressed(route, press, answer))
            if press.submitted:
                await settled(work, IN_TIME)
        else:
            answer.word(Say(route.locale)("handled"))
        if press.submitted:
            return TAKEN
        given = await answer.within(IN_TIME)
        if given is None:
            late = Answer(waits=True)
            late.word(Say(route.locale)("wait"))
            given = await late.within(0)
        return 200, given

    async def _pressed(self, route: Route, press: Press, answer: Answer) -> None:
        try:
            who, say = await self._who(route)
            if press.verb in VERBS:
                await self._on_form(route, press, who, say, answer)
                return
            reply = await self._pressing(route, press, who)
            await self._delivery.reply(reply, route, say, answer)
            answer.word(_word(reply, say))
        except UnknownButtonError:
            await self._telling(Say(route.locale)("old-card"), route, answer)
        except Exception as error:
            await self._failed("a button", error, route, answer)

    async def _on_form(self, route: Route, press: Press, who: Actor, say: Say, answer: Answer) -> None:
        """A button on the card of a form: the next card takes its place, or stands in the person's own chat where
        somebody brought the card to where others read.

        Raises:
            UnknownButtonError: nobody knows the button.
        """
        turn = FormTurn(press, who, listen.place(listen.alone(route)), say, self._handle)
        reply = await turn.done()
        await self._delivery.reply(reply, route, say, answer, turn.shown)
        answer.word(_word(reply, say))

    async def _pressing(self, route: Route, press: Press, who: Actor) -> Reply:
        """What the advisor says to a press.

        Raises:
            UnknownButtonError: nobody knows the button.
        """
        place = listen.place(route)
        match press.verb:
            case value if value == PRESS:
                return await self._handle(listen.pressed(route, press.value, who, place))
            case value if value == OPEN:
                return await self._handle(listen.opened(press.value, who, place))
            case value if value == WAY:
                return await self._handle(listen.home_opened(who, place, press.value))
            case value if value == FIND:
                words = str(press.data.get("words") or "")
                return await self._handle(listen.home_opened(who, place, f"{press.value}{words}"))
        raise UnknownButtonError

    async def _failed(self, what: str, error: Exception, route: Route, answer: Answer | None = None) -> None:
        await self._telling(Say(route.locale)("failed", reference=note_failure(what, error)), route, answer)

    async def _telling(self, text: str, route: Route, answer: Answer | None) -> None:
        try:
            went = await self._delivery.tell(text, route, answer)
            await self._delivery.say_where([went], route, Say(route.locale), answer)
        except Exception as worse:
            note_failure("telling about a failure", worse)


def _word(reply: Reply, say: Say) -> str:
    """What is told beside a button when all else is said: that it was done, or why not."""
    return (" ".join(shown.summary for shown in reply.messages) if reply.failed else "") or say("done")
