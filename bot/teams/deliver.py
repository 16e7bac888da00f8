"""Replies go out: as messages, and as cards in the place of the one that was pressed."""

import logging
from dataclasses import replace
from typing import Any

from bot.chat.outgoing import Outbox, Outgoing
from bot.chat.sender import Posting
from bot.chat.texts import cut
from bot.chat.views import Audience, DocumentView, Message, Reply, View
from bot.chat.work import Response
from bot.teams import limits
from bot.teams.cards import Element
from bot.teams.files import Files
from bot.teams.listen import Route, alone
from bot.teams.post import TeamsPoster
from bot.teams.render import message
from bot.teams.turns import view_card
from bot.teams.words import Say

log = logging.getLogger(__name__)

CARD_ANSWER = "application/vnd.microsoft.card.adaptive"
WORD_ANSWER = "application/vnd.microsoft.activity.message"


class Answer:
    """What a press is answered with: a card in the place of the one that was pressed, or a word for the person alone.

    ``waits``: Teams waits for it; a client that only knows ``Action.Submit`` waits for nothing.
    """

    def __init__(self, *, waits: bool) -> None:
        self._response = Response() if waits else None

    def card(self, card: Element) -> bool:
        """Put a card in its place; False if that is no longer possible this way."""
        return self._given(CARD_ANSWER, card)

    def word(self, text: str) -> bool:
        """Say something to the person alone; False if that is no longer possible this way."""
        return self._given(WORD_ANSWER, cut(text, limits.SUMMARY))

    def _given(self, kind: str, value: object) -> bool:
        return self._response is not None and self._response.give(statusCode=200, type=kind, value=value)

    async def within(self, seconds: float) -> dict[str, Any] | None:
        """The answer if it comes in time; None, and nobody can give it any more, if not."""
        return None if self._response is None else await self._response.within(seconds)


class Delivery:
    """The ways out to people in Teams."""

    def __init__(self, poster: TeamsPoster, outbox: Outbox, files: Files) -> None:
        self._outgoing = Outgoing(poster, outbox)
        self.files = files

    async def reply(self, reply: Reply, route: Route, say: Say, answer: Answer | None = None) -> None:
        """All of a reply, in the conversation that it answers; what is private, in the person's own chat.

        Where the person is not answered in the place where they wrote, a word there says so.
        """
        if reply.shared and not await self._share(reply.shared, route, say):
            await self.tell(say("not-shared"), route, answer)
            return
        if reply.replace:
            await self.replace(reply.replace, route, say, answer)
        private = False
        for shown in reply.messages:
            await self.post(shown, route, say)
            private = private or shown.audience is not Audience.HERE
        if reply.view:
            await self.view(reply.view, route, say, answer)
            private = True
        if reply.window:
            await self.post(reply.window, alone(route), say)
            private = True
        for file in reply.files:
            await self.files.send(file, route, say)
            private = True
        if reply.passing:
            await self.tell(reply.passing, route, answer)
        if reply.home and not (reply.messages or reply.view or reply.replace):
            await self.replace(reply.home, route, say, answer)
            private = True
        if private and not route.personal:
            await self._say_elsewhere(route, say, answer)

    async def post(self, shown: Message, route: Route, say: Say) -> None:
        """A message; a private one in the person's own chat."""
        to = route if shown.audience is Audience.HERE else alone(route)
        rendered = message(shown, say)
        for card in rendered.cards:
            await self._send({"text": rendered.text, "card": card}, to)

    async def tell(self, text: str, route: Route, answer: Answer | None = None) -> None:
        """A plain sentence for the person alone: beside the button they pressed, or in their own chat."""
        if answer is None or not answer.word(text):
            await self._send({"text": text}, alone(route))

    async def replace(self, shown: Message, route: Route, say: Say, answer: Answer | None = None) -> None:
        """Put a message in the place of the one whose button was pressed.

        A private one never takes the place of one that others read.
        """
        if not route.personal and shown.audience is not Audience.HERE:
            await self.post(shown, route, say)
            return
        rendered = message(shown, say)
        await self.cards(rendered.text, rendered.cards, route, answer)

    async def view(self, view: View, route: Route, say: Say, answer: Answer | None = None) -> None:
        """Show a page to be filled in, or a document, in the person's own chat."""
        if isinstance(view, DocumentView):
            await self.post(replace(view.content, audience=Audience.PRIVATE), route, say)
            return
        shown = view_card(view, say)
        if shown is not None:
            await self._send({"text": shown.text, "card": shown.card}, alone(route))

    async def cards(self, text: str, cards: tuple[Element, ...], route: Route, answer: Answer | None = None) -> None:
        """The first card in the place of the one that was pressed, the others below."""
        first, *others = cards
        if answer is None or not answer.card(first):
            reference = f"{route.conversation}|{route.message}" if route.message else ""
            await self._send({"text": text, "card": first}, route, reference)
        for card in others:
            await self._send({"text": text, "card": card}, route)

    async def _share(self, shown: Message, route: Route, say: Say) -> bool:
        """Show something to everybody in the conversation; False where Teams does not let it be."""
        rendered = message(shown, say)
        sent = [
            not await self._outgoing.send(_posting({"text": rendered.text, "card": card}, route), elsewhere=False)
            for card in rendered.cards
        ]
        return all(sent)

    async def _say_elsewhere(self, route: Route, say: Say, answer: Answer | None) -> None:
        """A word where somebody asked and would see no answer."""
        if answer is None or not answer.word(say("written-directly")):
            await self._outgoing.send(_posting({"text": say("written-directly")}, route), elsewhere=False)

    async def _send(self, content: dict[str, Any], route: Route, replaces: str = "") -> None:
        await self._outgoing.send(_posting(content, route, replaces))


def _posting(content: dict[str, Any], route: Route, replaces: str = "") -> Posting:
    return Posting(route.conversation_id, route.account, content, route.thread, route.personal, replaces)
