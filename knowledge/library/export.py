"""Articles back into files, to be taken over into the repository."""

from pathlib import Path

from knowledge.library.article import Article
from knowledge.library.article_file import ArticleError, format_article, parse_article
from knowledge.library.articles import Library, article_files


def export(library: Library, folder: Path, root: Path, *, changed: bool = False) -> list[Path]:
    """Write the articles below ``folder`` in the form of ``root``; returns the files that are different now.

    An article that is the same as in ``root`` keeps its file as it is there, down to the last space; with
    ``changed`` it is left out.  Raises ``OSError`` when a file cannot be written.
    """
    known: dict[str, tuple[Article | None, str, str]] = {}
    for path in article_files(root):
        try:
            text = path.read_text(encoding="utf-8-sig")
            article = parse_article(text)
        except (ArticleError, UnicodeDecodeError):
            continue  # reported when the articles are read
        known[article.id] = article, path.name, text
    written = []
    for article in library.articles.values():
        before, name, text = known.get(article.id, (None, f"{article.id}.md", ""))
        same = before == article
        if same and changed:
            continue
        path = folder / "en" / name
        wanted = text if same else format_article(article)
        if not path.is_file() or path.read_text(encoding="utf-8-sig") != wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
            written.append(path)
    return written
