"""What a coach sends to offer times: checked, asked about where something speaks against one, and kept."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.advisor.coaching import acting, booking, changes, coach_page, doubts, offer_form
from bot.advisor.coaching.doubts import Days
from bot.advisor.coaching.links import address
from bot.advisor.coaching.offer_form import ALL, OTHERS, PAGE, Offering, OfferPage
from bot.advisor.coaching.series import UnclearError, walls, weekly
from bot.advisor.readings import BusyError
from bot.advisor.turn import Turn, reads, writes
from bot.chat.events import FormSent, Intent, SentFile
from bot.chat.views import Reply
from bot.imports import MOST_BYTES, MOST_ROWS, appointments
from bot.store import clusters, slots
from bot.store.engine import Tx
from bot.store.scope import Role, Scope
from bot.store.slots import Offer, OverlapError
from bot.store.zones import zone_of
from flows.fields import Raw, questions
from flows.findings import Words
from flows.forms import FormRef
from flows.importing.table import Unreadable
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = offer_form.DOCUMENT
MOST = 200
"""So many times are offered at once."""
_OF_PLANS = frozenset(
    f"imports.{what}"
    for what in ("too-large", "no-table-file", "packed", "unpacked", "unsafe", "too-many-rows", "too-many-columns")
)
"""What is said of files with a plan in them: it speaks of actions."""
SHOWN = 5
"""So many of the times that do not fit are named."""


@dataclass(frozen=True)
class _Wanted:
    """What is to be offered."""

    cluster: str
    offers: tuple[Offer, ...]
    hours: int | None
    link: str
    agenda: str


async def start(turn: Turn) -> Reply:
    """The form, for a coach who has clusters."""
    if not turn.is_coach:
        return turn.say("slot.coach-only")
    named = await _clusters(turn)
    return Reply(view=offer_form.view(turn, named, {})) if named else turn.say("slot.no-cluster")


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form, or for every other page what is offered: to a coach their own times, to others what is free."""
    first, _, second = ref.row.partition(".")
    if ref.page == booking.FREE:
        return await _acting(turn, first, lambda own: booking.free(own, first, _number(second)))
    if ref.page == booking.TAKE:
        return await _acting(turn, second, lambda own: booking.ask(own, first, second))
    if not turn.is_coach:
        return await booking.free(turn)
    return await (start(turn) if ref.page == PAGE else coach_page.show(turn, _number(ref.row)))


def _number(text: str) -> int:
    """The page in an address; the first one where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


async def _acting(turn: Turn, session: str, do: Callable[[Turn], Awaitable[Reply]]) -> Reply:
    return await (acting.on(turn, session, do) if session else do(turn))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Offer what was sent; what is not clear, or spoken against, is asked."""
    if not turn.is_coach or sent.ref.page != PAGE or sent.intent is Intent.BACK:
        return await open_(turn, FormRef(""))
    named = await _clusters(turn)
    if not named:
        return turn.say("slot.no-cluster")
    typed = {key: clean(asked, sent.answers.get(key)) for key, asked in questions(OfferPage).items()}
    if len(named) == 1:
        typed["cluster"] = ALL
    if sent.file is not None:
        return await _filled(turn, named, typed, sent.file)
    checked = Offering.check_page(PAGE, typed, Scene(turn.today, {"clusters": named, PAGE: typed}))
    page = checked.model
    if checked.errors or not isinstance(page, OfferPage):
        return Reply(view=offer_form.view(turn, named, typed, checked.errors))
    wanted = _wanted(turn, page)
    if isinstance(wanted, FieldError):
        return Reply(view=offer_form.view(turn, named, typed, (wanted,)))
    against = await _against(turn, wanted)
    if against and page.sure not in (ALL, OTHERS):
        return Reply(view=_asked(turn, named, typed, list(against.values())))
    if against and page.sure == OTHERS:
        wanted = replace(wanted, offers=tuple(each for each in wanted.offers if each not in against))
    if not wanted.offers:
        return Reply(view=_asked(turn, named, typed, list(against.values()), "slot.none-left"))
    try:
        await _offer(turn, wanted)
    except OverlapError as error:
        said = _names(turn, [turn.voice.moment(moment) for moment in error.starts])
        overlap = FieldError(("times",), Words(id="slot.overlap", params={"list": said}))
        return Reply(view=offer_form.view(turn, named, typed, (overlap,)))
    return await coach_page.show(turn, 0, turn.line("slot.offered", count=len(wanted.offers)))


def _asked(
    turn: Turn, named: Mapping[str, str], typed: Mapping[str, Raw], doubted: Sequence[str], message: str = "slot.doubts"
) -> Any:
    error = FieldError(("sure",), Words(id=message, params={"list": _names(turn, doubted)}))
    return offer_form.view(turn, named, typed, (error,), asks=True)


def _names(turn: Turn, several: Sequence[str]) -> str:
    more = len(several) - SHOWN
    told = " ".join(several[:SHOWN]) if several and several[0].endswith(".") else "; ".join(several[:SHOWN])
    return f"{told} {turn.voice.say('slot.and-more', count=more)}" if more > 0 else told


