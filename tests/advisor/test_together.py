"""Two people in one document: neither overwrites the other unseen, and nothing typed is lost."""

import asyncio

import pytest

from tests.advisor.conversation import House, Person
from tests.advisor.work import action, adds_action, drafts_goal, drafts_plan


async def both_on(house: House, page: str) -> tuple[Person, Person]:
    """Mara and Jonas look at the same page of a goal."""
    document = (await drafts_goal(house.mara)).document
    return await house.mara.opens(document, page), await house.jonas.opens(document, page)


async def both_on_action(house: House) -> tuple[Person, Person]:
    """Mara and Jonas look at the same action of a plan."""
    mara = await drafts_plan(house.mara, action("Call"), action("Write"))
    document, row = mara.document, mara.review
    await mara.edits_part("actions")
    row_id = mara.row("actions", "Call")
    assert row
    await mara.opens(document, "actions", "actions", row_id)
    return mara, await house.jonas.opens(document, "actions", "actions", row_id)


async def value(house: House, document: str, page: str, key: str) -> object:
    return (await house.mara.opens(document, page)).answers.get(key)


async def test_different_fields_are_combined(house: House) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(why="Money").next()
    await jonas.fills(where="In the north").next()
    assert "Mara changed this document at the same time. I have combined your changes." in jonas.heard
    again = await house.mara.opens(mara.document, "specific")
    assert (again.answers["why"], again.answers["where"]) == ("Money", "In the north")


@pytest.mark.parametrize(("side", "kept"), [("mine", "Phone them"), ("theirs", "Write to them")])
async def test_the_same_field_shows_both_values_and_the_choice_is_carried_out(
    house: House, side: str, kept: str
) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(what="Write to them").next()
    await jonas.fills(what="Phone them").next()
    (conflict,) = jonas.page.conflicts
    assert (conflict.mine, conflict.theirs, conflict.theirs_by) == ("Phone them", "Write to them", "Mara")
    assert "You and Mara both changed something" in jonas.page.notices[-1]
    await jonas.chooses(side).next()
    assert jonas.review.can_submit
    assert await value(house, mara.document, "specific", "what") == kept


@pytest.mark.parametrize(("side", "kept"), [("mine", "Write to them"), ("theirs", "Phone them")])
async def test_the_other_may_choose_too_and_sees_it_from_their_side(house: House, side: str, kept: str) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(what="Write to them").next()
    await jonas.fills(what="Phone them").next()
    await mara.opens(mara.document, "specific")
    (conflict,) = mara.page.conflicts
    assert (conflict.mine, conflict.theirs, conflict.theirs_by) == ("Write to them", "Phone them", "Jonas")
    await mara.chooses(side).next()
    assert await value(house, mara.document, "specific", "what") == kept


async def test_closing_before_choosing_loses_nothing(house: House) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(what="Write to them").next()
    await jonas.fills(what="Phone them").closes()
    again = await house.jonas.commands("/smart-goal")
    assert not again.review.can_submit
    assert [error.text for error in again.review.parts[0].errors] == [
        "Two people changed “What will you do or reach?”. Open this part and choose what to keep."
    ]
    await again.edits_part("specific")
    assert again.page.conflicts[0].mine == "Phone them"


async def test_a_third_value_typed_while_choosing_is_the_newest(house: House) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(what="Write to them").next()
    await jonas.fills(what="Phone them").next()
    await jonas.chooses("mine").fills(what="Write, then phone").next()
    assert await value(house, mara.document, "specific", "what") == "Write, then phone"


async def test_a_choice_never_replaces_a_value_one_has_not_seen(house: House) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(what="Write to them").next()
    await jonas.fills(what="Phone them").next()
    again = await house.mara.opens(mara.document, "specific")
    await again.chooses("mine").fills(what="Visit them").next()
    await jonas.chooses("mine").next()
    assert await value(house, mara.document, "specific", "what") == "Visit them"


