"""People are known from memory for a moment, and what is changed here counts at once."""

from bot.advisor.known_people import KnownPeople
from bot.chat.events import Actor
from bot.store import Role
from bot.store.people import Person

ANA = Actor(account="slack:T1:U1", workspace="slack:T1", name="Ana", locale="en", zone="Europe/Vienna")
PERSON = Person("ana", "Ana", "north", Role.STAFF, "Europe/Vienna", "en", "AT", True, ANA.account)


async def test_somebody_who_was_there_a_moment_ago_is_known() -> None:
    known = KnownPeople(seconds=60)
    known.put(ANA, PERSON)
    assert known.get(ANA) == PERSON


async def test_a_new_name_is_news_at_once() -> None:
    known = KnownPeople(seconds=60)
    known.put(ANA, PERSON)
    assert known.get(ANA.model_copy(update={"name": "Ana Sample"})) is None


async def test_who_was_changed_is_read_anew() -> None:
    known = KnownPeople(seconds=60)
    known.put(ANA, PERSON)
    known.forget(ANA.account)
    assert known.get(ANA) is None


async def test_nobody_is_remembered_for_no_time() -> None:
    known = KnownPeople(seconds=0)
    known.put(ANA, PERSON)
    assert known.get(ANA) is None
