"""What belongs to a cluster stays there; its coach sees what was handed in."""

import pytest

from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, changes_action, drafts_goal, submits_plan

GONE = "I can’t find this document."


def stranger(house: House) -> Person:
    """Somebody of another cluster."""
    return house.person("web:sol", workspace="web:south", name="Sol", zone="Europe/Rome")


@pytest.mark.parametrize("page", ["", "review", "actions"])
async def test_a_document_of_another_cluster_is_not_found_when_opened(house: House, page: str) -> None:
    document = await submits_plan(house.mara, action("Call"))
    sol = await stranger(house).opens(document, page)
    assert sol.view is None
    assert GONE in sol.heard


@pytest.mark.parametrize("verb", ["resume", "open", "edit", "submit", "cancel", "restore", "hand-in"])
async def test_a_document_of_another_cluster_is_not_found_when_a_button_is_pressed(house: House, verb: str) -> None:
    document = await submits_plan(house.mara, action("Call"))
    for person in (stranger(house), house.petra):
        await person.presses_action(f"document:{verb}:{document}:1")
        assert person.view is None
        assert GONE in person.heard


async def test_a_page_for_another_cluster_is_not_saved(house: House) -> None:
    mara = await drafts_goal(house.mara)
    await mara.edits_part("specific")
    for person in (stranger(house), house.petra):
        person.view = mara.view
        await person.fills(what="Mine now").next()
        assert GONE in person.heard
    await mara.opens(mara.document, "specific")
    assert mara.answers["what"].startswith("Recruit")


async def test_an_action_of_another_cluster_is_not_marked_as_done(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    mara = await house.mara.opens(document, "actions")
    row = mara.row("actions", "Call")
    sol = await stranger(house).presses_action(f"action:done:{document}:{row}")
    assert "no longer needed" in sol.heard
    assert "Not started" in text_of((await house.mara.opens(document)).finished.content)


@pytest.mark.parametrize("verb", ["done", "snooze-day", "snooze-week", "why"])
async def test_a_reminder_of_another_cluster_is_not_found(house: House, verb: str) -> None:
    await submits_plan(house.mara, action("Call"))
    await house.until("2027-01-08 12:00")
    jonas = house.jonas
    await jonas.inbox()
    reminder = next(b for b in await actions(jonas) if b.startswith("reminder:done:")).rpartition(":")[2]
    sol = await stranger(house).presses_action(f"reminder:{verb}:{reminder}")
    assert "no longer needed" in sol.heard
    assert "Call" not in sol.heard


async def actions(person: Person) -> list[str]:
    from tests.advisor.conversation import buttons

    return [button.action for _, message in person.shown for button in buttons(message)]


async def test_another_cluster_does_not_begin_from_a_document_that_is_not_theirs(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    sol = await stranger(house).presses_action(f"dialogue:start:action-plan:{mara.document}:")
    assert (sol.answers, sol.page.notices) == ({}, ())


async def test_the_coach_sees_nothing_before_it_is_handed_in(house: House) -> None:
    document = await submits_plan(house.mara, action("Call"))
    petra = await house.petra.opens(document)
    assert GONE in petra.heard
    assert "Nothing handed in yet." in (await house.petra.opens_home()).seen


async def test_the_coach_is_told_of_a_plan_handed_in_and_reads_it(house: House) -> None:
    await submits_plan(mara := house.mara, action("Call"))
    await mara.presses("Hand in to coach")
    assert "Petra can see version 1 now" in mara.heard
    petra = house.petra
    (notice,) = await petra.inbox()
    assert "Sample Cluster has handed in" in text_of(notice.message)
    await petra.presses("Open")
    assert "Call | Jonas" in text_of(petra.finished.content)


async def test_the_coach_sees_the_version_handed_in_and_nothing_later(house: House) -> None:
    document = await submits_plan(mara := house.mara, action("Call"))
    await mara.presses("Hand in to coach")
    await changes_action(mara, document, "Call", action="Phone", status="done")
    await mara.submits()
    content = text_of((await house.petra.opens(document)).finished.content)
    assert "Call | Jonas" in content
    assert "Phone" not in content


async def test_handing_in_twice_tells_the_coach_once(house: House) -> None:
    document = await submits_plan(mara := house.mara, action("Call"))
    for _ in range(2):
        await mara.presses_action(f"document:hand-in:{document}")
        assert "Petra can see version 1 now" in mara.heard
    assert len(await house.petra.inbox()) == 1


async def test_a_draft_cannot_be_handed_in(house: House) -> None:
    mara = await drafts_goal(house.mara)
    await mara.presses_action(f"document:hand-in:{mara.document}")
    assert "submit this first" in mara.heard
