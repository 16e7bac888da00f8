"""Reminders are looked at and noted a portion at a time: what that costs does not grow with the portion."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Engine, event

from bot.advisor import notices
from bot.advisor.following import duties
from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.chat.blocks import Text
from bot.reminders.delivery import Delivery
from bot.store import Store, Tx, deliveries, documents, reminders
from bot.store.people import Person
from flows.merge import put
from tests.reminders.plans import planned
from tests.reminders.post import QUICK, Post
from tests.reminders.test_delivery import MORNING, states
from tests.store.sample import DAY, add, build

DEADLINE = (MORNING + 7 * DAY).date().isoformat()
compose = partial(notices.compose, Registry.of(ROOMS).reminders)


def plan(tx: Tx, person: Person) -> None:
    """A submitted plan of one's own with one action, of which a reminder is due."""
    row = {"action": f"Call {person.name}", "responsible": person.name, "deadline": DEADLINE}
    made = documents.create(
        tx,
        person.scope,
        id=f"plan-{person.id}",
        dialogue="action-plan",
        dialogue_version=2,
        name="Our plan",
        answers={"actions": {"actions": {"order": ["a1"], "rows": {"a1": row}}}},
        about="",
        parent=None,
        now=MORNING - DAY,
    )
    documents.submit(tx, person.scope, made.id, revision=made.revision, now=MORNING - DAY)
    wanted = [planned(person=person.id, document=made.id, deadline=DEADLINE)]
    reminders.reconcile(tx, person.scope, f"plan:{made.id}", wanted, MORNING - DAY)


def save_status(tx: Tx, person: Person, status: str) -> None:
    """Somebody sets the status of the action, without submitting the plan."""
    before = documents.get(tx, person.scope, f"plan-{person.id}")
    assert before is not None
    documents.save(
        tx,
        person.scope,
        before.id,
        revision=before.revision,
        dialogue_version=before.dialogue_version,
        name=before.name,
        answers=put(before.answers, ("actions", "actions", "a1", "status"), status),
        conflicts=[],
        saved_on={},
        now=MORNING,
    )


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of databases meanwhile."""
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def delivered(store: Store, people: list[str]) -> tuple[Post, int]:
    """Plans of so many people, their reminders delivered; and how many statements that took."""
    with store.writing() as tx:
        for name in people:
            plan(tx, add(tx, "north", name))
    post = Post()
    with statements() as asked:
        sent = await Delivery(store, post, compose, random=lambda: 1.0, pace=QUICK).tick(MORNING)
    assert sent == len(people)
    return post, len(asked)


async def test_a_full_portion_takes_as_many_statements_as_two_people(store: Store) -> None:
    await build(store)
    _, first = await delivered(store, ["p0", "p1"])
    people = [f"q{number}" for number in range(QUICK.portion)]
    post, second = await delivered(store, people)
    assert first == second
    assert sorted(account for account, _, _ in post.sent) == sorted(f"web:{each}" for each in people)


async def test_people_of_several_clusters_take_as_many_statements_as_those_of_one(store: Store) -> None:
    await build(store)
    _, first = await delivered(store, ["p0", "p1"])
    with store.writing() as tx:
        for cluster in ("north", "south"):
            plan(tx, add(tx, cluster, f"of-{cluster}"))
    post = Post()
    with statements() as asked:
        assert await Delivery(store, post, compose, random=lambda: 1.0, pace=QUICK).tick(MORNING) == 2
    assert len(asked) == first


async def test_what_is_due_at_the_same_time_is_taken_cluster_by_cluster(store: Store) -> None:
    await build(store)
    clusters = ["south", "north"] * 8
    with store.writing() as tx:
        of = {(person := add(tx, cluster, f"{cluster}{number}")).id: person for number, cluster in enumerate(clusters)}
        for person in of.values():
            plan(tx, person)
        portions = [deliveries.claim(tx, MORNING, 60, 4) for _ in range(4)]
    taken = [[of[claim.person].cluster for claim in portion] for portion in portions]
    assert taken == [["north"] * 4, ["north"] * 4, ["south"] * 4, ["south"] * 4]


async def test_each_reminder_of_a_portion_tells_of_its_own_plan(store: Store) -> None:
    await build(store)
    post, _ = await delivered(store, ["lena", "mark"])
    told = {account: str(next(b for b in message.blocks if isinstance(b, Text))) for account, _, message in post.sent}
    assert "Call Lena" in told["web:lena"]
    assert "Call Mark" in told["web:mark"]


async def test_an_action_that_was_read_before_and_is_done_since_is_not_reminded_of(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        plan(tx, house.ana)
        plan(tx, house.ben)
        assert [duty.done for duty in duties.of_plan(tx, house.ana.scope, "plan-ana")] == [False]
        save_status(tx, house.ana, "done")
    post = Post()
    await Delivery(store, post, compose, random=lambda: 1.0, pace=QUICK).tick(MORNING + timedelta(minutes=1))
    assert [account for account, _, _ in post.sent] == ["web:ben"]
    assert await states(store) == ["withdrawn", "sent"]


async def test_a_plan_is_read_for_its_cluster_and_for_nobody_else(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        plan(tx, house.ana)
        askers = [house.ben.scope, house.sol.scope, house.north_for_coach, house.south_coach.scope]
        read = duties.of_plans(tx, [(scope, "plan-ana") for scope in askers])
        actions = duties.of_rows(tx, [(scope, "plan-ana", "a1") for scope in askers])
    assert [len(plan) for plan in read] == [1, 0, 0, 0]
    assert [action is not None for action in actions] == [True, False, False, False]
