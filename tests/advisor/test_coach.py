"""What a coach is offered: nothing that would refuse them, and nobody to ask who is not there."""

from tests.advisor.conversation import House, buttons

DIALOGUES = {"Action plan", "SMART goal", "Needs assessment"}


async def test_a_coach_is_offered_no_dialogues(house: House) -> None:
    petra = house.petra
    for text in ("hello", "help", "/help", ""):
        await petra.says(text) if text else await petra.says(" ")
        labels = {b.label for message in petra.reply.messages for b in buttons(message)}
        assert not labels & DIALOGUES, text
        assert "/action-plan" not in petra.heard
        assert ("/cohort" in petra.heard) is ("help" in text)


async def test_the_people_of_a_cluster_are(house: House) -> None:
    mara = await house.mara.says("help")
    assert all(title in mara.heard for title in DIALOGUES)
    assert "/action-plan" in mara.heard


async def test_an_article_opened_by_a_coach_offers_nobody_to_ask(house: House) -> None:
    article = "monitoring-progress"
    petra = await house.petra.presses_action(f"article:{article}:")
    assert petra.reply.messages
    assert "Ask a coach" not in petra.labels
    assert not [label for label in petra.labels if label.startswith("Start: ")]
    assert "Ask a coach" in (await house.mara.presses_action(f"article:{article}:")).labels
