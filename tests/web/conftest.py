"""Sites and browsers for the tests of the web surface."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error
from playwright.sync_api import Page as BrowserPage
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.trial import MovableClock
from bot.web.sessions import WebSettings
from tests.web.browser import chromium, require_chromium
from tests.web.office import Office, office_app
from tests.web.site import START, Site, running, trial_app, trial_settings

PHONE = 360
"""Pixels from side to side of a narrow phone."""
ZONE = "Europe/Brussels"
"""Where the browsers are."""


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path, one_engine: None) -> Settings:
    wanted = trial_settings(tmp_path / "data")
    shutil.copy(sqlite_template, wanted.advisor_data / "advisor.db")
    return wanted


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A visitor without a script: the sample cluster manager."""
    with TestClient(trial_app(settings), base_url="http://127.0.0.1", headers={"Accept": "text/html"}) as visitor:
        yield visitor


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    with running(trial_app(settings)) as started:
        yield started


@pytest.fixture
def office_site(settings: Settings) -> Iterator[Office]:
    """A running site on which one has to sign in."""
    clock, signing = MovableClock(lambda: START), WebSettings(secret="s" * 32)
    app = office_app(settings, signing, clock)
    with running(app) as started:
        yield Office(app, signing, clock, started.url)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the tests of a module only: while it is open, its event loop is in the way of asynchronous tests."""
    require_chromium()
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[BrowserPage]:
    """A page on a screen, which fails the test when its script does."""
    yield from opened_on_screen(browser)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserPage]:
    """The same on a phone, which fails the test when anything is wider than it."""
    yield from opened_on_phone(browser)


def opened_on_screen(browser: Browser) -> Iterator[BrowserPage]:
    """A page on a screen; when it is closed, its script must have failed nowhere."""
    yield from _opened(browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id=ZONE))


def opened_on_phone(browser: Browser) -> Iterator[BrowserPage]:
    """A page on a phone; when it is closed, its script must have failed nowhere and nothing have been wider than it."""
    wide: list[str] = []

    def measure(page: BrowserPage) -> None:
        with suppress(Error):  # it was left meanwhile
            if page.evaluate("document.documentElement.scrollWidth") > PHONE:
                wide.append(page.url)

    for opened in _opened(
        browser.new_context(viewport={"width": PHONE, "height": 780}, has_touch=True, is_mobile=True, timezone_id=ZONE)
    ):
        opened.on("load", measure)
        yield opened
        measure(opened)
    assert wide == []


def _opened(context: BrowserContext) -> Iterator[BrowserPage]:
    context.set_default_timeout(30_000)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []
