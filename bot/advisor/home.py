"""Home: my drafts, what is submitted, what is due, the next session; for a coach, what the clusters handed in."""

from collections.abc import Sequence
from datetime import timedelta

from bot.advisor.coaching import session_date
from bot.advisor.curation import home as curator_home
from bot.advisor.curation import reviews
from bot.advisor.documents.drafts import title_of
from bot.advisor.following import duties
from bot.advisor.handover import cards as handover_cards
from bot.advisor.turn import Turn, reads
from bot.chat.views import Block, Button, Buttons, Entries, Entry, Heading, Message, Note, Style
from bot.store import documents, handovers, reminders, sessions, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.reminders import Reminder
from flows import registry

AHEAD = timedelta(days=30)
"""How far Home looks ahead for deadlines."""
MOST = 10
"""Entries of one list on Home."""
LATE_SHOWN = timedelta(days=14)
"""How long Home tells of reminders that came too late."""


async def home(turn: Turn) -> Message:
    """Everything that waits for this person."""
    if turn.is_curator:
        blocks = await curator_home.blocks(turn)
    else:
        blocks = await (_coach_blocks(turn) if turn.is_coach else _staff_blocks(turn))
    if turn.desk.web_link is not None and not turn.place.conversation.startswith("web:"):
        link = Button(turn.voice.say("home.web"), url=turn.desk.web_link(turn.actor, turn.now))
        blocks.append(Buttons((link,)))
    return Message(turn.voice.say("home.title"), tuple(blocks))


@reads
def _staff_blocks(tx: Tx, turn: Turn) -> list[Block]:
    known = documents.listing(tx, turn.scope)
    cancelled = documents.cancelled(tx, turn.scope)
    session = sessions.current(tx, turn.scope, turn.now)
    due = duties.due(tx, turn.scope, known, turn.today + AHEAD)
    asked = handovers.of_asker(tx, turn.scope, MOST)
    lost = reminders.lost(tx, turn.scope, turn.now - LATE_SHOWN, MOST)
    say = turn.voice.say
    known = [document for document in known if document.dialogue in registry.all_dialogues()]
    drafts = [d for d in known if d.state == "draft" and d.saved_on]
    submitted = [d for d in known if d.submitted_version is not None]
    blocks: list[Block] = [Heading(say("home.title"))]
    blocks.append(Entries(say("home.due"), tuple(_duty(turn, duty) for duty in due[:MOST]), say("home.nothing-due")))
    when = turn.voice.moment(session.starts_at) if session else ""
    hand_in = session_date.current_line(turn, session).summary if session else ""
    next_session = (Entry(when, hand_in),) if session else ()
    blocks.append(Entries(say("home.session"), next_session, say("home.no-session")))
    if asked:
        blocks.append(handover_cards.asked(turn, asked))
    blocks.append(Entries(say("home.drafts"), tuple(_draft(turn, d) for d in drafts[:MOST]), say("home.no-drafts")))
    results = tuple(_result(turn, d) for d in submitted[:MOST])
    blocks.append(Entries(say("home.documents"), results, say("home.no-documents")))
    blocks.append(Heading(say("home.start")))
    blocks.append(Buttons(start_buttons(turn)))
    if cancelled:
        blocks.append(Entries(say("home.cancelled"), tuple(_cancelled(turn, d) for d in cancelled[:MOST])))
    if lost:
        blocks.append(Entries(say("home.lost"), tuple(_lost(turn, reminder) for reminder in lost)))
    if not turn.person.reminders_on:
        blocks.append(Note(turn.voice.mark("home.reminders-off")))
    return blocks


def start_buttons(turn: Turn) -> tuple[Button, ...]:
    """One button for each dialogue, in the order of a cluster's work."""
    return tuple(
        Button(
            turn.voice.say("home.new", dialogue=turn.voice.text(dialogue.id, dialogue.title)),
            f"dialogue:start:{dialogue.id}::",
            Style.PRIMARY if number == 0 else Style.NORMAL,
        )
        for number, dialogue in enumerate(registry.all_dialogues().values())
    )


