"""Guests, strangers and people whom Slack does not tell of: answered from the knowledge base, kept out of the rest."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.slack.people import People
from bot.store.tables import accounts
from tests.slack.conftest import BEN, Office
from tests.slack.fake_slack import FakeSlack, Object, RefusedError
from tests.slack.person import Person, buttons
from tests.slack.test_audience import SECRET, message_with, write_goal

GUEST, STRANGER, UNKNOWN = (
    "As a guest of this workspace",
    "organisation that owns this workspace",
    "cannot check who you are",
)

OUTSIDE: dict[str, tuple[Object, str]] = {
    "guest": ({"is_restricted": True}, GUEST),
    "guest of one channel": ({"is_restricted": True, "is_ultra_restricted": True}, GUEST),
    "stranger": ({"is_stranger": True}, STRANGER),
    "of another workspace": ({"team_id": "T2"}, STRANGER),
    "without a team": ({"team_id": ""}, UNKNOWN),
}


@pytest.fixture(params=list(OUTSIDE.values()), ids=list(OUTSIDE))
async def outside(office: Office, ana: Person, ben: Person, request: pytest.FixtureRequest) -> tuple[Person, str, str]:
    """Ben as an outsider, the sentence he gets, and the id of Ana's draft."""
    profile, sentence = request.param
    await write_goal(ana)
    await ana.open_home()
    document = json.dumps(ana.slack.homes["UANA"]).split("document:resume:")[1].split('"')[0]
    office.slack.people["UBEN"] = {**BEN, **profile}
    return ben, sentence, document


async def known_accounts(office: Office) -> int:
    return await office.runtime.store.read(lambda tx: tx.scalar(select(func.count()).select_from(accounts)) or 0)


async def test_an_outsider_gets_nothing_of_the_cluster(office: Office, outside: tuple[Person, str, str]) -> None:
    ben, sentence, document = outside
    before = await known_accounts(office)
    await ben.say("home")
    await ben.command("/smart-goal")
    await ben.press("Button 0", message_with(f"document:resume:{document}"))
    await ben.press("Button 0", message_with(f"document:cancel:{document}"))
    await ben.open_home()
    seen = json.dumps([ben.slack.dm("UBEN"), ben.slack.only_for["UBEN"], ben.slack.homes["UBEN"]])
    assert seen.count(sentence) >= 5
    assert SECRET not in seen
    assert [b["text"]["text"] for b in buttons(ben.slack.homes["UBEN"]["blocks"])] == []
    assert await known_accounts(office) == before


async def test_an_outsider_asks_where_they_stand(outside: tuple[Person, str, str]) -> None:
    ben, _, _ = outside
    await ben.mention("what is a RACI matrix?", ts="300.1")
    (answer,) = ben.slack.messages["C1"]
    assert "RACI" in json.dumps(answer)
    assert "Ask a coach" not in json.dumps(answer)
    await ben.press("Read more", dict(answer))
    assert len(ben.slack.messages["C1"]) == 2
    assert (await ben.command("/ask", "what is a RACI matrix?"))["response_type"] == "ephemeral"
    assert "RACI" in ben.heard_alone()[-1]


async def test_a_draft_is_still_there_after_an_outsider_tried_to_cancel_it(
    outside: tuple[Person, str, str], ana: Person
) -> None:
    ben, _, document = outside
    await ben.press("Button 0", message_with(f"document:cancel:{document}"))
    await ana.open_home()
    assert SECRET in json.dumps(ana.slack.homes["UANA"])


FOREIGN_PAYLOADS: dict[str, Object] = {
    "interaction": {"user": {"id": "UBEN", "team_id": "T2"}},
    "interaction of their own workspace": {"team": {"id": "T2"}, "user": {"id": "UBEN", "team_id": "T2"}},
}


@pytest.mark.parametrize("more", FOREIGN_PAYLOADS.values(), ids=FOREIGN_PAYLOADS)
async def test_a_press_that_comes_from_another_workspace_is_a_stranger_s(ben: Person, more: Object) -> None:
    await ben.press("Button 0", message_with("home"), **more)
    assert STRANGER in ben.heard_alone()[-1]


async def test_a_message_that_comes_from_another_workspace_is_a_stranger_s(ben: Person) -> None:
    for named in ({"user_team": "T2"}, {"source_team": "T2"}, {"team": "T2"}):
        await ben.mention("home", **named)
        assert STRANGER in ben.heard_alone()[-1]
    assert len(ben.heard_alone()) == 3


async def test_a_form_of_a_stranger_keeps_what_was_typed_and_says_why(ben: Person) -> None:
    await ben.command("/smart-goal")
    ben.fill("What will you do", SECRET)
    view = {**ben.modal, "state": ben._state(), "app_installed_team_id": "T1"}
    stranger = {"team": {"id": "T2"}, "user": {"id": "UBEN", "team_id": "T2"}}
    response = await ben.interact({"type": "view_submission", "view": view, **stranger})
    answer = response.json()
    assert answer["response_action"] == "update"
    assert STRANGER in json.dumps(answer)
    assert SECRET in json.dumps(answer)
    ben.typed = {}
    await ben.command("/smart-goal")
    assert ben.value("What will you do") is None


