"""The main path as a person walks it in the browser: a question, needs, a goal, a plan, and what follows."""

import re

from playwright.sync_api import Page, expect

QUESTION = "Half of our members never come to events. What can we do?"
STEPS = ("List 40 companies", "Call the ten most promising", "Invite them to the June event")
FOURTH = "Sign the first three companies"
DOCUMENT = re.compile(r"/documents/[0-9a-f]+$")


def go_on(page: Page, to: str) -> None:
    """Save the page of a form and wait for the next one."""
    page.get_by_role("button", name=re.compile("^Save and (continue|check)$")).click()
    page.wait_for_url(f"**/{to}")


def ask(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(DOCUMENT)


def ask_a_question(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".line.advisor").last).to_contain_text("Source:")


def assess_needs(page: Page) -> None:
    ask(page, "I want to assess our needs")
    page.wait_for_url("**/members")
    for theme, importance, today in (("attracting-members", 5, 1), ("retaining-members", 4, 3), ("engagement", 5, 3)):
        page.locator(f"[name='grid.ratings.importance.{theme}'][value='{importance}']").check()
        page.locator(f"[name='grid.ratings.today.{theme}'][value='{today}']").check()
    for to in ("services", "organisation", "trends", "review"):
        go_on(page, to)
    submit(page)


def set_a_goal(page: Page) -> None:
    page.get_by_role("button", name="Set a goal for Attracting members").click()
    page.wait_for_url("**/specific")
    page.get_by_label("What will you do or reach?").fill("Recruit new member companies from the food industry")
    page.get_by_label("Who will do it?").fill("Mara")
    go_on(page, "measurable")
    page.get_by_label("What will you measure?").fill("Member companies from the food industry")
    page.get_by_label("In which unit?").fill("companies")
    page.get_by_label("Where do you stand today?").fill("84")
    page.get_by_label("Which number do you want to reach?").fill("100")
    go_on(page, "achievable")
    page.get_by_label("What are the first steps?").fill("\n".join(STEPS))
    go_on(page, "relevant")
    for there in ("budget", "time", "knowledge"):
        page.locator(f"[name='one.{there}'][value=yes]").check()
    go_on(page, "time_bound")
    page.get_by_label("By when will it be reached?").fill("30 June 2027")
    go_on(page, "tree")
    go_on(page, "review")
    submit(page)


def begin_a_plan(page: Page) -> None:
    """As far as the list of actions, which holds the first steps of the goal."""
    page.get_by_role("button", name="Make an action plan for this goal").first.click()
    page.wait_for_url("**/start")
    page.get_by_label("When does the plan start?").fill("8 March 2027")
    go_on(page, "deliverables")
    go_on(page, "actions")


def edit_action(page: Page, name: str, deadline: str, accountable: str = "Petra") -> None:
    """Fill in one action with its roles and priority."""
    page.get_by_role("button", name=f"Edit {name}").click()
    page.wait_for_url("**/actions/actions/*")
    fill_action(page, name, deadline, accountable)


def fill_action(page: Page, name: str, deadline: str, accountable: str = "Petra") -> None:
    page.get_by_label("What will be done?").fill(name)
    page.get_by_label("Who is responsible?").fill("Mara")
    page.get_by_label("By when?").fill(deadline)
    if page.locator("details.more:not([open])").count():
        page.get_by_text("More details").click()
    page.get_by_label("How many working days does it take?").fill("5")
    page.locator("[name='one.impact'][value=high]").check()
    page.locator("[name='one.effort'][value=low]").check()
    page.get_by_label("Who is accountable?").fill(accountable)
    page.get_by_label("Who is consulted?").fill("Jonas")
    page.get_by_role("button", name="Save this entry").click()
    page.wait_for_url("**/actions")


def add_action(page: Page, name: str, deadline: str) -> None:
    page.get_by_role("button", name="Add another: action").click()
    page.wait_for_url("**/actions/actions/*")
    fill_action(page, name, deadline)


def move_clock(page: Page, how: str) -> None:
    page.get_by_text("Move the clock").locator("xpath=ancestor::summary").click()
    page.get_by_role("button", name=how).click()
