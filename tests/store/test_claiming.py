"""What is due is found by looking at that alone, however much waits for later."""

import shutil
from pathlib import Path

from bot.store import Store, deliveries
from tests.store.sample import NOW, build


async def test_what_waits_for_later_is_not_looked_at(sqlite_template: Path, tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'advisor.db')}")
    await build(store)
    said: list[str] = []
    with store.writing() as tx:
        driver = tx.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(said.append)
        deliveries.claim(tx, NOW, 60, 8)
        driver.set_trace_callback(None)
        (claiming,) = (each for each in said if each.startswith("SELECT people"))
        steps = [row[-1] for row in driver.execute(f"EXPLAIN QUERY PLAN {claiming}")]
        tx.rollback()
    await store.close()
    looks = [step for step in steps if "reminders" in step]
    assert len(looks) == 2
    assert all("due_at<?" in step for step in looks), steps
    assert not [step for step in steps if "TEMP" in step], "what is due stands in the order in which it is taken"
