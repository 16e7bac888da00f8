"""What every conclusion promises: all of it can be told, and what it names is there."""

import re
from functools import cache

from flows.conclusions import Conclusion
from flows.findings import MANY, Words
from flows.registry import words
from knowledge.articles import ARTICLES, load_articles


@cache
def known() -> tuple[frozenset[str], frozenset[str]]:
    """The articles that there are and the dialogues to which they lead, read when first needed: what is read during
    tests is shared."""
    articles = load_articles(ARTICLES).articles
    return frozenset(articles), frozenset(article.dialogue for article in articles.values() if article.dialogue)


def can_be_told(conclusion: Conclusion) -> None:
    """Every message has its wording with all its parameters, also where it stands for many; every article is there."""
    said = [Words(id=finding.message, params=finding.params) for finding in conclusion.findings]
    said += [step.label for step in conclusion.next_steps]
    said += [table.rule for table in conclusion.tables if table.rule]
    for each in said:
        assert set(re.findall(r"\{(\w+)\}", words()[each.id])) <= set(each.params), each
    for finding in conclusion.findings:
        alike = sum(1 for other in conclusion.findings if other.message == finding.message)
        if alike >= MANY:
            assert finding.about in finding.params
            assert f"{finding.message}.many" in words()
    for table in conclusion.tables:
        assert all(len(row) == len(table.columns) for row in table.rows), table.id
        assert set(table.main) <= set(table.columns)
    articles, dialogues = known()
    assert set(conclusion.articles) <= articles
    assert {step.dialogue for step in conclusion.next_steps} <= dialogues
    steps = [(step.dialogue, step.about) for step in conclusion.next_steps]
    assert len(set(steps)) == len(steps)
    assert not any(":" in step.about for step in conclusion.next_steps)
