"""Each of Slack's errors has its own sensible behaviour, from one table."""

from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from bot.chat.blocks import Text
from bot.chat.sender import Posting, SendError
from bot.chat.views import File, Message, Reply
from bot.slack.error_codes import ADVICE, BEHAVIOUR, MEANINGS, Meaning, meaning_of
from bot.slack.errors import explained, refusal
from tests.slack.conftest import Stage
from tests.slack.fake_slack import RefusedError
from tests.slack.test_failures import answering, asked, form

EXPECTED = {
    "channel_not_found": Meaning.ELSEWHERE,
    "not_in_channel": Meaning.ELSEWHERE,
    "is_archived": Meaning.ELSEWHERE,
    "restricted_action_read_only_channel": Meaning.ELSEWHERE,
    "restricted_action_of_tomorrow": Meaning.ELSEWHERE,
    "msg_too_long": Meaning.CONTENT,
    "msg_blocks_too_long": Meaning.CONTENT,
    "view_too_large": Meaning.CONTENT,
    "invalid_blocks": Meaning.CONTENT,
    "expired_trigger_id": Meaning.NO_WINDOW,
    "exchanged_trigger_id": Meaning.NO_WINDOW,
    "invalid_trigger_id": Meaning.NO_WINDOW,
    "push_limit_reached": Meaning.NO_WINDOW,
    "hash_conflict": Meaning.GONE,
    "message_not_found": Meaning.GONE,
    "user_not_found": Meaning.NOBODY,
    "user_disabled": Meaning.NOBODY,
    "org_login_required": Meaning.MENDABLE,
    "team_access_not_granted": Meaning.MENDABLE,
    "ekm_access_denied": Meaning.MENDABLE,
    "missing_scope": Meaning.MENDABLE,
    "messages_tab_disabled": Meaning.MENDABLE,
    "account_inactive": Meaning.REVOKED,
    "token_revoked": Meaning.REVOKED,
    "invalid_auth": Meaning.REVOKED,
    "ratelimited": Meaning.WAIT,
    "rate_limited": Meaning.WAIT,
    "message_limit_exceeded": Meaning.WAIT,
    "fatal_error": Meaning.FAILED,
    "internal_error": Meaning.FAILED,
    "service_unavailable": Meaning.FAILED,
    "request_timeout": Meaning.FAILED,
    "unknown_method": Meaning.REFUSED,
    "an_error_of_tomorrow": Meaning.REFUSED,
}
ANA, C1 = "slack:T1:UANA", "slack:T1:C1"
POST = "chat.postMessage"
WINDOW = Reply(view=form(asked()))
CONTENT = {"text": "Hello", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]}


def of(meaning: Meaning) -> list[str]:
    return sorted(code for code, its in MEANINGS.items() if its is meaning)


def test_an_error_means_what_is_sensible() -> None:
    assert {code: meaning_of(code) for code in EXPECTED} == EXPECTED


def test_every_error_that_slack_documents_is_in_the_table() -> None:
    """As docs.slack.dev lists them, in August 2026, for the methods that the advisor calls."""
    documented = (Path(__file__).parent / "documented_errors.txt").read_text(encoding="utf-8").split()
    assert len(documented) > 100
    assert set(documented) - set(MEANINGS) == set()


def test_every_meaning_says_what_the_advisor_does() -> None:
    assert set(BEHAVIOUR) == set(Meaning)
    assert set(ADVICE) <= set(MEANINGS)


def test_a_new_token_is_advised_only_where_it_helps() -> None:
    for code in of(Meaning.MENDABLE) + of(Meaning.WAIT) + of(Meaning.FAILED):
        error = SlackApiError("", {"error": code})  # type: ignore[no-untyped-call]
        text = explained(refusal(error), "SLACK_BOT_TOKEN", "OAuth & Permissions")
        assert code in text
        assert "Copy it again" not in text


