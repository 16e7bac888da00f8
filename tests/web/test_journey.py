"""In a real browser: the main path, the keyboard, the phone, and what must never happen."""

import itertools
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from bot.web.stream import REPLACED
from tests.advisor.bringing import TABLE
from tests.web import journey
from tests.web.office import Office
from tests.web.site import Site


def test_a_goal_can_be_reached_with_the_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.keyboard.type("/smart-goal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/specific")
    _tab_to(page, "What will you do or reach?")
    page.keyboard.type("Recruit new member companies")
    page.keyboard.press("Enter")  # the first button of the form is to save and go on
    page.wait_for_url("**/measurable")
    page.keyboard.press("Enter") if page.locator(":focus").count() == 0 else None
    _tab_to(page, "Save and continue")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link in the error summary leads to the field
    expect(page.get_by_label("What will you measure?")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the wanted input or button has the focus."""
    label = "el => el.labels?.[0]?.textContent || el.textContent"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and str(page.locator(":focus").evaluate(label)).strip().startswith(name):
            return
    pytest.fail(f"“{name}” cannot be reached with Tab.")


def test_the_first_tab_leads_to_the_skip_link(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/home")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_chat_and_home_fit_on_a_phone_and_load_nothing_from_elsewhere(phone: Page, site: Site) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(site.url)
    journey.ask(phone, "ThisIsOneVeryLongWordThatNobodyWouldTypeButSomebodyWillPaste" * 5)
    expect(phone.locator(".line.advisor")).to_have_count(1)
    for path in ("/", "/home", "/nothing-here"):
        phone.goto(site.url + path)
    phone.wait_for_load_state()
    assert asked
    assert [address for address in asked if not address.startswith(site.url + "/")] == []


HOSTILE = (
    '{{ 7 * 7 }} {% raw %} "><img src=x onerror="document.title=\'taken\'">',
    "[click](javascript:document.title='taken') <script>document.title='taken'</script>",
    "שלום <!channel> 👩‍🌾 &lt;b&gt; </textarea></title><b>bold</b>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_everywhere(page: Page, site: Site, text: str) -> None:
    page.goto(site.url)
    journey.ask(page, text)
    expect(page.locator(".line.person .body")).to_have_text(text)
    page.goto(site.url)
    expect(page.locator(".line.person .body")).to_have_text(text)
    journey.ask(page, "/smart-goal")
    page.wait_for_url("**/specific")
    page.get_by_label("What will you do or reach?").fill(text)
    page.get_by_label("Why does it matter?").fill(text)
    journey.go_on(page, "measurable")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("What will you do or reach?")).to_have_value(text)
    expect(page.get_by_label("Why does it matter?")).to_have_value(text)
    page.get_by_role("button", name="Check all answers").click()
    expect(page.locator(".answers dd").first).to_have_text(text)
    page.goto(f"{site.url}/home")
    expect(page.locator(".entry-title").first).to_contain_text(text)
    assert "taken" not in page.title()
    assert page.locator("a[href^='javascript']").count() == 0


def test_what_is_typed_is_kept_after_a_pause_and_when_the_page_is_left(page: Page, site: Site) -> None:
    page.goto(site.url)
    journey.ask(page, "/smart-goal")
    page.wait_for_url("**/specific")
    form = page.url
    with page.expect_response(lambda response: response.request.method == "POST" and response.url == form) as kept:
        page.get_by_label("What will you do or reach?").fill("Half a sentence")
    assert kept.value.ok
    expect(page.locator("#saved")).to_have_text("Saved")
    expect(page.locator(".wrong")).to_have_count(0)
    page.get_by_label("Why does it matter?").fill("The other half")
    page.goto(f"{site.url}/home")
    expect(page.locator(".entry-title").first).to_contain_text("Half a sentence")
    page.goto(form)
    for _ in range(20):  # what a closed page sends may arrive behind the next request
        if page.get_by_label("Why does it matter?").input_value():
            break
        page.reload()
    expect(page.get_by_label("What will you do or reach?")).to_have_value("Half a sentence")
    expect(page.get_by_label("Why does it matter?")).to_have_value("The other half")
    expect(page.locator("#kept")).to_be_hidden()


def test_what_cannot_be_kept_is_offered_when_one_comes_back(page: Page, site: Site) -> None:
    page.goto(site.url)
    journey.ask(page, "/smart-goal")
    page.wait_for_url("**/specific")
    form = page.url
    page.route(form, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_label("What will you do or reach?").fill("Half a sentence")
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    page.evaluate("navigator.sendBeacon = () => false")
    page.goto(f"{site.url}/home")
    page.unroute(form)
    page.goto(form)
    expect(page.get_by_label("What will you do or reach?")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("What will you do or reach?")).to_have_value("Half a sentence")
    journey.go_on(page, "measurable")
    page.goto(form)
    expect(page.locator("#kept")).to_be_hidden()


PASTE = """(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_a_list_pasted_into_one_line_becomes_entries_and_the_focus_follows(page: Page, site: Site) -> None:
    page.goto(site.url)
    journey.ask(page, "/action-plan new")
    page.wait_for_url("**/start")
    page.goto(page.url.replace("/start", "/actions"))
    page.get_by_role("button", name="Add: action").click()
    page.wait_for_url("**/actions/actions/*")
    page.get_by_label("What will be done?").evaluate(PASTE, "• Call\n2. Write\n☐ Check")
    expect(page.get_by_role("checkbox")).to_have_count(3)
    page.get_by_label("Write").uncheck()
    page.get_by_role("button", name="Add these").click()
    page.wait_for_url("**/actions")
    expect(page.locator(".row-title")).to_have_text(["Call", "Check"])
    expect(page.locator(".rows li:not(.removed)").first).to_be_focused()
    page.get_by_role("button", name="Down Call").click()
    expect(page.locator(".rows li:not(.removed)").last).to_be_focused()
    page.get_by_role("button", name="Remove Check").click()
    expect(page.locator(".rows li:not(.removed)").first).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".row-title")).to_have_text(["Check", "Call"])


