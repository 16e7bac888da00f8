"""``advisor kb`` and ``advisor people`` at the terminal."""

import asyncio
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.advisor.web_sessions import WebSessions
from bot.cli import main
from bot.cli_knowledge_report import due_within, review_lines
from bot.store import Store, curation, people
from bot.trial import create_sample
from knowledge.articles import ARTICLES, Article, Library, Phrasing, load_articles
from knowledge.engine import INDEX
from knowledge.library.article_file import parse_article
from knowledge.tuning import check
from knowledge.tuning.question_sets import load_out_of_scope
from tests.advisor.conversation import START
from tests.curation.conftest import SERVED


@pytest.fixture(scope="module")
def sample(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample programme, made once."""
    path = tmp_path_factory.mktemp("sample") / "advisor.db"
    shutil.copy(sqlite_template, path)

    async def make() -> None:
        store = await Store.open(f"sqlite:///{path}")
        await create_sample(store, START)
        await store.close()

    asyncio.run(make())
    return path


@pytest.fixture
def folder(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the sample programme."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "data").mkdir()
    shutil.copy(sample, tmp_path / "data" / "advisor.db")
    return tmp_path


@pytest.fixture
def few(built: Path, folder: Path, few_outside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen articles, indexed, stand for those of the package, and some of the questions: all take their time."""
    shutil.copy(built / "data" / INDEX, folder / "data")
    for module in ("articles", "engine"):
        monkeypatch.setattr(f"knowledge.{module}.ARTICLES", built / "articles")
    outside = load_out_of_scope()[:10]
    monkeypatch.setattr(check, "load_out_of_scope", lambda questions: outside)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_people_are_listed_with_role_and_cluster(folder: Path) -> None:
    shown = run("people", "list")
    assert shown.exit_code == 0
    assert "web:ines" in shown.output
    assert "curator" in shown.output


def test_clusters_are_listed(folder: Path) -> None:
    assert "Sample Cluster" in run("people", "clusters").output


def test_roles_and_topics_are_given_and_taken(folder: Path) -> None:
    assert run("people", "curator", "web:jonas").exit_code == 0
    assert run("people", "owner", "web:jonas", "green").exit_code == 0
    assert "owns: green" in run("people", "list").output
    assert run("people", "owner", "web:jonas", "green", "--remove").exit_code == 0
    assert run("people", "staff", "web:jonas", "trial").exit_code == 0
    assert run("people", "coach", "web:jonas", "trial").exit_code == 0
    assert "owns" not in run("people", "list").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("people", "curator", "web:nobody"), "web:nobody"),
        (("people", "coach", "web:jonas", "nowhere"), "nowhere"),
        (("people", "owner", "web:ines", "gren"), "Topics are"),
        (("people", "owner", "web:mara", "green"), "coach or a curator"),
        (("kb", "report", "--since", "31 February 2027"), "31 February 2027"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    failed = run(*arguments)
    assert failed.exit_code == 1
    assert said in failed.output
    assert "Traceback" not in failed.output


def test_without_a_database_the_commands_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path))
    for arguments in (("kb", "report"), ("people", "list"), ("kb", "export", "out")):
        failed = run(*arguments)
        assert failed.exit_code == 1
        assert "Start the advisor once" in failed.output


def test_a_report_of_nothing_is_a_report(folder: Path, few: None) -> None:
    shown = run("kb", "report")
    assert shown.exit_code == 0
    assert "0  questions asked" in shown.output
    assert json.loads(run("kb", "report", "--json", "--since", "2027-01-01").output)["asked"] == 0


def test_a_report_lists_what_will_be_overdue_with_its_owner(folder: Path, few: None) -> None:
    article = load_articles(ARTICLES).articles["smart-goals"]
    day = article.review_due.isoformat()
    assert f"{day}  {article.title} (planning)" in run("kb", "report", "--days", "3660").output
    listed = json.loads(run("kb", "report", "--days", "3660", "--json").output)["reviews"]
    assert {"article": "smart-goals", "owner": "planning", "due": day} in listed
    assert len(listed) == len(SERVED)


