"""Each dialogue walked on a phone in the browser: from plain words to a document with its pictures and file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from flows.calendar import Calendar
from flows.registry import dialogue
from knowledge.engine import Engine
from tests.common import answering_with
from tests.examples import EXAMPLES
from tests.examples.files import in_excel, missing, plain
from tests.examples.short import shortened
from tests.examples.told import concluded, noticed, typed
from tests.web.conftest import opened_on_phone
from tests.web.site import Site, running, trial_app, trial_settings
from tests.web.walker import Walker

LOADED = "pictures => pictures.map(picture => picture.complete && picture.naturalWidth > 0)"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine) -> Iterator[Site]:
    """One site for all walks: what was said in one dialogue stands in the next."""
    settings = trial_settings(tmp_path_factory.mktemp("walks") / "data")
    shutil.copy(sqlite_template, settings.advisor_data / "advisor.db")
    with answering_with(engine), running(trial_app(settings)) as started:
        yield started


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """One for all walks: to open a window costs as much as a walk."""
    yield from opened_on_phone(browser)


@pytest.mark.parametrize("id", EXAMPLES)
def test_a_dialogue_leads_from_plain_words_to_a_document_with_its_files(phone: Page, cluster: Site, id: str) -> None:
    found, page, asked = dialogue(id), phone, list[str]()
    example = shortened(found, EXAMPLES[id])

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(cluster.url)
    Walker(page, found, example.answers).walk(example.wish)

    conclusion, answers = concluded(id, example, Calendar("BE")), typed(found, example.answers)
    shown = plain(page.locator("main").text_content() or "")
    assert missing([conclusion.statement.removesuffix("."), *answers, *noticed(conclusion)], shown) == []
    pictures = page.locator("figure.picture picture img")
    assert pictures.evaluate_all(LOADED) == [True] * pictures.count()
    assert pictures.count() == len(conclusion.pictures)
    assert missing(answers, in_excel(downloaded(page, "xlsx"))) == []
    page.remove_listener("request", note)
    assert [address for address in asked if not address.startswith(f"{cluster.url}/")] == []


def downloaded(page: Page, form: str) -> bytes:
    """The document as a file, by its menu."""
    menu = page.locator("details.downloads", has=page.locator("a[href$='document.txt']")).first
    menu.locator("summary").click()
    with page.expect_download() as got:
        menu.locator(f"a[href$='document.{form}']").click()
    page.keyboard.press("Escape")
    return Path(got.value.path()).read_bytes()
