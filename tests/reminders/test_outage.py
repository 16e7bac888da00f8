"""A platform that does not work keeps reminders waiting, and costs none of them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from bot.advisor import notices
from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.chat.blocks import Text
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.reminders import timing
from bot.reminders.delivery import Delivery, Pace
from bot.store import Store, own_settings, pauses, reminders, sessions
from bot.store.reminders import NOT_RUN
from bot.store.tables import pauses as pause_rows
from bot.store.tables import reminders as table
from tests.reminders.plans import DUE, planned
from tests.reminders.post import Post, Words
from tests.reminders.test_delivery import MORNING, due, everything, second_account, states
from tests.store.sample import DAY, add, build

HOUR = timedelta(hours=1)
compose = partial(notices.compose, Registry.of(ROOMS).reminders)


def failing() -> SendError:
    return SendError("Slack failed: 503", unknown=True, platform=True)


def refusing() -> SendError:
    return SendError("Slack cannot be reached: ClientConnectorError", platform=True)


def revoked() -> SendError:
    return SendError("Slack has taken the access away: invalid_auth", permanent=True, revoked=True)


def busy() -> SendError:
    return SendError("Slack asks to wait.", retry_after=30.0, platform=True)


@dataclass
class Fragile(Post):
    """Takes messages unless it is ``down``: then everything that is asked of it ends with that."""

    down: Callable[[], SendError] | None = None
    tries: int = 0
    probes: int = 0

    def work(self) -> None:
        if self.down is not None:
            raise self.down()

    async def send(self, account: str, message: Message, *, key: str) -> str:
        self.tries += 1
        self.work()
        return await super().send(account, message, key=key)

    async def find(self, account: str, key: str, *, since: datetime) -> str | None:
        self.work()
        return await super().find(account, key, since=since)

    async def probe(self, workspace: str) -> None:
        self.probes += 1
        self.work()


@dataclass
class Hours:
    """The hours of a test: both the time that is handed in and the database's own pass."""

    store: Store
    now: datetime = MORNING

    async def work(self, worker: Delivery, span: timedelta, step: timedelta = timedelta(seconds=30)) -> int:
        """Tick again and again for so long; returns how many reminders were sent."""
        sent, ends = 0, self.now + span
        while self.now < ends:
            sent += await worker.tick(self.now)
            self.sleep(step)
        return sent

    def sleep(self, span: timedelta) -> None:
        self.now += span
        seconds = span.total_seconds()
        with self.store.writing(durable=False) as tx:
            tx.execute(update(table).where(table.c.lease_until > 0).values(lease_until=table.c.lease_until - seconds))
            tx.execute(
                update(pause_rows).values(until=pause_rows.c.until - seconds, probe_at=pause_rows.c.probe_at - seconds)
            )


def worker(store: Store, post: Post, **pace: float) -> Delivery:
    return Delivery(store, post, Words(), random=lambda: 1.0, pace=Pace(**pace))  # type: ignore[arg-type]


async def crowd(store: Store, people: int, *, short: int = 0) -> None:
    """People with a reminder each, ``short`` of which are worth sending for 20 minutes only."""
    await build(store)
    with store.writing() as tx:
        crowd = [add(tx, "north", f"p{number}") for number in range(people)]
        spans = [timedelta(minutes=20) if number < short else DAY for number in range(people)]
        wanted = [planned(f"a{n}", person=f"p{n}", good_for=span) for n, span in enumerate(spans)]
        reminders.reconcile(tx, crowd[0].scope, "plan:plan", wanted, MORNING - DAY)


@pytest.mark.parametrize(
    ("trouble", "hours"),
    [(failing, 1), (refusing, 3), (busy, 1)],
    ids=["503 for an hour", "refused for three hours", "429 for an hour"],
)
async def test_after_an_outage_everything_that_matters_is_out_within_ten_minutes(
    store: Store, trouble: Callable[[], SendError], hours: int
) -> None:
    people = 36  # more than are sent at a time
    await crowd(store, people, short=12)
    post, hours_of_test = Fragile(down=trouble), Hours(store)
    delivery = worker(store, post)
    assert await hours_of_test.work(delivery, hours * HOUR, timedelta(minutes=5)) == 0
    post.down = None
    await hours_of_test.work(delivery, timedelta(minutes=10))
    ended = Counter((r.kind, r.state) for r in await everything(store))
    assert ended == {("action-7", "sent"): people - 12, ("action-7", "expired"): 12, ("late", "sent"): 12}
    assert len(post.sent) == len({account for account, _, _ in post.sent}) == people


async def test_during_an_outage_hardly_anything_is_tried(store: Store) -> None:
    await crowd(store, 60)
    post = Fragile(down=failing)
    await Hours(store).work(worker(store, post), HOUR / 2, timedelta(seconds=30))
    assert post.tries <= 40  # those that were on their way when it began
    assert 25 <= post.probes <= 45
    assert {(r.state, r.attempts) for r in await everything(store)} == {("pending", 0)}


async def test_where_probes_work_and_messages_do_not_one_message_at_a_time_is_tried(store: Store) -> None:
    class Half(Fragile):
        async def probe(self, workspace: str) -> None:
            self.probes += 1

    await crowd(store, 60)
    post = Half(down=refusing)
    await Hours(store).work(worker(store, post), HOUR / 2, timedelta(minutes=1))
    assert post.tries <= 32 + 30
    assert {(r.state, r.attempts) for r in await everything(store)} == {("pending", 0)}


