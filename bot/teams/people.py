"""Who somebody is, as far as Teams tells: asked once an hour."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.chat.events import Belonging
from bot.chat.remembered import Remembered

Asked = Callable[[str, str, str, str], Awaitable[dict[str, Any]]]
"""Asks Teams for a member: by the organisation, the service's address, Teams' id of a conversation, and that of the
person."""


@dataclass(frozen=True)
class Profile:
    """What Teams tells of a member of a conversation; ``tenant`` is empty where it did not tell."""

    name: str = ""
    tenant: str = ""
    role: str = ""
    principal: str = ""

    def belonging(self, home: str) -> Belonging:
        """What somebody is to an organisation; unknown where the profile was not read."""
        if not self.tenant:
            return Belonging.UNKNOWN
        if self.role == "bot":
            return Belonging.BOT
        if self.tenant.lower() != home.lower() or self.role == "anonymous":
            return Belonging.STRANGER
        return Belonging.GUEST if self.role == "guest" or "#ext#" in self.principal.lower() else Belonging.MEMBER


class People:
    """Profiles, by account."""

    def __init__(self, ask: Asked) -> None:
        self._ask = ask
        self._profiles = Remembered(Profile())

    async def profile(self, account: str, service_url: str, conversation: str, user: str, now: datetime) -> Profile:
        """The profile; an empty one if Teams does not tell."""

        async def asked() -> Profile:
            return profile_of(await self._ask(account.split(":")[1], service_url, conversation, user))

        return await self._profiles.get(account, now, asked)

    def forget(self, account: str) -> None:
        """What was known of somebody counts no more."""
        self._profiles.forget(account)


def profile_of(member: dict[str, Any]) -> Profile:
    """The profile in Teams' answer about a member."""
    name, tenant = str(member.get("name") or ""), str(member.get("tenantId") or "")
    role = str(member.get("userRole") or member.get("role") or "").lower()
    return Profile(name, tenant, role, str(member.get("userPrincipalName") or ""))
