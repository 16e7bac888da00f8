"""``make fuzz``: 1 if something was answered as it may not be, with the smallest request that is."""

import argparse
import itertools
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning
from pydantic import SecretStr

from benchmarks import postgresql
from benchmarks.processes import serving
from benchmarks.table import percentile, table
from bot.settings import Settings
from knowledge.engine import Engine
from tests.fuzz import of_slack, of_the_web
from tests.fuzz.house import House, settings, standing_in
from tests.fuzz.judging import wrong
from tests.fuzz.of_the_web import MARK
from tests.fuzz.wire import Sent

UNCLEAN = (MARK, "Task exception was never retrieved", "Exception in ASGI application")
"""What no line of the log may hold: what people wrote, and what nobody has caught."""


@dataclass
class Found:
    """What was sent, and what came back."""

    statuses: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def main(words: Sequence[str] | None = None) -> int:
    """Send, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Whether any request is answered badly.")
    parser.add_argument("--requests", type=int, default=20_000, metavar="N", help="20000 unless given")
    parser.add_argument("--seed", type=int, default=20270301)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="keep the server's log and its data there")
    given_ = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="advisor-fuzz-") as temporary, _database(given_.database) as address:
        folder = given_.logs or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = fuzz(folder, given_.requests, given_.seed, address)
    print(report(found), flush=True)
    return 1 if found.failures else 0


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    with postgresql.databases() as make:
        yield make()


def fuzz(folder: Path, requests: int, number: int, database: str = "") -> Found:
    """So many requests to a server in a process of its own; a failure is made small and ends its kind of requests."""
    found = Found()
    with standing_in() as stand_in:
        wanted = settings(folder, stand_in, database)
        Engine.open(folder, warm=False).close()  # the index, which takes long to build on a busy machine
        with serving("bot.cli", ["run"], folder, "/healthz", **_environment(wanted)) as server:
            house = House(server.url, wanted)
            # in pieces, so that what was found in one does not hide what the others find
            for turn in itertools.count():
                left = requests - len(found.seconds)
                if left <= 0:
                    break
                _piece(house, found, min(left, 1000), number + turn)
        log = (folder / "bot.cli.log").read_text(errors="replace")
    found.failures += [f"The log holds {sign!r}." for sign in UNCLEAN if sign in log]
    return found


def _piece(house: House, found: Found, requests: int, number: int) -> None:
    @seed(number)
    @limits(
        max_examples=requests,
        deadline=None,
        database=None,
        derandomize=False,
        print_blob=False,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(_REQUESTS)
    def each(sent: Sent) -> None:
        answer = house.ask(sent)
        found.seconds.append(answer.seconds)
        found.statuses[str(answer.status or "none")] += 1
        found.roles["Slack" if sent.signed else sent.role] += 1
        problems = list(wrong(sent, answer))
        assert not problems, f"{'; '.join(problems)}\n{sent!r}\nwith {house.known}"

    began = time.monotonic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HypothesisWarning)  # a request with a large body is long
            each()
    except AssertionError as failure:
        found.failures.append(str(failure)[:6000])
        print(f"FAILED: {str(failure)[:6000]}", file=sys.stderr, flush=True)
    print(f"{len(found.seconds):,} requests, the last piece in {time.monotonic() - began:.0f} s", file=sys.stderr)


_REQUESTS: st.SearchStrategy[Sent] = st.one_of(of_the_web.requests(), of_the_web.requests(), of_slack.requests())


def _environment(wanted: Settings) -> dict[str, str]:
    """The settings as a process of its own reads them."""
    values = {name: getattr(wanted, name) for name in wanted.model_fields_set}
    told = {n: v.get_secret_value() if isinstance(v, SecretStr) else str(v) for n, v in values.items()}
    return {name.upper(): text for name, text in told.items()}


def report(found: Found) -> str:
    """The tables."""
    seconds = sorted(found.seconds)
    rows = [[status, f"{times:,}"] for status, times in sorted(found.statuses.items())]
    whose = [[role, f"{times:,}"] for role, times in sorted(found.roles.items())]
    note = ", ".join(f"{percentile(seconds, share) * 1000:,.0f} ms" for share in (0.5, 0.99))
    return "\n".join(
        [
            table(f"{len(seconds):,} requests", ["answered with", "times"], rows),
            table("From whom", ["", "requests"], whose),
            f"p50, p99, the longest: {note}, {seconds[-1]:.1f} s",
            f"failures: {len(found.failures)}",
            *found.failures,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
