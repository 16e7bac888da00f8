"""People are known from memory for a moment, and what is changed here counts at once."""

import asyncio
from dataclasses import replace

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


async def test_who_was_changed_by_another_process_is_read_anew_and_others_are_not() -> None:
    known, before = KnownPeople(seconds=60), KnownPeople().changes
    ben = ANA.model_copy(update={"account": "slack:T1:U2"})
    known.put(ANA, PERSON)
    known.put(ben, replace(PERSON, id="ben"))
    known.forget_person("ana")
    assert known.get(ANA) is None
    assert known.get(ben) is not None
    assert known.changes != before, "what is being read just now is not to be remembered"


async def test_nobody_is_known_when_nobody_can_say_who_was_changed() -> None:
    known = KnownPeople(seconds=60)
    known.put(ANA, PERSON)
    known.forget_all()
    assert known.get(ANA) is None


async def test_who_is_not_there_any_more_is_not_known() -> None:
    known = KnownPeople(seconds=60)
    known.put(ANA, PERSON)
    known.put(ANA, None)
    assert known.get(ANA) is None


async def test_who_was_here_lately_is_read_together_with_the_next_who_has_to_be() -> None:
    known = KnownPeople(seconds=1e-9)
    ben = ANA.model_copy(update={"account": "slack:T1:U2"})
    known.put(ANA, PERSON)
    await asyncio.sleep(0)
    assert known.get(ANA) is None
    assert known.others(ANA) == []
    assert known.others(ben) == [ANA]
    assert known.others(ben) == [], "somebody reads them already"
    assert known.get(ANA) is None, "until they are read they are not believed"


async def test_whoever_reads_can_tell_that_somebody_was_changed_meanwhile() -> None:
    known = KnownPeople(seconds=60)
    before = known.changes
    known.put(ANA, PERSON)
    assert known.changes == before
    known.forget(ANA.account)
    assert known.changes != before


async def test_nobody_is_remembered_for_no_time() -> None:
    known = KnownPeople(seconds=0)
    known.put(ANA, PERSON)
    assert known.get(ANA) is None
