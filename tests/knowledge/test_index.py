"""The index is always complete, current and readable."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.articles import Phrasing
from knowledge.engine import Engine
from knowledge.search.index import open_index
from tests.knowledge.conftest import article_text


def test_an_unchanged_library_is_not_indexed_again(root: Path, tmp_path: Path) -> None:
    Engine.open(tmp_path, root).close()
    before = (tmp_path / "knowledge.sqlite").stat().st_mtime_ns
    Engine.open(tmp_path, root).close()
    assert (tmp_path / "knowledge.sqlite").stat().st_mtime_ns == before


def test_a_changed_article_is_found_at_once(root: Path, tmp_path: Path) -> None:
    Engine.open(tmp_path, root).close()
    path = root / "en" / "swot-analysis.md"
    text = path.read_text(encoding="utf-8").replace("chances and threats", "zebra crossing")
    path.write_text(text, encoding="utf-8")
    engine = Engine.open(tmp_path, root)
    assert engine.ask("zebra crossing").articles[0].id == "swot-analysis"


def test_a_removed_article_is_gone(root: Path, tmp_path: Path) -> None:
    Engine.open(tmp_path, root).close()
    (root / "en" / "swot-analysis.md").unlink()
    assert list(Engine.open(tmp_path, root).library.articles) == ["raci-matrix"]


def test_a_curators_phrasing_is_found(root: Path, tmp_path: Path) -> None:
    engine = Engine.open(tmp_path, root, [Phrasing(article="swot-analysis", text="the elephant in the room")])
    result = engine.ask("The elephant in the room?")
    assert result.outcome == "answer"
    assert result.articles[0].id == "swot-analysis"


@pytest.mark.parametrize("content", [b"", b"this is no database", b"SQLite format 3\x00" + bytes(4096)])
def test_a_broken_index_is_built_again(root: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "knowledge.sqlite").write_bytes(content)
    assert Engine.open(tmp_path, root).ask("roles in a team").articles[0].id == "raci-matrix"


def test_an_index_that_was_cut_short_is_built_again(root: Path, tmp_path: Path) -> None:
    Engine.open(tmp_path, root).close()
    path = tmp_path / "knowledge.sqlite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert Engine.open(tmp_path, root).ask("roles in a team").articles[0].id == "raci-matrix"


def test_an_index_damaged_in_the_middle_is_built_again(root: Path, tmp_path: Path) -> None:
    Engine.open(tmp_path, root).close()
    path = tmp_path / "knowledge.sqlite"
    data = bytearray(path.read_bytes())
    assert len(data) > 4096 * 40
    data[4096 * 5 : 4096 * 40] = bytes(4096 * 35)
    path.write_bytes(data)
    assert Engine.open(tmp_path, root).ask("who does what in our plan").articles[0].id == "raci-matrix"


def test_problems_of_files_survive_in_the_index(root: Path, tmp_path: Path) -> None:
    (root / "en" / "broken.md").write_text("no head", encoding="utf-8")
    Engine.open(tmp_path, root).close()
    (problem,) = Engine.open(tmp_path, root).library.problems
    assert problem.path == root / "en" / "broken.md"
    assert problem.line == 1


def test_a_folder_without_articles_answers_nothing(tmp_path: Path, few_outside: None) -> None:
    engine = Engine.open(tmp_path, tmp_path / "nothing")
    assert engine.ask("who does what?").outcome == "unknown"
    assert engine.library.problems


def test_a_build_leaves_nothing_else_behind(root: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    Engine.open(data, root).close()
    assert [each.name for each in data.iterdir()] == ["knowledge.sqlite"]


def test_a_data_directory_that_cannot_be_made_is_an_os_error(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        Engine.open(tmp_path / "file" / "data", root)


def test_the_index_is_read_only(root: Path, tmp_path: Path) -> None:
    index = open_index(tmp_path / "knowledge.sqlite", root)
    with pytest.raises(sqlite3.OperationalError):
        index._rows("delete from meta")


def test_two_processes_may_build_at_once(root: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from knowledge.engine import Engine; "
        "from knowledge.search import passages; passages.outside = lambda: {'weather': ['rain tomorrow']}; "
        "print(Engine.open(Path(sys.argv[1]), Path(sys.argv[2])).ask('roles in a team').articles[0].id)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "data"), str(root)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    assert [each.communicate()[0].strip() for each in running] == ["raci-matrix"] * 2


def test_the_order_of_files_does_not_matter(tmp_path: Path, few_outside: None) -> None:
    scores = []
    for names in (("a.md", "b.md"), ("z.md", "y.md")):
        folder = tmp_path / names[0] / "en"
        folder.mkdir(parents=True)
        (folder / names[0]).write_text(article_text(), encoding="utf-8")
        other = article_text("other", "Other", ("something else",), "x", "", "Anderes")
        (folder / names[1]).write_text(other, encoding="utf-8")
        scores.append(Engine.open(tmp_path / names[0] / "data", folder.parent).ask("roles of a team"))
    assert scores[0] == scores[1]


def test_answers_stay_the_same_however_little_is_kept_in_memory(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["roles in a team", "strengths and weaknesses", "who does what, and how do we find our strengths?"] * 2
    engine = Engine.open(tmp_path, root)
    found = [engine.ask(question) for question in asked]
    monkeypatch.setattr("knowledge.search.index._CACHED_IMPACTS", 40)
    monkeypatch.setattr("knowledge.search.index._CACHED_WORDS", 2)
    short_of_memory = Engine.open(tmp_path, root)
    assert [short_of_memory.ask(question) for question in asked] == found


def test_what_was_read_ahead_is_not_read_again(root: Path, tmp_path: Path) -> None:
    index = open_index(tmp_path / "knowledge.sqlite", root)
    index.warm()
    asked: list[str] = []
    index._connection.set_trace_callback(asked.append)
    index.warm()
    index.close()
    assert asked == []
