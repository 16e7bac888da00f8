"""Phrasings that curators assign are added to a copy of the index: no need to build it anew."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, Phrasing
from knowledge.engine import INDEX, Engine
from knowledge.search import building
from knowledge.search.index import Base
from knowledge.tuning.question_sets import load_questions


@pytest.fixture
def opened(root: Path, tmp_path: Path) -> Engine:
    return Engine.open(tmp_path / "base", root)


def added(root: Path, tmp_path: Path, *extra: Article | Phrasing) -> Engine:
    """The engine with additions on top of an index that is there."""
    return Engine.open(tmp_path / "added", root, extra, base=Base(tmp_path / "base" / INDEX))


@pytest.fixture
def no_building(opened: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Fails where an index is built from the ground."""

    def forbidden(*arguments: object) -> None:
        raise AssertionError("the index was built anew")

    monkeypatch.setattr(building, "build_index", forbidden)
    return opened


@pytest.mark.usefixtures("no_building")
def test_an_added_phrasing_is_found_at_once(root: Path, tmp_path: Path) -> None:
    engine = added(root, tmp_path, Phrasing(article="raci-matrix", text="zebra stripes counting"))
    result = engine.ask("zebra stripes counting")
    assert (result.outcome, result.articles[0].id) == ("answer", "raci-matrix")
    assert engine.nearest("counting the stripes of a zebra") == "raci-matrix"
    assert engine.library.articles["raci-matrix"].phrasings[-1] == "zebra stripes counting"


@pytest.mark.usefixtures("no_building")
def test_an_added_word_corrects_typing_errors(root: Path, tmp_path: Path) -> None:
    engine = added(root, tmp_path, Phrasing(article="raci-matrix", text="zebra stripes counting"))
    assert engine.nearest("zebrra strips cuonting") == "raci-matrix"


@pytest.mark.usefixtures("no_building")
def test_a_phrasing_in_another_language_is_added_in_it(root: Path, tmp_path: Path) -> None:
    phrasing = Phrasing(article="swot-analysis", text="Zebrastreifen zählen", language="de")
    engine = added(root, tmp_path, phrasing)
    assert engine.ask("Zebrastreifen zählen").articles[0].id == "swot-analysis"
    assert engine.library.articles["swot-analysis"].translations["de"].phrasings[-1] == "Zebrastreifen zählen"


@pytest.mark.usefixtures("no_building")
def test_a_review_alone_changes_no_text(root: Path, tmp_path: Path, opened: Engine) -> None:
    read = opened.library.articles["raci-matrix"].model_copy(update={"reviewed": date(2027, 1, 1)})
    assert added(root, tmp_path, read).library.articles["raci-matrix"].reviewed == date(2027, 1, 1)


def test_a_changed_answer_builds_the_index_anew(root: Path, tmp_path: Path, opened: Engine) -> None:
    changed = opened.library.articles["raci-matrix"].model_copy(update={"body": "Zebras have stripes of their own."})
    engine = added(root, tmp_path, changed)
    assert engine.nearest("zebras") == "raci-matrix"


def test_phrasings_are_added_on_top_of_a_changed_article(
    root: Path, tmp_path: Path, opened: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = opened.library.articles["raci-matrix"].model_copy(update={"body": "Zebras have stripes of their own."})
    added(root, tmp_path, changed).close()
    monkeypatch.setattr(building, "build_index", lambda *arguments: pytest.fail("the index was built anew"))
    phrasing = Phrasing(article="swot-analysis", text="giraffe necks")
    base = Base(tmp_path / "added" / INDEX, [changed])
    engine = Engine.open(tmp_path / "both", root, [changed, phrasing], base)
    assert (engine.nearest("zebras"), engine.nearest("a giraffe")) == ("raci-matrix", "swot-analysis")


def test_the_index_without_additions_stays_as_it_is(root: Path, tmp_path: Path) -> None:
    base = tmp_path / "base" / "knowledge.sqlite"
    Engine.open(tmp_path / "base", root).close()
    before = base.read_bytes()
    added(root, tmp_path, Phrasing(article="raci-matrix", text="zebra stripes counting")).close()
    assert base.read_bytes() == before


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), min_size=1, max_size=80)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts.filter(str.strip), min_size=1, max_size=4))
def test_whatever_is_added_answers_as_if_built_anew(root: Path, tmp_path: Path, wordings: list[str]) -> None:
    extra = [Phrasing(article="raci-matrix", text=each) for each in wordings]
    quick = added(root, tmp_path, *extra)
    slow = Engine.open(tmp_path / "slow", root, extra)
    for each in wordings:
        assert quick.ask(each).articles[:1] == slow.ask(each).articles[:1] or quick.nearest(each) == slow.nearest(each)
    assert quick.library.articles == slow.library.articles
    quick.close()
    slow.close()


def test_other_questions_keep_their_articles(engine: Engine, packaged: Path, tmp_path: Path) -> None:
    asked = load_questions("en")[::10]
    extra = [Phrasing(article=each.right[0], text=each.text[:300]) for each in load_questions("en")[5::100]]
    quick = Engine.open(tmp_path / "quick", None, extra, base=Base(packaged / INDEX))
    before = [engine.nearest(each.text) for each in asked]
    after = [quick.nearest(each.text) for each in asked]
    assert sum(a == b for a, b in zip(before, after, strict=True)) >= 0.98 * len(asked)
