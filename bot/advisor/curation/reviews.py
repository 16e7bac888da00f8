"""Articles that are due to be read again: who is reminded, and what they can do."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Button, Entries, Entry, Style
from bot.chat.messages import Voice
from bot.chat.views import Reply
from bot.reminders import rules
from bot.reminders.rules import Recipient, ReviewDue
from bot.reminders.timing import WorkingTime
from bot.store import curation, people, reminders
from bot.store.curation import Curation
from bot.store.engine import Store, Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope
from flows.findings import Words
from knowledge.articles import Article, Library

AHEAD = timedelta(days=30)
"""So long before an article is due its reminder is planned, and it stands on Home."""


async def reconcile(store: Store, library: Library, now: datetime) -> None:
    """Make the reminders fit the articles as they are now: run it once a day.

    An article's owners are reminded: those of its topic, or else all curators.

    Raises:
        StoreError: the database does not answer.
    """
    soon = (now + AHEAD).date()
    due = {f"review:{a.id}": a for a in library.articles.values() if a.review_due <= soon}
    scope = Scope(PROGRAMME, "", Role.ADMIN)

    def plan(tx: Tx) -> None:
        known = {person.id for person in people.colleagues(tx, scope)}
        keepers = _keepers(tx, due.values())
        for source, article in due.items():
            named = (person for person in keepers[article.id] if person.id in known)
            owners = tuple(Recipient(person.id, WorkingTime.of(person)) for person in named)
            review = ReviewDue(article.id, article.title, article.reviewed, article.review_due, owners)
            reminders.reconcile(tx, scope, source, rules.for_review(review, now), now)
        waiting = {reminder.source for reminder in reminders.near(tx, now + AHEAD) if reminder.kind == "review"}
        for source in sorted(waiting - due.keys()):
            reminders.reconcile(tx, scope, source, [], now)

    await store.write(plan)


def _keepers(tx: Tx, articles: Iterable[Article]) -> dict[str, list[Person]]:
    """Who reads each article again, by its id: the owners of its topic, or else all curators."""
    owners, curators = people.owners(tx), people.curators(tx)
    return {article.id: owners.get(article.owner) or curators for article in articles}


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The reminder to read an article again; None when it was read since."""
    speaker, reminder = asked.speaker, asked.reminder
    article = reminder.subject.removeprefix("review:")
    said = {"title": str(reminder.params["title"]), "date": str(reminder.params["reviewed"])}
    read = last_read(tx, article)
    if read is not None and read > date.fromisoformat(said["date"]):
        return None
    shown = Button(speaker.say("review.open"), f"article:{article}:", Style.PRIMARY)
    right = Button(speaker.say("review.right"), f"review:right:{article}")
    return Notice(
        reminder,
        Words(id="review.reminder", params=said),
        buttons=(shown, right),
        more=(*later_buttons(speaker, reminder), why_button(speaker, reminder)),
        why=Words(id="review.why", params=said),
        note=Words(id="review.note"),
        day=date.fromisoformat(str(reminder.params.get("due") or said["date"])),
        place=(said["title"], article, 0),
    )


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of an article of which a reminder came too late; nothing when it was read since."""
    found = recheck(tx, Asked(speaker, person, reminder), now)
    return replace(found, text=Words(id="reminder.late-review", params=found.text.params)) if found else None


def due_for(tx: Tx, turn: Turn) -> list[Article]:
    """The articles that this person should read again soon, the longest due first."""
    last = turn.today + AHEAD
    read = {row.article for row in curation.current(tx) if _due_after(turn, row, last)}  # not in the index yet
    soon = [a for a in turn.articles.values() if a.review_due <= last and a.id not in read]
    if soon and not turn.is_curator:
        keepers = _keepers(tx, soon)
        soon = [a for a in soon if turn.person.id in (keeper.id for keeper in keepers[a.id])]
    return sorted(soon, key=lambda article: (article.review_due, article.title))


def _due_after(turn: Turn, row: Curation, day: date) -> bool:
    """Whether a curator read or changed the article so lately that it is due after this day."""
    article, read = turn.articles.get(row.article), _read_on(row)
    return article is not None and read is not None and read + timedelta(days=article.review_every_days) > day


def entries(turn: Turn, due: list[Article]) -> Entries:
    """The list on Home."""
    say = turn.voice.say
    items = tuple(
        Entry(
            article.title,
            say("review.was-due" if article.review_due < turn.today else "review.due-on", date=article.review_due),
            (
                Button(say("review.open"), f"article:{article.id}:", Style.PRIMARY),
                Button(say("review.right"), f"review:right:{article.id}"),
            ),
        )
        for article in due
    )
    return Entries(say("review.due"), items)


async def still_right(turn: Turn, article_id: str) -> Reply:
    """The button "Still right": the article was read today, and nobody is reminded of it any more."""
    article = turn.articles.get(article_id)
    if article is None:
        return turn.say("answer.gone")
    try:
        read = await _note_reading(turn, article)
    except NotFoundError:
        return turn.say("chat.stale-button")
    await turn.refresh()
    due = max(turn.today, read) + timedelta(days=article.review_every_days)
    return turn.say("review.noted", title=article.title, date=due)


@writes
def _note_reading(tx: Tx, turn: Turn, article: Article) -> date:
    """Note that an article was read today; returns the day on which it had been read before.

    Raises:
        NotFoundError: the person neither keeps the knowledge base nor owns the topic.
    """
    curation.check_keeper(tx, turn.scope, article.owner)
    read = max(article.reviewed, last_read(tx, article.id) or article.reviewed)
    if read < turn.today:
        content, change = {"reviewed": turn.today.isoformat()}, turn.services.new_id()
        curation.review(tx, turn.scope, article.id, article.owner, content, change=change, now=turn.now)
    withdraw(tx, turn, article.id)
    return read


def withdraw(tx: Tx, turn: Turn, article: str) -> None:
    """An article that was just read again needs no reminder of it."""
    scope = Scope(PROGRAMME, turn.person.id, Role.ADMIN)
    reminders.reconcile(tx, scope, f"review:{article}", [], turn.now)


def last_read(tx: Tx, article_id: str) -> date | None:
    """The day on which curators read or changed an article last; None if they never did."""
    days = []
    for kind in ("review", "article"):
        row = curation.of_article(tx, article_id, kind)
        if row is not None and (day := _read_on(row)) is not None:
            days.append(day)
    return max(days, default=None)


def _read_on(row: Curation) -> date | None:
    """The day of a change by which an article counts as read; None for others, and for a broken one."""
    day = row.content.get("reviewed") or (row.content.get("article") or {}).get("reviewed")
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        return None
