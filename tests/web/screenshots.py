"""Takes the pictures of docs/screenshots: each page on a screen and on a phone.

    python -m tests.web.screenshots

Needs Chromium.
"""

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bot.trial import MovableClock
from bot.web.sessions import WebSettings
from tests.web import journey
from tests.web.browser import chromium
from tests.web.office import Office, office_app
from tests.web.site import START, running, trial_app, trial_settings

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SCREEN, PHONE = (1280, 800), (390, 844)
COLOURS = 192
_TO_THE_END = """() => {
  if (!document.querySelector(".line")) return;
  scrollTo(0, document.body.scrollHeight);
  for (const each of document.querySelectorAll(".scroll")) each.scrollTop = each.scrollHeight;  // on a phone
}"""


def take(page: Page, name: str, *, whole: bool = True) -> None:
    """A picture of the page on the screen and at a phone's width; of the chat, its end."""
    for suffix, (width, height) in (("", SCREEN), ("-phone", PHONE)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("document.activeElement?.id === 'text' && document.activeElement.blur()")
        page.wait_for_timeout(400)  # until new lines have faded in
        if not whole:
            page.evaluate(_TO_THE_END)
        page.screenshot(path=FOLDER / f"{name}{suffix}.png", full_page=whole)
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})


def walk(browser: Browser, address: str) -> None:
    """The main path, with a picture at each stop."""
    page = browser.new_context(viewport={"width": SCREEN[0], "height": SCREEN[1]}).new_page()
    page.goto(address)
    take(page, "welcome", whole=False)
    journey.ask_a_question(page)
    take(page, "answer", whole=False)
    journey.assess_needs(page)
    take(page, "needs")
    needs = page.url
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("link", name="Change Your members").click()
    take(page, "form-ratings")
    page.goto(needs)
    journey.set_a_goal(page)
    take(page, "goal")
    journey.begin_a_plan(page)
    page.get_by_role("button", name=f"Edit {journey.STEPS[0]}").click()
    page.get_by_label("By when?").fill("31 February 2027")
    page.get_by_role("button", name="Save this entry").click()
    expect(page.locator("#problem")).to_be_visible()
    take(page, "form-error")
    journey.fill_action(page, journey.STEPS[0], "18 March 2027")
    for name, deadline in zip(journey.STEPS[1:], ("15 April 2027", "10 June 2027"), strict=True):
        journey.edit_action(page, name, deadline)
    journey.add_action(page, journey.FOURTH, "30 June 2027")
    take(page, "form-actions")
    journey.go_on(page, "review")
    take(page, "review")
    journey.submit(page)
    take(page, "plan")
    page.goto(f"{address}/home")
    page.get_by_role("button", name="Set a date").last.click()
    page.get_by_label("On which day?").fill("25 March 2027")
    page.get_by_label("At what time?").fill("14:00")
    take(page, "session")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".paper")).to_contain_text("25 March 2027")
    journey.move_clock(page, "Next reminder")
    page.goto(address)
    expect(page.locator(".line.reminder")).to_be_visible()
    take(page, "reminder", whole=False)
    page.goto(f"{address}/home")
    take(page, "home")
    for view in ("team", "documents"):
        page.goto(f"{address}/home?view={view}")
        take(page, f"home-{view}")
    page.goto(address)
    page.emulate_media(color_scheme="dark")
    take(page, "reminder-dark", whole=False)


def sign_ins(browser: Browser, scratch: Path) -> None:
    """Where somebody is signed in, outside of the trial."""
    settings, clock, signing = trial_settings(scratch), MovableClock(lambda: START), WebSettings(secret="s" * 32)
    app = office_app(settings, signing, clock)
    with running(app) as started:
        office = Office(app, signing, clock, started.url)
        page = browser.new_context(viewport={"width": SCREEN[0], "height": SCREEN[1]}).new_page()
        for _ in range(2):
            page.context.clear_cookies()
            page.goto(office.link())
            page.get_by_role("button", name="Sign in").click()
        page.goto(f"{started.url}/sessions")
        take(page, "sessions")


def shrink() -> None:
    """Make the files smaller: a page has few colours."""
    for file in FOLDER.glob("*.png"):
        shown = Image.open(file).convert("RGB")
        shown.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        settings = trial_settings(Path(scratch) / "data")
        with running(trial_app(settings)) as site, chromium() as browser:
            walk(browser, site.url)
            sign_ins(browser, Path(scratch) / "office")
    shrink()


if __name__ == "__main__":
    main()
