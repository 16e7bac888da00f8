"""Erasing oneself: told in plain words, asked once more, and done at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.advisor import consequences, notices
from bot.advisor.lists import PAGE
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, Style, Text
from bot.chat.views import Message, Reply
from bot.store import clusters, erasure
from bot.store.engine import Tx
from bot.store.erasure import Erased, Plan
from bot.store.memberships import LastAdministratorError
from bot.store.reminders import Reminder
from bot.store.scope import Role, Scope


@reads
def ask(tx: Tx, turn: Turn, *chosen: str) -> Reply:
    """What would happen, and the button for it; ``chosen`` take over what is open, and others can be chosen."""
    if not erasure.may_leave(tx, turn.person.id):
        return turn.say("erase.last")
    say, mark = turn.voice.say, turn.voice.mark
    plan = erasure.plan(tx, turn.person.id, chosen)
    lines = "\n".join(f"- {line}" for line in _lines(turn, plan))
    behind = ":".join((turn.person.id, *(id for id in chosen if id)))
    now = Button(say("erase.button"), f"privacy:erase-now:{behind}", Style.DANGER, confirm=say("erase.sure"))
    instead = [Button(say("erase.give-to", name=name), f"privacy:erase:{id}") for id, name in plan.others[:PAGE]]
    blocks: tuple[Block, ...] = (
        Heading(say("erase.title")),
        Text(f"{mark('erase.what')}\n\n{lines}"),
        *([Buttons(tuple(instead))] if instead else []),
        Note(mark("erase.first")),
        Buttons((Button(say("mine.title"), "privacy:mine"), now)),
    )
    return Reply(messages=(Message(say("erase.title"), blocks),))


def _lines(turn: Turn, plan: Plan) -> Iterator[str]:
    mark = turn.voice.mark
    yield mark("erase.profile")
    yield mark("erase.drafts", count=plan.drafts)
    yield mark("erase.documents", count=plan.documents)
    yield mark("erase.comments")
    yield mark("erase.questions", count=plan.questions)
    yield mark("erase.reminders")
    if plan.successors:
        yield mark("erase.successors", names=turn.voice.all_of(plan.successors))
    if plan.nobody:
        yield mark("erase.nobody", count=plan.nobody)
    yield mark("erase.again")


async def erase(turn: Turn, person: str, *chosen: str) -> Reply:
    """The button: nothing of the answer is kept, for there is nobody any more for whom it could be."""
    if person != turn.person.id:
        return turn.say("erase.not-yours")
    try:
        erased, outdated = await _erase(turn, chosen)
    except LastAdministratorError:
        return turn.say("erase.last")
    await follow(turn, erased, outdated)
    said = turn.line("erase.done-home")
    return Reply(passing=turn.voice.say("erase.done"), home=said)


@writes
def _erase(tx: Tx, turn: Turn, chosen: Sequence[str]) -> tuple[Erased, list[Reminder]]:
    erased = erasure.erase(tx, turn.person.id, turn.now, chosen)
    return erased, reconciled(tx, turn, erased.clusters)


def reconciled(tx: Tx, turn: Turn, concerned: Sequence[str]) -> list[Reminder]:
    """Make the reminders of clusters fit those who are left; gives those that were sent and are not right any more."""
    outdated: list[Reminder] = []
    for cluster in concerned:
        if clusters.name(tx, Scope(cluster, "", Role.STAFF)):
            inside = replace(turn, person=replace(turn.person, role=Role.STAFF, cluster=cluster))
            outdated += consequences.reconcile_all(tx, inside)
    return outdated


async def follow(turn: Turn, erased: Erased, outdated: Sequence[Reminder]) -> None:
    """From now on this process does not know them, and their pages are signed out."""
    for account in erased.accounts:
        turn.services.known.forget(account)
    turn.services.signed_out(erased.sessions)
    await notices.replace_outdated(turn, outdated)
