"""How a dialogue begins."""

import pytest

from flows.registry import all_dialogues
from tests.advisor.conversation import House


@pytest.mark.parametrize("dialogue", all_dialogues().values(), ids=lambda found: found.id)
async def test_a_slash_command_opens_the_first_page(house: House, dialogue: type) -> None:
    mara = await house.mara.commands(f"/{dialogue.command}")  # type: ignore[attr-defined]
    assert (mara.page.form.dialogue, mara.on) == (dialogue.id, next(iter(dialogue.pages())))  # type: ignore[attr-defined]
    assert (mara.page.form.step, mara.page.first) == (1, True)


async def test_a_command_may_be_written_as_a_message(house: House) -> None:
    mara = await house.mara.says("/Action-Plan")
    assert mara.on == "start"


@pytest.mark.parametrize("dialogue", all_dialogues().values(), ids=lambda found: found.id)
async def test_a_button_opens_the_first_page(house: House, dialogue: type) -> None:
    mara = await house.mara.says("hello")
    await mara.presses("All dialogues")
    await mara.presses_action(f"dialogue:start:{dialogue.id}::")  # type: ignore[attr-defined]
    assert mara.page.form.dialogue == dialogue.id  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "dialogue"),
    [
        ("I want to write an action plan", "action-plan"),
        ("action plan", "action-plan"),
        ("start a new action plan", "action-plan"),
        ("We need a new action plan.", "action-plan"),
        ("Hi, I'd like to make an action plan for our cluster please", "action-plan"),
        ("Please start the action plan", "action-plan"),
        ("let's set a SMART goal please", "smart-goal"),
        ("we would like to set a SMART goal please", "smart-goal"),
        ("Ok, now let us define our goals", "smart-goal"),
        ("help me to set a goal", "smart-goal"),
        ("I want to assess our needs", "needs-assessment"),
        ("needs assessment!", "needs-assessment"),
        ("What should we work on first?", "needs-assessment"),
    ],
)
async def test_plain_words_start_a_dialogue(house: House, text: str, dialogue: str) -> None:
    mara = await house.mara.says(text)
    assert mara.page.form.dialogue == dialogue


@pytest.mark.parametrize(
    "text",
    [
        "how do I write an action plan?",
        "what is a SMART goal",
        "is an action plan needed",
        "our action plan is late",
        "I don't want to write an action plan",
        "who signs the action plan?",
    ],
)
async def test_a_question_about_a_dialogue_is_a_question(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert mara.view is None
    assert mara.reply.messages


async def test_an_unknown_command_lists_the_known_ones(house: House) -> None:
    mara = await house.mara.commands("/swot please")
    assert "I do not know the command “/swot”" in mara.heard
    assert "/action-plan" in mara.heard


@pytest.mark.parametrize(
    ("typed", "dialogue"),
    [
        ("/action plan", "action-plan"),
        ("/action–plan", "action-plan"),
        ("/action‑plan", "action-plan"),
        ("/ActionPlan", "action-plan"),
        ("/action_plan", "action-plan"),
        ("“/action-plan”", "action-plan"),
        ("/smart goal", "smart-goal"),
        ("/smart-goal.", "smart-goal"),
        ("/Needs Assessment!", "needs-assessment"),
    ],
)
@pytest.mark.parametrize("way", ["says", "commands"])
async def test_hyphens_spaces_quotes_and_dots_of_a_command_do_not_matter(
    house: House, typed: str, dialogue: str, way: str
) -> None:
    mara = await (house.mara.says(typed) if way == "says" else house.mara.commands(typed.strip("“”")))
    assert mara.page.form.dialogue == dialogue


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/coach", "/coaching"),
        ("/coach 12 March 2027 14:00", "/coaching 12 March 2027 14:00"),
        ("/plan", "/action-plan"),
        ("/action", "/action-plan"),
        ("/smart", "/smart-goal"),
        ("/acton-plan", "/action-plan"),
        ("/remindres off", "/reminders off"),
        ("/hlep", "/help"),
    ],
)
async def test_a_command_that_nearly_is_one_is_asked_about(house: House, typed: str, offered: str) -> None:
    mara = await house.mara.says(typed)
    assert f"I do not know the command “{typed.split()[0]}”. Did you mean this?" in mara.heard
    assert offered in mara.labels
    await mara.presses(offered)
    assert "I do not know" not in mara.heard


async def test_the_button_of_a_command_takes_along_what_stood_behind_it(house: House) -> None:
    mara = await house.mara.says("/coach 12 March 2027 14:00")
    assert "on Friday, 12 March 2027, 14:00" in (await mara.presses("/coaching 12 March 2027 14:00")).heard


@pytest.mark.parametrize("typed", ["/smart-goal Launch a test lab", "/smart goal “Launch a test lab”"])
async def test_what_stands_behind_smart_goal_is_its_first_answer(house: House, typed: str) -> None:
    mara = await house.mara.says(typed)
    assert (mara.on, mara.answers["what"]) == ("specific", "Launch a test lab")


async def test_what_stands_behind_action_plan_is_its_first_goal(house: House) -> None:
    mara = await house.mara.commands("/action-plan Launch a test lab")
    assert [row.title for field in mara.page.form.fields for row in field.rows] == ["Launch a test lab"]


async def test_a_goal_that_is_typed_with_the_command_begins_a_draft_of_its_own(house: House) -> None:
    mara = await house.mara.commands("/smart-goal Launch a test lab")
    await mara.next()
    mara = await house.mara.commands("/smart-goal Recruit ten members")
    assert mara.answers["what"] == "Recruit ten members"
    assert (await house.mara.commands("/smart-goal new")).answers.get("what") is None


async def test_an_empty_message_is_met_with_something_to_choose(house: House) -> None:
    mara = await house.mara.says("  \n ")
    assert "There was no text" in mara.heard
    assert mara.labels


async def test_ten_thousand_and_one_characters_are_too_many_for_a_question(house: House) -> None:
    mara = await house.mara.says("x" * 10_001)
    assert "10001" in mara.heard


async def test_whatever_no_database_stores_is_left_out_of_a_message(house: House) -> None:
    mara = await house.mara.says("who \0signs\ud83d the action plan?")
    assert "went wrong" not in mara.heard


async def test_a_person_without_a_name_is_greeted_without_one(house: House) -> None:
    heard = (await house.person("web:new", workspace="web:elsewhere").says("hello")).heard
    assert heard.startswith("Hello. ")


async def test_a_coach_is_told_that_dialogues_are_for_clusters(house: House) -> None:
    petra = await house.petra.commands("/action-plan")
    assert petra.view is None
    assert "staff of a cluster" in petra.heard


async def test_a_dialogue_of_that_name_that_is_not_there_is_said_to_be_unknown(house: House) -> None:
    mara = await house.mara.presses_action("dialogue:start:swot::")
    assert "no dialogue called “swot”" in mara.heard


async def test_reminders_without_on_or_off_tells_how(house: House) -> None:
    assert "reminders off" in (await house.mara.commands("/reminders")).heard


@pytest.mark.parametrize("text", ["coaching: what are the 3 best tips?", "coaching what are the 3 best tips"])
async def test_a_question_about_coaching_is_not_taken_for_a_date(house: House, text: str) -> None:
    assert "can’t read" not in (await house.mara.says(text)).heard
