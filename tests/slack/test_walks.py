"""Each dialogue walked through signed Slack payloads: from plain words to a document with its picture and file."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
import pytest_asyncio

from flows.calendar import Calendar
from flows.registry import dialogue
from knowledge.engine import Engine
from tests.common import answering_with
from tests.examples import EXAMPLES, TODAY
from tests.examples.files import in_word, missing, plain
from tests.examples.told import concluded, noticed, typed
from tests.slack.conftest import ANA, MovableTime, Office, opened_office, settings
from tests.slack.fake_slack import FakeSlack
from tests.slack.walker import Walker

pytestmark = pytest.mark.asyncio(loop_scope="module")

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)
RUI = {"real_name": "Rui Costa", "name": "rui", "tz": "Europe/Lisbon", "locale": "en-GB"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workspace(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine
) -> AsyncIterator[Office]:
    """One workspace for all walks, on the day of the examples: what was said in one dialogue stands in the next."""
    folder = tmp_path_factory.mktemp("walks")
    shutil.copy(sqlite_template, folder / "advisor.db")
    slack = FakeSlack(people={"UANA": dict(ANA), "URUI": dict(RUI)})
    await slack.start()
    with answering_with(engine):
        async for opened in opened_office(slack, settings(folder, slack), MovableTime(MORNING - datetime.now(UTC))):
            yield opened
    await slack.stop()


@pytest.mark.parametrize("id", EXAMPLES)
async def test_a_dialogue_leads_from_plain_words_to_a_document_with_its_files(workspace: Office, id: str) -> None:
    example, found, ana = EXAMPLES[id], dialogue(id), workspace.person("UANA")
    before, files = len(ana.slack.dm("UANA")), ana.slack.files["DUANA"]
    files.clear()
    await Walker(ana, found, example.answers).walk(example.elsewhere)

    conclusion, answers = concluded(id, example, Calendar("AT")), typed(found, example.answers)
    shown = plain(unescape("\n".join([ana.reads(), *ana.heard()[before:]])))
    assert missing([conclusion.statement.removesuffix("."), *noticed(conclusion)], shown) == []
    said = ana.slack.dm("UANA")[-1]
    first = conclusion.pictures[:1]
    if first:
        await ana.press("Show the picture", said)
    await ana.press("Word", said)
    *pictures, word = files
    assert [file["title"] for file in pictures] == [picture.title for picture in first]
    assert all(file["content"].startswith(b"\x89PNG") and file["alt_txt"] for file in pictures)
    assert missing(answers, in_word(word["content"])) == []
