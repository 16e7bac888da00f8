"""Reminders as messages: looked at again by the rooms that plan them, and taken back when they are no longer right."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Note, Text
from bot.chat.markup import plain
from bot.chat.messages import Voice, voice
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.reminders.delivery import Composed, Due
from bot.reminders.preparing import AT_ONCE
from bot.store import kinds_off, people, reminders, too_late
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import ENDED, LATE, Reminder
from bot.store.scope import Role, Scope
from flows.findings import Words

MOST = 8
"""Reminders on one page of a message; a longer message would be cut off."""
FAMILIES = (
    "action",
    "plan",
    "session",
    "strategy",
    "review",
    "draft",
    "comments",
    "questionnaire",
    "after",
    "cohort",
    "programme",
)
"""The families of kinds that people turn off one by one: the word before the first dash of a kind."""
MOST_MISSED = 15
"""Reminders that came too late of which one message tells."""


About = tuple[str | None, str | None]
"""The document and the row that a reminder is about."""


@dataclass(frozen=True)
class Listing:
    """Lines of one kind below a reminder, as markup, each with the action (document and row) that it is about, if any.

    A line is left out where a reminder of that action stands in the same message.  ``most`` lines are told, and
    ``more`` is the message about the others.
    """

    lines: Sequence[tuple[About | None, str]]
    more: str = ""
    most: int = MOST_MISSED


@dataclass(frozen=True)
class Notice:
    """A reminder looked at again: what it says of things as they are now, its buttons, and why somebody gets it.

    ``text`` may hold markup; ``items`` are listed below it.  ``more`` stand in the menu behind the buttons:
    to be reminded later, to see more.  One without a ``why`` can be put off by
    nobody.  From ``until`` on it is pointless to be reminded again; None: never.  ``day`` is when it is due and
    ``place`` where it stands in its plan: in that order one message tells of several.
    """

    reminder: Reminder
    text: Words
    buttons: Sequence[Button]
    why: Words | None
    more: Sequence[Button] = ()
    items: Sequence[Listing] = ()
    note: Words | None = None
    until: datetime | None = None
    day: date = date.max
    place: tuple[str, str, int] = ("", "", 0)


@dataclass(frozen=True)
class Asked:
    """A reminder that is looked at again, for somebody, in their voice."""

    speaker: Voice
    person: Person
    reminder: Reminder

    @property
    def scope(self) -> Scope:
        """What the person may see in the reminder's cluster."""
        return Scope(self.reminder.cluster, self.person.id, self.person.role)


Recheck = Callable[[Tx, Sequence[Asked], datetime], Sequence[Notice | None]]
"""Looks again, at a moment, at several reminders of different people; None for each that is not wanted any more."""


def each(look: Callable[[Tx, Asked, datetime], Notice | None]) -> Recheck:
    """A recheck that looks at them one by one."""
    return lambda tx, asked, now: [look(tx, one, now) for one in asked]


Missed = Callable[[Tx, Voice, Person, Reminder, datetime], Notice | None]
"""A reminder that came too late, with the text by which a list tells of it; None when nobody needs to be told of it
any more."""


def later_buttons(speaker: Voice, reminder: Reminder) -> tuple[Button, Button]:
    """Tomorrow, or next week."""
    return (
        Button(speaker.say("reminder.snooze-day"), f"reminder:snooze-day:{reminder.id}"),
        Button(speaker.say("reminder.snooze-week"), f"reminder:snooze-week:{reminder.id}"),
    )


def why_button(speaker: Voice, reminder: Reminder) -> Button:
    """Why somebody gets this."""
    return Button(speaker.say("reminder.why"), f"reminder:why:{reminder.id}")


def _stop_buttons(speaker: Voice, reminder: Reminder) -> tuple[Button, Button]:
    """To be away for a while, and to stop these reminders or all."""
    return (
        Button(speaker.say("reminder.away"), f"reminder:away:{reminder.id}"),
        Button(speaker.say("reminder.stop"), f"reminder:stop:{reminder.id}"),
    )


def recheck(rechecks: Mapping[str, Recheck], tx: Tx, asked: Sequence[Asked], now: datetime) -> list[Notice | None]:
    """The reminders with what they are about now; None for each that is not wanted any more."""
    families: dict[str, list[Asked]] = {}
    for one in asked:
        families.setdefault(family_of(one.reminder), []).append(one)
    found: dict[str, Notice | None] = {}
    for family, theirs in families.items():
        if look := rechecks.get(family):
            found |= {one.reminder.id: notice for one, notice in zip(theirs, look(tx, theirs, now), strict=True)}
    return [found.get(one.reminder.id) for one in asked]


