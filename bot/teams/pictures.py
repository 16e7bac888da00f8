"""Pictures too large for a card: it names an address of ours instead, good for an hour and for that picture alone.

Teams' clients read it without a cookie, so all that opens it is the address: encrypted and signed, it says whose press
shows which picture.  The advisor hears that press anew, so whoever has left meanwhile sees nothing.
"""

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from hmac import digest
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from bot.chat.events import Actor, Belonging, Event, Place, Pressed
from bot.chat.failures import note_failure
from bot.chat.views import Reply
from bot.teams import limits
from bot.teams.listen import Route

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

PATH = "/teams/pictures/{token}.png"
KIND = "image/png"

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex"}


class Pictures:
    """``secret`` signs, ``public_url`` is where the advisor is found; without either there are no addresses.

    ``belonging`` tells what an account is to its organisation now.
    """

    def __init__(
        self,
        secret: str,
        public_url: str,
        handle: Callable[[Event, datetime], Awaitable[Reply]],
        belonging: Callable[[str], Awaitable[Belonging]],
        clock: Callable[[], datetime],
    ) -> None:
        self._secret = secret
        self._public_url = public_url.rstrip("/")
        self._handle = handle
        self._belonging = belonging
        self._clock = clock

    def address(self, route: Route, action: str) -> str:
        """Where the picture stands that a button shows to the person; empty where there is no address for it."""
        if not (self._secret and self._public_url and action):
            return ""
        told = json.dumps([route.account, route.workspace, route.name, route.locale, route.zone, action])
        token = self._sealed.encrypt_at_time(told.encode(), int(self._clock().timestamp()))
        found = self._public_url + PATH.format(token=token.decode())
        return found if len(found) <= limits.URL else ""

    async def show(self, request: Request) -> Response:
        """The picture behind an address; who asks for any other gets the same answer, whatever the reason."""
        try:
            content = await self._opened(request.path_params["token"])
        except Exception as error:
            note_failure("a picture for Teams", error)
            return Response(status_code=503, headers=_HEADERS)
        if content is None:
            return Response(status_code=404, headers=_HEADERS)
        return Response(content, media_type=KIND, headers=_HEADERS)

    async def _opened(self, token: str) -> bytes | None:
        from cryptography.fernet import InvalidToken

        now = self._clock()
        try:
            told = self._sealed.decrypt_at_time(token, limits.PICTURE_SECONDS, int(now.timestamp()))
            account, workspace, name, locale, zone, action = json.loads(told)
        except (InvalidToken, ValueError, TypeError):
            return None
        who = Actor(
            account=account,
            workspace=workspace,
            name=name,
            locale=locale,
            zone=zone,
            on_page=True,  # they had pressed before, so nobody is made here who was erased meanwhile
            belonging=await self._belonging(account),
        )
        async with asyncio.timeout(limits.IN_TIME):
            reply = await self._handle(Pressed(actor=who, place=Place(conversation=account), action=action), now)
        return next((file.content for file in reply.files if file.media_type == KIND), None)

    @cached_property
    def _sealed(self) -> "Fernet":
        from cryptography.fernet import Fernet  # few pictures need an address

        return Fernet(urlsafe_b64encode(digest(self._secret.encode(), b"pictures in Teams", sha256)))
