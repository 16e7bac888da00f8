"""Installing the advisor by a link: what it asks for, the way to Slack and back, and what is said of how it went."""

import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.slack.declared import scopes
from bot.slack.errors import Meaning, SlackError
from bot.slack.installation import Installation
from bot.slack.installations import NotAnsweredError
from bot.slack.oauth import OAuth
from bot.slack.stored_installations import Granted

log = logging.getLogger(__name__)

REASONS: Mapping[str, str] = {
    "app_mentions:read": "To hear when somebody mentions it in a channel.",
    "assistant:write": "To offer what you can ask, beside your conversation with it.",
    "chat:write": "To answer and to remind.",
    "commands": "For its slash commands.",
    "files:read": "To open a file that you send to it directly, or choose in its window. It opens no other.",
    "files:write": "To send you the files of a document when you ask for them, in your direct messages.",
    "im:history": "To read what people write to it.",
    "im:write": "To find its conversation with a person.",
    "users:read": "To know names, languages and time zones, and who is a member of your workspace.",
}
"""Permission → what it is for, as the page of the installation says it."""

_AGAIN = "Begin again."
_OURS = "Tell this to whoever looks after the advisor: "


class Begun(Protocol):
    """Where installations that are begun, and those that are made, are kept; raises `NotAnsweredError`."""

    async def begin(self, state: str, now: datetime) -> None: ...

    async def take(self, state: str, now: datetime) -> bool: ...

    async def keep(self, granted: Granted, now: datetime) -> int: ...


@dataclass(frozen=True)
class Outcome:
    """How an installation went: ``steps`` are what to do next, ``link`` leads to the advisor in Slack."""

    ok: bool
    title: str
    text: str
    steps: Sequence[str] = ()
    link: str = ""
    name: str = ""


class Installing:
    """``installed`` is told of every installation that was made."""

    def __init__(
        self, oauth: OAuth, begun: Begun, new_state: Callable[[], str], installed: Callable[[str], Awaitable[None]]
    ) -> None:
        self._oauth, self._begun, self._new_state, self._installed = oauth, begun, new_state, installed

    def permissions(self) -> Sequence[tuple[str, str]]:
        """What the advisor asks for, and why."""
        return [(scope, REASONS.get(scope, "For what it does in your workspace.")) for scope in scopes()]

    async def begin(self, now: datetime) -> tuple[str, str]:
        """A state for the browser to hold, and the address at Slack to go to; the state is empty where that cannot be
        begun now."""
        state = self._new_state()
        try:
            await self._begun.begin(state, now)
        except NotAnsweredError:
            return "", ""
        return state, self._oauth.authorize_url(state)

    async def finish(self, given: Mapping[str, str], held: str, now: datetime) -> Outcome:
        """What came of it: ``given`` is what Slack sent the browser back with, ``held`` the state that it holds."""
        state, error, code = (given.get(key, "") for key in ("state", "error", "code"))
        if not state or not held or not hmac.compare_digest(state.encode(), held.encode()):
            return _failed(
                "This was begun in another browser, or long ago",
                "For your safety nothing was installed. Begin and finish in the same browser, within ten minutes.",
            )
        try:
            if not await self._begun.take(state, now):
                return _failed(
                    "This link has ended",
                    "It was used already, or you began more than ten minutes ago. If you have just installed the "
                    f"advisor, all is well. If not: {_AGAIN.lower()}",
                )
            if error or not code:
                return _refused(error)
            return await self._finished(await self._oauth.exchange(code, now), now)
        except SlackError as failure:
            log.warning("An installation failed: %s", failure)
            return _explained(failure)
        except NotAnsweredError as problem:
            log.warning("An installation could not be kept: %s", problem)
            return _failed("The advisor could not keep this just now", f"Wait a minute, then try it. {_AGAIN}")

    async def _finished(self, granted: Granted, now: datetime) -> Outcome:
        where = granted.installation
        revision = await self._begun.keep(granted, now)
        log.info("The advisor is installed in %s (change %d)", where.home, revision)
        try:
            await self._installed(where.workspace)
        except Exception as error:  # whatever it is, the advisor is installed
            log.warning("What waits for %s could not be set free: %s", where.workspace, type(error).__name__)
        return _done(where, revision, sorted(set(scopes()) - granted.scopes))


def _done(where: Installation, revision: int, lacking: Sequence[str]) -> Outcome:
    more = ""
    if lacking:
        more = (
            f" Slack did not grant all it needs: {', '.join(lacking)}. {_OURS}the app in Slack is older than the "
            "advisor; paste the manifest again."
        )
    where_to = where.team or where.enterprise
    return Outcome(
        True,
        "The advisor is installed" if revision == 1 else "The advisor is up to date",
        ("All that was there before is still there." if revision > 1 else "It is ready in Slack now.") + more,
        (
            "Open Slack, find “Cluster Advisor” under “Apps”, and write a question, such as “How do we attract new "
            "members?”",
            "Open its “Home” tab. It asks once whether the name and country of your cluster are right.",
            "In a channel, type “/invite @Cluster Advisor”. Then everybody can mention it there.",
        ),
        f"https://app.slack.com/client/{where_to}" if where_to else "",
        where.name,
    )


def _refused(error: str) -> Outcome:
    if error == "access_denied":
        return _failed(
            "The advisor was not installed",
            "You chose “Cancel” in Slack, or your workspace lets only some people install apps. Nothing was changed. "
            "Ask an administrator of your workspace to open this page.",
        )
    return _failed(
        "Slack did not allow it",
        f"Nothing was changed. {_AGAIN} If it happens again, ask whoever looks after the advisor.",
    )


def _explained(failure: SlackError) -> Outcome:
    match failure.code:
        case "invalid_code" | "code_already_used" | "code_expired":
            return _failed("This link has ended", f"Slack takes each one once, for ten minutes. {_AGAIN}")
        case "invalid_client_id" | "bad_client_secret" | "invalid_client":
            what = "Slack does not accept SLACK_CLIENT_ID or SLACK_CLIENT_SECRET."
        case "bad_redirect_uri":
            what = "the app in Slack lacks this advisor’s redirect address; paste the manifest again."
        case "no_bot_token":
            what = "Slack granted no bot; paste the manifest again."
        case _:
            what = ""
    if what:
        return _failed("The advisor is not set up right", f"Nothing was installed. {_OURS}{what}")
    if failure.meaning in (Meaning.DOWN, Meaning.LOST, Meaning.FAILED, Meaning.WAIT):
        return _failed("Slack did not answer", f"Wait a minute, then try it. {_AGAIN}")
    return _failed("Slack did not install it", f"Slack says “{_word(failure.code)}”. {_AGAIN}")


def _word(code: str) -> str:
    """Slack's name of an error, and nothing else that may come in its place."""
    return code if code.replace("_", "").isalnum() and len(code) <= 60 else "error"


def _failed(title: str, text: str) -> Outcome:
    return Outcome(False, title, text)
