"""The rows of the web chat, and events seen before."""

from asyncio import gather

from bot.store import Store, events, lines
from bot.store.engine import Tx
from tests.store.sample import DAY, NOW


async def test_a_page_gets_what_came_after_the_last_row_it_has_seen(store: Store) -> None:
    with store.writing() as tx:
        ids = [lines.add(tx, "web:ana", "advisor", {"text": str(n)}, NOW) for n in range(3)]
        lines.add(tx, "web:ben", "advisor", {"text": "not hers"}, NOW)
        later = lines.after(tx, "web:ana", ids[0])
        assert [(line.id, line.body["text"]) for line in later] == [(ids[1], "1"), (ids[2], "2")]
        assert [line.id for line in lines.after(tx, "web:ana", 0, limit=2)] == ids[:2]
        assert [line.id for line in lines.latest(tx, "web:ana", limit=2)] == ids[1:]


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
        assert [line.body for line in lines.after(tx, "web:ana", 0)] == [{"text": "new"}]


async def test_an_event_is_new_once(store: Store) -> None:
    def see(tx: Tx) -> bool:
        return events.first_time(tx, "Ev1", NOW)

    assert sum(await gather(*(store.write(see) for _ in range(4)))) == 1
    with store.writing() as tx:
        assert events.first_time(tx, "Ev2", NOW + DAY)
        assert events.forget(tx, NOW + DAY) == 1
        assert events.first_time(tx, "Ev1", NOW)
        assert not events.first_time(tx, "Ev2", NOW)
