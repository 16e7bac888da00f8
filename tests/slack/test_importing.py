"""A plan comes in from Slack: a file in the direct messages or in a window, fetched from Slack and nowhere else."""

import pytest

from tests.advisor.bringing import BAD, TABLE, said_of
from tests.slack.conftest import Office
from tests.slack.fake_slack import FakeSlack, Object, RefusedError
from tests.slack.person import Person


def kept_by_slack(
    fake: FakeSlack, content: str | bytes = TABLE, name: str = "plan.csv", more: Object | None = None
) -> Object:
    """A file that somebody uploaded, as Slack tells of it."""
    data = content.encode() if isinstance(content, str) else content
    return fake.keep_file(name, data) | (more or {})


async def test_a_file_in_a_direct_message_is_asked_about_and_taken_over(office: Office, ana: Person) -> None:
    await ana.say("", subtype="file_share", files=[kept_by_slack(ana.slack)])
    assert "“plan.csv” could become: Action plan. Rows: 3." in ana.heard()[-1]
    await ana.press("Yes, show what would change")
    assert "To check: 1" in ana.reads()
    await ana.press_in_modal("Take over")
    assert "Call members" in ana.reads()
    assert ana.slack.refusals == []


async def test_a_file_is_chosen_and_a_column_corrected_in_a_window(office: Office, ana: Person) -> None:
    await ana.command("/advisor", "import", channel="DUANA")
    ana.choose_file("Your file", kept_by_slack(ana.slack))
    await ana.submit()
    assert ana.value("Room")["value"] == "=-"
    ana.fill("Room", "Requirements")
    await ana.submit()
    assert "This would become a new document. Entries: 3." in ana.reads()
    await ana.press_in_modal("Take over")
    assert "is a draft now" in ana.reads()
    assert ana.slack.refusals == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"url_private_download": "https://files.example.org/plan.csv"}, "I did not get your file"),
        ({"url_private_download": "not an address ["}, "I did not get your file"),
        ({"size": 50_000_000}, "10"),
        ({"url_private_download": "{slack}/signin"}, "I may not open files in this workspace yet"),
        ({"url_private_download": "{slack}/elsewhere"}, "I may not open files in this workspace yet"),
        ({"url_private_download": "{slack}/files/none"}, "I did not get your file"),
    ],
)
async def test_a_file_that_cannot_be_had_is_told_and_the_token_goes_nowhere_else(
    office: Office, ana: Person, told: Object, said: str
) -> None:
    more = {key: value.format(slack=ana.slack.url) if isinstance(value, str) else value for key, value in told.items()}
    await ana.say("", subtype="file_share", files=[kept_by_slack(ana.slack, more=more)])
    assert said in ana.heard()[-1]


async def test_a_workspace_that_lets_no_file_be_read_yet_can_paste(office: Office, ana: Person) -> None:
    ana.slack.failing["views.open"].append(RefusedError("invalid_arguments"))
    await ana.command("/advisor", "import", channel="DUANA")
    assert "I may not open files in this workspace yet" in ana.reads()
    ana.fill("Or paste your table", TABLE)
    await ana.submit()
    assert ana.value("Action")["value"] == "=action"


async def test_a_file_in_a_channel_is_not_even_fetched(office: Office, ana: Person) -> None:
    await ana.mention("look", files=[kept_by_slack(ana.slack)])
    assert any("I did not open it" in text for text in ana.heard_alone())
    assert ana.slack.fetched == []


async def test_every_bad_file_is_answered_with_what_to_do_and_named_in_no_log(
    office: Office, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    for reason, make in BAD.items():
        await ana.say("", subtype="file_share", files=[kept_by_slack(ana.slack, make(), "plan.xlsx")])
        assert said_of(reason) in ana.heard()[-1], reason
    assert not [record for record in caplog.records if record.name.startswith("bot") and "plan" in record.getMessage()]
    assert ana.slack.refusals == []
