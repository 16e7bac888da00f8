"""Many clusters at once, for those who accompany them: each question is one query, however many clusters there are.

A coach is told of the clusters granted to them, an administrator of all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Text, and_, bindparam, cast, false, select

from bot.store.engine import Tx
from bot.store.scope import PROGRAMME, Role, Scope, granted, parameters
from bot.store.tables import coach_grants, documents, reminders
from bot.store.tables import versions as version_rows
from bot.store.versions import Answers, Latest


def plans(tx: Tx, scope: Scope, dialogue: str) -> list[Latest]:
    """The documents of a dialogue as they were handed in last, each with its draft: of that only live fields count."""
    rows = tx.execute(_plans(scope.role), {**scope.values, "dialogue": dialogue}).mappings()
    return [Latest(**row) for row in rows]


@cache
def _plans(role: Role) -> Select[Any]:
    this = and_(version_rows.c.document_id == documents.c.id, version_rows.c.number == documents.c.handed_in_version)
    return (
        select(
            documents.c.id.label("document"),
            documents.c.cluster_id.label("cluster"),
            documents.c.dialogue,
            version_rows.c.name,
            documents.c.state,
            version_rows.c.dialogue_version,
            version_rows.c.number,
            version_rows.c.submitted_at,
            documents.c.created_by,
            cast(version_rows.c.answers, Text).label("submitted"),
            cast(documents.c.answers, Text).label("draft"),
        )
        .select_from(documents.join(version_rows, this))
        .where(_seen(parameters(role), documents.c.cluster_id), documents.c.state != "cancelled")
        .where(documents.c.dialogue == bindparam("dialogue"))
    )


def nudged(tx: Tx, scope: Scope, sources: Collection[str], since: datetime) -> list[tuple[str, dict[str, Any]]]:
    """What was planned of these sources to come since a moment: the cluster and the params of each reminder."""
    if not sources:
        return []
    asked = {**scope.values, "sources": list(sources), "since": since}
    return [(cluster, params) for cluster, params in tx.execute(_nudged(scope.role), asked)]


@cache
def _nudged(role: Role) -> Select[Any]:
    these = reminders.c.source.in_(bindparam("sources", expanding=True))
    statement = select(reminders.c.cluster_id, reminders.c.params).where(these)
    return statement.where(_seen(parameters(role), reminders.c.cluster_id), reminders.c.due_at >= bindparam("since"))


@dataclass(frozen=True)
class HandIn:
    """That a cluster handed in a document, or something begun from it: which version, and when."""

    cluster: str
    document: str
    number: int
    at: datetime


def hand_ins(tx: Tx, scope: Scope, dialogue: str) -> list[HandIn]:
    """All hand-ins of versions of a dialogue, by themselves and behind others, the first first; in two queries.

    Those of what was put away since are among them: otherwise one could tell from the others what it said.
    """
    asked = {**scope.values, "dialogue": dialogue}
    owners: dict[str, str] = {row[0]: row[1] for row in tx.execute(_of_dialogue(scope.role), asked)}
    found = []
    for document, cluster, number, at, sources in tx.execute(_all_handed_in(scope.role), scope.values):
        for source, version in [(document, number), *sources]:
            if owners.get(source) == cluster:
                found.append(HandIn(cluster, source, version, at))
    return found


@cache
def _of_dialogue(role: Role) -> Select[Any]:
    mine = _seen(parameters(role), documents.c.cluster_id)
    return select(documents.c.id, documents.c.cluster_id).where(mine, documents.c.dialogue == bindparam("dialogue"))


@cache
def _all_handed_in(role: Role) -> Select[Any]:
    columns = (documents.c.id, documents.c.cluster_id, version_rows.c.number)
    more = (version_rows.c.handed_in_at, version_rows.c.sources)
    joined = version_rows.join(documents, documents.c.id == version_rows.c.document_id)
    statement = select(*columns, *more).select_from(joined)
    mine = _seen(parameters(role), documents.c.cluster_id)
    statement = statement.where(mine, version_rows.c.handed_in_at.is_not(None))
    return statement.order_by(version_rows.c.handed_in_at, documents.c.id, version_rows.c.number)


def answers_of(tx: Tx, scope: Scope, asked: Iterable[HandIn]) -> list[tuple[int, Answers]]:
    """What these versions say, without saying whose they are: the version of the dialogue, and the answers."""
    wanted = {(each.document, each.number) for each in asked}
    values = {**scope.values, "asked": [document for document, _ in wanted]}
    rows = tx.execute(_answers(scope.role), values) if wanted else ()
    return [(version, answers) for id, number, version, answers in rows if (id, number) in wanted]


@cache
def _answers(role: Role) -> Select[Any]:
    columns = (documents.c.id, version_rows.c.number, version_rows.c.dialogue_version, version_rows.c.answers)
    joined = version_rows.join(documents, documents.c.id == version_rows.c.document_id)
    these = documents.c.id.in_(bindparam("asked", expanding=True))
    statement = select(*columns).select_from(joined).where(_seen(parameters(role), documents.c.cluster_id), these)
    return statement.order_by(documents.c.id, version_rows.c.number)


def granted_clusters(tx: Tx, scope: Scope) -> set[str]:
    """The clusters whose hand-ins this person sees as their coach, whatever they speak for now."""
    return set(tx.scalars(select(coach_grants.c.cluster_id).where(coach_grants.c.person_id == scope.person)))


def _seen(scope: Scope, cluster: Column[str]) -> ColumnElement[bool]:
    """The condition that a row's cluster is one of those that somebody accompanies."""
    if scope.role is Role.COACH:
        return and_(granted(scope.person, cluster), cluster != PROGRAMME)
    return cluster != PROGRAMME if scope.role is Role.ADMIN else false()
