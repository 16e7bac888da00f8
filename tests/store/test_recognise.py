"""Recognising somebody only reads; whatever is new about them is left to meeting them."""

from datetime import timedelta

import pytest

from bot.store import Role, Store, clusters, people
from tests.store.sample import NOW

KNOWN = ("web:ana", "web:north", "Ana", "en", "Europe/Brussels")


async def test_somebody_of_whom_all_is_known_is_recognised(store: Store) -> None:
    with store.writing() as tx:
        met = people.upsert(tx, *KNOWN, NOW)
    with store.reading() as tx:
        assert people.find_unchanged(tx, *KNOWN) == met


async def test_what_is_not_told_is_nothing_new(store: Store) -> None:
    with store.writing() as tx:
        met = people.upsert(tx, *KNOWN, NOW)
    with store.reading() as tx:
        assert people.find_unchanged(tx, "web:ana", "", "", "", "") == met


async def test_a_stranger_is_not_recognised(store: Store) -> None:
    with store.reading() as tx:
        assert people.find_unchanged(tx, *KNOWN) is None


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
        assert people.find_unchanged(tx, *profile) is None
        met = people.upsert(tx, *profile, NOW)
        assert people.find_unchanged(tx, *profile) == met


async def test_a_zone_that_does_not_exist_is_nothing_new(store: Store) -> None:
    with store.writing() as tx:
        met = people.upsert(tx, *KNOWN, NOW)
        assert people.find_unchanged(tx, *KNOWN[:4], "Mars/Olympus") == met


async def test_an_account_that_was_not_the_last_one_used_is_met_so_that_it_becomes_the_last(store: Store) -> None:
    with store.writing() as tx:
        ana = people.upsert(tx, *KNOWN, NOW)
        second = {"account": "slack:T1:UANA", "workspace": "slack:T1", "zone": ana.zone, "locale": "en", "country": ""}
        clusters.add_person(
            tx, cluster=ana.cluster, person=ana.id, name="Ana", role=Role.STAFF, now=NOW - timedelta(days=1), **second
        )
        assert people.find_unchanged(tx, "slack:T1:UANA", "slack:T1", "", "", "") is None
        people.upsert(tx, "slack:T1:UANA", "slack:T1", "", "", "", NOW + timedelta(hours=1))
        assert people.accounts(tx, ana.id) == ["slack:T1:UANA", "web:ana"]
        assert people.find_unchanged(tx, "slack:T1:UANA", "slack:T1", "", "", "") is not None
        assert people.find_unchanged(tx, *KNOWN) is None
