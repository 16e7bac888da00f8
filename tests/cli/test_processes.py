"""The advisor as a process: it starts, says where it is, stops cleanly, and says why when it cannot start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

STARTING = 30
"""Seconds a process may take to come up on a busy machine."""
STOPPING = 5
"""Seconds a process may take to end on a busy machine, half of what it gives to requests that are being answered."""


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "ADVISOR_", "DATABASE_"))}
    return {**kept, "ADVISOR_DATA": str(data), **more}


@contextmanager
def advisor(data: Path, *words: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *words],
        env=environment(data, **more),
        cwd=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(url: str) -> tuple[int, str]:
    deadline = time.monotonic() + STARTING
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return response.status, response.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture
def data(packaged: Path, sqlite_template: Path, tmp_path: Path) -> Path:
    """A data folder of its own, with the index built and an empty database."""
    folder = Path(shutil.copytree(packaged, tmp_path / "data"))
    shutil.copy(sqlite_template, folder / "advisor.db")
    return folder


TYPED = "our members would leave if they knew"


def test_run_serves_the_page_logs_nothing_that_people_type_and_stops_at_once_although_a_stream_is_open(
    data: Path,
) -> None:
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    with advisor(data, "run", "--port", str(port), LOG_LEVEL="DEBUG") as process:
        status, page = fetch(f"{site}/")
        assert status == 200
        assert "Cluster Advisor" in page
        for text in (TYPED, f"/ask {TYPED}", "/smart-goal"):
            form = urllib.parse.urlencode({"text": text}).encode()
            said = urllib.request.Request(f"{site}/say", form, {"Origin": site})
            with urllib.request.urlopen(said, timeout=STARTING) as answer:
                assert answer.status == 200
        stream = urllib.request.urlopen(f"{site}/stream", timeout=10)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=10)
        stream.close()
    assert process.returncode == 0
    assert site in output
    assert "Traceback" not in output
    assert TYPED not in output
    assert not [word for word in ("INSERT", "SELECT", "aiosqlite") if word in output]


def test_the_process_stops_at_once_whatever_is_open(data: Path) -> None:
    port = free_port()
    with advisor(data, "web", "--port", str(port)) as process, ExitStack() as opened:
        fetch(f"http://127.0.0.1:{port}/")
        opened.enter_context(urllib.request.urlopen(f"http://127.0.0.1:{port}/stream", timeout=10))
        here = f"Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nte"
        for text in ("GET / HTTP/1.1\r\nHo", f"POST /say HTTP/1.1\r\n{here}{form}"):
            half = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            half.sendall(text.encode())
        fetch(f"http://127.0.0.1:{port}/healthz")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=STARTING)
    assert process.returncode == 0
    assert time.monotonic() - began < STOPPING


def test_the_worker_runs_alone_and_stops_when_asked(data: Path) -> None:
    with advisor(data, "worker") as process:
        assert process.stdout is not None
        assert "worker is running" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=15)
    assert process.returncode == 0
    assert "Traceback" not in output


def refused(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str, **settings: str) -> str:
    """What a command says that does not come to serving; it ends before it needs a process of its own."""
    monkeypatch.chdir(folder)
    unset = dict.fromkeys(set(os.environ) - set(environment(folder)))
    result = CliRunner().invoke(main, words, env={**unset, "ADVISOR_DATA": str(folder), **settings})
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    return result.output


def test_a_port_in_use_is_said_with_another_one_to_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        output = refused(tmp_path, monkeypatch, "run", "--port", str(port))
    assert f"127.0.0.1:{port}" in output
    assert "--port" in output


def test_the_trial_refuses_to_listen_beyond_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "only listens on this machine" in refused(tmp_path, monkeypatch, "run", "--host", "0.0.0.0")


def test_a_database_that_is_none_is_said_to_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "advisor.db").write_text("this is a letter, not a database, and it is long enough to look at" * 20)
    assert "advisor.db" in refused(tmp_path, monkeypatch, "run", "--port", "0")


@pytest.mark.parametrize("missing", ["SLACK_SIGNING_SECRET", "ADVISOR_SECRET"])
def test_what_is_missing_for_slack_is_named(tmp_path: Path, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret", "ADVISOR_SECRET": "secret"}
    del given[missing]
    assert missing in refused(tmp_path, monkeypatch, "web", "--port", "0", **given)
