"""The articles, as the rest of the product sees them."""

from knowledge.library.article import Article, Link, Phrasing, Translation
from knowledge.library.article_file import ArticleError, format_article, parse_article
from knowledge.library.articles import ARTICLES, Library, Problem, article_files, load_articles

__all__ = [
    "ARTICLES",
    "Article",
    "ArticleError",
    "Library",
    "Link",
    "Phrasing",
    "Problem",
    "Translation",
    "article_files",
    "format_article",
    "load_articles",
    "parse_article",
]
