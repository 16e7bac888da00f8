"""What is wrong with the knowledge base, and how well it answers: the facts behind ``advisor kb check``."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.articles import Article, Problem
from knowledge.decision import OFFERED
from knowledge.engine import Engine
from knowledge.languages import LANGUAGES, Language
from knowledge.questions import QUESTIONS, Question, load_out_of_scope, load_questions
from knowledge.sources import sources


@dataclass(frozen=True)
class BrokenLink:
    """``article`` names ``missing`` as related, but there is no such article."""

    article: str
    missing: str


@dataclass(frozen=True)
class MissingSource:
    """``article`` rests on the source ``code``, which ``sources.yaml`` does not describe."""

    article: str
    code: str


@dataclass(frozen=True)
class OverdueReview:
    """``owner`` should have read ``article`` again by ``due``."""

    article: str
    owner: str
    due: date


@dataclass(frozen=True)
class StrayPhrasing:
    """A ``phrasing`` of ``article`` whose words fit ``other`` better: what is asked a little differently strays."""

    article: str
    language: Language
    phrasing: str
    other: str


@dataclass(frozen=True)
class Measure:
    """How questions of one language fared; all but ``asked`` are shares of the questions.

    ``first``: a right article was ranked first; ``three``: was among the three first; ``served``: was answered
    or offered; ``answered``: some article was given as the answer; ``wrong``: a wrong one was.
    """

    asked: int
    first: float
    three: float
    served: float
    answered: float
    wrong: float


@dataclass(frozen=True)
class Report:
    """The findings; ``questions`` holds a measure per language, ``outside`` the one of questions out of scope.

    The weights of the engine were learned from the same questions, so that new ones may fare a little worse;
    ``python -m knowledge.tune --dry-run`` gives cross-validated figures.
    """

    problems: list[Problem] = field(default_factory=list)
    broken_links: list[BrokenLink] = field(default_factory=list)
    missing_sources: list[MissingSource] = field(default_factory=list)
    overdue: list[OverdueReview] = field(default_factory=list)
    stray: list[StrayPhrasing] = field(default_factory=list)
    questions: dict[Language, Measure] = field(default_factory=dict)
    outside: Measure | None = None

    @property
    def sound(self) -> bool:
        """Whether all files could be read, all links lead somewhere and all sources are known."""
        return not (self.problems or self.broken_links or self.missing_sources)


def check(engine: Engine, *, today: date, questions: Path = QUESTIONS) -> Report:
    """Look the articles over as of ``today`` and ask the questions of the folder.

    Questions whose article is not there are left out.  Raises ``QuestionError`` for a broken question file.
    """
    articles = list(engine.library.articles.values())
    measures = {}
    for language in LANGUAGES:
        asked = load_questions(language, questions)
        here = [each for each in asked if each.right[0] in engine.library.articles]
        if here:
            measures[language] = measure(engine, here)
    outside = load_out_of_scope(questions)
    return Report(
        problems=list(engine.library.problems),
        broken_links=[
            BrokenLink(article.id, other)
            for article in articles
            for other in article.related
            if other not in engine.library.articles
        ],
        missing_sources=[
            MissingSource(article.id, code) for article in articles for code in article.sources if code not in sources()
        ],
        overdue=[
            OverdueReview(article.id, article.owner, article.review_due)
            for article in sorted(articles, key=lambda each: (each.review_due, each.id))
            if article.review_due < today
        ],
        stray=[stray for article in articles for stray in _stray(engine, article)],
        questions=measures,
        outside=measure(engine, outside) if outside else None,
    )


def measure(engine: Engine, questions: list[Question]) -> Measure:
    """Ask all questions (not empty) and count how they fared."""
    first = three = served = answered = wrong = 0
    for question in questions:
        result = engine.ask(question.text)
        hits = [article.id in question.right for article in result.articles]
        first += any(hits[:1])
        three += any(hits[:OFFERED])
        if result.outcome == "answer":
            answered += 1
            served += hits[0]
            wrong += not hits[0]
        elif result.outcome == "suggest":
            served += any(hits[:OFFERED])
    shares = (round(count / len(questions), 4) for count in (first, three, served, answered, wrong))
    return Measure(len(questions), *shares)


def _stray(engine: Engine, article: Article) -> Iterator[StrayPhrasing]:
    asked: list[tuple[Language, str]] = [("en", each) for each in article.phrasings]
    for language, translation in article.translations.items():
        asked += [(language, each) for each in translation.phrasings]
    for language, phrasing in asked:
        other = engine.nearest(phrasing)
        if other is not None and other != article.id:
            yield StrayPhrasing(article.id, language, phrasing, other)
