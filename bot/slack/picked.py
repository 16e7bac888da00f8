"""People chosen from Slack's list: looked up through the gate of belonging, and known from then on."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.chat.events import Belonging
from bot.slack import listen
from bot.slack.handlers import HandlerContext
from bot.slack.listen import Route
from bot.slack.people_inputs import mention, mentioned
from flows.fields import Raw


async def known(context: HandlerContext, route: Route, answers: Mapping[str, Raw]) -> dict[str, Raw]:
    """The answers, with everybody chosen made known to the advisor, so that reminders reach them.

    Whoever is no member of the workspace stands there by name, as somebody outside.  Of whom Slack does not tell, the
    mention stays: the advisor then asks to choose again.
    """
    users = {user: "" for raw in answers.values() if isinstance(raw, list) for item in raw if (user := mentioned(item))}
    if not users:
        return dict(answers)
    outside = dict(await asyncio.gather(*(_met(context, route, user) for user in users)))
    return {key: _named(raw, outside) for key, raw in answers.items()}


async def _met(context: HandlerContext, route: Route, user: str) -> tuple[str, str]:
    """The user and, if they are no member, their name."""
    profile = await context.people.profile(user, context.clock())
    actor = listen.actor(Route(route.team, user, user), profile, context.installed)
    if actor.belonging is Belonging.MEMBER:
        await context.advisor.meet(actor, context.clock())
    member = actor.belonging in (Belonging.MEMBER, Belonging.UNKNOWN)
    return user, "" if member else actor.name


def _named(raw: Raw, outside: Mapping[str, str]) -> Raw:
    if not isinstance(raw, list):
        return raw
    items: list[Any] = []
    for item in raw:
        user = mentioned(item)
        items.append((outside.get(user) or mention(user)) if user else item)
    return items
