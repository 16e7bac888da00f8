"""Small libraries made on the fly, and the packaged articles with their index, built once."""

from pathlib import Path

import pytest

ARTICLE = """---
id: {id}
title: {title}
area: planning
phrasings:
{phrasings}
keywords: [{keywords}]
related: [{related}]
sources: ["003"]
owner: planning
reviewed: 2026-01-10
review_every_days: 365
translations:
  de:
    title: {german}
    phrasings: [{german} erklärt]
---
{title} in one paragraph.

1. Then do this first.
2. And then that.
"""


def article_text(
    article: str = "raci-matrix",
    title: str = "RACI matrix",
    phrasings: tuple[str, ...] = ("who does what in our plan", "roles in a team", "nobody feels responsible"),
    keywords: str = "raci, roles",
    related: str = "",
    german: str = "Rollen im Plan",
) -> str:
    """The text of an article file."""
    listed = "\n".join(f"  - {each}" for each in phrasings)
    return ARTICLE.format(id=article, title=title, phrasings=listed, keywords=keywords, related=related, german=german)


@pytest.fixture
def root(tmp_path: Path, few_outside: None) -> Path:
    """A folder with two articles, indexed with few ways to ask for what is outside the field."""
    return write_two(tmp_path)


def write_two(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "articles"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "raci-matrix.md").write_text(article_text(related="swot-analysis"), encoding="utf-8")
    swot = article_text(
        "swot-analysis",
        "SWOT analysis",
        ("what are we good and bad at", "strengths and weaknesses", "chances and threats"),
        "swot, strengths",
        "raci-matrix",
        "Stärken und Schwächen",
    )
    (folder / "en" / "swot-analysis.md").write_text(swot, encoding="utf-8")
    return folder
