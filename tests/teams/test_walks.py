"""Each dialogue walked through signed activities: from plain words to a submitted document."""

import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from flows.calendar import Calendar
from flows.registry import dialogue
from knowledge.engine import Engine
from tests.common import answering_with
from tests.examples import EXAMPLES, TODAY
from tests.examples.files import missing, plain
from tests.examples.told import concluded, noticed
from tests.teams.conftest import Office, opened_office
from tests.teams.fake_teams import FakeTeams
from tests.teams.walker import Walker

pytestmark = pytest.mark.asyncio(loop_scope="module")

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def organisation(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine
) -> AsyncIterator[Office]:
    """One organisation for all walks, on the day of the examples: what was said in one dialogue stands in the next."""
    folder = tmp_path_factory.mktemp("walks")
    shutil.copy(sqlite_template, folder / "advisor.db")
    ahead = MORNING - datetime.now(UTC)
    fake = FakeTeams(clock=lambda: (datetime.now(UTC) + ahead).timestamp())
    await fake.start()
    with answering_with(engine):
        async with opened_office(fake, folder, lambda: datetime.now(UTC) + ahead) as office:
            yield office
    await fake.stop()


KINDS = ("smart-goal", "action-plan", "needs-assessment", "business-model", "digital-skills")
"""Dialogues with every kind of field; the others are tried where all examples are."""


@pytest.mark.parametrize("id", EXAMPLES if os.environ.get("EXAMPLES") == "1" else KINDS)
async def test_a_dialogue_leads_from_plain_words_to_a_document(organisation: Office, id: str) -> None:
    example, found, ana = EXAMPLES[id], dialogue(id), organisation.person("Ana")
    before = len(ana.seen)
    await Walker(ana, found, example.answers).walk(example.elsewhere)
    conclusion = concluded(id, example, Calendar("AT"))
    shown = plain(ana.text_since(before))
    assert missing([conclusion.statement.removesuffix("."), *noticed(conclusion)], shown) == []
    assert shown.count("submitted on") == 1, "the document stands there once"
    assert organisation.teams.refusals == []
