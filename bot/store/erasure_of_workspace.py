"""Erasing what is a workspace's alone, for good, when the advisor was removed from it and its time is over."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, exists, or_, select

from bot.store import signals, web_sessions
from bot.store.engine import Tx
from bot.store.programme_tables import memberships
from bot.store.scope import PROGRAMME, Role
from bot.store.signals import Kind
from bot.store.tables import accounts, clusters, coach_grants, documents, people, workspaces
from bot.store.traffic_tables import lines, outbound


@dataclass(frozen=True)
class Erased:
    """How many of each were erased."""

    accounts: int
    people: int
    clusters: int
    documents: int


def erase(tx: Tx, workspace: str) -> Erased:
    """Erase the accounts of a workspace (``slack:T1``), the clusters whose staff are only there, and the people who
    have no other account and no other part.

    Clusters with anybody elsewhere stay whole.  Whoever is a coach, a curator, an administrator or of such a cluster
    stays as a person without that account, so that what they wrote for others keeps its author.
    """
    theirs = list(tx.scalars(select(accounts.c.account).where(accounts.c.workspace == workspace)))
    persons = list(tx.scalars(select(accounts.c.person_id).where(accounts.c.workspace == workspace).distinct()))
    only_there = _only_there(tx, workspace)
    own = _own_clusters(tx, workspace, only_there)
    papers = list(tx.scalars(select(documents.c.id).where(documents.c.cluster_id.in_(own))))
    tx.execute(delete(memberships).where(memberships.c.place.in_(own)))
    tx.execute(delete(clusters).where(clusters.c.id.in_(own)))  # with all that hangs on them
    granted = exists().where(coach_grants.c.person_id == people.c.id)
    in_part = exists().where(memberships.c.person_id == people.c.id)
    web_sessions.end_accounts(tx, theirs)
    gone = delete(people).where(people.c.id.in_(only_there), ~granted, ~in_part)
    count = tx.execute(gone).rowcount
    tx.execute(delete(lines).where(lines.c.account.in_(theirs)))
    to_them = or_(outbound.c.account.in_(theirs), outbound.c.conversation.in_(theirs))
    tx.execute(delete(outbound).where(or_(to_them, outbound.c.conversation.startswith(f"{workspace}:"))))
    tx.execute(delete(accounts).where(accounts.c.workspace == workspace))
    tx.execute(delete(workspaces).where(workspaces.c.workspace == workspace))
    for person in persons:
        signals.send(tx, Kind.PERSON, person)
    return Erased(len(theirs), count, len(own), len(papers))


def _only_there(tx: Tx, workspace: str) -> list[str]:
    """The people who have an account in the workspace and none anywhere else."""
    other = accounts.alias()
    elsewhere = exists().where(other.c.person_id == accounts.c.person_id, other.c.workspace != workspace)
    asked = select(accounts.c.person_id).where(accounts.c.workspace == workspace, ~elsewhere)
    return list(tx.scalars(asked.distinct()))


def _own_clusters(tx: Tx, workspace: str, only_there: Sequence[str]) -> list[str]:
    """The clusters with staff of this workspace and of no other place, and those that were connected to it alone."""
    staff = and_(memberships.c.place == clusters.c.id, memberships.c.role == Role.STAFF)
    of_it = and_(staff, memberships.c.person_id.in_(only_there))
    others = exists().where(staff, memberships.c.person_id.not_in(only_there))
    connected = and_(workspaces.c.cluster_id == clusters.c.id, workspaces.c.workspace == workspace)
    also = exists().where(workspaces.c.cluster_id == clusters.c.id, workspaces.c.workspace != workspace)
    own = or_(exists().where(of_it), exists().where(connected))
    return list(tx.scalars(select(clusters.c.id).where(own, ~others, ~also, clusters.c.id != PROGRAMME)))
