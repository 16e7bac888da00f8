"""The cohort asked for in words: ``/cohort``, ``/cohort late``, ``/cohort by overdue``, “my clusters”."""

from collections.abc import Mapping

from bot.advisor.cohort import compared, listing
from bot.advisor.cohort.listing import Wanted
from bot.advisor.cohort.standings import Filter, Order, may_see
from bot.advisor.turn import Turn
from bot.chat.events import FormSent
from bot.chat.views import Reply
from bot.store.feedback import HandInState
from flows.forms import FormRef

DOCUMENT = listing.DOCUMENT
_FILTERS: Mapping[str, str] = {
    "late": Filter.LATE,
    "nothing": HandInState.NONE,
    "draft": HandInState.DRAFT,
    "begun": HandInState.DRAFT,
    "handed": HandInState.HANDED_IN,
    "comments": HandInState.IN_COMMENTS,
    "done": HandInState.DONE,
}
_ORDERS: Mapping[str, Order] = {
    "name": Order.NAME,
    "state": Order.STATE,
    "session": Order.SESSION,
    "sessions": Order.SESSION,
    "overdue": Order.OVERDUE,
}
_NOT = frozenset({"not", "without", "missing", "hasn't", "haven't"})
"""Who has not done something is among several states: then all are shown, those who have done least first."""
_NEEDS = frozenset({"needs", "compare", "comparison"})
_ASKED: Mapping[str, str] = {
    **dict.fromkeys(("cohort", "the cohort", "my cohort", "our cohort"), ""),
    **dict.fromkeys(("my clusters", "our clusters", "all clusters", "show all clusters", "show my clusters"), ""),
    **dict.fromkeys(
        ("who has not handed in", "who hasn't handed in", "which clusters have not handed in"), "not handed"
    ),
    **dict.fromkeys(("overdue clusters", "show overdue clusters", "overdue actions of my clusters"), "by overdue"),
    **dict.fromkeys(("who is late", "late clusters", "which clusters are late", "show late clusters"), "late"),
    **dict.fromkeys(("compare needs", "compare the needs", "needs of my clusters", "needs of all clusters"), "needs"),
}
"""What people write, and what that means after the command."""


def asked(turn: Turn, text: str) -> str | None:
    """What stands after the command in the words of somebody who accompanies clusters; None for anything else."""
    return _ASKED.get(" ".join(text.casefold().replace("’", "'").strip(" .!?").split())) if may_see(turn) else None


def offered(turn: Turn) -> bool:
    """Whether help tells of it: where others read it says nothing of what somebody may do."""
    return may_see(turn) and not turn.place.shared


async def command(turn: Turn, text: str) -> Reply:
    """The list, or the comparison; words that are none of ours change nothing."""
    words = [word.strip("\"'“”‘’.,!?") for word in text.casefold().replace("’", "'").replace("-", " ").split()]
    if _NEEDS & set(words):
        return await compared.show(turn)
    wanted = next((_FILTERS[word] for word in words if word in _FILTERS), "")
    order = next((_ORDERS[word] for word in reversed(words) if word in _ORDERS), Order.NAME)
    if _NOT & set(words):
        wanted, order = "", Order.STATE
    return await listing.show(turn, Wanted.read(wanted, order))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The page of an address."""
    if about == compared.NEEDS:
        return await compared.show(turn)
    filter, order, page, *_ = [*about.split("."), "", "", ""]
    return await listing.show(turn, Wanted.read(filter, order, page))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Nothing is sent to it; what is there is shown."""
    return await listing.show(turn, Wanted())
