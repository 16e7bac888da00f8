"""The wall: what one person may see of the store."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, ColumnElement, Text, and_, bindparam, exists, false, or_

from bot.store.comment_tables import feedbacks
from bot.store.tables import coach_grants, documents, topic_owners


class Role(StrEnum):
    """What a person is to the programme."""

    STAFF = "staff"
    COACH = "coach"
    CURATOR = "curator"
    ADMIN = "admin"
    OUTSIDE = "outside"
    """Somebody who is only written to: without an account, in no cluster, and able to do nothing."""


@dataclass(frozen=True)
class Scope:
    """Who asks, and on which side of the wall: the id of the cluster, of the person, and the person's role.

    The cluster of a coach is empty, unless the coach acts for one of the clusters granted to them.
    """

    cluster: str
    person: str
    role: Role

    @property
    def values(self) -> dict[str, str]:
        """What a statement with the `parameters` of a scope is run with."""
        return {"scope_cluster": self.cluster, "scope_person": self.person}


def parameters(role: Role) -> Scope:
    """A scope of parameters, for a statement that is made once for everybody of a role: to make one takes longer than
    to run it."""
    cluster, person = bindparam("scope_cluster", type_=Text), bindparam("scope_person", type_=Text)
    return Scope(cluster, person, role)  # type: ignore[arg-type]  # conditions take them like values


PROGRAMME = "programme"
"""The cluster of those who run the whole: its curators keep the knowledge base."""


class NotFoundError(LookupError):
    """There is no such thing in this cluster.  What belongs to another cluster counts as not there."""


def inside(scope: Scope, cluster: Column[str]) -> ColumnElement[bool]:
    """The condition that a row belongs to the scope's cluster; a coach needs a grant for it as well."""
    if scope.role is not Role.COACH:
        return cluster == scope.cluster
    return and_(cluster == scope.cluster, granted(scope.person, cluster))


def inside_documents(scope: Scope, cluster: Column[str]) -> ColumnElement[bool]:
    """As `inside`, for what stays with the cluster until it is handed in: a coach sees nothing of it."""
    return false() if scope.role is Role.COACH else inside(scope, cluster)


def documents_seen(scope: Scope) -> str | None:
    """As `inside_documents`, for documents read for several people at once: the cluster of those that this one sees."""
    return None if scope.role is Role.COACH else scope.cluster


def feedback_seen(scope: Scope) -> ColumnElement[bool]:
    """The condition that feedback on a document is open to the scope: to staff what was sent back on theirs, to a coach
    their own draft, too, as long as the cluster is granted to them."""
    if scope.role is not Role.COACH:
        return and_(inside_documents(scope, documents.c.cluster_id), feedbacks.c.sent_at.is_not(None))
    own = or_(feedbacks.c.sent_at.is_not(None), feedbacks.c.person_id == scope.person)
    return and_(granted(scope.person, documents.c.cluster_id), own)


def granted(coach: str, cluster: Column[str]) -> ColumnElement[bool]:
    """The condition that a row's cluster is granted to this coach."""
    grants = coach_grants.alias()  # the statement around it may ask for grants, too
    return exists().where(grants.c.person_id == coach, grants.c.cluster_id == cluster)


def owned(person: str, topic: Column[str]) -> ColumnElement[bool]:
    """The condition that this person is named as an owner of a row's topic."""
    return exists().where(topic_owners.c.person_id == person, topic_owners.c.topic == topic)


def enter_curation(scope: Scope) -> None:
    """Let curators through, who see what all clusters ask, but not who asks.

    Raises:
        NotFoundError: this is somebody else.
    """
    if scope.role is not Role.CURATOR:
        raise NotFoundError("There is nothing to curate for you.")
