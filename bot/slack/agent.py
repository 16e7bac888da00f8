"""The conversation as Slack shows that of an agent: a greeting at first, and suggestions of what to write."""

from collections.abc import Sequence

from bot.chat.failures import note_failure
from bot.chat.views import Prompt
from bot.chat.work import left, settled
from bot.slack import listen
from bot.slack.errors import SlackError
from bot.slack.handlers import IN_TIME, HandlerContext
from bot.slack.listen import Payload, Route
from bot.slack.words import Say


class AgentView:
    """What is done when somebody opens their conversation with the advisor."""

    def __init__(self, context: HandlerContext) -> None:
        self._context = context

    async def on_opened(self, body: Payload) -> None:
        await settled(self._context.work.start(self._opened(body)), left(IN_TIME))

    async def _opened(self, body: Payload) -> None:
        context = self._context
        try:
            route = listen.home_route(body, context.installed)
            who, say = await context.who(route)
            reply = await context.handle(listen.chat_opened(who, listen.place(route)))
            if reply.failed:  # they asked for nothing
                return
            await context.delivery.reply(reply, route, say)
            await self._suggest(reply.prompts, str(body["event"].get("channel") or ""), route, say)
        except Exception as error:
            note_failure("an opened conversation", error)

    async def _suggest(self, prompts: Sequence[Prompt], channel: str, route: Route, say: Say) -> None:
        surface = self._context.surface
        if not (prompts and channel) or surface.lacking:
            return
        try:
            await self._context.delivery.suggest(prompts, channel, say)
        except SlackError as error:
            surface.failed("Suggestions were", route.team, error)
