"""E-mail addresses in the store: whose they are, who stopped e-mail, and what waits for whom."""

import pytest

from bot.store import Scope, Store, kinds_off, mail_addresses, pending, people, programme, reminders
from bot.store.engine import Tx
from bot.store.mail_addresses import MailAddress
from bot.store.scope import NotFoundError, Role
from tests.reminders.plans import planned
from tests.store.sample import DAY, NOW, build


def give(tx: Tx, scope: Scope, address: str = "eva@example.org") -> MailAddress:
    id = mail_addresses.give(
        tx, scope, who="eva", name="Eva", address=address, zone="Europe/Rome", locale="it", now=NOW
    )
    return next(each for each in mail_addresses.listing(tx, scope) if each.id == id)


async def test_an_address_given_again_takes_the_place_of_the_one_before(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        first = give(tx, house.ana.scope)
        mail_addresses.refuse(tx, first.id, "no mailbox (550)", NOW)
        assert mail_addresses.reached(tx, house.ana.scope) == {}
        second = give(tx, house.ben.scope, "eva@other.example")
        assert (second.id, second.number, second.given_by_name, second.works) == (first.id, 2, "Ben", True)
        eva = mail_addresses.reached(tx, house.ana.scope)["eva"]
        assert (eva.role, eva.cluster, eva.country, eva.account) == (Role.OUTSIDE, "", "BE", second.account)
        assert [each.id for each in people.colleagues(tx, house.ana.scope)] == ["ana", "ben", "cleo"]
        assert mail_addresses.listing(tx, house.sol.scope) == []


async def test_reminders_go_to_the_address_of_their_own_cluster_alone(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        eva = give(tx, house.ana.scope)
        due = planned("a1", person=eva.person)
        reminders.reconcile(tx, house.ana.scope, "plan:plan", [due], NOW)
        with pytest.raises(NotFoundError):
            reminders.reconcile(tx, house.sol.scope, "plan:theirs", [due], NOW)
        (waiting,) = pending.listing(tx)
        assert (waiting.account, waiting.cluster, waiting.held_back) == (eva.account, "north", False)
        known = pending.find(tx, waiting.id[:8])
        assert known is not None
        assert known.accounts == (eva.account,)
        assert mail_addresses.remove(tx, house.ben.scope, eva.id)
        assert pending.listing(tx, account=eva.account) == pending.listing(tx) == []
        assert not mail_addresses.remove(tx, house.ben.scope, eva.id)


async def test_who_stops_e_mail_gets_none_from_anybody_until_they_say_so(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        give(tx, house.ana.scope)
        mail_addresses.new_stop(tx, "eva@example.org", "secret", NOW)
        concerned = mail_addresses.set_stopped(tx, "secret", True, NOW)
        assert [each.stopped for each in concerned or ()] == [False]
        assert give(tx, house.sol.scope, " EVA@example.org").stopped
        assert mail_addresses.is_stop(tx, "secret") is True
        mail_addresses.set_stopped(tx, "secret", False, NOW)
        assert mail_addresses.is_stop(tx, "secret") is False
        assert mail_addresses.set_stopped(tx, "another", True, NOW) is None
        assert mail_addresses.is_stop(tx, "another") is None
        mail_addresses.tidy(tx, NOW + mail_addresses.KEPT + DAY)
        assert mail_addresses.is_stop(tx, "secret") is None


async def test_a_kind_is_turned_off_for_one_person(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        kinds_off.turn(tx, house.ana.scope, "action", on=False, now=NOW)
        kinds_off.turn(tx, house.ana.scope, "action", on=False, now=NOW)
        assert kinds_off.off(tx, ["ana", "ben"]) == {("ana", "action")}
        kinds_off.turn(tx, house.ana.scope, "action", on=True, now=NOW)
        assert kinds_off.off(tx, ["ana", "ben"]) == set()


async def test_an_e_mail_address_cannot_be_given_a_role(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        eva = give(tx, house.ana.scope)
        with pytest.raises(NotFoundError, match="has no account"):
            programme.appoint(tx, eva.account, Role.COACH, "north", NOW)
