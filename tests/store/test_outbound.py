"""Messages that wait: claimed once, in order in each conversation, and kept no longer than they are needed."""

from asyncio import gather
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.store import Store, Tx, outbound, traffic_tables
from bot.store.deliveries import LeaseLostError
from bot.store.outbound import Claimed, Waiting
from tests.store.sample import DAY, NOW

ANA, ROOM = "slack:T1:UANA", "slack:T1:C1"
LEASE = 60.0


def message(key: str, conversation: str = ANA) -> Waiting:
    return Waiting(key, conversation, "", ANA, False, "", {"text": key})


def add(tx: Tx, *keys: str, conversation: str = ANA) -> None:
    for key in keys:
        outbound.add(tx, message(key, conversation), NOW, NOW + DAY)


def keys(claimed: list[Claimed]) -> list[str]:
    return [one.message.key for one in claimed]


async def test_the_first_message_of_each_conversation_is_claimed_and_the_next_one_after_it(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "a1", "a2")
        add(tx, "b1", conversation=ROOM)
    with store.writing() as tx:
        held = outbound.claim(tx, LEASE, 10)
        assert keys(held) == ["a1", "b1"]
        assert outbound.claim(tx, LEASE, 10) == []
        outbound.mark_sent(tx, held[0], "D1:1.1")
        assert keys(outbound.claim(tx, LEASE, 10)) == ["a2"]


async def test_a_message_that_waits_holds_back_the_later_ones_of_its_conversation_only(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "a1", "a2")
        add(tx, "b1", "b2", conversation=ROOM)
        first, other = outbound.claim(tx, LEASE, 10)
        outbound.mark_waiting(tx, first, 600.0, "Slack failed")
        outbound.mark_sent(tx, other, "")
        assert keys(outbound.claim(tx, LEASE, 10)) == ["b2"]
        assert outbound.waits(tx, ANA)
        assert outbound.waiting(tx) == 3


async def test_each_message_is_claimed_by_one_of_many_workers(store: Store) -> None:
    with store.writing() as tx:
        for number in range(40):
            add(tx, f"m{number}", conversation=f"slack:T1:C{number}")
    claims = await gather(*(store.write(lambda tx: outbound.claim(tx, LEASE, 10)) for _ in range(12)))
    claimed = [key for claim in claims for key in keys(claim)]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) == {f"m{number}" for number in range(40)}


async def test_workspaces_take_turns_so_that_a_flood_in_one_holds_no_other_back(store: Store) -> None:
    with store.writing() as tx:
        for number in range(30):
            add(tx, f"flood{number}", conversation=f"slack:T1:C{number}")
        add(tx, "b1", conversation="slack:T2:UBEN")
        add(tx, "c1", "c2", conversation="slack:T3:UCLEO")
        held = outbound.claim(tx, LEASE, 4)
        assert keys(held) == ["flood0", "flood1", "b1", "c1"]
        assert keys(outbound.claim(tx, LEASE, 2)) == ["flood2", "flood3"]


async def test_no_more_are_claimed_than_asked_for_however_the_database_goes_about_it(store: Store) -> None:
    with store.writing() as tx:
        for number in range(12):
            add(tx, f"m{number}", conversation=f"slack:T1:C{number}")
        if tx.dialect.name == "postgresql":
            # what is left is a loop that runs the inner part again for each row
            for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
                tx.execute(text(f"set local enable_{way} = off"))
        assert len(outbound.claim(tx, LEASE, 4)) == 4


async def test_an_ended_lease_is_taken_over_and_shows_that_sending_had_begun(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "a1")
        (first,) = outbound.claim(tx, LEASE, 10)
        outbound.start(tx, first, -1.0)
    with store.writing() as tx:
        (second,) = outbound.claim(tx, LEASE, 10)
        assert second.send_started_at is not None
        assert second.attempts == 1
        with pytest.raises(LeaseLostError):
            outbound.mark_sent(tx, first, "D1:1.1")


async def test_a_message_whose_answer_was_lost_waits_and_is_known_as_such(store: Store) -> None:
    with store.writing() as tx:
        outbound.add(tx, message("a1"), NOW, NOW + DAY, seconds=60.0, maybe_sent=True)
        assert outbound.claim(tx, LEASE, 10) == []
        outbound.add(tx, message("b1", ROOM), NOW, NOW + DAY, maybe_sent=True)
        (held,) = outbound.claim(tx, LEASE, 10)
        assert held.send_started_at is not None


async def test_the_same_message_is_kept_once(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "a1", "a1")
        assert outbound.waiting(tx) == 1


async def test_a_redirected_message_goes_to_the_other_conversation_behind_what_waits_there(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "b1", conversation=ROOM)
        (held,) = outbound.claim(tx, LEASE, 10)
        outbound.redirect(tx, held, replace(held.message, conversation=ANA), "not_in_channel")
        assert not outbound.waits(tx, ROOM)
        (again,) = outbound.claim(tx, LEASE, 10)
        assert (again.message.conversation, again.send_started_at) == (ANA, None)


async def test_what_is_too_late_ends_and_says_why(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "a1")
        assert outbound.expire(tx, NOW) == 0
        assert outbound.expire(tx, NOW + 2 * DAY) == 1
        assert not outbound.waits(tx, ANA)
        assert _row(tx) == ("expired", "too late", {})


async def test_what_can_never_be_delivered_ends_with_its_reason_and_without_its_text(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "a1")
        (held,) = outbound.claim(tx, LEASE, 10)
        outbound.mark_dead(tx, held, "Slack refuses: user_not_found")
        assert _row(tx) == ("dead", "Slack refuses: user_not_found", {})


async def test_old_rows_are_forgotten_and_those_that_wait_are_not(store: Store) -> None:
    with store.writing() as tx:
        add(tx, "a1", "a2")
        (held,) = outbound.claim(tx, LEASE, 10)
        outbound.mark_sent(tx, held, "D1:1.1")
        assert outbound.forget(tx, NOW) == 0
        assert outbound.forget(tx, NOW + DAY) == 1
        assert outbound.waiting(tx) == 1


def _row(tx: Tx) -> tuple[str, str, object]:
    table = traffic_tables.outbound
    row = tx.execute(table.select()).one()
    return row.state, row.reason, row.content
