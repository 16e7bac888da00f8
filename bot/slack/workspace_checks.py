"""Asking Slack about every workspace that has installed the advisor: many at a time, and bounded in all."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.declared import scopes
from bot.slack.diagnosis import Part, scopes_of
from bot.slack.errors import Meaning, SlackError, asking, missing

AT_ONCE = 10
"""So many workspaces are asked about at the same time."""

PATIENCE, ALTOGETHER = 5.0, 20.0
"""Seconds in which Slack must answer for one, and for all."""

SHOWN = 10
"""So many of those that are well have a line of their own; what is not well has one always."""

_AWAY = frozenset({Meaning.DOWN, Meaning.LOST, Meaning.WAIT, Meaning.FAILED})
"""What says nothing of the workspace."""


@dataclass(frozen=True)
class Held:
    """An installation as it is kept.

    ``scopes`` were granted, and count where Slack lists none with its answer; ``renewable``: Slack gives a new token
    for one that has ended.
    """

    home: str
    name: str
    token: str = field(repr=False)
    scopes: Sequence[str] = ()
    renewable: bool = False

    def __str__(self) -> str:
        return f"“{self.name}” ({self.home})" if self.name else self.home


@dataclass(frozen=True)
class _Found:
    held: Held
    ok: bool
    text: str = ""
    """Empty where Slack did not tell of this workspace."""


async def diagnose_all(held: Sequence[Held], api_url: str, install: str) -> list[Part]:
    """One part for each workspace that is not well, and at most `SHOWN` and one for those that are.

    ``install`` is the address at which somebody installs the advisor again.
    """
    turns = asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
        quiet = logging.getLogger("bot.slack.library.web")
        quiet.setLevel(logging.WARNING)

        async def one(each: Held) -> _Found:
            async with turns:
                client = AsyncWebClient(
                    each.token, api_url, int(PATIENCE), session=session, logger=quiet, retry_handlers=[]
                )
                return await _asked(client, each, install)

        asking_all = [asyncio.create_task(one(each)) for each in held]
        if asking_all:
            await asyncio.wait(asking_all, timeout=ALTOGETHER)
        for task in asking_all:
            task.cancel()
        found = await asyncio.gather(*asking_all, return_exceptions=True)
    return list(_parts(held, [each for each in found if isinstance(each, _Found)]))


async def _asked(client: AsyncWebClient, held: Held, install: str) -> _Found:
    again = f"Ask somebody there to open {install} again"
    try:
        answer = await asking(client.auth_test())
    except SlackError as error:
        if error.meaning in _AWAY:
            return _Found(held, ok=False)
        if error.code == "token_expired" and held.renewable:
            return _Found(held, True, "its token has ended, and is renewed when it is next used")
        return _Found(
            held, False, f"Slack does not accept its token ({error.code}). {again}, and press “Add to Slack”."
        )
    given = scopes_of(answer)
    if lacking := missing(scopes(), ",".join(held.scopes) if given is None else given):
        text = f"the app may not do there what it needs: {', '.join(lacking)}. {again}: it asks for what is missing."
        return _Found(held, False, text)
    return _Found(held, True, "accepted, with all permissions")


def _parts(held: Sequence[Held], found: Sequence[_Found]) -> Iterator[Part]:
    told = [each for each in found if each.text]
    for each in told:
        if not each.ok:
            yield Part(f"workspace {each.held}", False, each.text)
    answered = {each.held.home for each in told}
    if silent := [each for each in held if each.home not in answered]:
        text = (
            f"Slack did not tell of {', '.join(map(str, silent))}. Check this machine’s network, and SLACK_API_URL if "
            "you set it; see https://status.slack.com, wait a few minutes, and run “advisor check” again."
        )
        yield Part("workspaces", False, text)
    well = [each for each in told if each.ok]
    for each in well[:SHOWN]:
        yield Part(f"workspace {each.held}", True, each.text)
    if len(well) > SHOWN:
        yield Part("workspaces", True, f"{len(well) - SHOWN} more are well, too")
