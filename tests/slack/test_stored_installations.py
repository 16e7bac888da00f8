"""Installations from the store: remembered, renewed by one process, ended once, and never readable without the key."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.encryption import Keys, new_key
from bot.kept_installations import KeptInstallations
from bot.slack.errors import Meaning, SlackError
from bot.slack.installation import Installation
from bot.slack.installations import NotAnsweredError
from bot.slack.stored_installations import BELIEVED, Granted, StoredInstallations
from bot.store import Store, installations
from bot.store.installation_tables import installations as rows

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
NORTH = Installation("T1")
KEY, OLD = new_key(), new_key()


@dataclass
class Slack:
    """Gives a new token for an old one, once, or fails."""

    failing: list[SlackError] = field(default_factory=list)
    good: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    async def refresh(self, refresh_token: str, now: datetime) -> Granted:
        self.asked.append(refresh_token)
        await asyncio.sleep(0)
        if self.failing:
            raise self.failing.pop(0)
        return Granted(
            Installation("T1"), f"token-{len(self.asked)}", frozenset(), f"r{len(self.asked)}", now + 12 * HOUR
        )

    async def accepts(self, token: str) -> bool:
        if self.failing:
            raise self.failing.pop(0)
        return token in self.good


@dataclass
class House:
    store: Store
    slack: Slack = field(default_factory=Slack)
    now: datetime = NOW
    paused: int = 0

    def process(self, *keys: str) -> StoredInstallations:
        """One of several processes."""
        return StoredInstallations(self.kept(*keys), self.slack, lambda: self.now, self.pause)

    def kept(self, *keys: str) -> KeptInstallations:
        return KeptInstallations(self.store, Keys(keys or (KEY,)))

    async def pause(self, seconds: float) -> None:
        self.paused += 1
        await asyncio.sleep(0)

    async def install(self, where: Installation = NORTH, *, lasts: timedelta | None = None) -> int:
        ends = self.now + lasts if lasts is not None else None
        granted = Granted(where, "xoxb-secret", frozenset({"chat:write"}), "xoxe-secret" if ends else "", ends, "U1")
        return await self.kept().keep(granted, self.now)


@pytest.fixture
async def house(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[House]:
    store = await Store.open(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'kept.db')}")
    yield House(store)
    await store.close()


async def test_a_workspace_is_found_by_itself_and_else_by_its_organisation(house: House) -> None:
    await house.install(Installation("T1", "E1"))
    await house.install(Installation("", "E1", True))
    process = house.process()
    own, whole = await process.find("E1", "T1"), await process.find("E1", "T2")
    assert own is not None
    assert whole is not None
    assert (own.installation.home, whole.installation.home) == ("T1", "E1")
    assert (own.token, own.scopes, own.revision) == ("xoxb-secret", frozenset({"chat:write"}), 1)
    assert await process.find("E2", "T2") is None
    assert await process.homes() == ["E1", "T1"]
    assert "xoxb" not in repr(own)


async def test_a_workspace_of_an_organisation_does_not_stand_for_the_others(house: House) -> None:
    await house.install(Installation("T1", "E1"))
    assert await house.process().find("E1", "T2") is None


async def test_tokens_are_not_readable_in_the_database(house: House) -> None:
    await house.install(lasts=12 * HOUR)
    record = await house.store.read(lambda tx: installations.of_home(tx, "T1"))
    assert "secret" not in str(vars(record))


async def test_another_process_s_change_is_seen_within_moments(house: House) -> None:
    await house.install()
    process = house.process()
    assert await process.of_home("T1") is not None
    assert await house.install() == 2
    found = await process.of_home("T1")
    assert found is not None
    assert found.revision == 1  # believed a moment longer
    house.now += BELIEVED
    found = await process.of_home("T1")
    assert found is not None
    assert found.revision == 2


async def test_another_process_s_change_that_is_told_is_seen_at_once(house: House) -> None:
    await house.install()
    process = house.process()
    await process.of_home("T1")
    await house.install()
    process.doubt("T1")
    found = await process.of_home("T1")
    assert found is not None
    assert found.revision == 2


async def test_one_of_several_processes_renews_a_token_and_the_others_read_it(house: House) -> None:
    await house.install(lasts=HOUR)
    found = await asyncio.gather(*(house.process().of_home("T1") for _ in range(8)))
    assert house.slack.asked == ["xoxe-secret"]
    assert {each.token for each in found if each} <= {"xoxb-secret", "token-1"}
    house.now += BELIEVED
    found = await asyncio.gather(*(house.process().of_home("T1") for _ in range(2)))
    assert {each.token for each in found if each} == {"token-1"}
    assert len(house.slack.asked) == 1


async def test_when_a_token_is_over_the_others_wait_for_the_new_one(house: House) -> None:
    await house.install(lasts=-HOUR)
    found = await asyncio.gather(*(house.process().of_home("T1") for _ in range(4)))
    assert [each and each.token for each in found] == ["token-1"] * 4
    assert len(house.slack.asked) == 1


async def test_a_token_that_cannot_be_renewed_just_now_serves_to_its_end(house: House) -> None:
    await house.install(lasts=HOUR)
    house.slack.failing = [SlackError(Meaning.DOWN, "no connection")] * 2
    process = house.process()
    found = await process.of_home("T1")
    assert found is not None
    assert found.token == "xoxb-secret"
    house.now += 2 * HOUR
    with pytest.raises(NotAnsweredError):
        await process.of_home("T1")


async def test_a_token_that_is_not_renewed_any_more_ends_the_installation(house: House) -> None:
    await house.install(lasts=HOUR)
    house.slack.failing = [SlackError(Meaning.REFUSED, "invalid_refresh_token")] * 2
    assert await house.process().of_home("T1") is not None  # it is good for an hour
    with house.store.writing() as tx:
        tx.execute(rows.update().values(lease_until=0.0))
    house.now += HOUR
    assert await house.process().of_home("T1") is None
    assert await house.process().homes() == []


async def test_a_removal_is_noted_once_however_often_it_is_told(house: House) -> None:
    await house.install()
    process = house.process()
    for _ in range(2):
        await process.revoked("T1")
    await process.revoked("T-unknown")
    assert await process.find("", "T1") is None
    [record] = await house.store.read(installations.removed)
    assert (record.token, record.removed_at, record.revision) == (None, NOW, 2)


async def test_a_removal_told_late_does_not_end_what_was_installed_again(house: House) -> None:
    await house.install()
    house.slack.good = {"xoxb-secret"}
    process = house.process()
    await process.revoked("T1")
    assert await process.of_home("T1") is not None


async def test_a_removal_of_before_does_not_end_what_was_installed_since_even_while_slack_is_silent(
    house: House,
) -> None:
    told_at = house.now
    house.now += timedelta(minutes=2)
    await house.install()
    process = house.process()
    house.slack.failing = [SlackError(Meaning.DOWN, "no connection")] * 3
    for _ in range(2):  # app_uninstalled and tokens_revoked, in either order
        await process.revoked("T1", told_at)
    assert await process.of_home("T1") is not None
    await process.revoked("T1", house.now)
    assert await process.of_home("T1") is None


async def test_keys_are_changed_without_losing_a_token(house: House) -> None:
    await house.kept(OLD).keep(Granted(Installation("T1"), "xoxb-1", frozenset(), "xoxe-1", NOW + 9 * HOUR), NOW)
    both, new = Keys([KEY, OLD]), Keys([KEY])
    assert await house.store.write(lambda tx: installations.rekey(tx, both.renewed)) == 1
    assert await house.store.write(lambda tx: installations.rekey(tx, new.renewed)) == 1
    found = await house.process(KEY).of_home("T1")
    assert found is not None
    assert found.token == "xoxb-1"


async def test_a_token_that_no_key_opens_is_told_and_hurts_nobody_else(house: House) -> None:
    await house.install()
    await house.kept(OLD).keep(Granted(Installation("T2"), "xoxb-2"), NOW)
    kept = house.kept()
    await kept.look_over()
    [problem] = kept.problems()
    assert "ADVISOR_KEYS" in problem
    assert await kept.get("T2") is None
    assert await kept.get("T1") is not None
    await kept.keep(Granted(Installation("T2"), "xoxb-2"), NOW)  # installed again
    assert await kept.get("T2") is not None
    assert kept.problems() == []
