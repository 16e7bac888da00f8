"""The pages without a script, against the real advisor."""

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.chat.views import FormView
from bot.web import render
from bot.web.limits import BODY
from bot.web.render import Frame
from flows.dialogues.action_plan import ActionPlan
from flows.forms import FormRef, build_form
from flows.rows import repeat_of
from tests.web.journey import QUESTION


def say(client: TestClient, text: str) -> str:
    """Post a message; the page one is led to."""
    return client.post("/say", data={"text": text}).text


def start(client: TestClient, command: str = "smart-goal") -> str:
    """The address of the first page of a new document."""
    return str(client.post("/say", data={"text": f"/{command} new"}).url.path)


def send(client: TestClient, path: str, do: str = "next", **answers: str) -> tuple[int, str, str]:
    """Send a page of a form as its own inputs would: status, address one is led to, page."""
    shown = client.get(path).text
    revision = re.search(r'name="revision" value="(\d+)"', shown)
    assert revision, shown
    fields = {name.replace("__", "."): text for name, text in answers.items()}
    answer = client.post(path, data={"revision": revision[1], "do": do, **fields})
    return answer.status_code, answer.url.path, answer.text


def texts(page: str) -> str:
    """A page as somebody reads it: without tags."""
    return unescape(re.sub(r"<[^>]*>", "", page))


def test_an_empty_chat_says_what_one_can_do(client: TestClient) -> None:
    page = texts(client.get("/").text)
    for shown in ("Hello Mara", "Needs assessment", "SMART goal", "Action plan", "What is a RACI matrix?"):
        assert shown in page


def test_a_question_and_its_answer_stay_in_the_transcript(client: TestClient) -> None:
    say(client, QUESTION)
    page = texts(client.get("/").text)
    assert QUESTION in page
    assert "Source:" in page


def test_an_empty_message_changes_nothing(client: TestClient) -> None:
    assert 'class="line' not in say(client, " \n ")


def test_a_command_opens_its_form_and_leaves_no_line_behind(client: TestClient) -> None:
    assert start(client).endswith("/specific")
    assert 'class="line' not in client.get("/").text


def test_the_command_home_leads_to_home(client: TestClient) -> None:
    assert client.post("/say", data={"text": "/home"}).url.path == "/home"


def press(client: TestClient, page: str, label: str, back: str = "/") -> str:
    """Press the first button of a page that is called so; the page one is led to."""
    form = re.search(rf'name="action" value="([^"]+)"(?:(?!</form>).)*>{label}</button>', page, re.DOTALL)
    assert form, texts(page)
    return client.post("/press", data={"action": unescape(form[1]), "back": back}).text


def test_what_home_asks_one_to_write_can_be_written_there(client: TestClient) -> None:
    shown = press(client, say(client, "Who won the football match in Madrid yesterday?"), "Ask a coach")
    press(client, shown, "Send to Petra")
    client.post("/trial/person", data={"account": "web:coach"})
    home = client.get("/home").text
    assert "<textarea" not in home
    claimed = press(client, home, "I’ll answer this", "/home")
    assert "as your next message here" in texts(claimed)
    assert '<form class="composer" method="post" action="/say">' in claimed
    assert "Send to Mara" in say(client, "Nobody knows.")


def test_what_is_not_clear_is_asked_beside_its_field_and_one_press_stores_it(client: TestClient) -> None:
    path = start(client).replace("/specific", "/time_bound")
    status, _, page = send(client, path, one__deadline="end of June 2027")
    assert status == 422
    assert "You wrote “end of June 2027”. Do you mean 30 June 2027?" in texts(page)
    assert 'value="end of June 2027"' in page
    offer = re.search(r'value="(take[^"]*)"[^>]*>Wednesday, 30 June 2027<', page)
    assert offer, page
    status, there, _ = send(client, path, do=unescape(offer[1]), one__deadline="end of June 2027")
    assert (status, there.rpartition("/")[2]) == (200, "tree")
    assert 'value="2027-06-30"' in client.get(path).text