def test_a_message_stays_in_the_box_when_the_advisor_cannot_be_reached(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.route("**/say", lambda route: route.abort())
    journey.ask(page, journey.QUESTION)
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.get_by_label("Your message")).to_have_value(journey.QUESTION)


def test_a_page_says_that_its_session_was_ended_and_goes_on_after_signing_in(
    browser: Browser, page: Page, office_site: Office
) -> None:
    _sign_in(page, office_site)
    home = page.locator("#home").inner_text()
    page.get_by_label("Your message").fill(journey.QUESTION)
    _sign_out_everywhere(browser, office_site)
    notice = page.get_by_role("alert").filter(has_text="no longer signed in")
    expect(notice.get_by_role("link", name="Sign in")).to_be_in_viewport()
    page.get_by_label("Your message").press("Enter")
    expect(page.get_by_label("Your message")).to_have_value(journey.QUESTION)
    assert page.locator("#home").inner_text() == home

    elsewhere = page.context.new_page()
    _sign_in(elsewhere, office_site)
    elsewhere.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # the window is looked at again
    expect(notice).to_have_count(0)
    page.get_by_label("Your message").press("Enter")
    expect(page.locator(".line.advisor").last).to_contain_text("Source:")
    expect(page.get_by_label("Your message")).to_have_value("")


def test_a_form_sent_after_its_session_was_ended_loses_nothing(
    browser: Browser, page: Page, office_site: Office
) -> None:
    _sign_in(page, office_site)
    journey.ask(page, "/smart-goal")
    page.wait_for_url("**/specific")
    form = page.url
    page.get_by_label("What will you do or reach?").fill("Half a sentence")
    _sign_out_everywhere(browser, office_site)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="You are no longer signed in")).to_be_visible()
    expect(page.locator(".typed")).to_have_text("Half a sentence")
    page.get_by_role("link", name="Sign in").click()
    page.wait_for_url("**/sign-in")
    _sign_in(page, office_site)
    page.goto(form)
    back = page.get_by_role("button", name="Put it back")
    what = page.get_by_label("What will you do or reach?")
    page.wait_for_function(
        "document.querySelector('[name=\"one.what\"]').value || !document.querySelector('#kept').hidden"
    )
    if back.is_visible():  # unless it was kept before the session ended
        back.click()
    expect(what).to_have_value("Half a sentence")


def _sign_in(page: Page, office: Office) -> None:
    page.goto(office.link())
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{office.url}/")


