"""Whatever is typed or set, the command line answers in a sentence: 1 for what can be mended, 2 for what it is not."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import cli
from bot.cli import main
from bot.terminal import DETAILS

ENDING = 60
"""Seconds a command may take on a busy machine."""


@pytest.fixture(scope="module")
def data(packaged: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index and an empty database."""
    folder = Path(shutil.copytree(packaged, tmp_path_factory.mktemp("data") / "advisor"))
    shutil.copy(sqlite_template, folder / "advisor.db")
    return folder


@pytest.fixture
def here(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the commands start."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_DATA", str(data))
    return tmp_path


def in_words(result: Result, *codes: int) -> str:
    """What was said on standard error, after looking that it was said in words."""
    assert result.exit_code in codes, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    shown = result.output.replace("\n", "")
    assert not any(char < " " or "\x7f" <= char < "\xa0" or "\ud800" <= char <= "\udfff" for char in shown)
    if result.exit_code == 2 or "is not" in result.stderr:
        assert result.stderr.strip()
    return result.stderr


def advisor(*words: str, stdin: str | bytes = "", **environment: str) -> Result:
    return CliRunner().invoke(main, words, input=stdin, env=environment)


# Not "run", "web" and "worker", which never end, and "kb check" of all articles, which takes long.
_COMMANDS = [
    ["check"],
    ["ask"],
    ["goal"],
    ["dialogues"],
    ["kb"],
    ["kb", "report"],
    ["kb", "export", "out"],
    ["people", "list"],
    ["people", "clusters"],
    ["people", "coach"],
    ["people", "staff"],
    ["people", "curator"],
    ["people", "owner"],
    ["slack", "manifest"],
    ["slack", "manifest", "--url"],
    ["kb", "report", "--since"],
    ["ask", "--batch"],
    ["goal", "--batch"],
]
_OPTIONS = ["--json", "--batch", "-", "--since", "--url", "--remove", "--help", "--version", "--", ".", "..", "green"]
_typed = st.text(st.characters(exclude_characters="/\\"), max_size=12)
_words = st.one_of(st.sampled_from(_OPTIONS), _typed, _typed.map("https://{}".format))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(command=st.sampled_from(_COMMANDS), words=st.lists(_words, max_size=3), stdin=st.binary(max_size=30))
@example(command=["ask"], words=["\udcff"], stdin=b"")
@example(command=["ask", "--batch"], words=["\udcff"], stdin=b"")
@example(command=["kb", "export"], words=["\0"], stdin=b"")
@example(command=["ask", "--batch", "-"], words=[], stdin=b'{"q": "\\ud800"}')
@example(command=["ask", "--batch", "-"], words=[], stdin=b"[" * 100_000)
@example(command=["ask", "--batch", "-"], words=[], stdin=b'{"q": "\\u0000\\u001b[31m"}')
@example(command=["goal", "--batch", "-"], words=[], stdin=b"\xff")
@example(command=["slack", "manifest", "--url"], words=["https://["], stdin=b"")
@example(command=["people", "coach"], words=["\x1b[31m", "x"], stdin=b"")
@example(command=["kb", "report", "--since"], words=["0000-00-00"], stdin=b"")
def test_every_command_line_ends_in_words(here: Path, command: list[str], words: list[str], stdin: bytes) -> None:
    said = in_words(advisor(*command, *words, stdin=stdin), 0, 1, 2)
    assert "Something unexpected" not in said


@pytest.mark.parametrize(
    "url", ["http://advisor.example.org", "advisor.example.org", "https://", "https://[", "https://ä.org x"]
)
def test_an_address_that_slack_does_not_take_is_explained(url: str) -> None:
    said = in_words(advisor("slack", "manifest", "--url", url), 2)
    assert "such as https://advisor.example.org" in said


def unreadable(path: Path) -> None:
    path.write_bytes(b"PORT=\xff\xfe")


def with_nul(path: Path) -> None:
    path.write_bytes(b"ADVISOR_DATA=da\0ta")


