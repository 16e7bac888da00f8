"""``kb check`` finds what a curator has to mend, and measures with the question sets."""

import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from knowledge.engine import Engine
from knowledge.library.languages import LANGUAGES, Language
from knowledge.tuning.check import MissingDialogue, Report, check, measure
from knowledge.tuning.question_sets import Question, QuestionError, load_all, load_out_of_scope, load_questions
from knowledge.tuning.stray import stray_phrasings
from tests.knowledge.conftest import article_text

TODAY = date(2026, 6, 1)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    folder = tmp_path / "questions"
    folder.mkdir()
    rows = [
        {"q": "who has which role in the team", "article": "raci-matrix"},
        {"q": "strengths and weaknesses of ours", "article": "swot-analysis"},
        {"q": "about an article that is not there", "article": "missing"},
    ]
    (folder / "en.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "out_of_scope.jsonl").write_text(json.dumps({"q": "rain tomorrow", "kind": "far"}) + "\n\n")
    return folder


def report(root: Path, tmp_path: Path, questions: Path, today: date = TODAY) -> Report:
    engine = Engine.open(tmp_path / "data", root)
    return check(engine, today=today, root=root, questions=questions)


def test_a_sound_library_has_nothing_to_mend(root: Path, tmp_path: Path, questions: Path) -> None:
    found = report(root, tmp_path, questions)
    assert found.sound
    assert (found.overdue, found.stray) == ([], [])


def test_a_link_to_a_missing_article_is_found(root: Path, tmp_path: Path, questions: Path) -> None:
    (root / "en" / "raci-matrix.md").write_text(article_text(related="swot-analysis, gone"), encoding="utf-8")
    (link,) = report(root, tmp_path, questions).broken_links
    assert (link.article, link.missing) == ("raci-matrix", "gone")


def test_an_unknown_source_is_found(root: Path, tmp_path: Path, questions: Path) -> None:
    (root / "en" / "raci-matrix.md").write_text(article_text().replace('"003"', '"999"'), encoding="utf-8")
    found = report(root, tmp_path, questions)
    assert [(each.article, each.code) for each in found.missing_sources] == [("raci-matrix", "999")]
    assert not found.sound


@pytest.mark.parametrize("source", ["A coach of the programme", "Eurostat", "Guide on fees (ECCP, 2021)", "product"])
def test_a_source_written_out_needs_no_description(root: Path, tmp_path: Path, questions: Path, source: str) -> None:
    (root / "en" / "raci-matrix.md").write_text(article_text().replace('"003"', f'"{source}"'), encoding="utf-8")
    assert report(root, tmp_path, questions).missing_sources == []


@pytest.mark.parametrize("code", ["ec-nothing-2021", "eur-lex-nothing", "404"])
def test_a_code_of_words_and_digits_needs_a_description(root: Path, tmp_path: Path, questions: Path, code: str) -> None:
    (root / "en" / "raci-matrix.md").write_text(article_text().replace('"003"', f'"{code}"'), encoding="utf-8")
    assert [each.code for each in report(root, tmp_path, questions).missing_sources] == [code]


def test_a_mistyped_code_is_found(root: Path, tmp_path: Path, questions: Path) -> None:
    (root / "en" / "raci-matrix.md").write_text(article_text().replace('"003"', "prodcut"), encoding="utf-8")
    assert [each.code for each in report(root, tmp_path, questions).missing_sources] == ["prodcut"]


def test_a_file_that_is_not_named_after_its_id_is_found(root: Path, tmp_path: Path, questions: Path) -> None:
    (root / "en" / "raci-matrix.md").rename(root / "en" / "raci.md")
    (problem,) = report(root, tmp_path, questions).problems
    assert problem.path.name == "raci.md"
    assert "Call it raci-matrix.md" in problem.message


def test_links_to_a_broken_file_are_not_broken_too(root: Path, tmp_path: Path, questions: Path) -> None:
    (root / "en" / "swot-analysis.md").write_text("no head", encoding="utf-8")
    found = report(root, tmp_path, questions)
    assert len(found.problems) == 1
    assert found.broken_links == []


def test_a_dialogue_that_does_not_exist_is_named_and_harms_nothing(root: Path, tmp_path: Path, questions: Path) -> None:
    text = article_text().replace("related:", "dialogue: raci-table\nrelated:")
    (root / "en" / "raci-matrix.md").write_text(text, encoding="utf-8")
    engine = Engine.open(tmp_path / "data", root)
    found = check(engine, today=TODAY, root=root, dialogues={"action-plan"}, questions=questions)
    assert found.missing_dialogues == [MissingDialogue("raci-table", ("raci-matrix",))]
    assert found.sound


def test_several_processes_find_what_one_finds(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = article_text(phrasings=("strengths", "who does what", "nobody feels responsible"))
    (root / "en" / "raci-matrix.md").write_text(text, encoding="utf-8")
    again = partial(Engine.open, tmp_path / "data", root)
    alone = stray_phrasings(again())
    monkeypatch.setattr("knowledge.tuning.stray.WORTH", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    progress: list[tuple[int, int]] = []
    assert stray_phrasings(again(), again, lambda done, of: progress.append((done, of))) == alone
    assert [each.phrasing for each in alone] == ["strengths"]
    assert progress[-1] == (8, 8)


def test_an_overdue_review_names_owner_and_day(root: Path, tmp_path: Path, questions: Path) -> None:
    assert report(root, tmp_path, questions, date(2027, 1, 10)).overdue == []
    first = report(root, tmp_path, questions, date(2027, 1, 11)).overdue[0]
    assert (first.owner, first.due) == ("planning", date(2027, 1, 10))


def test_a_phrasing_that_fits_another_article_better_is_found(root: Path, tmp_path: Path, questions: Path) -> None:
    text = article_text(phrasings=("strengths", "who does what", "nobody feels responsible"))
    (root / "en" / "raci-matrix.md").write_text(text, encoding="utf-8")
    stray = report(root, tmp_path, questions).stray
    assert [(each.phrasing, each.other) for each in stray] == [("strengths", "swot-analysis")]


def test_a_phrasing_that_promises_too_much_is_found(root: Path, tmp_path: Path, questions: Path) -> None:
    text = article_text(phrasings=("roles in a Horizon project", "who does what", "nobody feels responsible"))
    (root / "en" / "raci-matrix.md").write_text(text, encoding="utf-8")
    found = report(root, tmp_path, questions)
    assert [(each.article, each.name) for each in found.unkept] == [("raci-matrix", "horizon")]
    assert found.sound


def test_a_broken_file_is_reported(root: Path, tmp_path: Path, questions: Path) -> None:
    (root / "en" / "broken.md").write_text("no head", encoding="utf-8")
    found = report(root, tmp_path, questions)
    assert found.problems[0].path.name == "broken.md"
    assert not found.sound


def test_questions_whose_article_is_missing_are_left_out(root: Path, tmp_path: Path, questions: Path) -> None:
    english = report(root, tmp_path, questions).questions["en"]
    assert english.asked == 2
    assert english.first == 1.0


def test_questions_out_of_scope_are_measured_apart(root: Path, tmp_path: Path, questions: Path) -> None:
    outside = report(root, tmp_path, questions).outside
    assert outside is not None
    assert (outside.asked, outside.answered) == (1, 0.0)


@pytest.mark.parametrize("line", ["{", '{"q": "no article"}', '["list"]'])
def test_a_broken_question_file_is_named_with_its_line(root: Path, tmp_path: Path, questions: Path, line: str) -> None:
    (questions / "de.jsonl").write_text('{"q": "wer", "article": "raci-matrix"}\n' + line, encoding="utf-8")
    with pytest.raises(QuestionError, match=r"de\.jsonl, line 2"):
        report(root, tmp_path, questions)


def test_the_packaged_question_sets_are_large_enough() -> None:
    known = [each.right[0] for each in load_questions("en")]
    asked = load_all(known)
    assert len(load_questions("en")) >= 300
    assert sum(not each.right for each in asked) >= 100


def known(engine: Engine, language: Language) -> list[Question]:
    """The questions of a language whose article is there."""
    return [each for each in load_questions(language) if each.right[0] in engine.library.articles]


def test_the_packaged_engine_keeps_its_promise_in_english(engine: Engine) -> None:
    english = measure(engine, known(engine, "en"))
    assert english.first >= 0.87
    assert english.three >= 0.94
    assert english.wrong <= 0.03


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_packaged_engine_serves_other_languages(engine: Engine, language: Language) -> None:
    assert measure(engine, known(engine, language)).served >= 0.85


def test_the_packaged_engine_does_not_answer_what_is_out_of_scope(engine: Engine) -> None:
    assert measure(engine, load_out_of_scope()).answered <= 0.03
