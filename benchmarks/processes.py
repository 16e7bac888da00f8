"""Server processes to measure: each on a free port of 127.0.0.1, and always ended."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
STARTING = 60.0
"""Seconds a process may take to answer for the first time."""

POLL = 0.005
"""Seconds between two looks at whether it answers."""

OURS = ("SLACK_", "TEAMS_", "ADVISOR_", "DATABASE_", "PUBLIC_", "LOG_", "TICK_", "MESSAGES_", "PRESSES_")
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""With it each start compiles all our modules anew, which no installation does."""


class BenchmarkError(Exception):
    """A measurement could not be made; the text says why."""


@dataclass(frozen=True)
class Server:
    """A running process: its address, and the seconds from its start to its first answer."""

    url: str
    pid: int
    seconds_to_answer: float

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status")
        if status.exists():
            kilobytes = status.read_text().partition("VmRSS:")[2].split()[0]
        else:
            command = ["ps", "-o", "rss=", "-p", str(self.pid)]
            kilobytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return int(kilobytes) / 1024

    def cpu(self) -> float:
        """Seconds of processor time used so far; 0 where the system does not tell (other than Linux)."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return 0.0
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


class Starting:
    """A process that is told when to begin: ``python -m module words…``, spoken to line by line, and always ended."""

    def __init__(self, module: str, words: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            env=environment({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Starting":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def tell(self, line: str) -> None:
        """Say a line to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        """The next line that it says.

        Raises:
            BenchmarkError: it ended instead; the text ends with what it wrote.
        """
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise BenchmarkError(f"A measured process ended early: {self._process.communicate()[1][-2000:]}")
        return line

    def wait_for(self, line: str) -> None:
        """Wait until it says this.

        Raises:
            BenchmarkError: it says something else.
        """
        said = self.answer()
        if said != line:
            raise BenchmarkError(f"A measured process said “{said}” instead of “{line}”.")


@contextmanager
def serving(module: str, words: Sequence[str], folder: Path, answers_at: str, **settings: str) -> Iterator[Server]:
    """Run ``python -m module words… --port <free port>`` in a folder until it answers, and kill it in the end.

    Raises:
        BenchmarkError: it does not answer in time; the text ends with what it wrote.
    """
    port = _free_port()
    url = f"http://{HOST}:{port}"
    log = folder / f"{module}.log"
    start = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *words, "--port", str(port)],
            cwd=folder,
            env=environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(url + answers_at, process, log)
        yield Server(url, process.pid, time.perf_counter() - start)
    finally:
        process.kill()
        process.wait()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a measured process: this one's without the product's settings, and those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, UNCOMPILED))}
    root = str(Path(__file__).parents[1])
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, [root, kept.get("PYTHONPATH")])), **settings}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=STARTING):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(POLL)
    raise BenchmarkError(f"{url} did not answer. The process wrote:\n{log.read_text()[-2000:]}")
