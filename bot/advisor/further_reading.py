"""The articles to which a document leads."""

from collections.abc import Sequence

from bot.advisor.turn import Turn
from bot.store import curation
from bot.store.engine import Tx


def titles(tx: Tx, turn: Turn, ids: Sequence[str]) -> dict[str, str]:
    """The titles of those articles that there are: also of a version that was published just now."""
    found: dict[str, str] = {}
    for id in ids:
        known, last = turn.articles.get(id), curation.of_article(tx, id, "article")
        made = (last.content.get("article") or {}) if last else {}
        if known is not None:
            newer = str(made.get("reviewed") or "") >= known.reviewed.isoformat()  # else the package brought another
            found[id] = str(made.get("title") or known.title) if newer else known.title
    return found
