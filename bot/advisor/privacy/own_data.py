"""Taking along what is kept of oneself: one file, made when it is asked for, in a limited time."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.advisor.privacy import packing
from bot.advisor.privacy.packing import Data
from bot.advisor.readings import BusyError
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Download, Downloads
from bot.chat.views import File, Message, Reply
from bot.store import takeout
from bot.store.engine import Tx

DOCUMENT = "my-data"
"""Stands where documents have their id, for the file."""

SECONDS = 20.0
"""After so long no more Word files are made: what is left is there as text."""


async def offer(turn: Turn) -> Reply:
    """What the file holds, and the way to it."""
    return Reply(messages=(_with_file(turn, "mine.offer"),))


def _with_file(turn: Turn, message: str) -> Message:
    said, say = turn.line(message), turn.voice.say
    file = Downloads(say("mine.title"), (Download(say("mine.file"), "zip", "privacy:take"),), DOCUMENT, 0)
    return replace(said, blocks=(*said.blocks, file))


async def take(turn: Turn, about: str = "", name: str = "") -> Reply:
    """The file, from a button or as a page asks for it; one at a time for each person."""
    data = await _read(turn)
    loop = asyncio.get_running_loop()
    until = loop.time() + SECONDS
    try:
        content = await turn.services.readings.read(f"data of {turn.person.id}", _packed(turn, data, loop.time, until))
    except BusyError:
        return replace(turn.say("mine.busy"), failed=True)
    title = turn.voice.say("mine.title")
    file = File(f"my-data-{turn.today.isoformat()}.zip", "application/zip", content, title)
    return Reply(messages=(turn.line("mine.ready"),), files=(file,))


@reads
def _read(tx: Tx, turn: Turn) -> Data:
    return takeout.of_person(tx, turn.person.id)


def _packed(turn: Turn, data: Data, time: Callable[[], float], until: float) -> Callable[[], bytes]:
    def work() -> bytes:
        files, left = {"data.json": packing.for_programs(data), "data.txt": packing.to_read(data)}, []
        for path, row in packing.documents(data):
            files[f"{path}.txt"] = packing.text(turn.voice, row)
            if time() < until:
                files[f"{path}.docx"] = packing.word(turn.voice, row)
            else:
                left.append(path)
        return packing.zipped({"read-me.txt": _read_me(turn, left).encode(), **files})

    return work


def _read_me(turn: Turn, left: list[str]) -> str:
    say = turn.voice.say
    lines = [say("mine.read-me", name=turn.person.name or "–", when=turn.now), say("mine.read-me-files")]
    if left:
        lines.append(say("mine.read-me-left", names=", ".join(left)))
    return "\n\n".join([*lines, say("mine.read-me-more")]) + "\n"
