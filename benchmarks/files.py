"""Files and pictures of the largest plan: processor time and memory, each in a process of its own, beside a plain one.

A plain file holds the same actions with nothing around them, as the documentation of its library writes one.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

from benchmarks.processes import BenchmarkError, environment
from benchmarks.table import table
from bot.advisor import Advisor, Services
from bot.chat.events import Actor, Belonging, FileWanted, Opened, Place
from bot.chat.views import DocumentView
from bot.sender_router import SenderRouter
from bot.store import Role, Scope, Store, documents
from bot.trial import CLUSTER, create_sample
from bot.web import render
from bot.web.trial import WORKSPACE
from flows.forms import FormRef
from flows.rows import repeat_of

ACTIONS = 200
"""As many as a plan takes."""
AIM = 2.0
"""Processor seconds that a file may take."""
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
_DOCUMENT = "plan"
_MARA = Actor(account="web:mara", workspace=WORKSPACE, belonging=Belonging.MEMBER)

FILES = {
    "document.docx": "Word",
    "document.xlsx": "Excel",
    "document.ics": "calendar",
    "document.txt": "text",
    "page": "page for printing, HTML",
    "priorities.svg": "matrix, SVG",
    "priorities.png": "matrix, PNG",
    "schedule.svg": "schedule, SVG",
    "schedule.png": "schedule, PNG",
}
"""File → what it is called in the table."""


@dataclass(frozen=True)
class Made:
    """Processor seconds of the first file, which also imports what writes it, and of the second; MB at most before
    and behind; bytes of the file."""

    first: float
    again: float
    before: float
    peak: float
    size: int


def run() -> str:
    """Measure, and tell."""
    return report(measure(ACTIONS))


Maker = Callable[[str, str, int], Made]


def measure(actions: int, made: Maker | None = None) -> dict[str, tuple[Made, Made | None]]:
    """Each file as the advisor makes it, and a plain one where there is such a thing; ``made`` measures one.

    Raises:
        BenchmarkError: one of them cannot be made.
    """
    made = made or _in_a_process
    return {
        file: (made("advisor", file, actions), made("plain", file, actions) if file in _PLAIN else None)
        for file in FILES
    }


def report(found: dict[str, tuple[Made, Made | None]]) -> str:
    """The table; each ratio says how many times the advisor takes of a plain file."""
    rows = [
        [
            FILES[file],
            f"{ours.first:.2f} s",
            f"{ours.again:.2f} s",
            f"{plain.again:.2f} s" if plain else "",
            f"{ours.again / plain.again:.1f}×" if plain and plain.again else "",
            f"{ours.peak:.0f} MB",
            f"{ours.peak - ours.before:+.0f} MB",
            f"{plain.peak:.0f} MB" if plain else "",
            f"{ours.size / 1000:,.0f} kB",
        ]
        for file, (ours, plain) in found.items()
    ]
    head = ["largest plan", "first", "again", "plain", "ratio", "memory", "more", "plain", "size"]
    note = f"Processor time; “first” imports what writes it, “again” is what the ratio is of. The aim: < {AIM:.0f} s."
    return table(f"Files of a plan of {ACTIONS} actions", head, rows, note)


def _in_a_process(whose: str, file: str, actions: int) -> Made:
    command = [sys.executable, "-m", "benchmarks.files", whose, file, str(actions)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment({}))
    if done.returncode:
        raise BenchmarkError(f"{file} could not be made: {done.stderr[-2000:]}")
    return Made(**json.loads(done.stdout))


def make(whose: str, file: str, actions: int) -> Made:
    """Make it twice in this process: as the advisor does, or plain."""
    if whose == "plain":
        return make_plain(file, actions)
    with submitted(actions) as make_one:
        return make_one(file)


def make_plain(file: str, actions: int) -> Made:
    """Make a plain one twice in this process."""
    rows = plan(actions)["actions"]["actions"]["rows"]
    return _measured(lambda: _PLAIN[file](rows))


@contextmanager
def submitted(actions: int) -> Iterator[Callable[[str], Made]]:
    """What makes a file of a plan of so many actions twice in this process, as the advisor does."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder, asyncio.Runner() as runner:
        store = runner.run(Store.open(f"sqlite:///{Path(folder) / 'advisor.db'}"))
        try:
            runner.run(_submit(store, plan(actions)))
            yield lambda file: _measured(lambda: runner.run(_asked_for(store, file)))
        finally:
            runner.run(store.close())


def _measured(make_one: Callable[[], bytes]) -> Made:
    before, begun = _memory(), time.process_time()
    make_one()
    between = time.process_time()
    size = len(make_one())
    peak = max(before, _memory())  # the system counts roughly, and may count less the second time
    return Made(between - begun, time.process_time() - between, before, peak, size)