def test_an_offer_in_a_row_saves_the_row(client: TestClient) -> None:
    path = start(client, "action-plan").replace("/start", "/actions")
    _, row, _ = send(client, path, do="add-row|actions")
    filled = {"one__action": "Call", "one__responsible": "Mara", "one__deadline": "2027-06-30"}
    status, _, page = send(client, row, do="save-row", one__duration="2 weeks", **filled)
    assert status == 422
    assert "“2 weeks” are 10 working days here. Is that right?" in texts(page)
    status, there, page = send(client, row, do="take|one.duration|10", one__duration="2 weeks", **filled)
    assert (status, there) == (200, path)
    assert "10 days" in texts(page)


def test_a_unit_that_was_typed_with_the_number_moves_to_its_field(client: TestClient) -> None:
    path = start(client).replace("/specific", "/measurable")
    send(client, path, one__indicator="Members", one__target="20 companies", one__unit="")
    page = client.get(path).text
    assert 'value="20"' in page
    assert 'value="companies"' in page


def test_an_answer_is_kept_as_typed_beside_its_error(client: TestClient) -> None:
    path = start(client).replace("/specific", "/time_bound")
    status, _, page = send(client, path, one__deadline="31 February 2027")
    assert status == 422
    assert "does not exist in the calendar" in texts(page)
    assert 'value="31 February 2027"' in page
    assert 'href="#f-deadline"' in page
    assert 'aria-invalid="true"' in page


def test_a_text_that_is_far_too_long_is_kept_whole(client: TestClient) -> None:
    long = "long " * 2_000
    status, _, page = send(client, start(client), one__what="Reach", one__why=long)
    assert status == 422
    assert long in page
    assert "This is too long" in texts(page)


def test_a_page_with_errors_can_be_skipped(client: TestClient) -> None:
    _, path, _ = send(client, start(client), do="skip", one__what="")
    assert path.endswith("/measurable")


def test_line_ends_come_back_as_they_were_typed(client: TestClient) -> None:
    path = start(client)
    send(client, path, do="close", one__what="Reach", one__why="first\r\nsecond\x00")
    assert "first\nsecond</textarea>" in client.get(path).text


def test_saving_and_closing_leads_back_to_the_chat(client: TestClient) -> None:
    _, path, page = send(client, start(client), do="close", one__what="Reach")
    assert path == "/"
    assert "Saved." in texts(page)


def test_entries_are_added_edited_moved_and_removed(client: TestClient) -> None:
    page_path = start(client, "action-plan").replace("/start", "/deliverables")
    for name in ("First", "Second"):
        _, row, _ = send(client, page_path, do="add-row|deliverables")
        _, back, _ = send(client, row, do="save-row", one__name=name)
        assert back == page_path
    shown = client.get(page_path).text
    assert shown.index("First") < shown.index("Second")
    second = re.findall(r'value="row-up\|deliverables\|([^"]+)"', shown)[0]
    _, _, shown = send(client, page_path, do=f"row-up|deliverables|{second}")
    assert shown.index("Second") < shown.index("First")
    _, _, shown = send(client, page_path, do=f"remove-row|deliverables|{second}")
    assert "Removed “Second”." in shown
    assert f"edit-row|deliverables|{second}" not in shown


def test_two_people_who_changed_the_same_answer_are_asked(client: TestClient) -> None:
    path = start(client)
    send(client, path, one__what="As it was")
    revision = re.search(r'name="revision" value="(\d+)"', client.get(path).text)
    assert revision
    client.post("/trial/person", data={"account": "web:jonas"})
    send(client, path, one__what="As Jonas wants it")
    client.post("/trial/person", data={"account": "web:mara"})
    answer = client.post(path, data={"revision": revision[1], "do": "next", "one.what": "As Mara wants it"})
    page = texts(answer.text)
    assert answer.status_code == 409
    assert "As Mara wants it" in page
    assert "As Jonas wants it" in page
    key = re.search(r'name="(conflict\.[^"]+)" value="mine"', answer.text)
    assert key
    send(client, path, **{"one__what": "As Jonas wants it", key[1].replace(".", "__", 1): "mine"})
    assert "As Mara wants it" in client.get(path).text


