"""People chosen from Slack's own list: known from then on, reminded, and let in by the gate only."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.reminders.stepping import step_through
from bot.slack.declared import METHODS
from bot.store import people
from tests.slack.conftest import Office
from tests.slack.fake_slack import Object
from tests.slack.person import Person

CARA = {"real_name": "Cara New", "name": "cara", "tz": "Europe/Vienna", "locale": "en-GB"}


async def begins_action(ana: Person) -> None:
    """Up to the form of an action."""
    await ana.command("/action-plan")
    ana.fill("When does the plan start", "2090-01-01")
    await ana.press_in_modal("Add: Goal")
    ana.fill("Goal", "Recruit 16 members")
    await ana.submit()
    await ana.submit()
    await ana.submit()
    await ana.press_in_modal("Add: Action")
    ana.fill("What will be done", "Call")
    ana.fill("By when", "2090-06-01")


async def chooses(ana: Person, who: str) -> None:
    await begins_action(ana)
    ana.fill("Who is responsible", who)
    await ana.submit()


def knows(office: Office, user: str) -> people.Person | None:
    with office.runtime.store.reading() as tx:
        return people.by_account(tx, f"slack:T1:{user}")


def picker(modal: Object, label: str) -> Object:
    block: Object = next(b for b in modal["blocks"] if b["type"] == "input" and b["label"]["text"].startswith(label))
    element: Object = block["element"]
    return element


async def test_a_colleague_is_chosen_from_slack_s_own_list_and_stays_chosen(office: Office, ana: Person) -> None:
    await chooses(ana, "Ben Sample")
    await ana.choose_for_row("Call", "Edit")
    element = picker(ana.modal, "Who is responsible")
    assert (element["type"], element["initial_users"]) == ("multi_users_select", ["UBEN"])


async def test_somebody_who_never_wrote_is_known_from_then_on_and_reminded(office: Office, ana: Person) -> None:
    office.slack.people["UCARA"] = CARA
    assert knows(office, "UCARA") is None
    await chooses(ana, "Cara New")
    cara = knows(office, "UCARA")
    assert cara is not None
    assert (cara.name, cara.zone, cara.cluster) == ("Cara New", "Europe/Vienna", knows(office, "UANA").cluster)  # type: ignore[union-attr]
    await ana.submit()
    await ana.submit()
    assert "I remind Cara New" in "\n".join(ana.heard())


@pytest.mark.parametrize(
    "profile",
    [
        {"is_restricted": True},
        {"is_stranger": True},
        {"team_id": "T2"},
        {"deleted": True},
        {"is_bot": True},
    ],
)
async def test_who_does_not_belong_is_kept_by_name_and_never_let_in(
    office: Office, ana: Person, profile: Object
) -> None:
    office.slack.people["UGUEST"] = {**CARA, "real_name": "Gus Guest", **profile}
    await chooses(ana, "UGUEST")
    assert knows(office, "UGUEST") is None
    await ana.choose_for_row("Call", "Edit")
    assert "initial_users" not in picker(ana.modal, "Who is responsible")
    outside = [b for b in ana.modal["blocks"] if str(b.get("block_id", "")).startswith('["outside"')]
    assert outside[0]["element"]["initial_value"] == "Gus Guest"


async def test_colleagues_and_somebody_outside_are_one_answer(office: Office, ana: Person) -> None:
    await chooses(ana, "Ben Sample\nBoris Tester\nDora Hall")
    assert "Responsible: Ben Sample, Boris Tester, Dora Hall" in ana.reads()


async def test_a_new_name_in_slack_changes_nothing(office: Office, ana: Person, ben: Person) -> None:
    await ben.say("hello")
    await chooses(ana, "Ben Sample")
    office.slack.people["UBEN"]["real_name"] = "Ben 🌴 Renamed"
    await ben.event({"type": "user_change", "user": {"id": "UBEN", "team_id": "T1"}})
    await ben.say("hello")
    await ana.choose_for_row("Call", "Edit")
    assert picker(ana.modal, "Who is responsible")["initial_users"] == ["UBEN"]
    await ana.press_in_modal("Back")
    assert "Ben 🌴 Renamed" in ana.reads()


async def test_the_first_wrong_answer_stands_at_the_list(office: Office, ana: Person) -> None:
    await begins_action(ana)
    await ana.submit()
    assert "Please answer this" in ana.reads()


async def test_no_further_permission_is_needed() -> None:
    assert METHODS["users.info"] == ("users:read",)


async def test_the_first_person_confirms_the_workspace_s_name(office: Office, ana: Person) -> None:
    await ana.say("hello")
    assert any("Your cluster is called" in said and "Austria" in said for said in ana.heard())
    await ana.press("Yes, that is right")
    await ana.open_home()
    await ana.press_home("Team")
    assert "Austria" in json.dumps(office.slack.homes["UANA"], ensure_ascii=False)


async def test_anyone_changes_country_and_region_in_a_window(office: Office, ana: Person) -> None:
    await ana.command("/advisor", "settings")
    await ana.press_in_modal("Your cluster")
    await ana.press_in_modal("Change")
    ana.fill("What is your cluster called", "Food Network")
    ana.fill("Which country", "Austria")
    await ana.submit()
    ana.fill("Which region", "Wien")
    await ana.submit()
    assert "Food Network" in ana.reads()
    assert "Region: Wien" in ana.reads()


async def test_the_person_chosen_is_reminded_in_slack(office: Office, ana: Person, ben: Person) -> None:
    day = office.time().date()
    await begins_action(ana)
    ana.typed = {}
    ana.fill("What will be done", "Call")
    ana.fill("By when", (day + timedelta(days=20)).isoformat())
    ana.fill("Who is responsible", "Ben Sample")
    await ana.submit()
    await ana.submit()
    await ana.submit()
    start = office.time()

    async def deliver(moment: datetime) -> int:
        office.time.ahead = max(office.time.ahead, moment - datetime.now(UTC))
        return await office.runtime.delivery.tick(moment)

    await step_through(office.runtime.store, deliver, start, start + timedelta(days=17))
    assert any("This is due" in said for said in ben.heard())
