"""Home and the page of a plan say how much of it is done."""

from bot.chat.blocks import Progress
from bot.chat.views import DocumentView, Message
from tests.advisor.conversation import House
from tests.advisor.work import action, submits_plan


def bars(message: Message | None) -> list[Progress]:
    assert message is not None
    return [block for block in message.blocks if isinstance(block, Progress)]


async def test_a_plan_says_how_much_of_it_is_done(house: House) -> None:
    mara = house.mara
    plan = await submits_plan(mara, action("Call", "Mara", "2026-12-10"), action("Write"), action("Meet"))
    await mara.opens_home()
    await mara.presses("Done")
    await mara.opens(plan)
    assert isinstance(mara.view, DocumentView)
    assert bars(mara.view.content) == [Progress("Progress", 1, 3, "1 of 3 done")]
    for tab, shown in (("documents", 1), ("team", 1), ("mine", 0)):
        home = (await mara.opens_home(tab)).home
        assert bars(home) == [Progress("Recruit 16 members", 1, 3, "1 of 3 done")] * shown


async def test_without_a_submitted_plan_there_is_no_bar(house: House) -> None:
    for tab in ("documents", "team"):
        assert bars((await house.mara.opens_home(tab)).home) == []
