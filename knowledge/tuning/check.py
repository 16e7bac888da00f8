"""What is wrong with the knowledge base, and how well it answers: the facts behind ``advisor kb check``."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.engine import Engine
from knowledge.library.article import Article
from knowledge.library.article_file import ArticleError, parse_article
from knowledge.library.articles import ARTICLES, Problem, article_files
from knowledge.library.languages import LANGUAGES, Language
from knowledge.library.names import names_of
from knowledge.library.sources import sources
from knowledge.search.decision import OFFERED
from knowledge.tuning.question_sets import QUESTIONS, Question, load_out_of_scope, load_questions
from knowledge.tuning.stray import Progress, StrayPhrasing, stray_phrasings

_CODE = re.compile(r"[0-9]+|[a-z][a-z0-9-]*")
"""A source that is meant as a code: a number or one word in small letters.  Others are written out."""


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
class MissingDialogue:
    """``articles`` offer ``dialogue``, which there is not (yet): nobody sees the button."""

    dialogue: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class UnkeptPromise:
    """``phrasing`` of ``article`` holds ``name``, of which its title and answer say nothing."""

    article: str
    language: Language
    phrasing: str
    name: str


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
    ``python -m knowledge.tuning --dry-run`` gives cross-validated figures.
    """

    problems: list[Problem] = field(default_factory=list)
    broken_links: list[BrokenLink] = field(default_factory=list)
    missing_sources: list[MissingSource] = field(default_factory=list)
    missing_dialogues: list[MissingDialogue] = field(default_factory=list)
    overdue: list[OverdueReview] = field(default_factory=list)
    unkept: list[UnkeptPromise] = field(default_factory=list)
    stray: list[StrayPhrasing] = field(default_factory=list)
    questions: dict[Language, Measure] = field(default_factory=dict)
    outside: Measure | None = None

    @property
    def sound(self) -> bool:
        """Whether all files could be read and are named well, all links lead somewhere and all sources are known."""
        return not (self.problems or self.broken_links or self.missing_sources)


def check(
    engine: Engine,
    *,
    today: date,
    root: Path = ARTICLES,
    dialogues: Collection[str] | None = None,
    questions: Path = QUESTIONS,
    again: Callable[[], Engine] | None = None,
    progress: Progress = lambda done, of: None,
) -> Report:
    """Confidence the articles over as of ``today``, and their files in ``root``; ask the questions of the folder.

    ``dialogues`` are the ids of those there are, if that shall be checked; ``again`` and ``progress`` are for
    `stray_phrasings`.  Questions whose article is not there are left out.  Raises ``QuestionError`` for a broken
    question file.
    """
    articles = list(engine.library.articles.values())
    measures = {}
    for language in LANGUAGES:
        asked = load_questions(language, questions)
        here = [each for each in asked if each.right[0] in engine.library.articles]
        if here:
            measures[language] = measure(engine, here)
    outside = load_out_of_scope(questions)
    # A file that cannot be read is named as such; what links to it need not be mended.
    there = {*engine.library.articles, *(problem.path.stem for problem in engine.library.problems)}
    return Report(
        problems=[*engine.library.problems, *_misnamed(root)],
        broken_links=[
            BrokenLink(article.id, other) for article in articles for other in article.related if other not in there
        ],
        missing_sources=[
            MissingSource(article.id, source)
            for article in articles
            for source in article.sources
            if _CODE.fullmatch(source) and source not in sources()
        ],
        missing_dialogues=[] if dialogues is None else list(_missing_dialogues(articles, dialogues)),
        overdue=[
            OverdueReview(article.id, article.owner, article.review_due)
            for article in sorted(articles, key=lambda each: (each.review_due, each.id))
            if article.overdue(today)
        ],
        unkept=list(unkept_promises(articles)),
        stray=stray_phrasings(engine, again, progress),
        questions=measures,
        outside=measure(engine, outside) if outside else None,
    )


def _misnamed(root: Path) -> Iterator[Problem]:
    for path in article_files(root):
        try:
            article = parse_article(path.read_text(encoding="utf-8-sig"))
        except (ArticleError, UnicodeDecodeError, OSError):
            continue  # among the problems of the library
        if path.stem != article.id:
            yield Problem(path, 2, f"The file is not named after its id {article.id!r}. Call it {article.id}.md.")


def unkept_promises(articles: Sequence[Article]) -> Iterator[UnkeptPromise]:
    """The phrasings with a name that their article does not hold."""
    names = names_of(articles)
    for article in articles:
        for language, phrasing, name in names.unkept(article):
            yield UnkeptPromise(article.id, language, phrasing, name)


def _missing_dialogues(articles: Sequence[Article], dialogues: Collection[str]) -> Iterator[MissingDialogue]:
    offered = {article.dialogue for article in articles if article.dialogue and article.dialogue not in dialogues}
    for dialogue in sorted(offered):
        yield MissingDialogue(dialogue, tuple(article.id for article in articles if article.dialogue == dialogue))


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
