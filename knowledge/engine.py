"""The answer engine: from a question to the articles that answer it.

Deterministic: the same question to the same articles gives the same result in every process.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.library.article import Article, Phrasing
from knowledge.library.articles import ARTICLES, Library, Problem
from knowledge.library.languages import Language
from knowledge.search import follow_up, segmentation
from knowledge.search.conversation import cues, is_keyword, may_go_on, questions_in, without_list_marks
from knowledge.search.decision import Confidence, Outcome, chances, decide, evidence, probability
from knowledge.search.index import Base, Index, open_index
from knowledge.search.parameters import Parameters, parameters
from knowledge.search.query import read_query
from knowledge.search.ranking import Ranking, rank
from knowledge.search.requests import read_request
from knowledge.search.smalltalk import SmallTalk, small_talk

INDEX = "knowledge.sqlite"
BEST = 5
"""So many articles a result names at most; the first three are what "did you mean" offers."""


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
    question where a message asked several, with its words in ``asked``; ``articles`` then starts with theirs.
    ``stays`` tells that a message goes on about the article answered just before, which is the first again.
    ``unread`` tells that no word of it is known, so that nothing can be said about what it means.
    """

    outcome: Outcome
    articles: tuple[Scored, ...] = ()
    chat: SmallTalk | None = None
    language: Language = "en"
    parts: tuple["Result", ...] = ()
    asked: str = ""
    stays: bool = False
    unread: bool = False


