"""A workspace that becomes part of an organisation, or leaves it: everybody stays who they were."""

from datetime import timedelta

import pytest

from bot.store import people
from tests.advisor.conversation import House, Person
from tests.advisor.work import action, submits_plan

OF_WORKSPACE, OF_ORGANISATION = ("slack:T1:U1", "slack:T1"), ("slack:E1:U1", "slack:E1")


def at(house: House, account: str, workspace: str, *also: str) -> Person:
    person = house.person(account, workspace=workspace, name="Ana")
    person.actor = person.actor.model_copy(update={"also": also})
    return person


@pytest.mark.parametrize(("before", "after"), [(OF_WORKSPACE, OF_ORGANISATION), (OF_ORGANISATION, OF_WORKSPACE)])
async def test_the_person_keeps_documents_sessions_and_reminders_in_either_order(
    house: House, before: tuple[str, str], after: tuple[str, str]
) -> None:
    ana = at(house, *before)
    document = await submits_plan(ana, action("Zebrafinch"))
    await ana.says("coaching 12 March 2027 14:00")
    house.now += timedelta(minutes=1)
    again = await at(house, *after, before[0]).opens_home()
    assert "12 March" in again.seen
    assert "Zebrafinch" in (await again.opens(document)).seen
    with house.store.reading() as tx:
        one, other = people.by_account(tx, before[0]), people.by_account(tx, after[0])
        assert one is not None
        assert other is not None
        assert (one.id, one.cluster) == (other.id, other.cluster)
        assert people.accounts(tx, one.id)[0] == after[0], "what is sent goes where they are now"


async def test_a_colleague_who_comes_later_joins_the_cluster_of_their_workspace(house: House) -> None:
    await at(house, "slack:T1:U1", "slack:T1").opens_home()
    await at(house, "slack:E1:U2", "slack:E1", "slack:T1:U2").opens_home()
    await at(house, "slack:E1:U3", "slack:E1", "slack:T7:U3").opens_home()
    with house.store.reading() as tx:
        first, second, third = (people.by_account(tx, f"slack:{who}") for who in ("T1:U1", "E1:U2", "E1:U3"))
        assert first is not None
        assert second is not None
        assert third is not None
        assert first.cluster == second.cluster != third.cluster
        assert first.id != second.id
