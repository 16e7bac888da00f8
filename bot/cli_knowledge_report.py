"""``advisor kb report``: what was asked and how it went, and which articles are due to be read again."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from bot.curated import library as curated_library
from bot.settings import load_settings
from bot.terminal import Failure, say

if TYPE_CHECKING:  # importing costs every command time
    from bot.store.programme import Figures
    from knowledge.articles import Article, Library

LISTED = 10
"""Topics and groups of questions in a report."""
AHEAD = 30
"""Days ahead for which reviews are listed, unless another number is given."""


@click.command("report")
@click.option("--since", help="First day of the report, such as 2027-01-31; without it, everything is counted.")
@click.option(
    "--days",
    type=click.IntRange(0, 3660),
    default=AHEAD,
    show_default=True,
    help="How many days ahead to look for reviews.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def report(since: str | None, days: int, as_json: bool) -> None:
    """Show what was asked and how it went: answers, ratings, questions without a good answer. No names.

    The articles that are overdue to be read again, or will be within so many DAYS, are listed with their owners.

    \b
    Examples:
      advisor kb report
      advisor kb report --days 90
      advisor kb report --since 2027-01-01 --json
    """
    figures, library = asyncio.run(_figures(_day(since))), curated_library()
    groups = _groups(figures, library)
    today = datetime.now(UTC).date()
    reviews = due_within(library, today, days)
    if as_json:
        say(*json.dumps(_as_json(figures, groups, reviews), ensure_ascii=False, indent=2).split("\n"))
    else:
        say(*_lines(figures, groups, library), *review_lines(reviews, today, days))


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


def due_within(library: "Library", today: date, days: int) -> "list[Article]":
    """The articles that are overdue to be read again today or will be within so many days, the first due first."""
    last = today + timedelta(days=days)
    due = (article for article in library.articles.values() if article.overdue(last))
    return sorted(due, key=lambda article: (article.review_due, article.id))


def _groups(figures: "Figures", library: "Library") -> list[tuple[str, int]]:
    """The questions without a good answer, one wording of each group with how often it was asked."""
    from bot.advisor.curation.queue import known_language
    from knowledge.tuning.grouping import Asked, group, usage

    common = usage((text, "en") for article in library.articles.values() for text in article.phrasings)
    asked = [Asked(each.id, each.text, known_language(each.language)) for each in figures.unanswered]
    return [(found.wordings[0], len(found.ids)) for found in group(asked, common)[:LISTED]]


def _as_json(figures: "Figures", groups: list[tuple[str, int]], reviews: "Sequence[Article]") -> dict[str, Any]:
    counted = {name: value for name, value in vars(figures).items() if isinstance(value, int)}
    topics = [{"article": article, "answered": count} for article, count in figures.articles[:LISTED]]
    unanswered = [{"wording": text, "asked": count} for text, count in groups]
    due = [{"article": each.id, "owner": each.owner, "due": each.review_due.isoformat()} for each in reviews]
    return counted | {"topics": topics, "unanswered": unanswered, "reviews": due}


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


def review_lines(reviews: "Sequence[Article]", today: date, days: int) -> Iterator[str]:
    """Which articles to read again, as `due_within` found them: what is overdue, then what will be."""
    for heading, late in (("Overdue to be read again:", True), (f"Overdue by {today + timedelta(days=days)}:", False)):
        listed = [article for article in reviews if article.overdue(today) == late]
        if listed:
            yield from ("", heading)
            yield from (f"{each.review_due}  {each.title} ({each.owner})" for each in listed)


def _share(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.0f} %)" if whole else ""
