"""What no page of ours sends is refused in a sentence.  Many more odd requests are sent by ``tests/fuzz``."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from knowledge.engine import Engine
from tests.common import answering_with
from tests.web.site import trial_app, trial_settings


@pytest.fixture(scope="module")
def visited(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine
) -> Iterator[tuple[TestClient, str]]:
    """The trial with a draft, and the draft's id."""
    wanted = trial_settings(tmp_path_factory.mktemp("refused"))
    shutil.copy(sqlite_template, wanted.advisor_data / "advisor.db")
    with (
        answering_with(engine),
        TestClient(trial_app(wanted), base_url="http://127.0.0.1", headers={"Accept": "text/html"}) as client,
    ):
        opened = client.post("/say", data={"text": "/smart-goal new"}).url.path
        yield client, opened.split("/")[2]


FORM = {"revision": "1", "do": "next"}


@pytest.mark.parametrize(
    "fields",
    [
        [("one.a", "x"), ("many.a", "y")],
        [("many.a", "x"), ("grid.a.b.c", "y")],
        [("grid.a.b.c", "x"), ("one.a", "y")],
        [("revision", "9" * 20)],
        [("revision", "9" * 5000)],
        [("revision", "٣")],
    ],
)
def test_a_form_that_no_page_has_is_refused_in_a_sentence(
    visited: tuple[TestClient, str], fields: list[tuple[str, str]]
) -> None:
    client, document = visited
    sent = urlencode([*FORM.items(), *fields])
    answer = client.post(
        f"/documents/{document}/specific", content=sent, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 400
    assert "did not arrive in one piece" in re.sub(r"<[^>]*>", "", answer.text)


@pytest.mark.parametrize("path", ["/documents/a%00b", "/documents/%ff", "/documents/x%0ay", "/static/%00"])
def test_an_address_that_is_no_text_is_refused_in_a_sentence(visited: tuple[TestClient, str], path: str) -> None:
    assert visited[0].get(path).status_code == 400


def test_an_address_with_a_slash_in_a_name_is_nothing(visited: tuple[TestClient, str]) -> None:
    assert visited[0].get(f"/documents/{quote('a/b', safe='')}").status_code in (200, 404)
