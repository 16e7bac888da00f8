"""Twenty dialogues and more fit into what Slack takes, each with its button."""

from bot.chat.blocks import Button, Entries, Entry, Heading, HomeLink, Note, Search, Tabs, Text
from bot.chat.views import Message
from bot.slack import limits
from bot.slack.listen import found_view
from bot.slack.render import blocks_of, message
from bot.slack.words import Say
from tests.slack.rules import message_problems

SAY = Say()


def lists() -> tuple[Entries, ...]:
    entry = Entry("International strategy", "Decide where to go. " * 5, (Button("Start", "dialogue:start:x::"),))
    return tuple(Entries(f"Purpose {n}", (entry,) * 6) for n in range(4))


def test_help_with_twenty_four_dialogues_is_taken_whole() -> None:
    shown = Message("Help", (Heading("Help"), Text("Ask anything."), *lists(), Note("Write “reminders off”.")))
    rendered = message(shown, SAY)
    assert message_problems({"text": rendered.text, "blocks": rendered.blocks}) == []
    assert sum("accessory" in block for block in rendered.blocks) == 24


def test_home_with_twenty_four_dialogues_is_taken_whole_with_its_tabs_in_one_row_and_a_field_for_words() -> None:
    tabs = Tabs("Views", tuple(HomeLink(name, name) for name in ("mine", "team", "documents", "start")), "start")
    shown = Message("Home", (Heading("My work"), tabs, Search("Search", "Go", "start.found.1.", "abroad"), *lists()))
    blocks = blocks_of(shown, SAY, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
    assert sum("accessory" in block for block in blocks) == 24
    (row,) = [block for block in blocks if block["type"] == "actions"]
    assert len(row["elements"]) == 4
    (field,) = [block for block in blocks if block["type"] == "input"]
    assert field["element"]["initial_value"] == "abroad"
    sent = {"block_id": field["block_id"], "action_id": field["element"]["action_id"], "value": "move abroad"}
    assert found_view(sent) == "start.found.1.move abroad"
