"""What cannot be noted is not taken: an event is left for Slack to repeat, of anything else the person is told."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.chat.views import Audience, Message, Reply
from bot.store import Store, events
from tests.slack.conftest import Stage, staged, until
from tests.slack.fake_slack import FakeSlack
from tests.slack.test_failures import answering, asked, form

BUSY = 0.1
"""Seconds that the store waits for a lock."""
PATIENCE = 0.5
"""Seconds that the surface waits for the store: more than a busy machine needs to note what came."""


@pytest.fixture(params=["refuses in time", "gives no answer in time"])
async def kept(
    request: pytest.FixtureRequest, fake: FakeSlack, sqlite_template: Path, tmp_path: Path
) -> AsyncIterator[Stage]:
    """The surface over a real database that notes what was seen, with the patience of a test."""
    path = tmp_path / "seen.db"
    shutil.copy(sqlite_template, path)
    quickly = request.param == "refuses in time"
    store = await Store.open(f"sqlite:///{path}", busy_seconds=BUSY if quickly else 30.0)
    async with staged(fake, sqlite_template, noted=2.0 if quickly else PATIENCE) as stage:

        async def mark_seen(event_id: str, now: datetime) -> bool:
            return await store.write(lambda tx: events.mark_seen(tx, event_id, now))

        stage.advisor.mark_seen = mark_seen  # type: ignore[method-assign]
        stage.advisor.reply = answering(Reply((Message("Here", audience=Audience.HERE),)))
        await stage.surface.connection.known()
        yield stage
    await store.close()


@pytest.fixture
def database(kept: Stage, tmp_path: Path) -> Path:
    return tmp_path / "seen.db"


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.mark.parametrize("how", ["message", "mention"])
async def test_an_event_that_cannot_be_noted_is_repeated_by_slack_and_answered_once(
    kept: Stage, database: Path, how: str
) -> None:
    ana = kept.ana
    said = kept.slack.dm("UANA") if how == "message" else kept.slack.messages["C1"]
    event = {"type": "message", "channel_type": "im", "channel": "DUANA", "user": "UANA", "text": "hello", "ts": "5.5"}
    mention = {"type": "app_mention", "channel": "C1", "user": "UANA", "text": "<@UBOT> hello", "ts": "100.5"}
    body = event if how == "message" else mention
    ana.settle = _nothing
    with locked(database):
        response = await ana.event(body, "Ev1")
        assert response.status_code == 503
        assert (await ana.again()).status_code == 503
        assert said == []
    await kept.surface.drain()
    assert (await ana.again()).status_code == 200
    await kept.surface.drain()
    assert len(said) == 1
    assert (await ana.again()).status_code == 200
    await kept.surface.drain()
    assert len(said) == 1


async def _nothing() -> None:
    return


async def test_a_command_that_cannot_be_noted_is_answered_with_a_sentence(kept: Stage, database: Path) -> None:
    with locked(database):
        shown = await kept.ana.command("/ask", "something")
    assert "Please send it again" in shown["text"]
    assert kept.advisor.heard == []
    await kept.ana.command("/ask", "something")
    assert "Here" in kept.ana.heard_alone()[-1]


async def test_a_press_that_cannot_be_noted_is_answered_with_a_sentence(kept: Stage, database: Path) -> None:
    button = {"type": "button", "action_id": "press:0", "text": {"type": "plain_text", "text": "Do"}, "value": "x:y"}
    message = {"ts": "1.1", "channel": "DUANA", "text": "", "blocks": [{"type": "actions", "elements": [button]}]}
    with locked(database):
        await kept.ana.press("Do", message)
    assert ["Please send it again" in said for said in kept.ana.heard()] == [True]
    assert kept.advisor.heard == []


async def test_a_form_that_cannot_be_noted_keeps_what_was_typed(kept: Stage, database: Path) -> None:
    kept.advisor.reply = answering(Reply(view=form(asked())))
    await kept.ana.command("/smart-goal")
    heard = len(kept.advisor.heard)
    with locked(database):
        kept.ana.fill("Name", "not to be lost")
        await kept.ana.submit()
    assert "could not be saved" in kept.ana.reads()
    assert kept.ana.value("Name") == "not to be lost"
    with locked(database):
        kept.ana.fill("Name", "neither")
        await kept.ana.press_in_modal("Save and close")
    assert kept.ana.reads().count("could not be saved") == 1
    assert kept.ana.value("Name") == "neither"
    assert len(kept.advisor.heard) == heard


async def test_an_event_that_is_noted_late_is_answered_without_being_repeated(
    fake: FakeSlack, sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "seen.db"
    shutil.copy(sqlite_template, path)
    store = await Store.open(f"sqlite:///{path}", busy_seconds=30.0)
    async with staged(fake, sqlite_template, noted=PATIENCE) as stage:

        async def mark_seen(event_id: str, now: datetime) -> bool:
            return await store.write(lambda tx: events.mark_seen(tx, event_id, now))

        stage.advisor.mark_seen = mark_seen  # type: ignore[method-assign]
        stage.advisor.reply = answering(Reply((Message("Here", audience=Audience.HERE),)))
        await stage.surface.connection.known()
        stage.ana.settle = _nothing
        with locked(path):
            assert (await stage.ana.say("hello")).status_code == 503
        await until(lambda: stage.ana.heard() == ["Here"])
        await stage.surface.drain()
        assert (await stage.ana.again()).status_code == 200
        await stage.surface.drain()
        assert stage.ana.heard() == ["Here"]
    await store.close()
