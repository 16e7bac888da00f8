"""What nobody should send, and what comes at the wrong time: each gets its answer in words, and does no harm."""

import json
import logging
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from bot.reminders.housekeeping import tidy
from bot.store.retention import Retention
from bot.teams import handlers
from bot.teams.limits import BODY
from tests.advisor.conversation import House
from tests.advisor.work import action, drafts_goal, submits_plan
from tests.teams.conftest import Office, opened_office
from tests.teams.fake_teams import MOST_BYTES, TENANT, FakeTeams, Object, actions_of, texts_of
from tests.teams.person import Person, inputs_of

SECRET = "Recruit quiet members"
"""What somebody wrote, which belongs neither into the log nor before the eyes of others."""
GENERAL = "19:general@thread.tacv2"
OLD = "This card is no longer in use. Write “home” to see where things stand."
WORD = "application/vnd.microsoft.activity.message"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log, from its least important lines on."""
    caplog.set_level(logging.DEBUG)
    return caplog


def form(person: Person) -> Object:
    """The newest message with a form."""
    return next(sent for sent in reversed(person.seen) if inputs_of(sent.get("attachments", [])))


def button(person: Person, title: str) -> Object:
    """A button of the newest message that has it."""
    return next(
        each
        for sent in reversed(person.seen)
        for each in actions_of(sent.get("attachments", []))
        if each["title"] == title
    )


def field(person: Person, label: str) -> str:
    """The id of an input of the form, by the beginning of its label."""
    return next(str(each["id"]) for each in inputs_of(form(person)["attachments"]) if each["label"].startswith(label))


async def execute(person: Person, verb: str, data: object, **fields: object) -> httpx2.Response:
    """Press a button that may never have been shown."""
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
    return await person.send(person.activity("invoke", **{"name": "adaptiveCard/action", "value": value, **fields}))


async def begins_goal(person: Person) -> Person:
    """The first page of a SMART goal."""
    await person.write("/smart-goal new")
    return person


# --- activities ---


@pytest.mark.parametrize("type", ["message", "invoke", "conversationUpdate", "installationUpdate", "typing"])
@pytest.mark.parametrize("sender", [None, "Ana", {}, {"id": 7}])
async def test_an_activity_from_nobody_is_taken_and_answered_by_nothing(
    office: Office, type: str, sender: object, log: pytest.LogCaptureFixture
) -> None:
    ana = office.person("Ana")
    unsigned = {**ana.activity(type, text=SECRET, action="add"), "from": sender}
    if sender is None:
        del unsigned["from"]
    assert (await ana.send(unsigned)).status_code == 200
    assert office.teams.messages == {}
    assert [record for record in log.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    "wrong", [{"id": 7}, {"id": {"text": SECRET}}, {"service_url": {"text": SECRET}}, {"type": [SECRET]}]
)
async def test_what_is_no_activity_is_refused_and_nothing_of_it_stands_in_the_log(
    office: Office, wrong: Object, log: pytest.LogCaptureFixture
) -> None:
    ana = office.person("Ana")
    answer = await ana.send({**ana.activity("message", text=SECRET), **wrong})
    assert answer.status_code == 400
    assert SECRET not in log.text


@pytest.mark.parametrize(
    "end", ["<![", f"<![{SECRET}", "<!DOCTYPE [<!", "<!--", "&#99999999999;", "<at>", "</at></span>"]
)
async def test_a_quotation_in_broken_html_is_read_as_far_as_it_goes(
    office: Office, end: str, log: pytest.LogCaptureFixture
) -> None:
    ana = office.person("Ana")
    quoted = '<blockquote itemtype="http://schema.skype.com/Reply">Before</blockquote><p>What is a SMART goal?</p>'
    html = {"contentType": "text/html", "content": quoted + end}
    await ana.write("Before What is a SMART goal?", attachments=[html])
    assert "Source" in ana.text
    assert SECRET not in log.text


async def test_a_mention_in_what_is_only_quoted_speaks_to_nobody(office: Office) -> None:
    ana = office.person("Ana", conversation=GENERAL, kind="channel")
    mention = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Advisor</span>'
    quoted = (
        f'<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><p>{mention} home</p></blockquote>'
    )
    html = {"contentType": "text/html", "content": f"{quoted}<p>I agree</p>"}
    await ana.write("home I agree", attachments=[html])
    assert office.teams.messages == {}


async def test_a_mention_beside_a_quotation_is_heard_without_what_is_quoted(office: Office) -> None:
    ana = office.person("Ana", conversation=GENERAL, kind="channel")
    mention = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Advisor</span>'
    quoted = '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><p>home</p></blockquote>'
    html = {"contentType": "text/html", "content": f"{quoted}<p>{mention} What is a SMART goal?</p>"}
    await ana.write("home What is a SMART goal?", attachments=[html])
    assert "Source" in ana.text


async def test_more_than_teams_ever_sends_is_refused_in_words(office: Office) -> None:
    ana = office.person("Ana")
    answer = await ana.send(ana.activity("message", text="a" * BODY))
    assert answer.status_code == 413
    assert "too big" in answer.text


# --- cards ---


@pytest.fixture
async def a_year(fake: FakeTeams, data: Path) -> AsyncIterator[tuple[Office, "Time"]]:
    """An office whose clock is turned by hand."""
    time = Time(datetime.now(UTC))
    fake.clock = lambda: time.now.timestamp()
    async with opened_office(fake, data, lambda: time.now) as office:
        yield office, time


class Time:
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self.now = now


async def test_a_card_of_a_year_ago_saves_into_the_draft_that_is_still_there(a_year: tuple[Office, Time]) -> None:
    office, time = a_year
    ana = await begins_goal(office.person("Ana"))
    time.now += timedelta(days=365)
    await ana.fill("Next", what_will=SECRET)
    await ana.press("Back")
    assert SECRET in typed(ana)


async def test_a_card_whose_draft_is_gone_says_so_and_leaves_what_was_typed_where_it_is(
    a_year: tuple[Office, Time],
) -> None:
    office, time = a_year
    ana = await begins_goal(office.person("Ana"))
    time.now += timedelta(days=365)
    await tidy(office.runtime.store, time.now, Retention({"drafts": 180}))
    given = await ana.fill("Next", what_will=SECRET)
    assert given["type"] == WORD
    assert given["value"].startswith("I can’t find this document.")
    assert "Next" in ana.buttons


UNKNOWN: tuple[object, ...] = ({}, {"value": SECRET}, {"value": 7, "s": [1], "i": "x", "m": {}}, [], None)


@pytest.mark.parametrize("verb", ["", "approve", "intent", "row", "edit", "part", "submit", "remove", "open"])
async def test_a_button_that_nobody_knows_is_told_to_be_an_old_one(
    office: Office, verb: str, log: pytest.LogCaptureFixture
) -> None:
    ana = office.person("Ana")
    for given in UNKNOWN:
        answer = await execute(ana, verb, given)
        assert answer.json() == {"statusCode": 200, "type": WORD, "value": OLD}
    assert SECRET not in log.text
    assert "Failure" not in log.text


async def test_values_that_no_card_has_do_no_harm_to_a_draft(office: Office, log: pytest.LogCaptureFixture) -> None:
    ana = await begins_goal(office.person("Ana"))
    pressed = button(ana, "Next")
    wrong: list[object] = [
        {"i": [["field", 1]], "m": "x"},
        {"i": ["[", '["field",1,["a"]]', "[" * 50_000], "value": "back"},
    ]
    wrong += [
        {"value": f"row-up|{SECRET}|{'9' * 5_000}"},
        {"s": '{"d":"\\u0000"}'},
        {"s": '{"v":1e99}'},
        {"i": [7, None, {}]},
    ]
    for data in wrong:
        assert isinstance(data, dict)
        answer = await execute(ana, "row" if "|" in str(data.get("value")) else "intent", {**pressed["data"], **data})
        assert answer.status_code == 200, answer.text
    assert SECRET not in log.text
    await ana.press("Next", **{field(ana, "What will"): SECRET})
    await ana.press("Back")
    assert SECRET in typed(ana)


async def test_a_submit_that_does_not_say_which_fields_stood_there_changes_none(office: Office) -> None:
    ana = await begins_goal(office.person("Ana"))
    await ana.fill("Next", what_will=SECRET)
    await ana.press("Back")
    data = {name: value for name, value in button(ana, "Save and close")["data"].items() if name != "i"}
    await execute(ana, "intent", data)
    await ana.write("/smart-goal")
    await ana.press("Back")
    assert SECRET in typed(ana)


async def test_the_same_page_twice_is_one_page(office: Office) -> None:
    ana = await begins_goal(office.person("Ana"))
    data, id = {**button(ana, "Next")["data"], field(ana, "What will"): SECRET}, field(ana, "What will")
    invoke = ana.activity("invoke", name="adaptiveCard/action", replyToId=ana.newest["id"])
    invoke["value"] = {"action": {"type": "Action.Execute", "verb": "intent", "data": data}}
    first = await ana.send(invoke)
    again = await ana.send(invoke)  # Teams sends once more what was not answered in time
    twice = await ana.send({**invoke, "id": "another press"})
    assert id in data
    assert "Measurable" in json.dumps(first.json())
    assert again.json()["value"] == "This has already been taken care of."
    assert "Measurable" in json.dumps(twice.json())


async def test_a_document_that_is_submitted_twice_is_submitted_once(office: Office) -> None:
    ana = office.person("Ana")
    house = House(office.runtime.store, office.runtime.advisor)
    await drafts_goal(house.person(ana.account, workspace=f"teams:{TENANT}", name="Ana Sample"))
    await ana.write("/smart-goal")
    data = dict(button(ana, "Submit")["data"])
    first = await ana.press("Submit")
    again = (await execute(ana, "submit", data)).json()
    assert texts_of(again["value"]) == texts_of(first["value"])
    await ana.write("my plans")
    assert "Version 2" not in ana.text
    assert "Version 1" in ana.text


async def test_a_form_that_was_brought_to_where_others_read_goes_on_in_the_persons_own_chat(office: Office) -> None:
    ana = await begins_goal(office.person("Ana"))
    data = {**button(ana, "Next")["data"], field(ana, "What will"): SECRET}
    ana.conversation, ana.kind = "19:chat@thread.v2", "groupChat"
    given = (await execute(ana, "intent", data, replyToId=ana.newest["id"])).json()
    assert given == {"statusCode": 200, "type": WORD, "value": "I have written to you directly."}
    assert office.teams.messages["19:chat@thread.v2"] == []
    assert "Measurable" in ana.text


@pytest.mark.parametrize("more", [{"role": "guest"}, {"tenant": "tenant-2"}, {"role": "anonymous"}])
async def test_a_card_in_the_hands_of_somebody_outside_tells_and_changes_nothing(
    office: Office, more: dict[str, str]
) -> None:
    ana = await begins_goal(office.person("Ana"))
    await ana.fill("Next", what_will=SECRET)
    data = button(ana, "Back")["data"]
    gus = office.person("Gus", **more)
    answer = await execute(gus, "intent", {**data, field(ana, "What will you measure"): "changed"})
    assert answer.status_code == 200
    assert SECRET not in json.dumps([answer.json(), gus.seen])
    assert "Specific" not in json.dumps([answer.json(), gus.seen])
    await ana.press("Back")
    await ana.press("Next")
    assert "changed" not in typed(ana)


async def test_a_card_with_the_id_of_a_document_of_another_cluster_finds_nothing(office: Office) -> None:
    house = House(office.runtime.store, office.runtime.advisor)
    theirs = house.person("teams:tenant-9:aad-zoe", workspace="teams:tenant-9", name="Zoe")
    document = await submits_plan(theirs, action(SECRET))
    ana = await begins_goal(office.person("Ana"))
    for verb, title in (("intent", "Next"), ("intent", "Save and close"), ("more", "Next"), ("submit", "Next")):
        data = dict(button(ana, title)["data"])
        data["s"] = json.dumps({**json.loads(data["s"]), "d": document, "p": "actions"})
        answer = await execute(ana, verb, data)
        assert "I can’t find this document." in json.dumps(answer.json(), ensure_ascii=False)
        assert SECRET not in json.dumps([answer.json(), ana.seen])
    answer = await execute(ana, "open", {"value": json.dumps([document, "actions", "", ""])})
    assert "I can’t find this document." in ana.newest["summary"]
    assert SECRET not in json.dumps([answer.json(), ana.seen])


async def test_an_answer_of_100_kb_is_kept_whole_and_the_card_stays_small_enough(office: Office) -> None:
    ana = await begins_goal(office.person("Ana"))
    long = "An answer that does not end. " * 3_500
    given = await ana.fill("Next", what_will=long)
    shown = texts_of(given["value"])
    assert [text for text in shown if text.startswith("Your answer has 101500 characters.")]
    assert [text for text in shown if text.endswith("…")], "what is not shown is seen to be missing"
    assert len(json.dumps(given).encode()) < MOST_BYTES


# --- what comes at the wrong time ---


async def test_an_organisation_that_removes_the_app_in_the_middle_loses_nothing(office: Office) -> None:
    ana = await begins_goal(office.person("Ana"))
    pressed, id = button(ana, "Next"), field(ana, "What will")
    office.teams.failing = [(403, "BotNotInConversationRoster", {})] * 20
    await ana.write("home")
    assert (await execute(ana, "intent", {**pressed["data"], id: SECRET})).status_code == 200
    office.teams.failing = []
    gone = {"membersRemoved": [{"id": ana.activity("x")["recipient"]["id"]}]}
    await ana.send(ana.activity("conversationUpdate", **gone))
    await ana.send(ana.activity("installationUpdate", action="remove"))
    await ana.send(ana.activity("installationUpdate", action="add"))
    await ana.write("/smart-goal")
    await ana.press("Back")
    assert SECRET in typed(ana)


async def test_a_client_that_knows_only_submit_gets_the_next_page_in_the_place_of_the_card(office: Office) -> None:
    ana = await begins_goal(office.person("Ana"))
    data = {**button(ana, "Next")["fallback"]["data"], field(ana, "What will"): SECRET}
    await ana.send(ana.activity("message", value=data, replyToId=ana.newest["id"]))
    assert len(ana.seen) == 1
    assert "Measurable" in ana.text
    old = {**data, "verb": "approve"}
    await ana.send(ana.activity("message", value=old, replyToId=ana.newest["id"]))
    assert ana.newest["text"] == OLD


async def test_what_takes_longer_than_teams_waits_goes_on_and_comes_as_a_message(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await begins_goal(office.person("Ana"))
    data = {**button(ana, "Next")["data"], field(ana, "What will"): SECRET}
    monkeypatch.setattr(handlers, "IN_TIME", 0)
    given = (await execute(ana, "intent", data, replyToId=ana.newest["id"])).json()
    assert given["type"] == WORD
    assert given["value"].startswith("One moment, please.")
    assert "Measurable" in ana.text  # it took the place of the card meanwhile
    await ana.write("What is a SMART goal?")
    assert "Source" in ana.text


# --- texts ---


@pytest.mark.parametrize(
    "text",
    [
        "**Bold** and _quiet_",
        "[Press me](https://evil.example)",
        "<b>Bold</b> <img src=x onerror=alert(1)> &amp;",
        "<at>Everybody</at>",
        "# Heading",
        "1. First",
        "- Item",
    ],
)
async def test_what_people_write_is_shown_as_they_wrote_it(office: Office, text: str) -> None:
    ana = await begins_goal(office.person("Ana"))
    await ana.fill("Next", what_will=text)
    await ana.press("Save and close")
    await ana.write("my drafts")
    await ana.write("home")
    assert text in ana.text
    for sent in ana.seen:
        assert "text" not in sent or sent["textFormat"] == "plain"
        for block in blocks(sent.get("attachments", [])):
            unescaped = re.sub(r"\\.", "", block["text"])
            assert re.search(r"[*_\[\]<>#]|^(\d+[.)]|[-+])\s", unescaped) is None, "it would be read as Markdown"


async def test_what_is_written_from_the_right_stays_together_beside_what_is_not(office: Office) -> None:
    house = House(office.runtime.store, office.runtime.advisor)
    ana = office.person("Ana")
    colleague = house.person(ana.account, workspace=f"teams:{TENANT}", name="Ana Sample")
    await submits_plan(
        colleague, action("\u0623\u0631\u0633\u0644 \u0627\u0644\u062f\u0639\u0648\u0629!"), action("evil\u202etxt")
    )
    await ana.write("my action plan")
    shown = ana.text
    assert "\u2068\u0623\u0631\u0633\u0644 \u0627\u0644\u062f\u0639\u0648\u0629!\u2069" in shown
    assert "\u202e" not in shown


def typed(person: Person) -> list[object]:
    """What stands in the inputs of the form."""
    return [found.get("value") for found in inputs_of(form(person)["attachments"])]


def blocks(element: object) -> list[Object]:
    """All text blocks in a card, in which Teams reads Markdown."""
    if isinstance(element, list):
        return [found for item in element for found in blocks(item)]
    if not isinstance(element, dict):
        return []
    own = [element] if element.get("type") == "TextBlock" else []
    return [*own, *(found for value in element.values() for found in blocks(value))]
