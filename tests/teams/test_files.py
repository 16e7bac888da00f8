"""Files in Teams: offered by a card and written where the person wants them, shown as pictures, and sent in."""

from base64 import b64decode
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.chat.views import File
from bot.imports import MOST_BYTES
from bot.teams.cards import weight
from bot.teams.files import picture_card
from bot.teams.limits import CARD_BYTES
from bot.teams.storage import is_microsofts
from tests.advisor.bringing import TABLE
from tests.advisor.conversation import House
from tests.advisor.work import action, submits_plan
from tests.teams.conftest import Office
from tests.teams.fake_teams import CONSENT, INFO, TENANT, Object, actions_of, texts_of
from tests.teams.person import Person

RATED = action("Call", impact="high", effort="low")
_BAD = ("none", "away", "round")


async def with_plan(office: Office, **more: str) -> Person:
    """Somebody who looks at their plan, which is submitted."""
    ana = office.person("Ana", **more)
    house = House(office.runtime.store, office.runtime.advisor)
    await submits_plan(house.person(ana.account, workspace=f"teams:{TENANT}", name="Ana Sample"), RATED)
    await ana.write("my action plan")
    return ana


async def test_a_plan_is_offered_as_a_spreadsheet_and_written_whole_where_the_person_wants_it(office: Office) -> None:
    ana = await with_plan(office)
    await ana.press("Excel")
    sent, offer = ana.offers[-1]
    assert offer["name"].endswith(".xlsx")
    assert office.teams.uploaded == {}
    await ana.answers_offer("accept", "plan")
    assert load_workbook(BytesIO(office.teams.uploaded["plan"])).worksheets[0]["B2"].value == "Call"
    assert ana.offers == []
    (info,) = next(each for each in ana.seen if each["id"] == sent["id"])["attachments"]
    assert info["contentType"] == INFO
    assert (info["name"], info["content"]) == (offer["name"], {"uniqueId": "id-of-plan", "fileType": "xlsx"})
    assert info["contentUrl"] == f"{office.teams.url}/files/plan"


async def test_what_does_not_go_as_it_should_is_said_and_does_no_harm(office: Office) -> None:
    ana = await with_plan(office)
    await ana.press("Text")
    failed = "press the button again"
    for place in ("https://elsewhere.example/storage/x", "not an address [", f"{office.teams.url}/storage/gone", ""):
        await ana.answers_offer("accept", uploadInfo={"uploadUrl": place})
        assert failed in ana.seen[-1]["text"]
    await ana.answers_offer("accept", context=None, uploadInfo={"name": "a.txt"})
    assert "“a.txt”" in ana.seen[-1]["text"]
    assert failed in ana.seen[-1]["text"]
    assert office.teams.asked == ["PUT gone"]

    offered = ana.offers[-1][1]["content"]["acceptContext"]
    bo = office.person("Bo", tenant="tenant-2")  # a card that belongs to somebody else, with a name made up
    taken: Object = {"type": "fileUpload", "action": "accept", "context": offered}
    taken["uploadInfo"] = {"uploadUrl": f"{office.teams.url}/storage/bo"}
    await bo.send(bo.activity("invoke", name="fileConsent/invoke", value=taken))
    assert office.teams.uploaded == {}

    await ana.answers_offer("decline")
    assert ana.offers == []
    assert any(str(each.get("text")).endswith("was not sent.") for each in ana.seen)
    assert office.teams.uploaded == {}


async def test_the_same_answer_twice_writes_once(office: Office) -> None:
    ana = await with_plan(office)
    await ana.press("Text")
    sent, offer = ana.offers[-1]
    place = {"uploadUrl": f"{office.teams.url}/storage/once", "contentUrl": "https://x.test/once", "uniqueId": "1"}
    value = {"type": "fileUpload", "action": "accept", "context": offer["content"]["acceptContext"]}
    answer = ana.activity(
        "invoke", name="fileConsent/invoke", value={**value, "uploadInfo": place}, replyToId=sent["id"]
    )
    assert [(await ana.send(answer)).status_code for _ in range(2)] == [200, 200]
    assert office.teams.asked == ["PUT once"]


