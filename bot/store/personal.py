"""What of the database is somebody's own: which rows they can take along, and what of each is nobody's to see.

A table that is neither here nor in `OTHERS` fails a test: whoever adds one says to whom it belongs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from bot.store.audit_tables import audit
from bot.store.comment_tables import comments, extensions, feedbacks, next_steps
from bot.store.programme_tables import invitations, invited, memberships, stand_ins
from bot.store.reach_tables import kinds_off, mail_addresses
from bot.store.reference_tables import conversation_references
from bot.store.sign_in_tables import sign_in_proofs, sign_in_ways
from bot.store.slot_tables import session_notes, slots
from bot.store.tables import (
    accounts,
    coach_grants,
    curations,
    documents,
    expected,
    handover_notes,
    handovers,
    imports,
    people,
    questions,
    reminders,
    revisions,
    sessions,
    topic_owners,
    versions,
)
from bot.store.traffic_tables import calendar_feeds, lines, outbound, web_sessions


@dataclass(frozen=True)
class Own:
    """Somebody, with all accounts that are theirs."""

    person: str
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Mine:
    """Rows that are somebody's own: those where one of the columns ``by`` names them.  ``hidden`` columns are secrets,
    belong to somebody else, or say how the advisor works."""

    name: str
    table: Table
    by: tuple[str, ...]
    hidden: tuple[str, ...] = ()

    def rows(self, own: Own) -> ColumnElement[bool]:
        """The condition that a row is theirs."""
        return or_(*(_names(self.table.c[column], own) for column in self.by))


def _names(column: Any, own: Own) -> ColumnElement[bool]:
    if column.name == "account":
        return column.in_(own.accounts)  # type: ignore[no-any-return]
    if column.name == "feedback_id":
        return column.in_(select(feedbacks.c.id).where(feedbacks.c.person_id == own.person))  # type: ignore[no-any-return]
    return column == own.person  # type: ignore[no-any-return]


MINE: Sequence[Mine] = (
    Mine("profile", people, ("id",)),
    Mine("accounts", accounts, ("person_id",), ("sign_in",)),
    Mine("parts", memberships, ("person_id",)),
    Mine("clusters_coached", coach_grants, ("person_id",)),
    Mine("topics_owned", topic_owners, ("person_id",)),
    Mine("stand_ins", stand_ins, ("person_id", "stands_in")),
    Mine("reminders_turned_off", kinds_off, ("person_id",)),
    Mine("awaited_messages", expected, ("person_id",)),
    Mine("invited_as", invited, ("person_id",)),
    Mine("invitations_made", invitations, ("person_id",), ("secret",)),
    Mine("sign_ins", web_sessions, ("account",), ("id",)),
    Mine("ways_to_sign_in", sign_in_ways, ("person_id",)),
    Mine("ways_to_sign_in_begun", sign_in_proofs, ("person_id",), ("secret",)),
    Mine("calendar_links", calendar_feeds, ("person_id", "account"), ("secret", "mark")),
    Mine("documents", documents, ("created_by",), ("updated_by",)),
    Mine("saved", revisions, ("person_id",)),
    Mine("submitted", versions, ("submitted_by",)),
    Mine("files_brought", imports, ("person_id",)),
    Mine("sessions_held", sessions, ("coach_id",)),
    Mine("times_offered", slots, ("coach_id",)),
    Mine("notes_on_sessions", session_notes, ("person_id",)),
    Mine("feedback_written", feedbacks, ("person_id",)),
    Mine("comments_written", comments, ("feedback_id",), ("answer", "answered_by", "answered_by_name", "answered_at")),
    Mine("next_steps_written", next_steps, ("feedback_id",)),
    Mine("comments_answered", comments, ("answered_by",), ("text", "feedback_id")),
    Mine("more_time_given", extensions, ("person_id",)),
    Mine("questions", questions, ("person_id",), ("handed_to",)),
    Mine("questions_to_answer", questions, ("handed_to",), ("person_id", "thread", "helpful")),
    Mine("questions_handed_over", handovers, ("person_id",), ("claimed_by", "draft")),
    Mine("answers_begun", handovers, ("claimed_by",), ("person_id",)),
    Mine("answers_and_remarks", handover_notes, ("person_id",)),
    Mine("articles_changed", curations, ("person_id",)),
    Mine("reminders", reminders, ("person_id",), ("lease_until", "lease_token", "snoozed_from")),
    Mine("mail_addresses_given", mail_addresses, ("given_by", "person_id"), ("mark",)),
    Mine("said_on_the_page", lines, ("account",)),
    Mine("on_their_way", outbound, ("account",), ("lease_until", "lease_token", "key")),
    Mine("chats_with_the_advisor", conversation_references, ("account",)),
    Mine("done", audit, ("actor",)),
)
"""What somebody takes along, under the names of its parts."""

OTHERS: Mapping[str, str] = {
    "clusters": "A cluster is an organisation; what of it a person set stands in the settings of all.",
    "workspaces": "Which workspace leads to which cluster names nobody.",
    "programmes": "The programme's own dates.",
    "questionnaires": "It belongs to the document, which stands with the documents.",
    "questionnaire_answers": "Members of clusters, who have no account here; nobody is told what one of them answered.",
    "questionnaire_drafts": "As the answers.",
    "installations": "A workspace's own; who installed it is left out when that person is erased.",
    "installing": "Hashes of installations that somebody has begun; they end after minutes.",
    "sign_in_flows": "Hashes of sign-ins that somebody has begun; they end after minutes.",
    "pauses": "That a platform does not answer names nobody.",
    "events": "Ids by which platforms number what they send; no person stands beside them, and all go after a week.",
    "mail_stops": "Hashes of links in e-mail to people who have no account here.",
    "mail_stopped": "Hashes of addresses that want no e-mail: erased, they would get some again.",
}
"""Tables in which nothing is somebody's own, and why."""

BY_HAND: Mapping[str, tuple[str, ...]] = {
    "lines": ("account",),
    "conversation_references": ("account", "conversation"),
    "outbound": ("account", "conversation"),
    "audit": ("actor", "object"),
    "memberships": ("place",),
    "invited": ("person_id",),
    "installations": ("installed_by",),
}
"""Columns that name somebody and that no foreign key empties or erases with them: `bot.store.erasure` does."""

NAMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "feedbacks": (("person_id", "author"),),
    "comments": (("answered_by", "answered_by_name"),),
    "extensions": (("person_id", "author"),),
}
"""Columns that hold a name as it was, each with the column that says whose; another word takes its place."""
