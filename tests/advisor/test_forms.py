"""Forms: kept while they are typed, lists added at once, entries put back, and what does not fit told beside them."""

import sqlite3
from typing import Any

from bot.chat.events import Intent
from bot.store import documents
from bot.store.people import by_account
from tests.advisor.conversation import House, Person
from tests.advisor.test_older_drafts import old_draft
from tests.advisor.work import action, adds_action, drafts_plan


async def on_actions(house: House, *actions: dict[str, Any]) -> Person:
    """Mara on the page of actions."""
    mara = await drafts_plan(house.mara, *actions)
    return await mara.opens(mara.document, "actions")


# kept while it is typed


async def test_a_single_word_in_a_new_form_stands_on_home_at_once(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.keeps(what="Recruit")
    await mara.opens_home()
    assert "Recruit" in mara.seen
    await mara.opens(mara.document, "specific")
    assert mara.answers["what"] == "Recruit"


async def test_what_is_only_kept_is_not_checked(house: House) -> None:
    mara = await house.mara.commands("/action-plan new")
    await mara.keeps(start="31 Feb")
    assert mara.reply.view is not None
    await mara.opens(mara.document, "start")
    assert (mara.answers["start"], mara.errors) == ("31 Feb", {})


async def test_the_last_thing_typed_is_what_is_kept_and_no_conflict_with_oneself(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    for typed in ("R", "Recruit", "Reach"):
        await mara.keeps(what=typed)
    await mara.fills(what="Reach out").sends(Intent.NEXT, continued=True)
    assert mara.on == "measurable"
    await mara.back()
    assert mara.answers["what"] == "Reach out"


async def test_an_answer_taken_back_to_what_it_was_is_kept_so(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit").sends(Intent.NEXT)
    await mara.back()
    await mara.keeps(what="Something else")
    await mara.keeps(what="Recruit")
    await mara.opens(mara.document, "specific")
    assert mara.answers["what"] == "Recruit"


async def test_what_is_kept_never_replaces_what_a_colleague_typed(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit").next()
    await mara.back()
    jonas = await house.jonas.opens(mara.document, "specific")
    await jonas.keeps(what="His words")
    await mara.keeps(what="Her words")
    await mara.keeps(what="Her words, longer")
    await mara.opens(mara.document, "specific")
    (conflict,) = mara.page.conflicts
    assert (conflict.mine, conflict.theirs, conflict.path) == ("Her words, longer", "His words", ("what",))


async def test_a_colleagues_answer_elsewhere_on_the_page_stays(house: House) -> None:
    mara = await house.mara.commands("/smart-goal")
    await mara.fills(what="Recruit").next()
    await mara.back()
    jonas = await house.jonas.opens(mara.document, "specific")
    await mara.keeps(why="Money")
    await jonas.keeps(where="In the north")
    await mara.keeps(why="More money")
    await mara.opens(mara.document, "specific")
    assert (mara.answers["why"], mara.answers["where"]) == ("More money", "In the north")
    assert not mara.page.conflicts


# rows


async def test_after_saving_one_comes_back_to_the_entry(house: House) -> None:
    mara = await on_actions(house, action("Call"), action("Write"))
    row = mara.row("actions", "Call")
    await mara.edits("actions", "Call")
    await mara.saves()
    assert mara.page.at is not None
    assert (mara.page.at.field, mara.page.at.row) == ("actions", row)
    await mara.moves_up("actions", "Write")
    assert mara.page.at.row == mara.row("actions", "Write")


async def test_a_saved_entry_can_be_followed_by_another(house: House) -> None:
    mara = await on_actions(house)
    await mara.adds("actions")
    await mara.fills(**action("Call")).sends(Intent.SAVE_AND_ADD, "actions", mara.page.form.ref.row)
    assert (mara.on, mara.answers) == ("actions/actions", {})
    await mara.fills(**action("Write")).saves()
    assert mara.rows("actions") == ["Call", "Write"]


async def test_an_entry_with_something_wrong_is_not_followed_by_another(house: House) -> None:
    mara = await on_actions(house)
    await mara.adds("actions")
    await mara.fills(action="Call").sends(Intent.SAVE_AND_ADD, "actions", mara.page.form.ref.row)
    assert set(mara.errors) == {"responsible", "deadline"}


async def test_an_entry_that_was_begun_and_left_empty_is_not_kept(house: House) -> None:
    mara = await on_actions(house, action("Call"))
    await mara.adds("actions")
    await mara.back()
    assert mara.rows("actions") == ["Call"]


async def test_a_removed_entry_is_put_back_where_it_was(house: House) -> None:
    mara = await on_actions(house, action("Call"), action("Write"), action("Print"))
    await mara.removes("actions", "Write")
    gone = mara.page.removed
    assert gone is not None
    assert (gone.title, mara.rows("actions")) == ("Write", ["Call", "Print"])
    assert mara.page.at is not None
    assert mara.page.at.row == mara.row("actions", "Print")
    await mara.sends(Intent.RESTORE_ROW, gone.field, gone.row, before=gone.revision)
    assert mara.rows("actions") == ["Call", "Write", "Print"]
    await mara.edits("actions", "Write")
    assert mara.answers["deadline"] == "2027-01-15"


async def test_an_entry_that_asks_for_something_names_itself_and_the_question(house: House) -> None:
    mara = await on_actions(house)
    await mara.adds("actions")
    await mara.fills(action="Recruit auditors", deadline="2027-01-15").back()
    await mara.next()
    (row,) = next(f.rows for f in mara.page.form.fields if f.key == "actions")
    assert (row.problem, row.key) == ("Who is responsible?", "responsible")
    await mara.reviews()
    assert "Recruit auditors: who is responsible?" in [error.text for error in mara.review.parts[2].errors]


# lists


async def test_a_pasted_list_is_shown_before_it_is_taken(house: House) -> None:
    mara = await on_actions(house)
    await mara.sends(Intent.PASTE, "actions")
    assert mara.page.form.ref.is_list
    await mara.fills(text="• Call ten companies\n1. Write\n☐ Check").next()
    take = next(f for f in mara.page.form.fields if f.key == "take")
    assert [choice.label for choice in take.choices] == ["Call ten companies", "Write", "Check"]
    chosen = [choice.value for choice in take.choices]
    await mara.fills(take=chosen[:2]).next()
    assert mara.rows("actions") == ["Call ten companies", "Write"]
    assert mara.page.at is not None
    assert mara.page.at.row == mara.row("actions", "Call ten companies")


async def test_a_list_that_was_changed_after_it_was_shown_is_shown_again(house: House) -> None:
    mara = await on_actions(house)
    await mara.sends(Intent.PASTE, "actions")
    await mara.fills(text="Call\nWrite").next()
    await mara.fills(text="Call\nWrite\nPrint").next()
    take = next(f for f in mara.page.form.fields if f.key == "take")
    assert [choice.label for choice in take.choices] == ["Call", "Write", "Print"]
    await mara.back()
    assert mara.rows("actions") == []


async def test_a_row_of_a_spreadsheet_in_one_line_becomes_an_entry_with_its_fields(house: House) -> None:
    mara = await on_actions(house)
    await mara.adds("actions")
    await mara.fills(action="Call Anna\t31.12.2026\tMara").saves()
    take = next(f for f in mara.page.form.fields if f.key == "take")
    assert [choice.label for choice in take.choices] == ["Call Anna · Deadline: 31 December 2026 · Responsible: Mara"]
    await mara.next()
    assert mara.rows("actions") == ["Call Anna"]
    await mara.edits("actions", "Call Anna")
    assert mara.answers["deadline"] == "31.12.2026"
    assert mara.answers["responsible"] == [{"name": "Mara", "person": mara.answers["responsible"][0]["person"]}]


async def test_a_list_pasted_into_an_entry_keeps_what_else_stands_in_it(house: House) -> None:
    mara = await on_actions(house)
    await mara.adds("actions")
    await mara.fills(deadline="2027-01-15").sends(Intent.PASTE, pasted="Call\nWrite")
    await mara.next()
    assert mara.rows("actions") == ["Call", "Write"]
    await mara.edits("actions", "Call")
    assert mara.answers["deadline"] == "2027-01-15"


async def test_a_list_is_cut_where_no_more_entries_fit(house: House) -> None:
    mara = await house.mara.commands("/action-plan new")
    await mara.sends(Intent.PASTE, "goals")
    await mara.fills(text="\n".join(f"Goal {number}" for number in range(15))).next()
    await mara.next()
    assert len(mara.rows("goals")) == 10


async def test_bullets_of_the_first_steps_of_a_goal_do_not_stand_in_the_plan(house: House) -> None:
    from tests.advisor.work import GOAL

    mara = await house.mara.commands("/smart-goal new")
    steps = "• Call ten companies\n- Invite\n1. Write\n2) Print\n☐ Check"
    for page, answers in GOAL.items():
        await mara.fills(**(answers | ({"first_steps": steps} if page == "achievable" else {}))).next()
    await mara.submits()
    await mara.presses("Make an action plan for this goal")
    await mara.opens(mara.document, "actions")
    assert mara.rows("actions") == ["Call ten companies", "Invite", "Write", "Print", "Check"]


# what does not fit


async def test_a_circle_is_told_when_the_entry_is_saved_and_on_the_review(house: House) -> None:
    mara = await on_actions(house, action("Call"), action("Write"))
    call, write = (mara.row("actions", title) for title in ("Call", "Write"))
    for title, other in (("Call", write), ("Write", call)):
        await mara.edits("actions", title)
        await mara.fills(depends_on=[other]).saves()
    assert "wait for each other" in " ".join(mara.warnings.values())
    await mara.next()
    told = [warning for warning in mara.review.parts[2].warnings if "wait for each other" in warning.text]
    assert [(warning.ref.field, warning.key) for warning in told] == [("actions", "depends_on")]
    assert mara.review.can_submit


async def test_two_accountable_people_are_told_beside_their_field(house: House) -> None:
    mara = await on_actions(house)
    await adds_action(mara, **action("Call", accountable="Jonas, Petra"))
    assert "several accountable people" in mara.warnings["Call"]
    await mara.edits("actions", "Call")
    assert "several accountable people" in mara.warnings["accountable"]


# opening


async def test_opening_a_page_waits_for_nobody_who_writes(house: House) -> None:
    mara = await house.mara.commands("/action-plan new")
    document = await old_draft(house)
    other = sqlite3.connect(str(house.store.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        await mara.opens(mara.document, "start")
        assert mara.on == "start"
        await mara.opens(document, "actions", "actions", "a")
        assert mara.answers["consulted"] == "The board, Petra"
        await mara.opens(document, "review")
        await mara.presses_action(f"document:resume:{document}")
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_the_first_save_of_an_older_draft_keeps_it_in_the_newer_form(house: House) -> None:
    document = await old_draft(house)
    mara = await house.mara.opens(document, "actions", "actions", "a")
    await mara.fills(duration="3").saves()
    await mara.opens(document, "actions", "actions", "a")
    assert (mara.answers["consulted"], mara.answers["duration"]) == ("The board, Petra", "3")
    assert not mara.page.notices
    with house.store.reading() as tx:
        owner = by_account(tx, "web:mara")
        assert owner is not None
        stored = documents.get(tx, owner.scope, document)
    assert stored is not None
    assert (stored.dialogue_version, stored.revision) == (2, 2)
