"""What is kept, in which tables, and how long: the one table from which the daily clean-up, the page "What is kept" and
the documentation are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, select

from bot.store import audit, documents, events, imports, lines, outbound, web_sessions
from bot.store.engine import Tx
from bot.store.tables import documents as document_rows
from bot.store.tables import handovers
from bot.store.tables import questions as question_rows

SESSION = 14
"""Days that a session of the page lasts from its sign-in."""


@dataclass(frozen=True)
class Kept:
    """One thing that is kept; its words are the messages ``kept.<id>`` and ``kept.<id>-why``.

    ``days`` is how long unless ``setting`` (a field of the settings) says otherwise; None: as long as the person, the
    document or the cluster to which it belongs, 0: without a limit of its own.  ``forget`` erases what is from before a
    moment.
    """

    id: str
    tables: tuple[str, ...]
    days: int | None = None
    setting: str = ""
    forget: Callable[[Tx, datetime], object] | None = None


@dataclass(frozen=True)
class Retention:
    """How long things are kept where somebody set it: days by `Kept.id`."""

    days: Mapping[str, int] = field(default_factory=dict)

    def of(self, kept: Kept) -> int | None:
        """The days of one thing, as `Kept.days`."""
        return self.days.get(kept.id, kept.days)


def _sessions(tx: Tx, before: datetime) -> None:
    web_sessions.forget(tx, before + timedelta(days=SESSION))


def _drafts(tx: Tx, before: datetime) -> None:
    """Drafts that were never submitted and that nobody changed since."""
    left = and_(document_rows.c.submitted_version.is_(None), document_rows.c.updated_at < before)
    tx.execute(delete(document_rows).where(left))


def _questions(tx: Tx, before: datetime) -> None:
    """Questions, but for those that still wait for somebody's answer."""
    waiting = select(handovers.c.question_id).where(handovers.c.state.in_(("open", "claimed")))
    old = and_(question_rows.c.asked_at < before, question_rows.c.id.not_in(waiting))
    tx.execute(delete(question_rows).where(old))


def _traffic(tx: Tx, before: datetime) -> None:
    outbound.forget(tx, before)
    events.forget(tx, before)


KEPT: tuple[Kept, ...] = (
    Kept("profile", ("people", "accounts", "sign_in_ways", "kinds_off", "expected", "conversation_references")),
    Kept("parts", ("memberships", "coach_grants", "topic_owners", "stand_ins")),
    Kept("invitations", ("invited", "invitations")),
    Kept("sign-ins", ("web_sessions", "sign_in_flows", "sign_in_proofs"), SESSION, forget=_sessions),
    Kept("calendars", ("calendar_feeds",)),
    Kept("documents", ("documents", "revisions", "versions")),
    Kept("drafts", ("documents", "revisions"), 0, "keep_drafts_days", _drafts),
    Kept("deleted", ("documents", "revisions"), 30, "keep_deleted_days", documents.erase_cancelled),
    Kept("imports", ("imports",), 7, forget=imports.forget),
    Kept("coaching", ("sessions", "slots", "session_notes", "feedbacks", "comments", "next_steps", "extensions")),
    Kept("questionnaires", ("questionnaires", "questionnaire_answers", "questionnaire_drafts")),
    Kept("mail", ("mail_addresses", "mail_stops", "mail_stopped")),
    Kept("questions", ("questions", "handovers", "handover_notes"), 730, "keep_questions_days", _questions),
    Kept("curation", ("curations",)),
    Kept("conversations", ("lines",), 365, "keep_conversations_days", lines.forget),
    Kept("reminders", ("reminders",)),
    Kept("traffic", ("outbound", "events"), 7, forget=_traffic),
    Kept("audit", ("audit",), 365, "keep_audit_days", audit.forget),
    Kept("programme", ("clusters", "workspaces", "programmes", "pauses", "installations", "installing")),
)


def tidy(tx: Tx, retention: Retention, now: datetime) -> None:
    """Erase everything that was kept as long as it may be."""
    for kept in KEPT:
        if kept.forget is not None and (days := retention.of(kept)):
            kept.forget(tx, now - timedelta(days=days))