def family_of(reminder: Reminder) -> str:
    """The word before the first dash of its kind: the room that plans it answers for all of these."""
    return reminder.kind.partition("-")[0]


def recheck_late(missed: Mapping[str, Missed]) -> Recheck:
    """How the reminders of which one of the kind `LATE` tells are looked at again."""

    def look(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
        speaker, person, reminder = asked.speaker, asked.person, asked.reminder
        lost = [each for each in too_late.missed(tx, reminder) if family_of(each) in missed]
        found = [notice for each in lost if (notice := missed[family_of(each)](tx, speaker, person, each, now))]
        texts = [notice.text for notice in sorted(found, key=_order)]
        covered = dict.fromkeys(speaker.mark(words.id, **words.params) for words in texts)
        if not covered:
            return None
        items = (Listing([(None, line) for line in covered], "reminder.late-more"),)
        home = Button(speaker.say("home.title"), "home")
        return Notice(reminder, Words(id="reminder.late"), (home,), None, items=items)

    return each(look)


def compose(
    rechecks: Mapping[str, Recheck], tx: Tx, due: Sequence[Due], now: datetime, page: int = 0
) -> list[Composed]:
    """Look again at what is due for several people, and word it as one message for each."""
    voices = [voice(one.person.locale, one.person.zone) for one in due]
    speakers = [(speaker, one, each) for one, speaker in zip(due, voices, strict=True) for each in one.reminders]
    theirs = _in_parts(tx, [(one.person, each) for _, one, each in speakers])
    asked = [
        Asked(speaker, person, each)
        for (speaker, _, each), person in zip(speakers, theirs, strict=True)
        if person is not None
    ]
    off = kinds_off.off(tx, [one.person.id for one in due])
    asked = [each for each in asked if not _is_off(each, off)]
    found = {notice.reminder.id: notice for notice in recheck(rechecks, tx, asked, now) if notice is not None}
    return [_composed(one, speaker, found, page) for one, speaker in zip(due, voices, strict=True)]


def _is_off(asked: Asked, off: Collection[tuple[str, str]]) -> bool:
    """Whether somebody wants no reminders of this kind; what is news is told all the same."""
    return asked.reminder.kind not in AT_ONCE and (asked.person.id, family_of(asked.reminder)) in off


def _in_parts(tx: Tx, asked: Sequence[tuple[Person, Reminder]]) -> list[Person | None]:
    """People as they are in the cluster of a reminder, whatever they speak for now; None for who is there no more."""
    unlike = [(person.id, each.cluster) for person, each in asked if not _is_there(person, each)]
    known = people.in_clusters(tx, unlike) if unlike else {}
    return [person if _is_there(person, each) else known.get((person.id, each.cluster)) for person, each in asked]


def _is_there(person: Person, reminder: Reminder) -> bool:
    """Whether somebody has one part only, and that is in the cluster of a reminder; what a coach sees is granted.

    Who is reached by e-mail has no part at all: their reminders are of the cluster that gave the address.  Who is told
    that something ended with a cluster is of it no more.
    """
    if person.role is Role.OUTSIDE or reminder.kind == ENDED:
        return True
    return person.parts == 1 and (person.role is Role.COACH or person.cluster == reminder.cluster)


def _composed(due: Due, speaker: Voice, found: Mapping[str, Notice], page: int) -> Composed:
    live = _told_once([found[reminder.id] for reminder in due.reminders if reminder.id in found])
    unwanted = tuple(reminder.id for reminder in due.reminders if reminder.id not in found)
    live.sort(key=_order)
    return Composed(_message(speaker, live, page, due.person.locale) if live else None, unwanted)


def _told_once(live: Sequence[Notice]) -> list[Notice]:
    """The same without the lines about what another one is about, and without those that say nothing else."""
    if not any(notice.items for notice in live):
        return list(live)
    told: set[About] = {(notice.reminder.document, notice.reminder.row) for notice in live if not notice.items}
    once = [replace(notice, items=_without(notice.items, told)) if notice.items else notice for notice in live]
    return [new for new, notice in zip(once, live, strict=True) if new.items or not notice.items]


def _without(items: Sequence[Listing], told: Collection[About]) -> list[Listing]:
    left = [replace(each, lines=[line for line in each.lines if line[0] not in told]) for each in items]
    return [listing for listing in left if listing.lines]


def _order(notice: Notice) -> tuple[date, tuple[str, str, int]]:
    """By deadline, then as it stands in its plan."""
    return notice.day, notice.place


def _message(speaker: Voice, live: Sequence[Notice], page: int, locale: str) -> Message:
    """Several reminders in one message, page by page where there are many."""
    text = _text(speaker, live[0])
    if len(live) == 1:
        return Message(_summary(speaker, live[0], text), tuple(_blocks(speaker, live[0], text)), locale=locale)
    pages = -(-len(live) // MOST)
    page = min(page, pages - 1)
    blocks: list[Block] = [Text(speaker.mark("reminder.digest"))]
    for found in live[page * MOST : (page + 1) * MOST]:
        blocks += _blocks(speaker, found, _text(speaker, found))
    if pages > 1:
        blocks.append(Note(speaker.mark("reminder.page", page=page + 1, pages=pages, count=len(live))))
        blocks.append(Buttons(tuple(_page_buttons(speaker, live[0].reminder, page, pages))))
    first = _summary(speaker, live[0], text)
    summary = speaker.say("reminder.summary-more", first=first, count=len(live) - 1)
    return Message(summary, tuple(blocks), locale=locale)


def _page_buttons(speaker: Voice, reminder: Reminder, page: int, pages: int) -> Iterator[Button]:
    """To the pages before and after this one, and Home."""
    if page + 1 < pages:
        yield Button(speaker.say("reminder.page-next"), f"reminder:page:{reminder.id}:{page + 1}")
    if page:
        yield Button(speaker.say("reminder.page-before"), f"reminder:page:{reminder.id}:{page - 1}")
    yield Button(speaker.say("home.title"), "home")


def _text(speaker: Voice, found: Notice) -> str:
    """What a reminder says, as markup."""
    return speaker.mark(found.text.id, **found.text.params)


def _summary(speaker: Voice, found: Notice, text: str) -> str:
    return speaker.say("reminder.late-summary") if found.reminder.kind == LATE else plain(text)


def _blocks(speaker: Voice, found: Notice, text: str) -> list[Block]:
    """One reminder with its text and its buttons."""
    listed = "\n".join(f"- {line}" for listing in found.items for line in _lines(speaker, listing))
    blocks: list[Block] = [Text(f"{text}\n\n{listed}" if listed else text)]
    if found.note is not None:
        blocks.append(Note(speaker.mark(found.note.id, **found.note.params)))
    more = tuple(found.more)
    if more and found.why is not None:
        more = (*more, *_stop_buttons(speaker, found.reminder))
    if found.buttons or more:
        blocks.append(Buttons(tuple(found.buttons), more, speaker.say("reminder.later")))
    return blocks


def _lines(speaker: Voice, listing: Listing) -> Iterator[str]:
    yield from (line for _, line in listing.lines[: listing.most])
    if len(listing.lines) > listing.most:
        yield speaker.mark(listing.more, count=len(listing.lines) - listing.most)


async def replace_outdated(turn: Turn, outdated: Sequence[Reminder], *, but: str = "") -> None:
    """Put what is still right in the place of messages that were sent; ``but`` is the reference of one to leave.

    A message that cannot be replaced stays: its buttons look again anyway.
    """
    for account, reference in dict.fromkeys((r.sent_to, r.message_ref) for r in outdated):
        if account is None or reference is None or reference == but:
            continue
        person, composed = await _composed_anew(turn, account, reference)
        if person is None or composed is None:
            continue
        speaker = voice(person.locale, person.zone)
        gone = Message(speaker.say("reminder.gone"), (Text(speaker.mark("reminder.gone")),))
        try:
            await turn.services.sender.update(account, reference, composed.message or gone)
        except SendError:
            continue


@reads
def _composed_anew(tx: Tx, turn: Turn, account: str, reference: str) -> tuple[Person | None, Composed | None]:
    """Who has a message that was sent, and what it should say now."""
    covered = reminders.of_message(tx, account, reference)
    if not covered:
        return None, None
    person = people.by_id(tx, covered[0].person)
    if person is None:
        return None, None
    return person, compose(turn.registry.reminders, tx, [Due(person, covered)], turn.now)[0]