def _draft(turn: Turn, document: Document) -> Entry:
    say = turn.voice.say
    saved = say("home.saved", when=turn.voice.moment(document.updated_at))
    buttons = (
        Button(say("dialogue.continue"), f"document:resume:{document.id}", Style.PRIMARY),
        Button(say("dialogue.cancel"), f"document:cancel:{document.id}", confirm=say("dialogue.cancel-confirm")),
    )
    return Entry(_named(turn, document), saved, buttons)


def _result(turn: Turn, document: Document) -> Entry:
    say = turn.voice.say
    date = turn.voice.local_date(document.updated_at)
    detail = say("home.version", version=document.submitted_version or 1, date=date)
    buttons = (
        Button(say("dialogue.open"), f"document:open:{document.id}", Style.PRIMARY),
        Button(say("dialogue.edit"), f"document:edit:{document.id}"),
    )
    return Entry(_named(turn, document), detail, buttons)


def _cancelled(turn: Turn, document: Document) -> Entry:
    until = turn.voice.local_date((document.cancelled_at or document.updated_at) + timedelta(days=30))
    restore = Button(turn.voice.say("dialogue.restore"), f"document:restore:{document.id}")
    return Entry(_named(turn, document), turn.voice.say("home.until", date=until), (restore,))


def _lost(turn: Turn, reminder: Reminder) -> Entry:
    """A reminder that could not be delivered, or not in time: somebody should tell the person in another way."""
    about = str(reminder.params.get("action") or turn.voice.say("home.session"))
    why = "home.lost-why" if reminder.state == "dead" else "home.late-why"
    return Entry(about, turn.voice.say(why, date=turn.voice.local_date(reminder.due_at)))


def _named(turn: Turn, document: Document) -> str:
    dialogue = registry.dialogue(document.dialogue)
    kind = turn.voice.text(dialogue.id, dialogue.title)
    return f"{kind}: {title_of(document, turn.voice)}" if document.name else kind


def _duty(turn: Turn, duty: duties.Duty) -> Entry:
    say = turn.voice.say
    overdue = duty.deadline < turn.today
    detail = say("home.overdue" if overdue else "home.due-on", date=duty.deadline)
    if duty.responsible:
        detail = f"{detail} · {duty.responsible}"
    buttons = (
        Button(say("reminder.done"), f"action:done:{duty.document}:{duty.row}"),
        Button(say("reminder.open-plan"), f"document:open:{duty.document}"),
    )
    return Entry(duty.action, detail, buttons)


@reads
def _coach_blocks(tx: Tx, turn: Turn) -> list[Block]:
    plans = versions.handed_in(tx, turn.person.id)
    waiting = handovers.to_answer(tx, turn.scope, MOST)
    asked = handovers.of_asker(tx, turn.scope, MOST)
    due = reviews.due_for(tx, turn)
    say = turn.voice.say
    handed_in: Sequence[Entry] = [
        Entry(
            version.name or turn.voice.text(version.dialogue, registry.dialogue(version.dialogue).title),
            say(
                "home.from",
                cluster=version.cluster_name,
                version=version.number,
                date=turn.voice.local_date(version.handed_in_at or version.submitted_at),
            ),
            (Button(say("dialogue.open"), f"document:open:{version.document}", Style.PRIMARY),),
        )
        for version in plans[:MOST]
    ]
    blocks: list[Block] = [
        Heading(say("home.title")),
        Entries(say("home.handed-in"), tuple(handed_in), say("home.none-handed-in")),
        handover_cards.to_answer(turn, waiting),
    ]
    if asked:
        blocks.append(handover_cards.asked(turn, asked))
    if due:
        blocks.append(reviews.entries(turn, due))
    return blocks