async def test_sending_the_same_old_page_twice_asks_once(house: House) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(what="Write to them").next()
    old = jonas.view
    await jonas.fills(what="Phone them").next()
    jonas.view = old
    await jonas.fills(what="Phone them").next()
    assert len(jonas.page.conflicts) == 1


async def test_the_first_page_of_an_empty_draft_is_merged_too(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    jonas = await house.jonas.opens(mara.document, "specific")
    await mara.fills(what="Write to them").next()
    await jonas.fills(what="Phone them").next()
    assert jonas.page.conflicts[0].theirs == "Write to them"


async def test_ones_own_change_in_another_window_is_said_to_be_ones_own(house: House) -> None:
    document = (await drafts_goal(house.mara)).document
    phone, laptop = await house.mara.opens(document, "specific"), await house.mara.opens(document, "specific")
    await phone.fills(what="Write to them").next()
    await laptop.fills(what="Phone them").next()
    assert "in two places" in laptop.page.notices[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"deadline": "15 March 2027"}, {"deadline": "2027-03-15"}),
        ({"duration": "1 000"}, {"duration": "1000"}),
        ({"responsible": "@Mara"}, {"responsible": "Mara"}),
        ({"requirements": "a room\r\nmoney"}, {"requirements": "a room\nmoney "}),
    ],
)
async def test_the_same_answer_written_differently_is_no_conflict(
    house: House, one: dict[str, str], other: dict[str, str]
) -> None:
    mara, jonas = await both_on_action(house)
    await mara.fills(**one).saves()
    await jonas.fills(**other).saves()
    assert jonas.on == "actions"
    assert jonas.page.conflicts == ()


async def test_a_date_picker_that_rewrites_a_date_changes_nothing(house: House) -> None:
    mara, _ = await both_on_action(house)
    revision = mara.page.revision
    await mara.fills(deadline="2027-01-15").saves()
    await mara.opens(mara.document, "actions", "actions", mara.row("actions", "Call"))
    assert (mara.page.revision, mara.answers["deadline"]) == (revision, "2027-01-15")


