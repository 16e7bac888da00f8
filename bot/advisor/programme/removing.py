"""Taking a person or a cluster out of the programme: asked about with the open work, which somebody takes over."""

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor import notices
from bot.advisor.lists import turned
from bot.advisor.programme import parts
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Button, Buttons, Style, Text
from bot.chat.views import Message, Reply
from bot.reminders import rules
from bot.reminders.rules import Recipient, SessionDue
from bot.reminders.timing import WorkingTime
from bot.store import clusters, memberships, outbound, people, reminders, removals, sessions
from bot.store.engine import Tx
from bot.store.memberships import LastAdministratorError
from bot.store.reminders import Reminder
from bot.store.removals import OpenWork
from bot.store.scope import PROGRAMME, NotFoundError, Role, Scope
from bot.store.sessions import Session
from flows import registry

NAMED = 5
"""Drafts named one by one."""

Successor = tuple[str, str]
"""An id and a name."""


@reads
def ask(tx: Tx, turn: Turn, role: str, cluster: str, person: str, number: str = "") -> Reply:
    """The button "Remove": what the person has in hand, and who could take it over, page by page."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    part, who = Role(role), people.by_id(tx, person)
    there = removals.members(tx, turn.scope)
    member = next((each for each in there.get(cluster or PROGRAMME, []) if each[0] == person and each[2] is part), None)
    if who is None or member is None:
        return turn.say("programme.not-there")
    if part is Role.ADMIN and list(memberships.administrators(tx)) == [person]:
        return turn.say("programme.last-administrator")
    work = removals.of_person(tx, turn.scope, person, part, cluster, turn.now)
    lines = list(_lines(turn, work))
    to = [] if part not in (Role.STAFF, Role.COACH) else _successors(tx, turn, part, cluster, person)
    named = parts.named(turn, part, (clusters.name(tx, Scope(cluster, "", Role.STAFF)),) if cluster else ())
    said = turn.line("programme.remove-ask", name=who.name or "–", part=named)
    blocks = [*said.blocks]
    if lines:
        blocks.append(Text("\n".join([turn.voice.mark("programme.in-hand"), "", *(f"- {line}" for line in lines)])))
    behind = f"{part}:{cluster}:{person}"
    if lines and not to:
        blocks.append(Text(turn.voice.mark(f"programme.nobody-else-{part}")))
        return Reply(messages=(replace(said, blocks=tuple(blocks)),))
    say = turn.voice.say
    some, ways = turned(turn, to, number, f"programme:remove:{behind}")
    buttons = [Button(say("programme.give-to", name=name), f"programme:give:{behind}:{id}") for id, name in some]
    buttons += ways
    if not lines:
        buttons = [Button(say("programme.remove-now"), f"programme:give:{behind}:", Style.DANGER)]
    return Reply(messages=(replace(said, blocks=(*blocks, Buttons(tuple(buttons)))),))


def _lines(turn: Turn, work: OpenWork) -> Sequence[str]:
    mark = turn.voice.mark
    found: list[str] = []
    if work.drafts:
        named = [
            name or turn.voice.text(dialogue, registry.dialogue(dialogue).title)
            for dialogue, name in work.drafts
            if name or dialogue in registry.known_dialogues()
        ]
        found.append(mark("programme.has-drafts", count=len(work.drafts), names=turn.voice.listed(named[:NAMED])))
    counts = {
        "plans": len(work.plans),
        "sessions": work.sessions,
        "to-answer": work.to_answer,
        "asked": work.asked,
        "comments": work.comments,
        "feedbacks": work.feedbacks,
    }
    return [*found, *(mark(f"programme.has-{what}", count=count) for what, count in counts.items() if count)]


def _successors(tx: Tx, turn: Turn, part: Role, cluster: str, person: str) -> list[Successor]:
    """Who could take it over: colleagues, or other coaches."""
    there = removals.members(tx, turn.scope).get(PROGRAMME if part is Role.COACH else cluster, [])
    return [(id, name or "–") for id, name, role in there if role is part and id != person]


async def give(turn: Turn, role: str, cluster: str, person: str, to: str) -> Reply:
    """The button that takes a part from somebody, and gives their work to somebody else."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    try:
        done = await _give(turn, Role(role), cluster, person, to)
    except LastAdministratorError:
        return turn.say("programme.last-administrator")
    except NotFoundError:
        return turn.say("programme.not-there")
    if isinstance(done, Reply):
        return done
    accounts, outdated, name = done
    await _follow(turn, accounts, outdated)
    return turn.say("programme.removed", name=name)


Done = tuple[Sequence[str], list[Reminder], str]
"""The accounts of who lost something, the reminders that are wrong now, and a name."""


