"""Installations in the store: kept, removed, returned; states used once; one holder renews a token."""

from dataclasses import replace
from datetime import timedelta

from bot.store import Store, installations
from bot.store.installations import Record
from tests.store.sample import NOW

MINUTE = timedelta(minutes=1)
ONE = Record("T1", "T1", "", False, "UBOT", "North", ("chat:write",), "sealed", None, None, NOW, "slack:T1:U1")


async def test_a_workspace_that_returns_finds_its_installation_with_what_is_new(store: Store) -> None:
    with store.writing() as tx:
        assert installations.keep(tx, ONE) == 1
        assert installations.remove(tx, "T1", NOW)
        assert not installations.remove(tx, "T1", NOW + MINUTE)  # told twice
        gone = installations.of_home(tx, "T1")
        assert gone is not None
        assert (gone.token, gone.removed_at, gone.erase_at) == (None, NOW, NOW + timedelta(days=30))
        assert (installations.revision(tx, "T1"), installations.homes(tx)) == (0, [])
        assert [record.home for record in installations.removed(tx)] == ["T1"]
        back = replace(ONE, scopes=("chat:write", "commands"), token="again", installed_at=NOW + MINUTE)
        assert installations.keep(tx, back) == 3
        assert installations.of_home(tx, "T1") == replace(back, revision=3)
        assert installations.homes(tx) == ["T1"]


async def test_word_of_a_removal_that_comes_after_the_return_does_nothing(store: Store) -> None:
    with store.writing() as tx:
        installations.keep(tx, ONE)
        installations.keep(tx, ONE)
        assert not installations.remove_at(tx, "T1", 1, NOW)
        assert installations.remove_at(tx, "T1", 2, NOW)
        assert not installations.remove(tx, "T2", NOW)


async def test_a_state_is_good_once_and_for_ten_minutes_and_only_its_hash_is_kept(store: Store) -> None:
    with store.writing() as tx:
        for state in ("used", "late", "left"):
            installations.begin(tx, state, NOW)
        assert installations.take(tx, "used", NOW + 9 * MINUTE)
        assert not installations.take(tx, "used", NOW + 9 * MINUTE)
        assert not installations.take(tx, "late", NOW + 10 * MINUTE)
        assert not installations.take(tx, "strange \ud800", NOW)
        assert installations.tidy(tx, NOW + 9 * MINUTE) == 0
        assert (installations.tidy(tx, NOW + 10 * MINUTE), installations.begun(tx)) == (1, 0)


async def test_one_at_a_time_renews_a_token(store: Store) -> None:
    with store.writing() as tx:
        installations.keep(tx, replace(ONE, refresh_token="r1", expires_at=NOW))
        assert installations.lease(tx, "T1", 1, "a", 30)
        assert not installations.lease(tx, "T1", 1, "b", 30)
        assert not installations.renew(tx, "T1", "b", "t2", "r2", NOW + MINUTE)
        assert installations.renew(tx, "T1", "a", "t2", "r2", NOW + MINUTE)
        assert not installations.lease(tx, "T1", 1, "b", 30)  # that token is renewed
        assert installations.lease(tx, "T1", 2, "b", -1)  # and ends without a word
        assert installations.lease(tx, "T1", 2, "c", 30)
        installations.release(tx, "T1", "c", -1)
        assert installations.lease(tx, "T1", 2, "d", 30)
        installations.remove(tx, "T1", NOW)
        assert not installations.renew(tx, "T1", "d", "t3", "r3", NOW)


async def test_the_end_of_the_data_is_put_off_once_for_each_time_it_is_asked(store: Store) -> None:
    with store.writing() as tx:
        installations.keep(tx, ONE)
        installations.remove(tx, "T1", NOW)
        end = NOW + installations.KEPT
        assert installations.keep_longer(tx, "T1", end) == end + installations.KEPT
        assert installations.keep_longer(tx, "T1", end) is None  # the button is pressed again
        installations.forget(tx, "T1")
        assert installations.of_home(tx, "T1") is None
