"""Who has to do what by when: the open actions of the submitted plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.store import versions
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import Scope
from flows import registry
from flows.dialogues.action_plan import ActionPlan
from flows.documents import effective
from flows.fields import Raw
from flows.people import split_names
from flows.reading.dates import likeliest_date
from flows.validation import raw_rows


@dataclass(frozen=True)
class Duty:
    """One action of a submitted plan as it stands now."""

    document: str
    plan: str
    row: str
    action: str
    deadline: date
    responsible: str
    done: bool


def of_plan(tx: Tx, scope: Scope, document: Document) -> list[Duty]:
    """The actions of the version submitted last, with the status that was saved last; none for other documents."""
    if document.dialogue != ActionPlan.id or document.submitted_version is None or document.state == "cancelled":
        return []
    version = versions.version(tx, scope, document.id, document.submitted_version)
    if version is None:
        return []
    return actions(document, version.answers, version.dialogue_version)


def actions(document: Document, submitted: Mapping[str, Raw], dialogue_version: int) -> list[Duty]:
    """The same from the submitted answers and the document's draft."""
    dialogue = registry.dialogue(document.dialogue)
    answers = effective(dialogue, dialogue.upgrade(submitted, dialogue_version), document.answers)
    found: list[Duty] = []
    for row_id, row in raw_rows((answers.get("actions") or {}).get("actions")):
        names = split_names(str(row.get("responsible") or ""))
        typed = str(row.get("deadline") or "")
        deadline = likeliest_date(typed, document.updated_at.date())
        if deadline is None:  # of a plan that was submitted when dates were read in another way
            continue
        found.append(
            Duty(
                document=document.id,
                plan=document.name,
                row=row_id,
                action=str(row.get("action") or "").strip(),
                deadline=deadline,
                responsible=names[0] if names else "",
                done=row.get("status") == "done",
            )
        )
    return found


def due(tx: Tx, scope: Scope, known: Sequence[Document], until: date) -> list[Duty]:
    """What is open and due up to a day in all plans of the cluster, the earliest first."""
    found: list[Duty] = []
    for document in known:
        found += [duty for duty in of_plan(tx, scope, document) if not duty.done and duty.deadline <= until]
    return sorted(found, key=lambda duty: (duty.deadline, duty.action))
