"""Takes the pictures of docs/screenshots: each page on a screen and on a phone.

    python -m tests.web.screenshots

Needs Chromium.
"""

import re
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bot.store import Role, programme
from bot.trial import MovableClock
from bot.web.sessions import WebSettings
from tests.web import journey, loop
from tests.web.browser import chromium
from tests.web.office import ANA, Office, office_app, run
from tests.web.site import START, running, trial_app, trial_settings

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SCREEN, PHONE = (1280, 800), (390, 844)
COLOURS = 192
_TO_THE_END = """() => {
  if (!document.querySelector(".line")) return;
  scrollTo(0, document.body.scrollHeight);
  for (const each of document.querySelectorAll(".scroll")) each.scrollTop = each.scrollHeight;  // on a phone
}"""


def take(page: Page, name: str, *, whole: bool = True, at: str = "") -> None:
    """A picture of the page on the screen and at a phone's width; of the chat, its end; else from ``at`` on."""
    for suffix, (width, height) in (("", SCREEN), ("-phone", PHONE)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("document.activeElement?.id === 'text' && document.activeElement.blur()")
        page.wait_for_timeout(400)  # until new lines have faded in
        if not whole:
            page.evaluate(_TO_THE_END)
        if at:
            page.locator(at).first.evaluate("found => found.scrollIntoView({ block: 'start' })")
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


HEADS = "Member\t1\t2\t3\t4\t5\t6\t7\t8"
ANSWERS = """
Conservas do Norte|5|4|Skills and workforce; Green transition|More often|800|yes|Thursday evening|More visits
Sal & Mar|4|4|Customers and markets abroad|Once or twice|300|no|Tuesday morning|Fewer, longer meetings
Doca Sete|3|2|Skills and workforce|Never|0|no|Tuesday morning|Meet nearer to the harbour
Rede Viva|4|5|Funding and finance; Skills and workforce|More often|1200|yes|Thursday evening|Help with funding
Ilha Azul|2|3|Customers and markets abroad|Once or twice|200|yes|Thursday evening|Meetings by video
Algas Atlânticas|5|5|Green transition; Skills and workforce|Three to five times|500|yes|Tuesday morning|Stay as you are
"""


def the_loop(browser: Browser, scratch: Path) -> None:
    """What Ana who runs the programme, Mara of a cluster and Petra, her coach, see of it."""
    settings, clock, signing = trial_settings(scratch), MovableClock(lambda: START), WebSettings(secret="s" * 32)
    app = office_app(settings, signing, clock)
    with running(app) as started:
        office, size = Office(app, signing, clock, started.url), {"width": SCREEN[0], "height": SCREEN[1]}
        run(office.runtime.store.write(lambda tx: programme.appoint(tx, ANA, Role.ADMIN, "", clock())))
        ana, mara, petra = (
            browser.new_context(viewport=size, timezone_id="Europe/Brussels").new_page()  # type: ignore[arg-type]
            for _ in range(3)
        )
        all, url = loop.People(office, ana, mara, petra), office.url
        loop.add_a_cluster(all)
        loop.invite(all, mara, "Mara", "staff")
        loop.invite(all, petra, "Petra", "coach")
        all.home(ana)
        take(ana, "programme")
        loop.walk(mara, url, "cluster-profile")
        loop.assess_needs(mara, url)
        journey.set_a_goal(mara)
        plan = loop.write_a_plan(mara)
        petra.goto(f"{url}/documents/slots/offer")
        petra.get_by_label("When?").fill("\n".join(loop.TIMES))
        take(petra, "offer-times")
        loop.offer_times(all)
        all.home(mara)
        loop.press(mara, "Choose a time")
        loop.sees(mara, "with Petra")
        take(mara, "choose-time")
        loop.book(all)
        mara.goto(url)
        loop.on(all, date(2027, 3, 5))
        loop.nudged(mara, "Please hand in your action plan")
        take(mara, "nudge", whole=False)
        loop.hand_in(all, plan)
        loop.comment(all, plan)
        mara.goto(plan)
        take(mara, "comments", whole=False)
        ana.goto(f"{url}/documents/cohort")
        take(ana, "cohort")
        asked = loop.walk(mara, url, "member-questionnaire", dates={"reminder": "2027-03-12", "deadline": "2027-03-19"})
        mara.goto(asked.replace(asked.rpartition("/")[2], f"{asked.rpartition('/')[2]}/questions"))
        take(mara, "questionnaire-questions", whole=False)
        mara.goto(asked)
        loop.confirm(mara, "Send it out")
        loop.sees(mara, "Still to answer: 6")
        link = re.search(r"/questionnaire/[\w.-]+", mara.content())
        assert link
        petra.context.clear_cookies()
        petra.goto(url + link[0])
        take(petra, "questionnaire-member")
        mara.goto(asked)
        loop.bring_in_answers(mara, "\n".join((HEADS, *ANSWERS.strip().replace("|", "\t").splitlines())))
        loop.confirm(mara, "Close and show the answers")
        loop.sees(mara, "It was closed on")
        mara.goto(asked)
        take(mara, "questionnaire-answers", whole=False, at="figure.picture")


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


def shrink(names: str = "*.png") -> None:
    """Make the files smaller: a page has few colours."""
    for file in FOLDER.glob(names):
        shown = Image.open(file).convert("RGB")
        shown.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        settings = trial_settings(Path(scratch) / "data")
        with running(trial_app(settings)) as site, chromium() as browser:
            walk(browser, site.url)
            sign_ins(browser, Path(scratch) / "office")
            the_loop(browser, Path(scratch) / "loop")
    shrink()


if __name__ == "__main__":
    main()
