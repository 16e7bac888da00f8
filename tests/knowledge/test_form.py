"""The articles are short, plain and in their own words, and say in one line what is from the source."""

from pathlib import Path

import pytest

from knowledge.articles import ARTICLES, Article, article_files, parse_article
from knowledge.tuning.form import faults, reading_ease, sentences, syllables
from knowledge.tuning.runs import hashes_of, read_hashes, shared_runs, write_hashes
from tests.knowledge.conftest import article_text

SOURCES = Path(__file__).with_name("source_runs.bin")
"""Hashes of what stands in the documents behind the articles: ``python -m knowledge.tuning.runs FOLDER FILE``."""

NAMES = (
    "Promoting innovative clusters and value chain of SMEs for sustainable development",
    "European Alliance for Cross-Industrial Circular Economy Investments",
)
"""What is called so in full cannot be said in other words."""


def packaged() -> dict[str, Article]:
    """The articles as they are shipped, by id."""
    return {path.stem: parse_article(path.read_text(encoding="utf-8")) for path in article_files(ARTICLES)}


def written(body: str, sources: str = '["003"]') -> Article:
    """An article with this body."""
    head = article_text().replace('["003"]', sources).rsplit("---\n", 1)[0]
    return parse_article(f"{head}---\n{body}\n")


def test_every_article_has_the_form() -> None:
    found = {name: faults(article) for name, article in packaged().items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_no_article_has_eight_words_in_a_row_from_a_source() -> None:
    hashes = read_hashes(SOURCES)
    found = {name: shared_runs(_unnamed(article.body), hashes) for name, article in packaged().items()}
    assert {name: each for name, each in found.items() if each} == {}


def _unnamed(body: str) -> str:
    for name in NAMES:
        body = body.replace(name, "\n")
    return body


CLOSING = "From the source: the table. Our advice: the steps."


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("It is short.\n\n" + "We do it. " * 150 + f"\n\n{CLOSING}", "The body has 4"),
        ("We do it. " * 21 + f"\n\n{CLOSING}", "The first paragraph has 63 words"),
        ("It is short.\n\n- " + "we do it and " * 7 + f"\n\n{CLOSING}", "A sentence has 28 words"),
        (f"Organisational internationalisation necessitates consideration.\n\n{CLOSING}", "The first paragraph reads"),
        (f"We do it (general practice).\n\n{CLOSING}", "'general practice' stands"),
        (f"We do it. The figure is lost in our copy.\n\n{CLOSING}", "'our copy' stands"),
        ("We do it.", "The last line must read"),
        (f"{CLOSING}\n\nWe do it.", "The last line must read"),
        ("We do it.\n\nFrom the source: the table.", "The last line must read"),
    ],
)
def test_what_does_not_hold_is_named(body: str, says: str) -> None:
    assert any(each.startswith(says) for each in faults(written(body)))


@pytest.mark.parametrize(
    "closing",
    [
        CLOSING,
        "From the sources: the table and the five steps. Our advice: the hints.",
        "From the source: all of it.",
        "Our advice: all of it.",
    ],
)
def test_a_closing_line_tells_whose_words_they_are(closing: str) -> None:
    assert faults(written(f"We do it like this.\n\n{closing}")) == []


def test_what_the_advisor_says_of_itself_needs_no_closing_line() -> None:
    assert faults(written("Press the button.", "[product]")) == []


def test_an_item_of_a_list_is_a_sentence_of_its_own() -> None:
    text = "You need **two** things:\n\n1. a [plan](https://a.example/b.c)\n2. a day. Or more!\n"
    assert sentences(text) == ["You need two things:", "a plan", "a day.", "Or more!"]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("plan", 1),
        ("people", 2),
        ("table", 2),
        ("named", 1),
        ("needed", 2),
        ("region", 2),
        ("suppliers", 3),
        ("businesses", 3),
        ("long-term", 2),
        ("2027", 1),
    ],
)
def test_syllables_are_counted_as_they_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_words_in_short_sentences_are_easier() -> None:
    plain, hard = "We meet in May. Bring a friend.", "Participants congregate seasonally, accompanied by acquaintances."
    assert reading_ease(plain) > 90 > 0 > reading_ease(hard)


SOURCE = "Clusters bring together companies and universities, because col laboration makes all of them stronger."


@pytest.mark.parametrize(
    "text",
    [
        "We bring together companies and universities; because collaboration makes all of them happy.",
        "They **bring together** companies\nand Universities – because Collaboration makes much.",
    ],
)
def test_a_run_is_found_whatever_its_signs_and_torn_words(text: str, tmp_path: Path) -> None:
    write_hashes(hashes_of(SOURCE), tmp_path / "runs")
    (run,) = shared_runs(text, read_hashes(tmp_path / "runs"))
    assert run.startswith("bring together companies and universities because collaboration makes")


def test_seven_words_in_a_row_may_be_chance(tmp_path: Path) -> None:
    write_hashes(hashes_of(SOURCE), tmp_path / "runs")
    text = "We bring together companies and universities because they ask us."
    assert shared_runs(text, read_hashes(tmp_path / "runs")) == []
