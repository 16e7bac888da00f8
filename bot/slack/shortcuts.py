"""Shortcuts: ask about a message that somebody wrote, or start a dialogue; each is answered in a window."""

from bot.chat.failures import note_failure
from bot.chat.views import Message, Reply
from bot.chat.work import settled
from bot.slack import listen
from bot.slack.declared import ASK_ABOUT, START
from bot.slack.deliver import reply_modal
from bot.slack.handlers import AT_ONCE, Ack, HandlerContext, NotTakenError
from bot.slack.listen import Payload, Route
from bot.slack.modals import text_modal, wait_modal
from bot.slack.words import Say


class Shortcuts:
    """What is chosen in Slack's menus of shortcuts."""

    def __init__(self, context: HandlerContext) -> None:
        self._context = context

    async def on_shortcut(self, ack: Ack, body: Payload, own: str) -> None:
        context, route = self._context, listen.shortcut_route(body, self._context.installed)
        try:
            if body.get("callback_id") in (ASK_ABOUT, START) and await context.is_new(route):
                context.work.start(self._shortcut(body, route, own))
        except NotTakenError:
            context.work.start(self._tell(Say()("not-taken"), route))
        await ack()

    async def _shortcut(self, body: Payload, route: Route, own: str) -> None:
        context, view_id = self._context, ""
        try:
            hearing = context.work.start(self._heard(body, route, own))
            if not await settled(hearing, AT_ONCE):
                view_id = await context.delivery.open(wait_modal(Say()), route.trigger)
            reply, route, say = await hearing
            shown = reply_modal(reply, route, say)
            if view_id:
                if await context.delivery.update(shown, view_id):
                    return
            elif await context.delivery.open(shown, route.trigger):
                return
            await context.delivery.reply(reply, route, say)
        except Exception as error:
            await self._tell(Say()("failed", reference=note_failure("a shortcut", error)), route, view_id)

    async def _heard(self, body: Payload, route: Route, own: str) -> tuple[Reply, Route, Say]:
        context = self._context
        who, say = await context.who(route)
        if route.channel.startswith("D") and route.channel == await context.people.channel(route.user, context.clock()):
            route = listen.direct(route)
        place = listen.place(route)
        if body["callback_id"] == START:
            return await context.handle(listen.pressed(route, "command:all", who, place)), route, say
        asked = listen.asked_about(body, who, place, own)
        if not asked.text:
            return Reply((Message(say("no-text")),)), route, say
        return await context.handle(asked), route, say

    async def _tell(self, text: str, route: Route, view_id: str = "") -> None:
        try:
            if not (view_id and await self._context.delivery.update(text_modal(text, Say()), view_id)):
                await self._context.delivery.tell(text, route)
        except Exception as worse:
            note_failure("telling about a shortcut", worse)
