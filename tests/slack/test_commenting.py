"""A coach and a cluster talk about what was handed in, all of it in Slack: signed payloads, checked blocks."""

from datetime import timedelta

from bot.store import programme
from bot.store.scope import Role
from tests.slack.conftest import Office
from tests.slack.person import Person


async def hands_in_goal(office: Office, ana: Person) -> None:
    await ana.command("/smart-goal")
    ana.fill("What will you do", "Recruit new member companies")
    await ana.submit()
    ana.fill("What will you measure", "New member companies")
    ana.fill("Which number", "100")
    await ana.submit()
    ana.fill("What are the first steps", "List 40 companies")
    await ana.submit()
    ana.fill("Which objective", "Financial independence")
    for label in ("Is there a budget", "Is there enough", "Is the right"):
        ana.fill(label, "Yes")
    await ana.submit()
    ana.fill("By when", (office.time().date() + timedelta(days=200)).isoformat())
    for _ in range(3):
        await ana.submit()
    await ana.press("Hand in to coach")


async def test_a_coach_comments_in_a_window_and_the_cluster_answers_in_the_chat(office: Office, ana: Person) -> None:
    ben = office.person("UBEN")
    await ana.open_home()
    await ben.open_home()
    with office.runtime.store.writing() as tx:
        known = {each.name: each for each in programme.members(tx)}
        account, (cluster,) = known["Ben Sample"].account, known["Ana Sample"].clusters
        programme.appoint(tx, account, Role.COACH, cluster, office.time())
    office.runtime.advisor.services.known.forget(account)
    await hands_in_goal(office, ana)
    await ben.press("Open")
    await ben.press_in_modal("Comment on: Measurable")
    assert "Press “Comment” beside what you want to say" in ben.reads()
    await ben.press_in_modal("Comment")
    ben.fill("What do you want?", "Question")
    ben.fill("What do you want to say", "Firms, or people?")
    await ben.submit()
    assert "Kept: your comment on" in ben.reads()
    await ben.press_in_modal("Back to the document")
    await ben.press_in_modal("Send back")
    assert "They are told now." in ben.heard()[-1] + ben.reads()

    await ana.open_home()
    await ana.press_home("See the comments")
    assert "Firms, or people?" in ana.reads()
    await ana.press_in_modal("Answer")
    await ana.close()
    await ana.say("Firms")
    assert "I took this as your answer about" in ana.heard()[-1]
    assert "Open points: 0." in ana.heard()[-1]
