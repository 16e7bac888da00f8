"""What the people of a cluster have before them, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.advisor.documents import changes, offering
from bot.advisor.documents.drafts import title_of
from bot.advisor.following import done_lately, duties
from bot.advisor.following.done_lately import Done
from bot.advisor.following.duties import Duty
from bot.advisor.turn import Turn
from bot.store import documents, feedback, handovers, pauses, people, reminders, sessions, versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.feedback import HandInState
from bot.store.handovers import Handover
from bot.store.pauses import Pause
from bot.store.reminders import Reminder
from bot.store.sessions import Session
from bot.store.versions import Submission
from flows import registry
from flows.dialogues.action_plan import ActionPlan

MINE, TEAM, PAPERS, START = "mine", "team", "documents", "start"
"""The tabs of Home."""
MOST = 500
"""What people asked, and reminders that did not arrive: so many are read at most."""
LATE_SHOWN = timedelta(days=14)
"""How long Home tells of reminders that came too late."""


@dataclass(frozen=True)
class Work:
    """The work of a cluster as one of its people sees it.

    ``documents`` are those that there are dialogues for, the one saved last first; ``unsubmitted`` the ids of those
    that were edited after they were submitted.  ``plans`` are all actions by plan, ``duties`` those that are open,
    overdue ones first, then the earliest.  ``open_points`` are the comments of coaches that wait for an answer, by
    document; ``accepted`` the ids of those whose version handed in last a coach accepted.  What only another tab shows
    was not read, and is empty: ``cancelled``, ``asked``, ``lost`` and ``accepted``.
    """

    person: str
    today: date
    documents: Sequence[Document]
    cancelled: Sequence[Document]
    submissions: Mapping[str, Submission]
    unsubmitted: frozenset[str]
    plans: Mapping[str, Sequence[Duty]]
    duties: Sequence[Duty]
    done: Sequence[Done]
    sessions: Sequence[Session]
    asked: Sequence[Handover]
    lost: Sequence[Reminder]
    names: Mapping[str, str]
    outages: Sequence[Pause]
    open_points: Mapping[str, int]
    accepted: frozenset[str]

    @property
    def drafts(self) -> list[Document]:
        """What was begun and never submitted."""
        return offering.in_progress(self.documents)

    @property
    def own_drafts(self) -> list[Document]:
        return [draft for draft in self.drafts if draft.created_by == self.person]

    @property
    def others_drafts(self) -> list[Document]:
        return [draft for draft in self.drafts if draft.created_by != self.person]

    @property
    def submitted(self) -> list[Document]:
        return [document for document in self.documents if document.submitted_version is not None]

    @property
    def plan(self) -> Document | None:
        """The plan for the sessions: the one submitted that was changed last."""
        return next((each for each in self.submitted if each.dialogue == ActionPlan.id), None)

    @property
    def is_handed_in(self) -> bool:
        """Whether the plan is, as it was submitted last."""
        return self.plan is not None and self.plan.handed_in_version == self.plan.submitted_version

    @property
    def own_changes(self) -> list[Document]:
        """What was submitted and edited since, by this person or in a document of theirs."""
        return [
            document
            for document in self.submitted
            if document.id in self.unsubmitted and self.person in (document.updated_by, document.created_by)
        ]

    @property
    def commented(self) -> list[Document]:
        """What coaches have commented on and nobody has answered."""
        return [document for document in self.documents if document.id in self.open_points]

    def own(self, duty: Duty) -> bool:
        """Whether it is this person's: they are responsible, or it is in their plan and no colleague is."""
        plan_by = next((plan.created_by for plan in self.documents if plan.id == duty.document), None)
        return duties.is_own(duty, self.person, self.names, plan_by)


def read(tx: Tx, turn: Turn, tab: str) -> Work:
    """What a tab shows, of the person's own cluster."""
    scope = turn.scope
    listed = documents.listing(tx, scope)
    known = [document for document in listed if document.dialogue in registry.all_dialogues()]
    plans = duties.of_known(tx, scope, listed)
    handed_in = any(each.handed_in_version for each in known)
    states = feedback.document_states(tx, scope) if handed_in and tab == PAPERS else {}
    return Work(
        person=turn.person.id,
        today=turn.today,
        documents=known,
        cancelled=documents.cancelled(tx, scope) if tab == PAPERS else (),
        submissions=versions.submissions(tx, scope) if any(each.submitted_version for each in known) else {},
        unsubmitted=frozenset(changes.unsubmitted(tx, turn, known)),
        plans=plans,
        duties=duties.due(plans, date.max),
        done=done_lately.done_lately(tx, scope, listed, plans, turn.now),
        sessions=sessions.ahead(tx, scope, turn.now),
        asked=handovers.of_asker(tx, scope, MOST) if tab == MINE else (),
        lost=reminders.lost(tx, scope, turn.now - LATE_SHOWN, MOST) if tab == TEAM else (),
        outages=pauses.failing(tx, scope),
        open_points=feedback.open_by_document(tx, scope) if handed_in else {},
        accepted=frozenset(id for id, each in states.items() if each.state is HandInState.DONE),
        names={person.id: person.name for person in people.colleagues(tx, scope)} if listed else {},
    )


def named(turn: Turn, document: Document) -> str:
    """A document in a list: its kind, and its name if it has one."""
    dialogue = registry.dialogue(document.dialogue)
    kind = turn.voice.text(dialogue.id, dialogue.title)
    return f"{kind}: {title_of(document, turn.voice)}" if document.name else kind
