"""The house: its arrows point down, and its modules stay small."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from flows.registry import known_dialogues
from knowledge.articles import ARTICLES, load_articles

ROOT = Path(__file__).parents[1]
LONGEST = 360
"""Lines of a module: about 300, with some air before a test complains."""


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("folder", ["bot/advisor/documents", "bot/chat", "bot/slack", "bot/teams", "bot/web"])
def test_what_serves_every_dialogue_names_none(folder: str) -> None:
    known = all_dialogue_ids()
    assert len(known) >= 17
    named = {
        str(module.relative_to(ROOT)): found
        for module in (ROOT / folder).rglob("*.py")
        if (found := sorted(names_of_dialogues(module, known)))
    }
    assert named == {}


@cache
def all_dialogue_ids() -> set[str]:
    """Those that there are, and those that an article leads to."""
    command = {"coaching"}  # articles lead there, too
    articles = load_articles(ARTICLES).articles.values()
    return {article.dialogue for article in articles if article.dialogue} - command | set(known_dialogues())


def names_of_dialogues(module: Path, ids: set[str]) -> Iterator[str]:
    """Ids of dialogues that stand in a module: alone, or as a part of a button's action; and imports of dialogues."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Constant(value=str(text)):
                whole, *parts = text, *text.split(":")[1:]
                yield from ids.intersection([whole, *parts])
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name.startswith("flows.dialogues"))
            case ast.ImportFrom(module=str(source), names=names):
                paths = [source, *(f"{source}.{name.name}" for name in names)]
                yield from (path for path in paths if path.startswith("flows.dialogues"))


@pytest.mark.parametrize("room", ["flows", "knowledge", "bot"])
def test_no_module_grows_past_one_noun(room: str) -> None:
    long = {
        str(module.relative_to(ROOT)): lines
        for module in (ROOT / room).rglob("*.py")
        if (lines := len(module.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_nothing_in_the_project_points_outside_it() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    outside = ("../" + "shared", "/" + "work/", "python" + "hosted", "npm" + "js.")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt", ".yaml", ".css", ".js", ".html", "") and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [mark for mark in outside if mark in text], name
