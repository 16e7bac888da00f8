"""``advisor kb``: the knowledge base."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.cli_knowledge_report import report as activity
from bot.curated import current, library, opener
from bot.terminal import data_folder, say

if TYPE_CHECKING:
    from knowledge.tuning.check import Report
    from knowledge.tuning.stray import Progress

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
        again = partial(Engine.open, Path(scratch), folder) if folder else opener(current())
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
        f"problem  {m.article}: sources.yaml does not describe “{m.code}”. Describe it there, or write out the source."
        for m in report.missing_sources
    )
    yield from (
        f"dialogue {m.dialogue} does not exist yet; it is not offered by {_first(m.articles)}."
        for m in report.missing_dialogues
    )
    yield from (f"review   {o.article}: {o.owner} should have read it again by {o.due}." for o in report.overdue)
    if report.unkept:
        yield ""
        yield f"{len(report.unkept)} phrasings name what their article does not. Say it there, or take them out:"
        yield from (f"  {u.article} ({u.language}): “{u.phrasing}” – {u.name}" for u in report.unkept)
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

    written = write(library(), folder, ARTICLES, changed=changed)
    for path in written:
        say(str(path))
    if not written:
        say("Nothing to write: the files there are the same.", err=True)


kb.add_command(activity)
