"""Every document of a cluster can be handed in; what is special for one kind is said by the room that knows it."""

from collections.abc import Iterable

from bot.advisor.consequences import EVERY, Consequences
from bot.advisor.turn import Turn
from bot.chat.blocks import Button
from bot.store.documents import Document
from flows import registry
from flows.dialogues.action_plan import ActionPlan
from flows.dialogues.member_questionnaire import MemberQuestionnaire

_BY_THEMSELVES = frozenset({ActionPlan.id, MemberQuestionnaire.id})
"""Dialogues that have it among their first buttons."""


class HandedIn(Consequences):
    """The way to the coach, for all documents of clusters but those that have it among their first buttons."""

    dialogue = EVERY

    def beside_files(self, turn: Turn, document: Document) -> Iterable[Button]:
        """To hand it in, unless the version submitted last is."""
        known = registry.all_dialogues(turn.audience)
        if document.dialogue in _BY_THEMSELVES or document.dialogue not in known or turn.is_curator:
            return
        if document.handed_in_version != document.submitted_version:
            yield Button(turn.voice.say("document.hand-in"), f"document:hand-in:{document.id}")
