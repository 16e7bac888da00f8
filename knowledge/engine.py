"""The answer engine: from a question to the articles that answer it.

Deterministic: the same question to the same articles gives the same result in every process.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.articles import ARTICLES, Article, Library, Phrasing
from knowledge.conversation import is_follow_up, questions_in
from knowledge.decision import Outcome, decide, evidence, probability
from knowledge.index import Index, open_index
from knowledge.languages import Language
from knowledge.parameters import parameters
from knowledge.query import read
from knowledge.scoring import Ranking, rank
from knowledge.smalltalk import Chat, small_talk

BEST = 5
"""So many articles a result names at most; the first three are what "did you mean" offers."""

STAYS = 0.5
"""The share of follow-ups thought to stay with the article answered last."""


@dataclass(frozen=True)
class Scored:
    """An article and how well it fits: for the first the probability that it is the right one, for the
    others their share of that."""

    id: str
    score: float


@dataclass(frozen=True)
class Result:
    """What a question led to.

    ``articles`` are the best fitting ones, best first, also when the outcome is ``suggest`` or ``unknown``.
    ``chat`` tells the kind of short talk when the outcome is ``chat``.  ``parts`` holds one result for each
    question where a message asked several that we can all answer; ``articles`` then starts with theirs.
    """

    outcome: Outcome
    articles: tuple[Scored, ...] = ()
    chat: Chat | None = None
    language: Language = "en"
    parts: tuple["Result", ...] = ()


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
        engine = cls(open_index(data_dir / "knowledge.sqlite", articles_root or ARTICLES, extra))
        engine.warm()
        return engine

    def warm(self) -> None:
        """Read now what the first questions need: word lists and, of a small library, all ways to ask."""
        self._index.warm()
        self._look_up("warm")
        is_follow_up("warm")
        small_talk("warm")

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
            kind, language = chat
            named = tuple(Scored(each, 1.0) for each in context[:1]) if kind == "more" else ()
            return Result("chat", named, kind, language)
        whole = self._with_context(question, context)
        asked = questions_in(question)
        if len(asked) < 2:
            return whole
        parts = [self._look_up(each) for each in asked]
        if not _differ(parts):
            return whole
        if any(part.outcome != "answer" for part in parts):
            return replace(whole, parts=tuple(parts))
        first = tuple(part.articles[0] for part in parts)
        answered = {each.id for each in first}
        others = tuple(each for each in whole.articles if each.id not in answered)
        return replace(whole, outcome="answer", articles=(first + others)[:BEST], parts=tuple(parts))

    def nearest(self, question: str) -> str | None:
        """The article ranked first by its words, even where a phrasing is exactly this question."""
        ranking, _ = self._rank(question)
        return self._index.ids[ranking.candidates[0].article] if ranking.candidates else None

    def _with_context(self, question: str, context: Sequence[str]) -> Result:
        """Look a question up; where it goes on from the last answer, expect it to stay near that."""
        last = next((self.library.articles[each] for each in context if each in self.library.articles), None)
        if last is None or not is_follow_up(question):
            return self._look_up(question)
        return self._follow_up(*self._rank(question), last)

    def _look_up(self, question: str) -> Result:
        known = parameters()
        ranking, language = self._rank(question)
        if not ranking.candidates:
            return Result("unknown", language=language)
        seen = evidence(ranking)
        right, among = probability(known.right, seen), probability(known.among, seen)
        best = ranking.candidates[:BEST]
        weights = [math.exp(each.score - best[0].score) for each in best]
        articles = tuple(
            Scored(self._index.ids[each.article], round(right * weight, 4))
            for each, weight in zip(best, weights, strict=True)
        )
        outcome = decide(right, among, known)
        exact = [self._index.ids[n] for n in self._index.asked_by(question)]
        if exact:
            outcome = "answer" if len(exact) == 1 else "suggest"
            same = tuple(Scored(each, 1.0) for each in exact)
            articles = (same + tuple(each for each in articles if each.id not in exact))[:BEST]
        return Result(outcome, articles, None, language)

    def _rank(self, question: str) -> tuple[Ranking, Language]:
        query = read(question, self._index, parameters())
        return rank(query, self._index, parameters()), query.language

    def _follow_up(self, ranking: Ranking, language: Language, last: Article) -> Result:
        """Weigh what the words say against where follow-ups go: half stay, half of the rest goes to related."""
        scores = {self._index.ids[each.article]: each.score for each in ranking.candidates}
        floor = min(scores.values(), default=0.0)
        others = len(self._index.ids)
        related = [each for each in last.related if each in self.library.articles]
        prior = {each: (1 - STAYS) / 2 / len(related) for each in related}
        prior[last.id] = STAYS
        chances = {
            each: math.log(prior.get(each, (1 - STAYS) / 2 / others)) + scores.get(each, floor)
            for each in {**scores, **prior}
        }
        best = max(chances.values())
        weights = {each: math.exp(chance - best) for each, chance in chances.items()}
        total = sum(weights.values())
        ordered = sorted(weights, key=lambda each: (-round(weights[each] / total, 4), each))[:BEST]
        articles = [Scored(each, round(weights[each] / total, 4)) for each in ordered]
        if articles[0].score >= parameters().answer:
            return Result("answer", tuple(articles), None, language)
        stay = Scored(last.id, round(weights[last.id] / total, 4))
        offered = sorted({*articles, stay}, key=lambda each: (each.id not in prior, -each.score, each.id))
        return Result("suggest", tuple(offered[:BEST]), None, language)

    def close(self) -> None:
        """Let go of the index file."""
        self._index.close()


def _differ(parts: Sequence[Result]) -> bool:
    """Whether the parts of a message are questions of their own, each with another article as its best."""
    best = {part.articles[0].id for part in parts if part.outcome in ("answer", "suggest")}
    return len(best) == len(parts) and any(part.outcome == "answer" for part in parts)
