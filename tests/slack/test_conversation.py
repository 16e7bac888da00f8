"""Commands, direct messages, mentions, buttons and Home, through signed requests against the real advisor."""

from tests.slack.person import Person


async def test_a_question_in_a_channel_is_answered_for_the_person_only(ana: Person) -> None:
    shown = await ana.command("/ask", "what is a RACI matrix")
    assert shown["response_type"] == "ephemeral"
    assert "RACI" in ana.heard_alone()[0]
    assert ana.slack.messages["C1"] == []
