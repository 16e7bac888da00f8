"""Home: my drafts, what is submitted, what is due, the next session; for a coach, what the clusters handed in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.advisor.coaching import session_date
from bot.advisor.curation import home as curator_home
from bot.advisor.curation import reviews
from bot.advisor.documents.drafts import cancel_button, title_of
from bot.advisor.following import duties
from bot.advisor.following.done_lately import Done, done_lately
from bot.advisor.following.plans import undo_button
from bot.advisor.handover import cards as handover_cards
from bot.advisor.handover import home as handover_home
from bot.advisor.registry import Handler, Press
from bot.advisor.settings import cluster
from bot.advisor.turn import Turn, reads
from bot.chat.views import Block, Button, Buttons, Entries, Entry, Heading, Message, Note, Reply, Style, Text
from bot.store import documents, handovers, people, reminders, sessions, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.reminders import NOT_RUN, Reminder
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
        blocks = await curator_home.blocks(turn, handover_home.blocks)
    else:
        blocks = await (_coach_blocks(turn) if turn.is_coach else _staff_blocks(turn))
    buttons = [Button(turn.voice.say("home.settings"), "settings:show")]
    if turn.desk.web_link is not None and not _is_on_the_web(turn):
        buttons.insert(0, Button(turn.voice.say("home.web"), "home:web"))
    blocks.append(Buttons(tuple(buttons)))
    return Message(turn.voice.say("home.title"), tuple(blocks))


async def show(turn: Turn) -> Reply:
    """The button "Home"."""
    return Reply(home=await home(turn))


async def on_the_web(turn: Turn) -> Reply:
    """The button "Open on the web": a link that signs the person in, made now and shown to them alone."""
    if turn.desk.web_link is None or _is_on_the_web(turn):
        return turn.say("chat.stale-button")
    say, mark = turn.voice.say, turn.voice.mark
    link = Button(say("home.web-open"), style=Style.PRIMARY, url=await turn.desk.web_link(turn.actor, turn.now))
    blocks = (Text(mark("home.web-link")), Buttons((link,)))
    return Reply(window=Message(say("home.web-link"), blocks))


def _is_on_the_web(turn: Turn) -> bool:
    return turn.place.conversation.startswith("web:")


PRESSES: Mapping[Press, Handler] = {
    ("home", "show"): lambda turn, p: show(turn),
    ("home", "web"): lambda turn, p: on_the_web(turn),
}


@reads
def _staff_blocks(tx: Tx, turn: Turn) -> list[Block]:
    known = documents.listing(tx, turn.scope)
    cancelled = documents.cancelled(tx, turn.scope)
    ahead = sessions.ahead(tx, turn.scope, turn.now)
    due = duties.due(tx, turn.scope, known, turn.today + AHEAD)
    done = done_lately(tx, turn.scope, known, turn.now)
    asked = handovers.of_asker(tx, turn.scope, MOST)
    lost = reminders.lost(tx, turn.scope, turn.now - LATE_SHOWN, MOST)
    names = {person.id: person.name for person in people.colleagues(tx, turn.scope)}
    say = turn.voice.say
    known = [document for document in known if document.dialogue in registry.all_dialogues()]
    drafts = [d for d in known if d.state == "draft" and d.saved_on]
    own = [d for d in drafts if d.created_by == turn.person.id]
    others = [d for d in drafts if d.created_by != turn.person.id]
    submitted = [d for d in known if d.submitted_version is not None]
    blocks: list[Block] = [Heading(say("home.title")), *cluster.question(tx, turn)]
    blocks.append(Entries(say("home.due"), tuple(_duty(turn, duty) for duty in due[:MOST]), say("home.nothing-due")))
    if done:
        blocks.append(Entries(say("home.done"), tuple(_done(turn, each) for each in done[:MOST])))
    next_sessions = tuple(
        Entry(turn.voice.moment(session.starts_at), session_date.current_line(turn, session).summary)
        for session in ahead[:MOST]
    )
    blocks.append(
        Entries(say("home.sessions" if len(ahead) > 1 else "home.session"), next_sessions, say("home.no-session"))
    )
    if asked:
        blocks.append(handover_cards.asked(turn, asked))
    blocks.append(Entries(say("home.drafts"), tuple(_draft(turn, d) for d in own[:MOST]), say("home.no-drafts")))
    if others:
        entries = tuple(_draft(turn, d, names.get(d.created_by or "") or d.updated_by_name) for d in others[:MOST])
        blocks.append(Entries(say("home.colleagues-drafts"), entries))
    results = tuple(_result(turn, d) for d in submitted[:MOST])
    blocks.append(Entries(say("home.documents"), results, say("home.no-documents")))
    blocks.append(Heading(say("home.start")))
    blocks.append(Buttons(start_buttons(turn)))
    if cancelled:
        blocks.append(Entries(say("home.cancelled"), tuple(_cancelled(turn, d) for d in cancelled[:MOST])))
    if lost:
        blocks.append(Entries(say("home.lost"), tuple(_lost(turn, reminder) for reminder in lost)))
    if described := cluster.entry(tx, turn):
        change = Button(say("cluster.change"), "cluster:show")
        blocks.append(Entries(say("cluster.title"), (Entry(*described, (change,)),)))
    if not turn.person.reminders_on:
        blocks.append(Note(turn.voice.mark("home.reminders-off")))
    return blocks


def start_buttons(turn: Turn) -> tuple[Button, ...]:
    """One button for each dialogue that the person may start, in the order of a cluster's work."""
    return tuple(
        Button(
            turn.voice.say("home.new", dialogue=turn.voice.text(dialogue.id, dialogue.title)),
            f"dialogue:start:{dialogue.id}::",
            Style.PRIMARY if number == 0 else Style.NORMAL,
        )
        for number, dialogue in enumerate(registry.all_dialogues().values() if turn.person.cluster else ())
    )


def _draft(turn: Turn, document: Document, owner: str = "") -> Entry:
    """A draft; ``owner`` is the name of the colleague whose it is."""
    say = turn.voice.say
    saved = say("home.saved", when=turn.voice.moment(document.updated_at))
    detail = f"{say('home.draft-by', name=owner)} · {saved}" if owner else saved
    buttons = (
        Button(say("dialogue.continue"), f"document:resume:{document.id}", Style.PRIMARY),
        cancel_button(turn, document, owner),
    )
    return Entry(_named(turn, document), detail, buttons)


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
    if reminder.reason == NOT_RUN:
        why = "home.not-run-why"
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
        detail = f"{detail} · {duty.names}"
    buttons = (
        Button(say("reminder.done"), f"action:done:{duty.document}:{duty.row}"),
        Button(say("reminder.open-plan"), f"document:open:{duty.document}"),
    )
    return Entry(duty.action, detail, buttons)


def _done(turn: Turn, done: Done) -> Entry:
    """An action that was marked as done lately, which can be taken back."""
    undo = undo_button(turn, done.duty.document, done.duty.row, done.before)
    return Entry(done.duty.action, turn.voice.say("home.due-on", date=done.duty.deadline), (undo,))


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
