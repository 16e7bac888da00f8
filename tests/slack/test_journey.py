"""From a question to a reminder, the whole way through Slack: signed requests, the real advisor, checked blocks."""

from datetime import UTC, datetime, timedelta

from bot.reminders.stepping import step_through
from tests.slack.conftest import Office
from tests.slack.person import Person, texts

ACTIONS = (
    ("Invite ten companies to the open day", "Ana Sample", "Boris Sample", 20, "High", "Low"),
    ("Write the leaflet", "Carla Sample", "Ana Sample", 30, "High", "High"),
    ("Call the chamber", "Ana Sample", "Ana Sample", 40, "Low", "Low"),
    ("Count the new members", "Ana Sample", "Boris Sample", 60, "Low", "High"),
)


async def test_from_a_question_to_a_reminder(office: Office, ana: Person) -> None:
    day = office.time().date()

    await ana.say("How do we attract new members?")
    assert "Source:" in ana.heard()[-1]

    await ana.command("/needs")
    assert ana.modal["title"]["text"] == "Needs assessment"
    ana.fill_nth("Importance", 0, "5")
    ana.fill_nth("Handled today", 0, "1")
    for _ in range(4):
        await ana.submit()
    assert "Attracting members" in ana.reads()
    await ana.submit()
    assert any("Priority" in said for said in ana.heard())

    await ana.press("Set a goal for Attracting members")
    assert ana.modal["title"]["text"] == "SMART goal"
    ana.fill("What will you do", "Recruit new member companies from the food industry")
    await ana.submit()
    ana.fill("What will you measure", "New member companies")
    ana.fill("Which number", "100")
    await ana.submit()
    ana.fill("What are the first steps", "List 40 companies")
    await ana.submit()
    assert ana.value("Which objective") == "Attracting members"
    for label in ("Is there a budget", "Is there enough", "Is the right"):
        ana.fill(label, "Yes")
    await ana.submit()
    ana.fill("By when", (day + timedelta(days=200)).isoformat())
    await ana.submit()
    assert "New member companies" in ana.reads()
    await ana.submit()
    assert "Recruit new member companies" in ana.reads()
    await ana.submit()

    await ana.press("Make an action plan for this goal")
    assert ana.modal["title"]["text"] == "Action plan"
    ana.fill("When does the plan start", day.isoformat())
    await ana.submit()
    await ana.submit()  # no deliverables
    await ana.choose_for_row("List 40 companies", "Remove")
    await ana.submit()
    for action, responsible, accountable, days, impact, effort in ACTIONS[:2]:
        await ana.press_in_modal("Add: Action")
        ana.fill("What will be done", action)
        ana.fill("Who is responsible", responsible)
        ana.fill("By when", (day + timedelta(days=days)).isoformat())
        await ana.press_in_modal("More details")
        ana.fill("Who is accountable", accountable)
        ana.fill("Impact", impact)
        ana.fill("Effort", effort)
        await ana.submit()

    await ana.press_in_modal("Save and close")
    assert "Saved" in ana.reads()
    ana.slack.views.clear()

    await ana.command("/action-plan")
    for action, responsible, accountable, days, _, _ in ACTIONS[2:]:
        if "Actions (" not in ana.reads():
            await ana.submit()
        await ana.press_in_modal("Add: Action")
        ana.fill("What will be done", action)
        ana.fill("Who is responsible", responsible)
        ana.fill("By when", (day + timedelta(days=days)).isoformat())
        await ana.press_in_modal("More details")
        ana.fill("Who is accountable", accountable)
        await ana.submit()
    assert "Actions (4)" in ana.reads()
    await ana.submit()
    assert "Write the leaflet" in ana.reads()
    before = len(ana.heard())
    await ana.submit()
    assert "Boris Sample" in ana.reads()
    assert "Invite ten companies" in "\n".join(ana.heard()[before:])
    ana.slack.views.clear()
    await ana.press("Roles (RACI)")
    assert "Invite ten companies" in ana.reads()
    assert "Boris Sample: A" in ana.reads()

    count = len(ana.heard())
    await _days_pass(office, 14)
    nudge = next(m for m in office.slack.dm("UANA")[count:] if "Invite ten companies" in str(m["blocks"]))
    assert nudge["metadata"]["event_payload"]["key"]

    await ana.press("Done", nudge)
    assert "marked as done" in "\n".join([*texts(nudge["blocks"]), *ana.heard()])

    again = len(ana.heard())
    await _days_pass(office, 12)
    assert not any("Invite ten companies" in said for said in ana.heard()[again:])


async def _days_pass(office: Office, days: int) -> None:
    """The worker runs while the days go by."""
    start = office.time()

    async def deliver(moment: datetime) -> int:
        office.time.ahead = max(office.time.ahead, moment - datetime.now(UTC))
        return await office.runtime.delivery.tick(moment)

    await step_through(office.runtime.store, deliver, start, start + timedelta(days=days))
