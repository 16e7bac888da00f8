"""The n-grams of an index, made here and by another process."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.articles import load_articles
from knowledge.engine import Engine
from knowledge.search import gram_table
from knowledge.search.gram_table import WORTH, grams_beside
from knowledge.search.parameters import parameters
from tests.knowledge.conftest import write_two


def _grams(root: Path, path: Path, passages: int) -> list[tuple[object, ...]]:
    articles = list(load_articles(root).articles.values())
    with grams_beside(path, articles, passages, parameters()) as finish:
        finish()
        with closing(sqlite3.connect(path)) as connection:
            sizes = connection.execute("select value from meta where key = 'gram_sizes'").fetchall()
            return sizes + connection.execute("select * from grams order by term").fetchall()


def test_another_process_makes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_two(tmp_path)  # the other process knows all topics
    here = _grams(root, tmp_path / "here", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(gram_table, "write_grams", lambda path: pytest.fail("they were made here"))
    assert _grams(root, tmp_path / "there", WORTH) == here


def test_they_are_made_here_where_the_other_process_fails(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("sys.executable", "/bin/false")
    here = _grams(root, tmp_path / "here", 0)
    assert _grams(root, tmp_path / "failed", WORTH) == here
    monkeypatch.setattr("sys.executable", str(tmp_path / "missing"))
    assert _grams(root, tmp_path / "not-started", WORTH) == here


def test_nothing_is_left_beside_the_index(root: Path, tmp_path: Path) -> None:
    Engine.open(tmp_path / "data", root).close()
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["knowledge.sqlite"]