async def test_who_becomes_a_guest_while_a_form_is_open_loses_nothing_of_what_they_typed(
    office: Office, ben: Person
) -> None:
    await ben.command("/smart-goal")
    office.slack.people["UBEN"] = {**BEN, "is_restricted": True}
    await changed(ben, "UBEN")
    ben.fill("What will you do", SECRET)
    await ben.press_in_modal("Save and close")
    assert GUEST in ben.reads()
    assert ben.value("What will you do") == SECRET


async def changed(person: Person, user: str) -> None:
    """Slack tells that somebody's profile is another now."""
    await person.event({"type": "user_change", "user": {"id": user, "team_id": "T1"}})


async def test_a_change_of_profile_counts_at_once(office: Office, ben: Person) -> None:
    await ben.say("home")
    assert "My drafts" in ben.heard()[-1]
    office.slack.people["UBEN"] = {**BEN, "is_restricted": True}
    await changed(ben, "UBEN")
    await ben.say("home")
    assert GUEST in ben.heard()[-1]


async def test_who_becomes_a_guest_is_signed_out_of_the_web_page(office: Office, ben: Person) -> None:
    await ben.say("hello")
    sessions, now = office.runtime.advisor.web_sessions, office.time()
    assert await sessions.start("token", "slack:T1:UBEN", "slack:T1", "Ben", "Firefox", now)
    await ben.event({"type": "user_change", "user": {"id": "UBEN", "team_id": "T1", "is_restricted": True}})
    assert await sessions.find("token", now) is None


async def test_without_the_event_a_profile_counts_for_an_hour(office: Office, ben: Person) -> None:
    await ben.say("home")
    office.slack.people["UBEN"] = {**BEN, "is_restricted": True}
    office.time.ahead += timedelta(minutes=61)
    await ben.say("home")
    assert GUEST in ben.heard()[-1]


async def test_what_was_asked_before_a_change_is_not_remembered_after_it(office: Office) -> None:
    assert office.runtime.slack is not None
    workspace = await office.runtime.slack.workspaces.of_account("slack:T1:UBEN")
    assert workspace is not None
    people = People(workspace.client)
    asked = asyncio.create_task(people.profile("UBEN", office.time()))
    await asyncio.sleep(0)
    await people.changed("UBEN", None)
    assert (await asked).standing is not None
    office.slack.people["UBEN"] = {**BEN, "is_restricted": True}
    standing = (await people.profile("UBEN", office.time())).standing
    assert standing is not None
    assert standing.guest


async def test_where_slack_does_not_tell_who_somebody_is_nothing_is_opened_and_soon_asked_again(
    office: Office, ben: Person
) -> None:
    ben.slack.failing["users.info"] = [RefusedError("internal_error")]
    await ben.say("home")
    assert UNKNOWN in ben.heard()[-1]
    await ben.say("What is a RACI matrix?")
    assert "Source:" in ben.heard()[-1]
    office.time.ahead += timedelta(seconds=6)
    await ben.say("home")
    assert "My drafts" in ben.heard()[-1]


async def test_a_profile_that_was_read_an_hour_ago_lets_nobody_in(office: Office, ben: Person) -> None:
    await ben.say("home")
    office.time.ahead += timedelta(minutes=61)
    ben.slack.failing["users.info"] = [RefusedError("internal_error")]
    await ben.say("home")
    assert UNKNOWN in ben.heard()[-1]


@pytest.mark.parametrize("profile", [{"deleted": True}, {"is_bot": True}, {"is_workflow_bot": True}])
async def test_who_is_gone_and_who_is_a_bot_gets_no_answer(office: Office, ben: Person, profile: Object) -> None:
    office.slack.people["UBEN"] = {**BEN, **profile}
    await ben.say("home")
    await ben.mention("what is a RACI matrix?")
    await ben.command("/ask", "what is a RACI matrix?")
    await ben.open_home()
    assert (ben.heard(), ben.heard_alone(), ben.slack.messages["C1"]) == ([], [], [])
    assert ben.slack.homes == {}


# an installation for a whole organisation


@pytest.fixture
async def organisation(fake: FakeSlack) -> FakeSlack:
    fake.identity = {"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": True, "user_id": "UBOT"}
    fake.people["W1"] = {**BEN, "team_id": "T9", "enterprise_user": {"enterprise_id": "E1", "teams": ["T9"]}}
    fake.people["W2"] = {**BEN, "team_id": "T8", "enterprise_user": {"enterprise_id": "E2", "teams": ["T8"]}}
    return fake


async def test_one_human_is_one_account_in_every_shape_of_payload(organisation: FakeSlack, office: Office) -> None:
    user = office.person("W1")
    await user.say("home", user_team="E1", source_team="E1")
    await user.command("/ask", "what is a RACI matrix", team_id="T9", enterprise_id="E1", is_enterprise_install="true")
    shape = {"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}
    await user.press("Button 0", message_with("home"), **shape, user={"id": "W1", "team_id": "E1"})
    await user.press("Button 0", message_with("home"), **shape, user={"id": "W1", "team_id": "T9"})
    found = await office.runtime.store.read(lambda tx: list(tx.execute(select(accounts.c.account)).scalars()))
    assert found == ["slack:E1:W1"]
    assert sum("My drafts" in said for said in [*user.heard(), *user.heard_alone()]) == 3


async def test_people_of_another_organisation_are_strangers(organisation: FakeSlack, office: Office) -> None:
    user = office.person("W2")
    await user.say("home", user_team="E2")
    await user.say("home")
    assert all(STRANGER in said for said in user.heard())
    assert len(user.heard()) == 2
