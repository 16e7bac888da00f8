"""Somebody who uses Slack: what they do arrives as signed requests, what they see is what the fake server holds."""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx2

from tests.slack.fake_slack import FakeSlack, Object
from tests.slack.rules import errors_problems, message_problems, view_problems

SECRET = "signing-secret-of-the-tests"
ADDRESS = "/slack/events"
_NUMBERS = count(1)


def signed(body: bytes, at: float, secret: str = SECRET) -> dict[str, str]:
    """The headers with which Slack signs a request."""
    base = b"v0:%d:%b" % (int(at), body)
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(int(at)), "X-Slack-Signature": signature}


@dataclass
class Person:
    """A user of the workspace, with the modal they look at and what they have typed into it."""

    user: str
    http: httpx2.AsyncClient
    slack: FakeSlack
    clock: Callable[[], datetime]
    settle: Callable[[], Awaitable[None]]
    typed: Object = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    last: tuple[bytes, dict[str, str]] = (b"", {})

    async def send(
        self, body: bytes, kind: str, *, settled: bool = True, headers: dict[str, str] | None = None
    ) -> httpx2.Response:
        """One signed request; remembered for a replay.  ``settled`` waits for what happens after the response."""
        self.last = body, {"Content-Type": kind, **signed(body, self.clock().timestamp()), **(headers or {})}
        return await self.again(settled=settled)

    async def again(self, *, settled: bool = True) -> httpx2.Response:
        """The last request once more, byte for byte."""
        body, headers = self.last
        response = await self.http.post(ADDRESS, content=body, headers=headers)
        if settled:
            await self.settle()
        return response

    # what they do

    async def command(
        self, name: str, text: str = "", channel: str = "C1", trigger: str | None = None, **more: str
    ) -> Object:
        """A slash command; returns the response, which only they see."""
        fields = {
            "command": name,
            "text": text,
            "team_id": self.slack.team,
            "user_id": self.user,
            "channel_id": channel,
            "trigger_id": trigger or self.slack.trigger(),
            "response_url": self.slack.response_url(self.user, channel),
            **more,
        }
        response = await self.send(urlencode(fields).encode(), "application/x-www-form-urlencoded")
        assert response.status_code == 200, response.text
        shown: Object = response.json() if response.text.startswith("{") else {"text": response.text}
        if shown.get("text") or shown.get("blocks"):
            assert message_problems({key: shown[key] for key in ("text", "blocks") if key in shown}) == []
            self.slack.only_for[self.user].append(shown)
        return shown

    async def say(self, text: str, **more: Any) -> httpx2.Response:
        """A direct message to the advisor."""
        stamp = f"{self.clock().timestamp():.0f}.{next(_NUMBERS):06d}"
        event = {"type": "message", "channel_type": "im", "channel": f"D{self.user}", "user": self.user, "text": text}
        return await self.event({**event, "ts": stamp, "client_msg_id": stamp, **more})

    async def mention(self, text: str, **more: Any) -> httpx2.Response:
        """A mention of the advisor in a channel."""
        event = {"type": "app_mention", "channel": "C1", "user": self.user, "text": f"<@UBOT> {text}", "ts": "100.5"}
        return await self.event({**event, **more})

    async def open_home(self) -> httpx2.Response:
        return await self.event(
            {"type": "app_home_opened", "user": self.user, "tab": "home", "channel": f"D{self.user}"}
        )

    async def open_chat(self) -> httpx2.Response:
        """The tab of the messages between them and the advisor."""
        return await self.event(
            {"type": "app_home_opened", "user": self.user, "tab": "messages", "channel": f"D{self.user}"}
        )

    async def event(self, event: Object, event_id: str = "", headers: dict[str, str] | None = None) -> httpx2.Response:
        body = {
            "type": "event_callback",
            "team_id": self.slack.team,
            "event_id": event_id or f"Ev{next(_NUMBERS)}",
            "event": event,
            "authorizations": [{"team_id": self.slack.team, "user_id": "UBOT", "is_bot": True}],
        }
        return await self.send(json.dumps(body).encode(), "application/json", headers=headers)

    async def interact(self, payload: Object, *, settled: bool = True) -> httpx2.Response:
        team = self.slack.team
        about = {"team": {"id": team}, "user": {"id": self.user, "team_id": team}, "trigger_id": self.slack.trigger()}
        body = urlencode({"payload": json.dumps({**about, **payload})}).encode()
        return await self.send(body, "application/x-www-form-urlencoded", settled=settled)

    async def shortcut(self, callback: str, message: Object | None = None, channel: str = "C1") -> None:
        """A shortcut: that of a message, or the one beside the field for messages."""
        payload: Object = {"type": "shortcut", "callback_id": callback}
        if message is not None:
            about = {"channel": {"id": channel, "name": "general"}, "message": {"type": "message", **message}}
            where = {"response_url": self.slack.response_url(self.user, channel)}
            payload = {**payload, "type": "message_action", "message_ts": message["ts"], **about, **where}
        assert (await self.interact(payload)).status_code == 200

    async def press(self, label: str, message: Object | None = None, **more: Any) -> None:
        """A button of the newest direct message that has it, or of the given message."""
        found = message or next(m for m in reversed(self.slack.dm(self.user)) if _button(m["blocks"], label))
        payload = {
            "type": "block_actions",
            "container": {"type": "message", "message_ts": found["ts"], "channel_id": found["channel"]},
            "channel": {"id": found["channel"]},
            "message": {key: found[key] for key in ("ts", "thread_ts", "text", "blocks") if key in found},
            "response_url": self.slack.response_url(self.user, found["channel"], found["ts"]),
            "actions": [_button(found["blocks"], label)],
        }
        assert (await self.interact({**payload, **more})).status_code == 200

    async def press_private(self, label: str) -> None:
        """A button of the newest message that only they can see."""
        found = next(m for m in reversed(self.slack.only_for[self.user]) if _button(m.get("blocks", []), label))
        payload = {
            "type": "block_actions",
            "container": {"type": "message", "message_ts": "1.2", "channel_id": "C1", "is_ephemeral": True},
            "channel": {"id": "C1"},
            "response_url": self.slack.response_url(self.user, "C1"),
            "actions": [_button(found["blocks"], label)],
        }
        assert (await self.interact(payload)).status_code == 200

    async def press_home(self, label: str) -> None:
        home = self.slack.homes[self.user]
        payload = {"type": "block_actions", "view": {**home, "id": "H1"}, "actions": [_button(home["blocks"], label)]}
        assert (await self.interact({**payload, "container": {"type": "view", "view_id": "H1"}})).status_code == 200

    async def press_in_modal(self, label: str, below: str = "") -> None:
        """A button of the modal: the first of that label, or the first at or below some text."""
        blocks = self.modal["blocks"]
        start = next(at for at, block in enumerate(blocks) if below in "\n".join(texts(block)))
        await self._act_in_modal(_button(blocks[start:], label))

    async def choose_for_row(self, title: str, option: str) -> None:
        """An entry of the menu beside a row of a list."""
        block = next(b for b in self.modal["blocks"] if title in str(b.get("text")) and "accessory" in b)
        menu = block["accessory"]
        chosen = next(o for o in menu["options"] if o["text"]["text"] == option)
        await self._act_in_modal({"type": "overflow", "action_id": menu["action_id"], "selected_option": chosen})

    async def choose(self, label: str, value: Any) -> None:
        """Choose something in an input that tells of it at once; what was typed before stays in the modal."""
        self.fill(label, value)
        block = next(b for b in self.modal["blocks"] if b["type"] == "input" and b["label"]["text"].startswith(label))
        assert block.get("dispatch_action"), f"{label} tells nothing"
        view = {**self.modal, "state": self._state()}
        action = {**block["element"], "block_id": block["block_id"], **self.typed[block["block_id"]]}
        container = {"type": "view", "view_id": view["id"]}
        payload = {"type": "block_actions", "view": view, "container": container, "actions": [action]}
        assert (await self.interact(payload)).status_code == 200

    async def _act_in_modal(self, action: Object) -> None:
        assert action, "there is no such button"
        view = {**self.modal, "state": self._state()}
        container = {"type": "view", "view_id": view["id"]}
        payload = {"type": "block_actions", "view": view, "container": container, "actions": [action]}
        assert (await self.interact(payload)).status_code == 200
        self.typed = {}

    def fill(self, label: str, value: Any, below: str = "") -> None:
        """Type or choose an answer, the first at or below some text; options are named by their labels."""
        blocks = self.modal["blocks"]
        start = next(at for at, block in enumerate(blocks) if below in "\n".join(texts(block)))
        block = next(b for b in blocks[start:] if b["type"] == "input" and b["label"]["text"].startswith(label))
        assert block["block_id"] not in self.typed or self.errors, f"{label} was filled already"
        if block["element"]["type"] == "multi_users_select":
            self.name_people(block["block_id"], value)
        else:
            self.typed[block["block_id"]] = _typed(block["element"], value)

    def choose_file(self, label: str, file: Object) -> None:
        """Choose a file that was uploaded."""
        block = next(b for b in self.modal["blocks"] if b["type"] == "input" and b["label"]["text"].startswith(label))
        self.typed[block["block_id"]] = {"type": "file_input", "files": [file]}

    def name_people(self, block_id: str, names: str) -> None:
        """Colleagues by their names, or by their ids; every other line goes into the input for somebody else."""
        ids = {profile["real_name"]: user for user, profile in self.slack.people.items()}
        lines = [line.strip() for line in names.splitlines() if line.strip()]
        users = [ids.get(line, line) for line in lines if line in ids or line in self.slack.people]
        others = [line for line in lines if line not in ids and line not in self.slack.people]
        self.typed[block_id] = {"type": "multi_users_select", "selected_users": users}
        _, *rest = json.loads(block_id)
        beside = json.dumps(["outside", *rest], separators=(",", ":"))
        self.typed[beside] = {"type": "plain_text_input", "value": "\n".join(others) or None}

    def fill_nth(self, label: str, number: int, value: Any) -> None:
        """The same where several inputs have one label, as in a grid."""
        blocks = [b for b in self.modal["blocks"] if b["type"] == "input" and b["label"]["text"].startswith(label)]
        self.typed[blocks[number]["block_id"]] = _typed(blocks[number]["element"], value)

    async def submit(self) -> None:
        """The submit button; what comes back is done as Slack does it."""
        view = {**self.modal, "state": self._state()}
        missing = [
            block["label"]["text"]
            for block in view["blocks"]
            if block["type"] == "input"
            and not block["optional"]
            and not _content(view["state"]["values"][block["block_id"]])
        ]
        assert not missing, f"Slack would ask for: {missing}"
        assert "submit" in view, "there is no submit button"
        response = await self.interact({"type": "view_submission", "view": view}, settled=False)
        assert response.status_code == 200, response.text
        self.errors = {}
        answer: Object = response.json() if response.text else {"response_action": "clear"}
        match answer["response_action"]:
            case "update":
                assert view_problems(answer["view"]) == []
                self.slack.keep(answer["view"], view["id"])
            case "errors":
                assert errors_problems(answer["errors"], view) == []
                self.errors = answer["errors"]
            case "clear":
                self.slack.views.clear()
        if not self.errors:
            self.typed = {}
        await self.settle()

    async def close(self, *, told: bool = True) -> None:
        """The cross; ``told``: Slack tells of what stood in the window."""
        view = {**self.modal, "state": self._state() if told else {"values": {}}}
        assert view.get("notify_on_close"), "Slack tells nothing of its closing"
        response = await self.interact({"type": "view_closed", "view": view, "is_cleared": False})
        assert response.status_code == 200
        self.slack.views.clear()
        self.typed = {}

    def _state(self) -> Object:
        inputs = [block for block in self.modal["blocks"] if block["type"] == "input"]
        return {
            "values": {
                b["block_id"]: {"input": self.typed.get(b["block_id"]) or _initial(b["element"])} for b in inputs
            }
        }

    # what they see

    @property
    def modal(self) -> Object:
        """The modal on top."""
        return next(reversed(self.slack.views.values()))

    def reads(self) -> str:
        """All that stands in the modal, errors beside the inputs too."""
        return "\n".join([*texts(self.modal["blocks"]), *self.errors.values()])

    def value(self, label: str) -> Any:
        """What stands in an input."""
        block = next(b for b in self.modal["blocks"] if b["type"] == "input" and b["label"]["text"].startswith(label))
        return _content({"input": self.typed.get(block["block_id"]) or _initial(block["element"])})

    def heard(self) -> list[str]:
        """The direct messages from the advisor, as text."""
        return ["\n".join(texts(message["blocks"])) for message in self.slack.dm(self.user)]

    def heard_alone(self) -> list[str]:
        """What only they could see."""
        return ["\n".join([m["text"], *texts(m.get("blocks", []))]) for m in self.slack.only_for[self.user]]


