"""The clusters of a coach: how long their page and Home take with 30 clusters, beside those with one."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.processes import BenchmarkError
from benchmarks.table import percentile, table
from bot.advisor import Advisor, Services
from bot.chat.events import Actor, Belonging, Command, Event, HomeOpened, Place
from bot.chat.views import DocumentView
from bot.sender_router import SenderRouter
from bot.store import Role, Scope, Store, Tx, clusters, documents, feedback, sessions
from bot.web.render import Frame, document_page, home
from flows.dialogues.action_plan import ActionPlan
from knowledge.library.articles import ARTICLES, load_articles

CLUSTERS, ACTIONS, ROUNDS = 30, 15, 40
AIM = 3.0
"""So many times the time of one cluster may they take."""
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""A Monday morning."""
_COACH = Actor(account="web:coach", workspace="web:c0", name="Petra", belonging=Belonging.MEMBER)
_PLACE = Place(conversation=_COACH.account)
PAGES: dict[str, Event] = {
    "all clusters": Command(actor=_COACH, place=_PLACE, name="cohort"),
    "Home": HomeOpened(actor=_COACH, place=_PLACE),
}


@dataclass(frozen=True)
class Times:
    """Processor seconds of the first time, when the plans are read, and of the half that is quicker later."""

    first: float
    again: float


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
        return report(measure(Path(folder), CLUSTERS, ROUNDS))


def measure(folder: Path, count: int, rounds: int) -> dict[str, tuple[Times, Times]]:
    """Each page with one cluster and with so many, by turns, as the advisor answers and the web page draws it."""
    return asyncio.run(_measure(folder, count, rounds))


async def _measure(folder: Path, count: int, rounds: int) -> dict[str, tuple[Times, Times]]:
    engine = _Articles()
    houses = [await _house(folder / f"{number}.db", number, engine) for number in (1, count)]
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in PAGES}
    for _ in range(rounds):
        for name, event in PAGES.items():
            for (_, advisor), times in zip(houses, taken[name], strict=True):
                begun = time.process_time()
                await _drawn(advisor, event)
                times.append(time.process_time() - begun)
    for store, _ in houses:
        await store.close()
    return {name: (_times(one), _times(many)) for name, (one, many) in taken.items()}


def _times(taken: list[float]) -> Times:
    return Times(taken[0], percentile(taken[1:] or taken, 0.5))


async def _house(path: Path, count: int, engine: Any) -> tuple[Store, Advisor]:
    store = await Store.open(f"sqlite:///{path}")
    await store.write(lambda tx: fill(tx, count))
    services = Services(store, lambda: engine, SenderRouter(), lambda: "id")
    return store, Advisor(services)


class _Articles:
    """The engine as far as nobody asks a question: Home tells which articles are to be read again."""

    def __init__(self) -> None:
        self.library = load_articles(ARTICLES)


async def _drawn(advisor: Advisor, event: Event) -> None:
    """What is answered, drawn as a page.

    Raises:
        BenchmarkError: it is answered by none.
    """
    reply = await advisor.handle(event, NOW)
    frame = Frame(account=_COACH.account)
    if reply.home is not None:
        home(reply.home, frame)
    elif isinstance(reply.view, DocumentView):
        document_page(reply.view, frame)
    else:
        raise BenchmarkError(f"{type(event).__name__} was not answered by a page")


def report(found: dict[str, tuple[Times, Times]]) -> str:
    """The table."""
    rows = [
        [
            name,
            f"{one.again * 1000:.1f} ms",
            f"{many.again * 1000:.1f} ms",
            f"{many.again / one.again:.1f}",
            f"≤ {AIM:g}",
            f"{many.first * 1000:.0f} ms",
        ]
        for name, (one, many) in found.items()
    ]
    head = ["processor time", "1 cluster", f"{CLUSTERS} clusters", "ratio", "aim", "the first time"]
    title = f"A coach with {CLUSTERS} clusters, {2 * CLUSTERS} people and {CLUSTERS} plans of {ACTIONS} actions"
    return table(title, head, rows)


def fill(tx: Tx, count: int, first: int = 0) -> None:
    """So many clusters of one coach, counted from ``first``.

    Each has two people, a plan that was handed in, and a session; a third of them has comments, a third is accepted.
    """
    for number in range(first, first + count):
        _fill(tx, number)


def _fill(tx: Tx, number: int) -> None:
    id, workspace = f"c{number}", f"web:c{number}"
    clusters.create(tx, id=id, name=f"Cluster {number:02}", country="BE", now=NOW)
    clusters.connect(tx, workspace, id, NOW)
    people = [("web:coach", "Petra", Role.COACH)]
    people += [(f"{workspace}p{each}", f"Person {each}", Role.STAFF) for each in range(2)]
    for account, name, role in people:
        clusters.add_person(
            tx,
            cluster=id,
            person=account.replace(":", "-"),
            name=name,
            account=account,
            workspace=workspace if role is Role.STAFF else "web:c0",
            role=role,
            zone="Europe/Brussels",
            locale="en",
            country="BE",
            now=NOW,
        )
    staff, coach = Scope(id, f"web-c{number}p0", Role.STAFF), Scope("", "web-coach", Role.COACH)
    plan = f"plan{number}"
    documents.create(
        tx,
        staff,
        id=plan,
        dialogue=ActionPlan.id,
        dialogue_version=ActionPlan.version,
        name=f"Plan {number}",
        answers=_answers(),
        about="",
        parent=None,
        now=NOW,
    )
    documents.submit(tx, staff, plan, revision=1, now=NOW)
    documents.hand_in(tx, staff, plan, 1, NOW)
    if number % 3:
        feedback.write(tx, coach, plan, 1, note="Well begun", steps="", accepted=number % 3 == 1, now=NOW)
        feedback.send(tx, coach, plan, 1, NOW)
    starts_at = NOW + timedelta(days=2 + number)
    wall = starts_at.replace(tzinfo=None)
    sessions.add(tx, staff, wall=wall, zone="Etc/UTC", starts_at=starts_at, now=NOW)


def _answers() -> dict[str, Any]:
    rows = {
        f"r{each}": {
            "action": f"Call member {each}",
            "responsible": "Person 0",
            "deadline": (NOW + timedelta(days=7 * (each - 3))).date().isoformat(),
        }
        for each in range(ACTIONS)
    }
    return {"start": {"start": "2027-02-01"}, "actions": {"actions": {"order": list(rows), "rows": rows}}}
