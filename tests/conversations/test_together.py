"""One plan, three people, three surfaces: what one leaves the next one finds, and each is reached where they are."""

import pytest

from tests.conversations.house import House

GOAL = "Win ten new members by the autumn"
CALLS, LEAFLET = "Call the ten most promising members", "Write the leaflet"


async def test_a_plan_begun_in_slack_goes_on_in_teams_and_is_submitted_on_the_web(house: House) -> None:
    ana, ben = await house.colleague("Ana", "slack"), await house.colleague("Ben", "teams")
    cora = await house.colleague("Cora", "web")

    await ana.begins("action-plan")
    await ana.fills({"When does the plan start": house.day(0)})
    await ana.adds("Goal", {"Goal": GOAL})
    await ana.goes_on()
    await ana.goes_on()  # no deliverables
    await ana.adds("Action", _due(CALLS, "Ana Sample", house.day(20)))
    await ana.presses("Save and close")
    assert "Saved" in ana.said

    await ben.looks_home()
    await ben.presses("Team")
    assert "Action plan" in ben.said
    await ben.presses("Continue")
    while CALLS not in ben.said:
        await ben.goes_on()
    await ben.adds("Action", _due(LEAFLET, "Ben Sample", house.day(21)))
    await ben.presses("Save and close")
    assert "Saved" in ben.said

    await cora.looks_home()
    await cora.presses("Team")
    await cora.presses("Continue")
    while LEAFLET not in cora.said:
        await cora.goes_on()
    assert CALLS in cora.said
    await cora.goes_on()
    await cora.submits()
    assert "0 of 2 done" in cora.said

    await house.passes(days=14)
    await ana.looks()
    await ben.looks()
    await cora.looks()
    assert CALLS in ana.said
    assert LEAFLET not in ana.said
    assert LEAFLET in ben.said
    assert CALLS not in ben.said
    assert "is due" not in cora.said, "she is responsible for nothing"

    await ben.presses("Done")
    assert f"“{LEAFLET}” is marked as done" in ben.said
    for person in (ana, cora):
        await person.asks("my action plan")
        assert "1 of 2 done" in person.said


@pytest.mark.parametrize(("first", "second"), [("slack", "teams"), ("teams", "web"), ("web", "slack")])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_answers_the_same_question_elsewhere_is_asked_about_and_nothing_is_lost(
    house: House, first: str, second: str
) -> None:
    ana, ben = await house.colleague("Ana", first), await house.colleague("Ben", second)
    await ana.begins("action-plan")
    await ana.fills({"When does the plan start": house.day(0)})
    await ana.adds("Goal", {"Goal": GOAL})
    await ana.goes_on()
    await ana.goes_on()  # no deliverables
    await ana.adds("Action", _due(CALLS, "Ana Sample", house.day(20)))
    await ben.begins("action-plan")
    while CALLS not in ben.said:
        await ben.goes_on()

    await ana.opens(CALLS)
    await ben.opens(CALLS)
    await ana.fills({"What will be done": "Call five members"})
    await ana.goes_on()
    await ben.fills({"What will be done": "Write to all members", "By when": house.day(30)})
    await ben.goes_on()
    assert "Call five members" in ben.said
    assert "Write to all members" in ben.said
    assert "Ana Sample" in ben.said
    ben.chooses("What will be done", mine=False)
    await ben.goes_on()
    assert "Call five members" in ben.said
    assert "Write to all members" not in ben.said
    await ana.begins("action-plan")
    while "Call five members" not in ana.said:
        await ana.goes_on()
    assert "10 February 2027" in ana.said, "what only Ben changed is kept"


def _due(action: str, who: str, day: str) -> dict[str, str]:
    return {"What will be done": action, "Who is responsible": who, "By when": day}
