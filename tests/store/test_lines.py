"""The rows of the web chat, and events seen before."""

import json
from asyncio import gather

import pytest

from bot.store import Store, events, lines
from bot.store.engine import Tx
from tests.store.sample import DAY, NOW


def shown(page: tuple[list[lines.Line], bool]) -> tuple[list[int], bool]:
    return [line.id for line in page[0]], page[1]


async def test_a_page_gets_what_came_after_the_last_row_it_has_seen(store: Store) -> None:
    with store.writing() as tx:
        ids = [lines.add(tx, "web:ana", "advisor", {"text": str(n)}, NOW) for n in range(3)]
        lines.add(tx, "web:ben", "advisor", {"text": "not hers"}, NOW)
        later = lines.after(tx, "web:ana", ids[0])
        assert [(line.id, json.loads(line.body)["text"]) for line in later] == [(ids[1], "1"), (ids[2], "2")]
        assert [line.id for line in lines.after(tx, "web:ana", 0, limit=2)] == ids[:2]
        assert shown(lines.latest(tx, "web:ana", limit=2)) == (ids[1:], True)


async def test_a_row_with_a_key_is_written_once(store: Store) -> None:
    def write(tx: Tx) -> int:
        return lines.add(tx, "web:ana", "reminder", {}, NOW, key="r1")

    assert len(set(await gather(*(store.write(write) for _ in range(4))))) == 1
    with store.writing() as tx:
        assert lines.find(tx, "web:ana", "r1") is not None
        assert lines.find(tx, "web:ben", "r1") is None
        assert lines.add(tx, "web:ana", "person", {}, NOW) != lines.add(tx, "web:ana", "person", {}, NOW)
        assert lines.find(tx, "web:ana", "") is None


async def test_a_row_is_replaced_by_its_own_account_only(store: Store) -> None:
    with store.writing() as tx:
        id = lines.add(tx, "web:ana", "reminder", {"text": "old"}, NOW)
        assert not lines.replace(tx, "web:ben", id, {"text": "forged"})
        assert lines.replace(tx, "web:ana", id, {"text": "new"})
        assert [json.loads(line.body) for line in lines.after(tx, "web:ana", 0)] == [{"text": "new"}]


async def test_an_event_is_new_once(store: Store) -> None:
    def see(tx: Tx) -> bool:
        return events.mark_seen(tx, "Ev1", NOW)

    assert sum(await gather(*(store.write(see) for _ in range(4)))) == 1
    with store.writing() as tx:
        assert events.mark_seen(tx, "Ev2", NOW + DAY)
        assert events.forget(tx, NOW + DAY) == 1
        assert events.mark_seen(tx, "Ev1", NOW)
        assert not events.mark_seen(tx, "Ev2", NOW)


async def test_new_rows_of_many_accounts_come_in_one_read(store: Store) -> None:
    with store.writing() as tx:
        ana = [lines.add(tx, "web:ana", "advisor", {"text": str(n)}, NOW) for n in range(3)]
        ben = lines.add(tx, "web:ben", "advisor", {"text": "b"}, NOW)
        lines.add(tx, "web:sol", "advisor", {"text": "nobody asked"}, NOW)
        found = lines.new(tx, {"web:ana": ana[0], "web:ben": 0, 'web:"odd': 0})
        assert [(account, line.id) for account, line in found] == [
            ("web:ana", ana[1]),
            ("web:ana", ana[2]),
            ("web:ben", ben),
        ]
        assert [line.id for _, line in lines.new(tx, {"web:ana": 0}, limit=2)] == ana[:2]
        assert lines.new(tx, {}) == []


async def test_a_row_that_becomes_visible_after_a_later_one_of_somebody_else_is_not_missed(store: Store) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has one writer: rows become visible in the order of their ids.")
    with store.writing() as slow:
        first = lines.add(slow, "web:ana", "advisor", {"text": "slow"}, NOW)
        with store.writing() as quick:
            second = lines.add(quick, "web:ben", "advisor", {"text": "quick"}, NOW)
        with store.reading() as tx:
            seen = {account: line.id for account, line in lines.new(tx, {"web:ana": 0, "web:ben": 0})}
        assert seen == {"web:ben": second}
    assert first < second
    with store.reading() as tx:
        assert [line.id for _, line in lines.new(tx, {"web:ana": 0, **seen})] == [first]


async def test_a_page_of_long_rows_has_fewer_of_them(store: Store) -> None:
    with store.writing() as tx:
        ids = [lines.add(tx, "web:ana", "person", {"text": "x" * 1_000}, NOW) for _ in range(5)]
        assert shown(lines.latest(tx, "web:ana", most_bytes=2_500)) == (ids[3:], True)
        assert shown(lines.latest(tx, "web:ana", most_bytes=10)) == (ids[4:], True)
        assert shown(lines.latest(tx, "web:ana", limit=2, before=ids[3])) == (ids[1:3], True)
        assert shown(lines.latest(tx, "web:ana", limit=3, before=ids[3])) == (ids[:3], False)
        assert shown(lines.latest(tx, "web:ana", before=ids[0])) == ([], False)


async def test_certain_rows_are_those_of_their_own_account(store: Store) -> None:
    with store.writing() as tx:
        hers, his = (lines.add(tx, account, "person", {}, NOW) for account in ("web:ana", "web:ben"))
        assert [line.id for line in lines.some(tx, "web:ana", [his, hers])] == [hers]
