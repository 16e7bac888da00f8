"""Replies go out: as messages, and as cards in the place of the one that was pressed."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.chat.outgoing import Outbox, Outgoing, Went
from bot.chat.sender import Posting
from bot.chat.texts import cut
from bot.chat.views import Audience, DocumentView, Message, Reply, View
from bot.chat.work import Response
from bot.teams import limits
from bot.teams.cards import Element
from bot.teams.files import Files
from bot.teams.forms import Shown
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

    async def reply(
        self, reply: Reply, route: Route, say: Say, answer: Answer | None = None, form: Shown | None = None
    ) -> None:
        """All of a reply, in the conversation that it answers; what is private, in the person's own chat.

        ``form`` is the card that takes the place of the one whose button was pressed.  Where the person is not answered
        in the place where they wrote, a word there says so.
        """
        if reply.shared and not await self._share(reply.shared, route, say):
            await self.tell(say("not-shared"), route, answer)
            return
        went: list[Went] = []
        if form is not None:
            went += await self._form(form, route, answer)
        if reply.replace:
            went += await self.replace(reply.replace, route, say, answer)
        for shown in reply.messages:
            went += await self.post(shown, route, say)
        if reply.view:
            went += await self.view(reply.view, route, say)
        if reply.window:
            went += await self.post(replace(reply.window, audience=Audience.PRIVATE), route, say)
        for file in reply.files:
            went.append(_seen(await self.files.send(file, route, say), route, alone(route)))
        if reply.passing:
            went.append(await self.tell(reply.passing, route, answer))
        if reply.home and not (reply.messages or reply.view or reply.replace):
            went += await self.replace(reply.home, route, say, answer)
        await self.say_where(went, route, say, answer)

    async def post(self, shown: Message, route: Route, say: Say) -> list[Went]:
        """A message; a private one in the person's own chat."""
        to = route if shown.audience is Audience.HERE else alone(route)
        rendered = message(shown, say)
        return [await self._send({"text": rendered.text, "card": card}, route, to) for card in rendered.cards]

    async def tell(self, text: str, route: Route, answer: Answer | None = None) -> Went:
        """A plain sentence for the person alone: beside the button they pressed, or in their own chat."""
        if answer is not None and answer.word(text):
            return Went.HERE
        return await self._send({"text": text}, route, alone(route))

    async def say_where(self, went: Sequence[Went], route: Route, say: Say, answer: Answer | None = None) -> None:
        """A word where somebody asked and would see no answer: that it was written to them directly, or to nobody."""
        if route.personal or not set(went) - {Went.HERE}:
            return
        text = say("written-directly" if Went.ELSEWHERE in went else "written-nowhere")
        if answer is None or not answer.word(text):
            await self._outgoing.send(_posting({"text": text}, route), elsewhere=False)

    async def replace(self, shown: Message, route: Route, say: Say, answer: Answer | None = None) -> list[Went]:
        """Put a message in the place of the one whose button was pressed.

        A private one never takes the place of one that others read.
        """
        if not route.personal and shown.audience is not Audience.HERE:
            return await self.post(shown, route, say)
        rendered = message(shown, say)
        return await self._cards(rendered.text, rendered.cards, route, answer)

    async def view(self, view: View, route: Route, say: Say) -> list[Went]:
        """Show a page to be filled in, or a document, in the person's own chat."""
        if isinstance(view, DocumentView):
            return await self.post(replace(view.content, audience=Audience.PRIVATE), route, say)
        shown = view_card(view, say)
        return [await self._send({"text": shown.text, "card": shown.card}, route, alone(route))]

    async def _form(self, shown: Shown, route: Route, answer: Answer | None) -> list[Went]:
        """The card of a form, which is for one person alone."""
        if route.personal:
            return await self._cards(shown.text, (shown.card,), route, answer)
        return [await self._send({"text": shown.text, "card": shown.card}, route, alone(route))]

    async def _cards(self, text: str, cards: tuple[Element, ...], route: Route, answer: Answer | None) -> list[Went]:
        """The first card in the place of the one that was pressed, the others below."""
        first, *others = cards
        went = [Went.HERE]
        if answer is None or not answer.card(first):
            reference = f"{route.conversation}|{route.message}" if route.message else ""
            went = [await self._send({"text": text, "card": first}, route, route, reference)]
        return [*went, *[await self._send({"text": text, "card": card}, route, route) for card in others]]

    async def _share(self, shown: Message, route: Route, say: Say) -> bool:
        """Show something to everybody in the conversation; False where Teams does not let it be."""
        rendered = message(shown, say)
        sent = [
            await self._outgoing.send(_posting({"text": rendered.text, "card": card}, route), elsewhere=False)
            for card in rendered.cards
        ]
        return set(sent) == {Went.HERE}

    async def _send(self, content: dict[str, Any], route: Route, to: Route, replaces: str = "") -> Went:
        """Send something to where it belongs; says where it went, seen from where somebody asked."""
        return _seen(await self._outgoing.send(_posting(content, to, replaces)), route, to)


def _seen(went: Went, route: Route, to: Route) -> Went:
    """Where something went, seen from where somebody asked: their own chat is elsewhere for a channel."""
    return Went.ELSEWHERE if went is Went.HERE and to.personal and not route.personal else went


def _posting(content: dict[str, Any], route: Route, replaces: str = "") -> Posting:
    return Posting(route.conversation_id, route.account, content, route.thread, route.personal, replaces)