def test_a_document_that_is_not_there_is_said_in_plain_words(client: TestClient) -> None:
    answer = client.get("/documents/0000")
    assert answer.status_code == 404
    assert "can’t find this document" in texts(answer.text)
    assert client.get("/nothing/here").status_code == 404


def test_a_form_for_a_document_of_somebody_else_is_not_saved_and_given_back(client: TestClient) -> None:
    path = start(client)
    client.post("/trial/person", data={"account": "web:coach"})
    answer = client.post(path, data={"revision": "1", "do": "next", "one.what": "Typed by the coach"})
    assert answer.status_code == 404
    assert "Typed by the coach" in texts(answer.text)
    client.post("/trial/person", data={"account": "web:mara"})
    assert "Typed by the coach" not in client.get(path).text


@pytest.mark.parametrize("data", [{}, {"do": "next"}, {"do": "fly", "revision": "1"}, {"do": "next", "revision": "x"}])
def test_a_form_that_this_site_did_not_make_is_refused_in_plain_words(client: TestClient, data: dict[str, str]) -> None:
    answer = client.post(start(client), data=data)
    assert answer.status_code == 400
    assert "did not arrive in one piece" in texts(answer.text)


def test_far_too_much_text_is_refused_in_plain_words(client: TestClient) -> None:
    answer = client.post("/say", data={"text": "x" * (BODY + 1)})
    assert answer.status_code == 413
    assert "too much at once" in texts(answer.text)


def test_posts_from_other_sites_are_refused(client: TestClient) -> None:
    for headers in (
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ):
        assert client.post("/say", data={"text": "hello"}, headers=headers).status_code == 403
    assert 'class="line' not in client.get("/").text
    own = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/say", data={"text": "hello"}, headers=own).status_code == 200


