"""The tab in Teams: whom Microsoft's token is about, and whether they come in, by the same gate as in the chat.

Rules: learn.microsoft.com, “Access tokens in the Microsoft identity platform”, “Enable SSO for tab apps”, “Tab
requirements”.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.chat.events import Belonging
from bot.chat.tabs import HinderedError, Hindrance, Visitor
from bot.chat.texts import clean, cut
from bot.teams.declared import TAB, resource
from bot.teams.keys import Key, Keys, NoKeysError, UntrustedError, check_time
from bot.teams.references import References
from bot.teams.tokens import LOGIN
from bot.teams.trust import SKEW

log = logging.getLogger(__name__)

ORIGINS = ("https://teams.microsoft.com", "https://*.teams.microsoft.com", "https://*.cloud.microsoft")
"""Where Teams shows tabs."""
CLIENTS = ("1fec8e78-bce4-4aaf-ab1b-5451cc387264", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346")
"""Teams itself as it asks for tokens: on telephones and computers, and in browsers."""
SCOPE = "access_as_user"

_OLDER_ISSUER = "https://sts.windows.net/{tenant}/"
"""Of tokens in the first version, which Microsoft gives unless the app registration asks for the second."""
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_NAME = 80

_HINDRANCES = {
    Belonging.GUEST: Hindrance.GUEST,
    Belonging.STRANGER: Hindrance.STRANGER,
    Belonging.BOT: Hindrance.STRANGER,
    Belonging.UNKNOWN: Hindrance.LATER,
}


class TabTokens:
    """Reads tokens that Teams gets for a person who looks at the tab.

    ``host`` is that of the page, ``tenant`` the one organisation that is served, empty for any; ``login`` is where
    Microsoft signs in, empty for the usual place.
    """

    def __init__(self, app_id: str, host: str, tenant: str, login: str, clock: Callable[[], datetime]) -> None:
        self._audiences = (app_id, resource(host, app_id))
        self._tenant = tenant
        self._login = login or LOGIN
        self._clock = clock
        self._keys = Keys(f"{self._login}/{tenant or 'common'}/v2.0/.well-known/openid-configuration", clock)

    async def read(self, token: str) -> tuple[str, str, str]:
        """The organisation, the person in it, and their name; the ids in small letters.

        Raises:
            UntrustedError: it is not to be believed.
            NoKeysError: nobody can say now.
            HinderedError: it is of an organisation that is not served.
        """
        claims, key = await self._keys.claims(token)
        tenant, person = _id(claims, "tid"), _id(claims, "oid")
        self._check(claims, key, tenant)
        if self._tenant and tenant.lower() != self._tenant:
            raise HinderedError(Hindrance.STRANGER)
        name = claims.get("name")
        return tenant.lower(), person.lower(), cut(clean(name).strip(), _NAME) if isinstance(name, str) else ""

    def _check(self, claims: dict[str, Any], key: Key, tenant: str) -> None:
        issuer = claims.get("iss")
        if issuer not in (f"{self._login}/{tenant}/v2.0", _OLDER_ISSUER.format(tenant=tenant)):
            raise UntrustedError("The token is from another issuer.")
        of_key = key.get("issuer")  # some keys are for some organisations only
        if isinstance(of_key, str) and of_key.replace("{tenantid}", tenant) != f"{self._login}/{tenant}/v2.0":
            raise UntrustedError("The token is signed with the key of another organisation.")
        if claims.get("aud") not in self._audiences:
            raise UntrustedError("The token is for another app.")
        if (claims.get("azp") or claims.get("appid")) not in CLIENTS:
            raise UntrustedError("The token was given to another program than Teams.")
        if SCOPE not in str(claims.get("scp") or "").split():
            raise UntrustedError("The token is not for acting as a person.")
        if "exp" not in claims or "nbf" not in claims:
            raise UntrustedError("The token does not say when it counts.")
        check_time(claims, self._clock(), SKEW)


class TeamsTab:
    """Implements `bot.chat.tabs.TabHost`.

    ``belonging`` says what somebody is to their organisation, ``home`` is the one that is served, empty for any.
    """

    path = TAB
    origins = ORIGINS

    def __init__(
        self,
        tokens: TabTokens,
        references: References,
        belonging: Callable[[str], Awaitable[Belonging]],
        home: str,
    ) -> None:
        self._tokens = tokens
        self._references = references
        self._belonging = belonging
        self._home = home

    async def visitor(self, token: str) -> Visitor:
        """Who a token is about.

        Raises:
            HinderedError: nobody who may come in.
        """
        try:
            tenant, person, name = await self._tokens.read(token)
        except UntrustedError as error:
            log.warning("Refused a token in the tab of Teams: %s", error)
            raise HinderedError(Hindrance.REFUSED) from None
        except NoKeysError as error:
            log.warning("Tokens in the tab of Teams cannot be checked now: %s", error)
            raise HinderedError(Hindrance.LATER) from None
        workspace = f"teams:{self._home or tenant}"
        account = f"{workspace}:{person}"
        at = await self._references.of(account)
        if at is None or not at.address:
            raise HinderedError(Hindrance.UNKNOWN)  # nobody can say what they are, who never opened the chat
        belonging = await self._belonging(account)
        if belonging is not Belonging.MEMBER:
            raise HinderedError(_HINDRANCES.get(belonging, Hindrance.STRANGER))
        return Visitor(account, workspace, name)


def _id(claims: dict[str, Any], name: str) -> str:
    found = claims.get(name)
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise UntrustedError("The token does not say whom it is about.")
    return found