async def test_every_error_of_a_reminder_has_its_outcome(stage: Stage) -> None:
    for code, meaning in sorted(MEANINGS.items()):
        if meaning in (Meaning.WAIT, Meaning.REVOKED):
            continue  # of these tell test_rate_limits and test_connection
        stage.slack.failing[POST] = [RefusedError(code)]
        if meaning is Meaning.CONTENT:
            assert await stage.surface.sender.send(ANA, Message("Reminder"), key=code)
            continue
        with pytest.raises(SendError) as caught:
            await stage.surface.sender.send(ANA, Message("Reminder"), key=code)
        told = (caught.value.permanent, caught.value.platform, caught.value.unknown)
        expected = {Meaning.FAILED: (False, True, True), Meaning.MENDABLE: (False, True, False)}
        assert told == expected.get(meaning, (True, False, False)), code


@pytest.mark.parametrize("conversation", [ANA, C1])
async def test_every_error_of_an_answer_has_its_outcome(stage: Stage, conversation: str) -> None:
    direct = conversation == ANA
    expected = {
        Meaning.FAILED: (False, direct, False),
        Meaning.MENDABLE: (not direct, False, False),
        Meaning.REVOKED: (False, False, True),
    }
    for code, meaning in sorted(MEANINGS.items()):
        if meaning is Meaning.WAIT:
            continue
        stage.slack.calls.clear()
        stage.slack.failing[POST] = [RefusedError(code)]
        posting = Posting(conversation, ANA, CONTENT)
        if meaning is Meaning.CONTENT:
            assert await stage.surface.poster.post(posting, key=code)
        else:
            with pytest.raises(SendError) as caught:
                await stage.surface.poster.post(posting, key=code)
            told = (caught.value.permanent, caught.value.unknown, caught.value.revoked)
            assert told == expected.get(meaning, (True, False, False)), code
        tries = [method for method, _ in stage.slack.calls].count(POST)
        assert tries == (2 if meaning is Meaning.CONTENT else 1), code


async def test_a_window_that_may_not_open_becomes_a_button(stage: Stage) -> None:
    stage.advisor.reply = answering(WINDOW)
    for code in of(Meaning.NO_WINDOW):
        stage.slack.failing["views.open"] = [RefusedError(code)]
        await stage.ana.command("/smart-goal")
        await stage.ana.press_private("Open")
        assert "A page" in stage.ana.reads()
        await stage.ana.close()


async def test_a_window_for_which_the_limits_leave_no_room_becomes_a_button_too(stage: Stage) -> None:
    limited = RefusedError("ratelimited", status=429, headers={"Retry-After": "2"})
    stage.slack.failing["views.open"] = [limited]
    stage.advisor.reply = answering(WINDOW)
    await stage.ana.command("/smart-goal")
    assert [method for method, _ in stage.slack.calls].count("views.open") == 1  # a second would come too late
    assert "Open" in str(stage.slack.only_for["UANA"][-1]["blocks"])


async def test_a_window_that_slack_does_not_take_is_told_with_a_reference(stage: Stage) -> None:
    stage.advisor.reply = answering(WINDOW)
    for code in ("view_too_large", "invalid_arguments", "an_error_of_tomorrow"):
        stage.slack.failing["views.open"] = [RefusedError(code)]
        await stage.ana.command("/smart-goal")
        assert "went wrong" in stage.ana.heard_alone()[-1]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("missing_scope", "install it again"),
        ("file_uploads_disabled", "its administrators have limited files"),
        ("internal_error", "again in a minute"),
    ],
)
async def test_a_file_that_slack_does_not_take_is_told_in_words_that_fit(stage: Stage, code: str, said: str) -> None:
    stage.slack.failing["files.getUploadURLExternal"] = [RefusedError(code)]
    stage.advisor.reply = answering(Reply(files=(File("plan.txt", "text/plain", b"text", "Plan"),)))
    await stage.ana.say("hello")
    assert said in stage.ana.heard()[-1]


async def test_a_home_that_slack_does_not_take_keeps_back_no_message(stage: Stage) -> None:
    for code in ("not_enabled", "hash_conflict", "view_too_large", "internal_error"):
        stage.slack.failing["views.publish"] = [RefusedError(code)]
        stage.advisor.reply = answering(Reply((Message(code),), home=Message("Home", (Text("Home"),))))
        await stage.ana.say("hello")
        assert stage.ana.heard()[-1] == code