def test_what_is_overdue_stands_before_what_will_be() -> None:
    library = load_articles(ARTICLES)
    last = library.articles["raci-matrix"].review_due
    kept = Library({id: library.articles[id] for id in ("raci-matrix", "clusterxchange")})
    assert due_within(kept, date(2026, 12, 1), 30) == []
    assert [each.id for each in due_within(kept, last, 0)] == ["clusterxchange"]  # on the day itself it is not late
    lines = list(review_lines(due_within(kept, last, 1), last, 1))
    assert [line for line in lines if line.endswith(":")] == [
        "Overdue to be read again:",
        f"Overdue by {last + timedelta(1)}:",
    ]


def test_an_export_writes_all_articles_once(folder: Path, few: None) -> None:
    assert run("kb", "export", "out").exit_code == 0
    out = load_articles(folder / "out")
    assert (list(out.articles), out.problems) == (sorted(SERVED), [])
    assert "Nothing to write" in run("kb", "export", "out").output
    assert "Nothing to write" in run("kb", "export", "changes", "--changed").output


async def publish(folder: Path, *additions: Article | Phrasing) -> None:
    """What the curator changed in chat."""
    store = await Store.open(f"sqlite:///{folder / 'data' / 'advisor.db'}")
    with store.writing() as tx:
        ines = people.by_account(tx, "web:ines")
        assert ines is not None
        for number, each in enumerate(additions):
            change = f"c{number}"
            if isinstance(each, Article):
                content = {"article": each.model_dump(mode="json"), "document": change}
                curation.add(tx, ines.scope, "article", each.id, content, change=change, now=START)
            else:
                content = each.model_dump(include={"text", "language"})
                curation.add(tx, ines.scope, "phrasing", each.article, content, change=change, now=START)
    await store.close()


def written(**changes: object) -> Article:
    """An article as a curator wrote it in chat."""
    raci = parse_article((ARTICLES / "en" / "raci-matrix.md").read_text(encoding="utf-8"))
    mine = {"id": "who-signs", "title": "Who signs contracts", "phrasings": ("signature below a contract",)}
    return raci.model_copy(update={**mine, "related": (), "translations": {}, **changes})


def test_a_check_sees_what_curators_added(folder: Path, few: None) -> None:
    asked = Phrasing(article="membership-fees", text="strengths, weaknesses, opportunities and threats of the cluster")
    asyncio.run(publish(folder, written(related=("gone",)), asked))
    shown = run("kb", "check")
    assert shown.exit_code == 1
    assert "who-signs: its related article “gone” does not exist" in shown.output
    assert f"membership-fees (en): “{asked.text}” → swot-analysis" in shown.output


def test_an_article_from_chat_with_a_source_of_its_own_passes_the_check(folder: Path, few: None) -> None:
    asyncio.run(publish(folder, written(sources=("A coach of the programme",))))
    assert run("kb", "export", "out").exit_code == 0
    for checked in (run("kb", "check"), run("kb", "check", "out")):
        assert "A coach of the programme" not in checked.output
        assert "who-signs" not in checked.output


def test_a_check_says_when_it_cannot_see_what_curators_added(
    folder: Path, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert "What curators changed is left out." in run("kb", "check").output


def test_somebody_is_signed_out_everywhere_with_the_link_that_waits(folder: Path) -> None:
    async def sign_in() -> None:
        store = await Store.open(f"sqlite:///{folder / 'data' / 'advisor.db'}")
        sessions = WebSessions(store)
        for token in ("a", "b"):
            assert await sessions.start(token, "web:mara", "web:trial", "Mara", "Firefox", START)
        await sessions.offer("web:mara", "link")
        await store.close()

    async def still_there() -> tuple[int, bool]:
        store = await Store.open(f"sqlite:///{folder / 'data' / 'advisor.db'}")
        sessions = WebSessions(store)
        found = len(await sessions.of_person("web:mara", START)), await sessions.take("web:mara", "link", START)
        await store.close()
        return found

    asyncio.run(sign_in())
    assert run("people", "sign-out", "web:mara").output == "web:mara was signed out of 2 browsers.\n"
    assert asyncio.run(still_there()) == (0, False)
    assert run("people", "sign-out", "web:mara").output == "web:mara was signed out of 0 browsers.\n"