async def test_a_file_asked_for_where_others_read_comes_to_the_persons_own_chat(office: Office) -> None:
    ana = await with_plan(office)
    excel = next(each for sent in ana.seen for each in actions_of(sent) if each.get("title") == "Excel")
    ana.conversation, ana.kind = "19:team@thread.tacv2", "channel"
    value = {"action": {"type": "Action.Execute", "verb": excel["verb"], "data": excel["data"]}}
    answer = await ana.send(ana.activity("invoke", name="adaptiveCard/action", value=value))
    assert answer.json()["value"] == "I have written to you directly."
    assert office.teams.messages[ana.conversation] == []
    (offered,) = [each for sent in office.teams.messages[ana.own_chat] for each in sent.get("attachments", [])][-1:]
    assert offered["contentType"] == CONSENT


async def test_a_picture_is_shown_at_once_with_what_it_shows_in_words(office: Office) -> None:
    ana = await with_plan(office)
    await ana.press("Show the picture")
    (shown,) = ana.seen[-1]["attachments"]
    (image,) = [each for each in shown["content"]["body"] if each["type"] == "Image"]
    kind, _, data = image["url"].partition(";base64,")
    assert (kind, b64decode(data)[:4]) == ("data:image/png", b"\x89PNG")
    assert "Call" in image["altText"]
    assert ana.offers == []


def test_a_picture_goes_with_a_message_only_as_far_as_it_fits() -> None:
    def shown(size: int, kind: str = "image/png") -> Object | None:
        return picture_card(File("a.png", kind, b"x" * size, "A", "What it shows"), "Here is “A”.")

    fits = shown(19_000)
    assert fits is not None
    assert weight(fits) <= CARD_BYTES
    assert shown(20_000) is None
    assert shown(100, "image/svg+xml") is None


async def test_a_file_that_somebody_sends_is_read_and_asked_about(office: Office) -> None:
    ana = office.person("Ana")
    office.teams.kept["plan.csv"] = TABLE.encode()
    office.teams.moved["first"] = "plan.csv"
    await ana.sends_file("plan.csv", f"{office.teams.url}/storage/first")
    assert "“plan.csv” could become: Action plan. Rows: 3." in ana.text
    assert office.teams.asked == ["GET first", "GET plan.csv"]


async def test_a_file_that_cannot_be_had_is_told_and_nothing_else_is_called(office: Office) -> None:
    ana, storage = office.person("Ana"), f"{office.teams.url}/storage"
    office.teams.kept["large.csv"] = b"x" * (MOST_BYTES + 1)
    office.teams.moved |= {"away": f"{office.teams.url}/v3/conversations", "round": "round"}
    addresses = ("https://files.example.org/plan.csv", "not an address [", "", *(f"{storage}/{n}" for n in _BAD))
    for address in addresses:
        await ana.sends_file("plan.csv", address)
        assert "I did not get your file" in texts_of(ana.seen[-1]["attachments"])[0], address
    assert office.teams.asked == ["GET none", "GET away", *["GET round"] * 4]
    await ana.sends_file("plan.csv", f"{storage}/large.csv")
    assert "10" in texts_of(ana.seen[-1]["attachments"])[0]
    picture = {"contentType": "image/*", "contentUrl": f"{office.teams.url}/v3/attachments/1/views/original"}
    await ana.write("", attachments=[picture])
    assert "I did not get your file" in texts_of(ana.seen[-1]["attachments"])[0]


async def test_a_file_is_not_opened_for_guests_nor_where_others_read(office: Office) -> None:
    office.teams.kept["plan.csv"] = TABLE.encode()
    guest = office.person("Gus", role="guest")
    await guest.sends_file("plan.csv", f"{office.teams.url}/storage/plan.csv")
    ana = office.person("Ana", conversation="19:chat@thread.v2", kind="groupChat")
    await ana.sends_file("plan.csv", f"{office.teams.url}/storage/plan.csv")
    assert office.teams.asked == []


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://contoso-my.sharepoint.com/personal/ana/_api/v2.0/drive/items/1/uploadSession?guid='1'", True),
        ("https://contoso.sharepoint.us/x", True),
        ("https://CONTOSO.SharePoint.com:443/x", True),
        ("http://contoso.sharepoint.com/x", False),
        ("https://sharepoint.com.example.org/x", False),
        ("https://notsharepoint.com/x", False),
        ("https://contoso.sharepoint.com@example.org/x", False),
        ("https://ana@contoso.sharepoint.com/x", False),
        ("https://contoso.sharepoint.com:8443/x", False),
        ("https://contoso.sharepoint.com:x/x", False),
        ("https://example.org\\.sharepoint.com/x", False),
        ("//contoso.sharepoint.com/x", False),
        ("", False),
    ],
)
def test_files_go_to_microsofts_storage_and_nowhere_else(address: str, is_one: bool) -> None:
    assert is_microsofts(address) is is_one
