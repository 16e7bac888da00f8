"""Who is signed in: the signed cookie, the switch of the trial, and links that sign somebody in once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from secrets import token_urlsafe
from urllib.parse import quote
from zoneinfo import ZoneInfo, available_timezones

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request

from bot.advisor import Advisor
from bot.chat.events import Actor, Belonging
from bot.web.limits import BACK, SIGN_IN_MINUTES
from bot.web.trial import WORKSPACE, Trial, TrialPerson

COOKIE = "advisor_session"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2}\b)?")


@dataclass(frozen=True)
class WebSettings:
    """``secret`` signs cookies and links.  ``secure``: the page is served over HTTPS.  ``hosts`` are the names
    under which it may be called, none for any.  ``sign_in_help`` says how one gets a sign-in link."""

    secret: str
    secure: bool = False
    hosts: tuple[str, ...] = ()
    sign_in_help: str = ""


class SignInError(Exception):
    """This link is not valid; the message says why and what to do."""


def actor_of(request: Request, trial: Trial | None) -> Actor | None:
    """Who sends this request; None if nobody is signed in."""
    session = request.session
    if trial is not None:
        person = trial_person(trial.people(), str(session.get("account", "")))
        return Actor(
            account=person.account,
            workspace=WORKSPACE,
            name=person.name,
            locale=_language(request),
            zone=person.zone,
            belonging=Belonging.MEMBER,
        )
    if not session.get("account"):
        return None
    return Actor(
        account=session["account"],
        workspace=session["workspace"],
        name=session.get("name", ""),
        locale=_language(request),
        zone=_zone(request),
        belonging=Belonging.MEMBER,
    )


def trial_person(people: Sequence[TrialPerson], account: str) -> TrialPerson:
    """The chosen sample person, the first one if none was chosen."""
    return next((person for person in people if person.account == account), people[0])


def zone_of(actor: Actor | None) -> ZoneInfo:
    """The zone in which times are shown."""
    return ZoneInfo(actor.zone if actor and actor.zone else "UTC")


def sign_in_link(settings: WebSettings, address: str, actor: Actor, now: datetime) -> str:
    """A link that signs this account in, once, within `SIGN_IN_MINUTES`; ``address`` is the public one."""
    token = _tokens(settings).dumps(
        {
            "account": actor.account,
            "workspace": actor.workspace,
            "name": actor.name,
            "until": int((now + timedelta(minutes=SIGN_IN_MINUTES)).timestamp()),
            "once": token_urlsafe(12),
        }
    )
    return f"{address.rstrip('/')}/sign-in?token={quote(str(token))}"


def check_token(settings: WebSettings, token: str, now: datetime) -> dict[str, str]:
    """What a sign-in token says, without using it up.

    Raises:
        SignInError: it was changed, or it is too old.
    """
    try:
        said = _tokens(settings).loads(token)
    except BadSignature:
        raise SignInError("This sign-in link is not complete. Copy the whole link, or ask for a new one.") from None
    if said["until"] < now.timestamp():
        raise SignInError("This sign-in link is too old. A link works for five minutes. Please ask for a new one.")
    return {key: str(value) for key, value in said.items()}


async def sign_in(request: Request, advisor: Advisor, settings: WebSettings, token: str, now: datetime) -> None:
    """Use a sign-in token up and start the session.

    Raises:
        SignInError: it is not valid, too old, or was used before.
    """
    said = check_token(settings, token, now)
    if not await advisor.first_time(f"sign-in:{said['once']}", now):
        raise SignInError("This sign-in link was used before. A link works once. Please ask for a new one.")
    request.session.clear()
    request.session.update({key: said[key] for key in ("account", "workspace", "name")})


def local_path(address: str, default: str = "/") -> str:
    """An address on this site to go (back) to; never another site."""
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and len(address) <= BACK
    return address if fits and address.isprintable() else default


def _tokens(settings: WebSettings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret, salt="sign-in")


def _language(request: Request) -> str:
    found = _LANGUAGE.match(request.headers.get("accept-language", ""))
    return found[0] if found else ""


def _zone(request: Request) -> str:
    zone = request.cookies.get("zone", "").replace("%2F", "/")
    return zone if zone in _zones() else ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
