"""A real local HTTP server that stands for Slack: it takes what Slack takes, refuses the rest, and remembers."""

import asyncio
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiohttp import WSMsgType, web

from bot.slack import declared
from tests.slack.rules import message_problems, view_problems

Object = dict[str, Any]
TEAM, BOT = "T1", "UBOT"
TOKEN, APP_TOKEN = "xoxb-of-the-tests", "xapp-of-the-tests"
TRIGGER_LIVES = 3.0
_LOOKED_UP = {"channel", "oldest", "inclusive", "include_all_metadata", "limit", "cursor"}


class RefusedError(Exception):
    """An answer that is not ok."""

    def __init__(self, error: str, *details: str, status: int = 200, headers: dict[str, str] | None = None) -> None:
        super().__init__(error, *details)
        self.error, self.details, self.status, self.headers = error, details, status, headers


class Lost(StrEnum):
    """How a call is lost."""

    ANSWER = "answer"
    """It was done, but nobody gets to know."""
    REQUEST = "request"
    """It was not done, and the connection breaks."""
    HANGS = "hangs"
    """It was not done, and no answer comes."""


@dataclass
class FakeSlack:
    """One workspace.  ``refusals`` are what Slack found wrong with the product's calls; a good test ends with none.

    ``files`` are those shared, by channel: what was said of each, and its ``content``.
    ``messages`` are by channel; direct messages stand in ``D<user>``.  ``only_for`` are ephemeral ones by user.
    ``prompts`` are what it is suggested to write, by channel; ``statuses`` what was shown while an answer took
    long, with its thread, in order.
    ``failing`` makes a method fail, one entry a call; ``outage`` makes all fail until it is taken away: an answer that
    is not ok, or how a call is lost (`Lost`).  ``tokens`` are the ones that are good, ``scopes`` what the bot may do.
    ``identity`` is what ``auth.test`` says of the advisor.
    """

    people: dict[str, Object] = field(default_factory=dict)
    channels: set[str] = field(default_factory=lambda: {"C1"})
    messages: dict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    only_for: dict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    views: dict[str, Object] = field(default_factory=dict)
    homes: dict[str, Object] = field(default_factory=dict)
    prompts: dict[str, list[Object]] = field(default_factory=dict)
    statuses: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    calls: list[tuple[str, Object]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    identity: Object = field(default_factory=lambda: {"team_id": TEAM, "user_id": BOT})
    failing: dict[str, list["RefusedError | Lost"]] = field(default_factory=lambda: defaultdict(list))
    outage: "RefusedError | Lost | None" = None
    tokens: set[str] = field(default_factory=lambda: {TOKEN, APP_TOKEN})
    scopes: list[str] = field(default_factory=declared.scopes)
    acknowledged: list[Object] = field(default_factory=list)
    url: str = ""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _triggers: dict[str, float] = field(default_factory=dict)
    _hooks: dict[str, Object] = field(default_factory=dict)
    _uploads: dict[str, Object] = field(default_factory=dict)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    _kept: dict[str, bytes] = field(default_factory=dict)
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    @property
    def team(self) -> str:
        """The id of the workspace."""
        return str(self.identity["team_id"])

    async def start(self) -> None:
        self._runner = web.AppRunner(self.app(), shutdown_timeout=0.1)
        await self._runner.setup()
        await self.listen()

    def app(self) -> web.Application:
        """Everything that is there to be asked."""
        app = web.Application(client_max_size=5_000_000)
        app.router.add_post("/api/{method}", self.api)
        app.router.add_get("/api/{method}", self.api)
        app.router.add_post("/response/{hook}", self._response)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/socket", self._socket)
        app.router.add_get("/files/{name}", self._fetch)
        app.router.add_get("/signin", self._sign_in)
        app.router.add_get("/elsewhere", self._elsewhere)
        return app

    async def listen(self) -> None:
        """Take connections, again at the same address."""
        assert self._runner is not None
        port = int(self.url.rpartition(":")[2] or 0)
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def refuse(self) -> None:
        """Refuse connections, and end those that are open."""
        assert self._runner is not None
        for site in list(self._runner.sites):
            await site.stop()
        assert self._runner.server is not None
        await self._runner.server.shutdown(0.1)

    async def stop(self) -> None:
        self._over.set()
        for socket in self._sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    def trigger(self, lives: float = TRIGGER_LIVES) -> str:
        """A new trigger, as it comes with a command or a press."""
        made = f"{next(self._numbers)}.{self.team}.trigger"
        self._triggers[made] = time.monotonic() + lives
        return made

    def response_url(self, user: str, channel: str, stamp: str = "", uses: int = 5) -> str:
        """An address for answers, good for five times."""
        hook = f"hook{next(self._numbers)}"
        self._hooks[hook] = {"user": user, "channel": channel, "stamp": stamp, "uses": uses}
        return f"{self.url}/response/{hook}"

    def dm(self, user: str) -> list[Object]:
        """The direct messages between the advisor and somebody."""
        return self.messages[f"D{user}"]

    def keep_file(self, name: str, content: bytes) -> Object:
        """A file that somebody uploaded; returns what is told of it."""
        self._kept[name] = content
        address = f"{self.url}/files/{name}"
        return {"id": f"F{len(self._kept)}", "name": name, "size": len(content), "url_private_download": address}

    async def _fetch(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"].removeprefix("Bearer ") in self.tokens
        name = request.match_info["name"]
        self.fetched.append(name)
        if name not in self._kept:
            return web.Response(status=404)
        return web.Response(body=self._kept[name], content_type="text/csv")

    async def _sign_in(self, request: web.Request) -> web.Response:
        return web.Response(text="<h1>Sign in</h1>", content_type="text/html")

    async def _elsewhere(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(f"{self.url}/files/stolen")

    async def api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        fields: Object = await request.json() if request.content_type == "application/json" else {}
        if not fields:
            fields = {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}
        self.calls.append((method, fields))
        try:
            if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
                raise RefusedError("invalid_auth")
            answer = await self._answer(method, fields, request)
        except RefusedError as refused:
            if refused.details:
                self.refusals += [f"{method}: {detail}" for detail in refused.details]
            answer = {"ok": False, "error": refused.error, "response_metadata": {"messages": list(refused.details)}}
            return web.json_response(answer, status=refused.status, headers=refused.headers)
        headers = {"X-OAuth-Scopes": ",".join(self.scopes)} if method == "auth.test" else None
        return web.json_response({"ok": True, **answer}, headers=headers)

    async def _answer(self, method: str, fields: Object, request: web.Request) -> Object:
        failure = self.failing[method].pop(0) if self.failing[method] else self.outage
        if isinstance(failure, RefusedError):
            raise failure
        assert request.transport is not None
        if failure is Lost.HANGS:
            await self._over.wait()
        if failure in (Lost.HANGS, Lost.REQUEST):
            request.transport.close()
            return {}
        handlers: dict[str, tuple[Callable[[Object], Object], set[str]]] = {
            "auth.test": (self._auth, {"team_id"}),
            "apps.connections.open": (self._connect, {"app_token"}),
            "users.info": (self._users_info, {"user", "include_locale"}),
            "conversations.open": (self._open_channel, {"users"}),
            "conversations.history": (self._history, _LOOKED_UP),
            "conversations.replies": (self._history, {*_LOOKED_UP, "ts"}),
            "chat.postMessage": (
                self._post,
                {"channel", "text", "blocks", "thread_ts", "metadata", "unfurl_links", "unfurl_media"},
            ),
            "chat.postEphemeral": (self._ephemeral, {"channel", "user", "text", "blocks", "thread_ts"}),
            "chat.update": (self._update, {"channel", "ts", "text", "blocks"}),
            "files.getUploadURLExternal": (self._begin_upload, {"filename", "length", "alt_txt"}),
            "files.completeUploadExternal": (self._share_files, {"files", "channel_id", "initial_comment"}),
            "assistant.threads.setStatus": (self._status, {"channel_id", "thread_ts", "status"}),
            "assistant.threads.setSuggestedPrompts": (self._suggest, {"channel_id", "title", "prompts"}),
            "views.open": (self._open_view, {"trigger_id", "view"}),
            "views.push": (self._open_view, {"trigger_id", "view"}),
            "views.update": (self._update_view, {"view_id", "view", "hash"}),
            "views.publish": (self._publish, {"user_id", "view"}),
        }
        if method not in handlers:
            raise RefusedError("unknown_method", f"unknown method {method}")
        handler, allowed = handlers[method]
        if unknown := [key for key in fields if key not in allowed]:
            raise RefusedError("invalid_arguments", *(f"unknown argument {key}" for key in unknown))
        answer = handler(fields)
        if failure is Lost.ANSWER:
            request.transport.close()
        return answer

    def _auth(self, fields: Object) -> Object:
        about = {"team": "Tests", "url": self.url, "enterprise_id": None, "is_enterprise_install": False}
        return {**about, "bot_id": "B1", "user": "advisor", **self.identity}

    def _connect(self, fields: Object) -> Object:
        return {"url": self.url.replace("http://", "ws://") + "/socket"}

    def _users_info(self, fields: Object) -> Object:
        if fields["user"] not in self.people:
            raise RefusedError("user_not_found")
        return {"user": {"id": fields["user"], "team_id": self.team, **self.people[fields["user"]]}}

    def _open_channel(self, fields: Object) -> Object:
        if fields["users"] not in self.people:
            raise RefusedError("user_not_found")
        return {"channel": {"id": f"D{fields['users']}"}}

    def _channel(self, name: str) -> str:
        """The channel behind a name; a user's id stands for the direct messages."""
        found = f"D{name}" if name.startswith(("U", "W")) else name
        known = found in self.channels or (found.startswith("D") and found[1:] in self.people)
        if not known:
            raise RefusedError("channel_not_found")
        return found

    def _history(self, fields: Object) -> Object:
        if fields["channel"].startswith("U"):
            raise RefusedError("channel_not_found")
        if not fields["channel"].startswith("D"):
            raise RefusedError("missing_scope")
        oldest, start = float(fields.get("oldest", 0)), int(fields.get("cursor") or 0)
        found = [
            m
            for m in reversed(self.messages[self._channel(fields["channel"])])
            if float(m["ts"]) >= oldest and fields.get("ts", "") == m.get("thread_ts", "")
        ]
        limit = min(int(fields.get("limit", 100)), 15)
        more = {"next_cursor": str(start + limit)} if start + limit < len(found) else {}
        return {"messages": found[start : start + limit], "response_metadata": more}

    def _stamp(self) -> str:
        return f"{time.time():.0f}.{next(self._numbers):06d}"

    def _checked(self, fields: Object) -> Object:
        if problems := message_problems(fields):
            raise RefusedError("invalid_blocks", *problems)
        return fields

    def _post(self, fields: Object) -> Object:
        channel = self._channel(fields["channel"])
        metadata = fields.get("metadata")
        if metadata and set(metadata) != {"event_type", "event_payload"}:
            raise RefusedError("invalid_metadata_format", "metadata has other fields")
        message = {**self._checked(fields), "channel": channel, "ts": self._stamp(), "user": BOT}
        self.messages[channel].append(message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _ephemeral(self, fields: Object) -> Object:
        self._channel(fields["channel"])
        self.only_for[fields["user"]].append(self._checked(fields))
        return {"message_ts": self._stamp()}

    def _update(self, fields: Object) -> Object:
        if fields["channel"].startswith("U"):
            raise RefusedError("channel_not_found", "chat.update takes no user id")
        for message in self.messages[self._channel(fields["channel"])]:
            if message["ts"] == fields["ts"]:
                message.update(self._checked(fields))
                return {"channel": fields["channel"], "ts": fields["ts"]}
        raise RefusedError("message_not_found")

    def _suggest(self, fields: Object) -> Object:
        prompts = fields["prompts"]
        whole = all(set(each) == {"title", "message"} and all(each.values()) for each in prompts)
        if not fields["channel_id"].startswith("D") or not 0 < len(prompts) <= 4 or not whole:
            raise RefusedError("invalid_arguments", "these are no suggestions")
        self.prompts[self._channel(fields["channel_id"])] = prompts
        return {}

    def _status(self, fields: Object) -> Object:
        if not fields["channel_id"].startswith("D") or not fields["thread_ts"]:
            raise RefusedError("invalid_arguments", "this is no thread in direct messages")
        self.statuses.append((fields["thread_ts"], fields["status"]))
        return {}

    def _begin_upload(self, fields: Object) -> Object:
        if len(fields.get("alt_txt", "")) > 1000:
            raise RefusedError("invalid_arguments", "the alternative text is too long")
        file = f"F{next(self._numbers)}"
        self._uploads[file] = dict(fields)
        return {"file_id": file, "upload_url": f"{self.url}/upload/{file}"}

    async def _upload(self, request: web.Request) -> web.Response:
        upload, content = self._uploads[request.match_info["file"]], await request.read()
        if len(content) != int(upload["length"]):
            self.refusals.append("an upload is not as long as was said")
            return web.Response(text="length", status=400)
        upload["content"] = content
        return web.Response(text="OK")

    def _share_files(self, fields: Object) -> Object:
        if not fields["channel_id"].startswith(("C", "D")):
            raise RefusedError("channel_not_found", "a file needs the id of a channel")
        channel, shared = self._channel(fields["channel_id"]), []
        for file in json.loads(fields["files"]):
            upload = self._uploads.pop(file["id"])
            self.files[channel].append({**upload, **file, "comment": fields.get("initial_comment", "")})
            shared.append({"id": file["id"], "title": file["title"]})
        return {"files": shared}

    def _use(self, trigger: str) -> None:
        lives = self._triggers.get(trigger)
        if lives is None:
            raise RefusedError("invalid_trigger_id")
        if lives == 0:
            raise RefusedError("exchanged_trigger_id")
        if time.monotonic() > lives:
            raise RefusedError("expired_trigger_id")
        self._triggers[trigger] = 0

    def _checked_view(self, view: Object, kind: str) -> Object:
        problems = view_problems(view)
        if view.get("type") != kind:
            problems.append(f"a {kind} is needed here")
        if problems:
            raise RefusedError("invalid_arguments", *problems)
        return view

    def _open_view(self, fields: Object) -> Object:
        self._checked_view(fields["view"], "modal")
        self._use(fields["trigger_id"])
        return {"view": self.keep(fields["view"], f"V{next(self._numbers)}")}

    def _update_view(self, fields: Object) -> Object:
        old = self.views.get(fields["view_id"])
        if old is None:
            raise RefusedError("not_found")
        if fields.get("hash") not in (None, old["hash"]):
            raise RefusedError("hash_conflict")
        self._checked_view(fields["view"], "modal")
        return {"view": self.keep(fields["view"], fields["view_id"])}

    def keep(self, view: Object, view_id: str) -> Object:
        """A modal as it is now; every change gives it a new hash."""
        made = {**view, "id": view_id, "root_view_id": view_id, "hash": f"{next(self._numbers)}.hash"}
        made["team_id"] = self.team
        self.views.pop(view_id, None)
        self.views[view_id] = made
        return made

    def _publish(self, fields: Object) -> Object:
        self.homes[fields["user_id"]] = self._checked_view(fields["view"], "home")
        return {"view": {**fields["view"], "id": f"H{fields['user_id']}"}}

    async def _response(self, request: web.Request) -> web.Response:
        hook = self._hooks.get(request.match_info["hook"])
        fields = await request.json()
        if hook is None or hook["uses"] == 0:
            return web.Response(text="used_url", status=404)
        hook["uses"] -= 1
        if problems := message_problems(fields):
            self.refusals += [f"response_url: {problem}" for problem in problems]
            return web.Response(text="invalid_blocks", status=400)
        shown = self.only_for[hook["user"]]
        if fields.get("replace_original"):
            shown[-1:] = [fields]
        else:
            shown.append(fields)
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.connected.set()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self.acknowledged.append(json.loads(frame.data))
                self.answered.set()
        return socket

    async def send_envelope(self, kind: str, payload: Object, envelope: str) -> None:
        """Something that happens, over Socket Mode."""
        content = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        await self._sockets[-1].send_json(content)
