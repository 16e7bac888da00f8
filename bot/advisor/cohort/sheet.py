"""The cohort as a spreadsheet: all clusters with their states and dates, and the needs compared."""

from datetime import UTC
from functools import partial

from bot.advisor.cohort import compared
from bot.advisor.cohort.listing import DOCUMENT, filter_name
from bot.advisor.cohort.standings import Order, Standing, may_see, ordered, read
from bot.advisor.documents.files import MEDIA_TYPES, file_name
from bot.advisor.turn import Turn, reads
from bot.chat.messages.direction import without_isolates
from bot.chat.messages.voice import spoken
from bot.chat.views import File, Reply
from bot.exports.xlsx import xlsx
from bot.exports.xlsx.about import About
from bot.store.engine import Tx
from flows.fields import Kind
from flows.sheets import Column, Sheet, Value

_CLUSTERS = (
    *("cluster", "state", "late", "version", "handed-in", "open-points"),
    *("next-session", "plan-due", "overdue"),
)
_DATES = frozenset({"handed-in", "next-session", "plan-due"})


async def file(turn: Turn, of: str = "", name: str = "") -> Reply:
    """All clusters that the person accompanies, whatever the page shows of them."""
    sheets = await _sheets(turn)
    if isinstance(sheets, Reply):
        return sheets
    title = turn.voice.say("cohort.title")
    about = About(
        document=DOCUMENT,
        dialogue="",
        dialogue_version=0,
        version=0,
        title=title,
        made_at=turn.now.astimezone(UTC),
        right_to_left=str(spoken(turn.voice.locale).text_direction) == "rtl",
    )
    content = await turn.services.drawer.made(partial(xlsx, sheets, about))
    name = f"{file_name(without_isolates(title))}.xlsx"
    return Reply(files=(File(name, MEDIA_TYPES["xlsx"], content, title),))


@reads
def _sheets(tx: Tx, turn: Turn) -> tuple[Sheet, ...] | Reply:
    if not may_see(turn):
        return turn.say("cohort.not-yours")
    standings, found = ordered(read(tx, turn), Order.NAME), compared.compare(tx, turn)
    if not standings:
        return turn.say("cohort.no-clusters")
    columns = tuple(_column(turn, each) for each in _CLUSTERS)
    rows = tuple((str(number), _row(turn, each)) for number, each in enumerate(standings, start=1))
    sheets = [Sheet(turn.voice.say("cohort.title"), columns, rows)]
    if found.needs:
        heads = tuple(Column(name) for name in compared.columns(turn))
        needs = tuple((str(number), tuple(row)) for number, row in enumerate(compared.rows(turn, found), start=1))
        sheets.append(Sheet(turn.voice.say("cohort.needs-title"), heads, needs))
    return tuple(sheets)


def _column(turn: Turn, key: str) -> Column:
    return Column(turn.voice.say(f"cohort.column-{key}"), kind=Kind.DATE if key in _DATES else Kind.SHORT_TEXT)


def _row(turn: Turn, standing: Standing) -> tuple[Value, ...]:
    """In the order of the columns; days are those where the person is."""
    of, day = standing.of, turn.voice.local_date
    return (
        of.cluster_name,
        filter_name(turn, of.state),
        turn.voice.say("cohort.yes") if standing.late else "",
        of.version if of.version is not None else "",
        day(of.handed_in_at) if of.handed_in_at is not None else "",
        of.open_points,
        day(standing.session) if standing.session is not None else "",
        day(standing.due) if standing.due is not None else "",
        standing.overdue,
    )
