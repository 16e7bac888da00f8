"""Questions and goals from the command line, one by one and many at once."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click import Group
from click.testing import CliRunner, Result

from bot.cli import main
from flows.registry import all_dialogues
from knowledge.articles import ARTICLES, article_files
from knowledge.tuning import check
from knowledge.tuning.question_sets import load_out_of_scope


@pytest.fixture(scope="module")
def data(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(packaged, tmp_path_factory.mktemp("data") / "advisor"))


def advisor(data: Path, *words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, words, input=stdin, env={"ADVISOR_DATA": str(data)})


def test_a_question_is_answered_with_its_source(data: Path) -> None:
    result = advisor(data, "ask", "what is a RACI matrix")
    assert result.exit_code == 0
    assert "RACI" in result.output
    assert "Source: " in result.output


def test_an_unknown_question_is_said_to_be_unknown_and_scripts_can_tell(data: Path) -> None:
    result = advisor(data, "ask", "who won the football match in Madrid yesterday")
    assert result.exit_code == 1
    assert "don’t know" in result.output


def test_a_batch_gives_one_json_object_a_line(data: Path) -> None:
    questions = ["what is a RACI matrix", "hello", "", "zxcv qwer", "Was ist eine RACI-Matrix?"]
    lines = "\n".join(json.dumps({"q": question}) for question in questions)
    result = advisor(data, "ask", "--batch", "-", "--json", stdin=lines)
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert len(answers) == len(questions)
    for answer in answers:
        assert answer["outcome"] in ("answer", "suggest", "unknown", "chat")
        assert len(answer["articles"]) <= 5
        scores = [article["score"] for article in answer["articles"]]
        assert scores == sorted(scores, reverse=True)
    assert answers[0]["articles"][0]["id"] == "raci-matrix"
    assert answers[1]["outcome"] == "chat"
    assert answers[4]["articles"][0]["id"] == "raci-matrix"


def test_a_broken_line_of_a_batch_is_named(data: Path) -> None:
    result = advisor(data, "ask", "--batch", "-", "--json", stdin='{"q": "hello"}\nnot json\n')
    assert result.exit_code == 1
    assert "line 2" in result.output


def test_neither_question_nor_batch_is_a_usage_error(data: Path) -> None:
    result = advisor(data, "ask")
    assert result.exit_code == 2
    assert "--batch" in result.output


def test_a_good_goal_passes_every_check(data: Path) -> None:
    result = advisor(data, "goal", "--json", "Recruit 16 new member companies in the northern region by 30 June 2099")
    checks = json.loads(result.output)
    assert [checks[name] for name in ("specific", "measurable", "time_bound", "action_verb", "simple_language")] == [
        True
    ] * 5
    assert checks["advice"] == []


def test_a_weak_goal_gets_advice_for_every_check_it_fails(data: Path) -> None:
    result = advisor(data, "goal", "--batch", "-", "--json", stdin='{"goal": "Improve our visibility"}\n')
    checks = json.loads(result.output)
    assert not checks["specific"]
    assert len(checks["advice"]) == 4


def test_a_missing_batch_file_is_named(data: Path) -> None:
    result = advisor(data, "goal", "--batch", "nowhere.jsonl")
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.output


def test_the_dialogues_are_listed_with_their_commands(data: Path) -> None:
    result = advisor(data, "dialogues")
    assert [line.split()[:2] for line in result.output.splitlines()] == [
        [dialogue.id, f"/{dialogue.command}"] for dialogue in all_dialogues().values()
    ]


def test_the_manifest_is_json_that_slack_takes(data: Path) -> None:
    result = advisor(data, "slack", "manifest", "--url", "https://advisor.example.org")
    assert "display_information" in json.loads(result.output)


def test_a_setting_that_does_not_fit_is_named() -> None:
    result = CliRunner().invoke(main, ["check"], env={"PORT": "many"})
    assert result.exit_code == 1
    assert "PORT" in result.output
    assert "Traceback" not in result.output


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    result = CliRunner().invoke(main, ["check"], env={"ADVISOR_DATA": str(blocked / "data")})
    assert result.exit_code == 1
    assert str(blocked) in result.output
    assert "Traceback" not in result.output


def test_every_command_has_help_with_an_example() -> None:
    def walk(command: object, path: tuple[str, ...]) -> None:
        if isinstance(command, Group):
            for name, inner in command.commands.items():
                walk(inner, (*path, name))
        else:
            text = CliRunner().invoke(main, [*path, "--help"]).output
            assert "Example" in text or path[-1] in ("dialogues",), path

    walk(main, ())


@pytest.fixture
def articles(tmp_path: Path, few_outside: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three of the packaged articles in a folder of their own, with few questions for what is outside the field."""
    outside = load_out_of_scope()[:10]
    monkeypatch.setattr(check, "load_out_of_scope", lambda questions: outside)
    (tmp_path / "articles" / "en").mkdir(parents=True)
    for name in ("raci-matrix", "swot-analysis", "smart-goals"):
        shutil.copy(ARTICLES / "en" / f"{name}.md", tmp_path / "articles" / "en")
    return tmp_path / "articles"


def test_the_check_of_the_articles_is_told_in_words(data: Path, articles: Path) -> None:
    for path in article_files(articles):
        path.write_text(re.sub("^related: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE), "utf-8")
    result = advisor(data, "kb", "check", str(articles))
    assert result.exit_code == 0
    assert "Questions of the sample sets" in result.output
    assert "Out of scope" in result.output
    assert "Report(" not in result.output


def test_the_check_of_a_folder_names_what_is_to_be_mended(data: Path, articles: Path) -> None:
    result = advisor(data, "kb", "check", str(articles))
    assert result.exit_code == 1
    assert "its related article “action-plan-template” does not exist" in result.output
