"""From the review to a version, and on from there."""

from bot.store import versions
from bot.store.people import by_account
from tests.advisor.conversation import House, text_of
from tests.advisor.work import action, adds_action, changes_action, drafts_goal, drafts_plan, rates_needs, submits_plan


async def version(house: House, document: str, number: int) -> versions.Version:
    with house.store.reading() as tx:
        mara = by_account(tx, "web:mara")
        assert mara is not None
        found = versions.version(tx, mara.scope, document, number)
    assert found is not None
    return found


async def count(house: House, document: str) -> int:
    with house.store.reading() as tx:
        mara = by_account(tx, "web:mara")
        assert mara is not None
        return len(versions.versions(tx, mara.scope, document))


async def test_submitting_makes_version_one_and_shows_what_follows(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    assert "Submitted: version 1 of “Recruit new member companies" in mara.heard
    assert "Member companies from 84 to 100 companies by 30 June 2027" in text_of(mara.finished.content)


async def test_submitting_twice_makes_one_version(house: House) -> None:
    mara = await drafts_goal(house.mara)
    submit = f"document:submit:{mara.review.document}:{mara.review.revision}"
    await mara.presses_action(submit)
    await mara.presses_action(submit)
    assert "Submitted: version 1" in mara.heard
    assert await count(house, mara.document) == 1


async def test_an_edit_after_submitting_makes_version_two_and_leaves_version_one(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    first = await version(house, document, 1)
    mara = await changes_action(house.mara, document, "Call", action="Phone")
    await mara.submits()
    assert "Submitted: version 2" in mara.heard
    assert "Version 1, 23 November 2026" in mara.labels
    assert await version(house, document, 1) == first


async def test_changes_not_submitted_yet_are_pointed_out(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await changes_action(house.mara, document, "Call", action="Phone")
    shown = text_of((await house.mara.opens(document)).finished.content)
    assert "not submitted yet" in shown
    assert "Phone" not in shown


async def test_closing_an_edit_of_something_submitted_tells_where_it_is(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    mara = await house.mara.opens(document, "start")
    await mara.fills(start="2026-12-02").closes()
    assert "Your changes are not submitted yet" in mara.heard


async def test_an_old_submit_button_never_submits_what_was_not_read(house: House) -> None:
    mara = await drafts_goal(house.mara)
    old = f"document:submit:{mara.review.document}:{mara.review.revision}"
    await mara.edits_part("specific")
    await mara.fills(what="Recruit all").next()
    await mara.presses_action(old)
    assert "read it again" in mara.heard
    assert mara.review.revision != int(old.rsplit(":", 1)[1])
    await mara.submits()
    assert await count(house, mara.document) == 1


async def test_an_old_submit_button_of_a_submitted_version_makes_no_new_one(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"))
    submit = f"document:submit:{mara.review.document}:{mara.review.revision}"
    await mara.presses_action(submit)
    document = mara.document
    await changes_action(house.mara, document, "Call", action="Phone")
    await house.passes(days=365)
    await mara.presses_action(submit)
    assert "version 1" in mara.heard
    assert await count(house, document) == 1


async def test_what_a_colleague_changed_meanwhile_is_read_before_submitting(house: House) -> None:
    mara = await drafts_goal(house.mara)
    jonas = await house.jonas.opens(mara.document, "specific")
    await jonas.fills(why="Money").next()
    await mara.submits()
    assert "Jonas has changed this in the meantime" in mara.heard
    await mara.submits()
    assert "Submitted: version 1" in mara.heard


async def test_what_was_submitted_cannot_be_cancelled(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    await mara.cancels()
    assert "is submitted and stays. You can edit it to make a new version." in mara.heard


async def test_a_submitted_document_without_a_name_is_called_by_its_dialogue(house: House) -> None:
    mara = await (await rates_needs(house.mara, governance=("5", "1"))).submits()
    assert "Submitted: version 1 of “Needs assessment”." in mara.heard
    assert "Your first need: Governance" in mara.heard, "what was noticed is told with it"


async def test_a_passed_deadline_does_not_stand_in_the_way_of_the_next_version(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"), action("Write", deadline="2027-06-30"))
    await house.until("2027-02-01 10:00")
    mara = await changes_action(house.mara, document, "Call", status="done")
    assert mara.review.can_submit
    await mara.edits_part("actions")
    await adds_action(mara, **action("Meet", deadline="2027-06-30"))
    await mara.next()
    await mara.submits()
    assert "Submitted: version 2" in mara.heard


async def test_a_deadline_typed_anew_in_the_past_is_refused(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await house.until("2027-02-01 10:00")
    mara = await house.mara.opens(document, "actions")
    await mara.edits("actions", "Call")
    await mara.fills(deadline="20 January 2027").saves()
    assert mara.errors == {"deadline": "20 January 2027 is in the past. Please choose today or a later day."}


async def test_a_passed_deadline_is_pointed_out_in_the_finished_plan(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    await house.until("2027-02-01 10:00")
    shown = text_of((await house.mara.opens(document)).finished.content)
    assert "The deadline of “Call” was 15 January 2027. Is it done, or does it need a new date?" in shown


async def test_a_plan_without_an_action_asks_for_one(house: House) -> None:
    mara = await drafts_plan(house.mara)
    assert mara.errors == {"actions": "Please add at least one."}
    await mara.reviews()
    assert [error.text for error in mara.review.parts[2].errors] == ["Actions: Please add at least one."]
