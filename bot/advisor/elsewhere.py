"""What belongs to another part of somebody than the one they speak for."""

from dataclasses import replace

from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button, Buttons, Style
from bot.chat.views import Message, Reply
from bot.store import documents, memberships, people, reminders
from bot.store.engine import Tx
from bot.store.memberships import Part
from bot.store.scope import Role, Scope


async def of_press(turn: Turn, named: str, id: str) -> Turn | Reply:
    """The turn in which a button is pressed that stands for a reminder or a document (``named`` “reminder”, “document”
    or “action”), given its id; “workspace” is for those who run the programme, whatever they speak for.

    What stands below a reminder is done as in its cluster, for reminders come for all parts.  Of a document of another
    part nothing is done: that part is offered.
    """
    if turn.person.parts < 2 or not id or named not in ("reminder", "document", "action", "workspace"):
        return turn
    if named == "workspace":
        return await _as_administrator(turn)
    return await (_of_reminder(turn, id) if named == "reminder" else _of_document(turn, id))


@reads
def _of_reminder(tx: Tx, turn: Turn, id: str) -> Turn | Reply:
    if reminders.get(tx, turn.scope, id) is not None:
        return turn
    wanted = [(turn.person.id, part.cluster) for part in memberships.parts(tx, turn.person.id)]
    for person in people.in_clusters(tx, wanted).values():
        if reminders.get(tx, person.scope, id) is not None:
            return replace(turn, person=person)
    return turn


@reads
def _as_administrator(tx: Tx, turn: Turn) -> Turn:
    runs = turn.person.id in memberships.administrators(tx)
    return replace(turn, person=replace(turn.person, role=Role.ADMIN, cluster="")) if runs else turn


@reads
def _of_document(tx: Tx, turn: Turn, id: str) -> Turn | Reply:
    if documents.get(tx, turn.scope, id) is not None:
        return turn
    for part in _staff(tx, turn):
        if documents.get(tx, Scope(part.cluster, turn.person.id, Role.STAFF), id) is not None:
            return _offer(tx, turn, part.cluster)
    return turn


def _staff(tx: Tx, turn: Turn) -> list[Part]:
    return [part for part in memberships.parts(tx, turn.person.id) if part.role is Role.STAFF]


def shown_for(turn: Turn) -> str:
    """The cluster to be named in a button that does something for it, where the person speaks for several by turns;
    empty where nobody could press it for another one."""
    return turn.person.cluster if turn.person.parts > 1 and not turn.is_coach else ""


@reads
def for_another(tx: Tx, turn: Turn, cluster: str) -> Reply:
    """Say that something was shown to the person for another cluster of theirs, with a button to speak for it."""
    return _offer(tx, turn, cluster)


def _offer(tx: Tx, turn: Turn, cluster: str) -> Reply:
    name = next((part.name for part in _staff(tx, turn) if part.cluster == cluster), None)
    if name is None:
        return turn.say("part.gone")
    said, called = turn.line("part.other", cluster=name), turn.voice.all_of([name])
    choose = Button(turn.voice.say("part.staff-of", clusters=called), f"part:choose:staff:{cluster}", Style.PRIMARY)
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((choose,)))),))
