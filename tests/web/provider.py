"""An identity provider on this machine: real keys, real HTTP, and every fault that one can have."""

import base64
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

import anyio.lowlevel
import uvicorn
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

ID, SECRET = "advisor client", "not:guessed/at all"
"""With signs that have to be written in another way in a header."""

Claims = dict[str, Any]


@dataclass
class Signer:
    """A key, and how it signs."""

    id: str
    key: RSAKey | ECKey
    signature: str

    def published(self, **more: Any) -> Claims:
        return {**self.key.as_dict(private=False), "kid": self.id, "use": "sig", **more}

    def sign(self, claims: Claims, **header: Any) -> str:
        said = {"alg": self.signature, "kid": self.id, **header}
        said = {name: value for name, value in said.items() if value is not None}
        return jws.serialize_compact(said, json.dumps(claims), self.key, algorithms=[self.signature])


def rsa(id: str) -> Signer:
    return Signer(id, RSAKey.generate_key(2048), "RS256")


def elliptic(id: str) -> Signer:
    return Signer(id, ECKey.generate_key("P-256"), "ES256")


@dataclass
class LocalProvider:
    """``faults`` are by path what is answered instead; ``change`` has the last word about the claims of a token, and
    ``token`` about the token itself.  ``asked`` counts what was asked for."""

    url: str = ""
    signer: Signer = field(default_factory=lambda: rsa("first"))
    issuer: str = ""
    document: Claims = field(default_factory=dict)
    key_fields: Claims = field(default_factory=dict)
    faults: dict[str, Callable[[], Response]] = field(default_factory=dict)
    change: Callable[[Claims], Claims] = lambda claims: claims
    token: Callable[[Claims], str] | None = None
    now: Callable[[], float] = time.time
    asked: list[str] = field(default_factory=list)
    codes: dict[str, tuple[dict[str, str], Claims]] = field(default_factory=dict)

    def grant(self, address: str, sub: str = "u-1", **claims: Any) -> str:
        """Somebody signs in at the address to which they were sent: gives the path to which they are sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked, {"sub": sub, **claims}
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?state={asked['state']}&code={code}"

    async def described(self, request: Request) -> Response:
        base = self.url
        said = {
            "issuer": self.issuer or base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        }
        return JSONResponse({**said, **self.document})

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.signer.published(**self.key_fields)]})

    async def exchange(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        if self.document.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
            id, secret = form.get("client_id", ""), form.get("client_secret", "")
        else:
            sent = base64.b64decode(request.headers.get("authorization", "").removeprefix("Basic ")).decode()
            id, secret = (unquote_plus(part) for part in sent.split(":"))
        asked, claims = self.codes.pop(form["code"], ({}, {}))
        challenge = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        right = (id, secret) == (ID, SECRET) and challenge == asked.get("code_challenge")
        if not right or form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(self.now())
        made: Claims = {"iss": self.issuer or self.url, "aud": ID, "iat": now, "exp": now + 300, **claims}
        made = self.change({"nonce": asked["nonce"], **made})
        return JSONResponse({"id_token": self.token(made) if self.token else self.signer.sign(made)})

    def app(self) -> Starlette:
        async def answer(request: Request) -> Response:
            self.asked.append(request.url.path)
            if fault := self.faults.get(request.url.path):
                return fault()
            ways = {"/token": self.exchange, "/keys": self.keys}
            return await ways.get(request.url.path, self.described)(request)

        return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])


def broken() -> Response:
    return JSONResponse({"error": "server_error"}, 500)


def page() -> Response:
    return HTMLResponse("<h1>Maintenance</h1>")


def elsewhere() -> Response:
    return RedirectResponse("http://127.0.0.1:1/keys")


def a_gigabyte() -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(16_384):
            yield b"[" * 65_536
            await anyio.lowlevel.checkpoint()

    return StreamingResponse(pieces(), media_type="application/json")


def silent() -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        await anyio.sleep_forever()
        yield b""

    return StreamingResponse(pieces())


@contextmanager
def served(provider: LocalProvider) -> Iterator[LocalProvider]:
    """The provider on a free port of this machine, in a thread of its own."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # who comes before the server has started waits
    provider.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    config = uvicorn.Config(provider.app(), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(5)
        listening.close()