class Engine:
    """Finds articles.  Open one per process; it may be asked from several threads at once."""

    def __init__(self, index: Index, learned: Parameters | None = None) -> None:
        self._index = index
        self._learned = learned or parameters()

    @classmethod
    def open(
        cls,
        data_dir: Path,
        articles_root: Path | None = None,
        extra: Sequence[Article | Phrasing] = (),
        base: Base | None = None,
        warm: bool = True,
    ) -> "Engine":
        """Open the index in the data directory, building it first where it is missing or out of date.

        ``extra`` is what curators added on top of the article files, ``base`` an index with the first of it, which
        saves
        time; without ``warm`` the first questions read what they need.
        Raises ``OSError`` when the data directory cannot be written.
        """
        root = articles_root or ARTICLES
        engine = cls(open_index(data_dir / INDEX, root, extra, base))
        if warm:
            engine.warm()
        return engine

    def warm(self) -> None:
        """Read now what the first questions need: word lists and, of a small library, all ways to ask."""
        self._index.warm()
        self._look_up("warm", {})
        cues("warm")
        small_talk("warm")
        read_request("warm")

    @property
    def library(self) -> Library:
        """The articles served, and the problems of those that are not."""
        return self._index.library

    @property
    def problems(self) -> Sequence[Problem]:
        """Those of the articles that are not served, without reading the others."""
        return self._index.problems

    def article(self, id: str) -> Article | None:
        """One article, without reading the others where they are not read yet."""
        return self._index.article(id)

    def ask(self, question: str, *, context: Sequence[str] = ()) -> Result:
        """Find what answers a question.

        ``context`` are the ids of the articles answered just before in the same thread, newest first.
        """
        chat = small_talk(question)
        if chat:
            kind, language = chat
            named = tuple(Scored(each, 1.0) for each in context[:1]) if kind == "more" else ()
            return Result("chat", named, kind, language)
        looked_up: dict[str, _Found] = {}
        whole = self._look_up(question, looked_up)
        last = next(filter(None, map(self._index.article, context)), None)
        if last is not None and may_go_on(question):
            goes_on = self._follow_up(question, whole, last)
            if goes_on:
                return goes_on
        parts = self._several(question, whole, segmentation.MOST_QUESTIONS, looked_up)
        if len(parts) < 2:
            return self._topics(question, whole, looked_up)
        if any(part.outcome != "answer" for part in parts):
            return replace(whole.result, parts=tuple(parts))
        first = tuple(dict.fromkeys(part.articles[0] for part in parts))
        answered = {each.id for each in first}
        others = tuple(each for each in whole.result.articles if each.id not in answered)
        return replace(whole.result, outcome="answer", articles=(first + others)[:BEST], parts=tuple(parts))

    def nearest(self, question: str) -> str | None:
        """The article ranked first by its words, even where a phrasing is exactly this question."""
        ranking, _ = self._rank(question)
        return self._index.ids[ranking.candidates[0].article] if ranking.candidates else None

    def cut_evidence(self, message: str) -> tuple[float, ...] | None:
        """What speaks for two questions in a message (``segmentation.EVIDENCE``); ``None`` where it cannot be cut."""
        whole = self._look_up(message, {})
        cuts = self._best_cuts(message, whole)
        if not cuts:
            return None
        return self._cut(_halves(message, cuts[0]), segmentation.cheap_evidence(cuts[0], message), whole, {}).seen

    def follow_evidence(self, message: str, last: Article) -> tuple[tuple[float, ...], float]:
        """What speaks for a message to go on from an article answered last (``follow_up.EVIDENCE``), and how far the
        message by itself speaks against it (``follow_up.lead``)."""
        found = self._look_up(message, {})
        against = -follow_up.lead(0.0, found.look, last)
        return follow_up.evidence(cues(message, found.result.language), found.look, found.ranking, last), against

    def _several(self, message: str, whole: "_Found", most: int, looked_up: "_LookedUp") -> list[Result]:
        """One result for each question that a message holds; a single one where it holds one."""
        for cut in self._best_cuts(message, whole) if most > 1 else ():
            cheap = segmentation.cheap_evidence(cut, message)
            if segmentation.worth(cheap, self._learned.several) < self._learned.worth:
                continue
            texts = _halves(message, cut)
            shorter = self._look_up(min(texts, key=len), looked_up)
            best = segmentation.at_best(cheap, shorter.look, whole.look, self._learned.answer, self._learned.several)
            if best < self._learned.split:
                continue
            halves = self._cut(texts, cheap, whole, looked_up)
            likely = probability(self._learned.several, halves.seen)
            if likely >= self._learned.split and not self._stays(halves):
                before = self._several(halves.texts[0], halves.first, most - 1, looked_up)
                return before + self._several(halves.texts[1], halves.second, most - len(before), looked_up)
        return [replace(whole.result, asked=message)]

    def _topics(self, message: str, whole: "_Found", looked_up: "_LookedUp") -> Result:
        """What to offer for a message that is not understood as one question: what each of its questions is about.

        A question that points back is looked up together with the first.
        """
        asked = questions_in(message, whole.result.language) if whole.result.outcome != "answer" else []
        if len(asked) < 2:
            return whole.result
        found = [self._look_up(text, looked_up).result for text in asked]
        best = {each.articles[0].id: each.articles[0] for each in found if each.articles}
        if len(best) < 2:
            return whole.result
        others = tuple(each for each in whole.result.articles if each.id not in best)
        return replace(whole.result, outcome="suggest", articles=(*best.values(), *others)[:BEST])

    def _best_cuts(self, message: str, whole: "_Found") -> list[segmentation.Cut]:
        candidates = sorted(each.article for each in whole.ranking.candidates)
        return segmentation.best_cuts(message, whole.result.language, candidates, self._index, self._learned)

    def _cut(
        self, texts: tuple[str, str], cheap: Sequence[float], whole: "_Found", looked_up: "_LookedUp"
    ) -> "_Halves":
        first, second = (self._look_up(text, looked_up) for text in texts)
        return _Halves(
            texts,
            first,
            second,
            segmentation.evidence(cheap, first.look, second.look, whole.look, self._learned.answer),
        )

    def _stays(self, halves: "_Halves") -> bool:
        """Whether the second text goes on about the article of the first: "what is it *and how do I use it*"."""
        best = halves.first.look.best[:1]
        if halves.second.result.outcome == "answer" or not best:
            return False
        last = self._index.article(best[0])
        goes_on = self._follow_up(halves.texts[1], halves.second, last) if last else None
        return goes_on is not None and best[0] in [each.id for each in goes_on.articles[:2]]

    def _follow_up(self, message: str, found: "_Found", last: Article) -> Result | None:
        """What a message means that goes on from the article answered last; ``None`` where it does not.

        ``found`` is what looking the message up by itself gave.
        """
        if found.ranking.unknown == 1:
            return None  # not one word was understood: nothing tells what it is about
        seen = follow_up.evidence(cues(message, found.result.language), found.look, found.ranking, last)
        goes_on = probability(self._learned.follows, seen)
        if goes_on < follow_up.LIKELY_FROM or follow_up.lead(goes_on, found.look, last) < self._learned.margin:
            return None  # where both are weak, the message by itself says so
        scores = {self._index.ids[each.article]: each.score for each in found.ranking.candidates}
        weighed = follow_up.weigh(scores, found.ranking.known, last, self._index.ids, goes_on, self._learned)
        articles = tuple(Scored(*each) for each in weighed[:BEST])
        alone = found.result.outcome == "answer"  # a full question, even if about the same article
        stays = not alone and articles[0].id == last.id and articles[0].score >= self._learned.rest
        outcome: Outcome = "answer" if stays or articles[0].score >= self._learned.answer else "suggest"
        return Result(outcome, articles, None, found.result.language, stays=stays)

    def _look_up(self, question: str, looked_up: "_LookedUp") -> "_Found":
        """Look a text up, once for each message: the halves of one cut are often those of another."""
        if question not in looked_up:
            looked_up[question] = self._look_up_anew(question)
        return looked_up[question]

    def _look_up_anew(self, question: str) -> "_Found":
        ranking, language = self._rank(question)
        if not ranking.candidates:
            return _Found(Result("unknown", language=language, unread=True), Confidence(0.0, 0.0, ()), ranking)
        seen = evidence(ranking)
        right, among = chances(self._learned.right, self._learned.among, seen)
        best = ranking.candidates[:BEST]
        weights = [math.exp(each.score - best[0].score) for each in best]
        articles = tuple(
            Scored(self._index.ids[each.article], round(right * weight, 4))
            for each, weight in zip(best, weights, strict=True)
        )
        outcome = decide(right, among, self._learned)
        if outcome == "unknown" and ranking.unknown < 1 and is_keyword(question):
            outcome = "suggest"  # nobody can say less: the nearest titles help to say more
        exact = [self._index.ids[n] for n in self._index.asked_by(question)]
        if exact:
            outcome = "answer" if len(exact) == 1 else "suggest"
            right = among = 1.0
            same = tuple(Scored(each, 1.0) for each in exact)
            articles = (same + tuple(each for each in articles if each.id not in exact))[:BEST]
        look = Confidence(right, among, tuple(each.id for each in articles))
        unread = outcome == "unknown" and ranking.unknown == 1
        return _Found(Result(outcome, articles, None, language, unread=unread), look, ranking)

    def _rank(self, question: str) -> tuple[Ranking, Language]:
        query = read_query(question, self._index, self._learned)
        return rank(query, self._index, self._learned), query.language

    def close(self) -> None:
        """Let go of the index file."""
        self._index.close()


@dataclass(frozen=True)
class _Found:
    """The result of looking a text up, and what it rests on."""

    result: Result
    look: Confidence
    ranking: Ranking


_LookedUp = dict[str, _Found]
"""What was found for the texts looked up so far in answering one message."""


def _halves(message: str, cut: segmentation.Cut) -> tuple[str, str]:
    return without_list_marks(message[: cut.at]), without_list_marks(message[cut.at :])


@dataclass(frozen=True)
class _Halves:
    """The two texts a message is cut into, what each led to, and what speaks for the cut."""

    texts: tuple[str, str]
    first: _Found
    second: _Found
    seen: tuple[float, ...]
