"""How far each cluster is: read at once for all that somebody accompanies, then chosen and put in an order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.advisor.commenting.hand_ins import BACK
from bot.advisor.following import duties
from bot.advisor.turn import Turn
from bot.reminders import hand_in, nudge_rules
from bot.store import cohort, feedback, hand_ins
from bot.store.engine import Tx
from bot.store.feedback import ClusterState, HandInState
from bot.store.hand_ins import SessionHandIn
from bot.store.scope import PROGRAMME, Role
from flows.dialogues.action_plan import ActionPlan

STATES = tuple(HandInState)
"""In the order of the work."""
_BEGUN = frozenset({HandInState.NONE, HandInState.DRAFT})
_WAITED_FOR = _BEGUN | {HandInState.IN_COMMENTS}


class Filter(StrEnum):
    """Which clusters are shown; beside these each state is one."""

    ALL = "all"
    LATE = "late"


class Order(StrEnum):
    """What they are sorted by."""

    NAME = "name"
    STATE = "state"
    SESSION = "session"
    OVERDUE = "overdue"


FILTERS: tuple[str, ...] = (*Filter, *STATES)


@dataclass(frozen=True)
class Standing:
    """How far a cluster is.

    ``session`` is the next one, ``due`` when the plan is to be handed in for it, or was to be if that is ``missing``.
    ``came_late``: for a session of late or ahead it was handed in too late.
    ``overdue`` counts the actions of the plan that was handed in; ``reminded``: somebody nudged the cluster today.
    """

    of: ClusterState
    session: datetime | None = None
    due: datetime | None = None
    missing: bool = False
    came_late: bool = False
    overdue: int = 0
    reminded: bool = False

    @property
    def late(self) -> bool:
        """Whether something is missing or came late."""
        return self.missing or self.came_late

    @property
    def is_waited_for(self) -> bool:
        """Whether something is to be handed in."""
        return self.of.state in _WAITED_FOR


def may_see(turn: Turn) -> bool:
    """Coaches see the clusters granted to them, administrators all."""
    return turn.person.role in (Role.COACH, Role.ADMIN)


def read(tx: Tx, turn: Turn, *, actions: bool = True) -> list[Standing]:
    """All clusters that the person accompanies, in the same number of queries however many there are.

    Without ``actions`` what is overdue is not counted.
    """
    if not may_see(turn):
        return []
    states = {id: each for id, each in feedback.states(tx, turn.scope, ActionPlan.id).items() if id != PROGRAMME}
    sessions: dict[str, list[SessionHandIn]] = {}
    for session in hand_ins.of_coach(tx, turn.scope, ActionPlan.id, turn.now - BACK):
        sessions.setdefault(session.cluster, []).append(session)
    overdue = _overdue(tx, turn) if actions else {}
    reminded = _reminded(tx, turn, states)
    return [
        standing(each, sessions.get(id, ()), turn.now, overdue=overdue.get(id, 0), reminded=id in reminded)
        for id, each in states.items()
    ]


def standing(
    state: ClusterState, sessions: Sequence[SessionHandIn], now: datetime, *, overdue: int = 0, reminded: bool = False
) -> Standing:
    """How far a cluster is, from the sessions of late and ahead, the first first.

    Where nothing was ever handed in it is late from the first day that passed; with comments to answer, when the day
    of the next session has passed.
    """
    ahead = [each for each in sessions if each.starts_at > now]
    awaited = sessions if state.state in _BEGUN else ahead[:1] if state.state in _WAITED_FOR else ()
    missed = [by for each in awaited if (by := _due(each)) <= now]
    due = missed[-1] if missed else _due(ahead[0]) if ahead else None
    came_late = any(each.handed_in_at is not None and each.handed_in_at > _due(each) for each in sessions)
    return Standing(state, ahead[0].starts_at if ahead else None, due, bool(missed), came_late, overdue, reminded)


def _due(session: SessionHandIn) -> datetime:
    return hand_in.due(session.wall, session.zone, session.later)


def _overdue(tx: Tx, turn: Turn) -> dict[str, int]:
    """How many actions are overdue in what was handed in, by cluster; what is not is left out."""
    found: dict[str, int] = {}
    for plan in cohort.plans(tx, turn.scope, ActionPlan.id):
        late = sum(not duty.done and duty.deadline < turn.today for duty in duties.of_version(plan))
        if late:
            found[plan.cluster] = found.get(plan.cluster, 0) + late
    return found


def _reminded(tx: Tx, turn: Turn, clusters: Iterable[str]) -> set[str]:
    """The clusters that somebody nudged today, in the time of the person who looks."""
    day = datetime.combine(turn.today, datetime.min.time(), ZoneInfo(turn.voice.zone)).astimezone(UTC)
    sources = [nudge_rules.source(cluster) for cluster in clusters]
    planned = cohort.nudged(tx, turn.scope, sources, day)
    return {cluster for cluster, params in planned if datetime.fromisoformat(params["at"]) >= day}


def chosen(standings: Iterable[Standing], wanted: str) -> list[Standing]:
    """Those of a filter; all for an unknown one."""
    if wanted == Filter.LATE:
        return [each for each in standings if each.late]
    return [each for each in standings if wanted not in STATES or each.of.state == wanted]


def ordered(standings: Iterable[Standing], order: str) -> list[Standing]:
    """By name, and before that by what is asked for."""
    by_name = sorted(standings, key=lambda each: (each.of.cluster_name.casefold(), each.of.cluster))
    return sorted(by_name, key=_KEYS[order]) if order in _KEYS else by_name


_KEYS: Mapping[str, Callable[[Standing], float]] = {
    Order.STATE: lambda each: STATES.index(each.of.state),
    Order.SESSION: lambda each: each.session.timestamp() if each.session else float("inf"),
    Order.OVERDUE: lambda each: -each.overdue,
}


def counted(standings: Sequence[Standing]) -> dict[str, int]:
    """How many there are of each filter."""
    return {wanted: len(chosen(standings, wanted)) for wanted in FILTERS}
