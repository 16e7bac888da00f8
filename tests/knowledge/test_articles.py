"""Articles are read as written, and a broken file is named without harming the others."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.articles import (
    ARTICLES,
    Article,
    ArticleError,
    Phrasing,
    article_files,
    format_article,
    load_articles,
    parse_article,
)
from knowledge.library.sources import Source, sources
from tests.knowledge.conftest import article_text


def test_an_article_is_read_from_its_file(root: Path) -> None:
    library = load_articles(root)
    assert list(library.articles) == ["raci-matrix", "swot-analysis"]
    assert library.articles["raci-matrix"].phrasings[0] == "who does what in our plan"
    assert library.problems == []


def test_the_first_paragraph_is_the_short_answer() -> None:
    article = parse_article(article_text())
    assert article.short == "RACI matrix in one paragraph."
    assert article.more.startswith("1. Then do this first.")


def test_a_review_is_due_when_its_interval_has_passed() -> None:
    assert parse_article(article_text()).review_due.isoformat() == "2027-01-10"


def test_a_formatted_article_reads_back_the_same() -> None:
    article = parse_article(article_text())
    assert parse_article(format_article(article)) == article


def test_nearly_every_packaged_article_is_written_as_its_file_is() -> None:
    texts = [path.read_text(encoding="utf-8") for path in article_files(ARTICLES)]
    same = sum(format_article(parse_article(text)) == text for text in texts)
    assert same >= 0.95 * len(texts)


def test_a_change_of_one_line_is_a_change_of_one_line_in_the_file() -> None:
    before = (ARTICLES / "en" / "raci-matrix.md").read_text(encoding="utf-8")
    article = parse_article(before)
    after = format_article(article.model_copy(update={"phrasings": (*article.phrasings, 'what is "A" for: money?')}))
    (added,) = set(after.split("\n")) - set(before.split("\n"))
    assert added == r'  - "what is \"A\" for: money?"'
    assert after.count("\n") == before.count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("title: RACI matrix", "titel: RACI matrix", 3, "'titel' is not known"),
        ("title: RACI matrix\n", "", 2, "'title' is missing"),
        ('["003"]', "[003]", 11, "must be text"),
        ("reviewed: 2026-01-10", "reviewed: soon", 13, "'reviewed' cannot be used"),
        ("  - roles in a team", "  - roles: in: a team", 7, "not valid YAML"),
        ("---\nid:", "id:", 1, "must start with a line of '---'"),
        ("    title: Rollen im Plan", "    title: ''", 17, "'translations.de.title'"),
        ("area: planning", "area: planning\narea: strategy", 5, "'area' stands here for the second time"),
        ("  de:", "  de:\n    title: Rollen\n  de:", 18, "'de' stands here for the second time"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, says: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parse_article(article_text().replace(old, new, 1))
    assert says in caught.value.message
    assert caught.value.line == line


def test_a_head_without_an_end_is_named() -> None:
    with pytest.raises(ArticleError, match="has no end"):
        parse_article("---\nid: x\ntitle: y\n")


def test_an_article_without_an_answer_is_named() -> None:
    with pytest.raises(ArticleError, match="answer is missing"):
        parse_article(article_text().rpartition("---\n")[0] + "---\n")


def test_a_broken_file_does_not_stop_the_others(root: Path) -> None:
    (root / "en" / "broken.md").write_text("---\nid: [\n---\nText", encoding="utf-8")
    (root / "en" / "latin.md").write_bytes("---\nid: größe\n---\n".encode("latin-1"))
    library = load_articles(root)
    assert len(library.articles) == 2
    assert [problem.path.name for problem in library.problems] == ["broken.md", "latin.md"]
    assert "line" in str(library.problems[0])


def test_a_second_file_with_the_same_id_is_reported(root: Path) -> None:
    (root / "en" / "zz.md").write_text(article_text(), encoding="utf-8")
    library = load_articles(root)
    assert len(library.articles) == 2
    assert "already used by raci-matrix.md" in library.problems[0].message


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    library = load_articles(tmp_path)
    assert library.articles == {}
    assert "no articles here" in library.problems[0].message


def test_a_curators_article_replaces_the_one_of_its_id(root: Path) -> None:
    changed = parse_article(article_text(title="Who does what"))
    library = load_articles(root).extended([changed])
    assert library.articles["raci-matrix"].title == "Who does what"


def test_a_curators_phrasing_joins_its_article(root: Path) -> None:
    added = [
        Phrasing(article="raci-matrix", text="the table with four letters"),
        Phrasing(article="raci-matrix", text="wer macht was", language="de"),
        Phrasing(article="raci-matrix", text="qui fait quoi", language="fr"),
        Phrasing(article="gone", text="nothing"),
    ]
    article = load_articles(root).extended(added).articles["raci-matrix"]
    assert article.phrasings[-1] == "the table with four letters"
    assert article.translations["de"].phrasings[-1] == "wer macht was"
    assert article.translations["fr"].phrasings == ("qui fait quoi",)


@pytest.fixture(scope="module")
def packaged() -> dict[str, Article]:
    library = load_articles(ARTICLES)
    assert library.problems == []
    return library.articles


def test_every_packaged_article_answers_in_sixty_words(packaged: dict[str, Article]) -> None:
    assert [each.id for each in packaged.values() if len(each.short.split()) > 60] == []


def test_every_packaged_article_can_be_asked_for_in_twenty_ways(packaged: dict[str, Article]) -> None:
    assert [each.id for each in packaged.values() if len(each.phrasings) < 20] == []


def test_every_packaged_article_names_known_sources(packaged: dict[str, Article]) -> None:
    assert [each.id for each in packaged.values() if not set(each.sources) <= set(sources())] == []


def test_every_packaged_article_links_to_articles_that_exist(packaged: dict[str, Article]) -> None:
    assert [each.id for each in packaged.values() if not set(each.related) <= set(packaged)] == []


def test_a_source_is_shown_with_publisher_and_year() -> None:
    assert str(sources()["002"]) == (
        "Guide on Capacity Building for Clusters (European Cluster Collaboration Platform, 2021)"
    )


def test_a_source_without_a_year_is_shown_with_the_year_it_was_read() -> None:
    page = Source(title="LIFE", publisher="European Commission", what="Page", read=date(2026, 11, 29))
    assert str(page) == "LIFE (European Commission, read 2026)"
    assert str(page.model_copy(update={"year": 2025})) == "LIFE (European Commission, 2025)"


OF_PROGRAMMES = {
    "clusterxchange",
    "cluster-booster-academy",
    "european-green-deal",
    "eu-skills-policy",
    "support-ukraine",
}


def test_what_is_told_of_programmes_and_laws_is_read_again_every_quarter(packaged: dict[str, Article]) -> None:
    assert {packaged[id].review_every_days for id in OF_PROGRAMMES} == {90}
