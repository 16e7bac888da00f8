"""Who is signed in: the cookie of a session, the switch of the trial, and links that sign somebody in once."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from secrets import token_urlsafe
from urllib.parse import quote
from zoneinfo import ZoneInfo, available_timezones

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request

from bot.advisor import Advisor, WebSession
from bot.advisor.web_sessions import LASTS, LINK, WebSessions
from bot.chat.events import Actor, Belonging
from bot.chat.views import Message
from bot.oidc.providers import Provider
from bot.web import cookies
from bot.web.framing import COOKIE as TAB_COOKIE
from bot.web.framing import tab_of
from bot.web.limits import BACK
from bot.web.trial import WORKSPACE, Trial, TrialPerson

COOKIE = "advisor_session"
"""The token of a session.  The trial has none: there a cookie names the sample person who was chosen."""
TRIAL_COOKIE = "advisor_person"
TAB_LASTS = timedelta(hours=12)
"""How long a session in the tab of a chat program lasts: the program signs people in anew, and unseen."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""What stands in a browser's own description, more special ones first, and how it is called."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2}\b)?")


SendMail = Callable[[str, str, Message], Awaitable[None]]
"""Sends a message to an e-mail address, and to somebody of a name, who asked for it; what goes wrong it logs itself."""


@dataclass(frozen=True)
class WebSettings:
    """``secret`` signs links and notices.  ``secure``: the page is served over HTTPS.  ``hosts`` are the names
    under which it may be called, none for any.  ``sign_in_help`` says how one gets a sign-in link.

    ``providers`` sign people in beside that, and send them back to ``public_url``; ``send_mail`` sends links to
    addresses, None where no e-mail is set up.  ``chat``: people have a chat program that gives them links."""

    secret: str
    secure: bool = False
    hosts: tuple[str, ...] = ()
    sign_in_help: str = ""
    providers: tuple[Provider, ...] = ()
    public_url: str = ""
    send_mail: SendMail | None = None
    chat: bool = True


class SignInError(Exception):
    """This link is not valid; the message says why and what to do."""


def actor_of(session: WebSession, request: Request) -> Actor:
    """Who acts in a session."""
    return Actor(
        account=session.account,
        workspace=session.workspace,
        name=session.name,
        locale=language(request),
        zone=zone(request),
        zone_guessed=True,
        on_page=True,
        belonging=Belonging.MEMBER,
    )


def trial_actor(trial: Trial, request: Request) -> Actor:
    """The sample person who was chosen."""
    person = trial_person(trial.people(), cookies.read(request, TRIAL_COOKIE))
    return Actor(
        account=person.account,
        workspace=WORKSPACE,
        name=person.name,
        locale=language(request),
        zone=person.zone,
        zone_guessed=True,
        belonging=Belonging.MEMBER,
    )


def trial_person(people: Sequence[TrialPerson], account: str) -> TrialPerson:
    """The chosen sample person, the first one if none was chosen."""
    return next((person for person in people if person.account == account), people[0])


def zone_of(actor: Actor | None) -> ZoneInfo:
    """The zone in which times are shown."""
    return ZoneInfo(actor.zone if actor and actor.zone else "UTC")


async def sign_in_link(
    offered: WebSessions,
    settings: WebSettings,
    address: str,
    actor: Actor,
    now: datetime,
    lasts: timedelta = LINK,
) -> str:
    """A link that signs this account in, once, while it ``lasts``; ``address`` is the public one.

    Older links of the same person work no more.
    """
    once = token_urlsafe(12)
    await offered.offer(actor.account, once)
    token = _tokens(settings).dumps(
        {
            "account": actor.account,
            "workspace": actor.workspace,
            "name": actor.name,
            "until": int((now + lasts).timestamp()),
            "once": once,
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
        raise SignInError("This sign-in link is too old: a link works for some minutes only. Please ask for a new one.")
    return {key: str(value) for key, value in said.items()}


async def sign_in(request: Request, advisor: Advisor, settings: WebSettings, token: str, now: datetime) -> None:
    """Use a sign-in token up and start a session under a new cookie; the one this browser had before ends.

    Raises:
        SignInError: it is not valid, too old, not the newest, was used before, or is for somebody who is not there
            any more.
    """
    said = check_token(settings, token, now)
    if not await advisor.web_sessions.take(said["account"], said["once"], now):
        raise SignInError(
            "This sign-in link was used before, or you asked for a newer one since. Each works once, and only the "
            "newest. Write to the advisor where you chat, then ask for a new one."
        )
    if not await start(request, advisor, said["account"], said["workspace"], said["name"], now):
        raise SignInError("You are not known to the advisor any more. Write to it where you chat, then ask for a link.")


async def start(request: Request, advisor: Advisor, account: str, workspace: str, name: str, now: datetime) -> bool:
    """Start a session under a new cookie, and end the one that this browser had; False, with nothing done, if there is
    no such account (any more).

    In the tab of a chat program it has a cookie of its own, which outlives it: it tells where to sign in again.
    """
    framed = bool(tab_of(request))
    cookie, label = (TAB_COOKIE if framed else COOKIE), browser_label(request.headers.get("user-agent", ""))
    fresh, before, lasts = token_urlsafe(32), cookies.read(request, cookie), TAB_LASTS if framed else LASTS
    label = f"{label} (Teams)" if framed else label
    if not await advisor.web_sessions.start(fresh, account, workspace, name, label, now, before, lasts):
        return False
    cookies.put(request, cookie, fresh, int(LASTS.total_seconds()), framed=framed)
    return True


def token_of(request: Request) -> str:
    """The token of the session that a request belongs to; empty if it has none."""
    own = cookies.read(request, COOKIE)
    return cookies.read(request, TAB_COOKIE) if not own and tab_of(request) else own


async def session_of(request: Request, advisor: Advisor, now: datetime) -> WebSession | None:
    """The session of a browser on a page that is open to everybody."""
    token = token_of(request)
    return await advisor.web_sessions.find(token, now) if token else None


def browser_label(agent: str) -> str:
    """A browser in words, such as “Firefox on Windows”, from what it says about itself."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "A browser")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser


def local_path(address: str, default: str = "/") -> str:
    """An address on this site to go (back) to; never another site."""
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and len(address) <= BACK
    return address if fits and address.isprintable() else default


def _tokens(settings: WebSettings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret, salt="sign-in")


def language(request: Request) -> str:
    """The language that the browser asks for first, as a BCP 47 tag; empty if it asks for none."""
    found = _LANGUAGE.match(request.headers.get("accept-language", ""))
    return found[0] if found else ""


def zone(request: Request) -> str:
    """The time zone that the browser tells, as an IANA name; empty if it tells none."""
    told = request.cookies.get("zone", "").replace("%2F", "/")
    return told if told in _zones() else ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
