"""Home of a coach: how far the clusters are, the sessions, what was handed in, and the questions that wait."""

from collections.abc import Mapping
from functools import partial
from typing import Literal

from bot.advisor.coaching import coach_page
from bot.advisor.cohort import section as cohort
from bot.advisor.commenting import hand_ins
from bot.advisor.curation import reviews
from bot.advisor.following import escalation
from bot.advisor.handover import cards as handover_cards
from bot.advisor.home import closed
from bot.advisor.home.work import MOST
from bot.advisor.lists import Section, View, beginning, whole
from bot.advisor.programme import deadlines
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Chip, Entry, Heading, Style
from bot.store import feedback, handovers, versions
from bot.store.engine import Tx
from bot.store.feedback import DocumentState, HandInState
from bot.store.versions import HandedIn
from flows import registry


@reads
def blocks(tx: Tx, turn: Turn, view: View) -> list[Block]:
    """The beginnings of the lists, or the whole of one of them."""
    say = turn.voice.say
    states = feedback.document_states(tx, turn.scope)
    plans = [
        partial(_handed_in, turn, version, states.get(version.document, DocumentState(HandInState.HANDED_IN)))
        for version in versions.handed_in_names(tx, turn.person.id)
    ]
    held, named = coach_page.own_sessions(tx, turn)
    coming = [partial(coach_page.entry, turn, session, named) for session in held]
    sections = [
        Section("sessions", say("coaching.coming"), coming, say("coaching.of-no-cluster")),
        Section("handed-in", say("home.handed-in"), plans, say("home.none-handed-in")),
        Section("missing", say("home.missing"), hand_ins.entries(tx, turn)),
        escalation.section(tx, turn),
        Section.of("to-answer", handover_cards.to_answer(turn, handovers.to_answer(tx, turn.scope, MOST))),
        Section.of("asked", handover_cards.asked(turn, handovers.of_asker(tx, turn.scope, MOST))),
        Section.of("reviews", reviews.entries(turn, reviews.due_for(tx, turn))),
        deadlines.section(tx, turn),
    ]
    chosen = next((section for section in sections if section.key == view.section), None)
    if chosen is not None:
        return [Heading(say("home.work")), whole(turn, chosen, view)]
    shown = [section for section in sections if section.entries or section.empty]
    blocks: list[Block] = [Heading(say("home.work")), *closed.notes(tx, turn), *cohort.blocks(tx, turn)]
    for section in shown:
        blocks.append(beginning(turn, section, "mine"))
        if section.key == "sessions":
            blocks.append(Buttons((Button(say("coaching.show"), "coaching:show"), coach_page.offer_button(turn))))
    return blocks


_TOLD: Mapping[HandInState, tuple[str, Literal["good", "advice"]]] = {
    HandInState.HANDED_IN: ("state.to-comment", "advice"),
    HandInState.IN_COMMENTS: ("state.in-comments", "good"),
    HandInState.DONE: ("state.accepted", "good"),
}


def _handed_in(turn: Turn, version: HandedIn, so: DocumentState) -> Entry:
    say = turn.voice.say
    date = turn.voice.local_date(version.handed_in_at)
    label, tone = _TOLD[so.state]
    chips = [Chip(say("state.feedback-draft"), "advice")] if so.draft else [Chip(say(label), tone)]
    if so.open_points:
        chips.append(Chip(say("home.open-points-detail", count=so.open_points)))
    return Entry(
        version.name or turn.voice.text(version.dialogue, registry.dialogue(version.dialogue).title),
        say("home.from", cluster=version.cluster_name, version=version.number, date=date),
        (Button(say("dialogue.open"), f"document:open:{version.document}", Style.PRIMARY),),
        tuple(chips),
    )
