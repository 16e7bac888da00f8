"""Colleagues see each other's drafts as theirs, and hear of it when one of them is put away."""

from bot.chat.blocks import Entries
from bot.chat.views import Message
from tests.advisor.conversation import House, buttons, text_of
from tests.advisor.work import drafts_goal


def listed(home: Message | None, title: str) -> list[str]:
    """The details of the entries under a heading of Home."""
    assert home is not None
    lists = [block for block in home.blocks if isinstance(block, Entries) and block.title == title]
    return [entry.detail for found in lists for entry in found.items]


async def test_drafts_of_colleagues_stand_in_a_list_of_their_own_with_who_began_them(house: House) -> None:
    await drafts_goal(house.mara)
    await drafts_goal(house.jonas)
    assert len(listed((await house.mara.opens_home("mine")).home, "My drafts")) == 1
    home = (await house.mara.opens_home("team")).home
    assert listed(home, "My drafts") == []
    (theirs,) = listed(home, "Drafts of your colleagues")
    assert theirs.startswith("by Jonas · Saved")


async def test_a_draft_stays_with_who_began_it_when_a_colleague_goes_on_with_it(house: House) -> None:
    mara = await drafts_goal(house.mara)
    jonas = await house.jonas.opens(mara.document, "specific")
    await jonas.fills(why="Money").next()
    assert len(listed((await house.mara.opens_home()).home, "My drafts")) == 1
    assert listed((await house.jonas.opens_home()).home, "My drafts") == []


async def test_cancelling_a_colleague_s_draft_asks_by_their_name_on_home_and_on_the_review(house: House) -> None:
    mara = await drafts_goal(house.mara)
    jonas = await house.jonas.opens_home("team")
    assert jonas.home is not None
    (cancel,) = [b for b in buttons(jonas.home) if b.label == "Cancel draft"]
    assert "This is Mara’s draft. Cancel it?" in cancel.confirm
    await jonas.opens(mara.document, "review")
    assert jonas.review.away is not None
    assert "This is Mara’s draft. Cancel it?" in jonas.review.away.confirm
    assert mara.review.away is not None
    assert "s draft. Cancel it?" not in mara.review.away.confirm


async def test_who_began_a_draft_is_told_when_a_colleague_cancels_it_and_can_bring_it_back(house: House) -> None:
    mara = await drafts_goal(house.mara)
    jonas = await house.jonas.presses_action(f"document:cancel:{mara.document}")
    assert "Mara has been told" in jonas.heard
    (line,) = await mara.inbox()
    assert "Jonas cancelled your draft “Recruit new member companies" in text_of(line.message)
    await mara.presses("Bring it back")
    assert "Your draft is back." in mara.heard


async def test_a_second_press_tells_nobody_again(house: House) -> None:
    mara = await drafts_goal(house.mara)
    for _ in range(2):
        await house.jonas.presses_action(f"document:cancel:{mara.document}")
    assert len(await mara.inbox()) == 1


async def test_cancelling_one_s_own_draft_tells_nobody(house: House) -> None:
    mara = await drafts_goal(house.mara)
    await mara.cancels()
    assert "told" not in mara.heard
    assert await house.mara.inbox() == []
    assert await house.jonas.inbox() == []


async def test_a_draft_is_put_away_also_where_its_owner_cannot_be_reached(house: House) -> None:
    mara = await drafts_goal(house.mara)
    house.advisor.services.sender.surfaces.clear()  # type: ignore[attr-defined]
    jonas = await house.jonas.presses_action(f"document:cancel:{mara.document}")
    assert "Cancelled" in jonas.heard
