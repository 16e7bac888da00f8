"""Going through a dialogue: pages, rows, closing and coming back."""

from tests.advisor.conversation import House
from tests.advisor.work import GOAL, action, adds_action, drafts_goal, drafts_plan


async def test_every_page_tells_how_far_one_is(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    steps = []
    for answers in GOAL.values():
        steps.append((mara.page.form.step, mara.page.form.steps, mara.page.last))
        await mara.fills(**answers).next()
    assert steps == [(n, 6, n == 6) for n in range(1, 7)]
    assert mara.review.can_submit


async def test_what_is_typed_is_saved_with_every_page(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit members").next()
    again = await house.mara.opens(mara.document, "specific")
    assert again.answers == {"what": "Recruit members"}


async def test_an_answer_that_does_not_fit_is_said_beside_the_field_and_kept(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(who="Mara").next()
    assert (mara.on, mara.errors) == ("specific", {"what": "Please answer this."})
    assert mara.answers == {"who": "Mara"}


async def test_a_page_closed_half_way_is_where_one_goes_on(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit members").next()
    await mara.fills(indicator="Members").closes()
    assert "/smart-goal" in mara.heard
    again = await house.mara.commands("/smart-goal")
    assert (again.on, again.answers) == ("measurable", {"indicator": "Members"})


async def test_a_page_left_with_an_error_is_where_one_goes_on(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit members").next()
    await mara.fills(target="many").next()
    assert (await house.mara.commands("/smart-goal")).on == "measurable"


async def test_coming_back_tells_of_which_day_the_draft_is(house: House) -> None:
    await (await house.mara.commands("/smart-goal")).fills(what="Recruit members").next()
    (notice,) = (await house.mara.commands("/smart-goal")).page.notices
    assert "your draft of Monday, 23 November 2026, 10:00" in notice
    assert "new smart-goal" in notice


async def test_a_colleague_goes_on_with_the_draft_and_sees_whose_it_is(house: House) -> None:
    await (await house.mara.commands("/smart-goal")).fills(what="Recruit members").next()
    jonas = await house.jonas.commands("/smart-goal")
    assert jonas.on == "measurable"
    assert "the draft that Mara saved" in jonas.page.notices[0]


async def test_new_begins_another_one_beside_the_draft(house: House) -> None:
    first = await (await house.mara.commands("/smart-goal")).fills(what="Recruit members").next()
    other = await house.mara.says("new smart-goal")
    assert other.document != first.document
    assert (other.on, other.answers) == ("specific", {})


async def test_a_dialogue_only_looked_at_leaves_no_draft(house: House) -> None:
    first = await house.mara.commands("/smart-goal")
    assert "No open drafts." in (await house.mara.opens_home()).seen
    assert (await house.mara.commands("/smart-goal")).document != first.document


async def test_a_draft_is_continued_from_home(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit members").next()
    again = await house.mara.opens_home()
    await again.presses("Continue")
    assert again.on == "measurable"


async def test_a_draft_with_every_page_done_goes_on_at_the_review(house: House) -> None:
    await drafts_goal(house.mara)
    mara = await house.mara.commands("/smart-goal")
    assert mara.review.can_submit
    assert "your draft" in mara.heard


async def test_back_shows_the_page_before_and_keeps_what_was_typed(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit members").next()
    await mara.fills(indicator="Members").back()
    assert (mara.on, mara.answers) == ("specific", {"what": "Recruit members"})
    await mara.next()
    assert mara.answers == {"indicator": "Members"}


async def test_skipping_goes_on_although_something_is_missing(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(who="Mara").skips()
    assert mara.on == "measurable"
    await mara.reviews()
    assert not mara.review.can_submit


async def test_the_review_names_what_is_still_to_be_mended(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.skips()
    await mara.reviews()
    part = mara.review.parts[0]
    assert "What will you do or reach?" in [error.text for error in part.errors]
    await mara.submits()
    assert "need your attention" in mara.heard


async def test_the_review_says_in_which_entry_something_is_wrong(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call", deadline="31 February 2027"))
    await mara.back()
    await mara.reviews()
    (error,) = mara.review.parts[2].errors
    assert error.text.startswith("Call: by when? “31 February 2027” does not exist")
    assert (error.ref.page, error.ref.field, error.key) == ("actions", "actions", "deadline")


async def test_an_entry_without_its_name_is_called_by_its_number(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"))
    await mara.edits_part("actions")
    await adds_action(mara, **action(""))
    assert mara.errors == {"action": "Please answer this."}
    await mara.back()
    await mara.reviews()
    assert [error.text for error in mara.review.parts[2].errors] == ["Action 2: what will be done?"]


async def test_an_edit_from_the_review_returns_to_the_review(house: House) -> None:
    mara = await drafts_goal(house.mara)
    await mara.edits_part("measurable")
    await mara.fills(target="120").next()
    assert ("Which number do you want to reach?", "120") in mara.review.parts[1].entries


async def test_entries_are_added_changed_moved_and_removed(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"), action("Write"), action("Meet"))
    await mara.edits_part("actions")
    await mara.moves_up("actions", "Meet")
    await mara.removes("actions", "Call")
    await mara.edits("actions", "Write")
    await mara.fills(action="Write letters").saves()
    assert mara.rows("actions") == ["Meet", "Write letters"]


async def test_an_entry_begun_and_left_empty_is_none(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"))
    await mara.edits_part("actions")
    await mara.adds("actions")
    await house.mara.opens_home()  # the page was simply closed
    again = await house.mara.commands("/action-plan")
    assert again.review.can_submit
    assert [name for name, _ in again.review.parts[2].entries] == ["Action 1"]


async def test_saving_an_empty_entry_asks_for_its_answers(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"))
    await mara.edits_part("actions")
    await mara.adds("actions")
    await mara.saves()
    assert mara.on == "actions/actions"
    assert mara.errors["action"] == "Please answer this."
    await mara.back()
    assert mara.rows("actions") == ["Call"]


async def test_an_action_that_others_wait_for_can_be_removed(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"), action("Write"))
    await mara.edits_part("actions")
    first = mara.row("actions", "Call")
    await mara.edits("actions", "Write")
    await mara.fills(depends_on=[first]).saves()
    await mara.removes("actions", "Call")
    await mara.next()
    assert mara.review.can_submit
    assert first not in str(mara.review.parts[2].entries)


async def test_reading_a_page_again_changes_nothing(house: House) -> None:
    mara = await drafts_goal(house.mara)
    revision = mara.review.revision
    await mara.edits_part("specific")
    await mara.next()
    assert mara.review.revision == revision


async def test_a_page_that_is_not_there_shows_the_answers(house: House) -> None:
    document = (await drafts_goal(house.mara)).document
    mara = await house.mara.opens(document, "swot")
    assert mara.review.document == document
    assert "no such page" in mara.heard


async def test_a_part_that_is_not_there_shows_its_page(house: House) -> None:
    document = (await drafts_goal(house.mara)).document
    for field, row in (("what", "x"), ("nothing", "x"), ("measures", "x")):
        mara = await house.mara.opens(document, "tree" if field == "measures" else "specific", field, row)
        assert mara.on in ("specific", "tree")


async def test_what_was_measured_is_offered_as_the_first_indicator(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    for answers in list(GOAL.values())[:-1]:
        await mara.fills(**answers).next()
    assert mara.rows("indicators") == ["Member companies"]


async def test_a_draft_cancelled_can_be_brought_back_for_thirty_days(house: House) -> None:
    mara = await drafts_goal(house.mara)
    await mara.cancels()
    assert "until 23 December 2026" in mara.heard
    assert "No open drafts." in (await house.mara.opens_home()).seen
    await house.passes(days=29)
    await mara.presses("Bring it back")
    assert "Your draft is back." in mara.heard
    assert mara.review.can_submit


async def test_cancelling_twice_keeps_the_first_day(house: House) -> None:
    mara = await drafts_goal(house.mara)
    await mara.cancels()
    await house.passes(days=10)
    await mara.presses_action(f"document:cancel:{mara.document}")
    assert "until 23 December 2026" in mara.heard


async def test_typing_on_in_a_cancelled_draft_brings_it_back(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit members").next()
    await house.jonas.presses_action(f"document:cancel:{mara.document}")
    await mara.next()
    assert "SMART goal: Recruit members" in (await house.mara.opens_home()).seen
