"""What was handed in comes back with comments, which are answered row by row until the whole is accepted."""

from io import BytesIO
from typing import Any

import docx
import pytest
from sqlalchemy import delete

from bot.advisor.commenting.about import decoded, encoded
from bot.advisor.documents import places
from bot.chat.blocks import Entries, Entry
from bot.chat.messages import voice
from bot.store.tables import coach_grants
from flows import registry
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.work import action, changes_action, drafts_goal, submits_plan
from tests.examples import EXAMPLES


async def hands_in(house: House, *actions: dict[str, Any]) -> str:
    """A plan that Mara handed in to Petra; its id."""
    plan = await submits_plan(house.mara, *(actions or (action("Recruit auditors"), action("Write a call"))))
    await house.mara.presses_action(f"document:hand-in:{plan}")
    return plan


def entries(person: Person) -> list[Entry]:
    """The entries of all lists on the page that is open."""
    blocks = person.finished.content.blocks
    return [entry for block in blocks if isinstance(block, Entries) for entry in block.items]


async def presses_beside(person: Person, row: str, label: str) -> Person:
    """The button of that label beside a row or comment on the page that is open."""
    beside = next(each for each in entries(person) if each.title.startswith(row))
    return await person.presses_action(next(each.action for each in beside.buttons if each.label == label))


async def comments(
    house: House, plan: str, row: str, text: str, kind: str = "change", *, version: int = 1, page: str = "actions"
) -> Person:
    """Petra comments on a row of a page, as far as her draft."""
    petra = await house.petra.presses_action(f"comment:part:{plan}:{version}:{page}")
    await presses_beside(petra, row, "Comment")
    return await petra.fills(kind=kind, text=text).next()


async def sends_back(house: House, plan: str, version: int = 1) -> Person:
    return await house.petra.presses_action(f"feedback:send:{plan}:{version}")


async def next_version(house: House, plan: str, name: str = "Recruit auditors", **fields: Any) -> None:
    await (await changes_action(house.mara, plan, name, **(fields or {"responsible": "Mara"}))).submits()
    await house.mara.presses_action(f"document:hand-in:{plan}")


async def test_only_the_coach_sees_comments_until_they_are_sent_back(house: House) -> None:
    plan = await hands_in(house)
    petra = await comments(house, plan, "Recruit auditors", "By whom?", "question")
    assert "Saved: your comment on “Recruit auditors”" in petra.seen
    assert "[Question] [Only you see it]" in petra.seen
    assert "By whom?" not in (await house.mara.opens(plan)).seen
    assert "Your feedback on version 1 is a draft. Comments: 1." in (await house.petra.opens(plan)).seen
    petra = await sends_back(house, plan)
    assert "Sent back to Sample Cluster: your feedback on version 1." in petra.heard
    assert "Recruit auditors: Petra: By whom? [Question] [Open]" in (await house.mara.opens(plan)).seen


async def test_nothing_typed_is_lost_while_a_coach_writes(house: House) -> None:
    plan = await hands_in(house)
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Comment")
    await petra.keeps(text="Half a sent")
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Change")
    assert petra.answers == {"text": "Half a sent"}
    petra = await sends_back(house, plan)
    assert "These comments are not finished: Recruit auditors." in petra.heard
    long = ("Too much. " * 400).strip()
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Change")
    await petra.fills(kind="change", text=long).next()
    assert petra.errors["text"]
    assert petra.answers["text"] == long
    assert "These comments are not finished" in (await sends_back(house, plan)).heard


async def test_a_comment_that_wants_something_says_what(house: House) -> None:
    plan = await hands_in(house)
    petra = await comments(house, plan, "Recruit auditors", "", "change")
    assert petra.errors == {"text": "Say what should change, or what you want to know."}
    petra = await comments(house, plan, "Write a call", "", "accept")
    assert "Saved: your comment" in petra.seen


