"""The answer engine: from a question to the articles that answer it.

Deterministic: the same question to the same articles gives the same result in every process.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.articles import ARTICLES, Article, Library, Phrasing
from knowledge.decision import Outcome, decide, evidence, probability
from knowledge.index import Index, open_index
from knowledge.languages import Language
from knowledge.parameters import parameters
from knowledge.query import read
from knowledge.scoring import rank
from knowledge.smalltalk import Chat, small_talk

BEST = 5
"""So many articles a result names at most; the first three are what "did you mean" offers."""


@dataclass(frozen=True)
class Scored:
    """An article and how well it fits: 0 to 1, comparable between questions."""

    id: str
    score: float


@dataclass(frozen=True)
class Result:
    """What a question led to.

    ``articles`` are the best fitting ones, best first, also when the outcome is ``suggest`` or ``unknown``.
    ``chat`` tells the kind of short talk when the outcome is ``chat``.  ``parts`` holds one result for each
    question where a message asked several; the message's own result is then that of the first.
    """

    outcome: Outcome
    articles: tuple[Scored, ...] = ()
    chat: Chat | None = None
    language: Language = "en"
    parts: tuple["Result", ...] = field(default=())


class Engine:
    """Finds articles.  Open one per process; it may be asked from several threads at once."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @classmethod
    def open(
        cls, data_dir: Path, articles_root: Path | None = None, extra: Sequence[Article | Phrasing] = ()
    ) -> "Engine":
        """Open the index in the data directory, building it first where it is missing or out of date.

        ``extra`` is what curators added on top of the article files.  Raises ``OSError`` when the data
        directory cannot be written.
        """
        return cls(open_index(data_dir / "knowledge.sqlite", articles_root or ARTICLES, extra))

    @property
    def library(self) -> Library:
        """The articles served, and the problems of those that are not."""
        return self._index.library

    def ask(self, question: str, *, context: Sequence[str] = ()) -> Result:
        """Find what answers a question.

        ``context`` are the ids of the articles answered just before in the same thread, newest first.
        """
        chat = small_talk(question)
        if chat:
            return Result("chat", tuple(Scored(id, 1.0) for id in context[:1] if chat == "more"), chat)
        known = parameters()
        query = read(question, self._index, known)
        ranking = rank(query, self._index, known)
        ranked = ranking.candidates
        if not ranked:
            return Result("unknown", language=query.language)
        seen = evidence(ranking)
        right, among = probability(known.right, seen), probability(known.among, seen)
        best = ranked[:BEST]
        total = sum(math.exp(each.score - best[0].score) for each in ranked)
        shares = [math.exp(each.score - best[0].score) / total for each in best]
        articles = tuple(
            Scored(self._index.ids[each.article], round(right if n == 0 else min(right, share), 4))
            for n, (each, share) in enumerate(zip(best, shares, strict=True))
        )
        return Result(decide(right, among, known), articles, None, query.language)

    def close(self) -> None:
        """Let go of the index file."""
        self._index.close()
