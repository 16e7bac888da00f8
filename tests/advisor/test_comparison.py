"""Needs are compared over five clusters and more, and nobody can tell from the figures what one of them said."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from bot.advisor.cohort.comparison import FEWEST, released
from bot.chat.blocks import TableBlock
from bot.store import Role, documents, memberships
from bot.store.cohort import HandIn
from bot.store.tables import coach_grants
from flows.dialogues.needs_assessment import NeedsAssessment
from tests.advisor.cohorts import actions, add, assesses, begins, hands_in, ratings
from tests.advisor.conversation import START, House, Person
from tests.advisor.test_cohort import administrator

NAMES = ("Ants", "Bees", "Cars", "Dyes", "Eels")


def table(person: Person) -> list[tuple[object, ...]]:
    """The rows of the comparison that is open; none where there is no table."""
    blocks = person.finished.content.blocks
    return [row for block in blocks if isinstance(block, TableBlock) for row in block.rows]


async def compares(person: Person) -> list[tuple[object, ...]]:
    return table(await person.presses_action("cohort:needs"))


async def test_the_needs_of_fewer_than_five_clusters_are_not_compared(house: House) -> None:
    with house.store.writing() as tx:
        for name in NAMES[1:]:
            assesses(tx, add(tx, house, name), house.now, visibility=(5, 1), engagement=(5, 1))
    petra = await house.petra.says("compare needs")
    assert not table(petra)
    assert "compared once at least 5 clusters" in petra.seen


async def test_averages_are_shown_of_themes_that_enough_clusters_rated_and_no_cluster_is_named(house: House) -> None:
    with house.store.writing() as tx:
        for number, name in enumerate(NAMES):
            alone = {"retaining_members": (5, 1)} if number else {}
            assesses(
                tx, add(tx, house, name), house.now, engagement=(5, 1 + number % 2), attracting_members=(2, 3), **alone
            )
    petra = await house.petra.says("compare needs")
    assert table(petra) == [("Engagement and collaboration", 18, 5, 1, 5), ("Attracting members", 4, 2, 3, 5)]
    assert "The needs that 5 clusters have handed in" in petra.seen
    assert not [name for name in NAMES if name in petra.seen]
    await petra.commands("/cohort handed in")
    assert len(await compares(petra)) == 2  # no filter changes it


async def test_needs_behind_a_plan_count_as_well(house: House) -> None:
    with house.store.writing() as tx:
        for name in NAMES:
            person = add(tx, house, name)
            needs = begins(tx, person, house.now, ratings(engagement=(5, 2)), NeedsAssessment.id)
            documents.submit(tx, person.scope, needs, revision=1, now=house.now)
            hands_in(tx, person, house.now, actions(call="2027-05-05"), sources=[(needs, 1)])
    assert await compares(house.petra) == [("Engagement and collaboration", 15, 5, 2, 5)]


async def test_figures_change_when_five_clusters_said_something_new_and_not_before(house: House) -> None:
    with house.store.writing() as tx:
        for name in NAMES:
            assesses(tx, add(tx, house, name), house.now, engagement=(5, 1))
    before = await compares(house.petra)
    with house.store.writing() as tx:
        for name in ("Foxes", "Gems", "Hats", "Inks"):
            assesses(tx, add(tx, house, name), house.now + timedelta(hours=1), engagement=(1, 5))
    assert await compares(house.petra) == before
    with house.store.writing() as tx:
        assesses(tx, add(tx, house, "Jams"), house.now + timedelta(hours=2), engagement=(1, 5))
    assert await compares(house.petra) == [("Engagement and collaboration", 10, 3, 3, 10)]


async def test_an_administrator_who_knows_some_of_them_is_told_of_the_others_only(house: House) -> None:
    ines = await administrator(house)
    with house.store.writing() as tx:
        for name in NAMES:
            assesses(tx, add(tx, house, name), house.now, engagement=(5, 1))
    assert [row[-1] for row in await compares(ines)] == [5]
    with house.store.writing() as tx:
        tx.execute(insert(coach_grants).values(person_id="web-ines", cluster_id="ants", granted_at=house.now))
    assert not await compares(ines)
    with house.store.writing() as tx:
        tx.execute(delete(coach_grants).where(coach_grants.c.person_id == "web-ines"))
        memberships.add(tx, "web-ines", Role.STAFF, "bees", house.now)
    assert not await compares(ines)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(1, 3)), max_size=40), st.sets(st.sampled_from("ab")))
def test_from_one_hand_in_to_the_next_either_nothing_changes_or_what_five_clusters_say(
    said: list[tuple[str, int]], known: set[str]
) -> None:
    hand_ins = [HandIn(cluster, cluster, version, at(number)) for number, (cluster, version) in enumerate(said)]
    before: dict[str, int] = {}
    for number in range(len(hand_ins) + 1):
        shown = {each.cluster: each.number for each in released(hand_ins[:number], known).hand_ins}
        changed = {cluster for cluster in shown if shown[cluster] != before.get(cluster)}
        assert not changed or len(changed) >= FEWEST
        assert before.keys() <= shown.keys()
        assert not known & shown.keys()
        before = shown


def at(number: int) -> datetime:
    return START + timedelta(hours=number)
