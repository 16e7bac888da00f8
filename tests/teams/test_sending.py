"""Nudges in Teams: what fails is told exactly, what went out is not sent again, what did not is not lost."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.chat.blocks import Heading, Text
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.store import closed_accounts, people
from bot.teams.client import TeamsClient
from bot.teams.errors import Meaning, TeamsError
from bot.teams.send import TeamsSender
from bot.teams.tokens import Tokens
from tests.teams.conftest import Office
from tests.teams.fake_teams import APP, SECRET, TENANT, FakeTeams
from tests.teams.person import Person

NUDGE = Message("Reminder", (Text("Your plan is due."),))
LONG = Message("Long", tuple(Heading(f"{number} " + "x" * 280) for number in range(120)))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def sender_of(office: Office) -> TeamsSender:
    assert office.runtime.teams is not None
    return office.runtime.teams.sender


async def met(office: Office) -> Person:
    """Ana, who has written once; what was said then is put aside."""
    ana = office.person("Ana")
    await ana.write("hello")
    office.teams.messages.clear()
    return ana


async def failure(office: Office, account: str) -> SendError:
    with pytest.raises(SendError) as caught:
        await sender_of(office).send(account, NUDGE, key="k")
    return caught.value


async def test_a_nudge_arrives_and_can_be_replaced(office: Office) -> None:
    ana = await met(office)
    reference = await sender_of(office).send(ana.account, NUDGE, key="k")
    assert "Your plan is due." in ana.text
    await sender_of(office).update(ana.account, reference, Message("Done", (Text("It is done."),)))
    assert "It is done." in ana.text
    assert "due" not in ana.text


async def test_a_long_message_is_replaced_as_a_whole(office: Office) -> None:
    ana = await met(office)
    reference = await sender_of(office).send(ana.account, LONG, key="k")
    assert len(ana.seen) > 1
    await sender_of(office).update(ana.account, reference, NUDGE)
    assert [sent["summary"] for sent in ana.seen] == ["Reminder"]


async def test_a_short_message_grows_in_its_place(office: Office) -> None:
    ana = await met(office)
    reference = await sender_of(office).send(ana.account, NUDGE, key="k")
    await sender_of(office).update(ana.account, reference, LONG)
    assert {sent["summary"] for sent in ana.seen} == {"Long"}


async def test_what_was_deleted_is_not_replaced(office: Office) -> None:
    ana = await met(office)
    reference = await sender_of(office).send(ana.account, NUDGE, key="k")
    office.teams.messages.clear()
    with pytest.raises(SendError):
        await sender_of(office).update(ana.account, reference, NUDGE)


async def test_a_nudge_whose_look_teams_does_not_take_comes_as_plain_text(office: Office) -> None:
    ana = await met(office)
    office.teams.failing.append((400, "BadSyntax", {}))
    await sender_of(office).send(ana.account, NUDGE, key="k")
    assert [sent["text"] for sent in ana.seen] == ["Reminder"]


@pytest.mark.parametrize("status", [500, 503])
async def test_what_teams_says_has_failed_is_sent_again_later(office: Office, status: int) -> None:
    ana = await met(office)
    office.teams.failing.append((status, "", {}))
    failed = await failure(office, ana.account)
    assert (failed.unknown, failed.permanent, failed.platform) == (False, False, True)


async def test_what_may_have_gone_out_is_not_sent_again(office: Office) -> None:
    ana = await met(office)
    office.teams.failing.append((0, "", {}))
    failed = await failure(office, ana.account)
    assert failed.unknown
    assert await sender_of(office).find(ana.account, "k", since=LONG_AGO) == "|k"
    assert len(ana.seen) == 1


async def test_a_token_that_ended_early_is_asked_for_anew(office: Office) -> None:
    ana = await met(office)
    office.teams.failing.append((401, "Unauthorized", {}))
    before = office.teams.signing_in
    await sender_of(office).send(ana.account, NUDGE, key="k")
    assert office.teams.signing_in == before + 1
    assert len(ana.seen) == 1


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (403, "BotDisabledByAdmin"),
        (403, "ConversationBlockedByUser"),
        (403, "ForbiddenOperationException"),
        (404, "ConversationNotFound"),
    ],
)
async def test_who_has_blocked_or_removed_the_advisor_is_left_alone_for_a_while(
    office: Office, status: int, code: str
) -> None:
    ana = await met(office)
    office.teams.failing.append((status, code, {}))
    failed = await failure(office, ana.account)
    assert (failed.closed, failed.permanent, failed.platform) == (True, True, False)


async def test_an_outage_ends_only_when_teams_itself_answers(office: Office) -> None:
    await met(office)
    office.teams.failing.append((503, "", {}))
    with pytest.raises(SendError):
        await sender_of(office).probe(f"teams:{TENANT}")
    await sender_of(office).probe(f"teams:{TENANT}")


async def test_a_person_who_is_gone_does_not_keep_an_organisation_waiting(office: Office) -> None:
    ana = await met(office)
    office.teams.members.pop(ana.user)
    await sender_of(office).probe(f"teams:{TENANT}")


async def test_who_removed_the_app_is_reached_again_once_they_write(office: Office) -> None:
    ana = await met(office)
    await ana.send(ana.activity("installationUpdate", action="remove"))
    with office.runtime.store.reading() as tx:
        person = people.by_account(tx, ana.account)
        assert person is not None
        assert closed_accounts.own(tx, person.id) == [ana.account]
    await ana.write("home")
    with office.runtime.store.reading() as tx:
        assert closed_accounts.own(tx, person.id) == []
    await sender_of(office).send(ana.account, NUDGE, key="k")


async def test_a_token_is_asked_for_once_for_all_who_wait(fake: FakeTeams) -> None:
    async with httpx.AsyncClient() as http:
        tokens = Tokens(http, APP, SECRET, TENANT, fake.url, lambda: datetime.now(UTC))
        assert len(set(await asyncio.gather(*(tokens.get() for _ in range(20))))) == 1
    assert fake.signing_in == 1


async def test_a_failed_sign_in_is_told_to_all_who_wait_and_tried_anew_by_the_next(fake: FakeTeams) -> None:
    fake.secrets.clear()
    async with httpx.AsyncClient() as http:
        tokens = Tokens(http, APP, SECRET, TENANT, fake.url, lambda: datetime.now(UTC))
        failed = await asyncio.gather(*(tokens.get() for _ in range(5)), return_exceptions=True)
        assert [type(each) for each in failed] == [TeamsError] * 5
        fake.secrets.add(SECRET)
        assert await tokens.get()
    assert fake.signing_in == 2


def client(http: httpx.AsyncClient, fake: FakeTeams, clock: Callable[[], float], waits: list[float]) -> TeamsClient:
    async def turn(tenant: str, conversation: str) -> None:
        return None

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    tokens = Tokens(http, APP, SECRET, TENANT, fake.url, lambda: datetime.now(UTC) + timedelta())
    return TeamsClient(http, tokens, turn, lambda: 0.5, sleep, clock)


async def test_a_call_is_tried_again_while_there_is_time(fake: FakeTeams) -> None:
    fake.failing += [(429, "", {"retry-after": "1"}), (502, "", {})]
    waits: list[float] = []
    async with httpx.AsyncClient() as http:
        await client(http, fake, lambda: 0.0, waits).create(TENANT, fake.url, "c", {"type": "message", "text": "x"})
    assert waits == [2.0, 2.0]  # what Teams asks for, and a random while


@pytest.mark.parametrize("asked", ["60", "inf", "nan", "-1", "soon"])
async def test_a_wait_that_takes_too_long_is_left_to_who_sends_later(fake: FakeTeams, asked: str) -> None:
    fake.failing += [(429, "", {"retry-after": asked})] * 9
    waits: list[float] = []
    async with httpx.AsyncClient() as http:
        with pytest.raises(TeamsError) as caught:
            await client(http, fake, lambda: sum(waits), waits).create(
                TENANT, fake.url, "c", {"type": "message", "text": "x"}
            )
    assert caught.value.meaning is Meaning.WAIT
    assert sum(waits) < 10
