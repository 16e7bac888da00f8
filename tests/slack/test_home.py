"""Home in Slack: views, menus and thumbs as Slack has them."""

import json
from datetime import datetime
from typing import Any

import pytest

from bot.chat.blocks import (
    Button,
    Buttons,
    Chip,
    Entries,
    Entry,
    HomeLink,
    Links,
    NextStep,
    Path,
    Progress,
    Rating,
    Stage,
    Tabs,
)
from bot.chat.events import Event
from bot.chat.views import Message, Reply
from bot.slack import limits
from bot.slack.homes import RECENT
from bot.slack.progress import progress_line
from bot.slack.render import blocks_of, message
from bot.slack.words import Say
from tests.slack.conftest import Office
from tests.slack.person import Person, buttons
from tests.slack.rules import message_problems, view_problems

SAY = Say()


def kinds(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["type"] for block in blocks]


def drawn(*blocks: Any) -> list[dict[str, Any]]:
    rendered = message(Message("Summary", blocks), SAY)
    assert message_problems({"text": rendered.text, "blocks": rendered.blocks}) == []
    return rendered.blocks


def on_home(*blocks: Any) -> list[dict[str, Any]]:
    shown = blocks_of(Message("Summary", blocks), SAY, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
    assert view_problems({"type": "home", "blocks": shown}) == []
    return shown


def test_those_who_hear_the_buttons_alone_hear_to_what_they_belong() -> None:
    start = (Button("Start", "dialogue:start:x::"),)
    blocks = on_home(Entries("Plan it", (Entry("SMART goal", "", start), Entry("x" * 200, "", start))))
    one, other = (block["accessory"] for block in blocks if "accessory" in block)
    assert (one["text"]["text"], one["accessibility_label"]) == ("Start", "Start: SMART goal")
    assert other["accessibility_label"].startswith("Start: xxx")


RATING = Rating("Did this help?", Button("Helpful", "answer:helpful:1"), Button("Not helpful", "answer:unhelpful:1"))


def test_an_answer_is_rated_with_slack_s_own_thumbs() -> None:
    (block,) = drawn(RATING)
    (thumbs,) = block["elements"]
    assert (block["type"], thumbs["type"]) == ("context_actions", "feedback_buttons")
    assert thumbs["negative_button"]["value"] == "answer:unhelpful:1"


def test_where_slack_takes_no_thumbs_they_are_buttons() -> None:
    (block,) = on_home(RATING)
    assert [each["value"] for each in block["elements"]] == ["answer:helpful:1", "answer:unhelpful:1"]


def test_related_titles_stand_beside_a_menu() -> None:
    (block,) = drawn(Links("Related", (Button("A", "article:a:"), Button("B", "article:b:"))))
    assert block["text"]["text"] == "*Related*  A · B"
    assert [option["value"] for option in block["accessory"]["options"]] == ["article:a:", "article:b:"]


def test_a_single_related_title_is_a_button() -> None:
    (block,) = drawn(Links("Related", (Button("A", "article:a:"),)))
    assert block["accessory"]["type"] == "button"


def test_what_asks_first_or_is_too_long_for_a_menu_is_a_button() -> None:
    asks, long = Button("Drop", "drop", confirm="Sure?"), Button("Long", "x" * 151)
    (block,) = drawn(Buttons((), (Button("A", "a"), Button("B", "b"), asks, long), "Later …"))
    assert [each["type"] for each in block["elements"]] == ["button", "button", "overflow"]


def test_a_nudge_has_done_and_a_menu_for_later() -> None:
    later = (Button("Tomorrow", "t"), Button("Next week", "w"))
    (block,) = drawn(Buttons((Button("Done", "d"),), later, "Later …"))
    assert [each["type"] for each in block["elements"]] == ["button", "overflow"]


def test_more_choices_than_a_menu_holds_become_two_menus() -> None:
    many = tuple(Button(f"Choice {n}", f"c{n}") for n in range(7))
    (block,) = drawn(Buttons((), many, "More"))
    assert [len(menu["options"]) for menu in block["elements"]] == [5, 2]


def test_two_choices_of_one_action_are_one() -> None:
    (block,) = drawn(Buttons((), (Button("A", "a"), Button("A again", "a"), Button("B", "b")), "More"))
    assert [option["value"] for option in block["elements"][0]["options"]] == ["a", "b"]


def test_the_next_step_the_path_and_the_tabs_are_drawn() -> None:
    shown = on_home(
        NextStep("Next step", "Call", "Due 3 May", (Chip("Overdue", "warning"),), (Button("Done", "d"),)),
        Path("Your way", (Stage("Needs", "done"), Stage("Goal", "now"), Stage("Coach", "ahead"))),
        Tabs("Views", (HomeLink("Mine", "mine"), HomeLink("Team", "team")), "team"),
    )
    text = json.dumps(shown, ensure_ascii=False)
    assert "⚠️ Overdue · Due 3 May" in text
    assert "✅ Needs  →  👉 *Goal*  →  Coach" in text
    tabs = shown[-1]["elements"]
    assert [(tab["value"], tab.get("style")) for tab in tabs] == [("mine", None), ("team", "primary")]


def test_progress_is_a_bar_of_signs() -> None:
    bars = [Progress("Plan", done, 200, f"{done} of 200 done") for done in (0, 1, 120, 199, 200)]
    (text,) = {json.dumps(block["elements"], ensure_ascii=False) for block in on_home(bars[2])}
    assert "*Plan*  ▓▓▓░░ 120 of 200 done" in text
    drawn = [progress_line(bar, 500).count("▓") for bar in bars]
    assert drawn == [0, 1, 3, 4, 5]


def test_a_list_says_how_many_it_holds_and_leads_to_all() -> None:
    entries = Entries("Due", (Entry("Call", "Due 3 May", over=True),), "", 61, (HomeLink("Show all 61", "mine.due"),))
    head, entry, way = on_home(entries)
    assert head["text"]["text"] == "*Due (61)*"
    assert entry["text"]["text"].startswith("*✅ Call*")
    assert way["elements"][0]["value"] == "mine.due"


async def test_a_tab_changes_the_home_it_stands_on_and_home_stays_there(ana: Person) -> None:
    await ana.open_home()
    await ana.press_home("Team")
    home = ana.slack.homes["UANA"]
    assert home["private_metadata"] == "team"
    assert ana.slack.dm("UANA") == []
    assert "What is due for everybody" in json.dumps(home["blocks"])


async def test_a_home_in_the_conversation_is_replaced_by_its_tab(ana: Person) -> None:
    await ana.say("home")
    before = len(ana.slack.dm("UANA"))
    await ana.press("Documents")
    assert len(ana.slack.dm("UANA")) == before
    assert "Plans and other results" in ana.heard()[-1]


async def test_home_is_drawn_anew_when_something_was_saved(ana: Person) -> None:
    await ana.open_home()
    await ana.command("/smart-goal")
    ana.fill("What will you do or reach?", "Recruit members")
    await ana.press_in_modal("Save and close")
    assert "Recruit members" in json.dumps(ana.slack.homes["UANA"]["blocks"])


async def test_home_stays_on_its_tab_when_something_was_saved_in_a_window(ana: Person) -> None:
    await ana.open_home()
    await ana.press_home("Documents")
    await ana.command("/smart-goal")
    ana.fill("What will you do or reach?", "Recruit members")
    await ana.press_in_modal("Save and close")
    assert ana.slack.homes["UANA"]["private_metadata"] == "documents"


async def test_home_is_opened_again_on_the_tab_one_was_on(ana: Person) -> None:
    await ana.open_home()
    await ana.press_home("Team")
    shown = ana.slack.homes["UANA"]
    await ana.event({"type": "app_home_opened", "user": "UANA", "tab": "home", "channel": "DUANA", "view": shown})
    assert ana.slack.homes["UANA"]["private_metadata"] == "team"


async def test_a_colleague_who_looks_at_home_sees_what_was_saved(ana: Person, ben: Person) -> None:
    await ben.open_home()
    await ben.press_home("Team")
    await ana.open_home()
    await ana.command("/smart-goal")
    ana.fill("What will you do or reach?", "Recruit members")
    await ana.press_in_modal("Save and close")
    assert "Recruit members" in json.dumps(ben.slack.homes["UBEN"]["blocks"])
    assert ben.slack.homes["UBEN"]["private_metadata"] == "team"


async def test_a_home_that_nobody_looks_at_any_more_is_left_alone(office: Office, ana: Person, ben: Person) -> None:
    await ben.open_home()
    office.time.ahead += RECENT
    before = ben.slack.homes["UBEN"]
    await ana.command("/coaching", "12 March 2040 14:00")
    await ana.open_home()
    assert ben.slack.homes["UBEN"] is before


async def test_a_home_that_is_only_opened_has_no_other_read_again(
    office: Office, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Event] = []
    advisor, handle = office.runtime.advisor, office.runtime.advisor.handle

    async def noting(event: Event, now: datetime) -> Reply:
        heard.append(event)
        return await handle(event, now)

    await ana.open_home()
    monkeypatch.setattr(advisor, "handle", noting)
    await ben.open_home()
    assert [event.actor.account for event in heard] == ["slack:T1:UBEN"]


async def test_home_tells_at_once_of_what_was_written(office: Office, ana: Person) -> None:
    office.time.ahead += datetime.fromisoformat("2040-02-01T09:00:00+00:00") - office.time()
    await ana.open_home()
    await ana.say("/coaching 12 March 2040 14:00")
    assert "12 March 2040, 14:00" in json.dumps(ana.slack.homes["UANA"]["blocks"])


async def test_a_rating_is_seen_by_nobody_else(ana: Person) -> None:
    await ana.mention("What is a RACI matrix?")
    (card,) = ana.slack.messages["C1"]
    await ana.press("Not helpful", card)
    assert ana.slack.messages["C1"] == [card]
    assert "will see it" in ana.heard_alone()[-1]


async def test_the_date_of_a_session_is_set_in_a_window(ana: Person) -> None:
    await ana.open_home()
    await ana.press_home("Set a date")
    assert "Step" not in ana.reads()
    ana.fill("On which day?", "2027-03-12")
    ana.fill("At what time?", "14:00")
    await ana.submit()
    assert "12 March 2027, 14:00" in ana.reads()
    assert "12 March 2027, 14:00" in json.dumps(ana.slack.homes["UANA"]["blocks"])
    assert [each for each in buttons(ana.slack.homes["UANA"]["blocks"]) if each["text"]["text"] == "Set another date"]