def texts(value: Any) -> Iterator[str]:
    """Every text in blocks, as it was sent."""
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for key, item in value.items():
            if key != "options":
                yield from texts(item)


def buttons(value: Any) -> Iterator[Object]:
    """Every button in blocks."""
    if isinstance(value, list):
        for item in value:
            yield from buttons(item)
    elif isinstance(value, dict):
        if value.get("type") == "button":
            yield value
        if value.get("type") == "feedback_buttons":
            for name in ("positive_button", "negative_button"):
                yield {**value[name], "type": "feedback_buttons", "action_id": value["action_id"]}
        if value.get("type") == "overflow":
            for option in value["options"]:
                yield {**value, "text": option["text"], "selected_option": option}
        for item in value.values():
            yield from buttons(item)


def _button(blocks: Any, label: str) -> Object:
    return next((button for button in buttons(blocks) if button["text"]["text"].startswith(label)), {})


def _typed(element: Object, value: Any) -> Object:
    kind = element["type"]
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": value}
        case "datepicker":
            return {"type": kind, "selected_date": value}
        case "radio_buttons" | "static_select":
            return {"type": kind, "selected_option": _option(element, value)}
        case _:
            return {"type": kind, "selected_options": [_option(element, one) for one in value]}


def _option(element: Object, label: str) -> Object:
    groups = element.get("option_groups") or [element]
    return next(o for group in groups for o in group["options"] if o["text"]["text"] == label)


def _initial(element: Object) -> Object:
    kind = element["type"]
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": element.get("initial_value")}
        case "datepicker":
            return {"type": kind, "selected_date": element.get("initial_date")}
        case "radio_buttons" | "static_select":
            return {"type": kind, "selected_option": element.get("initial_option")}
        case "multi_users_select":
            return {"type": kind, "selected_users": element.get("initial_users", [])}
        case "file_input":
            return {"type": kind, "files": []}
        case _:
            return {"type": kind, "selected_options": element.get("initial_options", [])}


def _content(values: Object) -> Any:
    element = values["input"]
    return next((element[key] for key in element if key != "type"), None)
