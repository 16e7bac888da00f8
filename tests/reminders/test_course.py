"""An action's whole course: wherever somebody lives and whatever happens meanwhile, each reminder comes when it may."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from bot.reminders.delivery import Composed, Delivery, Due
from bot.reminders.rules import ActionDue, Recipient, for_plan
from bot.reminders.timing import WorkingTime
from bot.store import Scope, Store, Tx, people, reminders
from bot.store.reminders import LATE, Reminder
from bot.store.tables import people as people_rows
from bot.store.tables import reminders as reminder_rows
from tests.reminders.post import QUICK, Post, Words
from tests.reminders.test_timing import COUNTRIES, ZONES
from tests.store.sample import DAY, build

HOURS = st.integers(0, 21).flatmap(lambda opens: st.tuples(st.just(opens), st.integers(opens + 1, 23)))


@dataclass(frozen=True)
class Life:
    """Of one person: where they live, when they work and are away, and by when they are to do something."""

    zone: str
    country: str
    hours: tuple[int, int] | None
    workdays: list[int] | None
    away: tuple[int, int]
    deadline: date


LIVES = st.builds(
    Life,
    zone=st.sampled_from(ZONES),
    country=st.sampled_from(COUNTRIES),
    hours=st.none() | HOURS,
    workdays=st.none() | st.sets(st.integers(0, 6), min_size=1).map(sorted),
    away=st.tuples(st.integers(-14, 14), st.integers(0, 20)),  # days from the deadline, and how many
    deadline=st.dates(date(2024, 1, 1), date(2037, 12, 31)),
)
EVENTS = st.lists(
    st.tuples(
        st.integers(1, 200),  # hours after the one before
        st.sampled_from(["nothing", "submit", "done", "undone", "move", "snooze"]),
        st.integers(1, 10),  # days
        st.booleans(),  # whether a worker ran until then
    ),
    min_size=2,
    max_size=6,
)


@dataclass(frozen=True)
class Came:
    """A reminder that went out now, and what was so then: the deadline, whether it was done, until when it was put
    off."""

    now: datetime
    reminder: Reminder
    deadline: date
    done: bool
    held: datetime | None


@dataclass
class Course:
    """What happens to the reminders of one action, and what came of it: when, and which."""

    store: Store
    works: WorkingTime
    deadline: date
    now: datetime
    done: bool = False
    held: datetime | None = None
    came: list[Came] = field(default_factory=list)

    async def submit(self) -> None:
        """The plan as it stands calls for its reminders."""
        ana = Recipient("ana", self.works)
        wanted = for_plan("plan", 1, ana, [ActionDue("a1", "Call", self.deadline, self.done, ana)], self.now)
        await self.store.write(lambda tx: reminders.reconcile(tx, people_scope(tx), "plan:plan", wanted, self.now))

    async def happen(self, event: str, days: int) -> None:
        right = [came.reminder for came in self.came if came.reminder.params["deadline"] == self.deadline.isoformat()]
        if event == "snooze" and right and not self.done:  # a message that is no longer right has no buttons
            last, until = right[-1], self.works.next_allowed(self.now + days * DAY)
            await self.store.write(lambda tx: reminders.snooze(tx, people_scope(tx), last.id, until, self.now))
            self.held = until
        if event == "move":
            self.deadline += days * DAY
            self.held = None
        if event in ("done", "undone"):
            self.done = event == "done"
        if event != "snooze":
            await self.submit()

    async def run(self, until: datetime, *, always: bool) -> None:
        """Deliver at each moment at which something is due, or only in the end."""
        while always:
            following = await self.store.read(lambda tx: reminders.next_due(tx, after=self.now))
            if following is None or following >= until:
                break
            await self.deliver(following)
        await self.deliver(until)

    async def deliver(self, now: datetime) -> None:
        self.now = now
        await Delivery(self.store, Post(), self.compose, random=lambda: 1.0, pace=QUICK).tick(now)

    def compose(self, tx: Tx, due: Sequence[Due], now: datetime) -> Sequence[Composed]:
        """Keep how things stood when each went out; what only tells of others that came too late is not about it."""
        told = [reminder for one in due for reminder in one.reminders if reminder.kind != LATE]
        self.came += [Came(now, reminder, self.deadline, self.done, self.held) for reminder in told]
        return Words()(tx, due, now)


def people_scope(tx: Tx) -> Scope:
    ana = people.by_id(tx, "ana")
    assert ana is not None
    return ana.scope


@pytest.fixture
async def one_store(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """The house on SQLite; that both databases deliver alike is tested elsewhere."""
    store = await Store.open(f"sqlite:///{copy(sqlite_template, tmp_path / 'advisor.db')}")
    await build(store)
    yield store
    await store.close()


def born(tx: Tx, life: Life) -> WorkingTime:
    """Ana lives that life from now on, and has no reminders yet."""
    first = life.deadline + life.away[0] * DAY
    opens, closes = [None, None] if life.hours is None else [hour * 60 for hour in life.hours]
    changes = {"zone": life.zone, "zone_chosen": True, "country": life.country, "opens": opens, "closes": closes}
    away = [[first.isoformat(), (first + life.away[1] * DAY).isoformat()]]
    tx.execute(delete(reminder_rows))
    tx.execute(
        update(people_rows)
        .where(people_rows.c.id == "ana")
        .values(changes | {"workdays": life.workdays, "absences": away})
    )
    ana = people.by_id(tx, "ana")
    assert ana is not None
    return WorkingTime.of(ana)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIVES, ahead=st.integers(-3, 12), at=st.times(), events=EVENTS)
async def test_whatever_happens_each_reminder_comes_once_when_it_may(
    one_store: Store, life: Life, ahead: int, at: time, events: list[tuple[int, str, int, bool]]
) -> None:
    works = await one_store.write(lambda tx: born(tx, life))
    start = datetime.combine(life.deadline - ahead * DAY, at, UTC)
    course = Course(one_store, works, life.deadline, start)
    await course.submit()
    for hours, event, days, always in events:
        await course.run(course.now + timedelta(hours=hours), always=always)
        await course.happen(event, days)
    await course.run(course.now + 60 * DAY, always=True)
    for came in course.came:
        assert works.next_allowed(came.now) == came.now
        assert came.now <= came.reminder.not_after
        assert not came.done
        assert came.reminder.params["deadline"] == came.deadline.isoformat()
        assert came.held is None or came.now >= came.held
    keys = [came.reminder.key for came in course.came]
    assert len(set(keys)) == len(keys)
    left = await one_store.read(lambda tx: reminders.next_due(tx, after=datetime(2000, 1, 1, tzinfo=UTC)))
    assert left is None