def test_the_trial_answers_under_no_other_name(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 421


def test_a_button_that_asks_first_does_so_without_a_script(client: TestClient) -> None:
    path = start(client)
    send(client, path, do="close", one__what="Reach something")
    document = path.split("/")[2]
    data = {
        "action": f"document:cancel:{document}",
        "back": "/home",
        "confirm": "Cancel this draft?",
        "label": "Cancel",
    }
    assert "Cancel this draft?" in texts(client.post("/press", data=data).text)
    assert "kept for 30 days" in texts(client.post("/press", data=data | {"confirmed": "1"}).text)


def test_an_unknown_button_is_explained(client: TestClient) -> None:
    for action in ("", "nonsense", "document:open:gone", "reminder:done:gone", "x" * 500):
        answer = client.post("/press", data={"action": action, "message": "999999", "back": "/"})
        assert answer.status_code == 200
        assert 'class="line advisor"' in answer.text


def test_nobody_is_led_to_another_site(client: TestClient) -> None:
    data = {"to": "day", "back": "//elsewhere.example/"}
    answer = client.post("/trial/clock", data=data, follow_redirects=False)
    assert answer.headers["location"] == "/"


@pytest.fixture
def finished(client: TestClient) -> tuple[str, str]:
    """The address of a submitted needs assessment, and its page."""
    path = start(client, "needs")
    rated = {"grid__ratings__importance__engagement": "5", "grid__ratings__today__engagement": "1"}
    send(client, path, **rated)
    for page in ("services", "organisation", "trends"):
        _, at, shown = send(client, path.replace("members", page))
    assert at.endswith("/review")
    action = re.search(r'value="(document:submit:[^"]+)"', shown)
    assert action
    answer = client.post("/press", data={"action": action[1], "back": at})
    return answer.url.path, answer.text


def test_a_finished_document_is_shown_and_can_be_taken_away_as_text(
    client: TestClient, finished: tuple[str, str]
) -> None:
    path, page = finished
    assert "Engagement and collaboration" in texts(page)
    file = client.get(f"{path}.txt")
    assert "attachment" in file.headers["content-disposition"]
    assert "Engagement and collaboration" in file.text


def test_two_versions_are_compared_on_a_page_and_the_older_becomes_the_draft_after_a_question(
    client: TestClient, finished: tuple[str, str]
) -> None:
    path, _ = finished
    send(client, f"{path}/members", grid__ratings__importance__engagement="2")
    press(client, client.get(path).text, "Submit changes", path)
    shown = client.get(f"{path}/parts/compare/1-2").text
    assert "Engagement and collaboration: Importance" in texts(shown)
    assert re.search(r'data-label="Version 1"[^>]*>5 / 5<.*data-label="Version 2"[^>]*>2 / 5<', shown, re.DOTALL)
    assert "2 / 5" in client.get(f"{path}/parts/compare/1-2.txt").text
    asked = press(client, shown, "Use version 1 as the new draft", f"{path}/parts/compare/1-2")
    assert "Version 2 still counts" in texts(asked)
    assert "“Version 1” is now the draft" in texts(press(client, asked, "Use it as the new draft", path))
    assert 'value="5"' in client.get(f"{path}/members").text
    assert client.get(f"{path}/parts/compare/1-9").status_code == 404


def test_what_the_cluster_said_once_has_a_page(client: TestClient, finished: tuple[str, str]) -> None:
    page = client.get("/documents/about")
    assert page.status_code == 200
    assert "Engagement and collaboration" in texts(page.text)
    assert "Key members" in texts(page.text)  # not said yet, with the way to say it
    assert "Engagement and collaboration" in client.get("/documents/about.txt").text


def test_a_finished_document_can_be_downloaded_in_every_form_there_is(
    client: TestClient, finished: tuple[str, str]
) -> None:
    path, page = finished
    offered = re.findall(r'href="([^"]+/files/[^"]+)" download>([^<]+)<', page)
    assert [label for _, label in offered] == ["Word", "Excel", "Text"]  # there is no day for a calendar
    kinds = {
        "Word": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        "Excel": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        "Text": ("text/plain; charset=utf-8", b"Needs assessment"),
    }
    for address, label in offered:
        file = client.get(address)
        form = address.rpartition(".")[2]
        assert (file.headers["content-type"], file.content[: len(kinds[label][1])]) == kinds[label]
        disposition = file.headers["content-disposition"]
        assert f'filename="needs-assessment.{form}"' in disposition
        assert f"filename*=UTF-8''Needs%20assessment.{form}" in disposition
    assert client.get(f"{path}/files/2/document.docx").status_code == 404
    calendar = client.get(f"{path}/files/1/document.ics")
    assert calendar.status_code == 404
    assert "There is no date in this document" in texts(calendar.text)


def test_a_picture_stands_on_its_page_for_light_and_dark_with_what_it_says(
    client: TestClient, finished: tuple[str, str]
) -> None:
    _, page = finished
    found = re.search(r'srcset="([^"]+)">\s*<img src="([^"]+)" alt="([^"]+)"', page)
    assert found
    dark, light, alt = map(unescape, found.groups())
    assert "Priority: Engagement and collaboration 20" in alt
    drawn, drawn_dark = client.get(light), client.get(dark)
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "<path" in drawn.text
    assert drawn.text != drawn_dark.text
    assert "sandbox" in drawn.headers["content-security-policy"]
    unchanged = client.get(light, headers={"if-none-match": drawn.headers["etag"]})
    assert unchanged.status_code == 304
    assert unchanged.headers["content-security-policy"] == drawn.headers["content-security-policy"]
    png = client.get(light.replace(".svg", ".png"))
    assert png.content.startswith(b"\x89PNG")
    assert 'filename="your-needs-ranked.png"' in png.headers["content-disposition"]


def test_a_picture_that_is_not_there_is_said_in_plain_words(client: TestClient, finished: tuple[str, str]) -> None:
    path, _ = finished
    for address in ("1/ranking.gif", "1/nothing.svg", "2/ranking.svg", "x/ranking.svg"):
        answer = client.get(f"{path}/pictures/{address}")
        assert answer.status_code == 404
        assert "This picture is no longer there." in texts(answer.text)


def test_a_page_that_is_gone_leads_to_the_review_and_says_so(client: TestClient) -> None:
    path = start(client)
    answer = client.get(path.replace("/specific", "/no-such-page"))
    assert answer.url.path.endswith("/review")
    assert 'class="notices"' in answer.text


def test_that_a_draft_goes_on_is_said_once_on_the_page_that_opens(client: TestClient) -> None:
    path = start(client)
    send(client, path, do="close", one__what="Reach something")
    page = client.post("/say", data={"text": "/smart-goal"})
    assert page.url.path.startswith("/documents/")
    assert 'class="notices"' in page.text
    assert 'class="notices"' not in client.get(page.url.path).text


def test_a_draft_cannot_be_taken_away_as_text_yet(client: TestClient) -> None:
    document = start(client).rpartition("/")[0]
    assert client.get(f"{document}.txt").status_code == 404


def test_the_clock_moves_forward_only(client: TestClient) -> None:
    def move(**data: str) -> str:
        return texts(client.post("/trial/clock", data={"back": "/", **data}).text)

    assert "Monday, 1 March 2027, 10:00" in texts(client.get("/").text)
    assert "only moves forward" in move(to="date", date="1 January 2027")
    assert "Write the date like" in move(to="date", date="31 February 2027")
    assert "too far" in move(to="date", date="1.1.2031")
    assert "No reminder is planned" in move(to="next")
    assert "Tuesday, 2 March 2027" in move(to="day")
    assert "Friday, 12 March 2027, 09:00" in move(to="date", date="12 March 2027")


def test_everybody_has_their_own_chat(client: TestClient) -> None:
    say(client, QUESTION)
    client.post("/trial/person", data={"account": "web:jonas"})
    page = texts(client.get("/").text)
    assert "You are Jonas" in page
    assert QUESTION not in page


@limits(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300))
def test_whatever_is_typed_comes_back_as_it_was(client: TestClient, text: str) -> None:
    path = start(client)
    send(client, path, do="close", one__what="Reach", one__why=text)
    found = re.search(r'name="one\.why".*?>\n(.*?)</textarea>', client.get(path).text, re.DOTALL)
    assert found
    assert unescape(found[1]) == text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


