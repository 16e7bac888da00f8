"""The door: what is not from Slack, or not from now, is refused in plain words and never answered with a 500."""

import json
import logging
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import logs
from bot.slack.limits import BODY
from tests.slack.conftest import MovableTime, Office, Stage
from tests.slack.person import ADDRESS, signed

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


async def test_an_unsigned_request_is_refused_in_plain_words(stage: Stage) -> None:
    response = await stage.ana.http.post(ADDRESS, content=b"command=%2Fask")
    assert response.status_code == 401
    assert "signed by Slack" in response.text


async def test_a_wrong_signature_is_refused(stage: Stage) -> None:
    headers = signed(b"command=%2Fask", MovableTime()().timestamp(), "another-secret")
    response = await stage.ana.http.post(ADDRESS, content=b"command=%2Fask", headers=headers)
    assert response.status_code == 401
    assert stage.advisor.heard == []


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_a_request_from_another_time_is_refused(stage: Stage, minutes: int) -> None:
    at = MovableTime(timedelta(minutes=minutes))().timestamp()
    response = await stage.ana.http.post(ADDRESS, content=b"x=1", headers=signed(b"x=1", at))
    assert response.status_code == 401
    assert "clock" in response.text


async def test_unreadable_headers_are_refused(stage: Stage) -> None:
    good = signed(b"x=1", MovableTime()().timestamp())
    for stamp, signature in (
        (b"soon", good["X-Slack-Signature"].encode()),
        (b"9" * 400, good["X-Slack-Signature"].encode()),
        (good["X-Slack-Request-Timestamp"].encode(), "v0=ÄÖÜ".encode()),
    ):
        headers = [(b"x-slack-request-timestamp", stamp), (b"x-slack-signature", signature)]
        response = await stage.ana.http.post(ADDRESS, content=b"x=1", headers=headers)
        assert response.status_code == 400
        assert "cannot be read" in response.text


async def test_too_big_a_body_is_refused(stage: Stage) -> None:
    body = b"x" * (BODY + 1)
    response = await stage.ana.http.post(ADDRESS, content=body, headers=signed(body, MovableTime()().timestamp()))
    assert response.status_code == 413


async def test_a_browser_is_told_what_this_address_is_for(stage: Stage) -> None:
    response = await stage.ana.http.get(ADDRESS)
    assert response.status_code == 405
    assert "Slack" in response.text


async def test_refused_requests_leave_nothing_of_their_body_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await stage.ana.http.post(ADDRESS, content=b"text=my-very-private-question")
    assert "my-very-private-question" not in caplog.text


async def test_a_signed_request_that_breaks_us_is_logged_with_its_frames_and_without_its_words(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(request: object) -> None:
        raise ValueError("my-very-private-question")

    monkeypatch.setattr(stage.surface.bolt, "async_dispatch", broken)
    assert (await stage.ana.say("anything")).status_code == 400
    (failure,) = [record for record in caplog.records if record.name == "bot.slack.guard"]
    written = logs.OneLine().format(failure)
    assert "my-very-private-question" not in written
    assert [line for line in written.splitlines() if line.startswith("  ") and line.endswith(" broken")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=300) | st.text(max_size=300).map(str.encode),
    kind=st.sampled_from([FORM, "application/json"]),
)
async def test_no_signed_body_makes_the_door_fail(stage: Stage, body: bytes, kind: str) -> None:
    headers = {"Content-Type": kind, **signed(body, MovableTime()().timestamp())}
    response = await stage.ana.http.post(ADDRESS, content=body, headers=headers)
    assert response.status_code < 500


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"command=%2Fask&team_id=T1&trigger_id=1.1", FORM),
        (b'{"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": {"type": "app_home_opened"}}', JSON),
    ],
)
async def test_a_signed_request_without_a_person_is_told_that_it_cannot_be_read(
    stage: Stage, body: bytes, kind: str
) -> None:
    response = await stage.ana.send(body, kind)
    assert response.status_code == 400
    assert "cannot be read" in response.text


@pytest.mark.parametrize("id", ["event_id", "team_id"])
async def test_ids_that_no_database_can_hold_are_taken_like_others(office: Office, id: str) -> None:
    event = {"type": "app_uninstalled"} if id == "team_id" else {"type": "message", "user": "UANA", "channel": "DUANA"}
    body = {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": {**event, "channel_type": "im"}}
    sent = json.dumps({**body, id: "T\ud800\0"}).encode()
    assert (await office.person("UANA").send(sent, JSON)).status_code == 200


async def test_what_nobody_listens_to_leaves_nothing_of_its_text_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    typed = {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": "my-very-private-question"}
    await stage.ana.interact(typed)
    assert "my-very-private-question" not in caplog.text


async def test_slack_can_verify_the_address(stage: Stage) -> None:
    body = b'{"type":"url_verification","challenge":"abc","token":"x"}'
    response = await stage.ana.send(body, "application/json")
    assert response.status_code == 200
    assert "abc" in response.text


async def test_the_whole_application_serves_slack_at_its_address(office: Office) -> None:
    response = await office.http.post(ADDRESS, content=b"")
    assert response.status_code == 401
