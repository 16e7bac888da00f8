"""Versions in Slack: compared in a message, an older one taken up again, and nothing cut unseen."""

from dataclasses import replace

from bot.advisor.documents import differences
from bot.chat.messages import voice
from bot.chat.views import Message
from bot.slack.modals import shown_modal
from bot.slack.render import message
from bot.slack.words import Say
from flows.comparison import compare
from flows.dialogues.action_plan import ActionPlan
from tests.flows.filled import full
from tests.slack.conftest import Office
from tests.slack.person import Person, buttons, texts
from tests.slack.rules import message_problems, view_problems
from tests.slack.test_files import submits_needs


async def test_a_version_is_compared_and_taken_up_again(office: Office, ana: Person) -> None:
    await submits_needs(ana)
    await ana.press("Edit")
    await ana.press_in_modal("Edit")
    ana.fill_nth("Importance", 0, "2")
    await ana.submit()  # the page
    await ana.submit()  # the review
    await ana.press("Compare versions")
    assert "Attracting members: Importance" in ana.reads()
    await ana.press_in_modal("Use version 1 as the new draft")
    assert "Version 2 still counts" in ana.reads()
    await ana.press_in_modal("Use it as the new draft")
    assert "“Version 1” is now the draft" in ana.reads()
    await ana.press_in_modal("Bring back the previous draft")
    assert "is now the draft" in ana.reads()
    assert "Saved " in ana.reads()


def test_of_more_differences_than_a_message_takes_the_rest_opens_by_buttons() -> None:
    answers = full(ActionPlan)
    names = ("Version 1", "Version 2")
    parts = tuple(differences.tables(voice("en", "UTC"), ActionPlan, compare(ActionPlan, {}, answers), names, "a"))
    drawn = message(Message("Differences", parts), Say())
    assert message_problems({"text": drawn.text, "blocks": drawn.blocks}) == []
    opened = [button["value"] for button in buttons(drawn.blocks)]
    assert opened == [part.action for part in parts[1:]]
    assert "more" not in "".join(texts(drawn.blocks))
    for part in parts:
        window = shown_modal(Message("Differences", (replace(part, aside=False),)), Say(), "Differences")
        assert view_problems(window) == []
        assert all(str(row[0]) in "".join(texts(window)) for row in part.rows)
