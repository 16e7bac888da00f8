"""Everything that Teams may send is heard, or left alone on purpose; the SDK's own models say what that is."""

import copy
import logging
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import pytest_asyncio

from knowledge.engine import Engine
from tests.common import answering_with
from tests.teams.conftest import Office, opened_office
from tests.teams.fake_teams import FakeTeams, Object, texts_of
from tests.teams.payloads import CHANNEL, HEARD, Shape
from tests.teams.payloads_left_alone import LEFT_ALONE
from tests.teams.person import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHAPES = {**HEARD, **LEFT_ALONE}
PLACES = {
    "groupChat": "19:chat@thread.v2",
    "channel": f"{CHANNEL};messageid=1600000000001",
    "thread": f"{CHANNEL};messageid=1600000000000",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def organisation(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine
) -> AsyncIterator[Office]:
    """One organisation for all of them; each comes from somebody else."""
    folder = tmp_path_factory.mktemp("payloads")
    shutil.copy(sqlite_template, folder / "advisor.db")
    fake = FakeTeams()
    await fake.start()
    with answering_with(engine):
        async with opened_office(fake, folder) as office:
            yield office
    await fake.stop()
    assert fake.refusals == []


def sender(office: Office, shape: Shape, number: int) -> Person:
    kind = "channel" if shape.where == "thread" else shape.where
    return office.person(f"P{number}", conversation=PLACES.get(shape.where, ""), kind=kind, **shape.who)


@pytest.mark.parametrize("name", SHAPES)
async def test_it_is_heard_or_left_alone(organisation: Office, caplog: pytest.LogCaptureFixture, name: str) -> None:
    shape = SHAPES[name]
    person = sender(organisation, shape, list(SHAPES).index(name))
    activity, said = shape.activity(person), organisation.teams.messages
    said.clear()
    answer = await person.send(copy.deepcopy(activity))
    assert answer.status_code == shape.status, answer.text
    shown = "\n".join([*read(said), *(texts_of(answer.json()["value"]) if card(answer.text) else [answer.text])])
    assert shape.says in shown
    assert bool(shown.strip()) is bool(shape.says)
    assert {place for place, sent in said.items() if sent} <= {person.conversation or person.own_chat}

    before = copy.deepcopy(dict(said))
    assert (await person.send(activity)).status_code == shape.status, "the same comes once more"
    assert said == before
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def read(messages: dict[str, list[Object]]) -> Iterator[str]:
    for sent in (each for place in messages.values() for each in place):
        yield from (str(sent.get("text") or ""), *texts_of(sent.get("attachments", [])))


def card(body: str) -> bool:
    return "AdaptiveCard" in body


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape.modelled])
async def test_the_models_of_the_sdk_read_it(organisation: Office, name: str) -> None:
    assert parsed(SHAPES[name].activity(sender(organisation, SHAPES[name], 1000))) is not None


async def test_every_model_of_the_sdk_is_among_them(organisation: Office) -> None:
    there = {
        type(parsed(shape.activity(sender(organisation, shape, 1000)))) for shape in SHAPES.values() if shape.modelled
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from microsoft_teams.api.activities import Activity
    assert {each.__name__ for each in classes(Activity)} - {each.__name__ for each in there} == set()


def parsed(activity: Object) -> Any:
    """The activity as the SDK reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its previews warn when they are made
        from microsoft_teams.api.activities import ActivityTypeAdapter

        return ActivityTypeAdapter.validate_python(activity)


def classes(found: Any) -> Iterator[type]:
    """The classes in a union of unions."""
    if isinstance(found, type):
        yield found
        return
    for inner in get_args(found):
        if isinstance(inner, type) or get_origin(inner) is not None:
            yield from classes(inner)
