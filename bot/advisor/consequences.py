"""What follows from a document: registered per dialogue by the rooms that do it, so that documents name none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button
from bot.chat.views import Message
from bot.store import documents, reminders
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.reminders import Planned, Reminder
from flows.conclusions import Conclusion

EVERY = "*"
"""Stands for the id of a dialogue where something follows from the documents of all."""


class Change(StrEnum):
    """What happened to a document."""

    SUBMITTED = "submitted"
    HANDED_IN = "handed-in"
    LIVE_FIELD = "live-field"
    """A live field, such as the status of an action, took effect in a document that was submitted before."""


@dataclass(frozen=True)
class WantedReminders:
    """The reminders that one source, such as ``plan:<document>``, calls for now: these and no others."""

    source: str
    planned: Sequence[Planned]


Standing = Callable[[Tx, Turn], Iterable[WantedReminders]]
"""The reminders of a cluster as it is now that hang on no document."""


class Consequences:
    """What follows from the documents of one dialogue, as far as one room is concerned; a room overrides what it needs.

    Methods with a ``tx`` run within the transaction of the change, possibly twice: they do nothing but work on the
    database.
    """

    dialogue: ClassVar[str]
    """The id of the dialogue, or `EVERY`."""

    def obstacles(self, turn: Turn, document: Document, page: str) -> Iterable[str]:
        """What stands in the way of submitting, in words: shown at the page on the review."""
        return ()

    def refusal(self, tx: Tx, turn: Turn, document: Document) -> Message | None:
        """Why it cannot be submitted although it is complete; None if it can."""
        return None

    def is_final(self, tx: Tx, turn: Turn, document: Document) -> bool:
        """Whether nothing of it can be changed any more, so that nobody begins to."""
        return False

    def on_change(self, tx: Tx, turn: Turn, change: Change, document: Document) -> None:
        """Do what belongs to the change."""

    def reminders(self, tx: Tx, turn: Turn, document: Document) -> Iterable[WantedReminders]:
        """The reminders that the dates of a submitted document call for as it is now."""
        return ()

    async def after_submit(self, turn: Turn, document: Document) -> Sequence[Message]:
        """What to tell and to do once a version was submitted and is kept."""
        return ()

    def conclusion(self, tx: Tx, turn: Turn, document: Document) -> Conclusion:
        """What else follows from the latest version by now, for the people of its cluster alone."""
        return Conclusion()

    def buttons(self, turn: Turn, document: Document) -> Iterable[Button]:
        """Buttons on the page of a submitted document, before those that all documents have."""
        return ()

    def beside_files(self, turn: Turn, document: Document) -> Iterable[Button]:
        """Buttons beside the files of a submitted document."""
        return ()

    def blocks(self, tx: Tx, turn: Turn, document: Document) -> Iterable[Block]:
        """What that page says first of how things stand."""
        return ()

    def notes(self, tx: Tx, turn: Turn, document: Document) -> Iterable[str]:
        """Notes on that page, as markup."""
        return ()


def of(turn: Turn, document: Document) -> Sequence[Consequences]:
    """What the rooms registered for the dialogue of a document."""
    known = turn.registry.consequences
    return (*known.get(document.dialogue, ()), *known.get(EVERY, ()))


def concluded(tx: Tx, turn: Turn, document: Document, conclusion: Conclusion) -> Conclusion:
    """What follows from the latest version of a document, with what the rooms know by now."""
    for each in of(turn, document):
        conclusion = conclusion.joined(each.conclusion(tx, turn, document))
    return conclusion


def apply(tx: Tx, turn: Turn, change: Change, document: Document) -> list[Reminder]:
    """Do everything that belongs to a change, in its transaction.

    Returns the reminders that were sent and are no longer right, for `bot.advisor.notices.replace_outdated`.
    """
    for each in of(turn, document):
        each.on_change(tx, turn, change, document)
    return reconcile(tx, turn, document)


def reconcile(tx: Tx, turn: Turn, document: Document) -> list[Reminder]:
    """Make the reminders fit a document as it is now; one that was never submitted calls for none."""
    return _put(tx, turn, _wanted(tx, turn, document))


def reconcile_all(tx: Tx, turn: Turn) -> list[Reminder]:
    """The same for all of the cluster, after somebody joined or left it, or has another name or zone.

    Coaches and those who run the programme have no cluster of their own.
    """
    if turn.is_coach or not turn.scope.cluster:
        return []
    wanted = [each for document in documents.listing(tx, turn.scope) for each in _wanted(tx, turn, document)]
    wanted += _standing(tx, turn)
    return _put(tx, turn, {each.source: each for each in wanted}.values())


def reconcile_standing(tx: Tx, turn: Turn) -> list[Reminder]:
    """Make those that hang on no document fit; a coach may do that for a cluster that was granted to them."""
    return _put(tx, turn, _standing(tx, turn))


def _standing(tx: Tx, turn: Turn) -> list[WantedReminders]:
    return [each for standing in turn.registry.standing for each in standing(tx, turn)]


def _wanted(tx: Tx, turn: Turn, document: Document) -> list[WantedReminders]:
    if document.submitted_version is None:
        return []
    return [wanted for each in of(turn, document) for wanted in each.reminders(tx, turn, document)]


def _put(tx: Tx, turn: Turn, wanted: Iterable[WantedReminders]) -> list[Reminder]:
    outdated: list[Reminder] = []
    for each in wanted:
        outdated += reminders.reconcile(tx, turn.scope, each.source, each.planned, turn.now)
    return outdated
