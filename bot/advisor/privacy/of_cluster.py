"""The data of a whole cluster, for administrators: told in figures, taken along, erased."""

from dataclasses import replace

from bot.advisor.privacy import packing
from bot.advisor.privacy.erasing import follow, reconciled
from bot.advisor.readings import BusyError
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Button, Buttons, Download, Downloads, Facts, Heading, Note, Style, Text
from bot.chat.events import FormSent
from bot.chat.views import DocumentView, File, Message, Reply
from bot.store import clusters, places, takeout
from bot.store.engine import Tx
from bot.store.erasure import Erased
from bot.store.places import COUNTED
from bot.store.reminders import Reminder
from bot.store.scope import NotFoundError, Role, Scope
from flows.forms import FormRef

DOCUMENT = "data-of"
"""Stands where documents have their id, before the id of a cluster."""


async def show(turn: Turn, cluster: str) -> Reply:
    """What is kept of it in figures, and what can be done with it."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    try:
        return await _shown(turn, cluster)
    except NotFoundError:
        return turn.say("data.gone")


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The same, as a page of its own."""
    return await show(turn, about)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Nothing is asked on it."""
    return await show(turn, sent.document.partition(":")[2])


@reads
def _shown(tx: Tx, turn: Turn, cluster: str) -> Reply:
    found, name = places.figures(tx, cluster), _name(tx, cluster)
    say, mark = turn.voice.say, turn.voice.mark
    title = say("data.title", name=name)
    sure = say("data.sure", name=name, **{each: found[each] for each in ("people", "documents", "questions")})
    file = Download(say("mine.file"), "zip", f"data:take:{cluster}")
    erase = Button(say("data.erase"), f"data:erase:{cluster}", Style.DANGER, confirm=sure)
    blocks = (
        Heading(title),
        Text(mark("data.what")),
        Facts(tuple((say(f"data.{each}"), str(found[each])) for each in COUNTED)),
        Downloads(say("data.take"), (file,), f"{DOCUMENT}:{cluster}", 0),
        Note(mark("data.note")),
        Buttons((Button(say("home.title"), "home"), erase)),
    )
    return Reply(view=DocumentView(f"{DOCUMENT}:{cluster}", title, Message(title, blocks), paper=False))


def _name(tx: Tx, cluster: str) -> str:
    return clusters.name(tx, Scope(cluster, "", Role.STAFF))


async def take(turn: Turn, cluster: str, name: str = "") -> Reply:
    """All that is kept of it as a file."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    try:
        data, called = await _read(turn, cluster)
        content = await turn.services.readings.read(f"data of {turn.person.id}", lambda: _packed(turn, data))
    except NotFoundError:
        return turn.say("data.gone")
    except BusyError:
        return replace(turn.say("mine.busy"), failed=True)
    title = turn.voice.say("data.title", name=called)
    file = File(f"cluster-{turn.today.isoformat()}.zip", "application/zip", content, title)
    return Reply(messages=(turn.line("data.ready", name=called),), files=(file,))


@reads
def _read(tx: Tx, turn: Turn, cluster: str) -> tuple[packing.Data, str]:
    places.figures(tx, cluster)
    return takeout.cluster(tx, turn.scope, cluster), _name(tx, cluster)


def _packed(turn: Turn, data: packing.Data) -> bytes:
    files = {"data.json": packing.for_programs(data), "data.txt": packing.to_read(data)}
    return packing.zipped(
        files | {f"{path}.txt": packing.text(turn.voice, row) for path, row in packing.documents(data)}
    )


async def erase(turn: Turn, cluster: str) -> Reply:
    """The button that erases it."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    try:
        name, erased, outdated = await _erase(turn, cluster)
    except NotFoundError:
        return turn.say("data.gone")
    await follow(turn, erased, outdated)
    return turn.say("data.erased", name=name)


@writes
def _erase(tx: Tx, turn: Turn, cluster: str) -> tuple[str, Erased, list[Reminder]]:
    name = _name(tx, cluster)
    erased = places.erase_cluster(tx, cluster, turn.now)
    return name, erased, reconciled(tx, turn, erased.clusters)
