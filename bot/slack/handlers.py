"""What happens with each thing that Slack sends: event to the advisor, reply to the person.

Nothing raises out of here: Slack gets its response in time, and the person is told when something failed.  What
cannot be noted in the store is not taken: an event is left for Slack to repeat, of anything else the person is told.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4

from bot.chat.events import Actor, Belonging, Event
from bot.chat.failures import note_failure
from bot.chat.form_state import unpacked
from bot.chat.views import Reply
from bot.chat.work import Response, Work, left, settled
from bot.slack import blocks, deliver, listen
from bot.slack.blocks import FIND, PRESS, WAY
from bot.slack.declared import opens_window
from bot.slack.deliver import OPEN, Delivery, reply_modal
from bot.slack.downloads import Downloads
from bot.slack.homes import Homes
from bot.slack.installation import Installation, standing_of
from bot.slack.listen import Payload, Route
from bot.slack.modals import text_modal, wait_modal
from bot.slack.people import People
from bot.slack.render import message
from bot.slack.surface import Surface
from bot.slack.words import Say

log = logging.getLogger(__name__)

IN_TIME = 2.2
"""Seconds from its arrival in which a request gets its response; Slack waits for three."""

AT_ONCE = 0.5
"""Seconds to wait for a view before a window opens without it: the trigger lives for three."""

NOTED = 2.0
"""Seconds from its arrival in which the store must have noted that something came, so that the person can still be
told if not: where many wait, the wait before counts."""

HEARING = 60
"""Seconds after which something must be broken."""

Ack = Callable[..., Awaitable[Any]]


class Advising(Protocol):
    """What the surface needs of the advisor."""

    async def handle(self, event: Event, now: datetime) -> Reply: ...

    async def mark_seen(self, event_id: str, now: datetime) -> bool: ...

    async def note_belonging(self, account: str, belonging: Belonging, now: datetime) -> None: ...

    async def note_profile(self, account: str) -> None: ...

    async def meet(self, actor: Actor, now: datetime) -> None: ...


class NotTakenError(Exception):
    """It could not be noted in time that something came, so nothing was done about it."""


class HandlerContext:
    """What the handlers of one workspace share: the advisor, the clock, and the ways to the person.

    ``installation`` gives where the advisor is installed there; ``noted`` is as `NOTED`.
    """

    def __init__(
        self,
        advisor: Advising,
        clock: Callable[[], datetime],
        delivery: Delivery,
        people: People,
        work: Work,
        installation: Callable[[], Installation],
        downloads: Downloads,
        noted: float = NOTED,
    ) -> None:
        self.advisor = advisor
        self.clock = clock
        self.delivery = delivery
        self.people = people
        self.work = work
        self.downloads = downloads
        self.noted = noted
        self._installation = installation
        self._homes = Homes()
        self.surface = Surface(delivery, work, clock)

    @property
    def installed(self) -> Installation:
        """Where the advisor is installed."""
        return self._installation()

    async def who(self, route: Route) -> tuple[Actor, Say]:
        """The person behind a route, and the language to speak to them."""
        profile = await self.people.profile(route.user, self.clock())
        return listen.actor(route, profile, self.installed), Say(profile.locale)

    async def handle(self, event: Event) -> Reply:
        async with asyncio.timeout(HEARING):
            return await self.advisor.handle(event, self.clock())

    async def home(self, route: Route, view: str | None = None, *, opened: bool = False) -> None:
        """Draw a view of somebody's Home as it is now, the one they were on where none is named.

        Where it says something new, so may the Homes that colleagues look at; one that is ``opened`` and was not
        drawn before tells of nothing that happened just now.
        """
        first = opened and self._homes.of(route.user, self.clock()) is None
        if await self._draw(route, view) and not first:
            for other in self._homes.others(route.user, self.clock()):
                await self._draw(other.route, other.view, only_changed=True)

    async def said_something(self, route: Route) -> None:
        """What was written may have changed something on the Home that somebody looks at."""
        if self._homes.of(route.user, self.clock()) is not None:
            await self.home(route)

    async def _draw(self, route: Route, view: str | None, *, only_changed: bool = False) -> bool:
        """Draw a Home; with ``only_changed`` not one that says what it said.  Whether it says something new."""
        try:
            drawn = self._homes.of(route.user, self.clock())
            view = view if view is not None else drawn.view if drawn else ""
            who, say = await self.who(route)
            reply = await self.handle(listen.home_opened(who, listen.place(listen.direct(route)), view))
            if reply.home is None or (only_changed and drawn is not None and drawn.shown == reply.home):
                return False
            await self.delivery.home(reply.home, route, say, reply.home_view)
            return self._homes.note(route, reply.home_view, reply.home, self.clock())
        except Exception as error:
            note_failure("Home", error)
            return False

    async def is_new(self, route: Route) -> bool:
        """Whether an interaction was not seen before: every one has its own trigger, a replayed one has not.

        Raises:
            NotTakenError: the store does not say in time.
        """
        if not route.trigger:
            return True
        try:
            async with asyncio.timeout(left(self.noted)):
                return await self.advisor.mark_seen(f"slack:trigger:{route.trigger}", self.clock())
        except Exception as error:
            log.warning("Something from Slack could not be taken: %s", type(error).__name__)
            raise NotTakenError from None


class Conversations:
    """Slash commands, direct messages, mentions, Home, and the buttons of messages and Home."""

    def __init__(self, context: HandlerContext) -> None:
        self._context = context
        self._taken: dict[str, bool] = {}
        """The events at work, and whether the store has noted that they began."""

    async def on_command(self, ack: Ack, body: Payload) -> None:
        context = self._context
        route = listen.command_route(body, context.installed)
        try:
            new = await context.is_new(route)
        except NotTakenError:
            await ack(text=Say()("not-taken"), response_type="ephemeral")
            return
        if not new:
            await ack(text=Say()("handled"), response_type="ephemeral")
            return
        response = Response()
        context.work.start(self._command(body, route, response))
        await ack(**(await response.within(left(IN_TIME)) or {}))

    async def _command(self, body: Payload, route: Route, response: Response) -> None:
        context = self._context
        view_id = ""
        try:
            hearing = context.work.start(self._commanded(body, route))
            opens = opens_window(str(body.get("command", "")).removeprefix("/"), str(body.get("text") or ""))
            if opens and not await settled(hearing, AT_ONCE):
                view_id = await context.delivery.open(wait_modal(Say()), route.trigger)
            reply, route, say = await hearing
            if view_id and await context.delivery.update(reply_modal(reply, route, say), view_id):
                return
            if route.private and reply.messages and not reply.replace:
                first = message(reply.messages[0], say)
                if response.give(text=first.text, blocks=first.blocks, response_type="ephemeral"):
                    reply = replace(reply, messages=reply.messages[1:])
            response.give()
            await context.delivery.reply(reply, route, say)
            await context.said_something(route)
        except Exception as error:
            await self._failed("a command", error, route, response, view_id)
        finally:
            response.give()

    async def _commanded(self, body: Payload, route: Route) -> tuple[Reply, Route, Say]:
        context = self._context
        who, say = await context.who(route)
        if route.channel.startswith("D") and route.channel == await context.people.channel(route.user, context.clock()):
            route = listen.direct(route)
        return await context.handle(listen.command(body, who, listen.place(route))), route, say

    async def _failed(
        self, what: str, error: Exception, route: Route, response: Response | None = None, view_id: str = ""
    ) -> None:
        text = Say()("failed", reference=note_failure(what, error))
        if response and response.give(text=text, response_type="ephemeral"):
            return
        try:
            if not (view_id and await self._context.delivery.update(text_modal(text, Say()), view_id)):
                await self._context.delivery.tell(text, route)
        except Exception as worse:
            note_failure(f"telling about {what}", worse)

    async def on_message(self, body: Payload, own: str) -> bool:
        """Whether it was taken; Slack must repeat it if not."""
        event = body["event"]
        if event.get("channel_type") != "im" or not listen.is_speech(event):
            return True
        return await self._in_time(body, self._said(body, listen.message_route(body, self._context.installed), own))

    async def on_mention(self, body: Payload, own: str) -> bool:
        """As `on_message`."""
        if not listen.is_speech(body["event"]):
            return True
        return await self._in_time(body, self._said(body, listen.mention_route(body, self._context.installed), own))

    async def _in_time(self, body: Payload, work: Coroutine[Any, Any, None]) -> bool:
        """Let Slack wait for what is quickly done: should this process die meanwhile, Slack sends it again.

        False if it is not even noted by then.  It goes on all the same; what Slack repeats finds it done.
        """
        event_id = str(body.get("event_id") or uuid4().hex)
        if event_id in self._taken:
            work.close()
            return self._taken[event_id]
        self._taken[event_id] = False
        taken = asyncio.Event()
        await settled(self._context.work.start(self._once(event_id, taken, work)), left(self._context.noted))
        return taken.is_set()

    async def _once(self, event_id: str, taken: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
        """Do it unless it was done before; says when the store has taken note.

        The event is marked twice, at the beginning and at the end.  One that was begun and never ended comes from
        a process that died; it is done when Slack sends it again, but only once: it may be what killed the process.
        """
        begun, ended = f"slack:event:{event_id}", f"slack:event:{event_id}:ended"
        mark_seen, moment = self._context.advisor.mark_seen, self._context.clock()
        try:
            mine = await mark_seen(begun, moment) or await mark_seen(ended, moment)
            self._taken[event_id] = True
            taken.set()
            if mine:
                await work
                await mark_seen(ended, self._context.clock())
        except Exception as error:
            note_failure("an event", error)
        finally:
            del self._taken[event_id]
            work.close()

    async def _said(self, body: Payload, route: Route, own: str) -> None:
        try:
            who, say = await self._context.who(route)
            files = await self._context.downloads.sent(listen.files_of(body), opened=listen.may_open(route, who))
            hearing = self._context.handle(listen.said(body, who, listen.place(route), own, files))
            reply = await self._context.surface.while_waiting(hearing, body, say)
            await self._context.delivery.reply(reply, route, say)
            await self._context.said_something(route)
        except Exception as error:
            await self._failed("a message", error, route)

    async def on_home(self, body: Payload) -> None:
        if body["event"].get("tab", "home") == "home":
            route = listen.home_route(body, self._context.installed)
            opening = self._context.home(route, listen.home_view(body), opened=True)
            await settled(self._context.work.start(opening), left(IN_TIME))

    async def on_user_change(self, body: Payload) -> None:
        """Somebody became a guest, left, has another name: what was known of them counts no more."""
        profile, context = body["event"].get("user") or {}, self._context
        user = str(profile.get("id") or "")
        try:
            await context.people.changed(user, standing_of(profile))
            await context.advisor.note_profile(context.installed.account_of(user))
        except Exception as error:  # the next look at the profile learns the same
            note_failure("a change of a profile", error)

    async def on_press(self, ack: Ack, body: Payload) -> None:
        route, action = listen.press_route(body, self._context.installed), body["actions"][0]
        kind, value = action["action_id"].partition(":")[0], listen.value_of(action)
        if kind == FIND:
            kind, value = WAY, listen.found_view(action)
        try:
            if kind in (PRESS, OPEN, WAY) and await self._context.is_new(route):
                self._context.work.start(self._press(body, route, kind, value))
        except NotTakenError:
            self._context.work.start(self._tell_not_taken(route))
        await ack()

    async def _tell_not_taken(self, route: Route) -> None:
        try:
            await self._context.delivery.tell(Say()("not-taken"), route)
        except Exception as error:
            note_failure("telling about a button", error)

    async def _press(self, body: Payload, route: Route, kind: str, value: str) -> None:
        context = self._context
        view = body.get("view") or {}
        on_home, view_id = view.get("type") == "home", ""
        try:
            if on_home and kind == WAY:
                await context.home(route, value, opened=True)
                return
            hearing = context.work.start(self._pressed(route, kind, value))
            if kind == OPEN and not await settled(hearing, AT_ONCE):
                view_id = await context.delivery.open(wait_modal(Say()), route.trigger)
            reply, say = await hearing
            if view_id and await context.delivery.update(reply_modal(reply, route, say), view_id):
                return
            await context.delivery.reply(replace(reply, home=None) if on_home else reply, route, say)
            if reply.home is None or on_home:  # what was pressed may have changed something on it
                await context.home(route, (reply.home_view or listen.home_view(body)) if on_home else None)
        except Exception as error:
            await self._failed("a button", error, route, view_id=view_id)

    async def _pressed(self, route: Route, kind: str, value: str) -> tuple[Reply, Say]:
        who, say = await self._context.who(route)
        place = listen.place(route)
        match kind:
            case deliver.OPEN:
                document, ref = unpacked(value)
                return await self._context.handle(listen.opened(document, ref, who, place)), say
            case blocks.WAY:  # on a Home that stands in the conversation
                reply = await self._context.handle(listen.home_opened(who, place, value))
                return replace(reply, home=None, replace=reply.home), say
        return await self._context.handle(listen.pressed(route, value, who, place)), say
