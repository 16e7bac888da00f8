"""What a window shows of an answer: the page, what is said with it, and that a file comes."""

from bot.chat.blocks import Button, Buttons, Text
from bot.chat.views import DocumentView, File, Message, Reply
from tests.slack.conftest import Stage
from tests.slack.test_failures import answering, asked, form

PAGE = DocumentView("meeting:s1", "Times", Message("Times", (Text("Free"), Buttons((Button("Go", "x"),)))), paper=False)


async def test_what_is_said_with_a_page_stands_above_it_and_stands_once(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=PAGE))
    await stage.ana.command("/coaching")
    stage.advisor.reply = answering(Reply((Message("That time is <gone>."), Message("Free")), view=PAGE))
    await stage.ana.press_in_modal("Go")
    assert stage.ana.reads().startswith("That time is &lt;gone&gt;.")
    assert stage.ana.reads().count("Free") == 1


async def test_a_page_that_is_no_document_stands_in_no_conversation(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/coaching")
    stage.advisor.reply = answering(Reply(view=PAGE))
    await stage.ana.submit()
    assert "Free" in stage.ana.reads()
    assert stage.ana.heard() == []


async def test_a_button_of_a_window_brings_its_file(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=PAGE))
    await stage.ana.command("/coaching")
    stage.advisor.reply = answering(Reply(files=(File("plan.csv", "text/csv", b"a", "Plan"),)))
    await stage.ana.press_in_modal("Go")
    assert "You will get “Plan” as a direct message." in stage.ana.reads()
    assert [file["content"] for file in stage.slack.files["DUANA"]] == [b"a"]
