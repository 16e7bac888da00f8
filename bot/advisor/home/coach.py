"""Home of a coach: the sessions, what the clusters handed in, and the questions that wait."""

from functools import partial

from bot.advisor.coaching import coach_page
from bot.advisor.curation import reviews
from bot.advisor.handover import cards as handover_cards
from bot.advisor.home.work import MOST
from bot.advisor.lists import Section, View, beginning, whole
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entry, Heading, Style
from bot.store import handovers, versions
from bot.store.engine import Tx
from bot.store.versions import Version
from flows import registry


@reads
def blocks(tx: Tx, turn: Turn, view: View) -> list[Block]:
    """The beginnings of the lists, or the whole of one of them."""
    say = turn.voice.say
    plans = [partial(_handed_in, turn, version) for version in versions.handed_in(tx, turn.person.id)]
    held, named = coach_page.own_sessions(tx, turn)
    coming = [partial(coach_page.entry, turn, session, named) for session in held]
    sections = [
        Section("sessions", say("coaching.coming"), coming, say("coaching.of-no-cluster")),
        Section("handed-in", say("home.handed-in"), plans, say("home.none-handed-in")),
        Section.of("to-answer", handover_cards.to_answer(turn, handovers.to_answer(tx, turn.scope, MOST))),
        Section.of("asked", handover_cards.asked(turn, handovers.of_asker(tx, turn.scope, MOST))),
        Section.of("reviews", reviews.entries(turn, reviews.due_for(tx, turn))),
    ]
    chosen = next((section for section in sections if section.key == view.section), None)
    if chosen is not None:
        return [Heading(say("home.work")), whole(turn, chosen, view)]
    shown = [section for section in sections if section.entries or section.empty]
    blocks: list[Block] = [Heading(say("home.work"))]
    for section in shown:
        blocks.append(beginning(turn, section, "mine"))
        if section.key == "sessions":
            blocks.append(Buttons((Button(say("coaching.show"), "coaching:show"), coach_page.offer_button(turn))))
    return blocks


def _handed_in(turn: Turn, version: Version) -> Entry:
    say = turn.voice.say
    date = turn.voice.local_date(version.handed_in_at or version.submitted_at)
    return Entry(
        version.name or turn.voice.text(version.dialogue, registry.dialogue(version.dialogue).title),
        say("home.from", cluster=version.cluster_name, version=version.number, date=date),
        (Button(say("dialogue.open"), f"document:open:{version.document}", Style.PRIMARY),),
    )