def _wanted(turn: Turn, page: OfferPage) -> _Wanted | FieldError:
    """What is to be offered, or what is wrong with one answer."""
    zone = zone_of(page.zone) if page.zone else turn.person.zone
    if zone is None:
        return FieldError(("zone",), Words(id="settings.no-zone", params={"typed": (page.zone or "")[:40]}))
    if page.link and address(page.link) is None:
        return FieldError(("link",), Words(id="slot.no-link"))
    try:
        local = walls(page.times, turn.today, zone)
    except UnclearError as error:
        return FieldError(("times",), error.words)
    offers = [each for wall in local for each in weekly(wall, zone, page.weeks or 1)]
    if len(offers) > MOST:
        return FieldError(("times",), Words(id="slot.too-many", params={"count": len(offers), "limit": MOST}))
    offers.sort(key=lambda each: each.starts_at)
    if not offers or offers[0].starts_at <= turn.now:
        when = turn.voice.moment(offers[0].starts_at) if offers else ""
        return FieldError(("times",), Words(id="slot.past", params={"when": when}))
    if offers[-1].starts_at > turn.now + changes.FARTHEST:
        when = turn.voice.moment(offers[-1].starts_at)
        return FieldError(("times",), Words(id="slot.far", params={"when": when}))
    cluster = "" if page.cluster == ALL else page.cluster
    return _Wanted(cluster, tuple(offers), page.hours, (page.link or "").strip(), (page.agenda or "").strip())


async def _filled(turn: Turn, named: Mapping[str, str], typed: dict[str, Raw], file: SentFile) -> Reply:
    """The form with the times of a file filled in, below those that were typed."""
    zone = zone_of(str(typed.get("zone") or "")) or turn.person.zone
    say = turn.voice.say
    if file.problem:
        wrong = _wrong(turn, Words(id=file.problem, params={"limit": MOST_BYTES // 1_000_000}))
        return Reply(view=offer_form.view(turn, named, typed, in_file=wrong))
    work = partial(appointments.read_appointments, file.name, file.content, turn.now, turn.today, zone)
    try:
        found = await turn.services.readings.read(turn.person.id, work)
    except BusyError:
        return Reply(view=offer_form.view(turn, named, typed, in_file=say("import.busy")))
    except Unreadable as error:
        return Reply(view=offer_form.view(turn, named, typed, in_file=_wrong(turn, error.words)))
    if not found.walls:
        return Reply(view=offer_form.view(turn, named, typed, in_file=say("slot.no-times")))
    there = [line for line in str(typed.get("times") or "").splitlines() if line.strip()]
    lines = [f"{wall:%Y-%m-%d %H:%M}" for wall in found.walls]
    typed["times"] = "\n".join(dict.fromkeys((*there, *lines)))
    notices = [say("slot.filled", count=len(lines))]
    if found.left_out:
        notices.append(say("slot.left-out", count=found.left_out, limit=appointments.MOST))
    return Reply(view=offer_form.view(turn, named, typed, notices=tuple(notices), passing=True))


def _wrong(turn: Turn, words: Words) -> str:
    """Why a file cannot be read."""
    if words.id not in _OF_PLANS:
        return turn.voice.words(words)
    return turn.voice.say("slot.unreadable", rows=MOST_ROWS, limit=MOST_BYTES // 1_000_000)


@reads
def _clusters(tx: Tx, turn: Turn) -> dict[str, str]:
    """The names of the coach's clusters by id."""
    return clusters.of_coach(tx, turn.person.id)


@reads
def _against(tx: Tx, turn: Turn, wanted: _Wanted) -> dict[Offer, str]:
    """What speaks against each of the times, by the days of the coach and of the cluster it is for."""
    days: list[Days] = [("", turn.person.zone, turn.person.calendar)]
    theirs = clusters.of_coach(tx, turn.person.id)
    if only := wanted.cluster or (next(iter(theirs)) if len(theirs) == 1 else ""):
        scope = Scope(only, turn.person.id, Role.COACH)
        days.append((theirs.get(only, ""), turn.person.zone, clusters.calendar(tx, scope)))
    found = {}
    for each in wanted.offers:
        against = doubts.of(turn.voice, each.wall, each.zone, days, turn.now)
        if against:
            found[each] = against[0]
    return found


@writes
def _offer(tx: Tx, turn: Turn, wanted: _Wanted) -> None:
    slots.offer(
        tx,
        turn.scope,
        wanted.offers,
        cluster=wanted.cluster,
        limit_hours=wanted.hours,
        link=wanted.link,
        agenda=wanted.agenda,
        now=turn.now,
    )


async def withdraw(turn: Turn, id: str) -> Reply:
    """Take a free time back."""
    gone = await turn.services.store.write(lambda tx: slots.withdraw(tx, turn.scope, id))
    return await coach_page.show(turn, 0, turn.line("slot.withdrawn" if gone else "slot.not-withdrawn"))
