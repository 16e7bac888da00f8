"""Choosing among the times that coaches offer: a session is set there, or moved to there."""

from collections.abc import Sequence
from datetime import datetime

from bot.advisor import elsewhere, notices
from bot.advisor.coaching import changes, coach_page, doubts, limits, meeting
from bot.advisor.coaching.doubts import Days
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Chip, Entries, Entry, Heading, Note, Style, Text
from bot.chat.views import DocumentView, Message, Reply
from bot.reminders import hand_in
from bot.reminders.rules import MOVED, SET
from bot.store import clusters, people, sessions, slots
from bot.store.engine import Tx
from bot.store.sessions import Session
from bot.store.slots import Slot, TakenError
from flows.forms import FormRef

DOCUMENT = "slots"
"""Stands where documents have their id: the pages of the times that are offered."""
FREE, TAKE = "free", "take"
"""The parts under which what is free, and the question about one time, are found: with the session to be moved, if
any, and the page; with the slot, and that session."""
PAGE = 20
"""So many times stand on a page."""


def choose_button(turn: Turn, style: Style = Style.NORMAL) -> Button:
    """Leads to what is free."""
    return Button(turn.voice.say("slot.choose-one"), "slot:free", style)


async def free(turn: Turn, moving: str = "", page: int = 0) -> Reply:
    """What is free, for another session or for the one that is to be moved."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    refused = await _refusal(turn, moving) if moving else None
    return Reply(messages=(refused,)) if refused is not None else Reply(view=await _free(turn, moving, page))


async def take(turn: Turn, id: str, moving: str = "", sure: str = "", cluster: str = "") -> Reply:
    """Choose a slot.  What speaks against it is asked about first; who comes too late sees what is free.

    ``cluster`` is the one to which it was shown, where the person speaks for another one by turns: that one alone gets
    it.
    """
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    if cluster and cluster != turn.person.cluster:
        return await elsewhere.for_another(turn, cluster)
    if moving and (refused := await _refusal(turn, moving)) is not None:
        return Reply(messages=(refused,))
    if not sure and (asked := await _asked(turn, id, moving)) is not None:
        return Reply(view=asked)
    try:
        session, outdated = await _take(turn, id, moving)
    except TakenError:
        if (own := await _own(turn, id)) is not None:  # pressed a second time
            return await meeting.show(turn, own, turn.line("slot.yours"))
        return Reply(messages=(turn.line("slot.taken"),), view=await _free(turn, moving, 0))
    if session is None:
        return turn.say("coaching.gone")
    await notices.replace_outdated(turn, outdated)
    said = turn.line("slot.moved-to" if moving else "slot.set", when=turn.voice.moment(session.starts_at))
    return await meeting.show(turn, session.id, said)


async def ask(turn: Turn, id: str, moving: str = "") -> Reply:
    """What speaks against a slot, or what is free where nothing does."""
    if not turn.person.cluster:
        return turn.say("coaching.coach-no-cluster")
    asked = await _asked(turn, id, moving)
    return Reply(view=asked) if asked is not None else await free(turn, moving)


def _press(turn: Turn, id: str, moving: str, sure: str = "") -> str:
    """The action of a button that chooses a slot."""
    shown_to = elsewhere.shown_for(turn)
    return ":".join(["slot", "take", id, moving, *([sure, shown_to] if shown_to else [sure] if sure else [])])


@reads
def _refusal(tx: Tx, turn: Turn, session_id: str) -> Message | None:
    session = sessions.get(tx, turn.scope, session_id)
    return limits.refusal(tx, turn, session) if session is not None else None


@reads
def _own(tx: Tx, turn: Turn, id: str) -> str | None:
    """The session of the cluster that the slot became already."""
    slot = slots.get(tx, turn.scope, id)
    session = sessions.get(tx, turn.scope, slot.session) if slot is not None and slot.session else None
    return session.id if session is not None else None


@writes
def _take(tx: Tx, turn: Turn, id: str, moving: str) -> changes.Changed:
    """The session that a slot became.

    Raises:
        TakenError: it is not free (any more).
    """
    slot = slots.check_free(tx, turn.scope, id, turn.now, moving)
    session = _moved(tx, turn, slot, moving) if moving else _added(tx, turn, slot)
    if session is None:
        return None, []
    slots.take(tx, slot.id, session.id)
    return changes.follow(tx, turn, MOVED if moving else SET, session)


def _added(tx: Tx, turn: Turn, slot: Slot) -> Session:
    return sessions.add(
        tx,
        turn.scope,
        wall=slot.wall,
        zone=slot.zone,
        starts_at=slot.starts_at,
        now=turn.now,
        coach=slot.coach,
        link=slot.link,
        agenda=slot.agenda,
    )


def _moved(tx: Tx, turn: Turn, slot: Slot, session: str) -> Session | None:
    """A link or an agenda that the slot does not have stays as it was."""
    others = {name: text for name, text in (("link", slot.link), ("agenda", slot.agenda)) if text}
    return sessions.move(
        tx,
        turn.scope,
        session,
        wall=slot.wall,
        zone=slot.zone,
        starts_at=slot.starts_at,
        now=turn.now,
        coach=slot.coach,
        **others,
    )


@reads
def _asked(tx: Tx, turn: Turn, id: str, moving: str) -> DocumentView | None:
    """The question whether it is meant, where something speaks against the time; None where nothing does."""
    slot = slots.get(tx, turn.scope, id)
    if slot is None:
        return None  # taking it says what is free instead
    against = doubts.of(turn.voice, slot.wall, slot.zone, _days(tx, turn, slot), turn.now)
    if not against:
        return None
    say = turn.voice.say
    lines = Text("\n".join(f"- {turn.voice.mark('slot.doubt', doubt=doubt)}" for doubt in against))
    yes = Button(say("slot.all-the-same"), _press(turn, id, moving, "sure"), Style.PRIMARY)
    others = Button(say("slot.others"), f"slot:free:{moving}")
    blocks = (Heading(say("slot.title")), Text(turn.voice.mark("slot.sure")), lines, Buttons((yes, others)))
    content, ref = Message(say("slot.sure"), blocks), FormRef(TAKE, row=f"{id}.{moving}")
    return DocumentView(DOCUMENT, say("slot.title"), content, ref, paper=False)


def _days(tx: Tx, turn: Turn, slot: Slot) -> Sequence[Days]:
    """The days of the cluster and of the coach."""
    own = ("", turn.person.zone, clusters.calendar(tx, turn.scope))
    coach = people.by_id(tx, slot.coach)
    return (own,) if coach is None else (own, (coach.name, coach.zone, coach.calendar))


@reads
def _free(tx: Tx, turn: Turn, moving: str, page: int) -> DocumentView:
    say, mark = turn.voice.say, turn.voice.mark
    found = slots.free(tx, turn.scope, turn.now, moving)
    moved = sessions.get(tx, turn.scope, moving) if moving else None
    blocks: list[Block] = [Heading(say("slot.title"))]
    there = sessions.ahead(tx, turn.scope, turn.now)
    if moved is not None:
        blocks.append(Text(mark("slot.to-move", when=turn.voice.moment(moved.starts_at))))
    elif there:
        blocks.append(Text(mark("slot.there")))
        blocks.append(changes.listing(turn, there))
    entries = tuple(_entry(turn, slot, moving) for slot in found[page * PAGE : (page + 1) * PAGE])
    blocks.append(Entries(say("slot.free"), entries, say("slot.none"), len(found) or None))
    blocks.append(Buttons(tuple(_ways(turn, moving, page, len(found)))))
    if not found and not turn.is_coach:
        blocks.append(Note(mark("slot.none-do", command=turn.command("coaching"))))
    content, ref = Message(say("slot.title"), tuple(blocks)), FormRef(FREE, row=f"{moving}.{page}")
    return DocumentView(DOCUMENT, say("slot.title"), content, ref, paper=False)


def _ways(turn: Turn, moving: str, page: int, count: int) -> Sequence[Button]:
    say = turn.voice.say
    ways = [Button(say("list.next"), f"slot:free:{moving}:{page + 1}")] if count > (page + 1) * PAGE else []
    ways += [Button(say("list.before"), f"slot:free:{moving}:{page - 1}")] if page else []
    others = () if moving else (Button(say("slot.own-date"), "coaching:ask", Style.LINK),)
    others = (coach_page.offer_button(turn),) if turn.is_coach else others
    return (*ways, *others, Button(say("home.title"), "home"))


def _entry(turn: Turn, slot: Slot, moving: str) -> Entry:
    say = turn.voice.say
    details = [say("slot.with", coach=slot.coach_name)] if slot.coach_name else []
    details += [slot.agenda] if slot.agenda else []
    button = Button(say("slot.move-here" if moving else "slot.choose"), _press(turn, slot.id, moving), Style.PRIMARY)
    soon: Sequence[Chip] = (Chip(say("slot.soon-chip"), "advice"),) if _is_soon(slot, turn.now) else ()
    return Entry(turn.voice.moment(slot.starts_at), " · ".join(details), (button,), tuple(soon))


def _is_soon(slot: Slot, now: datetime) -> bool:
    return hand_in.due(slot.wall, slot.zone) <= now
