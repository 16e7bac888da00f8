"""The benchmark compares methods on equal terms, and says so when one cannot be measured."""

from pathlib import Path

import pytest

from benchmarks.retrieval.__main__ import main
from benchmarks.retrieval.data import Task, grown
from benchmarks.retrieval.measure import Figures, measure
from benchmarks.retrieval.methods import METHODS
from knowledge.articles import load_articles
from knowledge.tuning.question_sets import Question

QUICK = ("this engine", "rapidfuzz WRatio", "FTS5 bm25")


@pytest.fixture
def task(root: Path) -> Task:
    inside = [Question("nobody feels responsible", "en", ("raci-matrix",))]
    inside += [Question("strengths and weaknesses", "en", ("swot-analysis",))]
    return Task("two articles", load_articles(root), inside, [Question("rain tomorrow", "en", ())])


@pytest.mark.parametrize("method", QUICK)
def test_every_method_finds_a_phrasing(method: str, task: Task) -> None:
    figures = measure(method, task)
    assert isinstance(figures, Figures)
    assert (figures.first, figures.mrr, figures.outside) == (1.0, 1.0, 0.0)


@pytest.mark.parametrize("method", sorted(set(METHODS) - set(QUICK)))
def test_a_method_without_its_package_is_named_and_left_out(
    method: str, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"no {name}")

    monkeypatch.setattr("importlib.import_module", missing)
    said = measure(method, task)
    assert isinstance(said, str)
    assert "a package is missing" in said


def test_a_library_grows_to_the_size_asked_for() -> None:
    articles = grown(400).articles
    assert len(articles) == 400
    assert articles["raci-matrix-1"].phrasings != articles["raci-matrix"].phrasings


def test_a_wrong_data_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--sizes"]) == 1
    assert "has no folder clinc150 and banking77" in capsys.readouterr().err
