"""What Slack's errors mean for us, in one table, and the one place where a failed call becomes such an error."""

from collections.abc import Awaitable, Iterable
from enum import StrEnum
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

T = TypeVar("T")


class Meaning(StrEnum):
    """What to make of a call that failed."""

    ELSEWHERE = "elsewhere"
    """This conversation does not take it; the person's direct messages may."""
    CONTENT = "content"
    """Slack does not take what it is to show."""
    NO_WINDOW = "no window"
    """No window may open now."""
    GONE = "gone"
    """The message or window that is to change is not there any more, or was changed meanwhile."""
    MENDABLE = "mendable"
    """The app may not do this until somebody changes something in Slack."""
    REVOKED = "revoked"
    """Slack does not accept the token any more."""
    WAIT = "wait"
    """A rate limit."""
    DOWN = "down"
    """Slack was not reached: nothing was done."""
    FAILED = "failed"
    """Slack failed, and most likely did nothing."""
    LOST = "lost"
    """No answer came: it may have been done."""
    REFUSED = "refused"
    """Anything else that Slack says no to."""


def _all(meaning: Meaning, codes: str) -> dict[str, Meaning]:
    return dict.fromkeys(codes.split(), meaning)


_MEANINGS = {
    **_all(
        Meaning.ELSEWHERE,
        "channel_not_found not_in_channel user_not_in_channel is_archived no_permission cannot_reply_to_message"
        " messages_tab_disabled thread_locked thread_not_found posting_to_general_channel_denied"
        " as_user_not_supported channel_type_not_supported method_not_supported_for_channel_type is_inactive"
        " not_allowed message_not_in_channel",
    ),
    **_all(
        Meaning.CONTENT,
        "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments"
        " invalid_arguments invalid_metadata_format invalid_metadata_schema metadata_too_large",
    ),
    **_all(
        Meaning.NO_WINDOW,
        "expired_trigger_id trigger_expired exchanged_trigger_id trigger_exchanged invalid_trigger_id"
        " invalid_trigger push_limit_reached",
    ),
    **_all(
        Meaning.GONE,
        "message_not_found cant_update_message edit_window_closed hash_conflict not_found view_not_found",
    ),
    **_all(
        Meaning.MENDABLE,
        "missing_scope access_denied org_login_required ekm_access_denied team_added_to_org two_factor_setup_required",
    ),
    **_all(
        Meaning.REVOKED,
        "token_revoked account_inactive invalid_auth not_authed token_expired team_access_not_granted",
    ),
    **_all(Meaning.WAIT, "ratelimited rate_limited"),
    **_all(Meaning.FAILED, "fatal_error internal_error request_timeout service_unavailable"),
}
_BEGINNINGS = {"restricted_action": Meaning.ELSEWHERE}
"""Slack adds variants to these: ``restricted_action_thread_locked`` and more."""


class SlackError(Exception):
    """A call failed.  ``code`` is Slack's name for it, or ours; ``retry_after`` in seconds, where Slack says."""

    def __init__(self, meaning: Meaning, code: str, retry_after: float | None = None) -> None:
        super().__init__(f"{meaning}: {code}")
        self.meaning = meaning
        self.code = code
        self.retry_after = retry_after


def meaning_of(code: str) -> Meaning:
    """What one of Slack's error codes means; one that we do not know is a refusal."""
    if found := _MEANINGS.get(code):
        return found
    return next((meaning for begins, meaning in _BEGINNINGS.items() if code.startswith(begins)), Meaning.REFUSED)


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
        return SlackError(Meaning.WAIT, name or "ratelimited", _retry_after(error))
    if status >= 500 or not name:
        return SlackError(Meaning.FAILED, name or str(status))
    return SlackError(meaning_of(name), name)


def _code(error: SlackApiError) -> str:
    data = error.response.data if hasattr(error.response, "data") else error.response
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", None) or getattr(error.response, "status", None) or 0)


def _retry_after(error: SlackApiError) -> float:
    headers = {str(key).lower(): value for key, value in (getattr(error.response, "headers", None) or {}).items()}
    try:
        return max(float(headers.get("retry-after", 1)), 0.0)
    except ValueError:
        return 1.0


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
        case "token_revoked" | "account_inactive" | "token_expired" | "team_access_not_granted":
            advice = f"Install the app again under “Install App”, and set the new token, which stands under “{where}”."
            return f"Slack has taken the access of {token} away ({error.code}). {advice}"
        case "missing_scope":
            return f"{token} lacks a permission (missing_scope). Compare docs/slack.md, and make the token again."
    return (
        f"Slack does not accept {token} ({error.code}). Copy it again: it stands under “{where}” in the app's settings."
    )


def missing(wanted: Iterable[str], given: str) -> list[str]:
    """The permissions that a token lacks; ``given`` is what Slack lists, with commas."""
    has = {scope.strip() for scope in given.split(",")}
    return [scope for scope in wanted if scope not in has]
