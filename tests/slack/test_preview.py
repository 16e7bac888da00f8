"""`advisor slack preview-nudge` shows a reminder to an administrator, and to nobody else."""

from datetime import date

import pytest

from bot.advisor.following.sample import sample
from bot.chat.messages import voice
from bot.chat.views import Message
from bot.slack.preview import PreviewError, preview
from tests.slack.fake_slack import TEAM, TOKEN, FakeSlack, RefusedError
from tests.slack.person import buttons, texts

TODAY = date(2026, 11, 23)


def shown(locale: str, zone: str) -> Message:
    return sample(voice(locale, zone), TODAY)


async def send(fake: FakeSlack, account: str = f"slack:{TEAM}:UANA") -> None:
    await preview(TOKEN, f"{fake.url}/api/", account, shown)


async def test_an_administrator_sees_two_reminders_with_their_buttons(fake: FakeSlack) -> None:
    fake.people["UANA"] = {**fake.people["UANA"], "is_admin": True}
    await send(fake)
    (message,) = fake.dm("UANA")
    assert "This is a sample." in "\n".join(texts(message["blocks"]))
    labels = [button["text"]["text"] for button in buttons(message["blocks"])]
    menu = ["Remind me tomorrow", "Remind me next week", "Why this?", "I am away", "Stop these"]
    assert labels == ["Done", *menu] * 2


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (f"slack:{TEAM}:UANA", "is no administrator of the workspace, so nothing was sent"),
        (f"slack:{TEAM}:UNOBODY", "Nobody in this workspace has the account"),
        ("web:ana", "is no Slack account. Write it like slack:T0123:U0456."),
        ("", "is no Slack account"),
    ],
)
async def test_nobody_else_gets_one_and_a_sentence_says_why(fake: FakeSlack, account: str, said: str) -> None:
    with pytest.raises(PreviewError, match=said):
        await send(fake, account)
    assert fake.dm("UANA") == []


async def test_what_slack_refuses_is_said_in_plain_words(fake: FakeSlack) -> None:
    fake.failing["users.info"] = [RefusedError("invalid_auth")]
    with pytest.raises(PreviewError, match="SLACK_BOT_TOKEN"):
        await send(fake)
