"""The conversation as Slack shows that of an agent: a greeting at first, and suggestions of what to write."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat.views import Prompt
from bot.slack import listen
from bot.slack.errors import SlackError
from bot.slack.handlers import IN_TIME, HandlerContext, note_failure
from bot.slack.listen import Payload, Route
from bot.slack.words import Say
from bot.slack.work import left, settled

log = logging.getLogger(__name__)

ASKED_AGAIN = timedelta(days=1)
"""How long a workspace is left alone that shows no suggestions: its plan or the app's permissions may change."""

LACKING = frozenset(
    {
        "access_denied",
        "feature_not_enabled",
        "invalid_arguments",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_allowed",
        "not_allowed_token_type",
        "unknown_method",
    }
)
"""The errors that tell of the whole workspace, and not of one conversation."""


class AgentView:
    """What is done when somebody opens their conversation with the advisor."""

    def __init__(self, context: HandlerContext) -> None:
        self._context = context
        self._without: dict[str, datetime] = {}
        """Workspaces without suggestions, and until when that is taken for granted."""

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
        now = self._context.clock()
        self._without = {team: until for team, until in self._without.items() if until > now}
        if not (prompts and channel) or route.team in self._without:
            return
        try:
            await self._context.delivery.suggest(prompts, channel, say)
        except SlackError as error:
            if error.code not in LACKING:
                log.info("Suggestions were not shown: %s", error)
            elif route.team not in self._without:
                self._without[route.team] = now + ASKED_AGAIN
                log.warning("Slack shows no suggestions in %s, which works all the same: %s", route.team, error)
