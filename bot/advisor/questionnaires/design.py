"""A questionnaire as it was submitted: what is asked, who is asked, until when."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from bot.advisor.questionnaires.links import EVERYBODY
from bot.reminders import timing
from bot.store import versions
from bot.store.engine import Tx
from bot.store.scope import Scope
from flows.dialogues.member_questionnaire import MemberQuestionnaire
from flows.questionnaire.asked import asked
from flows.questionnaire.bank import Asked
from flows.questionnaire.pages import MOST_ANSWERS, PERSONAL, USUAL_ANSWERS, Invited
from flows.validation import Scene


@dataclass(frozen=True)
class Design:
    """``members`` have a link each, if it is ``personal``; ``expected`` is how many are asked, 0 if nobody said.

    At most ``most`` answers are taken.
    """

    version: int
    title: str
    greeting: str
    questions: tuple[Asked, ...]
    personal: bool
    members: tuple[Invited, ...]
    expected: int
    most: int
    reminder: date
    deadline: date

    def closes_at(self, zone: str) -> datetime:
        """The end of its last day."""
        return timing.end_of(self.deadline, zone)

    def member(self, id: str) -> Invited | None:
        """The member of a row."""
        return next((member for member in self.members if member.id == id), None)

    def may_answer(self, id: str) -> bool:
        """Whether a link for this member, or for everybody, leads anywhere."""
        return self.member(id) is not None if self.personal else id == EVERYBODY


def designed(tx: Tx, asked_for: Sequence[tuple[Scope, str]]) -> list[Design | None]:
    """The versions submitted last, each asked for by somebody; None where they see none that can be read."""
    return [
        _read(each.submitted, each.dialogue_version, each.number)
        if each is not None and each.dialogue == MemberQuestionnaire.id and each.state != "cancelled"
        else None
        for each in versions.latest(tx, asked_for)
    ]


def design(tx: Tx, scope: Scope, document: str) -> Design | None:
    """The same for one."""
    return designed(tx, [(scope, document)])[0]


@lru_cache(128)
def _read(submitted: str, dialogue_version: int, number: int) -> Design | None:
    answers = MemberQuestionnaire.upgrade(json.loads(submitted), dialogue_version)
    model = MemberQuestionnaire.review(answers, Scene(date.min, answers, asks=False)).model
    if not isinstance(model, MemberQuestionnaire):
        return None
    who = model.who
    personal = who.way == PERSONAL
    return Design(
        version=number,
        title=model.aim.name,
        greeting=model.aim.greeting or "",
        questions=asked(answers),
        personal=personal,
        members=tuple(who.members),
        expected=len(who.members) if personal else who.asked or 0,
        most=MOST_ANSWERS if personal else who.most or USUAL_ANSWERS,
        reminder=model.dates.reminder,
        deadline=model.dates.deadline,
    )
