"""Whole clusters and workspaces: what is kept of them, told in figures, and erased for good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, or_, select, true, update

from bot.store import erasure, memberships, signals
from bot.store.engine import Tx
from bot.store.erasure import Erased
from bot.store.programme_tables import invitations, invited
from bot.store.programme_tables import memberships as parts
from bot.store.questionnaire_tables import metadata
from bot.store.reference_tables import conversation_references
from bot.store.scope import PROGRAMME, NotFoundError, Role
from bot.store.signals import Kind
from bot.store.tables import accounts, clusters, pauses, people, workspaces
from bot.store.traffic_tables import outbound

Figures = Mapping[str, int]
"""How much there is, by the name of the table."""

COUNTED = ("people", "documents", "versions", "sessions", "questions", "questionnaire_answers", "reminders")
"""What is told before it is erased."""

_KEYS = ("clusters.id", "documents.id", "questions.id", "feedbacks.id", "sessions.id", "questionnaires.document_id")


def of_cluster(table: Table, cluster: str) -> ColumnElement[bool] | None:
    """The condition that a row belongs to a cluster, by the foreign keys that lead there; None if none does."""
    if table is clusters:
        return clusters.c.id == cluster
    if table is people:
        members = select(parts.c.person_id).where(parts.c.place == cluster)
        return or_(people.c.cluster_id == cluster, people.c.id.in_(members))
    if table is parts:
        return parts.c.place == cluster
    for key in _KEYS:
        for column in table.columns:
            if any(foreign.target_fullname == key for foreign in column.foreign_keys):
                above, target = key.split(".")
                rows = metadata.tables[above]
                if above == "clusters":
                    return column == cluster
                inner = of_cluster(rows, cluster)
                return None if inner is None else column.in_(select(rows.c[target]).where(inner))
    return None


def figures(tx: Tx, cluster: str) -> Figures:
    """How much is kept of a cluster.

    Raises:
        NotFoundError: there is none of that id, or it is the programme's own.
    """
    if cluster == PROGRAMME or tx.scalar(select(clusters.c.id).where(clusters.c.id == cluster)) is None:
        raise NotFoundError("There is no such cluster.")
    found = {}
    for name in COUNTED:
        table = metadata.tables[name]
        condition = of_cluster(table, cluster)
        counted = select(func.count()).select_from(table).where(true() if condition is None else condition)
        found[name] = tx.scalar(counted) or 0
    return found


def erase_cluster(tx: Tx, cluster: str, now: datetime) -> Erased:
    """Erase a cluster with all that is of it; who has another part in the programme keeps that, everybody else of it is
    erased, too.

    Raises:
        NotFoundError: as `figures`.
    """
    figures(tx, cluster)
    erased = Erased()
    here = of_cluster(people, cluster)
    assert here is not None
    for person in list(tx.scalars(select(people.c.id).where(here, people.c.role != Role.OUTSIDE))):
        held = memberships.parts(tx, person)
        if any((part.role, part.cluster) != (Role.STAFF, cluster) for part in held):
            memberships.end(tx, person, Role.STAFF, cluster)
        else:
            erased += erasure.erase(tx, person, now)
    for table in (invited, invitations):
        _take_out(tx, table, cluster)
    tx.execute(delete(clusters).where(clusters.c.id == cluster))  # with all that hangs on it
    others = tuple(each for each in erased.clusters if each != cluster)
    return Erased(erased.accounts, erased.sessions, others)


def _take_out(tx: Tx, table: Any, cluster: str) -> None:
    """Leave a cluster out of invitations to several."""
    for row in tx.execute(select(table.c.id, table.c.clusters)).all():
        if cluster in row.clusters:
            left = [each for each in row.clusters if each != cluster]
            tx.execute(update(table).where(table.c.id == row.id).values(clusters=left))


def erase_workspace(tx: Tx, workspace: str, now: datetime) -> Erased:
    """Erase the accounts of a workspace, the people who have no other, and the clusters in which they were, or to which
    the workspace leads, if nobody and no other workspace is left there.

    Nothing of a cluster with somebody elsewhere goes but the names of those who are erased.

    Raises:
        NotFoundError: nothing is known of it.
        LastAdministratorError: the last administrator has no account elsewhere.
    """
    led = tx.scalar(select(workspaces.c.cluster_id).where(workspaces.c.workspace == workspace))
    found = erasure.accounts_of_workspace(tx, workspace)
    if not is_known(tx, workspace):
        raise NotFoundError("There is no such workspace.")
    theirs = parts.c.person_id.in_(select(accounts.c.person_id).where(accounts.c.workspace == workspace))
    concerned = {*tx.scalars(select(parts.c.place).where(theirs, parts.c.role == Role.STAFF)), *([led] if led else [])}
    erased = Erased()
    for person, held in found.items():
        others = select(accounts.c.account).where(accounts.c.person_id == person, accounts.c.account.not_in(held))
        alone = tx.scalar(others.limit(1)) is None
        if alone:
            erased += erasure.erase(tx, person, now)
        else:
            erased += erasure.erase_accounts(tx, held)
            signals.send(tx, Kind.PERSON, person)
    tx.execute(delete(workspaces).where(workspaces.c.workspace == workspace))
    tx.execute(delete(pauses).where(pauses.c.workspace == workspace))
    for table in (outbound, conversation_references):
        tx.execute(delete(table).where(table.c.conversation.startswith(f"{workspace}:", autoescape=True)))
    gone = [cluster for cluster in sorted(concerned - {PROGRAMME}) if _is_left(tx, cluster)]
    for cluster in gone:
        erased += erase_cluster(tx, cluster, now)
    return Erased(erased.accounts, erased.sessions, tuple(each for each in erased.clusters if each not in gone))


def _is_left(tx: Tx, cluster: str) -> bool:
    """Whether nobody is in a cluster any more, and no workspace leads there."""
    leads = tx.scalar(select(workspaces.c.workspace).where(workspaces.c.cluster_id == cluster).limit(1))
    return leads is None and not memberships.members_of(tx, cluster)


def is_known(tx: Tx, workspace: str) -> bool:
    """Whether anything is kept of a workspace."""
    there = (
        select(table.c.workspace).where(table.c.workspace == workspace).limit(1) for table in (workspaces, accounts)
    )
    return any(tx.scalar(each) is not None for each in there)


def workspace_figures(tx: Tx, workspace: str) -> Figures:
    """How many people would be erased with a workspace, how many keep an account elsewhere, and whether a cluster goes.

    Raises:
        NotFoundError: nothing is known of it.
    """
    if not is_known(tx, workspace):
        raise NotFoundError("There is no such workspace.")
    found = erasure.accounts_of_workspace(tx, workspace)
    elsewhere = select(accounts.c.person_id).where(accounts.c.person_id.in_(list(found)))
    kept = set(tx.scalars(elsewhere.where(accounts.c.workspace != workspace)))
    return {"people": len(found) - len(kept), "accounts": sum(map(len, found.values())), "kept": len(kept)}
