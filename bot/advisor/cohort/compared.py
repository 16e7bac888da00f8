"""The page that compares what clusters need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.advisor.cohort.comparison import FEWEST, ThemeNeed, needs, released
from bot.advisor.cohort.listing import DOCUMENT, Wanted, downloads
from bot.advisor.cohort.standings import may_see
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Cell, Heading, Note, TableBlock, Text
from bot.chat.views import DocumentView, Message, Reply
from bot.store import cohort, memberships
from bot.store.engine import Tx
from bot.store.scope import Role
from flows.dialogues.needs_assessment import NeedsAssessment
from flows.themes import THEMES

NEEDS = "needs"
"""Stands behind the colon where a list has its filter."""
_COLUMNS = ("theme", "priority", "importance", "today", "clusters")


@dataclass(frozen=True)
class Compared:
    """The needs of so many ``clusters`` as of ``at``; none of either where they are too few."""

    needs: Sequence[ThemeNeed]
    clusters: int
    at: datetime | None


def compare(tx: Tx, turn: Turn) -> Compared:
    """Over all clusters that a coach accompanies, or of which an administrator is neither coach nor staff as well."""
    known = _known(tx, turn) if turn.person.role is Role.ADMIN else ()
    shown = released(cohort.hand_ins(tx, turn.scope, NeedsAssessment.id), known)
    return Compared(needs(cohort.answers_of(tx, turn.scope, shown.hand_ins)), len(shown.hand_ins), shown.at)


def _known(tx: Tx, turn: Turn) -> set[str]:
    """The clusters of which somebody knows what they said: as their coach, or as one of their people."""
    own = {part.cluster for part in memberships.parts(tx, turn.person.id)}
    return cohort.granted_clusters(tx, turn.scope) | own


@reads
def show(tx: Tx, turn: Turn) -> Reply:
    """The button "Compare needs"."""
    if not may_see(turn):
        return turn.say("cohort.not-yours")
    say, mark, found = turn.voice.say, turn.voice.mark, compare(tx, turn)
    title = say("cohort.needs-title")
    blocks: list[Block] = [Heading(title)]
    if found.at is None:
        blocks.append(Text(mark("cohort.needs-too-few", fewest=FEWEST)))
    else:
        date = turn.voice.local_date(found.at)
        blocks.append(Text(mark("cohort.needs-of", count=found.clusters, date=date)))
        blocks.append(TableBlock(title, columns(turn), tuple(rows(turn, found)), main=(0, 1)))
        blocks.append(Note(mark("cohort.needs-rule", fewest=FEWEST)))
    blocks.append(Buttons((Button(say("cohort.all"), Wanted().action), Button(say("home.title"), "home"))))
    blocks.append(downloads(turn))
    return Reply(view=DocumentView(f"{DOCUMENT}:{NEEDS}", title, Message(title, tuple(blocks)), paper=False))


def columns(turn: Turn) -> tuple[str, ...]:
    """The heads of the table."""
    return tuple(turn.voice.say(f"cohort.column-{column}") for column in _COLUMNS)


def rows(turn: Turn, found: Compared) -> list[tuple[Cell, ...]]:
    """The themes with their figures."""
    return [
        (
            turn.voice.text(NeedsAssessment.id, THEMES[each.theme][0]),
            each.priority,
            each.importance,
            each.today,
            each.clusters,
        )
        for each in found.needs
    ]
