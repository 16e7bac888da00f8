"""Whether this process works: problems as data, told to everybody without names, and to the log with them."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.reminders.clock import Clock
from bot.store.engine import Store

log = logging.getLogger(__name__)

MISSED_TICKS = 6
"""So many ticks without success, and the worker counts as stuck."""


@dataclass(frozen=True)
class Problem:
    """What does not work.

    ``text`` is a short sentence that anybody may read: no name, path, host or text of an exception.  ``detail`` is
    for the log and for ``advisor check``.
    """

    text: str
    detail: str = ""


Look = Callable[[], Awaitable[list[Problem]]]
"""Looks at one part of the process, quickly; no problems when all is well."""


async def problems(looks: Sequence[Look]) -> list[Problem]:
    """What all the looks find.  A look that fails is a problem itself."""
    found: list[Problem] = []
    for look in looks:
        try:
            found += await look()
        except Exception as error:
            found.append(Problem("A part of the advisor cannot be looked at.", type(error).__name__))
    return found


def database(store: Store) -> Look:
    """Looks whether the database answers and is up to date."""

    async def look() -> list[Problem]:
        found = await store.check(thorough=False)
        return [Problem("The database does not answer as it should.", " ".join(found))] if found else []

    return look


def ticks(clock: Clock, seconds: float) -> Look:
    """Looks whether reminders are looked for; ``seconds`` is how often they should be."""

    async def look() -> list[Problem]:
        silent = clock.seconds_since_tick()
        if silent is None or silent <= MISSED_TICKS * seconds:
            return []
        return [Problem("Reminders are not being sent.", f"The last tick was {silent:.0f} seconds ago.")]

    return look


def told(problems: Callable[[], Sequence[str]]) -> Look:
    """Looks at what a part says of itself, in sentences that anybody may read."""

    async def look() -> list[Problem]:
        return [Problem(text) for text in problems()]

    return look


def healthz(looks: Sequence[Look]) -> Callable[[Request], Awaitable[JSONResponse]]:
    """The endpoint: 200, or 503 with what does not work."""

    async def answer(_: Request) -> JSONResponse:
        found = await problems(looks)
        for problem in found:
            log.warning("%s %s", problem.text, problem.detail, extra={"seldom": problem.text})
        body = {"ok": not found, "problems": [problem.text for problem in found]}
        return JSONResponse(body, status_code=503 if found else 200)

    return answer