def _sign_out_everywhere(browser: Browser, office: Office) -> None:
    """In a browser of its own."""
    context = browser.new_context()
    other = context.new_page()
    _sign_in(other, office)
    other.get_by_role("link", name="Sign-ins").click()
    other.get_by_role("button", name="Sign out everywhere").click()
    other.wait_for_url("**/sign-in")
    context.close()


@pytest.mark.parametrize(
    "refusal",
    [{"status": 503}, {"content_type": "text/event-stream", "body": REPLACED}],
    ids=["nobody is served", "too many pages"],
)
def test_a_page_without_a_stream_asks_for_one_again_after_a_minute(
    page: Page, site: Site, refusal: dict[str, Any]
) -> None:
    asked: list[Request] = []

    def refuse_twice(route: Route) -> None:
        asked.append(route.request)
        if len(asked) > 2:
            route.continue_()
        else:
            route.fulfill(**refusal)

    def wait_until_asked(times: int) -> None:
        """A page may see a refusal later than this test: it is given its minute again until it has asked."""
        for _ in range(30):
            if len(asked) < times:
                page.clock.fast_forward(60_000)

    page.clock.install()
    page.route("**/stream?*", refuse_twice)
    with page.expect_request("**/stream?*"):
        page.goto(site.url)
    journey.ask_a_question(page)
    page.clock.fast_forward(50_000)
    assert len(asked) == 1
    wait_until_asked(2)
    wait_until_asked(3)
    opened = asked[2].response()
    assert opened
    assert opened.ok


def test_the_answer_to_a_button_is_scrolled_to_from_anywhere_in_a_long_chat(page: Page, site: Site) -> None:
    page.goto(site.url)
    topics = ("a RACI matrix", "a SWOT analysis", "a SMART goal", "an action plan")
    for number, topic in enumerate(topics, 1):
        journey.ask(page, f"What is {topic}?")
        expect(page.locator(".line.advisor")).to_have_count(number)
    page.evaluate("scrollTo(0, 0)")
    page.locator(".line.advisor").first.get_by_role("button", name="Ask a coach").click()
    expect(page.locator(".line.advisor")).to_have_count(len(topics) + 1)
    expect(page.locator(".line.advisor").last).to_be_in_viewport(ratio=1)


def test_home_takes_a_message_where_it_asks_for_one(page: Page, site: Site) -> None:
    page.goto(site.url)
    journey.ask(page, "Who won the football match in Madrid yesterday?")
    page.get_by_role("button", name="Ask a coach").click()
    page.get_by_role("button", name="Send to Petra").click()
    expect(page.locator(".line.advisor")).to_have_count(3)
    page.get_by_text("You are", exact=True).click()
    page.get_by_role("button", name=re.compile("^Petra")).click()
    page.goto(f"{site.url}/home")
    page.get_by_role("button", name="I’ll answer this").click()
    journey.ask(page, "Nobody knows.")
    page.wait_for_url(re.compile("/#line-"))
    expect(page.get_by_role("button", name="Send to Mara")).to_be_in_viewport()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_removing_something_asks_first(page: Page, site: Site) -> None:
    page.goto(site.url)
    journey.ask(page, "/smart-goal")
    page.wait_for_url("**/specific")
    page.get_by_label("What will you do or reach?").fill("Recruit new member companies")
    page.get_by_role("button", name="Check all answers").click()
    page.get_by_role("button", name="Cancel draft").click()
    page.get_by_role("button", name="No, go back").click()
    page.get_by_role("button", name="Cancel draft").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.locator(".line.advisor").last).to_contain_text("kept for 30 days")


