"""``advisor kb``: the knowledge base."""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from bot.settings import load_settings
from bot.terminal import Failure, data_folder, say

if TYPE_CHECKING:
    from bot.store.curation import Curation
    from bot.store.programme import Figures
    from knowledge.articles import Library
    from knowledge.engine import Engine
    from knowledge.tuning.check import Report
    from knowledge.tuning.stray import Progress

LISTED = 10
"""Topics and groups of questions in a report."""
NAMED = 4
"""Articles named in one line of a check."""


@click.group()
def kb() -> None:
    """The knowledge base: build its index, check its articles, see what is asked, export what curators changed."""


@kb.command("build")
def build() -> None:
    """Build the search index from the articles. It also builds itself when articles change.

    \b
    Example:
      advisor kb build
    """
    from knowledge.engine import Engine

    engine = Engine.open(data_folder())
    say(f"{len(engine.library.articles)} articles indexed in {data_folder()}.")
    for problem in engine.library.problems:
        say(str(problem), err=True)
    if engine.library.problems:
        raise SystemExit(1)


@kb.command("check")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
def check(folder: Path | None) -> None:
    """Check the articles: form, links between them, sources, overdue reviews, how well questions find them.

    These are the articles of the package with what curators changed, or those below FOLDER/en, as "kb export" writes
    them. Exit code 1 when an article is broken, or names an article or source that does not exist.

    \b
    Examples:
      advisor kb check
      advisor kb check /tmp/articles
    """
    from flows import registry
    from knowledge.articles import ARTICLES
    from knowledge.engine import Engine
    from knowledge.tuning.check import check as check_articles

    with TemporaryDirectory() as scratch, _progress() as progress:
        again = partial(Engine.open, Path(scratch), folder) if folder else _opener(_current())
        report = check_articles(
            again(),
            today=datetime.now(UTC).date(),
            root=folder or ARTICLES,
            dialogues=registry.all_dialogues(),
            again=again,
            progress=progress,
        )
    say(*_check_lines(report))
    if not report.sound:
        raise SystemExit(1)


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A bar on the terminal; nothing where the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    with click.progressbar(length=1, label="Looking phrasings up", file=sys.stderr) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield show


def _check_lines(report: "Report") -> Iterator[str]:
    """What a check found, in words: what to mend first, then what to look at, then how questions fare."""
    yield from (f"problem  {problem}" for problem in report.problems)
    yield from (f"problem  {b.article}: its related article “{b.missing}” does not exist." for b in report.broken_links)
    yield from (
        f"problem  {m.article}: sources.yaml does not describe “{m.code}”. Describe it there, or write the source out."
        for m in report.missing_sources
    )
    yield from (
        f"dialogue {m.dialogue} does not exist yet; it is not offered by {_first(m.articles)}."
        for m in report.missing_dialogues
    )
    yield from (f"review   {o.article}: {o.owner} should have read it again by {o.due}." for o in report.overdue)
    if report.stray:
        yield ""
        yield f"{len(report.stray)} phrasings pull to another article. Reword them, or move them there:"
        yield from (f"  {s.article} ({s.language}): “{s.phrasing}” → {s.other}" for s in report.stray)
    yield ""
    yield "Questions of the sample sets: right article first, among three, served, wrong"
    for language, m in report.questions.items():
        yield f"  {language}  {m.asked:4}  {m.first:6.1%} {m.three:6.1%} {m.served:6.1%} {m.wrong:6.1%}"
    if report.outside is not None:
        yield f"Out of scope: {report.outside.asked} questions, {report.outside.answered:.1%} answered as if known."


