"""Rooms register what they add; the hall joins it, and nothing has two owners."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.advisor import notices
from bot.advisor.consequences import EVERY, Consequences
from bot.advisor.notices import Asked, Notice
from bot.advisor.registry import Awaited, Registry, Room
from bot.advisor.rooms import ROOMS
from bot.advisor.turn import Turn
from bot.chat.views import Reply
from bot.reminders import feedback_rules, nudge_rules, preparing, rules
from bot.reminders.drafts import for_draft
from bot.reminders.erasures import for_erasure
from bot.reminders.explaining import RULES
from bot.reminders.questionnaire_rules import for_questionnaire
from bot.reminders.rules import ActionDue, Recipient, ReviewDue, SessionDue
from bot.reminders.session_rules import for_afterwards
from bot.reminders.timing import WorkingTime
from bot.reminders.weeks import for_weeks
from bot.store.engine import Tx
from bot.store.reminders import LATE
from flows.registry import known_dialogues


async def press(turn: Turn, parts: list[str]) -> Reply:
    return Reply()


async def take(turn: Turn, subject: str, text: str) -> Reply | None:
    return None


def recheck(tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    return []


class OfPlans(Consequences):
    dialogue = "plan"


@pytest.mark.parametrize(
    ("room", "name"),
    [
        (Room(presses={("document", "burn"): press}), "document"),
        (Room(reminders={"action": recheck}), "action"),
        (Room(awaited={"answer": Awaited(timedelta(hours=1), take)}), "answer"),
    ],
    ids=["buttons", "reminders", "awaited"],
)
def test_a_second_owner_of_a_name_is_refused(room: Room, name: str) -> None:
    with pytest.raises(ValueError, match=f"“{name}” belong to two rooms"):
        Registry.of([*ROOMS, room])


def test_several_rooms_may_follow_one_dialogue_in_their_order() -> None:
    first, second = OfPlans(), OfPlans()
    registry = Registry.of([Room(consequences=[first]), Room(), Room(consequences=[second])])
    assert registry.consequences == {"plan": [first, second]}


def test_what_rooms_register_is_about_dialogues_that_there_are() -> None:
    assert set(Registry.of(ROOMS).consequences) - {EVERY} <= set(known_dialogues())


def test_every_kind_of_reminder_that_is_planned_is_looked_at_again_by_a_room() -> None:
    now, person = datetime(2026, 11, 30, 9, tzinfo=UTC), Recipient("mara", WorkingTime("Europe/Brussels"))
    action = ActionDue("row", "Call", date(2027, 1, 15), False, person)
    session = SessionDue("next", 1, datetime.combine(action.deadline, time(10)), person.zone, False, (person,), ())
    review = ReviewDue("swot", "SWOT", date(2026, 1, 1), date(2027, 1, 1), (person,))
    planned = [
        *rules.for_plan("plan", 1, person, [action], now),
        *rules.for_session(session, now),
        *for_afterwards(session, now),
        *rules.for_review(review, now),
        *rules.for_strategy("strategy", 1, person, [action.deadline], now),
        *rules.for_deadline("north", "Needs assessment", action.deadline, [person], now),
        *(each for kind in feedback_rules.AT_ONCE for each in feedback_rules.for_news(kind, "it", [person], {}, now)),
        *nudge_rules.for_nudge("north", [person], "Petra", None, now),
        *feedback_rules.for_open("it", [person], {}, now, document="plan", version=1),
        *for_erasure("T1", now, [person], now),
        *for_draft("goal", 1, person, now, now),
        *for_questionnaire("asked", 1, person, date(2027, 1, 10), date(2027, 1, 20), now),
        *(each for week in for_weeks([person], "north", now).values() for each in week),
    ]
    families = {each.kind.partition("-")[0] for each in planned} | {LATE, "mail"}  # of the others, and of addresses
    assert families == set(Registry.of(ROOMS).reminders)


def test_every_reminder_can_be_explained_and_all_but_news_be_turned_off() -> None:
    families = set(Registry.of(ROOMS).reminders)
    assert families == {kind.partition("-")[0] for kind in RULES}
    assert set(RULES) >= preparing.AT_ONCE
    assert families - set(notices.FAMILIES) == {"deadline", "feedback", "late", "mail", "week", "workspace"}