def test_colours_follow_the_system_and_text_can_be_read(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # nothing is on its way to its colour
    page.goto(site.url)
    journey.ask_a_question(page)
    light = page.evaluate(CONTRASTS)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(CONTRASTS)
    assert light != dark
    for scheme, found in (("light", light), ("dark", dark)):
        for name, ratio in found:
            assert ratio >= 4.5, f"{scheme}: {name} has a contrast of {ratio:.2f}"


CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = rgb => { const [r, g, b] = rgb.slice(0, 3).map(v => v / 255).map(
    v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = el => { for (let at = el; at; at = at.parentElement) {
    const found = rgba(getComputedStyle(at).backgroundColor); if (found[3] === 255) return found; }
    return rgba(getComputedStyle(document.documentElement).backgroundColor); };
  const found = [];
  for (const el of document.querySelectorAll('body *')) {
    const own = [...el.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!own || !el.checkVisibility() || el.closest('.visually-hidden, .skip, :disabled')) continue;
    const [a, b] = [light(rgba(getComputedStyle(el).color)), light(behind(el))].sort((x, y) => y - x);
    found.push([el.tagName + '.' + el.className + ' ' + el.textContent.trim().slice(0, 30), (a + .05) / (b + .05)]);
  }
  return found;
}"""


LINES = """row => ['legend', '.options'].map(part => new Set(
  [...row.querySelectorAll(`:scope > fieldset.field > ${part}`)].map(each => each.getBoundingClientRect().top)).size)"""


def test_questions_beside_each_other_stand_on_one_line_and_their_scales_too(page: Page, site: Site) -> None:
    page.goto(site.url)
    journey.ask(page, "/needs")
    page.wait_for_url("**/members")
    assert page.locator(".grid-row").first.evaluate(LINES) == [1, 1]


def test_a_page_works_without_a_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    page.get_by_label("Your message").fill(journey.QUESTION)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".line.advisor").last).to_contain_text("Source:")
    page.get_by_label("Your message").fill("/smart-goal")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page).to_have_url(re.compile("/specific$"))
    context.close()


def test_a_plan_is_brought_from_a_file_checked_and_taken_over(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/home?view=start")
    page.get_by_role("button", name="Bring a plan you have").first.click()
    page.get_by_label("Your file").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": bytes(10_000_001)}
    )
    expect(page.get_by_text("This file is too large.")).to_be_visible()
    page.get_by_label("Your file").set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    expect(page.get_by_text("This file is too large.")).to_be_hidden()
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="What is in your columns?")).to_be_visible()
    page.get_by_label("Room").select_option(label="Requirements")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("This would become a new document. Entries: 3.")).to_be_visible()
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.get_by_text("Call members").first).to_be_visible()


HEADINGS = (
    "[...document.querySelectorAll('h1,h2,h3,h4')].filter(h => h.checkVisibility()).map(h => Number(h.tagName[1]))"
)
LANDMARKS = """() =>
  [...document.querySelectorAll('nav, aside, main, [role=region], section[aria-label], form[aria-label]')]
  .filter(each => each.checkVisibility())
  .map(each => `${each.getAttribute('role') || each.tagName} ${each.getAttribute('aria-label') || ''}`)"""


def in_order(levels: list[int]) -> bool:
    """Whether no heading skips a level below the one before it."""
    return levels[0] == 1 and all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_chat_is_in_order_for_screen_readers(page: Page, site: Site) -> None:
    page.goto(site.url)
    assert in_order(page.evaluate(HEADINGS))
    journey.ask_a_question(page)
    journey.ask(page, "help")
    expect(page.locator(".line.advisor")).to_have_count(2)
    for address in (site.url, f"{site.url}/home", f"{site.url}/home?view=team"):
        page.goto(address)
        assert in_order(page.evaluate(HEADINGS)), address
        landmarks = page.evaluate(LANDMARKS)
        assert len(landmarks) == len(set(landmarks)), address


def test_the_input_covers_no_line_of_the_chat_on_a_phone(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.url)
    _covers_nothing(page)
    journey.ask_a_question(page)
    _covers_nothing(page)
    for width, height in ((320, 640), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(site.url)
        page.evaluate("document.querySelector('#scroll').scrollTop = 0")
        _covers_nothing(page)
        assert page.evaluate("document.documentElement.scrollHeight") <= height
    context.close()


def _covers_nothing(page: Page) -> None:
    above, below = page.locator("#scroll").bounding_box(), page.locator(".composer").bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"] + 1


def test_the_way_through_the_pages_stays_on_one_line_on_a_phone(browser: Browser, office_site: Office) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(office_site.link())
    page.get_by_role("button", name="Sign in").click()
    for width, path in itertools.product((320, 390), ("/", "/home", "/sessions")):
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(office_site.url + path)
        brand, nav = page.locator(".brand").bounding_box(), page.locator(".top nav").bounding_box()
        assert brand
        assert nav
        assert abs(brand["y"] + brand["height"] / 2 - nav["y"] - nav["height"] / 2) < 8, path
        assert nav["height"] < 60, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
