"""A stand-in for Slack with many workspaces: it counts what arrives, and whose token and whose words it has.

Every id holds the number of a person, and with it of their workspace: ``U<number>``, ``D<number>``, ``V<number>``.
"""

import asyncio
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.processes import HOST
from benchmarks.scale import http

PEOPLE = 20
"""In each workspace."""

_OWNER = ("user", "channel", "user_id", "users", "view_id", "trigger_id")
"""The parameters of a call that name whose it is."""
_NUMBER = re.compile(r"\d+")
_SAID = re.compile(rb"Call member (\d+)|Cluster (\d+)\b")
"""What stands in a plan names its person, what is shown of a cluster its workspace."""


def token_of(workspace: int) -> str:
    """The token of a workspace."""
    return f"xoxb-{workspace}-of-the-benchmark"


@dataclass
class Slack:
    """What came.

    ``posts`` counts direct messages by the key that each has, ``reminded`` the reminders by person.  ``homes`` and
    ``windows`` are those shown last, ``answers`` the messages with thumbs.  ``wrong`` tells of calls for a workspace
    with the token, or with words, of another one.
    """

    posts: Counter[str] = field(default_factory=Counter)
    reminded: Counter[int] = field(default_factory=Counter)
    homes: dict[int, Any] = field(default_factory=dict)
    windows: dict[int, Any] = field(default_factory=dict)
    answers: dict[int, Any] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    url: str = ""
    _waiting: defaultdict[tuple[str, int], list["asyncio.Future[None]"]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Take calls, on a free port."""
        self._server = await http.serve(self._answer)
        self.url = f"http://{HOST}:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Take no more."""
        if self._server is not None:
            self._server.close()

    def comes(self, kind: str, person: int) -> "asyncio.Future[None]":
        """Done when the next of this kind has come for a person: a ``post``, a ``home``, a ``window``."""
        future = asyncio.get_running_loop().create_future()
        self._waiting[kind, person].append(future)
        return future

    async def _answer(self, path: str, head: bytes, body: bytes) -> bytes:
        parts = urlsplit(path)
        method = parts.path.rpartition("/")[2]
        if not parts.path.startswith("/api/"):  # a response address, which needs no token
            self._came("post", int(method))
            return b"{}"
        given = _given(head, body) | {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.calls[method] += 1
        found = next((str(given[name]) for name in _OWNER if given.get(name)), "")
        number = _NUMBER.search(found)
        person = int(number[0]) if number else 0
        self._check(method, person // PEOPLE if number else None, head, body)
        return json.dumps({"ok": True, **self._called(method, person, given, body)}).encode()

    def _check(self, method: str, workspace: int | None, head: bytes, body: bytes) -> None:
        """Whether the token and the words are those of the workspace that is written to."""
        token = http.header(head, b"authorization").decode()
        if workspace is None or token != f"Bearer {token_of(workspace)}":
            self.wrong.append(f"{method} for workspace {workspace} with another token")
        self.read(workspace, body)

    def read(self, workspace: int | None, text: bytes) -> None:
        """Note it where a person of this workspace is shown words of another one."""
        for person, cluster in _SAID.findall(text):
            if (int(cluster) if cluster else int(person) // PEOPLE) != workspace:
                self.wrong.append(f"words of another workspace for workspace {workspace}")

    def _called(self, method: str, person: int, given: dict[str, Any], body: bytes) -> dict[str, Any]:
        match method:
            case "chat.postMessage":
                return self._posted(person, given, body)
            case "chat.postEphemeral":
                self._came("thanks", person)
            case "views.publish":
                self.homes[person] = given["view"]
                self._came("home", person)
            case "views.open" | "views.update" | "views.push":
                self.windows[person] = {**given["view"], "id": f"V{person}", "hash": "h"}
                if given["view"].get("callback_id") != "wait":
                    self._came("window", person)
                return {"view": {"id": f"V{person}", "hash": "h"}}
            case "conversations.open":
                return {"channel": {"id": f"D{person}"}}
            case "users.info":
                return {"user": {"team_id": f"T{person // PEOPLE}", "real_name": f"Person {person}", "tz": "Etc/UTC"}}
        return {}

    def _posted(self, person: int, given: dict[str, Any], body: bytes) -> dict[str, Any]:
        stamp = f"{self.calls['chat.postMessage']}.000100"
        self.posts[str(given["metadata"]["event_payload"])] += 1
        if b"Call member" in body:
            self.reminded[person] += 1
        else:
            if b"feedback_buttons" in body:
                self.answers[person] = {"ts": stamp, "channel": f"D{person}", "blocks": given["blocks"]}
            self._came("post", person)
        return {"channel": f"D{person}", "ts": stamp}

    def _came(self, kind: str, person: int) -> None:
        for future in self._waiting.pop((kind, person), ()):
            if not future.done():
                future.set_result(None)


def _given(head: bytes, body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if body.startswith(b"{"):
        found: dict[str, Any] = json.loads(body)
        return found
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}
