"""What is kept of clusters, workspaces and people is taken along and erased at the terminal, too: asked, in figures."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store import Role, Store, programme
from tests.store.sample import NOW, build, draft


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = Path(shutil.copy(sqlite_template, tmp_path / "advisor.db"))

    async def fill() -> None:
        store = await Store.open(f"sqlite:///{path}")
        house = await build(store)
        with store.writing() as tx:
            draft(tx, house.ana.scope)
            programme.appoint(tx, "web:sol", Role.ADMIN, "", NOW)
        await store.close()

    asyncio.run(fill())
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def test_a_cluster_is_exported_asked_about_and_erased_and_that_is_noted(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "north.json"
    assert run("data", "export", "--cluster", "north", str(file)).exit_code == 0
    assert [row["name"] for row in json.loads(file.read_text())["documents"]] == ["Our plan"]
    assert file.stat().st_mode & 0o77 == 0
    asked = run("data", "erase", "--cluster", "north", typed="n\n")
    assert "documents: 1" in asked.output
    assert "Nothing was changed" in asked.output
    done = run("data", "erase", "--cluster", "north", "--yes")
    assert "north is erased, and 2 accounts with it." in done.output
    assert "There is no such cluster" in run("data", "erase", "--cluster", "north", "--yes").output
    noted = json.loads(run("audit", "list", "--json").output.splitlines()[0])
    assert (noted["actor"], noted["action"], noted["object"]) == ("command line", "data:erase", "north")


def test_a_person_and_a_workspace_are_exported_and_erased_but_not_the_last_administrator(
    database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "data.json"
    assert run("data", "export", "--account", "web:ana", str(file)).exit_code == 0
    assert json.loads(file.read_text())["profile"][0]["name"] == "Ana"
    assert run("data", "export", "--workspace", "web:north", str(file)).exit_code == 0
    assert {"ana", "ben"} <= set(json.loads(file.read_text()))
    assert "web:ana is erased" in run("data", "erase", "--account", "web:ana", "--yes").output
    for kind, named in (("--account", "web:sol"), ("--workspace", "web:south")):
        assert "Make somebody else one first" in run("data", "erase", kind, named, "--yes").output
    assert "people: 2" in run("data", "erase", "--workspace", "web:north", "--yes").output
    assert "ana" not in run("audit", "list").output
    for wrong in ((), ("--account", "web:nobody"), ("--cluster", "a", "--account", "b")):
        assert run("data", "erase", *wrong, "--yes").exit_code in (1, 2)
