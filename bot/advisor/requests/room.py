"""What requests add to the house, and how one is answered: reading at once, changing with care."""

from collections.abc import Mapping
from typing import get_args

from bot.advisor.home import home
from bot.advisor.importing import offering as importing
from bot.advisor.registry import Handler, Press, Room
from bot.advisor.requests import papers, session, settings, work
from bot.advisor.settings import cluster, own
from bot.advisor.turn import Turn
from bot.chat.views import Reply
from knowledge.search.requests import KINDS, Kind, Request, When

OF_CLUSTERS: frozenset[Kind] = frozenset(
    {"due", "done", "not-done", "later", "postpone", "undo", "colleague", "cluster"}
)
"""What only people of a cluster have; the others see their Home."""


async def answer(turn: Turn, request: Request, text: str) -> Reply | None:
    """Answer a request that is sure; None where it turns out to be none."""
    kind: Kind = request.kind
    if kind in ("yes", "no"):
        if not turn.person.cluster or not await work.answers_question(turn):
            return None
        return await work.done(turn, request, "") if kind == "yes" else await work.not_done(turn)
    if kind in OF_CLUSTERS and not turn.person.cluster:
        return await home.home(turn)
    match kind:
        case "due":
            return await work.due(turn, request)
        case "done":
            return await work.done(turn, request, text)
        case "not-done":
            return await work.not_done(turn)
        case "later":
            return await work.later(turn, request, text)
        case "postpone":
            return await work.postpone(turn, request, text)
        case "undo":
            return await work.undo(turn)
        case "session":
            return await session.show(turn)
        case "session-set" | "session-move":
            return await session.change(turn, request, text)
        case "session-cancel":
            return await session.cancel(turn, request, text)
        case "open":
            return await papers.open_(turn, request)
        case "reminders-on" | "reminders-off":
            return await settings.reminders(turn, request)
        case "reminders-pause":
            return await settings.pause(turn, request, text)
        case "zone":
            return settings.zone(turn)
        case "language":
            return settings.language(turn)
        case "settings":
            return await own.show(turn)
        case "cluster":
            return await cluster.show(turn)
        case "coach":
            return await settings.coach(turn)
        case "colleague":
            return await settings.colleagues(turn)
        case "import":
            return importing.invite(turn)
        case "anger":
            return settings.angry(turn)
        case "home":
            return await home.home(turn)
        case "start":
            return papers.wish(turn, request)
    return None


def _when(part: str) -> When:
    return next((each for each in get_args(When) if each == part), "")


async def do(turn: Turn, kind: str) -> Reply:
    """The button of an offered request: reminders are turned, all else is answered as if it was asked for."""
    if kind in ("reminders-on", "reminders-off"):
        return await settings.turn_reminders(turn, kind == "reminders-on")
    chosen = next((each for each in KINDS if each == kind), None)
    if chosen is None:
        return turn.say("chat.stale-button")
    request = Request(chosen, 1.0, True, False)
    reply = await answer(turn, request, "")
    return reply or (papers.begin(turn, request) if chosen == "open" else turn.say("chat.stale-button"))


async def keep(turn: Turn) -> Reply:
    """The button "Leave it as it is"."""
    return turn.say("chat.kept")


PRESSES: Mapping[Press, Handler] = {
    ("request", "do"): lambda turn, p: do(turn, p[0]),
    ("request", "keep"): lambda turn, p: keep(turn),
    ("request", "due"): lambda turn, p: work.due(turn, Request("due", 1.0, True, False, when=_when(p[0]), whose="all")),
    ("request", "remind"): lambda turn, p: work.remind_on(turn, p[0], p[1]),
}

ROOM = Room(PRESSES)
