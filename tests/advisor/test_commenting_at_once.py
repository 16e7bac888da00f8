"""Feedback and answers when people press twice, change their mind, or do the same as a colleague."""

import asyncio

import pytest

from tests.advisor.conversation import House, text_of
from tests.advisor.test_comments import comments, hands_in, presses_beside, sends_back
from tests.advisor.work import action, submits_plan


async def test_what_could_not_be_accepted_is_not_accepted_when_it_is_sent_back_later(house: House) -> None:
    plan = await hands_in(house)
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Comment")
    await petra.keeps(text="Half a sent")
    petra = await house.petra.presses_action(f"feedback:accept:{plan}:1")
    assert "These comments are not finished: Recruit auditors." in petra.heard
    await comments(house, plan, "Write a call", "By whom?", "question")
    petra = await house.petra.presses_action(f"comment:part:{plan}:1:actions")
    await presses_beside(petra, "Recruit auditors", "Change")
    await petra.fills(kind="change", text="Name one person.").next()
    assert "Sent back to Sample Cluster: your feedback on version 1." in (await sends_back(house, plan)).heard
    assert "Open points: 2 of 2." in (await house.mara.opens(plan)).seen


async def test_what_is_accepted_twice_is_told_once(house: House) -> None:
    plan = await hands_in(house)
    one, other = house.petra, house.petra
    await asyncio.gather(*(each.presses_action(f"feedback:accept:{plan}:1") for each in (one, other)))
    heard = [one.heard, other.heard]
    assert sorted("already" in each for each in heard) == [False, True]
    await house.passes(minutes=5)
    assert sum("has accepted" in text_of(line.message) for line in await house.mara.inbox()) == 1
    await comments(house, plan, "Write a call", "By whom?", "question")  # after all
    await sends_back(house, plan)
    assert "You accepted version 1" in (await house.petra.presses_action(f"feedback:accept:{plan}:1")).heard


async def test_the_answer_of_a_colleague_is_seen_before_another_takes_its_place(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Write a call", "By whom?", "question")
    await sends_back(house, plan)
    mara, jonas = await house.mara.opens(plan), await house.jonas.opens(plan)
    await presses_beside(mara, "Write a call", "Answer")
    await presses_beside(jonas, "Write a call", "Answer")
    await jonas.fills(answer="Jonas does it.").next()
    await mara.fills(answer="Both of us.").next()
    assert mara.errors["answer"].startswith("Jonas has answered in the meantime: “Jonas does it.”.")
    assert mara.answers["answer"] == "Both of us."
    assert "Jonas answered: Jonas does it." in (await house.petra.opens(plan)).seen
    await mara.next()
    assert "Mara answered: Both of us." in (await house.petra.opens(plan)).seen


async def test_an_answer_in_the_chat_takes_no_colleague_s_place(house: House) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Write a call", "By whom?", "question")
    await sends_back(house, plan)
    mara = await house.mara.opens(plan)
    await presses_beside(mara, "Write a call", "Answer")
    await house.passes(minutes=5)
    jonas = await house.jonas.opens(plan)
    await presses_beside(jonas, "Write a call", "Answer")
    await jonas.fills(answer="Jonas does it.").next()
    await mara.says("We split it: Jonas calls, Mara writes.")
    assert "Jonas has answered this in the meantime: “Jonas does it.”." in mara.heard
    await mara.presses("Change the answer")
    await mara.fills(answer="Jonas calls, Mara writes.").next()
    assert "Mara answered: Jonas calls, Mara writes." in (await house.petra.opens(plan)).seen


@pytest.mark.parametrize("action", ["document:open:{}", "document:version:{}:1", "document:compare:{}:1:1"])
async def test_what_was_deleted_is_gone_for_the_coach_as_well(house: House, action: str) -> None:
    plan = await hands_in(house)
    await comments(house, plan, "Write a call", "By whom?", "question")
    await sends_back(house, plan)
    mara = await house.mara.presses_action(f"document:delete-it:{plan}")
    petra = await house.petra.presses_action(action.format(plan))
    assert "Write a call" not in petra.seen
    assert "was deleted" in (await house.petra.presses_action(f"feedback:accept:{plan}:1")).heard
    assert not (await house.petra.wants(plan, "1", "document.docx")).reply.files
    assert "can’t find this document" in (await mara.presses_action(f"document:hand-in:{plan}")).heard
    assert await house.passes(days=14) == 0
    await mara.presses_action(f"document:restore:{plan}")
    assert "Write a call" in (await house.petra.opens(plan)).seen


async def test_no_news_tell_a_coach_what_a_document_is_called_in_its_draft(house: House) -> None:
    plan = await submits_plan(house.mara, action("Write a call"))
    mara = await house.mara.opens(plan, "start")
    await mara.edits("goals", "Recruit 16 members")
    await mara.fills(statement="Sell the building").saves()
    await mara.next()
    assert "Petra can see version 1 now" in (await mara.presses_action(f"document:hand-in-as-is:{plan}:1")).heard
    await comments(house, plan, "Write a call", "By whom?", "question")
    await sends_back(house, plan)
    await mara.opens(plan)
    await presses_beside(mara, "Write a call", "Answer")
    await mara.fills(answer="Jonas.").next()
    await house.passes(minutes=5)
    heard = [text_of(line.message) for line in await house.advisor.transcript("web:coach", 0)]
    assert "Sample Cluster has handed in “Recruit 16 members”, version 1." in heard
    assert "Sample Cluster has answered all your comments on Recruit 16 members." in heard
    assert not [text for text in heard if "Sell the building" in text]
