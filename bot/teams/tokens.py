"""The app's tokens for writing to Teams: asked of Microsoft's directory, and kept until shortly before they end."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx

from bot.teams.errors import Meaning, TeamsError
from bot.teams.sign_in_errors import explained

LOGIN = "https://login.microsoftonline.com"
ANYBODY = "botframework.com"
"""The organisation in which an app for several organisations gets its tokens."""
SCOPE = "https://api.botframework.com/.default"
EARLY = timedelta(minutes=5)
"""So long before its end a token is not used any more."""
WAITING = 10.0


class Tokens:
    """One for the process; ``problem`` says what is wrong, in plain words, empty when all is well."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        app_id: str,
        app_secret: str,
        tenant: str,
        login: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._http = http
        self._app_id = app_id
        self._secret = app_secret
        self._address = f"{login or LOGIN}/{tenant or ANYBODY}/oauth2/v2.0/token"
        self._tenant = tenant
        self._clock = clock
        self._token: tuple[str, datetime] | None = None
        self._asking: asyncio.Task[tuple[str, datetime]] | None = None
        self.problem = ""

    async def get(self) -> str:
        """A token that counts for some minutes at least.

        Raises:
            TeamsError: Microsoft gives none.
        """
        if self._token is not None and self._clock() < self._token[1]:
            return self._token[0]
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
            self._asking.add_done_callback(self._asked)
        token, _ = await asyncio.shield(self._asking)  # asked once for all who wait, however long each of them does
        return token

    def _asked(self, asking: "asyncio.Task[tuple[str, datetime]]") -> None:
        self._asking = None
        if not asking.cancelled() and asking.exception() is None:
            self._token = asking.result()

    def refused(self) -> None:
        """The token was not accepted: the next one is asked for anew."""
        self._token = None

    async def _ask(self) -> tuple[str, datetime]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "client_secret": self._secret,
            "scope": SCOPE,
        }
        try:
            answer = await self._http.post(self._address, data=form, timeout=WAITING)
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            self.problem = f"Microsoft's sign-in does not answer ({type(error).__name__})."
            raise TeamsError(type(error).__name__, Meaning.DOWN) from None
        token = found.get("access_token") if isinstance(found, dict) else None
        if answer.status_code >= 500:
            self.problem = f"Microsoft's sign-in fails ({answer.status_code})."
            raise TeamsError(str(answer.status_code), Meaning.DOWN)
        if not isinstance(token, str) or not token:
            self.problem = explained(found, self._tenant)
            raise TeamsError(f"{answer.status_code} no token", Meaning.REVOKED)
        lasts = found.get("expires_in")
        seconds = float(lasts) if isinstance(lasts, int | float | str) and str(lasts).isdigit() else 3600.0
        self.problem = ""
        return token, self._clock() + timedelta(seconds=seconds) - EARLY