async def test_an_action_edited_here_and_removed_there_stays(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.back()
    await mara.removes("actions", "Call")
    await jonas.fills(outcome="Three answers").saves()
    assert sorted((await house.jonas.opens(mara.document, "actions")).rows("actions")) == ["Call", "Write"]


async def test_an_action_edited_here_and_removed_there_is_asked_about(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.back()
    await mara.removes("actions", "Call")
    await jonas.fills(outcome="Three answers").saves()
    (conflict,) = jonas.page.conflicts
    assert conflict.label == "Actions (Call)"
    assert "Expected outcome: Three answers" in conflict.mine
    assert (conflict.theirs, conflict.theirs_by) == ("Remove this entry", "Mara")
    assert not (await house.mara.opens(mara.document, "review")).review.can_submit
    await jonas.chooses("theirs").saves()
    assert (await house.mara.opens(mara.document, "actions")).rows("actions") == ["Write"]


async def test_an_action_only_looked_at_and_removed_there_is_gone(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.back()
    await mara.removes("actions", "Call")
    await jonas.saves()
    assert (jonas.on, jonas.rows("actions")) == ("actions", ["Write"])
    assert "has been removed" in jonas.page.notices[-1]


async def test_an_action_removed_here_and_edited_there_stays_until_somebody_chooses(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.opens(mara.document, "actions")
    await jonas.fills(outcome="Three answers").saves()
    await mara.removes("actions", "Call")
    assert mara.rows("actions") == ["Call", "Write"]
    (conflict,) = mara.page.conflicts
    assert (conflict.mine, conflict.theirs_by) == ("Remove this entry", "Jonas")
    await mara.chooses("theirs").next()
    kept = await house.jonas.opens(mara.document, "actions")
    assert (kept.rows("actions"), kept.page.conflicts) == (["Call", "Write"], ())


async def test_people_added_at_the_same_time_are_both_there(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.fills(consulted="Petra Sample\nOlga Sample").saves()
    await jonas.fills(consulted="Petra Sample\nIvo Sample").saves()
    review = (await house.mara.opens(mara.document, "review")).review
    (call,) = [value for part in review.parts for label, value in part.entries if value.startswith("Call")]
    assert "Consulted: Petra Sample, Ivo Sample, Olga Sample" in call


async def test_a_name_typed_in_other_letters_is_no_conflict(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.fills(responsible="Anna", requirements="Two rooms – 2.000 €").saves()
    await jonas.fills(responsible="ANNA ", requirements="two rooms  -  2.000 €").saves()
    assert jonas.page.conflicts == ()


async def test_an_action_edited_while_the_others_are_reordered_keeps_both(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.back()
    await mara.moves_up("actions", "Write")
    await jonas.fills(action="Call all").saves()
    assert jonas.rows("actions") == ["Write", "Call all"]


async def test_actions_added_at_the_same_time_are_both_there(house: House) -> None:
    document = (await drafts_plan(house.mara, action("Call"))).document
    mara, jonas = await house.mara.opens(document, "actions"), await house.jonas.opens(document, "actions")
    await mara.adds("actions")
    await jonas.adds("actions")
    await mara.fills(**action("Write")).saves()
    await jonas.fills(**action("Meet")).saves()
    assert sorted(jonas.rows("actions")) == ["Call", "Meet", "Write"]


async def test_an_entry_begun_by_one_survives_the_others_work(house: House) -> None:
    document = (await drafts_plan(house.mara, action("Call"))).document
    jonas = await house.jonas.opens(document, "actions")
    await jonas.adds("actions")
    await adds_action(await house.mara.opens(document, "actions"), **action("Write"))
    await jonas.fills(**action("Meet")).saves()
    assert sorted(jonas.rows("actions")) == ["Call", "Meet", "Write"]


async def test_a_conflict_names_the_action_it_is_about(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.fills(deadline="2027-02-01").saves()
    await jonas.fills(deadline="2027-03-01").saves()
    (conflict,) = jonas.page.conflicts
    assert (conflict.label, conflict.mine, conflict.theirs) == (
        "By when? (Call)",
        "1 March 2027",
        "1 February 2027",
    )


async def test_a_conflict_in_a_grid_names_the_theme_it_is_about(house: House) -> None:
    mara = await house.mara.commands("/needs")
    jonas = await house.jonas.opens(mara.document, "members")
    await mara.fills(ratings={"engagement": {"importance": "5", "today": "1"}}).next()
    await jonas.fills(ratings={"engagement": {"importance": "3", "today": "1"}}).next()
    (conflict,) = jonas.page.conflicts
    assert conflict.label == "Importance (Engagement and collaboration)"


async def test_a_conflict_about_a_removed_action_is_none_any_more(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.fills(deadline="2027-02-01").saves()
    await jonas.fills(deadline="2027-03-01").saves()
    again = await house.mara.opens(mara.document, "actions")
    await again.removes("actions", "Call")
    await again.next()
    assert again.review.can_submit


async def test_a_page_of_an_unknown_revision_overwrites_nothing(house: House) -> None:
    mara, jonas = await both_on(house, "specific")
    await mara.fills(why="Money").next()
    object.__setattr__(jonas.page, "revision", 999)
    await jonas.fills(why="Members").next()
    assert "Money" in {c.theirs for c in jonas.page.conflicts}


async def test_many_who_save_at_the_same_moment_are_all_kept(any_house: House) -> None:
    house = any_house
    document = (await drafts_plan(house.mara, action("Call"))).document
    people = [await house.person(f"web:p{n}", name=f"P{n}").opens(document, "actions") for n in range(4)]
    await asyncio.gather(*(person.adds("actions") for person in people))
    await asyncio.gather(*(p.fills(**action(f"Action {n}")).saves() for n, p in enumerate(people)))
    assert len((await house.mara.opens(document, "actions")).rows("actions")) == 5
