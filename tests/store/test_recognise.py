"""Recognising somebody only reads; whatever is new about them is left to meeting them."""

from datetime import timedelta

import pytest

from bot.store import Role, Store, clusters, people
from bot.store.engine import Tx
from bot.store.people import Person
from tests.store.sample import NOW

KNOWN = ("web:ana", "web:north", "Ana", "en", "Europe/Brussels")


def recognised(tx: Tx, *told: str) -> Person | None:
    account, workspace, name, locale, zone = told
    return people.find_unchanged(tx, [(account, workspace, name, locale, zone, False)])[0]


async def test_somebody_of_whom_all_is_known_is_recognised(store: Store) -> None:
    with store.writing() as tx:
        met = people.upsert(tx, *KNOWN, NOW)
    with store.reading() as tx:
        assert recognised(tx, *KNOWN) == met


async def test_what_is_not_told_is_nothing_new(store: Store) -> None:
    with store.writing() as tx:
        met = people.upsert(tx, *KNOWN, NOW)
    with store.reading() as tx:
        assert recognised(tx, "web:ana", "", "", "", "") == met


async def test_a_stranger_is_not_recognised(store: Store) -> None:
    with store.reading() as tx:
        assert recognised(tx, *KNOWN) is None


@pytest.mark.parametrize(
    "profile",
    [
        ("web:ana", "web:south", "Ana", "en", "Europe/Brussels"),
        ("web:ana", "web:north", "Ana B", "en", "Europe/Brussels"),
        ("web:ana", "web:north", "Ana", "fr", "Europe/Brussels"),
        ("web:ana", "web:north", "Ana", "en", "Europe/Rome"),
    ],
    ids=["workspace", "name", "language", "zone"],
)
async def test_whoever_tells_something_new_is_met_again(store: Store, profile: tuple[str, str, str, str, str]) -> None:
    with store.writing() as tx:
        people.upsert(tx, *KNOWN, NOW)
        assert recognised(tx, *profile) is None
        met = people.upsert(tx, *profile, NOW)
        assert recognised(tx, *profile) == met


async def test_a_zone_that_does_not_exist_is_nothing_new(store: Store) -> None:
    with store.writing() as tx:
        met = people.upsert(tx, *KNOWN, NOW)
        assert recognised(tx, *KNOWN[:4], "Mars/Olympus") == met


async def test_an_account_that_was_not_the_last_one_used_is_met_so_that_it_becomes_the_last(store: Store) -> None:
    with store.writing() as tx:
        ana = people.upsert(tx, *KNOWN, NOW)
        second = {"account": "slack:T1:UANA", "workspace": "slack:T1", "zone": ana.zone, "locale": "en", "country": ""}
        clusters.add_person(
            tx, cluster=ana.cluster, person=ana.id, name="Ana", role=Role.STAFF, now=NOW - timedelta(days=1), **second
        )
        assert recognised(tx, "slack:T1:UANA", "slack:T1", "", "", "") is None
        people.upsert(tx, "slack:T1:UANA", "slack:T1", "", "", "", NOW + timedelta(hours=1))
        assert people.accounts(tx, ana.id) == ["slack:T1:UANA", "web:ana"]
        assert recognised(tx, "slack:T1:UANA", "slack:T1", "", "", "") is not None
        assert recognised(tx, *KNOWN) is None


async def test_several_are_recognised_in_one_read(store: Store) -> None:
    ben = ("web:ben", "web:south", "Ben", "en", "Europe/Rome")
    with store.writing() as tx:
        met = [people.upsert(tx, *told, NOW) for told in (KNOWN, ben)]
        gone = ("web:gone", "web:north", "Gone", "en", "Europe/Rome")
        renamed = (*ben[:2], "Benedict", *ben[3:])
        assert people.find_unchanged(tx, [(*ben, False), (*gone, False), (*KNOWN, False)]) == [met[1], None, met[0]]
        assert people.find_unchanged(tx, [(*renamed, False), (*KNOWN, False)]) == [None, met[0]]
