"""Articles as curators edit them: from an article to the answers of its dialogue."""

from collections.abc import Iterable

from bot.advisor.turn import Turn
from bot.store.documents import Document
from flows.dialogues.article import LINE, in_fields, lines
from flows.fields import LONG, Raw
from knowledge.articles import Article
from knowledge.library.sources import sources

FROM_QUESTION = "question"
"""``about`` of a document: ``question:<id>:<seen>`` for a question of the queue, else the id of the article."""


def answers_of(turn: Turn, article: Article) -> dict[str, Raw]:
    """An article as somebody would have typed it."""
    named = sources()
    return {
        "topic": {"name": article.title, "area": article.area},
        "answer": {"short": article.short, "more": article.more},
        "asked": {**in_fields(article.phrasings), "keywords": ", ".join(article.keywords)},
        "details": {
            "sources": "\n".join(str(named.get(code, code)) for code in article.sources),
            "dialogue": article.dialogue or "",
            "related": "\n".join(turn.articles[o].title if o in turn.articles else o for o in article.related),
            "slug": article.id,
        },
    }


def as_phrasing(wording: str) -> str:
    """What somebody asked as a phrasing: one line, not longer than the articles allow."""
    line = " ".join(wording.split())
    return line if len(line) <= LINE else line[:LINE].rpartition(" ")[0] or line[:LINE]


def asked_of(wordings: Iterable[str]) -> dict[str, Raw]:
    """What people asked as the fields of the dialogue hold it: as many as fit, the first ones first."""
    kept: list[str] = []
    for phrasing in lines("\n".join(as_phrasing(wording) for wording in wordings)):
        if len(str(in_fields([*kept, phrasing])["further"])) > LONG:
            break
        kept.append(phrasing)
    return in_fields(kept)


def edited(document: Document) -> str:
    """The id of the article that a document was opened to edit; empty for a new one."""
    return "" if document.about.startswith(f"{FROM_QUESTION}:") else document.about


def change_of(document: Document) -> str:
    """The decision by which the last submitted version of a document is published."""
    return f"{document.id}-{document.submitted_version}"
