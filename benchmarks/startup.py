"""Starting: seconds until /healthz answers, processor time, memory, and the import; beside bare applications."""

import compileall
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.processes import Server, environment, serving
from benchmarks.table import table

ROUNDS = 5
_CREDENTIALS = {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": "bench"}
_TEAMS = {
    "TEAMS_APP_ID": "11111111-aaaa-4bbb-8ccc-222222222222",
    "TEAMS_APP_SECRET": "bench",
    "PUBLIC_URL": "https://advisor.example.org",
    "ADVISOR_SECRET": "cookie-secret-of-the-benchmark",
}
_IMPORTS = {
    "advisor": """import bot.cli
with bot.cli.uncollected(): import bot.server""",
    "teams": """import bot.cli
with bot.cli.uncollected(): import bot.server, bot.teams.app, microsoft_teams.apps""",
    "starlette": "import starlette.applications, uvicorn",
    "bolt": "import slack_bolt.async_app, slack_bolt.adapter.starlette.async_handler, uvicorn",
}


@dataclass(frozen=True)
class Start:
    """Medians of one application: seconds to the first answer, of them on a processor, MB of memory then, and
    processor seconds of importing."""

    ready: float
    processor: float
    memory: float
    imports: float


def run() -> str:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
        return report(measure(Path(folder), ROUNDS))


def measure(folder: Path, rounds: int, importing: Callable[[str], float] | None = None) -> dict[str, Start]:
    """Each application started ``rounds`` times, by turns; before that the advisor once, in the folder as it is.

    ``importing`` runs a statement and measures it: `import_time` unless something else is given.

    Raises:
        BenchmarkError: one of them does not start.
    """
    importing = importing or import_time
    for package in ("bot", "flows", "knowledge", "benchmarks"):  # an installation brings the modules compiled
        compileall.compile_dir(Path(__file__).parents[1] / package, quiet=2)
    with _advisor(folder) as first:
        first_start = first.seconds_to_answer, first.cpu(), first.memory()
    starts: dict[str, Callable[[Path], AbstractContextManager[Server]]] = {
        "advisor": _advisor,
        "teams": lambda data: _advisor(data, **_TEAMS),
        "starlette": lambda data: serving("benchmarks.bare", ["starlette"], data, "/healthz"),
        "bolt": lambda data: serving("benchmarks.bare", ["bolt"], data, "/healthz", **_CREDENTIALS),
    }
    ready: dict[str, list[float]] = {which: [] for which in starts}
    processor: dict[str, list[float]] = {which: [] for which in starts}
    memory: dict[str, list[float]] = {which: [] for which in starts}
    imports: dict[str, list[float]] = {which: [] for which in starts}
    for _ in range(rounds):
        for which, start in starts.items():
            with start(folder) as server:
                ready[which].append(server.seconds_to_answer)
                processor[which].append(server.cpu())
                memory[which].append(server.memory())
            imports[which].append(importing(_IMPORTS[which]))
    measured = ready, processor, memory, imports
    found = {which: Start(*(median(values[which]) for values in measured)) for which in starts}
    return {"advisor, first start": Start(*first_start, found["advisor"].imports), **found}


@contextmanager
def _advisor(data: Path, **settings: str) -> Iterator[Server]:
    with serving("bot.cli", ["run"], data, "/healthz", ADVISOR_DATA=str(data), **settings) as server:
        yield server


def import_time(statement: str) -> float:
    """Processor seconds of importing in a fresh interpreter, without the interpreter's own start."""
    code = f"import time; start = time.process_time()\n{statement}\nprint(time.process_time() - start)"
    command = [sys.executable, "-c", code]
    output = subprocess.run(command, capture_output=True, text=True, check=True, env=environment({}))
    return float(output.stdout)


def report(starts: dict[str, Start]) -> str:
    """The table; each ratio says how many times the advisor takes of it."""
    ours = starts["advisor"]
    names = {
        "advisor, first start": "advisor run, empty folder (builds database and index)",
        "advisor": "advisor run",
        "teams": "advisor run, with Teams",
        "starlette": "bare Starlette application",
        "bolt": "bare Bolt application",
    }
    rows = [
        [
            names[which],
            f"{start.ready:.2f} s",
            f"{ours.ready / start.ready:.1f}×",
            f"{start.processor:.2f} s",
            _times(ours.processor, start.processor),
            f"{start.memory:.0f} MB",
            f"{ours.memory / start.memory:.1f}×",
            f"{start.imports:.2f} s",
            f"{ours.imports / start.imports:.1f}×",
        ]
        for which, start in starts.items()
    ]
    head = ["from start to /healthz", "ready", "ours", "processor", "ours", "memory", "ours", "import", "ours"]
    return table("Start-up", head, rows, "“ours”: how many times as much “advisor run” takes.")


def _times(ours: float, theirs: float) -> str:
    """How many times as much; nothing where the system does not tell processor time."""
    return f"{ours / theirs:.1f}×" if theirs else ""