async def test_staff_are_told_at_once_and_see_each_comment_while_they_edit(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Recruit auditors", "Name one person.")
    await sends_back(house, plan)
    await house.passes(minutes=5)
    mara, jonas = house.mara, house.jonas
    (news,) = [text_of(line.message) for line in await mara.inbox() if "commented" in line.message.summary]
    assert "Petra has commented on version 1 of" in news
    assert "Open points: 1." in news
    assert any("commented" in line.message.summary for line in await jonas.inbox())
    await mara.presses("See the comments")
    assert "Open points: 1 of 1." in mara.seen
    await mara.opens(plan, "actions")
    assert mara.warnings["Recruit auditors"] == "Petra asks for a change: Name one person."
    await mara.opens(plan, "review")
    assert "Recruit auditors: Petra asks for a change: Name one person." in mara.seen
    home = await mara.opens_home()
    assert "From your coach" in home.seen
    assert "Answer your coach’s comments on" in home.seen


async def test_comments_come_before_a_session_for_which_nothing_is_left_to_do(house: House) -> None:
    await house.mara.commands("/coaching 2 December 2026 14:00")
    plan = await hands_in(house)
    home = (await house.mara.opens_home()).seen
    assert "Your plan is handed in." in home.partition("Next coaching session")[2]
    assert "Coaching session on Wednesday, 2 December 2026, 14:00" in home
    await comments(house, plan, "Recruit auditors", "Name one person.")
    await sends_back(house, plan)
    home = (await house.mara.opens_home()).seen
    assert "Answer your coach’s comments on" in home
    assert "Coaching session on Wednesday" not in home


async def test_comments_without_an_answer_are_remembered_twice_and_never_after_the_last_answer(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Recruit auditors", "Name one person.")
    await sends_back(house, plan)
    await house.passes(days=5)
    mara = house.mara
    waits = "Your coach is waiting for your answers"
    assert [line.message.summary.startswith(waits) for line in await mara.inbox()].count(True) == 1
    await mara.presses("See the comments")
    await presses_beside(await mara.opens(plan), "Recruit auditors", "Done")
    await house.passes(days=20)
    assert not any(line.message.summary.startswith(waits) for line in await mara.inbox())
    assert len([line for line in await house.jonas.inbox() if line.message.summary.startswith(waits)]) == 1


async def test_a_comment_on_one_field_of_a_row_stands_beside_that_field(house: House) -> None:
    plan = await hands_in(house)
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Its fields")
    await presses_beside(petra, "Recruit auditors: Deadline", "Comment")
    await petra.fills(kind="question", text="So soon?").next()
    await sends_back(house, plan)
    mara = await house.mara.opens(plan, "actions")
    await mara.edits("actions", "Recruit auditors")
    assert mara.warnings == {"deadline": "Petra asks: So soon?"}


async def test_answers_close_points_and_the_coach_hears_when_all_are_closed(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Recruit auditors", "Name one person.")
    await comments(house, plan, "Write a call", "For whom?", "question")
    await sends_back(house, plan)
    mara = await house.mara.opens(plan)
    await presses_beside(mara, "Recruit auditors", "Done")
    assert "Open points: 1." in mara.heard
    await mara.opens(plan)
    await presses_beside(mara, "Write a call", "Answer")
    await mara.fills(answer="").next()
    assert mara.errors == {"answer": "Write an answer, or say that it is done."}
    await mara.fills(answer="For members").next()
    assert "Open points: 0." in mara.seen
    await house.passes(minutes=5)
    news = [text_of(line.message) for line in await house.petra.inbox()]
    assert any("has answered all your comments on" in text for text in news)
    petra = await house.petra.opens(plan)
    assert "Open points: 0 of 2." in petra.seen
    assert "Mara answered: For members [Question] [Answered]" in petra.seen


async def test_the_next_version_is_compared_and_accepted_as_a_whole(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Recruit auditors", "Name one person.")
    await sends_back(house, plan)
    await next_version(house, plan)
    petra = house.petra
    (news,) = [line.message for line in await petra.inbox() if "version 2" in line.message.summary]
    assert "What changed since version 1" in [button.label for button in buttons(news)]
    await petra.opens(plan)
    assert "Open points: 1 of 1." in petra.seen
    await petra.presses("What changed since version 1")
    assert "Recruit auditors" in petra.seen
    assert (
        "Recruit auditors: Petra: Name one person. [Change requested] [Open] [Version 1]"
        in (await petra.opens(plan)).seen
    )
    await petra.presses("Accept as a whole")
    assert "You accepted version 2 of Sample Cluster." in petra.heard
    mara = await house.mara.opens(plan)
    assert "Version 2 is accepted. Nothing is open." in mara.seen
    assert "[Accepted]" in (await house.petra.opens_home()).seen
    assert "[Accepted]" in (await house.mara.opens_home("documents")).seen
    await house.passes(minutes=5)
    assert any("has accepted version 2" in text_of(line.message) for line in await house.mara.inbox())


async def test_a_comment_keeps_the_name_of_a_row_that_was_renamed_or_removed(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Recruit auditors", "Name one person.")
    await comments(house, plan, "Write a call", "Why?", "question")
    await sends_back(house, plan)
    await house.mara.opens(plan, "actions")
    mara = house.mara
    await mara.opens(plan, "actions")
    await mara.removes("actions", "Write a call")
    await next_version(house, plan, action="Find auditors")
    seen = (await house.mara.opens(plan)).seen
    assert "Recruit auditors (now: Find auditors): Petra: Name one person." in seen
    assert "Write a call (removed since): Petra: Why?" in seen
    await mara.opens(plan, "review")
    assert "Write a call (removed since)" in mara.seen


async def test_an_old_version_can_be_commented_on_after_a_new_one_was_handed_in(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Recruit auditors", "Name one person.")
    await next_version(house, plan)
    petra = await house.petra.opens(plan)
    assert "You began feedback on version 1 and have not sent it back." in petra.seen
    await petra.presses("Open version 1")
    assert "a draft. Comments: 1." in petra.seen
    petra = await sends_back(house, plan)
    assert "Version 2 has been handed in since, so your comments are about an earlier one." in petra.heard
    assert "[Change requested] [Open] [Version 1]" in (await house.mara.opens(plan)).seen
    petra = await sends_back(house, plan)
    assert "It has already been sent back." in petra.heard


async def test_comments_and_answers_can_be_written_in_the_chat(house: House) -> None:
    plan = await hands_in(house)
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Comment")
    await petra.says("Who calls them?")
    assert (
        "I took this as your comment on “Recruit auditors”:\nWho calls them?\nIt is marked as: Question." in petra.heard
    )
    await sends_back(house, plan)
    mara = await house.mara.opens(plan)
    await presses_beside(mara, "Recruit auditors", "Answer")
    await mara.says("Jonas does")
    assert "I took this as your answer about “Recruit auditors”:\nJonas does" in mara.heard
    assert "Mara answered: Jonas does" in (await house.petra.opens(plan)).seen


async def test_what_was_no_comment_is_answered_as_a_question(house: House) -> None:
    plan = await hands_in(house)
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Comment")
    await petra.says("What is a RACI matrix?")
    await petra.presses("That was not a comment")
    assert "RACI" in petra.heard
    assert "is a draft. Comments: 0." in (await petra.opens(plan)).seen


async def test_a_next_step_becomes_an_action_by_one_press(house: House) -> None:
    plan = await hands_in(house)
    petra = await house.petra.presses_action(f"feedback:write:{plan}:1")
    await petra.fills(note="Well begun.", steps="Call the largest members\nAgree on a budget").next()
    await petra.presses("Send back")
    mara = await house.mara.opens(plan)
    assert "Well begun." in mara.seen
    await presses_beside(mara, "Agree on a budget", "Make it an action")
    assert mara.on == "actions/actions"
    assert mara.answers["action"] == "Agree on a budget"
    assert any("When is it due?" in notice for notice in mara.page.notices)
    await mara.fills(deadline="2027-02-01", responsible="Mara").saves()
    assert "Agree on a budget" in mara.rows("actions")
    await mara.opens(plan)
    await presses_beside(mara, "Agree on a budget", "Open the action")
    assert mara.answers["deadline"]
    await mara.closes()
    await mara.opens(plan, "actions")
    assert mara.rows("actions").count("Agree on a budget") == 1
    await (await mara.next()).submits()
    assert "[Now an action]" in mara.seen
    assert "[Now an action]" not in (await house.petra.opens(plan)).seen, "that version was not handed in"


async def test_a_next_step_begins_the_plan_where_there_is_none(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    goal = mara.document
    await mara.presses("Hand in to coach")
    await (await house.petra.presses_action(f"feedback:write:{goal}:1")).fills(steps="Call them").next()
    await sends_back(house, goal)
    await presses_beside(await house.mara.opens(goal), "Call them", "Make it an action")
    await presses_beside(mara := await house.mara.opens(goal), "Call them", "Open the action")
    assert (mara.page.form.dialogue, mara.answers["action"]) == ("action-plan", "Call them")


@pytest.mark.parametrize("who", ["mara", "petra"])
async def test_the_trail_is_in_the_word_file_for_both(house: House, who: str) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Recruit auditors", "Name one person.")
    petra = await house.petra.presses_action(f"feedback:write:{plan}:1")
    await petra.fills(note="Well begun.", steps="Call them").next()
    await sends_back(house, plan)
    mara = await house.mara.opens(plan)
    await presses_beside(mara, "Recruit auditors", "Answer")
    await mara.fills(answer="Jonas").next()
    await comments(house, plan, "Write a call", "Not sent yet")
    person: Person = getattr(house, who)
    (file,) = (await person.wants(plan, "1", "document.docx")).reply.files
    written = docx.Document(BytesIO(file.content))
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    cells = [cell.text for row in written.tables[-1].rows for cell in row.cells]
    assert "Comments and answers" in text
    assert "Well begun." in text
    assert "Call them" in text
    assert cells[-4:] == ["Recruit auditors", "Change requested", "Name one person.", "Mara answered: Jonas"]


async def test_any_document_can_be_handed_in_and_commented_on(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    goal = mara.document
    await mara.presses("Hand in to coach")
    petra = await comments(house, goal, "In which unit", "Firms, or people?", "question", page="measurable")
    await petra.presses_action(f"comment:all:{goal}")
    await sends_back(house, goal)
    await mara.opens(goal)
    assert "Firms, or people?" in mara.seen
    await mara.opens(goal, "measurable")
    assert "Firms, or people?" in mara.warnings["unit"]


def test_every_row_and_field_of_every_document_is_a_place_with_a_name() -> None:
    speaker = voice("en", "UTC")
    for id, example in EXAMPLES.items():
        dialogue, answers = registry.dialogue(id), example.answers
        there = [each for page in dialogue.pages() for each in places.of_page(speaker, dialogue, answers, page)]
        rows = [place for place in there if len(place.path) == 3][:3]
        there += [each for row in rows for each in places.of_row(speaker, dialogue, answers, row.path)]
        for place in there:
            assert decoded(encoded(place.path)) == place.path
            assert places.place_at(speaker, dialogue, answers, place.path) == place
            assert places.called(speaker, dialogue, answers, place).strip()


async def test_a_coach_without_the_grant_gets_nowhere(house: House) -> None:
    plan = await hands_in(house)
    petra = await comments(house, plan, "Recruit auditors", "Name one person.")
    with house.store.writing() as tx:
        tx.execute(delete(coach_grants))
    for press in (f"comment:part:{plan}:1:actions", f"feedback:send:{plan}:1", f"feedback:accept:{plan}:1"):
        await petra.presses_action(press)
        assert "You cannot see this" in petra.heard, press
    assert "Name one person." not in (await house.mara.opens(plan)).seen


async def test_a_plan_can_be_handed_in_after_the_session_and_is_shown_as_late(house: House) -> None:
    await house.mara.commands("/coaching 2 December 2026 14:00")
    await house.until("2026-12-03 12:00")
    assert (
        "The session was on Wednesday, 2 December 2026, 14:00; nothing was handed in. [Overdue]"
        in (await house.petra.opens_home()).seen
    )
    await hands_in(house)
    seen = (await house.petra.opens_home()).seen
    assert "Handed in on Thursday, 3 December 2026, 12:00, due by Sunday, 29 November 2026, 14:00." in seen
    assert "[Late]" in seen
