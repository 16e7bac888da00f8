"""Replies go out: messages, modals and Home, each the way Slack allows at that moment."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.chat.blocks import Style
from bot.chat.form_state import packed
from bot.chat.outgoing import Outbox, Outgoing, Went
from bot.chat.sender import Posting
from bot.chat.texts import cut
from bot.chat.views import Audience, DocumentView, File, FormView, Message, Prompt, Reply, ReviewView, View
from bot.slack import limits
from bot.slack.blocks import Block, actions, push_button, section
from bot.slack.errors import Meaning, SlackError, asking
from bot.slack.files import upload, without_file
from bot.slack.listen import Route, alone
from bot.slack.modals import REVIEW, modal, placed, shown_modal, text_modal
from bot.slack.post import SlackPoster
from bot.slack.render import blocks_of, message
from bot.slack.text import cut_escaped
from bot.slack.words import Say
from flows.forms import FormRef

log = logging.getLogger(__name__)

OPEN = "open"
"""How the action id begins of a button that opens a document."""


class Delivery:
    """Slack's Web API as the surface uses it."""

    def __init__(self, client: AsyncWebClient, poster: SlackPoster, outbox: Outbox) -> None:
        self._client = client
        self._poster = poster
        self._outgoing = Outgoing(poster, outbox)

    async def reply(self, reply: Reply, route: Route, say: Say) -> None:
        """All of a reply, in the conversation that it answers; what is private, for the person only.

        Where the person cannot be answered alone in a channel, they get it as direct messages, and a word says so.
        """
        if reply.shared and not await self.share(reply.shared, route, say):
            await self.tell(say("not-shared"), route)
            return
        went = []
        if reply.replace:
            went.append(await self.replace(reply.replace, route, say))
        for shown in reply.messages:
            went.append(await self.post(shown, route, say))
        if reply.view:
            went.append(await self.view(reply.view, route, say))
        if reply.window:
            went.append(await self.window(reply.window, route, say))
        for file in reply.files:
            went.append(await self.file(file, route, say))
        if reply.passing:
            text = cut_escaped(reply.passing, limits.SECTION)
            went.append(await self._post(text, [section(text)], replace(route, private=True)))
        if reply.home:
            await self.home(reply.home, route, say, reply.home_view)
            if not (reply.messages or reply.view or reply.replace):
                went.append(await self.post(reply.home, route, say))
        if route.public and set(went) - {Went.HERE}:
            await self._say("written-directly" if Went.ELSEWHERE in went else "written-nowhere", route, say)

    async def post(self, shown: Message, route: Route, say: Say) -> Went:
        """A message; a private one for the person only.  Where it cannot be posted, it comes as a direct message."""
        rendered = message(shown, say)
        return await self._post(rendered.text, rendered.blocks, route if _is_public(shown) else alone(route))

    async def tell(self, text: str, route: Route) -> Went:
        """A plain sentence for the person only."""
        shown = cut_escaped(text, limits.SECTION)
        return await self._post(shown, [section(shown)], alone(route))

    async def share(self, shown: Message, route: Route, say: Say) -> bool:
        """Show something to everybody in the conversation; False where Slack does not let it be."""
        rendered = message(shown, say)
        content = {"text": rendered.text, "blocks": rendered.blocks}
        posting = Posting(conversation_of(route), account_of(route), content, route.thread, False)
        return await self._outgoing.send(posting, elsewhere=False) is Went.HERE

    async def _say(self, word: str, route: Route, say: Say) -> None:
        """A word in the channel, where somebody asked and would see no answer."""
        text = cut_escaped(say(word), limits.SECTION)
        content = {"text": text, "blocks": [section(text)]}
        posting = Posting(conversation_of(route), account_of(route), content, route.thread, False)
        await self._outgoing.send(posting, elsewhere=False)

    async def _post(self, text: str, blocks: list[Block], route: Route) -> Went:
        conversation = conversation_of(route)
        content: dict[str, Any] = {"text": text, "blocks": blocks}
        # an answer through the address would leave the thread
        by_address = route.private and route.response_url and not route.thread
        respond = by_address and not await self._outgoing.waits(conversation)
        if respond and await self._respond({**content, "replace_original": False}, route):
            return Went.HERE
        return await self._outgoing.send(Posting(conversation, account_of(route), content, route.thread, route.private))

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

    async def replace(self, shown: Message, route: Route, say: Say) -> Went:
        """Put a message in the place of the one whose button was pressed; beside it where that cannot be done.

        A private one never takes the place of one that others read.
        """
        if route.public and not _is_public(shown):
            return await self.post(shown, route, say)
        rendered = message(shown, say)
        fields: dict[str, Any] = {"text": rendered.text, "blocks": rendered.blocks}
        if route.message and not route.ephemeral:
            reference = f"{route.channel}:{route.message}"
            return await self._outgoing.send(
                Posting(conversation_of(route), account_of(route), fields, route.thread, route.private, reference)
            )
        if route.public or not await self._respond({**fields, "replace_original": True}, route):
            return await self._post(rendered.text, rendered.blocks, route)
        return Went.HERE

    async def view(self, view: View, route: Route, say: Say) -> Went:
        """Show a view as a modal; offer it by a button where Slack lets no window open."""
        if route.trigger and await self.open(view_modal(view, route, say), route.trigger):
            return Went.HERE
        return await self.offer(view, route, say)

    async def window(self, shown: Message, route: Route, say: Say) -> Went:
        """Show something as a modal and nowhere else: it must not stay in any history."""
        if route.trigger and await self.open(shown_modal(shown, say), route.trigger):
            return Went.HERE
        return await self.tell(say("press-again"), route)

    async def file(self, file: File, route: Route, say: Say) -> Went:
        """Send a file to the person's direct messages; where that fails, say so."""
        try:
            await upload(self._client, route.user, file, say)
        except SlackError as error:
            log.warning("A file was not sent: %s", error)
            return await self.tell(say(_file_failed(error), title=file.title), route)
        return Went.ELSEWHERE

    async def open(self, shown: Block, trigger: str) -> str:
        """Open a modal and return its id; empty if Slack lets none open now.

        Raises:
            SlackError: Slack does not take this modal at any time.
        """
        try:
            response = await self._call("views.open", shown, trigger_id=trigger)
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
            await self._call("views.push", shown, trigger_id=trigger)
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
            await self._call("views.update", shown, view_id=view_id, **newest)
        except SlackError as error:
            if error.meaning is not Meaning.GONE:
                _note_window(error)
                return False
            log.info("A modal was closed or changed meanwhile.")
        return True

    async def _call(self, method: str, shown: Block, **fields: Any) -> Any:
        """Show a window; one that asks for a file without asking, where Slack lets none be read.

        Raises:
            SlackError: Slack does not show it.
        """
        try:
            return await self._poster.call(method, view=shown, **fields)
        except SlackError as error:
            plain = without_file(shown, Say()) if error.meaning in (Meaning.CONTENT, Meaning.MENDABLE) else None
            if plain is None:
                raise
            log.warning("A window asks for no file: does the app have the scope files:read?")
            return await self._poster.call(method, view=plain, **fields)

    async def offer(self, view: View, route: Route, say: Say) -> Went:
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

    async def suggest(self, prompts: Sequence[Prompt], channel: str, say: Say) -> None:
        """Show in somebody's direct messages what they could write.

        Raises:
            SlackError: Slack does not show it.
        """
        shown = [{"title": cut(each.title, limits.PROMPT), "message": each.message} for each in prompts]
        # with the time stamp of a thread Slack would show nothing, and say nothing
        await self._poster.call(
            "assistant.threads.setSuggestedPrompts",
            channel_id=channel,
            title=say("prompts"),
            prompts=shown[: limits.PROMPTS],
        )

    async def status(self, text: str, channel: str, thread: str) -> None:
        """Show in a thread of somebody's direct messages what is done just now; nothing any more with an empty text.

        Raises:
            SlackError: Slack does not show it.
        """
        await self._poster.call("assistant.threads.setStatus", channel_id=channel, thread_ts=thread, status=text)

    async def home(self, shown: Message, route: Route, say: Say, view: str = "") -> None:
        """Publish Home for the person; it remembers which ``view`` of it this is."""
        blocks = blocks_of(shown, say, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
        blocks = blocks or [section(cut_escaped(say("empty-home"), limits.SECTION))]
        try:
            drawn = {"type": "home", "blocks": blocks, "private_metadata": view[: limits.METADATA]}
            await self._poster.call("views.publish", user_id=route.user, view=drawn)
        except SlackError as error:  # it is drawn anew whenever the person opens it
            log.warning("Home could not be drawn: %s", error)


def view_modal(
    view: View, route: Route, say: Say, notices: Sequence[str] = (), *, part: int | None = None, more: bool = False
) -> Block:
    """The modal for a view; it remembers the channel in which it was begun, so that its result can be shared there."""
    shown = modal(view, say, part, notices, more=more)
    return placed(shown, route.channel, route.thread) if route.shared else shown


def reply_modal(reply: Reply, route: Route, say: Say) -> dict[str, Any]:
    """A reply for somebody who looks at a window."""
    if reply.view:
        return view_modal(reply.view, route, say, [shown.summary for shown in reply.messages])
    if not reply.messages:
        return text_modal(say("done"), say)
    shown = shown_modal(reply.messages[0], say, more=reply.messages[1:])
    return placed(shown, route.channel, route.thread) if route.shared else shown


def _is_public(shown: Message) -> bool:
    return shown.audience is Audience.HERE


def _file_failed(error: SlackError) -> str:
    """The word for a file that Slack does not take."""
    if error.meaning is not Meaning.MENDABLE:
        return "file-not-sent"
    return "file-not-allowed" if error.code == "missing_scope" else "file-switched-off"


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
