"""Pictures come as files into the direct messages of the person who asks for them."""

import pytest
from slack_sdk.errors import SlackRequestError

from bot.slack.errors import Meaning, SlackError, asking
from tests.slack.conftest import Office
from tests.slack.fake_slack import RefusedError
from tests.slack.person import Person


async def submits_needs(person: Person) -> None:
    await person.command("/needs")
    person.fill_nth("Importance", 0, "5")
    person.fill_nth("Handled today", 0, "1")
    for _ in range(5):
        await person.submit()


async def test_a_press_sends_the_picture_with_what_it_says(office: Office, ana: Person) -> None:
    await submits_needs(ana)
    await ana.press("Show the picture")
    (file,) = ana.slack.files["DUANA"]
    assert file["content"].startswith(b"\x89PNG")
    assert file["title"] == "Your needs, ranked"
    assert "Priority: Attracting members 20" in file["alt_txt"]
    assert "Here is" in file["comment"]


async def test_a_document_comes_as_a_file_in_the_form_that_is_pressed(office: Office, ana: Person) -> None:
    await submits_needs(ana)
    await ana.press("Word")
    await ana.press("Excel")
    word, excel = ana.slack.files["DUANA"]
    assert (word["filename"], excel["filename"]) == ("Needs assessment.docx", "Needs assessment.xlsx")
    assert word["content"].startswith(b"PK")
    assert excel["content"].startswith(b"PK")


async def test_a_picture_that_slack_does_not_take_is_told_with_what_to_do(office: Office, ana: Person) -> None:
    await submits_needs(ana)
    for error, said in (("missing_scope", "I may not send files"), ("fatal_error", "press the button again")):
        ana.slack.failing["files.getUploadURLExternal"].append(RefusedError(error))
        await ana.press("Show the picture")
        assert said in ana.heard()[-1]
    assert ana.slack.files == {}


async def test_an_upload_that_breaks_off_is_a_failure_like_others() -> None:
    async def broken() -> None:
        raise SlackRequestError("Failed to upload a file")

    with pytest.raises(SlackError) as failed:
        await asking(broken())
    assert failed.value.meaning is Meaning.FAILED
