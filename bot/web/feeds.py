"""Calendar feeds: read by calendars, which sign in nowhere.  The secret in the address is all that they have."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.advisor.following.feed import UnsureError
from bot.advisor.pace import Pace
from bot.web import listen
from bot.web.limits import FEED_PAUSE, FEED_READS, FEED_READS_EACH
from bot.web.web import Web

_APART = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-cache"}
"""On every answer, so that none of them stands in a search engine or in a cache that others share."""


@dataclass(frozen=True)
class Feeds(Web):
    """``from_each`` counts the reads from each address, ``of_each`` those of each link, whatever they find."""

    from_each: Pace = field(default_factory=lambda: Pace(FEED_READS))
    of_each: Pace = field(default_factory=lambda: Pace(FEED_READS_EACH))

    async def calendar(self, request: Request) -> Response:
        """The feed behind a secret; who asks for any other gets the same answer, whatever the reason."""
        secret, now = request.path_params["secret"], self.clock()
        if wait := self.from_each.wait(listen.source(request), now) or self.of_each.wait(secret, now):
            raise HTTPException(429, headers={**_APART, "Retry-After": str(wait)})
        try:
            found = await self.advisor.calendar(secret, now)
        except UnsureError:
            raise HTTPException(503, headers={**_APART, "Retry-After": str(FEED_PAUSE)}) from None
        if found is None:
            raise HTTPException(404, headers=_APART)
        headers = {
            **_APART,
            "ETag": f'"{found.mark}"',
            "Last-Modified": format_datetime(found.changed_at.astimezone(UTC), usegmt=True),
            "Content-Disposition": 'inline; filename="cluster-advisor.ics"',
        }
        if _is_known(request, found.mark, found.changed_at):
            return Response(status_code=304, headers=headers)
        return Response(found.content, media_type="text/calendar; charset=utf-8", headers=headers)


def _is_known(request: Request, mark: str, changed_at: datetime) -> bool:
    """Whether the calendar has read just this before; a mark counts more than a date."""
    if marks := request.headers.get("if-none-match"):
        return f'"{mark}"' in [each.strip().removeprefix("W/") for each in marks.split(",")]
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except (TypeError, ValueError, IndexError):  # none, or not a date
        return False
    return changed_at.replace(microsecond=0) <= (since if since.tzinfo else since.replace(tzinfo=UTC))