@pytest.mark.parametrize("count", [0, 1, 200])
def test_a_plan_of_any_length_is_drawn(count: int) -> None:
    rows = {f"a{at}": {"action": f"Action {at}", "deadline": "30 June 2027"} for at in range(count)}
    answers = {"actions": {"actions": repeat_of(rows)}}
    view = FormView("d1", 1, build_form(ActionPlan, FormRef("actions"), answers))
    page = render.form_page(view, Frame())
    assert page.count('class="row-title"') == count
    assert ('value="add-row|actions"' in page) is (count < 200)


def test_an_action_can_wait_for_any_of_200_others() -> None:
    rows = {f"a{at}": {"action": f"Action {at}"} for at in range(200)}
    rows["a0"]["depends_on"] = ["a7", "gone"]  # type: ignore[assignment]
    answers = {"actions": {"actions": repeat_of(rows)}}
    view = FormView("d1", 1, build_form(ActionPlan, FormRef("actions", "actions", "a0"), answers))
    page = render.form_page(view, Frame())
    chosen = re.findall(r'name="many\.depends_on" value="([^"]*)"[^>]* checked', page)
    assert page.count('type="checkbox"') == 200
    assert chosen == ["a7", "gone"]


def test_an_empty_chat_offers_dialogues_to_those_who_may_start_them(client: TestClient) -> None:
    assert 'value="/action-plan"' in client.get("/").text
    client.post("/trial/person", data={"account": "web:coach"})
    page = client.get("/").text
    assert 'value="/action-plan"' not in page
    assert "guide you to a plan" not in texts(page)
    assert "my coach" not in texts(page)
    assert "What is a RACI matrix?" in texts(page)