async def test_one_message_that_always_fails_keeps_nobody_elses_back(store: Store) -> None:
    class Picky(Fragile):
        async def send(self, account: str, message: Message, *, key: str) -> str:
            self.down = failing if account == "web:p3" else None
            return await super().send(account, message, key=key)

    await crowd(store, 50)
    post = Picky()
    await Hours(store).work(worker(store, post), timedelta(minutes=10))
    assert sorted(await states(store)) == ["pending"] + ["sent"] * 49


@pytest.mark.parametrize("restarted", [False, True], ids=["by itself", "at the start"])
async def test_a_workspace_that_gives_access_back_gets_its_reminders(store: Store, restarted: bool) -> None:
    await crowd(store, 5)
    post, hours = Fragile(down=revoked), Hours(store)
    delivery = worker(store, post)
    assert await hours.work(delivery, timedelta(hours=5), timedelta(minutes=5)) == 0
    assert set(await states(store)) == {"pending"}
    [pause] = await delivery.paused()
    assert (pause.workspace, pause.reason) == ("web:north", str(revoked()))
    post.down = None
    if restarted:
        assert await worker(store, post).tick(hours.now) == 5
    else:
        assert await hours.work(delivery, timedelta(minutes=16), timedelta(minutes=1)) == 5
    assert await delivery.paused() == []


async def test_a_pause_is_told_in_plain_words_and_without_the_workspace(store: Store) -> None:
    await crowd(store, 1)
    delivery = worker(store, Fragile(down=revoked))
    await delivery.tick(MORNING)
    [note] = await delivery.notes()
    assert re.sub(r"since .* UTC", "since …", note) == (
        "Reminders into a workspace of “web” wait since …. Slack has taken the access away: invalid_auth"
    )


async def test_somebody_with_another_account_is_reached_there(store: Store) -> None:
    class Halves(Fragile):
        async def send(self, account: str, message: Message, *, key: str) -> str:
            self.down = refusing if account.startswith("slack:") else None
            return await super().send(account, message, key=key)

    await due(store, planned())
    await second_account(store)
    post = Halves()
    assert await Hours(store).work(worker(store, post), timedelta(minutes=2)) == 1
    assert [account for account, _, _ in post.sent] == ["web:ana"]


async def test_what_came_too_late_is_told_once_in_words_people_know(store: Store) -> None:
    house = await build(store)
    wall = datetime.fromisoformat("2027-03-02T14:00")
    with store.writing() as tx:
        starts = timing.to_utc(wall, "Europe/Brussels")
        made = sessions.add(tx, house.ana.scope, wall=wall, zone="Europe/Brussels", starts_at=starts, now=MORNING - DAY)
        times = {"starts_at": starts.isoformat(), "plan_due": starts.isoformat()}
        reminder = replace(
            planned(kind="session-1", good_for=HOUR), row=None, subject=f"session:{made.id}", params=times
        )
        reminders.reconcile(tx, house.ana.scope, "session:s1", [reminder], MORNING - DAY)
    post, hours = Fragile(down=failing), Hours(store)
    delivery = Delivery(store, post, compose, random=lambda: 1.0, pace=Pace(settle=0))
    await hours.work(delivery, 2 * HOUR, timedelta(minutes=5))
    post.down = None
    await hours.work(delivery, timedelta(minutes=30), timedelta(minutes=1))
    [(account, _, message)] = post.sent
    assert (account, message.summary) == ("web:ana", "Some reminders came too late")
    [text] = [str(block) for block in message.blocks if isinstance(block, Text)]
    assert "I could not reach you for a while" in text
    assert "Your coaching session on" in text
    with store.reading() as tx:
        [lost] = reminders.lost(tx, house.ana.scope, MORNING - DAY, 10)
    assert (lost.kind, lost.state) == ("session-1", "expired")


async def test_a_reminder_that_a_later_one_has_made_up_for_is_not_told_of(store: Store) -> None:
    await due(
        store,
        planned("a1", good_for=HOUR),
        planned("a1", kind="action-1", wall=DUE + timedelta(hours=2)),
    )
    post, hours = Fragile(down=failing), Hours(store)
    delivery = Delivery(store, post, compose, random=lambda: 1.0, pace=Pace(settle=0))
    await hours.work(delivery, timedelta(hours=3), timedelta(minutes=5))
    post.down = None
    await hours.work(delivery, timedelta(minutes=10), timedelta(minutes=1))
    assert [m.summary for _, _, m in post.sent if "too late" in m.summary] == []


async def test_what_fell_due_while_no_worker_ran_is_told_once_and_named_on_home(store: Store) -> None:
    house = await due(store, planned("a1", good_for=HOUR), planned("a2", good_for=HOUR))
    post = Fragile()
    assert await worker(store, post).tick(MORNING + 2 * HOUR) == 1
    assert await worker(store, post).tick(MORNING + 3 * HOUR) == 0
    assert len(post.sent) == 1
    with store.reading() as tx:
        lost = reminders.lost(tx, house.ana.scope, MORNING - DAY, 10)
    named = sorted((each.state, each.reason, each.row) for each in lost)
    assert named == [("expired", NOT_RUN, row) for row in ("a1", "a2")]


async def test_who_wants_no_reminders_has_missed_none(store: Store) -> None:
    house = await due(store, planned(good_for=HOUR))
    with store.writing() as tx:
        own_settings.set_reminders(tx, house.ana.scope, False)
    post = Fragile()
    assert await worker(store, post).tick(MORNING + 2 * HOUR) == 0
    with store.reading() as tx:
        assert reminders.lost(tx, house.ana.scope, MORNING - DAY, 10) == []


async def test_a_short_wish_to_wait_is_no_pause_to_be_told_of(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        pauses.pause(tx, "web:north", 30, "slow down")
        assert (pauses.failing(tx), pauses.paused(tx)) == ([], {"web:north": "slow down"})