def _memory() -> float:
    """MB that this process has taken at most; on Linux without what it took before it was this program."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def plan(actions: int) -> dict[str, Any]:
    """A plan of so many actions over three years, in chains of five, with roles and priorities."""
    people = ("Mara", "Jonas", "Ana Silva", "Ζωή Παπαδοπούλου", "Łukasz Żak", "Chiara", "Regional agency", "Petra")
    rows = {}
    for number in range(actions):
        day = date(2027, 4, 1) + timedelta(days=number * 5)
        rows[f"a{number}"] = {
            "action": f"Step {number + 1}: invite ten companies of group {number % 12 + 1} to a lunch on energy",
            "responsible": people[number % 8],
            "stakeholders": "Chamber of industry, technical university" if number % 3 else "",
            "requirements": "2,000 euro and a room for thirty people",
            "outcome": f"{number % 7 + 3} companies take part, and two of them hand in a project proposal by summer",
            "deadline": day.isoformat(),
            "duration": str(number % 9 + 2),
            "depends_on": [f"a{number - 1}"] if number % 5 else [],
            "impact": "high" if number % 2 else "low",
            "effort": "high" if number % 3 else "low",
            "status": ("not-started", "in-progress", "done")[number % 3],
            "accountable": people[(number + 1) % 8],
            "consulted": people[(number + 2) % 8],
            "informed": people[(number + 3) % 8],
        }
    goals = {"g1": {"statement": "Recruit 16 member companies from the food industry by 30 June 2029."}}
    return {
        "start": {"start": "2027-03-08", "goals": repeat_of(goals)},
        "deliverables": {},
        "actions": {"actions": repeat_of(rows)},
    }


async def _submit(store: Store, answers: dict[str, Any]) -> None:
    await create_sample(store, NOW)
    scope = Scope(CLUSTER, "web-mara", Role.STAFF)
    with store.writing() as tx:
        documents.create(
            tx,
            scope,
            id=_DOCUMENT,
            dialogue="action-plan",
            dialogue_version=2,
            name="Grow",
            answers=answers,
            about="",
            parent=None,
            now=NOW,
        )
        documents.submit(tx, scope, _DOCUMENT, revision=1, now=NOW)


async def _asked_for(store: Store, file: str) -> bytes:
    """Through an advisor of its own, which keeps no picture from before."""
    ids = count(1)
    advisor = Advisor(Services(store, _no_engine, SenderRouter(), lambda: f"{next(ids):08d}id"))
    place = Place(conversation=_MARA.account)
    if file == "page":
        read = Opened(actor=_MARA, place=place, document=_DOCUMENT, ref=FormRef("versions", row="1"))
        view = (await advisor.handle(read, NOW)).view
        assert isinstance(view, DocumentView)
        return render.document_page(view, render.Frame()).encode()
    wanted = FileWanted(actor=_MARA, place=place, document=_DOCUMENT, version="1", name=file)
    (made,) = (await advisor.handle(wanted, NOW)).files
    return made.content


def _no_engine() -> NoReturn:
    raise BenchmarkError("Making a file asks for no article.")


Rows = dict[str, dict[str, Any]]
_COLUMNS = ("action", "responsible", "stakeholders", "requirements", "outcome", "deadline")


def _plain_docx(rows: Rows) -> bytes:
    import docx

    document = docx.Document()
    written = document.add_table(0, len(_COLUMNS))
    for row in rows.values():
        for cell, column in zip(written.add_row().cells, _COLUMNS, strict=True):
            cell.text = row[column]
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _plain_xlsx(rows: Rows) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    page = workbook.create_sheet("Actions")
    for row in rows.values():
        page.append([row[column] for column in _COLUMNS])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _plain_ics(rows: Rows) -> bytes:
    from icalendar import Calendar, Event

    calendar = Calendar()
    for id, row in rows.items():
        event = Event()
        event.add("uid", id)
        event.add("summary", row["action"])
        event.add("dtstart", date.fromisoformat(row["deadline"]))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _plain_matrix(form: str) -> Callable[[Rows], bytes]:
    def draw(rows: Rows) -> bytes:
        from matplotlib.figure import Figure

        figure = Figure()
        axes = figure.subplots()
        for number, row in enumerate(rows.values()):
            x, y = (1 if row[each] == "low" else 3 for each in ("effort", "impact"))
            axes.scatter([x], [y])
            axes.annotate(str(number), (x, y))
        return _saved(figure, form)

    return draw


def _plain_schedule(form: str) -> Callable[[Rows], bytes]:
    def draw(rows: Rows) -> bytes:
        from matplotlib.figure import Figure

        figure = Figure(figsize=(6, max(4, len(rows) / 4)))
        ends = [date.fromisoformat(row["deadline"]).toordinal() for row in rows.values()]
        days = [int(row["duration"]) for row in rows.values()]
        axes = figure.subplots()
        axes.barh(range(len(ends)), days, left=[end - each for end, each in zip(ends, days, strict=True)])
        axes.set_yticks(range(len(ends)), [row["action"][:30] for row in rows.values()])
        return _saved(figure, form)

    return draw


def _saved(figure: Any, form: str) -> bytes:
    out = BytesIO()
    figure.savefig(out, format=form, dpi=160)
    return out.getvalue()


_PLAIN: dict[str, Callable[[Rows], bytes]] = {
    "document.docx": _plain_docx,
    "document.xlsx": _plain_xlsx,
    "document.ics": _plain_ics,
    "priorities.svg": _plain_matrix("svg"),
    "priorities.png": _plain_matrix("png"),
    "schedule.svg": _plain_schedule("svg"),
    "schedule.png": _plain_schedule("png"),
}


if __name__ == "__main__":
    print(json.dumps(asdict(make(sys.argv[1], sys.argv[2], int(sys.argv[3])))))