def _first(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


@kb.command("report")
@click.option("--since", help="First day of the report, such as 2027-01-31; without it everything is counted.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def report(since: str | None, as_json: bool) -> None:
    """Show what was asked and how it went: answers, ratings, questions without a good answer. No names.

    \b
    Examples:
      advisor kb report
      advisor kb report --since 2027-01-01 --json
    """
    figures, library = asyncio.run(_figures(_day(since))), _library()
    groups = _groups(figures, library)
    if as_json:
        say(*json.dumps(_as_json(figures, groups), ensure_ascii=False, indent=2).split("\n"))
    else:
        say(*_lines(figures, groups, library))


def _day(text: str | None) -> datetime:
    from flows.reading.dates import exact_date

    if text is None:
        return datetime.min.replace(tzinfo=UTC)
    day = exact_date(text)
    if day is None:
        raise Failure(f"“{text}” is not a date. Write it like 2027-01-31.")
    return datetime.combine(day, datetime.min.time(), UTC)


async def _figures(since: datetime) -> "Figures":
    from bot.store import Store, programme

    store = await Store.open(load_settings().store_url, create=False)
    try:
        return await store.read(lambda tx: programme.figures(tx, since))
    finally:
        await store.close()


def open_engine(*, warm: bool = True) -> "Engine":
    """The engine with what curators changed; with the articles of the package alone where no database is at hand.

    One question is answered sooner by an engine that is not ``warm``, many are by one that is.
    """
    rows = _current()
    if rows or warm:
        return _opener(rows)()
    from knowledge.engine import Engine

    return Engine.open(data_folder(), warm=False)


def _opener(rows: "list[Curation]") -> "Callable[[], Engine]":
    """What opens the engine with changes of curators, in this process or another."""
    if not rows:  # far quicker to start than what follows
        from knowledge.engine import Engine

        return partial(Engine.open, data_folder())
    from bot.advisor.answers.knowledge_base import open_engine as open_changed
    from knowledge.articles import ARTICLES

    return partial(open_changed, data_folder(), ARTICLES, rows)


def _current() -> "list[Curation]":
    """What curators changed; nothing where no database is at hand."""
    url = load_settings().store_url
    if url.startswith("sqlite:///") and _nothing_changed(Path(url.removeprefix("sqlite:///"))):
        return []
    from bot.store import StoreError

    try:
        return asyncio.run(_changes(url))
    except StoreError as problem:
        say(f"What curators changed is left out. {problem}", err=True)
        return []


def _nothing_changed(database: Path) -> bool:
    """Whether a glance tells that curators changed nothing: importing all that reads the database takes far longer."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("select 1 from curations limit 1").fetchone() is None
    except sqlite3.Error:
        return False  # it is told what is wrong where the database is opened


async def _changes(url: str) -> "list[Curation]":
    from bot.store import Store, curation

    store = await Store.open(url, create=False)
    try:
        return await store.read(curation.current)
    finally:
        await store.close()


def _library() -> "Library":
    """The articles of the package with what curators changed."""
    from bot.advisor.answers.knowledge_base import additions
    from knowledge.articles import ARTICLES, load_articles

    base = load_articles(ARTICLES)
    return base.extended(additions(base, asyncio.run(_changes(load_settings().store_url))))


def _groups(figures: "Figures", library: "Library") -> list[tuple[str, int]]:
    """The questions without a good answer, one wording of each group with how often it was asked."""
    from bot.advisor.curation.queue import known_language
    from knowledge.tuning.grouping import Asked, group, usage

    common = usage((text, "en") for article in library.articles.values() for text in article.phrasings)
    asked = [Asked(each.id, each.text, known_language(each.language)) for each in figures.unanswered]
    return [(found.wordings[0], len(found.ids)) for found in group(asked, common)[:LISTED]]


def _as_json(figures: "Figures", groups: list[tuple[str, int]]) -> dict[str, Any]:
    counted = {name: value for name, value in vars(figures).items() if isinstance(value, int)}
    topics = [{"article": article, "answered": count} for article, count in figures.articles[:LISTED]]
    return counted | {"topics": topics, "unanswered": [{"wording": text, "asked": count} for text, count in groups]}


def _lines(figures: "Figures", groups: list[tuple[str, int]], library: "Library") -> Iterator[str]:
    yield f"{figures.asked:6}  questions asked"
    yield f"{figures.answered:6}  answered{_share(figures.answered, figures.asked)}"
    yield f"{figures.suggested:6}  answered with “did you mean”{_share(figures.suggested, figures.asked)}"
    yield f"{figures.unknown:6}  without an answer{_share(figures.unknown, figures.asked)}"
    yield f"{figures.helpful:6}  rated helpful"
    yield f"{figures.unhelpful:6}  rated not helpful, or none of the articles offered"
    yield f"{figures.handed_over:6}  handed to a coach, {figures.closed} of them closed"
    if figures.articles:
        yield from ("", "Answered most:")
        for article, count in figures.articles[:LISTED]:
            known = library.articles.get(article)
            yield f"{count:6}  {known.title if known else article}"
    if groups:
        yield from ("", "Without a good answer:")
        for text, count in groups:
            yield f"{count:6}  {' '.join(text.split())[:100]}"


def _share(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.0f} %)" if whole else ""


@kb.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--changed", is_flag=True, help="Only articles that differ from those of the package.")
def export(folder: Path, changed: bool) -> None:
    """Write the articles, with what curators changed, as files for the repository, below FOLDER/en.

    \b
    Examples:
      advisor kb export /tmp/articles --changed
      advisor kb export knowledge/articles
    """
    from knowledge.articles import ARTICLES
    from knowledge.library.export import export as write

    written = write(_library(), folder, ARTICLES, changed=changed)
    for path in written:
        say(str(path))
    if not written:
        say("Nothing to write: the files there are the same.", err=True)
