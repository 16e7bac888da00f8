"""Who of Slack's requests is let in: those for an installation, each with its workspace.

For an unknown one there is no token: people are told where Slack shows it without, and the rest is dropped.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.texts import clean
from bot.chat.work import Work
from bot.slack.errors import SlackError, asking
from bot.slack.installation import Payload
from bot.slack.installations import NotAnsweredError
from bot.slack.modals import text_modal
from bot.slack.words import Say
from bot.slack.workspaces import ENDINGS, Workspaces

log = logging.getLogger(__name__)

UNREADABLE = "This request cannot be read: its signing headers or its body are not as Slack sends them."
WORKSPACE = "workspace"
"""Under this name the workspace stands in Bolt's context of a request."""


class Entrance:
    """Stands before Bolt's own check of who may come in; ``session`` gives the HTTP session that all calls share."""

    def __init__(self, workspaces: Workspaces, work: Work, session: Callable[[], aiohttp.ClientSession | None]) -> None:
        self._workspaces = workspaces
        self._work = work
        self._session = session

    async def known(
        self, body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[Any]]
    ) -> BoltResponse | None:
        """Find the workspace; what belongs to none goes no further.  What is let in holds only what can be stored."""
        body.update(_storable(body))
        if body.get("type") != "url_verification" and _kind(body) not in ENDINGS:
            try:
                workspace = await self._workspaces.of_payload(body)
            except NotAnsweredError:
                return later()
            if workspace is None:
                return self._not_installed(body)
            context[WORKSPACE] = workspace
        await next_()
        return None

    def _not_installed(self, payload: Payload) -> BoltResponse:
        kind, text, response = _kind(payload), Say()("not-installed"), dict[str, Any]()
        dropped = "Dropped what came from a workspace in which the advisor is not installed: %s"
        log.warning(dropped, kind, extra={"seldom": kind})
        address = payload.get("response_url")
        if kind == "command":
            response = {"response_type": "ephemeral", "text": text}
        elif kind == "view_submission":
            response = {"response_action": "update", "view": text_modal(text, Say())}
        elif address:  # a button of a message
            self._work.start(self._tell(str(address), text))
        return BoltResponse(status=200, body=response or "")

    async def _tell(self, address: str, text: str) -> None:
        """Say it beside the message; what was there stays."""
        hook = AsyncWebhookClient(address, session=self._session(), retry_handlers=[])
        try:
            await asking(hook.send_dict({"response_type": "ephemeral", "replace_original": False, "text": text}))
        except SlackError as error:
            log.warning("A response address did not answer: %s", error.code)


def later() -> BoltResponse:
    """Slack repeats what is answered so; over the socket it is not acknowledged, which means the same."""
    return BoltResponse(status=503, body="")


def _storable(value: Any) -> Any:
    """The same with other signs for those that no database can hold: in ids as in what people wrote."""
    match value:
        case str():
            return value if value.isascii() else clean(value)
        case dict():
            return {_storable(key): _storable(inner) for key, inner in value.items()}
        case list():
            return [_storable(inner) for inner in value]
    return value


async def unreadable(error: Exception) -> BoltResponse:
    """For what a listener could not read: signed, and yet not as Slack sends it.  Sent again it would be no better."""
    log.error("Failure in a request of Slack: %s", type(error).__name__, exc_info=error)
    return BoltResponse(status=400, body=UNREADABLE)


def _kind(payload: Payload) -> str:
    """What it is, in Slack's words for it: nothing that a person wrote."""
    if "command" in payload:
        return "command"
    event = payload.get("event")
    return str((event if isinstance(event, Mapping) else payload).get("type") or "something")