@pytest.mark.parametrize("make", [unreadable, with_nul, Path.mkdir], ids=["not UTF-8", "NUL", "folder"])
def test_a_settings_file_that_cannot_be_read_is_named(
    here: Path, make: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ADVISOR_DATA")
    assert callable(make)
    make(here / ".env")
    said = in_words(advisor("check"), 1)
    assert ".env" in said or "ADVISOR_DATA" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "70000"),
        ("HOST", "\udcff"),
        ("ADVISOR_DATA", "a\x1b[31m"),
        ("LOG_LEVEL", "LOUD"),
        ("TICK_SECONDS", "nan"),
        ("CONNECTIONS", "0"),
        ("PROXIES", "somewhere"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://somewhere/x"),
        ("DATABASE_URL", "postgresql://host:port/x"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x"),
        ("DATABASE_URL", "sqlite:///" + "x" * 300),
        ("ADVISOR_DATA", "x" * 300),
    ],
)
def test_a_setting_that_cannot_be_used_is_explained(here: Path, name: str, value: str) -> None:
    result = advisor("check", **{name: value})
    said = in_words(result, 1) + result.stdout
    assert "Something unexpected" not in said
    assert name in said or "name" in said.lower()


def test_a_setting_is_named_without_its_value(here: Path) -> None:
    assert "xoxb" not in in_words(advisor("check", SLACK_BOT_TOKEN="xoxb-1\x07"), 1)


def test_a_batch_that_is_a_folder_or_no_text_is_named(here: Path) -> None:
    assert "directory" in in_words(advisor("ask", "--batch", str(here)), 2)
    (here / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "picture.png is not UTF-8 text" in in_words(advisor("ask", "--batch", "picture.png"), 1)


def test_a_name_cannot_do_anything_to_the_terminal(here: Path, data: Path) -> None:
    with sqlite3.connect(data / "advisor.db") as connection:
        named = ("c-1", "Wood\x1b[2J\nc-2  FR  Steel\u202e", "DE", "2027-01-01 00:00:00")
        connection.execute("INSERT INTO clusters (id, name, country, created_at) VALUES (?, ?, ?, ?)", named)
    connection.close()
    result = advisor("people", "clusters")
    in_words(result, 0)
    (line,) = result.stdout.splitlines()
    assert line.endswith("Wood\\u001b[2J\\u000ac-2  FR  Steel\\u202e")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> str:
    """A command that fails as no command should, with something that somebody typed."""
    secret = "our members would leave if they knew"

    @click.command()
    def breaks() -> None:
        raise KeyError(secret)

    monkeypatch.setitem(cli.main.commands, "break", breaks)
    return secret


def test_what_should_not_happen_is_one_sentence_with_a_reference(here: Path, data: Path, broken: str) -> None:
    said = in_words(advisor("break"), 1)
    (line,) = said.splitlines()
    assert "Something unexpected went wrong (KeyError), reference " in line
    assert str(data / DETAILS) in line
    reference = line.partition("reference ")[2].partition(".")[0]
    details = (data / DETAILS).read_text(encoding="utf-8")
    assert reference in details
    assert "builtins.KeyError, in:" in details
    assert broken not in details + said


def test_at_debug_the_frames_are_shown_as_well(here: Path, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = advisor("break", LOG_LEVEL="DEBUG")
    assert "builtins.KeyError, in:" in result.stderr
    assert broken not in result.output


def process(here: Path, *words: str | bytes, **more: str) -> "subprocess.Popen[bytes]":
    """As a shell starts it in the foreground: Ctrl-C reaches it, also when the tests run in the background."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *words],
        cwd=here,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **more},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def test_bytes_that_are_no_text_are_not_understood(here: Path) -> None:
    with process(here, "ask", b"\xff\xfe") as started:
        _, said = started.communicate(timeout=ENDING)
    assert started.returncode == 2
    assert b"not UTF-8 text" in said


def test_a_terminal_that_cannot_show_a_character_gets_its_code(here: Path) -> None:
    with process(here, "--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0") as started:
        shown, said = started.communicate(timeout=ENDING)
    assert started.returncode == 0
    assert said == b""
    assert b"Cluster Advisor" in shown


def test_a_reader_that_has_enough_ends_it_silently(here: Path) -> None:
    with process(here, "ask", "--json", "--batch", "-") as started:
        assert started.stdin is not None
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        started.stdin.write(b'{"q": "hello"}\n' * 200)
        started.stdin.close()
        said = started.stderr.read()
        assert started.wait(ENDING) == 1
    assert said == b""


def test_a_full_disk_is_said(here: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "bot.cli", "dialogues"]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=ENDING)
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr


def test_ctrl_c_is_no_error_to_look_at(here: Path) -> None:
    with process(here, "ask", "--json", "--batch", "-") as started:
        assert started.stdin is not None
        assert started.stdout is not None
        started.stdin.write(b'{"q": "hello"}\n')
        started.stdin.flush()
        assert started.stdout.readline()  # it has begun, and waits for more
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=ENDING)
    assert started.returncode == 1
    assert said.decode().strip() == "Stopped."
