"""Many workspaces in one process: each is answered with its own token, and nothing crosses over."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from bot.chat.blocks import Text
from bot.chat.events import Belonging, Event
from bot.chat.sender import Posting, SendError
from bot.chat.views import Message, Reply
from bot.slack import workspaces
from bot.slack.app import SlackSettings, build_slack
from bot.store import Store, programme
from bot.store.scope import Role
from tests.slack.conftest import MovableTime, Office, Scripted, nothing, opened_office, settings
from tests.slack.fake_slack import APP_TOKEN, FakeSlack
from tests.slack.person import SECRET, Person
from tests.slack.several import Known, Several, installed, several
from tests.slack.test_audience import message_with

HELLO = Message("Hello from here", (Text("Hello from here"),))
NOT_INSTALLED = "I am not installed in this workspace any more"


async def hello(event: Event) -> Reply:
    return Reply((HELLO,))


@pytest.fixture
async def store(sqlite_template: Path) -> AsyncIterator[Store]:
    """A store that is only read."""
    opened = await Store.open(f"sqlite:///{sqlite_template}")
    yield opened
    await opened.close()


@pytest.fixture
async def many(store: Store) -> AsyncIterator[Several]:
    async with several(store, Scripted(hello)) as made:
        yield made


def ana(many: Several) -> Person:
    return many.person("UANA", many.a)


def ben(many: Several) -> Person:
    return many.person("UBEN", many.b)


async def sent(many: Several, body: dict[str, Any]) -> httpx2.Response:
    """A signed event or, where it is none, an interaction or a command."""
    who = ana(many)
    if "event" in body:
        return await who.send(json.dumps({"type": "event_callback", **body}).encode(), "application/json")
    fields = body if "command" in body else {"payload": json.dumps(body)}
    return await who.send(urlencode(fields).encode(), "application/x-www-form-urlencoded")


async def test_each_workspace_is_answered_with_its_own_token(many: Several) -> None:
    await ana(many).say("hello")
    assert (many.called(), ana(many).heard()) == (["TA"], ["Hello from here"])
    await ben(many).command("/ask", "hello")
    await ben(many).mention("hello")
    await ben(many).press("Button 0", message_with("home"))
    assert many.called() == ["TB"]
    assert many.platform.strange == []


SAID = {"type": "message", "channel_type": "im", "user": "UANA", "channel": "DUANA", "text": "hello", "ts": "1.2"}
MENTION = {"type": "app_mention", "channel": "C1", "text": "<@UBOT> hello", "ts": "1.2"}
EVA = {"user": {"id": "WEVA", "team_id": "EO"}, "trigger_id": ""}
PRESS = {"type": "block_actions", "actions": message_with("home")["blocks"][0]["elements"], "channel": {"id": "C1"}}
BY_EVA = {"command": "/ask", "text": "hello", "user_id": "WNEW", "channel_id": "C1", "trigger_id": ""}

SHAPES: dict[str, tuple[dict[str, Any], str]] = {
    "an event": ({"team_id": "TA", "event": SAID}, "TA"),
    "an event of a shared channel whose sender is of TB": (
        {
            "team_id": "TA",
            "authorizations": [{"team_id": "TA", "is_bot": True}],
            "event": {**MENTION, "user": "UBEN", "team": "TB", "user_team": "TB", "source_team": "TB"},
        },
        "TA",
    ),
    "an event that the envelope gives to another one than its authorisation": (
        {
            "team_id": "TA",
            "authorizations": [{"team_id": "TX", "is_bot": False}, {"team_id": "TB", "is_bot": True}],
            "event": {**MENTION, "user": "UBEN"},
        },
        "TB",
    ),
    "an event of an organisation": (
        {
            "team_id": "T9",
            "authorizations": [{"enterprise_id": "EO", "team_id": None, "is_enterprise_install": True}],
            "event": {**MENTION, "user": "WEVA"},
        },
        "TO",
    ),
    "an event that names the organisation as a workspace": (
        {"team_id": "EO", "event": {**MENTION, "user": "WEVA", "user_team": "EO"}},
        "TO",
    ),
    "a press without a workspace": ({**PRESS, **EVA, "team": None, "enterprise": {"id": "EO"}}, "TO"),
    "a press in a workspace of the organisation": (
        {**PRESS, **EVA, "team": {"id": "T9"}, "enterprise": {"id": "EO"}, "is_enterprise_install": True},
        "TO",
    ),
    "a press in TA, which has an installation of its own in that organisation": (
        {**PRESS, **EVA, "team": {"id": "TA"}, "enterprise": {"id": "EO"}, "is_enterprise_install": False},
        "TA",
    ),
    "a press in TA of what the organisation has installed": (
        {**PRESS, **EVA, "team": {"id": "TA"}, "enterprise": {"id": "EO"}, "is_enterprise_install": True},
        "TO",
    ),
    "a command of an organisation": (
        {**BY_EVA, "team_id": "T9", "enterprise_id": "EO", "is_enterprise_install": "true"},
        "TO",
    ),
    "a window of TB that somebody of TA sends": (
        {
            "type": "view_closed",
            "team": {"id": "TA"},
            "user": {"id": "UANA", "team_id": "TA"},
            "view": {
                "id": "V1",
                "type": "modal",
                "callback_id": "form",
                "app_installed_team_id": "TB",
                "private_metadata": "{}",
                "state": {"values": {"x": {"input": {"type": "plain_text_input", "value": "x"}}}},
            },
        },
        "TB",
    ),
}


async def test_every_shape_of_payload_leads_to_the_installation_that_it_is_for(many: Several) -> None:
    for shape, (body, team) in SHAPES.items():
        assert (await sent(many, body)).status_code == 200, shape
        assert many.called() == [team], shape
    assert many.platform.strange == []


UNKNOWN: list[dict[str, Any]] = [
    {"team_id": "TX", "event": {**SAID, "team": "TA", "user_team": "TA"}},
    {"team_id": "TX", "authorizations": [{"team_id": "TX"}], "event": {**SAID, "user_team": "TA"}},
    {"team_id": "TX", "enterprise_id": "EX", "event": SAID},
    {"event": SAID},
    {"team": {"id": "TX"}, "type": "view_closed", "user": {"id": "UANA", "team_id": "TA"}, "view": {}},
]


async def test_what_comes_from_an_unknown_workspace_gets_no_token_of_another(
    many: Several, caplog: pytest.LogCaptureFixture
) -> None:
    await ana(many).say("hello")
    many.called()
    with caplog.at_level(logging.INFO):
        for body in UNKNOWN:
            response = await sent(many, body)
            assert (response.status_code, response.text) == (200, "")
    assert (many.called(), many.platform.strange) == ([], [])
    assert "not installed: view_closed" in caplog.text
    assert "hello" not in caplog.text


async def test_people_of_an_unknown_workspace_are_told_in_one_sentence(many: Several) -> None:
    about = {"team": {"id": "TX"}, "user": {"id": "UANA", "team_id": "TX"}}
    response = await sent(many, {**BY_EVA, "team_id": "TX"})
    assert NOT_INSTALLED in response.json()["text"]
    window = (await sent(many, {**about, "type": "view_submission", "view": {"id": "V1", "type": "modal"}})).json()
    assert window["response_action"] == "update"
    assert NOT_INSTALLED in json.dumps(window["view"])
    hook = many.a.response_url("UANA", "C1")
    assert (await sent(many, {**about, **PRESS, "response_url": hook})).status_code == 200
    assert NOT_INSTALLED in ana(many).heard_alone()[-1]
    assert many.called() == []


async def test_while_the_store_cannot_be_asked_slack_is_told_to_come_again(many: Several) -> None:
    await ana(many).say("hello")
    many.known.down = True
    assert (await ben(many).say("hello")).status_code == 503
    many.time.ahead += timedelta(minutes=1)
    assert (await ana(many).say("hello")).status_code == 200, "it was there a minute ago"
    many.time.ahead += timedelta(minutes=5)
    assert (await ana(many).say("hello")).status_code == 503
    with pytest.raises(SendError) as caught:
        await many.surface.sender.send("slack:TB:UBEN", HELLO, key="k1")
    assert (caught.value.platform, caught.value.permanent, caught.value.revoked) == (True, False, False)
    assert await many.surface.belonging("slack:TB:UBEN") is Belonging.UNKNOWN
    many.known.down = False
    assert (await ben(many).say("hello")).status_code == 200


async def test_an_installation_is_not_asked_for_with_every_request(many: Several) -> None:
    for _ in range(3):
        await ana(many).say("hello")
    assert many.known.asked == 1


async def test_a_new_token_is_used_from_then_on_and_what_waited_is_set_free(many: Several) -> None:
    await ana(many).say("hello")
    many.a.tokens = {"xoxb-rotated"}
    many.known.all["TA"] = installed(many.a, revision=2)
    many.time.ahead += timedelta(seconds=11)
    await ana(many).say("hello")
    assert len(ana(many).heard()) == 2
    assert many.platform.strange == []
    assert many.connected == ["slack:TA"]


async def test_a_profile_of_which_slack_told_another_process_is_asked_for_anew(many: Several) -> None:
    await ana(many).say("hello")
    people = next(iter(many.surface.workspaces)).people
    many.a.people["UANA"]["real_name"] = "Ana Renamed"
    assert (await people.profile("UANA", many.time())).name != "Ana Renamed"
    many.surface.workspaces.profile_changed("slack:TB:UANA")
    assert (await people.profile("UANA", many.time())).name != "Ana Renamed", "that is somebody else"
    many.surface.workspaces.profile_changed("slack:TA:UANA")
    assert (await people.profile("UANA", many.time())).name == "Ana Renamed"
    many.a.people["UANA"]["real_name"] = "Ana Again"
    many.surface.workspaces.profiles_missed()
    assert (await people.profile("UANA", many.time())).name == "Ana Again"


async def test_a_refused_token_is_asked_for_anew_at_once(many: Several) -> None:
    await many.surface.sender.probe("slack:TA")
    many.a.tokens = {"xoxb-rotated"}
    many.known.all["TA"] = installed(many.a, revision=2)
    with pytest.raises(SendError) as caught:
        await many.surface.sender.send("slack:TA:UANA", HELLO, key="k1")
    assert caught.value.revoked
    assert many.surface.state == "does not accept the token of 1 of 1 workspaces"
    assert many.surface.problems() == []
    await many.surface.sender.send("slack:TA:UANA", HELLO, key="k1")
    assert many.surface.state == "works"
    assert ana(many).heard() == ["Hello from here"]


async def test_reminders_and_answers_go_out_with_the_token_of_their_workspace(many: Several) -> None:
    sender, poster = many.surface.sender, many.surface.poster
    reference = await sender.send("slack:TB:UBEN", HELLO, key="k1")
    assert await sender.find("slack:TB:UBEN", "k1", since=many.time() - timedelta(hours=1)) == reference
    await sender.update("slack:TB:UBEN", reference, Message("Done", (Text("Done"),)))
    await sender.probe("slack:TB")
    answer = Posting("slack:TB:UBEN", "slack:TB:UBEN", {"text": "An answer"})
    posted = await poster.post(answer, key="k2")
    assert await poster.find(answer, "k2", since=many.time() - timedelta(hours=1)) == posted
    assert await many.surface.belonging("slack:TB:UBEN") is Belonging.MEMBER
    assert many.called() == ["TB"]
    await sender.send("slack:EO:WEVA", HELLO, key="k3")
    assert many.called() == ["TO"]


async def test_nothing_is_sent_where_the_advisor_is_not_installed(many: Several) -> None:
    for send in (
        many.surface.sender.send("slack:TX:UANA", HELLO, key="k1"),
        many.surface.sender.probe("slack:TX"),
        many.surface.poster.post(Posting("slack:TX:C1", "slack:TX:UANA", {}), key="k2"),
    ):
        with pytest.raises(SendError) as caught:
            await send
        assert caught.value.revoked, "it goes out should they return"
    with pytest.raises(SendError) as caught:
        await many.surface.poster.post(Posting("slack:TA:C1", "slack:TB:UBEN", {}, private=True), key="k3")
    assert caught.value.permanent
    assert await many.surface.belonging("slack:TX:UANA") is Belonging.UNKNOWN
    assert await many.surface.belonging("slack:TA") is Belonging.UNKNOWN
    assert many.called() == []


UNINSTALLED = {"type": "app_uninstalled"}
REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}}


@pytest.mark.parametrize("events", [(UNINSTALLED, REVOKED), (REVOKED, UNINSTALLED), (REVOKED, REVOKED)])
async def test_an_installation_ends_with_either_event_in_any_order(many: Several, events: tuple[Any, ...]) -> None:
    await ben(many).say("hello")
    await ana(many).say("hello")
    for event in events:
        assert (await sent(many, {"team_id": "TA", "authorizations": [], "event": event})).status_code == 200
        assert set(many.known.all) == {"TB", "EO"}
    many.called()
    await ana(many).say("hello")
    assert many.called() == []
    await ben(many).say("hello")
    assert many.called() == ["TB"]


async def test_an_end_that_cannot_be_noted_is_told_again(many: Several) -> None:
    many.known.down = True
    assert (await sent(many, {"team_id": "TA", "event": UNINSTALLED})).status_code == 503
    many.known.down = False
    await sent(many, {"team_id": "TA", "event": UNINSTALLED})
    assert many.known.ended == ["TA"]


async def test_when_an_installation_ended_is_told_with_it(many: Several) -> None:
    for when in (1804496400, "soon", -1):
        await sent(many, {"team_id": "TA", "event": UNINSTALLED, "event_time": when})
    assert many.known.ended_at == [datetime(2027, 3, 8, 9, tzinfo=UTC), None, None]


async def test_only_the_very_installation_that_is_named_ends(many: Several) -> None:
    of_people = {"type": "tokens_revoked", "tokens": {"oauth": ["UANA"]}}
    await sent(many, {"team_id": "TA", "event": of_people})
    await sent(many, {"team_id": "TO", "enterprise_id": "EO", "event": UNINSTALLED})
    await sent(many, {"event": UNINSTALLED})
    assert set(many.known.all) == {"TA", "TB", "EO"}
    wide = [{"enterprise_id": "EO", "team_id": "TO", "is_enterprise_install": True}]
    await sent(many, {"team_id": "TO", "authorizations": wide, "event": UNINSTALLED})
    assert set(many.known.all) == {"TA", "TB"}


async def test_who_returns_is_served_at_once(many: Several) -> None:
    await ana(many).say("hello")
    await sent(many, {"team_id": "TA", "event": UNINSTALLED})
    many.a.tokens = {"xoxb-returned"}
    many.known.all["TA"] = installed(many.a)
    await ana(many).say("hello")
    assert len(ana(many).heard()) == 2
    assert many.platform.strange == []


async def test_so_many_workspaces_are_kept_and_no_more(many: Several, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspaces, "MOST", 2)
    for _ in range(2):
        for account in ("slack:TA:UANA", "slack:TB:UBEN", "slack:EO:WEVA"):
            await many.surface.sender.probe(account)
            assert len(list(many.surface.workspaces)) <= 2
    assert many.called() == ["TA", "TB", "TO"]


async def test_two_requests_at_once_find_the_same_workspace(many: Several) -> None:
    found = await asyncio.gather(*(many.surface.workspaces.of_account("slack:TA") for _ in range(3)))
    assert len({id(each) for each in found}) == 1
    assert many.known.asked == 1


async def test_a_slow_store_is_not_broken_off_and_what_it_says_counts(
    many: Several, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspaces, "ASKING", 0.01)
    many.known.slow = asyncio.Event()
    who = ana(many)
    assert (await who.say("hello")).status_code == 503
    many.known.slow.set()
    assert await many.surface.workspaces.of_account("slack:TA") is not None
    assert (await who.again()).status_code == 200
    assert many.known.asked == 2


async def test_many_workspaces_are_served_over_the_socket(store: Store) -> None:
    async with several(store, Scripted(hello), app_token=APP_TOKEN) as many, asyncio.timeout(10):
        many.a.tokens.add(APP_TOKEN)  # where the socket is asked for
        await many.surface.connect()
        await many.a.connected.wait()
        command = {**BY_EVA, "user_id": "UBEN", "team_id": "TB", "trigger_id": many.b.trigger()}
        await many.a.send_envelope("slash_commands", command, "E1")
        await many.a.answered.wait()
    assert many.a.acknowledged[0]["payload"]["text"] == "Hello from here"
    assert [method for method, _ in many.a.calls] == ["apps.connections.open"]


def test_the_client_of_an_installation_page_is_no_hindrance_where_the_store_knows_the_installations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")

    async def connected(name: str) -> None: ...

    given = SlackSettings(signing_secret=SECRET)
    surface = build_slack(Scripted(nothing), datetime.now, given, None, connected, Known({}))  # type: ignore[arg-type]
    assert surface.bolt.oauth_flow is None
    with pytest.raises(LookupError):
        _ = surface.connection


# one advisor for all of them


async def test_a_coach_is_reached_in_their_own_workspace(fake: FakeSlack, data: Path) -> None:
    async for office in opened_office(fake, settings(data, fake), MovableTime()):
        async with several(office.runtime.store, office.runtime.advisor) as many:
            taken_over(office, many)
            petra = many.person("UANA", many.a)  # she coaches from workspace TA
            anton = many.person("UBEN", many.b)
            await petra.open_home()
            await anton.open_home()
            with office.runtime.store.writing() as tx:
                known = {each.account: each for each in programme.members(tx)}
                (cluster,) = known["slack:TB:UBEN"].clusters
                programme.appoint(tx, "slack:TA:UANA", Role.COACH, cluster, office.time())
            office.runtime.advisor.services.known.forget("slack:TA:UANA")
            await hands_in_goal(office, anton)
            assert "has handed in" in petra.heard()[-1]
            await petra.press("Open")
            await petra.press_in_modal("Comment on: Measurable")
            await petra.press_in_modal("Comment")
            petra.fill("What do you want?", "Question")
            petra.fill("What do you want to say", "Firms, or people?")
            await petra.submit()
            await petra.press_in_modal("Back to the document")
            await petra.press_in_modal("Send back")
            await office.runtime.delivery.tick(office.time() + timedelta(minutes=2))
            assert "comment" in anton.heard()[-1]
            assert spoken_to(many.a) == {"UANA"}, "she is reached with her own workspace's token"
            assert spoken_to(many.b) == {"UBEN"}, "and they with theirs"
            assert many.platform.strange == []


async def hands_in_goal(office: Office, ana: Person) -> None:
    await ana.command("/smart-goal")
    ana.fill("What will you do", "Recruit new member companies")
    await ana.submit()
    ana.fill("What will you measure", "New member companies")
    ana.fill("Which number", "100")
    await ana.submit()
    ana.fill("What are the first steps", "List 40 companies")
    await ana.submit()
    ana.fill("Which objective", "Financial independence")
    for label in ("Is there a budget", "Is there enough", "Do you have the right"):
        ana.fill(label, "Yes")
    await ana.submit()
    ana.fill("By when", (office.time().date() + timedelta(days=200)).isoformat())
    for _ in range(3):
        await ana.submit()
    await ana.press("Hand in to coach")


def spoken_to(slack: FakeSlack) -> set[str]:
    """The people in the calls with a workspace's token, and the channels other than their direct messages."""
    named = ("channel", "channel_id", "user", "user_id", "users")
    return {str(fields[name]).removeprefix("D") for _, fields in slack.calls for name in named if name in fields}


def taken_over(office: Office, many: Several) -> None:
    """The surface of all workspaces stands in the place of the one."""
    runtime = office.runtime
    runtime.slack, runtime.router.surfaces["slack"] = many.surface, many.surface.sender
    runtime.outbox.posters["slack"] = many.surface.poster
