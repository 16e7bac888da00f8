"""Teams' connector, as the surface uses it: messages, their updates, members, and chats that are begun."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from math import isfinite
from typing import Any
from urllib.parse import quote

import httpx

from bot.chat.work import now
from bot.teams.errors import AGAIN, Meaning, TeamsError, refusal
from bot.teams.tokens import Tokens

WITHIN = 10.0
"""Seconds in which a call must have been answered, its waits and further tries included."""
CONNECTING = 3.0
"""Seconds in which Teams must be reached; until then nothing can have gone out."""
TRIES = 4
"""Times that a call is made before it counts as failed."""

Turn = Callable[[str, str], Awaitable[None]]
"""Waits until one more call may be made into an organisation and a conversation."""


class TeamsClient:
    """Calls the connector.

    ``random`` gives numbers from 0 to 1, ``sleep`` waits for so many seconds, ``clock`` counts them.  ``within`` is for
    how many seconds a call may take as a whole.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        tokens: Tokens,
        turn: Turn,
        random: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = now,
        within: float = WITHIN,
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._turn = turn
        self._random = random
        self._sleep = sleep
        self._clock = clock
        self._within = within

    async def sign_in(self) -> None:
        """Get a token, which shows that the app's secret is accepted.

        Raises:
            TeamsError: it is not, or nobody answers.
        """
        await self._tokens.get()

    async def create(self, tenant: str, service_url: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """Send an activity into a conversation and return its id.

        Raises:
            TeamsError: it failed.
        """
        path = f"/v3/conversations/{_quoted(conversation)}/activities"
        answer = await self._call(tenant, conversation, "POST", service_url + path, activity)
        return str(answer.get("id") or "")

    async def update(
        self, tenant: str, service_url: str, conversation: str, id: str, activity: Mapping[str, Any]
    ) -> None:
        """Put an activity in the place of one that was sent before.

        Raises:
            TeamsError: it failed.
        """
        path = f"/v3/conversations/{_quoted(conversation)}/activities/{_quoted(id)}"
        await self._call(tenant, conversation, "PUT", service_url + path, {**activity, "id": id})

    async def delete(self, tenant: str, service_url: str, conversation: str, id: str) -> None:
        """Take back an activity that was sent before; one that is gone already is no failure.

        Raises:
            TeamsError: it failed.
        """
        path = f"/v3/conversations/{_quoted(conversation)}/activities/{_quoted(id)}"
        try:
            await self._call(tenant, conversation, "DELETE", service_url + path)
        except TeamsError as error:
            if error.meaning is not Meaning.REFUSED:
                raise

    async def member(self, tenant: str, service_url: str, conversation: str, user: str) -> dict[str, Any]:
        """What Teams tells of a member of a conversation.

        Raises:
            TeamsError: it failed.
        """
        path = f"/v3/conversations/{_quoted(conversation)}/members/{_quoted(user)}"
        return await self._call(tenant, conversation, "GET", service_url + path)

    async def begin(self, tenant: str, service_url: str, bot: str, user: str) -> str:
        """The id of the person's own chat with the advisor, begun if there is none.

        Raises:
            TeamsError: it failed; the app must have been installed for the person, or where they are a member.
        """
        asked = {
            "isGroup": False,
            "bot": {"id": bot},
            "members": [{"id": user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        answer = await self._call(tenant, user, "POST", f"{service_url}/v3/conversations", asked)
        return str(answer.get("id") or "")

    async def _call(
        self, tenant: str, conversation: str, method: str, url: str, content: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Make a call until it is answered, as often and as long as it may be."""
        ends = self._clock() + self._within
        for tried in range(TRIES):
            token = await self._admitted(tenant, conversation, ends)
            status, answer, retry_after = await self._once(method, url, content, token, ends - self._clock())
            if status < 400:
                return answer
            error = answer.get("error")
            code = str(error.get("code") or "") if isinstance(error, Mapping) else ""
            wait = retry_after or 0.0
            if status == 401 and not tried:  # the token has ended early: the next try has a new one
                wait = 0.0
            elif status in AGAIN:
                wait += (0.5 + self._random()) * 2.0 ** (0 if retry_after is not None else tried)
            else:
                raise refusal(status, code, retry_after)
            if tried + 1 == TRIES or self._clock() + wait + CONNECTING > ends:
                raise refusal(status, code, retry_after)
            await self._sleep(wait)
        raise AssertionError("The last try ends the loop.")

    async def _admitted(self, tenant: str, conversation: str, ends: float) -> str:
        """The token for a call that may be made now.

        Raises:
            TeamsError: it cannot be made in time; nothing went out.
        """
        try:
            async with asyncio.timeout(max(0.0, ends - self._clock() - CONNECTING)):
                await self._turn(tenant, conversation)
                return await self._tokens.get()
        except TimeoutError:
            raise TeamsError("no turn in time", Meaning.DOWN) from None

    async def _once(
        self, method: str, url: str, content: Mapping[str, Any] | None, token: str, within: float
    ) -> tuple[int, dict[str, Any], float | None]:
        waits = httpx.Timeout(within, connect=min(CONNECTING, within), pool=min(CONNECTING, within))
        try:
            async with asyncio.timeout(within + 0.1):  # what httpx counts anew for each part of an answer
                answer = await self._http.request(
                    method, url, json=content, headers={"Authorization": f"Bearer {token}"}, timeout=waits
                )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise TeamsError(type(error).__name__, Meaning.DOWN) from None
        except (httpx.HTTPError, TimeoutError) as error:
            raise TeamsError(type(error).__name__, Meaning.LOST) from None
        try:
            found = answer.json() if answer.content else {}
        except ValueError:
            found = {}
        if answer.status_code == 401:
            self._tokens.refused()
        return answer.status_code, found if isinstance(found, dict) else {}, _seconds(answer.headers)


def _seconds(headers: httpx.Headers) -> float | None:
    """How long Teams asks to wait."""
    try:
        seconds = float(headers["retry-after"])
    except (KeyError, ValueError):
        return None
    return max(0.0, seconds) if isfinite(seconds) else None


def _quoted(part: str) -> str:
    return quote(part, safe=":@;=")
