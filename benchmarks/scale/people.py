"""What people do: signed requests as Slack sends them, and clicks on the web page, until they see what comes of it."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from benchmarks.processes import BenchmarkError
from benchmarks.scale.http import Connection
from benchmarks.scale.slack import PEOPLE, Slack
from benchmarks.scale.world import plan_of, web_token

SECRET = "signing-secret-of-the-benchmark"
WAITING = 20.0
"""Seconds after which an answer counts as lost."""
AGAIN = 1.0
"""Seconds after which Slack sends again what was not taken."""
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_numbers = itertools.count(1)


@dataclass
class Crowd:
    """Everybody, and the stand-in for Slack in which they see what comes.  ``again`` counts what was not taken just
    then, and had to be sent again."""

    slack: Slack
    questions: Sequence[str]
    again: int = 0

    async def do(self, what: str, person: int, at: Connection) -> float:
        """Let somebody do something at one of the processes; the seconds until they see what comes of it.

        Raises:
            BenchmarkError: the answer is not what it should be, or none comes.
        """
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(WAITING):
                await getattr(self, what)(person, at)
        except TimeoutError:
            raise BenchmarkError(f"Nothing came of “{what}” by person {person}.") from None
        return time.perf_counter() - begun

    async def ask(self, person: int, at: Connection) -> None:
        """The slash command ``/ask``."""
        late = self.slack.comes("post", person)  # through the response address, where it took long
        fields = {
            "command": "/ask",
            "text": self._question(),
            "team_id": f"T{person // PEOPLE}",
            "user_id": f"U{person}",
            "channel_id": f"C{person // PEOPLE}",
            "trigger_id": f"{person}.{next(_numbers)}.trigger",
            "response_url": f"{self.slack.url}/response/{person}",
        }
        answer = await self._send(at, urlencode(fields).encode(), _FORM)
        if not answer:
            await late
        elif not json.loads(answer).get("blocks"):
            raise BenchmarkError(f"/ask was answered with {answer[:200]!r}.")

    async def say(self, person: int, at: Connection) -> None:
        """A question as a direct message."""
        answered, stamp = self.slack.comes("post", person), f"{time.time():.0f}.{next(_numbers):06d}"
        event = {"type": "message", "channel_type": "im", "channel": f"D{person}", "text": self._question()}
        await self._event(person, at, {**event, "ts": stamp, "client_msg_id": stamp})
        await answered

    async def home(self, person: int, at: Connection) -> None:
        """Home is opened."""
        drawn = self.slack.comes("home", person)
        await self._event(person, at, {"type": "app_home_opened", "tab": "home", "channel": f"D{person}"})
        await drawn

    async def way(self, person: int, at: Connection) -> None:
        """A button on Home that leads to one of its views."""
        home = self.slack.homes[person]
        ways = [found for found in _buttons(home) if found["action_id"].startswith("way")]
        drawn = self.slack.comes("home", person)
        view = {**home, "id": f"V{person}"}
        container = {"type": "view", "view_id": f"V{person}"}
        await self._interact(person, at, type="block_actions", view=view, container=container, actions=[ways[0]])
        await drawn

    async def thumb(self, person: int, at: Connection) -> None:
        """The thumb below the answer to a question, for which the advisor thanks; whoever has none asks."""
        if person not in self.slack.answers:
            await self.say(person, at)
            return
        message, thanked = self.slack.answers[person], self.slack.comes("thanks", person)
        up = next(found for found in _buttons(message["blocks"]) if found["type"] == "feedback_buttons")
        container = {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]}
        about = {"channel": {"id": message["channel"]}, "message": message}
        await self._interact(person, at, type="block_actions", container=container, actions=[up], **about)
        await thanked

    async def save(self, person: int, at: Connection) -> None:
        """One's action in the plan is opened, changed and saved."""
        opened = self.slack.comes("window", person)
        value = json.dumps([plan_of(person), "actions", "actions", f"r{person}"])
        action = {"type": "button", "action_id": "open:0", "value": value}
        container = {"type": "message", "message_ts": "1.1", "channel_id": f"D{person}"}
        about = {"channel": {"id": f"D{person}"}, "message": {"ts": "1.1", "text": "", "blocks": []}}
        await self._interact(person, at, type="block_actions", container=container, actions=[action], **about)
        await opened
        view = _filled(self.slack.windows[person], f"Call member {person} on {next(_numbers)}")
        saved = await self._interact(person, at, type="view_submission", view=view)
        if b"response_action" not in saved or b'"errors"' in saved:
            raise BenchmarkError(f"A form was answered with {saved[:300]!r}.")

    async def click(self, person: int, at: Connection) -> None:
        """A click on the web page: the conversation or Home is shown, or something is asked there."""
        number, cookie = next(_numbers), {"Cookie": f"__Host-advisor_session={web_token(person)}"}
        if number % 4 == 0:
            asked = {"Accept": "application/json", "Content-Type": _FORM, **cookie}
            status, page = await at.send("POST", "/say", asked, urlencode({"text": self._question()}).encode())
        else:
            status, page = await at.send("GET", ("/", "/home")[number % 2], cookie)
        if status != 200:
            raise BenchmarkError(f"The web page answered person {person} with {status} {page[:200]!r}.")
        self.slack.read(person // PEOPLE, page)

    def _question(self) -> str:
        return self.questions[next(_numbers) % len(self.questions)]

    async def _event(self, person: int, at: Connection, event: dict[str, Any]) -> None:
        team = f"T{person // PEOPLE}"
        body = {
            "type": "event_callback",
            "team_id": team,
            "event_id": f"Ev{next(_numbers)}",
            "event": {"user": f"U{person}", **event},
            "authorizations": [{"team_id": team, "user_id": "UBOT", "is_bot": True}],
        }
        await self._send(at, json.dumps(body).encode(), _JSON)

    async def _interact(self, person: int, at: Connection, **payload: Any) -> bytes:
        team = f"T{person // PEOPLE}"
        about = {"team": {"id": team}, "user": {"id": f"U{person}", "team_id": team}}
        given = {**about, "trigger_id": f"{person}.{next(_numbers)}.trigger", **payload}
        return await self._send(at, urlencode({"payload": json.dumps(given)}).encode(), _FORM)

    async def _send(self, at: Connection, body: bytes, kind: str) -> bytes:
        stamp = int(time.time())
        signature = hmac.new(SECRET.encode(), b"v0:%d:%b" % (stamp, body), hashlib.sha256).hexdigest()
        signed = {"X-Slack-Request-Timestamp": str(stamp), "X-Slack-Signature": f"v0={signature}"}
        status, answer = await at.send("POST", "/slack/events", {"Content-Type": kind, **signed}, body)
        while status == 503:  # what is not taken just now is sent again, as Slack does
            self.again += 1
            await asyncio.sleep(AGAIN)
            status, answer = await at.send("POST", "/slack/events", {"Content-Type": kind, **signed}, body)
        if status != 200:
            raise BenchmarkError(f"A request of Slack's was answered with {status} {answer[:200]!r}.")
        return answer


def _buttons(value: Any) -> list[dict[str, Any]]:
    """Every button in blocks, as it comes back with a press."""
    if isinstance(value, list):
        return [button for item in value for button in _buttons(item)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "feedback_buttons":
        return [{**value["positive_button"], "type": "feedback_buttons", "action_id": value["action_id"]}]
    inner = [button for item in value.values() for button in _buttons(item)]
    return [value, *inner] if value.get("type") == "button" else inner


def _filled(window: dict[str, Any], text: str) -> dict[str, Any]:
    """The window with the answers that stand in it, the first text replaced."""
    values: dict[str, Any] = {}
    for block in window["blocks"]:
        if block["type"] == "input":
            values[block["block_id"]] = {"input": _answer(block["element"])}
    first = next(block for block in window["blocks"] if block.get("element", {}).get("type") == "plain_text_input")
    values[first["block_id"]]["input"]["value"] = text
    return {**window, "state": {"values": values}}


def _answer(element: dict[str, Any]) -> dict[str, Any]:
    kind = element["type"]
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": element.get("initial_value")}
        case "datepicker":
            return {"type": kind, "selected_date": element.get("initial_date")}
        case "multi_users_select":
            return {"type": kind, "selected_users": element.get("initial_users", [])}
        case "radio_buttons" | "static_select":
            return {"type": kind, "selected_option": element.get("initial_option")}
        case _:
            return {"type": kind, "selected_options": element.get("initial_options", [])}
