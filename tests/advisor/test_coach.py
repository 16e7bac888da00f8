"""What a coach is offered: nothing that would refuse them, and nobody to ask who is not there."""

from bot.advisor.following import duties
from bot.store import people
from tests.advisor.conversation import House, buttons
from tests.advisor.work import action, changes_action, submits_plan

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


async def test_a_coach_sees_what_stays_undone_of_a_plan_that_was_handed_in_and_nothing_else(house: House) -> None:
    handed = await submits_plan(house.mara, action("Call"), action("Later", deadline="2027-02-10"))
    await house.mara.presses_action(f"document:hand-in:{handed}")
    kept = await submits_plan(house.mara, action("Secret"))
    mara = await changes_action(house.mara, handed, "Call", action="Call secretly", deadline="2027-06-10")
    await house.until("2027-02-15 12:00")  # now the owner of the plan is told
    assert "Overdue" not in (await house.petra.opens_home()).seen
    await house.until("2027-02-22 12:00")
    petra = await house.petra.opens_home()
    assert "Call: Sample Cluster, “Recruit 16 members”: due 15 January 2027 [5 weeks late]" in petra.seen
    assert "secret" not in petra.seen.lower()
    assert "Later" not in petra.seen
    assert kept
    await mara.presses_action(f"action:done:{handed}:{(await row_of(house, handed, 'Call'))}")
    assert "Overdue" not in (await house.petra.opens_home()).seen


async def row_of(house: House, document: str, name: str) -> str:
    """The row of an action of a plan."""
    scope = (await house.store.read(lambda tx: people.by_account(tx, "web:mara"))).scope  # type: ignore[union-attr]
    plan = await house.store.read(lambda tx: duties.of_plan(tx, scope, document))
    return next(duty.row for duty in plan if duty.action == name)
