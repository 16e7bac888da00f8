"""Erasing somebody for good: what is theirs alone goes, what is shared stays without their name, what is open is handed
over.  All of it happens in one transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, Text, and_, cast, delete, exists, or_, select, update

from bot.store import audit, memberships, people, removals, signals, web_sessions
from bot.store.comment_tables import comments, extensions, feedbacks
from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.installation_tables import installations
from bot.store.memberships import LastAdministratorError
from bot.store.person import FORMER
from bot.store.personal import NAMES
from bot.store.programme_tables import invited
from bot.store.reference_tables import conversation_references
from bot.store.scope import Role, Scope
from bot.store.signals import Kind
from bot.store.tables import (
    accounts,
    documents,
    handovers,
    imports,
    questions,
    reminders,
    revisions,
    versions,
)
from bot.store.tables import people as person_rows
from bot.store.traffic_tables import lines, outbound
from flows.people import without

_ANYBODY = Scope("", "", Role.ADMIN)
"""Handing over is the administrators' to do; who erases themselves leaves their work to others without one."""

_TABLES = {table.name: table for table in (feedbacks, comments, extensions)}
_ANSWERS = (
    (documents, ("answers", "taken_over", "conflicts")),
    (revisions, ("answers",)),
    (versions, ("answers",)),
    (imports, ("source",)),
)
"""Where people are bound in what was answered."""


@dataclass(frozen=True)
class Erased:
    """What follows: the accounts and web sessions that are nobody's any more, and the clusters whose reminders have to
    be made to fit."""

    accounts: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()

    def __add__(self, other: "Erased") -> "Erased":
        clusters = tuple(dict.fromkeys((*self.clusters, *other.clusters)))
        return Erased((*self.accounts, *other.accounts), (*self.sessions, *other.sessions), clusters)


@dataclass(frozen=True)
class Plan:
    """What erasing somebody would do: how many drafts nobody else worked on go, how many documents stay, and who takes
    over what is open, by name; in which of their parts nobody does, and who else could: id and name of each."""

    drafts: int
    documents: int
    questions: int
    successors: tuple[str, ...]
    nobody: int
    others: tuple[tuple[str, str], ...] = ()


def plan(tx: Tx, person: str, chosen: Sequence[str] = ()) -> Plan:
    """What `erase` would do now."""
    own = documents.c.created_by == person
    drafts = len(tx.execute(_unshared(person)).all())
    there = len(tx.execute(select(documents.c.id).where(own)).all())
    asked = len(tx.execute(select(questions.c.id).where(questions.c.person_id == person)).all())
    could = [able for _, _, able in _able(tx, person)]
    found = [_first(able, chosen) for able in could]
    named = people.by_ids(tx, list({id for able in could for id in able}))
    others = {(id, named[id].name or "–") for able in could for id in able if id in named and id not in found}
    names = tuple(dict.fromkeys(named[id].name or "–" for id in found if id in named))
    by_name = tuple(sorted(others, key=lambda each: (each[1], each[0])))
    return Plan(drafts, there - drafts, asked, names, found.count(""), by_name)


def may_leave(tx: Tx, person: str) -> bool:
    """Whether the programme can do without them: the last administrator names another one first."""
    return list(memberships.administrators(tx)) != [person]


def erase(tx: Tx, person: str, now: datetime, chosen: Sequence[str] = ()) -> Erased:
    """Erase a person; `FORMER` stands where their name stood in what is shared.

    ``chosen`` take over what is open where they can; elsewhere it goes to whoever has been there longest.

    Raises:
        LastAdministratorError: nobody else is an administrator.
    """
    one_at_a_time(tx, "administrators")
    known = people.by_id(tx, person)
    if known is None:
        return Erased()
    if not may_leave(tx, person):
        raise LastAdministratorError
    parts = memberships.parts(tx, person)
    concerned = [part.cluster for part in parts if part.role is Role.STAFF] + people.clusters_of_coach(tx, person)
    theirs = list(tx.scalars(select(accounts.c.account).where(accounts.c.person_id == person)))
    ended = web_sessions.end_accounts(tx, theirs)
    tx.execute(delete(documents).where(documents.c.id.in_(_unshared(person))))
    _unname(tx, person, known.name)
    for role, cluster, able in _able(tx, person):
        if to := _first(able, chosen):
            removals.hand_over(tx, _ANYBODY, person, role, cluster, to, now)
    _forget_questions(tx, person)
    tx.execute(delete(feedbacks).where(feedbacks.c.person_id == person, feedbacks.c.sent_at.is_(None)))
    for part in parts:
        memberships.end(tx, person, part.role, part.cluster)
    audit.replace(tx, person, f"former-{uuid4().hex[:12]}")
    _forget_conversations(tx, theirs)
    tx.execute(delete(invited).where(invited.c.person_id == person))
    tx.execute(update(installations).where(installations.c.installed_by.in_(theirs)).values(installed_by=""))
    tx.execute(delete(person_rows).where(person_rows.c.id == person))  # with all that hangs on it
    signals.send(tx, Kind.PERSON, person)
    return Erased(tuple(theirs), tuple(ended), tuple(dict.fromkeys(concerned)))


