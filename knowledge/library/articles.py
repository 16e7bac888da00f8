"""All articles: read from their files, with what curators added on top.

A file that cannot be read is reported with its line and what to do; all others are still served.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.library.article import Article, Phrasing, Translation
from knowledge.library.article_file import ArticleError, parse_article

ARTICLES = Path(__file__).parents[1] / "articles"
"""The articles that come with the product."""


@dataclass(frozen=True)
class Problem:
    """A file that could not be served: where it fails and what to do.  ``line`` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.message}"


@dataclass(frozen=True)
class Library:
    """All articles that can be served, by id, and the problems met while reading the others."""

    articles: dict[str, Article] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def extended(self, extra: Sequence[Article | Phrasing]) -> "Library":
        """Put what curators added on top: an article replaces the one of its id, a phrasing joins its article.

        A phrasing whose article is gone is left out.
        """
        articles = dict(self.articles)
        articles.update((each.id, each) for each in extra if isinstance(each, Article))
        for each in extra:
            if isinstance(each, Phrasing) and each.article in articles:
                articles[each.article] = _with_phrasing(articles[each.article], each)
        return Library(dict(sorted(articles.items())), self.problems)


def load_articles(root: Path) -> Library:
    """Read ``root/en/*.md``.  Never raises for what stands in a file: see ``Library.problems``."""
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    origin: dict[str, Path] = {}
    paths = article_files(root)
    if not paths:
        message = "There are no articles here. Put the article files (*.md) into this folder."
        return Library({}, [Problem(root / "en", 1, message)])
    for path in paths:
        try:
            article = parse_article(path.read_text(encoding="utf-8-sig"))
            if article.id in origin:
                raise ArticleError(
                    2,
                    f"The id {article.id!r} is already used by {origin[article.id].name}. Change one of them.",
                )
        except ArticleError as error:
            problems.append(Problem(path, error.line, error.message))
        except UnicodeDecodeError:
            problems.append(Problem(path, 1, "The file is not UTF-8 text. Save it with the encoding UTF-8."))
        except OSError as error:
            problems.append(Problem(path, 1, f"The file cannot be read ({error.strerror}). Check its permissions."))
        else:
            articles[article.id], origin[article.id] = article, path
    return Library(dict(sorted(articles.items())), problems)


def article_files(root: Path) -> list[Path]:
    """The article files below ``root``, in a fixed order."""
    return sorted(root.glob("en/*.md"))


def _with_phrasing(article: Article, phrasing: Phrasing) -> Article:
    if phrasing.language == "en":
        return article.model_copy(update={"phrasings": (*article.phrasings, phrasing.text)})
    known = article.translations.get(phrasing.language, Translation(title=article.title))
    longer = Translation(title=known.title, phrasings=(*known.phrasings, phrasing.text))
    return article.model_copy(update={"translations": {**article.translations, phrasing.language: longer}})
