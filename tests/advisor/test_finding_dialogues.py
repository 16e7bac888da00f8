"""Finding and starting dialogues: by purpose, by words, and in plain words."""

import pytest

from bot.chat.blocks import Chip, Entries, Search
from bot.chat.views import Message
from flows.dialogue import GROUPS
from flows.registry import all_dialogues
from tests.advisor.conversation import House, buttons
from tests.advisor.work import drafts_goal


def lists(message: Message | None) -> dict[str, Entries]:
    assert message is not None
    return {block.title: block for block in message.blocks if isinstance(block, Entries)}


def test_every_dialogue_has_a_purpose() -> None:
    assert {each.group for each in all_dialogues().values()} <= set(GROUPS)


async def test_home_lists_the_dialogues_by_purpose_with_what_is_in_progress_first(house: House) -> None:
    mara = await drafts_goal(house.mara)
    found = lists((await mara.opens_home("start")).home)
    assert next(iter(found)) == "In progress"
    titles = {entry.title: entry for block in list(found.values())[1:] for entry in block.items}
    assert {each.title for each in all_dialogues().values()} <= set(titles)
    assert "About 10 minutes" in titles["Needs assessment"].detail
    assert titles["SMART goal"].chips == (Chip("Draft"),)
    assert titles["SMART goal"].buttons[0].label == "Continue"


async def test_help_lists_them_too_and_tells_others_nothing_of_what_was_begun(house: House) -> None:
    mara = await drafts_goal(house.mara)
    await mara.says("help")
    assert any(entry.chips for block in lists(mara.reply.messages[0]).values() for entry in block.items)
    await mara.in_channel().says("help")
    assert not any(entry.chips for block in lists(mara.reply.messages[0]).values() for entry in block.items)


async def test_dialogues_are_found_by_words(house: House) -> None:
    mara = await house.mara.opens_home("start.found.1.smart")
    found = lists(mara.home)
    assert [entry.title for block in found.values() for entry in block.items] == ["SMART goal"]
    assert mara.home is not None
    assert any(isinstance(block, Search) and block.words == "smart" for block in mara.home.blocks)
    await mara.opens_home("start.found.1.xyzzy")
    assert "No dialogue fits these words." in mara.seen


@pytest.mark.parametrize(
    ("said", "dialogue"),
    [
        ("I want to plan who does what by when", "Action plan"),
        ("ich möchte planen, wer was bis wann macht", "Action plan"),
        ("je voudrais mettre notre objectif en mots", "SMART goal"),
    ],
)
async def test_a_wish_in_plain_words_offers_the_fitting_dialogue(house: House, said: str, dialogue: str) -> None:
    mara = await house.mara.says(said)
    labels = [button.label for message in mara.reply.messages for button in buttons(message)]
    assert dialogue in labels


async def test_a_greeting_offers_the_main_path_and_the_way_to_all(house: House) -> None:
    mara = await house.mara.says("hello")
    labels = [button.label for button in buttons(mara.reply.messages[0])]
    assert labels == ["Needs assessment", "SMART goal", "Action plan", "All dialogues"]
    await mara.presses("All dialogues")
    assert "Understand where you stand" in lists(mara.reply.messages[0])
