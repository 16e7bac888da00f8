"""Who has to do what by when: the open actions of the submitted plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.advisor.documents.directory import directory
from bot.store import versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from flows import registry
from flows.dates import parse_date
from flows.dialogues.action_plan import ActionPlan
from flows.documents import effective
from flows.fields import Raw
from flows.people import Person, names_of
from flows.people_fields import people_of
from flows.reading.names import Directory
from flows.validation import raw_rows


@dataclass(frozen=True)
class Duty:
    """One action of a submitted plan as it stands now."""

    document: str
    plan: str
    row: str
    action: str
    deadline: date
    responsible: tuple[Person, ...]
    done: bool

    @property
    def names(self) -> str:
        """Who is responsible, the first named first."""
        return names_of(self.responsible)


def of_plan(tx: Tx, scope: Scope, document: Document, people: Directory | None = None) -> list[Duty]:
    """The actions of the version submitted last, with the status that was saved last; none for other documents.

    Who is responsible has the name of today.  A name that was only typed counts as a colleague's where it surely is;
    ``people`` are those who can be meant, all of the cluster where they are not given.
    """
    if document.dialogue != ActionPlan.id or document.submitted_version is None or document.state == "cancelled":
        return []
    version = versions.version(tx, scope, document.id, document.submitted_version)
    if version is None:
        return []
    return actions(document, version.answers, version.dialogue_version, people or directory(tx, scope))


def actions(document: Document, submitted: Mapping[str, Raw], dialogue_version: int, people: Directory) -> list[Duty]:
    """The same from the submitted answers and the document's draft; ``people`` are those who can be named in it."""
    dialogue = registry.dialogue(document.dialogue)
    answers = effective(dialogue, dialogue.upgrade(submitted, dialogue_version), document.answers)
    found: list[Duty] = []
    for row_id, row in raw_rows((answers.get("actions") or {}).get("actions")):
        found.append(
            Duty(
                document=document.id,
                plan=document.name,
                row=row_id,
                action=str(row.get("action") or "").strip(),
                deadline=parse_date(str(row["deadline"])),
                responsible=tuple(people_of(row.get("responsible"), people, asks=False)),
                done=row.get("status") == "done",
            )
        )
    return found


def due(tx: Tx, scope: Scope, known: Sequence[Document], until: date) -> list[Duty]:
    """What is open and due up to a day in all plans of the cluster, the earliest first."""
    found: list[Duty] = []
    people = directory(tx, scope)
    for document in known:
        found += [duty for duty in of_plan(tx, scope, document, people) if not duty.done and duty.deadline <= until]
    return sorted(found, key=lambda duty: (duty.deadline, duty.action))
