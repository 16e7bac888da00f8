"""For which part of theirs somebody speaks."""

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor import consequences
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Note, Style
from bot.chat.views import Message, Reply
from bot.store import clusters, memberships, people
from bot.store.engine import Tx
from bot.store.memberships import Part
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope


def named(turn: Turn, role: Role, names: Sequence[str]) -> str:
    """What a part is called: “staff of Food Network North”, “coach”."""
    if role is Role.STAFF or (role is Role.COACH and names):
        return turn.voice.say(f"part.{role}-of", clusters=turn.voice.all_of(names))
    return turn.voice.say(f"part.{role}")


def called(turn: Turn, part: Part) -> str:
    """The same of a part that somebody has."""
    return named(turn, part.role, (part.name,) if part.role is Role.STAFF else ())


async def show(turn: Turn, named: str = "") -> Reply:
    """All parts of the person, each with a button to speak for it; or speak for the one that is named."""
    part = await _named_part(turn, named) if named.strip() else None
    return await (_shown(turn) if part is None else choose(turn, part.role, part.cluster))


@reads
def _named_part(tx: Tx, turn: Turn, text: str) -> Part | None:
    """The only part that is called so."""
    wanted = " ".join(text.casefold().split()).strip(" .!“”\"'")
    there = memberships.parts(tx, turn.person.id)
    found = [part for part in there if wanted in (part.name.casefold(), part.role, called(turn, part).casefold())]
    return found[0] if len(found) == 1 else None


@reads
def _shown(tx: Tx, turn: Turn) -> Reply:
    there = memberships.parts(tx, turn.person.id)
    if len(there) < 2:
        return turn.say("part.only", part=called(turn, there[0])) if there else turn.say("part.none")
    now = next((part for part in there if _is_now(turn, part)), there[0])
    said = turn.line("part.speak-for", part=called(turn, now))
    buttons = tuple(
        Button(called(turn, part), f"part:choose:{part.role}:{part.cluster}") for part in there if part != now
    )
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons(buttons))),))


async def choose(turn: Turn, role: str, cluster: str) -> Reply:
    """Speak for another part from now on."""
    said = await _choose(turn, Role(role), cluster)
    turn.changed()
    return said


@writes
def _choose(tx: Tx, turn: Turn, role: Role, cluster: str) -> Reply:
    if not memberships.choose(tx, turn.person.id, role, cluster):
        return turn.say("part.gone")
    part = next(part for part in memberships.parts(tx, turn.person.id) if (part.role, part.cluster) == (role, cluster))
    said = turn.line("part.chosen", part=called(turn, part))
    home = Buttons((Button(turn.voice.say("home.title"), "home", Style.PRIMARY),))
    return Reply(messages=(replace(said, blocks=(*said.blocks, home)),))


@reads
def spoken_for(tx: Tx, turn: Turn) -> Sequence[Block]:
    """What Home says of it, for whoever has more than one part."""
    there = memberships.parts(tx, turn.person.id) if turn.person.parts > 1 else []
    now = next((part for part in there if _is_now(turn, part)), None)
    return () if now is None else (Note(turn.voice.mark("part.now", part=called(turn, now))),)


def _is_now(turn: Turn, part: Part) -> bool:
    return (part.role, part.cluster) == (turn.person.role, turn.person.cluster)


def reconciled(tx: Tx, turn: Turn, cluster: str) -> list[Reminder]:
    """Make the reminders of a cluster fit who is in it now; returns those that were sent and are no longer right."""
    if clusters.name(tx, Scope(cluster, "", Role.STAFF)) == "":
        return []
    return consequences.reconcile_all(tx, inside(turn, cluster))


def inside(turn: Turn, cluster: str) -> Turn:
    """The same turn, of somebody who sees what the people of a cluster see: for what follows in it."""
    return replace(turn, person=replace(turn.person, role=Role.STAFF, cluster=cluster))


def message_of(turn: Turn, said: str, part: str) -> Message:
    """A short message about a part, with the way Home."""
    line = turn.line(said, part=part)
    home = Buttons((Button(turn.voice.say("home.title"), "home", Style.PRIMARY),))
    return replace(line, blocks=(*line.blocks, home))


def by_id(tx: Tx, turn: Turn) -> Turn:
    """The same turn with the person as they are now."""
    person = people.by_id(tx, turn.person.id)
    return turn if person is None else replace(turn, person=person)
