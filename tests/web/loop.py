"""The coaching loop as three people walk it in the browser, each in a window of their own, station by station."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from playwright.sync_api import Browser, Locator, Page, expect

from bot.store import Role, programme
from flows.registry import dialogue
from tests.examples import EXAMPLES
from tests.examples.short import shortened
from tests.web import journey
from tests.web.conftest import opened_on_phone, opened_on_screen
from tests.web.office import ANA, Office, run
from tests.web.walker import Walker

CLUSTER = "Blue Coast Food Cluster"
ACTIONS = {"List 40 companies": "11 March 2027", "Call the ten most promising": "12 March 2027"}
NEXT_STEP = "Book the room in Porto"
ASKED = "Name one person who answers for the list."
TIMES = ("2027-03-10 14:00", "2027-03-12 14:00")
"""Both, and all deadlines, are near: who came by an invitation stays signed in for two weeks."""
ON_PAPER = """Member	How satisfied are you with our cluster overall?	What should we change first?
Algas Atlânticas	4	More visits"""
"""What a member answered on paper: heads and a row, with a tab between the columns."""
SATISFIED = (5, 4, 3, 5)
"""How satisfied those are who answer by their link after the first."""


@dataclass
class People:
    """Ana runs the programme, Mara works for the cluster and has a phone, Petra is the coach."""

    office: Office
    ana: Page
    mara: Page
    petra: Page

    def home(self, page: Page) -> None:
        page.goto(f"{self.office.url}/home")


@contextmanager
def people(office: Office, browser: Browser) -> Iterator[People]:
    """Ana is an administrator already; the two others are nobody yet."""
    run(office.runtime.store.write(lambda tx: programme.appoint(tx, ANA, Role.ADMIN, "", office.clock())))
    screen, phone = contextmanager(opened_on_screen), contextmanager(opened_on_phone)
    with screen(browser) as ana, phone(browser) as mara, screen(browser) as petra:
        yield People(office, ana, mara, petra)


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def sees(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("body")).to_contain_text(text)


def confirm(page: Page, name: str) -> None:
    """Press a button that asks first."""
    press(page, name)
    page.get_by_role("button", name="Yes", exact=True).last.click()


def nudged(page: Page, text: str) -> Locator:
    """A reminder that came onto the open chat by itself."""
    found = page.locator(".line.reminder", has_text=text).last
    expect(found).to_be_visible()
    return found


def on(all: People, day: date) -> None:
    """At noon of a day; what falls due meanwhile is delivered."""
    all.office.move(datetime(day.year, day.month, day.day, 11, tzinfo=UTC))


def add_a_cluster(all: People) -> None:
    page = all.ana
    page.goto(all.office.link())
    press(page, "Sign in")
    page.wait_for_url(f"{all.office.url}/")
    all.home(page)
    press(page, "Add a cluster")
    page.wait_for_url("**/cluster")
    page.get_by_label("What is the cluster called?").fill(CLUSTER)
    press(page, "Save")
    sees(page, "Country: not set", "Nobody from the cluster has joined yet.", "Nobody coaches this cluster yet.")


def invite(all: People, newcomer: Page, name: str, part: str) -> None:
    """Ana makes a link, and who has it joins with a name."""
    page, url = all.ana, all.office.url
    page.goto(f"{url}/documents/invitation/link")
    page.locator("select[name='one.place']").select_option(label=f"{part} of {CLUSTER}")
    press(page, "Make a link")
    page.get_by_role("heading", name="The invitation").wait_for()
    code = re.search(r"join-[\w-]{20,}", page.locator("main").inner_text())
    assert code
    newcomer.goto(f"{url}/join/{code[0]}")
    sees(newcomer, f"Ana invites you to join as {part} of {CLUSTER}.")
    newcomer.get_by_label("What is your name?").fill(name)
    press(newcomer, "Join")
    newcomer.wait_for_url(f"{url}/")
    sees(newcomer, f"Hello {name}.")


def walk(page: Page, url: str, id: str, **other: dict[str, str]) -> str:
    """The example of a dialogue, with other answers on some pages; returns the address of the document."""
    found, example = dialogue(id), shortened(dialogue(id), EXAMPLES[id], 9)
    page.goto(url)
    Walker(page, found, {**example.answers, **other}).walk(example.wish)
    return page.url


def assess_needs(page: Page, url: str) -> None:
    """What the profile named as challenges is there already, and asked about further."""
    page.goto(url)
    journey.ask(page, "I want to assess our needs")
    page.wait_for_url("**/members")
    for question, theme, value in (("importance", "attracting-members", 5), ("today", "attracting-members", 1)):
        page.locator(f"[name='grid.ratings.{question}.{theme}'][value='{value}']").check()
    page.locator("[name='grid.ratings.today.engagement'][value='3']").check()
    journey.go_on(page, "services")
    page.locator("[name='grid.ratings.today.financial-sustainability'][value='2']").check()
    press(page, "Check all answers")
    page.wait_for_url("**/review")
    journey.submit(page)
    sees(page, "Your first need: Attracting members (priority 20 of 20).")


def write_a_plan(page: Page) -> str:
    """From the goal and two of its first steps; returns the address of the plan."""
    journey.begin_a_plan(page)
    page.get_by_role("button", name=f"Remove {journey.STEPS[-1]}").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    for name, deadline in ACTIONS.items():
        page.get_by_role("button", name=f"Edit {name}").click()
        page.wait_for_url("**/actions/actions/*")
        _keep_entry(page, **{"By when?": deadline})
    journey.go_on(page, "review")
    journey.submit(page)
    return page.url


def _keep_entry(page: Page, **answers: str) -> None:
    for label, text in answers.items():
        page.get_by_label(label).fill(text)
    press(page, "Save this entry")
    page.wait_for_url("**/actions")


def do_and_undo(all: People) -> None:
    """What is done stays in its place on Home with a way back, also when it was done in another window."""
    page, name = all.mara, next(iter(ACTIONS))
    all.home(page)
    over, entry = page.locator(".home .over"), ".home .entries li"
    page.locator(entry, has_text=name).first.get_by_role("button", name="Done").click()
    expect(over).to_contain_text(name)
    over.get_by_role("button", name="Undo").click()
    expect(over).to_have_count(0)
    assert page.url == f"{all.office.url}/home"
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{all.office.url}/home?view=team")
    elsewhere.locator(entry, has_text=name).first.get_by_role("button", name="Done").click()
    expect(elsewhere.locator(".home .over")).to_contain_text(name)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # one comes back to the first page
    expect(over).to_contain_text(name)
    over.get_by_role("button", name="Undo").click()
    expect(over).to_have_count(0)
    elsewhere.close()


def offer_times(all: People) -> None:
    page = all.petra
    page.goto(f"{all.office.url}/documents/slots/offer")
    page.get_by_label("When?").fill("\n".join(TIMES))
    press(page, "Offer them")
    sees(page, "Offered now: 2.")


def book(all: People) -> None:
    """The last time that is free."""
    all.home(all.mara)
    press(all.mara, "Choose a time")
    sees(all.mara, "Wednesday, 10 March 2027, 14:00", "with Petra")
    all.mara.get_by_role("button", name="Choose").last.click()
    sees(all.mara, "Your coaching session is set: Friday, 12 March 2027, 14:00.")


def hand_in(all: People, plan: str) -> None:
    """Where the nudge leads."""
    nudge = nudged(all.mara, "Please hand in your action plan by Tuesday, 9 March 2027, 14:00.")
    press(nudge, "Open the plan")
    all.mara.wait_for_url(f"{plan}*")
    press(all.mara, "Hand in to coach")
    sees(all.mara, "Petra can see version 1 now")


def comment(all: People, plan: str) -> None:
    """A change of one action, a note and a next step, sent back together."""
    page = all.petra
    all.home(page)
    sees(page, "Handed in: 1", "To comment on")
    page.goto(plan)
    press(page, "Comment on: Actions")
    page.get_by_role("heading", name="Comment on: Actions").wait_for()
    page.get_by_role("button", name="Comment").nth(1).click()  # the first is about all of them
    page.get_by_label("Change requested").check()
    page.get_by_label("What do you want to say?").fill(ASKED)
    press(page.locator("form.dialogue .buttons"), "Save")
    sees(page, "Saved: your comment on “List 40 companies”.")
    page.goto(plan)
    press(page, "Overall note and next steps")
    page.get_by_label("Overall note").fill("A clear plan.")
    page.get_by_label("Next steps").fill(NEXT_STEP)
    press(page.locator("form.dialogue .buttons"), "Save")
    confirm(page, "Send back")
    sees(page, f"Sent back to {CLUSTER}: your feedback on version 1.")


def answer(all: People, plan: str) -> None:
    """The next step becomes an action, the change is made and told, and the next version handed in."""
    page = all.mara
    press(nudged(page, "Petra has commented on version 1"), "See the comments")
    page.wait_for_url(f"{plan}*")
    sees(page, "Open points: 1 of 1.", ASKED, "A clear plan.")
    page.get_by_role("button", name="Make it an action").click()
    page.wait_for_url("**/actions/actions/*")
    expect(page.get_by_label("What will be done?")).to_have_value(NEXT_STEP)
    _keep_entry(page, **{"Who is responsible?": "Mara", "By when?": "12 March 2027"})
    page.get_by_role("button", name="Edit List 40 companies").click()
    page.wait_for_url("**/actions/actions/*")
    sees(page, f"Petra asks for a change: {ASKED}")
    page.get_by_text("More details").click()
    _keep_entry(page, **{"Who is accountable?": "Jonas"})
    journey.go_on(page, "review")
    journey.submit(page)
    page.get_by_role("button", name="Done").first.click()
    sees(page, "Your answer about “List 40 companies” is saved, and your coach can see it. Open points: 0.")
    page.goto(plan)
    press(page, "Hand in to coach")
    sees(page, "Petra can see version 2 now")


def accept(all: People, plan: str) -> None:
    page = all.petra
    page.goto(plan)
    sees(page, "Open points: 0 of 1.")
    press(page, "What changed since version 1")
    sees(page, "Action “List 40 companies”: Accountable", "Jonas", NEXT_STEP)
    page.goto(plan)
    confirm(page, "Accept as a whole")
    sees(page, f"You accepted version 2 of {CLUSTER}.")


def finish(all: People) -> None:
    """Each action is done where the reminder of it arrives, without a reload."""
    page = all.mara
    page.goto(all.office.url)
    for name, due, place in zip((*ACTIONS, NEXT_STEP), (11, 12, 12), (0, 0, 1), strict=True):
        on(all, date(2027, 3, due - 1))
        nudge = nudged(page, f"This is due tomorrow, {due} March 2027: {name}")
        nudge.get_by_role("button", name="Done").nth(place).click()  # two are due together
        expect(page.locator("#transcript")).to_contain_text(f"“{name}” is marked as done")
    nudged(page, "Petra has accepted version 2")


def give_answers(browser: Browser, url: str, links: Sequence[str]) -> None:
    """Members without an account and without any script, on a phone; the first of them mistypes something."""
    phone = {"width": 360, "height": 780}
    context = browser.new_context(viewport=phone, java_script_enabled=False)  # type: ignore[arg-type]
    page, overall = context.new_page(), "How satisfied are you with our cluster overall?"
    for link, satisfied in zip(links[1:], SATISFIED, strict=False):
        page.goto(url + link)
        page.get_by_role("group", name=overall).get_by_label(str(satisfied)).check()
        page.get_by_label("What should we change first?").fill("More visits")
        press(page, "Send my answers")
        page.get_by_role("heading", name="Thank you").wait_for()
    page.goto(url + links[0])
    page.get_by_role("group", name=overall).get_by_label("4").check()
    page.get_by_label("How much would you pay").fill("lots")
    press(page, "Send my answers")
    page.get_by_role("alert").get_by_role("link").click()
    page.get_by_label("How much would you pay").fill("500")
    press(page, "Send my answers")
    page.get_by_role("heading", name="Thank you").wait_for()
    context.close()


def bring_in_answers(page: Page, table: str = ON_PAPER) -> None:
    press(page, "Bring in answers")
    page.get_by_label("Or paste your table").fill(table)
    page.get_by_role("button", name="Read it").click()
    sees(page, f"Answers that would be added: {table.count(chr(10))}")
    press(page, "Add these answers")
    sees(page, "6 of 6 answered (100 %)")
