"""Replies go out: messages, modals and Home, each the way Slack allows at that moment."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.views import Audience, DocumentView, FormView, Message, Reply, ReviewView, Style, View
from bot.slack import limits
from bot.slack.blocks import Block, actions, push_button, section
from bot.slack.listen import Route, alone, direct, packed
from bot.slack.modals import REVIEW, modal, placed, shown_modal
from bot.slack.render import blocks_of, message
from bot.slack.text import cut_escaped
from bot.slack.words import Say
from flows.forms import FormRef

log = logging.getLogger(__name__)

OPEN = "open"
"""How the action id begins of a button that opens a document."""

MOST_WAITING = 10
"""Seconds that a rate limit is waited for while a person waits, too."""

_NOT_THERE = {
    "cannot_reply_to_message",
    "channel_not_found",
    "is_archived",
    "messages_tab_disabled",
    "no_permission",
    "not_in_channel",
    "restricted_action",
    "user_not_in_channel",
}
_NO_TRIGGER = {
    "expired_trigger_id",
    "trigger_expired",
    "exchanged_trigger_id",
    "trigger_exchanged",
    "invalid_trigger_id",
}
_NOT_UPDATED = {"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_inactive"}


class Delivery:
    """Slack's Web API as the surface uses it."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def reply(self, reply: Reply, route: Route, say: Say) -> None:
        """All of a reply, in the conversation that it answers; what is private, for the person only.

        Where the person cannot be answered alone in a channel, they get it as direct messages, and a word says so.
        """
        if reply.shared and not await self.share(reply.shared, route, say):
            await self.tell(say("not-shared"), route)
            return
        elsewhere = []
        if reply.replace:
            elsewhere.append(await self.replace(reply.replace, route, say))
        for shown in reply.messages:
            elsewhere.append(await self.post(shown, route, say))
        if reply.view:
            elsewhere.append(await self.view(reply.view, route, say))
        if reply.window:
            elsewhere.append(await self.window(reply.window, route, say))
        if reply.home:
            await self.home(reply.home, route, say)
            if not (reply.messages or reply.view or reply.replace):
                elsewhere.append(await self.post(reply.home, route, say))
        if route.public and any(elsewhere):
            await self._say_elsewhere(route, say)

    async def post(self, shown: Message, route: Route, say: Say) -> bool:
        """A message; a private one for the person only.

        Where it cannot be posted, it comes as a direct message; returns whether that was so.
        """
        rendered = message(shown, say)
        return await self._post(rendered.text, rendered.blocks, route if _is_public(shown) else alone(route))

    async def tell(self, text: str, route: Route) -> bool:
        """A plain sentence for the person only."""
        shown = cut_escaped(text, limits.SECTION)
        return await self._post(shown, [section(shown)], alone(route))

    async def share(self, shown: Message, route: Route, say: Say) -> bool:
        """Show something to everybody in the conversation; False where Slack does not let it be."""
        try:
            rendered = message(shown, say)
            fields = {"text": rendered.text, "blocks": rendered.blocks, "unfurl_links": False, "unfurl_media": False}
            thread = {"thread_ts": route.thread} if route.thread else {}
            await self.call("chat.postMessage", channel=route.channel, **fields, **thread)
        except SlackApiError as error:
            log.info("Slack did not let something be shared: %s", code(error))
            return False
        return True

    async def _say_elsewhere(self, route: Route, say: Say) -> None:
        """A word in the channel, where somebody asked and would see no answer."""
        text = cut_escaped(say("written-directly"), limits.SECTION)
        thread = {"thread_ts": route.thread} if route.thread else {}
        try:
            await self.call("chat.postMessage", channel=route.channel, text=text, blocks=[section(text)], **thread)
        except SlackApiError as error:
            log.info("Slack takes no word in a channel: %s", code(error))

    async def _post(self, text: str, blocks: list[Block], route: Route) -> bool:
        by_address = route.private and not route.thread  # an answer through the address would leave the thread
        if by_address and await self._respond({"text": text, "blocks": blocks, "replace_original": False}, route):
            return False
        fields: dict[str, Any] = {"text": text, "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
        thread = {"thread_ts": route.thread} if route.thread else {}
        try:
            if route.private:
                fields = {"text": text, "blocks": blocks, "user": route.user}
                await self.call("chat.postEphemeral", channel=route.channel, **fields, **thread)
            else:
                await self.call("chat.postMessage", channel=route.channel, **fields, **thread)
        except SlackApiError as error:
            if code(error) not in _NOT_THERE or route.channel == route.user:
                raise
            await self._post(text, blocks, direct(route))
            return True
        return False

    async def _respond(self, content: dict[str, Any], route: Route) -> bool:
        """Answer through the response address; False if it is used up or too old (5 times, 30 minutes)."""
        if not route.response_url:
            return False
        hook = AsyncWebhookClient(route.response_url, session=self._client.session, retry_handlers=[])
        try:
            response = await hook.send_dict({"response_type": "ephemeral", **content})
        except (OSError, TimeoutError) as error:
            log.warning("A response address did not answer: %s", type(error).__name__)
            return False
        return response.status_code == 200

    async def replace(self, shown: Message, route: Route, say: Say) -> bool:
        """Put a message in the place of the one whose button was pressed; beside it where that cannot be done.

        A private one never takes the place of one that others read.
        """
        if route.public and not _is_public(shown):
            return await self.post(shown, route, say)
        rendered = message(shown, say)
        fields: dict[str, Any] = {"text": rendered.text, "blocks": rendered.blocks}
        if route.message and not route.ephemeral:
            try:
                await self.call("chat.update", channel=route.channel, ts=route.message, **fields)
            except SlackApiError as error:
                if code(error) not in _NOT_UPDATED:
                    raise
            else:
                return False
        if route.public or not await self._respond({**fields, "replace_original": True}, route):
            return await self._post(rendered.text, rendered.blocks, route)
        return False

    async def view(self, view: View, route: Route, say: Say) -> bool:
        """Show a view as a modal; offer it by a button where Slack lets no window open."""
        if route.trigger and await self.open(view_modal(view, route, say), route.trigger):
            return False
        return await self.offer(view, route, say)

    async def window(self, shown: Message, route: Route, say: Say) -> bool:
        """Show something as a modal and nowhere else: it must not stay in any history."""
        if route.trigger and await self.open(shown_modal(shown, say), route.trigger):
            return False
        return await self.tell(say("press-again"), route)

    async def open(self, shown: Block, trigger: str) -> str:
        """Open a modal and return its id; empty if the trigger has expired or was used."""
        try:
            response = await self.call("views.open", trigger_id=trigger, view=shown)
        except SlackApiError as error:
            if code(error) not in _NO_TRIGGER:
                raise
            return ""
        return str(response["view"]["id"])

    async def push(self, shown: Block, trigger: str) -> bool:
        """Lay a modal over the one that is open; False if Slack does not let it."""
        try:
            await self.call("views.push", trigger_id=trigger, view=shown)
        except SlackApiError as error:
            if code(error) not in {*_NO_TRIGGER, "push_limit_reached"}:
                raise
            return False
        return True

    async def update(self, shown: Block, view_id: str, seen: str = "") -> None:
        """Change an open modal.  ``seen`` is its hash as the person saw it: a newer one is left alone."""
        try:
            await self.call("views.update", view_id=view_id, view=shown, **({"hash": seen} if seen else {}))
        except SlackApiError as error:
            if code(error) not in ("hash_conflict", "not_found"):
                raise
            log.info("A modal was closed or changed meanwhile.")

    async def offer(self, view: View, route: Route, say: Say) -> bool:
        """A button that opens a view, for the person only; a finished document is posted as it is."""
        match view:
            case DocumentView():
                return await self.post(replace(view.content, audience=Audience.PRIVATE), route, say)
            case FormView():
                title, ref = f"{view.form.title}: {view.form.page_title}", view.form.ref
            case ReviewView():
                title, ref = view.title, FormRef(REVIEW)
        text = cut_escaped(say("offer", title=title), limits.SECTION)
        button = push_button(say("open"), f"{OPEN}:0", packed(view.document, ref), Style.PRIMARY)
        return await self._post(text, [section(text), *actions([button])], alone(route))

    async def home(self, shown: Message, route: Route, say: Say) -> None:
        """Publish Home for the person."""
        blocks = blocks_of(shown, say, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
        blocks = blocks or [section(cut_escaped(say("empty-home"), limits.SECTION))]
        await self.call("views.publish", user_id=route.user, view={"type": "home", "blocks": blocks})

    async def call(self, method: str, **fields: Any) -> Any:
        """A call of the Web API; a short rate limit is waited for once.

        Raises:
            SlackApiError: Slack refuses.
        """
        try:
            return await self._client.api_call(method, json=fields)
        except SlackApiError as error:
            wait = retry_after(error)
            if wait is None or wait > MOST_WAITING:
                raise
            await asyncio.sleep(wait)
        return await self._client.api_call(method, json=fields)


def view_modal(view: View, route: Route, say: Say, notices: Sequence[str] = ()) -> Block:
    """The modal for a view; a document remembers the channel from which it was opened, to be shared there."""
    shown = modal(view, say, notices=notices)
    return placed(shown, route.channel, route.thread) if isinstance(view, DocumentView) and route.shared else shown


def _is_public(shown: Message) -> bool:
    return shown.audience is Audience.HERE


def code(error: SlackApiError) -> str:
    """Slack's name for an error; empty if the answer carries none."""
    data = error.response.data if hasattr(error.response, "data") else error.response
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def retry_after(error: SlackApiError) -> float | None:
    """The seconds that a rate limit asks to wait; None for any other error."""
    if getattr(error.response, "status_code", 0) != 429 and code(error) not in ("ratelimited", "rate_limited"):
        return None
    headers = {str(key).lower(): value for key, value in (getattr(error.response, "headers", None) or {}).items()}
    try:
        return max(float(headers.get("retry-after", 1)), 0.0)
    except ValueError:
        return 1.0
