"""The tab in a browser: a page in Teams' place, under Teams' name, shows the advisor in a frame."""

import json
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.async_api import Page, async_playwright, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.app import create_app
from tests.teams.conftest import settings
from tests.teams.fake_teams import FakeTeams
from tests.teams.person import Person
from tests.web.browser import ARGUMENTS, CHROMIUM, require_chromium
from tests.web.site import running

ADVISOR, TEAMS, OTHER = "advisor.test", "teams.microsoft.com", "evil.example"
PATIENCE = 30_000
"""Milliseconds, for a busy machine."""

# What Teams does for the page in a tab: it answers two questions, and is told that the page has loaded.
HOST = """<!doctype html><title>Teams</title><iframe name="tab" width="1000" height="700" src="https://%s/teams/home"></iframe>
<pre id="told"></pre>
<script>
const runtime = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: {} });
const answers = { initialize: ["content", "web", runtime, "2.0.1"], "authentication.getAuthToken": %s };
addEventListener("message", ({ data, source, origin }) => {
  told.textContent += `${data.func}\\n`;
  const { id, uuidAsString, func } = data;
  if (answers[func]) source.postMessage({ id, uuidAsString, args: answers[func] }, origin);
});
</script>"""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """One that nobody has signed, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ADVISOR)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName(each) for each in (ADVISOR, TEAMS, OTHER)])
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "certificate.pem"
    path.write_bytes(signed.public_bytes(pem) + private)
    return path


class Around:
    """The page around the tab; ``said`` is what it answers when it is asked who somebody is."""

    def __init__(self) -> None:
        self.said: list[object] = [False, "nobody"]
        self.app = Starlette(routes=[Route("/", self.page)])
        self.app.state.runtime = self
        self.stopping = self

    async def page(self, request: Request) -> Response:
        return HTMLResponse(HOST % (ADVISOR, json.dumps(self.said)))

    def set(self) -> None:
        """Nothing of it has to be stopped."""


@pytest.fixture
def around() -> Around:
    return Around()


@pytest.fixture
def places(fake: FakeTeams, data: Path, around: Around, certificate: Path) -> Iterator[tuple[str, str]]:
    """Where the advisor and the page around it are."""
    require_chromium()
    app = create_app(settings(data, fake, public_url=f"https://{ADVISOR}"), worker=False)
    with ExitStack() as stack:
        yield (
            stack.enter_context(running(app, certificate)).url,
            stack.enter_context(running(around.app, certificate)).url,
        )


@asynccontextmanager
async def opened(places: tuple[str, str], host: str) -> AsyncIterator[Page]:
    """The page around the tab, under a name of its own."""
    advisor, around = (url.removeprefix("https://") for url in places)
    rules = f"MAP {ADVISOR} {advisor}, MAP {TEAMS} {around}, MAP {OTHER} {around}"
    async with async_playwright() as playwright:
        arguments = [*ARGUMENTS, f"--host-resolver-rules={rules}"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        context = await browser.new_context(ignore_https_errors=True, viewport={"width": 1100, "height": 800})
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        await page.goto(f"https://{host}/")
        yield page
        await browser.close()
        assert failures == []


async def ana_writes(places: tuple[str, str], fake: FakeTeams) -> None:
    async def at_once() -> None:
        """Teams gets its answer when the advisor has answered."""

    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    async with httpx2.AsyncClient(base_url=places[0], verify=context, timeout=60) as http:
        await Person("Ana", http, fake, at_once).write("hello")


async def test_home_opens_in_the_tab_and_works_there(places: tuple[str, str], fake: FakeTeams, around: Around) -> None:
    await ana_writes(places, fake)
    around.said = [True, fake.tab_token("Ana")]
    async with opened(places, TEAMS) as page:
        tab = page.frame_locator("iframe[name=tab]")
        await expect(tab.get_by_role("link", name="Home", exact=True)).to_have_attribute("aria-current", "page")
        await expect(tab.get_by_text("Sign out")).to_have_count(0)
        assert "appInitialization.success" in await page.locator("#told").inner_text()
        await tab.get_by_role("link", name="Chat", exact=True).click()
        await tab.get_by_role("textbox").fill("What is a SMART goal?")
        await tab.get_by_role("button", name="Send", exact=True).click()
        await expect(tab.get_by_text("Source").first).to_be_visible()
        # in a window of its own nobody is signed in by what the tab knows
        alone = await page.context.new_page()
        await alone.goto(f"https://{ADVISOR}/home")
        assert alone.url == f"https://{ADVISOR}/sign-in"


async def test_who_is_not_known_yet_reads_what_to_do(places: tuple[str, str], fake: FakeTeams, around: Around) -> None:
    around.said = [True, fake.tab_token("Zoe")]
    async with opened(places, TEAMS) as page:
        tab = page.frame_locator("iframe[name=tab]")
        await expect(tab.get_by_role("heading", name="The advisor does not know you yet")).to_be_visible()
        await expect(tab.get_by_text("One moment, please.")).to_be_hidden()


async def test_where_teams_says_nothing_the_page_says_so(places: tuple[str, str], around: Around) -> None:
    around.said = [False, "resourceDisabled"]
    async with opened(places, TEAMS) as page:
        tab = page.frame_locator("iframe[name=tab]")
        await expect(tab.get_by_role("heading", name="Teams did not say who you are")).to_be_visible()


async def test_no_other_site_shows_the_tab_in_a_frame(places: tuple[str, str], around: Around) -> None:
    async with opened(places, OTHER) as page:
        frame = page.frame("tab")
        assert frame is not None
        assert not frame.url.startswith(f"https://{ADVISOR}")
        assert "One moment" not in await frame.content()


async def test_the_tab_opened_by_itself_leads_to_the_advisor(places: tuple[str, str]) -> None:
    async with opened(places, TEAMS) as page:
        await page.goto(f"https://{ADVISOR}/teams/home")
        await expect(page.get_by_role("heading", name="This page belongs into Teams")).to_be_visible()
        await expect(page.get_by_role("link", name="Open the advisor in the browser")).to_be_visible()
