"""No phrasing promises what its article does not hold."""

import pytest

from knowledge.articles import ARTICLES, Article, load_articles, parse_article
from knowledge.library.names import Names, names_of
from knowledge.tuning.check import unkept_promises
from tests.knowledge.conftest import article_text


def article(*phrasings: str, says: str = "Who does what.", german: str = "Rollen", asked: str = "wer") -> Article:
    """An article of the table of roles that can be asked for so, in English and in German."""
    text = article_text(phrasings=phrasings or ("roles",), german=german)
    return parse_article(text.replace("[Rollen erklärt]", f"[{asked}]") + f"\n{says}\n")


def unkept(article: Article) -> list[str]:
    return [each.name for each in unkept_promises([article])]


@pytest.fixture(scope="module")
def names() -> Names:
    return names_of([article(says="The EIC and the LIFE programme pay. It makes life easy.")])


@pytest.mark.parametrize(
    ("phrasing", "found"),
    [
        ("can we get COSME money", ["cosme"]),
        ("what is S3", ["s3"]),
        ("PMEs and LinkedIn", ["pme", "linkedin"]),
        ("does Osterwalder explain it", ["osterwalder"]),
        ("how do i apply at the eic", ["eic"]),
        ("erasmus, interreg?", ["erasmus", "interreg"]),
        ("is there horizon europe money", ["horizon europe"]),
        ("what we see on the horizon", []),
        ("how to make life easier", []),
        ("the LIFE programme", ["life"]),
        ("our people in Spain say on Monday", []),
        ("Who is it. Nobody knows", []),
        ("please do NOT tell", []),
    ],
)
def test_names_are_told_by_their_form_or_known(names: Names, phrasing: str, found: list[str]) -> None:
    assert sorted(names.of(phrasing, "en")) == sorted(found)


def test_a_capital_inside_a_sentence_is_a_name_in_english_alone(names: Names) -> None:
    assert names.of("wie findet man gute Partner", "de") == []


def test_a_name_in_the_answer_is_kept() -> None:
    assert unkept(article("is there COSME money", says="COSME has ended.")) == []


def test_a_name_of_which_the_answer_says_nothing_is_a_promise_not_kept() -> None:
    assert unkept(article("is there COSME money")) == ["cosme"]


def test_a_term_that_means_the_same_keeps_it() -> None:
    assert unkept(article("which KPI", says="Choose three key performance indicators.")) == []
    assert unkept(article("GDPR rights", says="Data protection in short.")) == []


def test_the_title_of_its_language_keeps_it() -> None:
    assert unkept(article(german="Rollen mit der VERA-Tabelle", asked="was ist VERA")) == []
    assert unkept(article(asked="was ist VERA")) == ["vera"]


def test_no_packaged_phrasing_promises_what_its_article_does_not_hold() -> None:
    found = unkept_promises(list(load_articles(ARTICLES).articles.values()))
    assert [f"{each.article} ({each.language}): {each.phrasing} – {each.name}" for each in found] == []
