"""The application with everything that can be set up, and people of every role in it."""

import asyncio
import time
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.advisor.web_sessions import WebSessions
from bot.encryption import new_key
from bot.kept_installations import KeptInstallations
from bot.settings import Settings
from bot.slack.declared import scopes
from bot.slack.installation import Installation
from bot.slack.stored_installations import Granted
from bot.store import Role, Scope, Store, Tx, clusters, documents, people, programme
from tests.fuzz.wire import Answer, Sent, exchange
from tests.slack.person import SECRET, signed
from tests.web.provider import ID, LocalProvider, served
from tests.web.provider import SECRET as PROVIDER_SECRET

ROLES = ("stranger", "staff", "coach", "curator", "admin")
TEAM, CLUSTER = "T1", "fuzz"
RENEWED = 150
"""Requests after which people are signed in anew and get new drafts: what is sent may have taken these away."""
DIALOGUES = ("smart-goal", "action-plan", "needs-assessment", "cluster-profile", "challenge", "business-model")
T = TypeVar("T")


class StandIn(LocalProvider):
    """An identity provider, and Slack's Web API, to which every call is fine."""

    async def described(self, request: Request) -> Response:
        if not request.url.path.startswith("/api/"):
            return await super().described(request)
        answers: dict[str, dict[str, Any]] = {
            "auth.test": {"team_id": TEAM, "user_id": "UBOT", "bot_id": "B1", "team": "Fuzz", "user": "advisor"},
            "conversations.open": {"channel": {"id": "D1"}},
            "users.info": {"user": {"team_id": TEAM, "real_name": "Ana Sample", "tz": "UTC", "locale": "en-GB"}},
            "views.open": {"view": {"id": "V1"}},
        }
        method = request.url.path.rpartition("/")[2]
        return JSONResponse({"ok": True, **answers.get(method, {"ts": "1.1", "messages": []})})


def settings(folder: Path, stand_in: str, database: str = "") -> Settings:
    """All of it: Slack by a link, an identity provider, e-mail (to nowhere)."""
    made = Settings(
        _env_file=None,
        advisor_data=folder,
        database_url=database,
        advisor_secret=SecretStr("a-secret-of-the-tests-that-is-long-enough"),
        advisor_keys=SecretStr(new_key()),
        public_url="https://advisor.test",
        slack_client_id="1.2",
        slack_client_secret=SecretStr("not-guessed"),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{stand_in}/api/",
        oidc_issuer=stand_in,
        oidc_client_id=ID,
        oidc_client_secret=SecretStr(PROVIDER_SECRET),
        smtp_url=SecretStr("smtp://127.0.0.1:9"),
        mail_from="advisor@advisor.test",
        messages_per_minute=0,
        presses_per_minute=0,
        slack_messages_per_second=0,
        tick_seconds=5.0,
    )
    assert made.problems() == []
    return made


@contextmanager
def standing_in() -> Iterator[str]:
    """The address of a stand-in for the provider and for Slack."""
    with served(StandIn()) as stand_in:
        yield stand_in.url


@dataclass
class House:
    """A running application at an address, and its store; ``known`` fill in what stands in braces in a request."""

    url: str
    settings: Settings
    sent: int = 0
    cookies: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    routes: dict[str, frozenset[str]] = field(default_factory=dict)

    def ask(self, sent: Sent) -> Answer:
        """Send a request as whoever it is from."""
        if self.sent % RENEWED == 0:
            self.renew()
        self.sent += 1
        there = self._filled(sent)
        headers: list[tuple[bytes, bytes]] = [(b"Host", b"advisor.test")] if _no_host(sent) else []
        if cookie := self.cookies.get(sent.role):
            headers.append((b"Cookie", b"__Host-advisor_session=" + cookie))
        if sent.signed:
            stamps = signed(there.body, time.time(), SECRET)
            headers += [(name.encode(), value.encode()) for name, value in stamps.items()]
        return exchange(self.url, there, headers)

    def _filled(self, sent: Sent) -> Sent:
        target, body = sent.target, sent.body
        for name, value in self.known.items():
            target = target.replace(f"{{{name}}}", value)
            for written in (b"{%b}", b"%%7B%b%%7D"):
                body = body.replace(written % name.encode(), value.encode())
        return Sent(sent.method, target, sent.headers, body, sent.role, sent.signed, sent.framing)

    def renew(self) -> None:
        """Everybody is there, signed in, and has drafts."""
        run(self._renew())

    async def _renew(self) -> None:
        store = await Store.open(self.settings.store_url)
        try:
            number = self.sent
            self.known.update(await store.write(lambda tx: _people(tx, number)))
            granted = Granted(
                Installation(TEAM, "", False, "UBOT", "Fuzz"), "xoxb-fuzz", frozenset(scopes()), "", None, "Ustaff"
            )
            kept = KeptInstallations(store, self.settings.keys)
            await kept.keep(granted, datetime.now(UTC))
            for role in ROLES[1:]:
                token = f"session-of-{role}-{number}"
                account = f"slack:{TEAM}:U{role}"
                begun = await WebSessions(store).start(
                    token, account, f"slack:{TEAM}", role, "a browser", datetime.now(UTC)
                )
                assert begun, role
                self.cookies[role] = token.encode()
        finally:
            await store.close()


def _people(tx: Tx, number: int) -> dict[str, str]:
    """Who is missing is added; gives the ids."""
    now, workspace = datetime.now(UTC), f"slack:{TEAM}"
    if not any(cluster.id == CLUSTER for cluster in clusters.all_clusters(tx)):
        clusters.create(tx, id=CLUSTER, name="Fuzz", country="AT", now=now)
        clusters.connect(tx, workspace, CLUSTER, now)
    ids = {"cluster": CLUSTER}
    for role in ROLES[1:]:
        account = f"{workspace}:U{role}"
        found = people.upsert(tx, account, workspace, role.title(), "en", "Europe/Vienna", now)
        ids[f"person_{role}"] = found.id
        wanted = Role.STAFF if role == "staff" else Role(role)
        programme.appoint(tx, account, wanted, CLUSTER if role in ("staff", "coach") else "", now, also=role == "admin")
    scope = Scope(CLUSTER, ids["person_staff"], Role.STAFF)
    for each in DIALOGUES:
        id = f"{each}-{number}"
        documents.create(
            tx,
            scope,
            id=id,
            dialogue=each,
            dialogue_version=1,
            name="A draft",
            answers={},
            about="",
            parent=None,
            now=now,
        )
        ids[each] = id
    return ids


def _no_host(sent: Sent) -> bool:
    return not any(name.lower() == b"host" for name, _ in sent.headers)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Beside whatever loop runs in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def addresses(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, frozenset[str]]]:
    """Every path of an application, as it stands in the code, with its methods; none where all are taken."""
    for route in routes:
        if isinstance(route, Mount) and route.routes:
            yield from addresses(route.routes)
        elif isinstance(route, Route):
            yield route.path, frozenset(route.methods or ())
        elif isinstance(route, Mount):
            yield f"{route.path}/{{path}}", frozenset({"GET", "HEAD"})
