"""Drafts that were left: whoever worked on one last is asked once, a week later, whether they go on."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.advisor.documents.drafts import title_of
from bot.advisor.notices import Asked, Notice, later_buttons, why_button
from bot.chat.blocks import Button, Style
from bot.chat.messages import Voice
from bot.reminders.drafts import LEFT_FOR, for_draft
from bot.reminders.rules import LATE_FOR, Recipient
from bot.reminders.timing import WorkingTime
from bot.store import clusters, documents, people, reminders
from bot.store.documents import Document
from bot.store.engine import Store, Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope
from flows.findings import Words

AHEAD = timedelta(days=2)
"""So long before a draft counts as left its reminder is planned."""


async def plan_all(store: Store, now: datetime) -> None:
    """Plan the reminders of the drafts that come to be left, in all clusters: run it once a day.

    Raises:
        StoreError: the database does not answer.
    """
    for cluster in await store.read(clusters.all_clusters):
        scope = Scope(cluster.id, "", Role.STAFF)
        if await store.read(partial(_left, scope=scope, now=now)):
            await store.write(partial(_plan, scope=scope, now=now))


def _left(tx: Tx, scope: Scope, now: datetime) -> list[Document]:
    """The drafts of which the week is over soon, or was over lately: of older ones nobody is told any more."""
    first, last = now - LEFT_FOR - LATE_FOR, now - LEFT_FOR + AHEAD
    return [each for each in documents.listing(tx, scope) if _waits(each) and first <= each.updated_at <= last]


def _waits(document: Document) -> bool:
    return document.state == "draft" and document.submitted_version is None


def _plan(tx: Tx, scope: Scope, now: datetime) -> None:
    staff = {each.id: each for each in people.colleagues(tx, scope) if each.role is Role.STAFF and each.account}
    for document in _left(tx, scope, now):
        known = (staff.get(id or "") for id in (document.updated_by, document.created_by))
        if (person := next(filter(None, known), None)) is not None:
            told = Recipient(person.id, WorkingTime.of(person))
            planned = for_draft(document.id, document.revision, told, document.updated_at, now)
            reminders.reconcile(tx, scope, f"draft:{document.id}", planned, now)


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """The reminder of a draft as it is now; None when it was touched since, submitted or put away."""
    speaker, reminder = asked.speaker, asked.reminder
    document = documents.get(tx, asked.scope, reminder.document or "")
    if document is None or not _waits(document) or document.updated_at + LEFT_FOR > now + timedelta(days=1):
        return None
    title, say = title_of(document, speaker), speaker.say
    touched = speaker.local_date(document.updated_at)
    go_on = Button(say("dialogue.continue"), f"document:resume:{document.id}", Style.PRIMARY)
    away = Button(say("reminder.put-away"), f"document:cancel:{document.id}", confirm=say("dialogue.cancel-confirm"))
    return Notice(
        reminder,
        Words(id="reminder.draft-week", params={"title": title}),
        buttons=(go_on,),
        more=(*later_buttons(speaker, reminder), away, why_button(speaker, reminder)),
        why=Words(id="reminder.why-draft", params={"title": title, "date": touched.isoformat()}),
        note=Words(id="reminder.draft-own"),
        place=(title, document.id, 0),
    )


def missed(tx: Tx, speaker: Voice, person: Person, reminder: Reminder, now: datetime) -> Notice | None:
    """How a list tells of a draft of which the reminder came too late; nothing when it was touched since."""
    found = recheck(tx, Asked(speaker, person, reminder), now)
    title = {"title": found.text.params["title"]} if found else {}
    return replace(found, text=Words(id="reminder.late-draft", params=title)) if found else None
