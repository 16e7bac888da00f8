"""The curators' queue: what people asked without a good answer, grouped by likeness."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from bot.advisor.turn import Turn
from bot.store import curation
from bot.store.curation import Waiting
from knowledge.library.languages import LANGUAGES, Language
from knowledge.tuning.grouping import Asked, Group, Usage, group, says_something, usage


@dataclass(frozen=True)
class Queue:
    """The groups, the one asked most often first, and the questions by id."""

    groups: list[Group]
    questions: dict[str, Waiting]

    def of(self, question: str) -> Group | None:
        """The group that holds a question; None when it is not in the queue any more."""
        return next((found for found in self.groups if question in found.ids), None)

    def leader(self, found: Group) -> str:
        """A question that stands for a group in its buttons: one with its first wording."""
        return next(id for id in found.ids if self.questions[id].text == found.wordings[0])

    def after(self, question: str) -> Group | None:
        """The group behind that of a question, and behind the last the first; None if there is no other.

        Behind a question that is in no group stands the first.
        """
        at = next((n for n, found in enumerate(self.groups) if question in found.ids), -1)
        others = self.groups[at + 1 :] + self.groups[: max(at, 0)]
        return others[0] if others else None

    def language(self, found: Group) -> Language:
        """The language of a group's first wording."""
        return known_language(self.questions[self.leader(found)].language)


def known_language(language: str) -> Language:
    """The language of a question; English where it is none the articles know."""
    return next((known for known in LANGUAGES if known == language), "en")


async def queue(turn: Turn, seen: str = "") -> Queue:
    """What waits for the curators.

    ``seen`` (seconds since 1970) leaves out what was asked later: a decision is about what the curator has looked at.

    Raises:
        NotFoundError: this is no curator.
        ValueError: ``seen`` is no moment.
    """
    until = _moment(seen) if seen else turn.now
    waiting = await turn.services.store.read(lambda tx: curation.waiting(tx, turn.scope, until))
    phrasings = tuple(text for article in turn.articles.values() for text in article.phrasings)
    waiting = [each for each in waiting if says_something(each.text)]
    asked = [Asked(each.id, each.text, known_language(each.language), each.asked_at.timestamp()) for each in waiting]
    groups = await asyncio.to_thread(lambda: group(asked, _usage(phrasings)))
    return Queue(groups, {each.id: each for each in waiting})


def _moment(seen: str) -> datetime:
    if not seen.isascii() or not seen.isdigit() or len(seen) > 10:
        raise ValueError(f"{seen!r} is no moment.")
    return datetime.fromtimestamp(int(seen) + 1, UTC)


def seen_now(turn: Turn) -> str:
    """The moment of looking, as it stands in the buttons of a decision."""
    return str(int(turn.now.timestamp()))


@lru_cache(maxsize=1)
def _usage(phrasings: tuple[str, ...]) -> Usage:
    """How often terms are used in the field; the phrasings are the same until an article changes."""
    return usage((text, "en") for text in phrasings)