@writes
def _give(tx: Tx, turn: Turn, role: Role, cluster: str, person: str, to: str) -> Done | Reply:
    """Hand over and remove, in one transaction; what was not shown and nobody takes over is asked about first."""
    work = removals.of_person(tx, turn.scope, person, role, cluster, turn.now)
    if not to and list(_lines(turn, work)):
        return turn.say("programme.changed-meanwhile")
    concerned = [cluster] if cluster else people.clusters_of_coach(tx, person) if role is Role.COACH else []
    held = [each for id in concerned if id != PROGRAMME for each in _held(tx, turn, id, person)] if to else []
    if to:
        removals.hand_over(tx, turn.scope, person, role, cluster, to, turn.now)
    if not removals.remove(tx, turn.scope, person, role, cluster):
        raise NotFoundError("They are not there any more.")
    for session in held:
        _tell_successor(tx, parts.inside(turn, session.cluster), session, to)
    accounts = _left(tx, turn, [person])
    outdated = [each for id in concerned if id != PROGRAMME for each in parts.reconciled(tx, turn, id)]
    who = people.by_id(tx, person)
    return accounts, outdated, who.name if who else ""


def _tell_successor(tx: Tx, turn: Turn, session: Session, to: str) -> None:
    """Tell a coach of a session that they hold from now on, as of one that was set."""
    due = SessionDue(session.id, session.version, session.wall, session.zone, False, (), (), later=session.later)
    told = [Recipient(one.id, WorkingTime.of(one)) for one in people.colleagues(tx, turn.scope) if one.id == to]
    planned = rules.for_news(rules.SET, due, told, turn.person.name, turn.now)
    reminders.reconcile(tx, turn.scope, f"news:{session.id}:{to}", planned, turn.now)


def _held(tx: Tx, turn: Turn, cluster: str, coach: str) -> list[Session]:
    """The sessions ahead that a coach holds in a cluster."""
    return [each for each in sessions.ahead(tx, parts.inside(turn, cluster).scope, turn.now) if each.coach == coach]


@reads
def ask_cluster(tx: Tx, turn: Turn, cluster: str, number: str = "") -> Reply:
    """The button "Remove cluster": what is open in it, and who keeps its papers, page by page."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    known = next((each for each in clusters.all_clusters(tx) if each.id == cluster and cluster != PROGRAMME), None)
    if known is None:
        return turn.say("programme.no-such-cluster")
    members = removals.members(tx, turn.scope).get(cluster, [])
    staff, ways = turned(
        turn, [each for each in members if each[2] is not Role.COACH], number, f"programme:close:{cluster}"
    )
    lines: list[str] = []
    for person, name, role in [*staff, *(each for each in members if each[2] is Role.COACH)]:
        work = removals.of_person(tx, turn.scope, person, role, cluster, turn.now)
        lines += [f"{turn.voice.mark('programme.of', name=name or '–')} {line}" for line in _lines(turn, work)]
    said = turn.line("programme.close-ask" if staff else "programme.close-empty", name=known.name)
    listed = (Text("\n".join(f"- {line}" for line in lines)),) if lines else ()
    say = turn.voice.say
    keepers = [(id, name or "–") for id, name, _ in staff]
    buttons = [
        Button(say("programme.keeps", name=name), f"programme:close-with:{cluster}:{id}") for id, name in keepers
    ]
    buttons += ways
    if not staff:
        buttons = [Button(say("programme.remove-now"), f"programme:close-with:{cluster}:", Style.DANGER)]
    return Reply(messages=(Message(said.summary, (*said.blocks, *listed, Buttons(tuple(buttons)))),))


async def close(turn: Turn, cluster: str, keeper: str) -> Reply:
    """The button that takes a cluster out of the programme."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    try:
        accounts, outdated, name = await _close(turn, cluster, keeper)
    except NotFoundError:
        return turn.say("programme.not-there")
    await _follow(turn, accounts, outdated)
    return turn.say("programme.closed", name=name)


@writes
def _close(tx: Tx, turn: Turn, cluster: str, keeper: str) -> Done:
    name = clusters.name(tx, Scope(cluster, "", Role.STAFF))
    inside = parts.inside(turn, cluster)
    ended = [outdated for closing in turn.registry.closing for outdated in closing(tx, inside)]
    gone = removals.remove_cluster(tx, turn.scope, cluster, keeper, turn.now)
    return _left(tx, turn, gone), [*ended, *parts.reconciled(tx, turn, cluster)], name


def _left(tx: Tx, turn: Turn, persons: Sequence[str]) -> list[str]:
    """The accounts of people who lost a part: what waits to be sent to them is dropped where nothing is left."""
    found = removals.accounts_of(tx, turn.scope, persons)
    for account in found:
        person = people.by_account(tx, account)
        if person is not None and not person.parts:
            outbound.drop(tx, account)
    return found


async def _follow(turn: Turn, accounts: Sequence[str], outdated: Sequence[Reminder]) -> None:
    """From now on they are read anew, and what they were told and is wrong is taken back."""
    for account in accounts:
        turn.services.known.forget(account)
    await notices.replace_outdated(turn, outdated)
