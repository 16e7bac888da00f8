"""``python -m benchmarks``: all in order, one table each."""

import argparse
import importlib.util
import platform
import subprocess
import sys
from collections.abc import Callable

from benchmarks import answering, cohort, files, pending, reminders, scale, slack_ask, startup, teams_ask, web_page
from benchmarks.processes import BenchmarkError

HERE: dict[str, Callable[[], str]] = {
    "startup": startup.run,
    "slack_ask": slack_ask.run,
    "teams_ask": teams_ask.run,
    "answering": answering.run,
    "web_page": web_page.run,
    "reminders": reminders.run,
    "pending": pending.run,
    "files": files.run,
    "cohort": cohort.run,
    "scale": scale.run,
}
RETRIEVAL = "retrieval"


def main() -> int:
    """Run what was asked for; 1 if a measurement could not be made."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast and how good the advisor is.")
    parser.add_argument("--only", choices=[*HERE, RETRIEVAL], help="run one of them")
    parser.add_argument("--data", metavar="PATH", help="folder with public question sets, for “retrieval”")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n", flush=True)
    worked = [_run(name, given.data) for name in [*HERE, RETRIEVAL] if given.only in (None, name)]
    return 0 if all(worked) else 1


def _run(name: str, data: str | None) -> bool:
    if name == RETRIEVAL:
        return _retrieval(data)
    try:
        print(HERE[name](), flush=True)
    except BenchmarkError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return False
    return True


def _retrieval(data: str | None) -> bool:
    """The quality of answers, in a process of its own: it measures its memory."""
    if importlib.util.find_spec("benchmarks.retrieval.__main__") is None:
        print("retrieval: not part of this copy")
        return True
    command = [sys.executable, "-m", "benchmarks.retrieval", *(["--data", data] if data else [])]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
