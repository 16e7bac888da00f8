"""The page of all clusters: chosen by their state, sorted, each with what is next and a way to nudge it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.advisor.cohort.standings import FILTERS, Filter, Order, Standing, chosen, counted, may_see, ordered, read
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import (
    Block,
    Button,
    Buttons,
    Chip,
    Download,
    Downloads,
    Entries,
    Entry,
    Heading,
    Note,
    Style,
    Text,
)
from bot.chat.views import DocumentView, Message, Reply
from bot.store.engine import Tx
from bot.store.feedback import HandInState

DOCUMENT = "cohort"
"""Stands where documents have their id, before what is shown: ``cohort:<filter>.<order>.<page>``."""
PAGE = 20
"""Clusters on one page."""


@dataclass(frozen=True)
class Wanted:
    """Which clusters are shown, in what order, and which page of them, from 1."""

    filter: str = Filter.ALL
    order: str = Order.NAME
    page: int = 1

    @classmethod
    def read(cls, filter: str = "", order: str = "", page: str = "") -> "Wanted":
        """Out of a button or an address; of what nobody made, as much as can be read."""
        number = max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        known = filter if filter in FILTERS else Filter.ALL
        return cls(known, order if order in tuple(Order) else Order.NAME, number)

    @property
    def document(self) -> str:
        """The page's id."""
        return DOCUMENT if self == Wanted() else f"{DOCUMENT}:{self.filter}.{self.order}.{self.page}"

    @property
    def action(self) -> str:
        """The button that leads to it."""
        return f"cohort:show:{self.filter}:{self.order}:{self.page}"


@reads
def show(tx: Tx, turn: Turn, wanted: Wanted, said: Sequence[Message] = ()) -> Reply:
    """The page; what was just ``said`` stands on it as well, for windows that show nothing beside it."""
    return shown(tx, turn, wanted, said)


def shown(tx: Tx, turn: Turn, wanted: Wanted, said: Sequence[Message] = ()) -> Reply:
    """The same in a transaction."""
    if not may_see(turn):
        return turn.say("cohort.not-yours")
    standings = read(tx, turn)
    if not standings:
        return turn.say("cohort.no-clusters")
    return Reply(messages=tuple(said), view=_view(turn, standings, wanted, said))


def _view(turn: Turn, standings: Sequence[Standing], wanted: Wanted, said: Sequence[Message]) -> DocumentView:
    say, counts = turn.voice.say, counted(standings)
    found = ordered(chosen(standings, wanted.filter), wanted.order)
    pages = max(-(-len(found) // PAGE), 1)
    wanted = replace(wanted, page=min(wanted.page, pages))
    first = (wanted.page - 1) * PAGE
    title = say("cohort.title")
    heading = filter_name(turn, wanted.filter)
    if pages > 1:
        heading = say("list.part", title=heading, first=first + 1, last=min(first + PAGE, len(found)))
    items = tuple(entry(turn, each, wanted) for each in found[first : first + PAGE])
    blocks: list[Block] = [
        Heading(title),
        *(block for message in said for block in message.blocks),
        Text(turn.voice.mark("cohort.summary", count=len(standings), late=counts[Filter.LATE])),
        _filters(turn, counts, wanted),
        _orders(turn, wanted),
        Entries(heading, items, say("cohort.none-such"), len(found)),
        *_ways(turn, wanted, pages),
        Buttons((Button(say("cohort.compare"), "cohort:needs"), Button(say("home.title"), "home"))),
        downloads(turn),
        Note(turn.voice.mark("cohort.what-is-seen")),
    ]
    return DocumentView(wanted.document, title, Message(title, tuple(blocks)), paper=False)


def downloads(turn: Turn) -> Downloads:
    """All of it as a spreadsheet."""
    item = Download(turn.voice.say("file.xlsx"), "xlsx", "cohort:file")
    return Downloads(turn.voice.say("file.menu"), (item,), DOCUMENT, 0)


def _filters(turn: Turn, counts: dict[str, int], wanted: Wanted) -> Buttons:
    """All, the late ones, and each state of which there are any."""
    shown = [each for each in FILTERS if counts[each] or each in (Filter.ALL, wanted.filter)]
    return Buttons(
        tuple(
            _way(
                turn.voice.say("cohort.count", name=filter_name(turn, each), count=counts[each]),
                replace(wanted, filter=each, page=1),
                now=each == wanted.filter,
            )
            for each in shown
        )
    )


def _orders(turn: Turn, wanted: Wanted) -> Buttons:
    orders = (
        _way(turn.voice.say(f"cohort.by-{order}"), replace(wanted, order=order, page=1), now=order == wanted.order)
        for order in Order
    )
    return Buttons(tuple(orders))


def _way(label: str, to: Wanted, *, now: bool) -> Button:
    return Button(label, to.action, Style.PRIMARY if now else Style.NORMAL)


def _ways(turn: Turn, wanted: Wanted, pages: int) -> Iterator[Buttons]:
    ways = []
    if wanted.page < pages:
        ways.append(Button(turn.voice.say("list.next"), replace(wanted, page=wanted.page + 1).action))
    if wanted.page > 1:
        ways.append(Button(turn.voice.say("list.before"), replace(wanted, page=wanted.page - 1).action))
    if ways:
        yield Buttons(tuple(ways))


def filter_name(turn: Turn, wanted: str) -> str:
    """What a filter is called; the name of a state."""
    return turn.voice.say(f"cohort.state-{wanted}")


def entry(turn: Turn, standing: Standing, wanted: Wanted | None = None) -> Entry:
    """A cluster with its states, its dates, and what one does about it; ``wanted`` is the page on which it stands."""
    say, of = turn.voice.say, standing.of
    details = []
    if of.handed_in_at is not None and of.version is not None:
        date = turn.voice.local_date(of.handed_in_at)
        details.append(say("cohort.handed-in-on", version=of.version, date=date))
    if of.open_points:
        details.append(say("cohort.open-points", count=of.open_points))
    if standing.session is not None:
        details.append(say("cohort.next-session", when=turn.voice.moment(standing.session)))
    if standing.due is not None and standing.is_waited_for:
        words = "cohort.was-due" if standing.missing else "cohort.due"
        details.append(say(words, when=turn.voice.moment(standing.due)))
    return Entry(of.cluster_name, " · ".join(details), tuple(_buttons(turn, standing, wanted)), chips(turn, standing))


def chips(turn: Turn, standing: Standing) -> tuple[Chip, ...]:
    """The state of a cluster, and what is wrong."""
    say, state = turn.voice.say, standing.of.state
    found = [Chip(filter_name(turn, state), "good" if state is HandInState.DONE else "plain")]
    if standing.missing:
        found.append(Chip(say("state.overdue"), "warning"))
    if standing.came_late:
        found.append(Chip(say("state.late"), "advice"))
    if standing.overdue:
        found.append(Chip(say("cohort.overdue", count=standing.overdue), "warning"))
    if standing.reminded:
        found.append(Chip(say("cohort.reminded"), "plain"))
    return tuple(found)


def _buttons(turn: Turn, standing: Standing, wanted: Wanted | None) -> Iterator[Button]:
    if standing.is_waited_for and not standing.reminded:
        behind = f":{wanted.filter}:{wanted.order}:{wanted.page}" if wanted is not None else ""
        yield Button(turn.voice.say("cohort.nudge"), f"cohort:nudge:{standing.of.cluster}{behind}")
    if turn.is_coach and standing.of.document is not None:
        yield Button(turn.voice.say("dialogue.open"), f"document:open:{standing.of.document}", Style.LINK)
