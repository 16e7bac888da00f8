"""Whether this process works: problems as data, told to everybody without names, and to the log with them."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.store.engine import Store

log = logging.getLogger(__name__)


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


def problems_of(problems: Callable[[], Sequence[str]]) -> Look:
    """Looks at what a part says of itself, in sentences that anybody may read."""

    async def look() -> list[Problem]:
        return [Problem(text) for text in problems()]

    return look


Notes = Callable[[], Awaitable[list[str]]]
"""What people should know although it is not this process that fails, a sentence each that anybody may read."""


async def report(looks: Sequence[Look], notes: Notes, **platforms: str) -> dict[str, Any]:
    """How the process is: ``ok``, its ``problems``, and, where there are none, ``notes``; details go to the log.

    ``platforms`` tell of each whether it works.  That one does not makes no problem: to restart this process would
    not mend it.
    """
    found = await problems(looks)
    for problem in found:
        log.warning("%s %s", problem.text, problem.detail, extra={"seldom": problem.text})
    state = {"ok": not found, "problems": [problem.text for problem in found], "notes": [] if found else await notes()}
    return {**state, **platforms}
