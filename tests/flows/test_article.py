"""What an article says on its page: the same as on the answer card, as plain text."""

import re

import pytest

from bot.chat.markup import plain
from flows.dialogues.article import without_marks
from knowledge.articles import ARTICLES, load_articles

_ADDRESS = re.compile(r" \(https?://\S+\)")


def words(text: str) -> list[str]:
    return _ADDRESS.sub("", text).split()


def test_every_packaged_article_reads_without_marks_as_it_reads_on_its_card() -> None:
    articles = load_articles(ARTICLES).articles.values()
    texts = [text for article in articles for text in (article.short, article.more)]
    assert [text for text in texts if words(without_marks(text)) != words(plain(text))] == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("**How to check it**\n\n- Read each row.", "How to check it\n\n• Read each row."),
        (
            "It is *really* free, see [the rule](https://example.org/vat).",
            "It is really free, see the rule (https://example.org/vat).",
        ),
        ("2 * 3 * 4, a ** b", "2 * 3 * 4, a ** b"),
        (r"\*not bold\*", "*not bold*"),
        ("1. Ask.\n2. Write.", "1. Ask.\n2. Write."),
    ],
)
def test_marks_are_taken_away_and_signs_stay(typed: str, read: str) -> None:
    assert without_marks(typed) == read
