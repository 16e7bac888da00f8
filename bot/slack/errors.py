"""The one place where a failed call of the Web API becomes an error of ours, with its meaning."""

from collections.abc import Awaitable, Iterable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.slack.error_codes import ADVICE, Meaning, meaning_of

__all__ = ["Meaning", "SlackError", "asking", "explained", "meaning_of", "missing", "refusal"]

T = TypeVar("T")

AT_ONCE, UNSAID = 1.0, 30.0
"""Seconds to wait where Slack names none: after a rate limit with the status 429, and after one without."""


class SlackError(Exception):
    """A call failed.  ``code`` is Slack's name for it, or ours; ``retry_after`` in seconds, where Slack says."""

    def __init__(self, meaning: Meaning, code: str, retry_after: float | None = None) -> None:
        super().__init__(f"{meaning}: {code}")
        self.meaning = meaning
        self.code = code
        self.retry_after = retry_after


async def asking(call: Awaitable[T]) -> T:
    """Wait for a call of the Web API.

    Raises:
        SlackError: it failed, in whatever way.
    """
    try:
        return await call
    except SlackApiError as error:
        raise refusal(error) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise SlackError(Meaning.DOWN, type(error).__name__) from None
    except SlackRequestError as error:  # a file did not get through
        raise SlackError(Meaning.FAILED, type(error).__name__) from None
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, AttributeError, KeyError) as error:
        # The connection broke, or the answer was not Slack's.
        raise SlackError(Meaning.LOST, type(error).__name__) from None


def refusal(error: SlackApiError) -> SlackError:
    """An answer that is not ok, with its meaning."""
    name, status = _code(error), _status(error)
    if status == 429 or meaning_of(name) is Meaning.WAIT:
        return SlackError(
            Meaning.WAIT, name or "ratelimited", _retry_after(error, AT_ONCE if status == 429 else UNSAID)
        )
    if status >= 500 or not name:
        return SlackError(Meaning.FAILED, name or str(status))
    return SlackError(meaning_of(name), name)


def _code(error: SlackApiError) -> str:
    data = error.response.data if hasattr(error.response, "data") else error.response
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", None) or getattr(error.response, "status", None) or 0)


def _retry_after(error: SlackApiError, unsaid: float) -> float:
    headers = {str(key).lower(): value for key, value in (getattr(error.response, "headers", None) or {}).items()}
    try:
        return max(float(headers.get("retry-after", unsaid)), 0.0)
    except ValueError:
        return unsaid


def explained(error: SlackError, token: str, where: str) -> str:
    """What is wrong with a token, or with the way to Slack, and what to do.

    ``token`` is the name of its setting, ``where`` the page of the app's settings on which it stands.
    """
    match error.meaning:
        case Meaning.DOWN | Meaning.LOST:
            return "Slack cannot be reached. Check this machine's network, and SLACK_API_URL if you set it."
        case Meaning.WAIT | Meaning.FAILED:
            return (
                f"Slack does not answer as it should ({error.code}). Wait a few minutes; see https://status.slack.com."
            )
    match error.code:
        case "token_revoked" | "account_inactive" | "token_expired":
            advice = f"Install the app again under “Install App”, and set the new token, which is under “{where}”."
            return f"Slack has taken the access of {token} away ({error.code}). {advice}"
        case "missing_scope":
            return f"{token} lacks a permission (missing_scope). Compare docs/slack.md, and make the token again."
    if error.meaning is Meaning.MENDABLE:
        advice = ADVICE.get(error.code, "Ask an administrator of the workspace, and see docs/slack-errors.md.")
        return f"Slack lets the app do nothing here now ({error.code}). {advice}"
    return f"Slack does not accept {token} ({error.code}). Copy it again: it is under “{where}” in the app's settings."


def missing(wanted: Iterable[str], given: str) -> list[str]:
    """The permissions that a token lacks; ``given`` is what Slack lists, with commas."""
    has = {scope.strip() for scope in given.split(",")}
    return [scope for scope in wanted if scope not in has]
