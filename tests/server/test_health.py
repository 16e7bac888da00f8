"""Health tells everybody whether the advisor works, and only the log where it does not."""

import json
import logging
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot import health
from bot.health import Problem
from bot.store import Store


async def asked(*looks: health.Look) -> tuple[int, dict[str, object]]:
    async def notes() -> list[str]:
        return ["A platform is asked whether it works."]

    told = await health.report(looks, notes)
    return 200 if told["ok"] else 503, told


async def fine() -> list[Problem]:
    return []


async def test_all_is_well() -> None:
    assert await asked(fine, fine) == (
        200,
        {"ok": True, "problems": [], "notes": ["A platform is asked whether it works."]},
    )


@pytest.fixture
def broken(tmp_path: Path, sqlite_template: Path) -> Path:
    """A copy of an empty database, whose name tells something."""
    return Path(shutil.copy(sqlite_template, tmp_path / "members-of-our-cluster.db"))


async def test_a_database_that_cannot_be_used_is_told_without_its_name(
    broken: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = await Store.open(f"sqlite:///{broken}")
    with sqlite3.connect(broken) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'another'")
    connection.close()
    with caplog.at_level(logging.WARNING):
        status, body = await asked(health.database(store))
    await store.close()
    assert (status, body) == (
        503,
        {"ok": False, "problems": ["The database does not answer as it should."], "notes": []},
    )
    assert str(broken) in caplog.text


async def test_what_a_part_says_of_itself_is_told() -> None:
    look = health.problems_of(lambda: ["Reminders are not being sent."])
    assert await asked(look) == (503, {"ok": False, "problems": ["Reminders are not being sent."], "notes": []})


async def test_a_platform_that_does_not_work_is_named_and_is_no_problem() -> None:
    async def notes() -> list[str]:
        return []

    told = await health.report([fine], notes, slack="does not work since 1 March 2027")
    assert told == {"ok": True, "problems": [], "notes": [], "slack": "does not work since 1 March 2027"}


async def test_a_look_that_fails_is_a_problem_without_its_message() -> None:
    async def broken() -> list[Problem]:
        raise ValueError("postgresql://advisor:secret@db.example.org")

    status, body = await asked(broken, fine)
    assert status == 503
    assert "db.example.org" not in json.dumps(body)
