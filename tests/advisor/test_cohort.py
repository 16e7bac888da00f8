"""All clusters of a coach or a programme: how far they are, what is late, and a way to nudge them."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from benchmarks import cohort as benchmark
from bot.advisor.cohort.listing import PAGE
from bot.chat.blocks import Entries, Entry
from bot.chat.messages import voice
from bot.store import Role, Scope, Store, comments, extensions, feedback, kinds_off
from bot.store import documents as store
from bot.store.tables import coach_grants, documents, people
from knowledge.engine import Engine
from tests.advisor.cohorts import COACH, actions, add, begins, hands_in, meets, says, staff
from tests.advisor.conftest import opened
from tests.advisor.conversation import House, Person, text_of
from tests.reminders.test_portions import statements

SECRET = "Sell the building"
STATES = {
    "Sample Cluster": "Nothing yet",
    "Bees": "Draft",
    "Cars": "Handed in",
    "Dyes": "Sent back",
    "Eels": "Accepted",
}


def listed(person: Person) -> dict[str, Entry]:
    """The clusters on the page that is open, in their order."""
    blocks = person.finished.content.blocks
    return {entry.title: entry for block in blocks if isinstance(block, Entries) for entry in block.items}


def chips(person: Person, cluster: str) -> list[str]:
    return [chip.text for chip in listed(person)[cluster].chips]


@pytest.fixture
async def cohort(house: House) -> House:
    """Five clusters of Petra's, one in each state; a sixth is somebody else's."""
    with house.store.writing() as tx:
        bees, cars, dyes, eels = (add(tx, house, name) for name in ("Bees", "Cars", "Dyes", "Eels"))
        begins(tx, bees, house.now, actions(**{SECRET: "2026-11-02"}), name=SECRET)
        hands_in(tx, cars, house.now, actions(call="2026-11-10", write="2026-11-11", meet="2027-05-05"))
        says(tx, hands_in(tx, dyes, house.now, actions(call="2026-11-10")), house.now, accepted=False)
        says(tx, hands_in(tx, eels, house.now, actions(call="2027-05-05")), house.now, accepted=True)
        meets(tx, eels, "2026-12-01 10:00", house.now)
        meets(tx, cars, "2026-12-09 14:00", house.now)
        add(tx, house, "Foxes", of_coach=False)
    return house


async def nudges(house: House, cluster: str) -> Person:
    return await house.petra.presses_action(f"cohort:nudge:{cluster}")


async def heard(house: House, cluster: str) -> list[str]:
    """What came to its member of staff."""
    staff = house.person(f"web:{cluster}-staff", workspace=f"web:{cluster}")
    return [text_of(line.message) for line in await staff.inbox()]


def test_a_state_has_one_word_everywhere() -> None:
    say = voice("en", "UTC").say
    assert say("cohort.state-in-comments") == say("state.in-comments")
    assert say("cohort.state-done") == say("state.accepted")


async def administrator(house: House) -> Person:
    """Somebody who runs the programme."""
    with house.store.writing() as tx:
        values = {"role": Role.ADMIN.value, "cluster_id": "programme"}
        tx.execute(update(people).where(people.c.id == "web-ines").values(values))
    return house.person("web:ines")


async def test_a_coach_sees_how_far_each_cluster_is_and_nothing_that_was_not_handed_in(cohort: House) -> None:
    petra = await cohort.petra.commands("/cohort")
    assert {name: entry.chips[0].text for name, entry in listed(petra).items()} == STATES
    assert SECRET not in petra.seen
    assert listed(petra)["Bees"].detail == ""
    assert chips(petra, "Cars") == ["Handed in", "Overdue actions: 2"]
    assert "Next session: Wednesday, 9 December 2026, 14:00" in listed(petra)["Cars"].detail
    assert "Clusters: 5. Late: 0." in petra.seen


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("By state", ["Sample Cluster", "Bees", "Cars", "Dyes", "Eels"]),
        ("By next session", ["Eels", "Cars", "Bees", "Dyes", "Sample Cluster"]),
        ("By overdue actions", ["Cars", "Dyes", "Bees", "Eels", "Sample Cluster"]),
        ("Sent back: 1", ["Dyes"]),
        ("Draft: 1", ["Bees"]),
    ],
)
async def test_clusters_are_chosen_and_sorted_by_buttons(cohort: House, label: str, shown: list[str]) -> None:
    petra = await (await cohort.petra.says("my clusters")).presses(label)
    assert list(listed(petra)) == shown
    again = await cohort.petra.opens(petra.finished.document)
    assert list(listed(again)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/cohort by overdue", ["Cars", "Dyes", "Bees", "Eels", "Sample Cluster"]),
        ("/cohort handed-in", ["Cars"]),
        ("who is late?", []),
        ("/advisor cohort nothing", ["Sample Cluster"]),
        ("/cohort “Nothing yet”!", ["Sample Cluster"]),
        ("/cohort not handed in", ["Sample Cluster", "Bees", "Cars", "Dyes", "Eels"]),
        ("Who hasn’t handed in?", ["Sample Cluster", "Bees", "Cars", "Dyes", "Eels"]),
    ],
)
async def test_what_is_shown_can_be_asked_for_in_words(cohort: House, text: str, shown: list[str]) -> None:
    petra = await (cohort.petra.commands(text) if text.startswith("/") else cohort.petra.says(text))
    assert list(listed(petra)) == shown


async def test_what_is_missing_when_it_is_due_is_late_unless_the_coach_gave_more_time(cohort: House) -> None:
    with cohort.store.writing() as tx:
        found = meets(tx, staff(tx, "bees"), "2026-11-25 14:00", cohort.now)
    petra = await cohort.petra.commands("/cohort late")
    assert list(listed(petra)) == ["Bees"]
    assert chips(petra, "Bees") == ["Draft", "Overdue"]
    assert "Plan was due: Sunday, 22 November 2026, 14:00" in listed(petra)["Bees"].detail
    with cohort.store.writing() as tx:
        until = cohort.now + timedelta(days=1)
        extensions.grant(tx, Scope("bees", COACH.person, Role.COACH), found, until, cohort.now)
    assert not listed(await cohort.petra.commands("/cohort late"))


async def test_a_plan_that_came_after_its_day_is_among_the_late(cohort: House) -> None:
    with cohort.store.writing() as tx:
        meets(tx, staff(tx, "cars"), "2026-11-25 14:00", cohort.now)
    petra = await cohort.petra.commands("/cohort late")
    assert list(listed(petra)) == ["Cars"]
    assert "Late" in chips(petra, "Cars")


async def test_overdue_actions_are_those_of_the_version_that_was_handed_in_as_they_stand_now(cohort: House) -> None:
    with cohort.store.writing() as tx:
        changed = actions(call="2026-11-10", write="2027-11-11", more="2026-11-01")
        changed["actions"]["actions"]["rows"]["call"]["status"] = "done"
        draft = update(documents).where(documents.c.id == "cars-action-plan").values(answers=changed)
        tx.execute(draft)
    petra = await cohort.petra.commands("/cohort")
    assert "Overdue actions: 1" in chips(petra, "Cars")  # “write” as handed in; “more” is in the draft only


async def test_a_nudge_reminds_the_staff_once_a_day_of_what_to_hand_in_by_when(cohort: House) -> None:
    with cohort.store.writing() as tx:
        meets(tx, staff(tx, "bees"), "2026-12-09 14:00", cohort.now)
    petra = await (await cohort.petra.commands("/cohort draft")).presses("Remind")
    assert "During their working hours, I will remind these people in Bees what to hand in: Bees Staff." in petra.seen
    assert "Reminded today" in chips(petra, "Bees")
    assert "Remind" not in [button.label for button in listed(petra)["Bees"].buttons]
    assert "has already been reminded today" in (await nudges(cohort, "bees")).heard
    await cohort.passes(hours=1)
    told = "Petra asks you to hand in your action plan by Sunday, 6 December 2026, 14:00."
    bee = cohort.person("web:bees-staff", workspace="web:bees")
    assert [told in text_of(line.message) for line in await bee.inbox()] == [True]
    assert {"Remind me tomorrow", "I am away", "Stop these"} <= set(bee.labels)
    await cohort.until("2026-11-24 10:00")
    assert "I will remind" in (await nudges(cohort, "bees")).heard
    await cohort.passes(hours=1)
    assert [told in text_of(line.message) for line in await bee.inbox()] == [True]


async def test_a_nudge_is_dropped_when_it_was_handed_in_meanwhile_and_none_is_made_then(cohort: House) -> None:
    cohort.now = cohort.now.replace(hour=20)  # nobody works: it waits for the morning
    await nudges(cohort, "bees")
    with cohort.store.writing() as tx:
        scope = staff(tx, "bees").scope
        store.submit(tx, scope, "bees-action-plan", revision=1, now=cohort.now)
        store.hand_in(tx, scope, "bees-action-plan", 1, cohort.now)
    assert await cohort.until("2026-11-25 12:00") == 0
    assert "Bees has handed in everything you asked for" in (await nudges(cohort, "bees")).heard


async def test_a_cluster_with_comments_is_asked_to_answer_them_or_for_the_next_version(cohort: House) -> None:
    await nudges(cohort, "dyes")
    await cohort.passes(hours=1)
    (text,) = await heard(cohort, "dyes")
    assert "Your action plan was sent back. Petra asks you to hand in the next version." in text
    with cohort.store.writing() as tx:
        place = comments.Place(("actions",))
        comments.put(tx, COACH, "dyes-action-plan", 1, place, kind="change", text="Name one", now=cohort.now)
        feedback.send(tx, COACH, "dyes-action-plan", 1, cohort.now)
    await cohort.until("2026-11-24 10:00")
    await nudges(cohort, "dyes")
    await cohort.passes(hours=1)
    asked = "Petra asks you to answer the comments on your action plan (open comments: 1)"
    assert any(asked in text for text in await heard(cohort, "dyes"))


async def test_it_is_told_who_could_not_be_reminded(cohort: House) -> None:
    with cohort.store.writing() as tx:
        tx.execute(update(people).where(people.c.id == "web-jonas").values(reminders_on=False))
    petra = await nudges(cohort, "trial")
    assert (
        "During their working hours, I will remind these people in Sample Cluster what to hand in: Mara." in petra.heard
    )
    assert "Not reminded, because they have no account or have turned reminders off: Jonas." in petra.heard
    with cohort.store.writing() as tx:
        kinds_off.turn(tx, staff(tx, "bees").scope, "cohort", on=False, now=cohort.now)
    assert "Nobody in Bees can be reminded" in (await nudges(cohort, "bees")).heard


async def test_nobody_nudges_or_sees_clusters_that_they_do_not_accompany(cohort: House) -> None:
    assert "I can’t find this cluster" in (await nudges(cohort, "foxes")).heard
    assert "Foxes" not in (await cohort.petra.commands("/cohort")).seen
    mara = cohort.mara
    for action in ("cohort:nudge:bees", "cohort:show:all:name:1", "cohort:needs", "cohort:file"):
        assert "This button is too old" in (await mara.presses_action(action)).heard
    for attempt in (mara.commands("/cohort"), mara.opens("cohort"), mara.opens("cohort:needs")):
        assert "Only coaches and administrators can see" in (await attempt).heard
        assert mara.view is None
    assert not (await mara.wants("cohort", "0", "document.xlsx")).reply.files
    assert await cohort.passes(hours=2) == 0


async def test_an_administrator_sees_all_clusters_without_what_they_say(cohort: House) -> None:
    ines = await (await administrator(cohort)).commands("/cohort")
    assert list(listed(ines)) == ["Bees", "Cars", "Dyes", "Eels", "Foxes", "Sample Cluster"]
    assert not any(b.action.startswith("document:") for entry in listed(ines).values() for b in entry.buttons)
    assert "I will remind these people in Foxes" in (await ines.presses_action("cohort:nudge:foxes")).heard
    home = await ines.opens_home()
    assert "Nothing yet: 2 · Draft: 1" in home.seen


async def test_home_shows_counts_and_what_to_look_at_first(cohort: House) -> None:
    petra = await cohort.petra.opens_home()
    assert "Nothing yet: 1 · Draft: 1 · Handed in: 1 · Sent back: 1 · Accepted: 1. Late: 0." in petra.seen
    await petra.presses("All clusters")
    assert len(listed(petra)) == len(STATES)


async def test_a_coach_without_clusters_is_told_who_can_help(house: House) -> None:
    with house.store.writing() as tx:
        tx.execute(coach_grants.delete())
    assert "A programme administrator can assign you some" in (await house.petra.commands("/cohort")).heard
    assert "Clusters at a glance" not in (await house.petra.opens_home()).seen


async def test_all_clusters_can_be_taken_away_as_a_spreadsheet(cohort: House) -> None:
    for petra in (
        await cohort.petra.wants("cohort", "0", "document.xlsx"),
        await cohort.petra.presses_action("cohort:file"),
    ):
        (file,) = petra.reply.files
        rows = list(load_workbook(BytesIO(file.content)).worksheets[0].values)
        assert rows[0][1:4] == ("Cluster", "State", "Late")
        assert [row[1] for row in rows[1:]] == ["Bees", "Cars", "Dyes", "Eels", "Sample Cluster"]
        assert rows[2][2] == "Handed in"
        assert rows[2][-1] == 2
        assert SECRET not in str(rows)


async def test_many_clusters_take_as_many_statements_as_one(store: Store, engine: Engine) -> None:
    house = opened(store, engine)
    house.now, petra = benchmark.NOW, house.person("web:coach", workspace="web:c0", name="Petra")

    async def asked() -> tuple[int, ...]:
        counts = []
        for action in ("cohort:show", "cohort:needs", "home"):
            with statements() as made:
                await petra.presses_action(action)
            counts.append(len(made))
        return tuple(counts)

    with store.writing() as tx:
        benchmark.fill(tx, 1)
    await petra.commands("/cohort")
    one = await asked()
    with store.writing() as tx:
        benchmark.fill(tx, PAGE, first=1)
    assert await asked() == one
    assert len(listed(await petra.commands("/cohort"))) == PAGE
    assert list(listed(await petra.presses("Next"))) == [f"Cluster {PAGE}"]