def _unshared(person: str) -> Select[Any]:
    """The drafts that they began, that were never submitted and on which nobody else has worked."""
    others = revisions.c.person_id.is_distinct_from(person)
    by_others = exists().where(revisions.c.document_id == documents.c.id, others)
    own = and_(documents.c.created_by == person, documents.c.submitted_version.is_(None))
    return select(documents.c.id).where(own, ~by_others)


def _able(tx: Tx, person: str) -> list[tuple[Role, str, Sequence[str]]]:
    """Each cluster in which they have a part, with who can take over there: colleagues, who has been there longest
    first, or other coaches of it."""
    found: list[tuple[Role, str, Sequence[str]]] = []
    for part in memberships.parts(tx, person):
        if part.role is Role.STAFF:
            others = [each for each in memberships.members_of(tx, part.cluster) if each != person]
            found.append((part.role, part.cluster, others))
    for cluster in people.clusters_of_coach(tx, person):
        coaches = [each.id for each in people.coaches_of(tx, Scope(cluster, "", Role.STAFF)) if each.id != person]
        found.append((Role.COACH, cluster, coaches))
    return found


def _first(able: Sequence[str], chosen: Sequence[str]) -> str:
    """Who of several takes over: somebody chosen, else the first; empty where there is nobody."""
    return next((each for each in able if each in chosen), able[0] if able else "")


def _forget_questions(tx: Tx, person: str) -> None:
    """Their questions go, but for those that were answered: the answer stays with the cluster.  What they had taken on
    to answer is free again."""
    free = {"state": "open", "claimed_by": None, "claimed_at": None, "draft": ""}
    tx.execute(update(handovers).where(handovers.c.claimed_by == person, handovers.c.state == "claimed").values(free))
    passed_on = select(handovers.c.question_id).where(
        or_(handovers.c.answered_at.is_not(None), handovers.c.person_id.is_distinct_from(person))
    )
    tx.execute(delete(questions).where(questions.c.person_id == person, questions.c.id.not_in(passed_on)))


def _unname(tx: Tx, person: str, name: str) -> None:
    """Put another word where their name stands in what is shared: where they were chosen, and where it was kept."""
    for table, pairs in NAMES.items():
        for who, named in pairs:
            rows = _TABLES[table]
            tx.execute(update(rows).where(rows.c[who] == person).values({named: FORMER}))
    for answered, columns in _ANSWERS:
        for column in columns:
            _replace(tx, answered, column, person)
    if name:
        _replace(tx, reminders, "params", json.dumps(name)[1:-1], person=person, name=name)


def _replace(tx: Tx, table: Any, column: str, sought: str, *, person: str = "", name: str = "") -> None:
    """The same in one column of JSON, in the rows in which something is found."""
    keys = list(table.primary_key.columns)
    stands = cast(table.c[column], Text).contains(sought, autoescape=True)
    for row in tx.execute(select(*keys, table.c[column]).where(stands)).all():
        *key, held = row
        this = and_(*(one == value for one, value in zip(keys, key, strict=True)))
        changed = without(held, person or sought, FORMER, name)
        tx.execute(update(table).where(this).values({column: changed}))


def accounts_of_workspace(tx: Tx, workspace: str) -> dict[str, Sequence[str]]:
    """The people who have an account in a workspace, with those that they have there; who has others as well among
    them."""
    found: dict[str, list[str]] = {}
    rows = select(accounts.c.person_id, accounts.c.account).where(accounts.c.workspace == workspace)
    for person, account in tx.execute(rows):
        found.setdefault(person, []).append(account)
    return {person: tuple(held) for person, held in found.items()}


def erase_accounts(tx: Tx, held: Sequence[str]) -> Erased:
    """Erase accounts of somebody who has others."""
    ended = web_sessions.end_accounts(tx, held)
    _forget_conversations(tx, held)
    tx.execute(delete(accounts).where(accounts.c.account.in_(held)))
    return Erased(tuple(held), tuple(ended))


def _forget_conversations(tx: Tx, held: Sequence[str]) -> None:
    """What was said with somebody's accounts, what is on its way to them, and where they are reached."""
    tx.execute(delete(lines).where(lines.c.account.in_(held)))
    for table in (outbound, conversation_references):
        tx.execute(delete(table).where(or_(table.c.account.in_(held), table.c.conversation.in_(held))))
