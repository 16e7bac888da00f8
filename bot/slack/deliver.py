"""Replies go out: messages, modals and Home, each the way Slack allows at that moment."""

import logging
from typing import Any, Protocol
from uuid import uuid4

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.sender import Posting, SendError
from bot.chat.views import DocumentView, FormView, Message, Reply, ReviewView, Style, View
from bot.slack import limits
from bot.slack.blocks import Block, actions, push_button, section
from bot.slack.errors import Meaning, SlackError, asking
from bot.slack.listen import Route, packed
from bot.slack.modals import REVIEW, modal
from bot.slack.post import SlackPoster
from bot.slack.render import blocks_of, message
from bot.slack.text import cut_escaped
from bot.slack.words import Say
from flows.forms import FormRef

log = logging.getLogger(__name__)

OPEN = "open"
"""How the action id begins of a button that opens a document."""


class Outbox(Protocol):
    """Where answers wait that Slack does not take just now; it posts them later, in their order."""

    async def waits(self, conversation: str) -> bool: ...

    async def add(self, posting: Posting, key: str, error: SendError | None = None) -> None: ...


class Delivery:
    """Slack's Web API as the surface uses it."""

    def __init__(self, client: AsyncWebClient, poster: SlackPoster, outbox: Outbox) -> None:
        self._client = client
        self._poster = poster
        self._outbox = outbox

    async def reply(self, reply: Reply, route: Route, say: Say) -> None:
        """All of a reply, in the conversation that it answers."""
        if reply.replace:
            await self.replace(reply.replace, route, say)
        for shown in reply.messages:
            await self.post(shown, route, say)
        if reply.view:
            await self.view(reply.view, route, say)
        if reply.home:
            await self.home(reply.home, route, say)
            if not (reply.messages or reply.view or reply.replace):
                await self.post(reply.home, route, say)

    async def post(self, shown: Message, route: Route, say: Say) -> None:
        """A message; where it cannot be posted, it comes as a direct message."""
        rendered = message(shown, say)
        await self._post(rendered.text, rendered.blocks, route)

    async def tell(self, text: str, route: Route) -> None:
        """A plain sentence."""
        shown = cut_escaped(text, limits.SECTION)
        await self._post(shown, [section(shown)], route)

    async def _post(self, text: str, blocks: list[Block], route: Route) -> None:
        conversation = conversation_of(route)
        content: dict[str, Any] = {"text": text, "blocks": blocks}
        responds = route.private and route.response_url and not await self._outbox.waits(conversation)
        if responds and await self._respond({**content, "replace_original": False}, route):
            return
        thread = "" if route.private else route.thread
        await self._send(Posting(conversation, account_of(route), content, thread, route.private))

    async def _send(self, posting: Posting) -> None:
        """Post it here, or else elsewhere; what Slack does not take just now waits in the outbox.

        Only what Slack refuses everywhere is lost, and then the log says so.
        """
        wanted: Posting | None = posting
        while wanted is not None:
            key = uuid4().hex
            if await self._outbox.waits(wanted.conversation):
                await self._outbox.add(wanted, key)
                return
            try:
                await self._poster.post(wanted, key=key)
            except SendError as error:
                if not error.permanent:
                    log.warning("An answer waits in the outbox: %s", error)
                    await self._outbox.add(wanted, key, error)
                    return
                log.warning("An answer cannot be posted where it belongs: %s", error)
                wanted = wanted.instead()
            else:
                return
        log.error("An answer could not be delivered anywhere.")

    async def _respond(self, content: dict[str, Any], route: Route) -> bool:
        """Answer through the response address; False if it is used up or too old (5 times, 30 minutes).

        As nobody can look it up, it counts as given when the answer to it was lost.
        """
        if not route.response_url:
            return False
        hook = AsyncWebhookClient(route.response_url, session=self._client.session, retry_handlers=[])
        try:
            response = await asking(hook.send_dict({"response_type": "ephemeral", **content}))
        except SlackError as error:
            log.warning("A response address did not answer: %s", error.code)
            return error.meaning is Meaning.LOST
        return response.status_code == 200

    async def replace(self, shown: Message, route: Route, say: Say) -> None:
        """Put a message in the place of the one whose button was pressed; beside it where that cannot be done."""
        rendered = message(shown, say)
        fields: dict[str, Any] = {"text": rendered.text, "blocks": rendered.blocks}
        if route.message and not route.ephemeral:
            reference = f"{route.channel}:{route.message}"
            thread = "" if route.private else route.thread
            await self._send(
                Posting(conversation_of(route), account_of(route), fields, thread, route.private, reference)
            )
        elif not await self._respond({**fields, "replace_original": True}, route):
            await self._post(rendered.text, rendered.blocks, route)

    async def view(self, view: View, route: Route, say: Say) -> None:
        """Show a view as a modal; offer it by a button where Slack lets no window open."""
        if not (route.trigger and await self.open(modal(view, say), route.trigger)):
            await self.offer(view, route, say)

    async def open(self, shown: Block, trigger: str) -> str:
        """Open a modal and return its id; empty if Slack lets none open now.

        Raises:
            SlackError: Slack does not take this modal at any time.
        """
        try:
            response = await self._poster.call("views.open", trigger_id=trigger, view=shown)
        except SlackError as error:
            _note_window(error)
            return ""
        return str(response["view"]["id"])

    async def push(self, shown: Block, trigger: str) -> bool:
        """Lay a modal over the one that is open; False if Slack does not let it.

        Raises:
            SlackError: as `open`.
        """
        try:
            await self._poster.call("views.push", trigger_id=trigger, view=shown)
        except SlackError as error:
            _note_window(error)
            return False
        return True

    async def update(self, shown: Block, view_id: str, seen: str = "") -> bool:
        """Change an open modal; False if Slack failed, so that the person sees an old one.

        ``seen`` is its hash as the person saw it: a newer one, and one that was closed, is left alone.

        Raises:
            SlackError: as `open`.
        """
        newest = {"hash": seen} if seen else {}
        try:
            await self._poster.call("views.update", view_id=view_id, view=shown, **newest)
        except SlackError as error:
            if error.meaning is not Meaning.GONE:
                _note_window(error)
                return False
            log.info("A modal was closed or changed meanwhile.")
        return True

    async def offer(self, view: View, route: Route, say: Say) -> None:
        """A button that opens a view; a finished document is posted as it is."""
        match view:
            case DocumentView():
                await self.post(view.content, route, say)
                return
            case FormView():
                title, ref = f"{view.form.title}: {view.form.page_title}", view.form.ref
            case ReviewView():
                title, ref = view.title, FormRef(REVIEW)
        text = cut_escaped(say("offer", title=title), limits.SECTION)
        button = push_button(say("open"), f"{OPEN}:0", packed(view.document, ref), Style.PRIMARY)
        await self._post(text, [section(text), *actions([button])], route)

    async def home(self, shown: Message, route: Route, say: Say) -> None:
        """Publish Home for the person."""
        blocks = blocks_of(shown, say, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
        blocks = blocks or [section(cut_escaped(say("empty-home"), limits.SECTION))]
        try:
            await self._poster.call("views.publish", user_id=route.user, view={"type": "home", "blocks": blocks})
        except SlackError as error:  # it is drawn anew whenever the person opens it
            log.warning("Home could not be drawn: %s", error)


def _note_window(error: SlackError) -> None:
    """Log why a window did not open or change; what Slack finds wrong with it is a defect of ours, and raised."""
    if error.meaning in (Meaning.CONTENT, Meaning.REFUSED):
        raise error
    if error.meaning is not Meaning.NO_WINDOW:
        log.warning("A window did not open or change: %s", error)


def account_of(route: Route) -> str:
    """The person's account, which is also the conversation of their direct messages."""
    return f"slack:{route.team}:{route.user}"


def conversation_of(route: Route) -> str:
    """Where an answer goes: the channel, or the direct messages, under whichever of their two names."""
    direct = route.channel == route.user or (route.channel.startswith("D") and not route.private)
    return account_of(route) if direct else f"slack:{route.team}:{route.channel}"
