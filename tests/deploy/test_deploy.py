"""What the advisor is started with elsewhere: pinned, without rights it does not need, and in step with the code."""

import configparser
import inspect
import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot.cli import main
from bot.reminders.clock import Clock
from bot.server import PATIENCE
from bot.settings import Settings
from bot.slack.app import ENDING

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PINNED = re.compile(r"[a-z0-9/._-]+:\d[\w.-]*(@sha256:[0-9a-f]{64})?")
"""An image with the version that its tag names; ``latest`` is none."""
UNITS = sorted(DEPLOY.glob("*.service"))
STOPPING = PATIENCE + ENDING + inspect.signature(Clock.stop).parameters["patience"].default
"""Seconds that a process may take to stop, besides draining."""
SECRET = re.compile(r"password|secret|token|key", re.IGNORECASE)


@cache
def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions with what stands behind them, lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    joined = re.sub(r"\\\n\s*", "", text)
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in joined.splitlines() if line.strip()]


def of(name: str) -> list[str]:
    return [rest for found, rest in instructions() if found == name]


def assignments(text: str) -> dict[str, str]:
    return dict(word.partition("=")[::2] for word in shlex.split(text))


def known(variables: dict[str, str]) -> None:
    """Every variable that is ours is one of the settings, with a value that it takes."""
    ours = {name: value for name, value in variables.items() if name.lower() in Settings.model_fields}
    foreign = set(variables) - set(ours)
    assert foreign <= {"PATH", "MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    given: dict[str, Any] = {name.lower(): value for name, value in ours.items() if value}
    Settings(_env_file=None, **given)


def is_command(words: list[str]) -> None:
    """A command of ours with options that it has."""
    assert Path(words[0]).name == "advisor"
    command = main.commands[words[1]]
    command.make_context(words[1], words[2:], parent=click.Context(main, **main.context_settings))


def test_the_image_is_pinned_and_takes_only_what_is_there() -> None:
    args = {name: value for name, _, value in (arg.partition("=") for arg in of("ARG"))}
    for source in of("FROM"):
        assert PINNED.fullmatch(args.get(source.split()[0].strip("${}"), source.split()[0]))
    for copied in of("COPY"):
        if not copied.startswith("--from="):
            for path in copied.split()[:-1]:
                assert (ROOT / path).exists(), path
    assert of("ADD") == []
    assert not [
        rest for rest in of("RUN") if "pip install" in rest and not re.search(r"--require-hashes|--no-deps", rest)
    ]
    assert not [rest for rest in of("RUN") if re.search(r"curl|wget|sudo|chmod 777", rest)]


def test_the_image_runs_as_nobody_in_particular_and_looks_after_itself() -> None:
    assert of("USER") == ["10001:10001"]
    names = [name for name, _ in instructions()]
    assert names.index("USER") > max(i for i, name in enumerate(names) if name in ("RUN", "COPY"))
    [check], [command] = of("HEALTHCHECK"), of("CMD")
    assert "/healthz" in check
    is_command(yaml.safe_load(command))
    [variables] = of("ENV")
    known(assignments(variables))
    assert not SECRET.search(variables)


def test_what_goes_into_the_image_is_named_so_that_nothing_else_does() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    taken = {line[1:] for line in ignored if line.startswith("!")}
    needed = {path for rest in of("COPY") if not rest.startswith("--from=") for path in rest.split()[:-1]}
    assert taken == needed


@cache
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", ["database", "web", "worker"])
def test_every_service_may_do_little_and_is_watched(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & set(service)
    assert service["restart"] == "unless-stopped"
    assert "healthcheck" in service or name == "web", "the image looks after the page itself"
    if "image" in service:
        assert PINNED.fullmatch(service["image"])
        assert service["user"] not in ("", "root", "0")
    else:
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
        is_command(service["command"])
        assert int(service["stop_grace_period"].removesuffix("s")) > STOPPING + 5
        known({name: re.sub(r"\$\{[^}]+\}", "x", value) for name, value in service["environment"].items()})
    for port in service.get("ports", ()):
        assert port.startswith("127.0.0.1:")
    for volume in service["volumes"]:
        assert volume.partition(":")[0] in compose()["volumes"]


def test_no_secret_stands_in_what_is_in_the_repository() -> None:
    for service in compose()["services"].values():
        for name, value in service["environment"].items():
            assert not SECRET.search(name) or value.startswith("${DATABASE_PASSWORD:?")
    example = (DEPLOY / "advisor.env.example").read_text(encoding="utf-8")
    given = dict(line.partition("=")[::2] for line in example.splitlines() if line and not line.startswith("#"))
    assert not [name for name, value in given.items() if SECRET.search(name) and value]
    known(given)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".env", "advisor.env"} <= set(ignored)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_command_there_is_without_rights(unit: Path) -> None:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(unit.read_text(encoding="utf-8"))
    service = read["Service"]
    is_command(shlex.split(service["ExecStart"]))
    known(assignments(service["Environment"]))
    assert service["DynamicUser"] == "yes"
    assert (service["CapabilityBoundingSet"], service["ProtectSystem"]) == ("", "strict")
    hardened = [name for name in service if name.startswith(("Protect", "Private", "Restrict")) and name != "Restart"]
    assert len(hardened) >= 16
    drained = float(assignments(service["Environment"]).get("DRAIN_SECONDS", 0))
    assert int(service["TimeoutStopSec"]) > drained + STOPPING


def test_the_procfile_starts_commands_there_are() -> None:
    for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines():
        is_command(shlex.split(line.partition(":")[2]))


@pytest.mark.parametrize("given", [{"dyno": "web.1"}, {"ephemeral_disk": True}])
def test_a_disk_that_is_emptied_takes_no_database(given: dict[str, Any]) -> None:
    here = Settings(_env_file=None, **given)
    assert [problem for problem in here.problems() if "PostgreSQL" in problem and "DATABASE_URL" in problem]
    elsewhere = here.model_copy(update={"database_url": "postgres://advisor@db.example.org/advisor"})
    assert elsewhere.problems() == []
