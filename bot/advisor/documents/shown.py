"""Versions as they are shown: to the people of their cluster with the names of today, to a coach as handed in."""

from bot.advisor import consequences
from bot.advisor.documents.contents import Shown, conclude, whole_title
from bot.advisor.documents.drafts import Draft, GoneError, load, title_of
from bot.advisor.documents.history import number_in
from bot.advisor.turn import Turn
from bot.store import versions
from bot.store.engine import Tx
from bot.store.versions import Version
from flows import registry
from flows.documents import effective
from flows.fields import Raw
from flows.people import with_names


def asked(tx: Tx, turn: Turn, document_id: str, number: str) -> Shown | None:
    """A version of which a part is asked for, as its page shows it; None where it is not open to the person."""
    found = asked_version(tx, turn, document_id, number)
    return found[0] if found is not None else None


def asked_version(tx: Tx, turn: Turn, document_id: str, number: str) -> tuple[Shown, Version] | None:
    """The same with what is stored of it."""
    wanted = number_in(number)
    if turn.is_coach:
        handed_in = versions.handed_in_document(tx, turn.person.id, document_id, wanted)
        if handed_in is None:
            begun_from = versions.behind_any(tx, turn.person.id, document_id, wanted)
            return (of_cluster(tx, turn, begun_from, live=False), begun_from) if begun_from is not None else None
        latest = versions.handed_in_numbers(tx, turn.person.id, document_id)[0].number
        return of_cluster(tx, turn, handed_in, live=wanted == latest), handed_in
    try:
        draft = load(tx, turn, document_id)
    except GoneError:
        return None
    found = versions.version(tx, turn.scope, document_id, wanted)
    live = wanted == draft.document.submitted_version
    return (of_staff(tx, turn, draft, found, live=live), found) if found is not None else None


def of_staff(tx: Tx, turn: Turn, draft: Draft, found: Version, *, live: bool = True) -> Shown:
    """A version of the own cluster's, with the names of today and, where it is ``live``, the statuses of today."""
    said: dict[str, Raw] = draft.dialogue.upgrade(found.answers, found.dialogue_version)
    said = with_names(said, draft.people.names)
    answers = effective(draft.dialogue, said, draft.answers) if live else said
    title = title_of(draft.document, turn.voice) if live else name_of(turn, found)
    conclusion = conclude(tx, turn, draft.dialogue, answers, draft.people)
    if live:
        conclusion = consequences.concluded(tx, turn, draft.document, conclusion)
    shown_as = whole_title(title, conclusion.statement)
    return Shown(draft.dialogue, shown_as, conclusion, (found.document, found.number), answers)


def of_cluster(tx: Tx, turn: Turn, found: Version, *, live: bool = True) -> Shown:
    """A version that another cluster handed in, as its coach may see it."""
    dialogue = registry.dialogue(found.dialogue)
    answers = dialogue.upgrade(found.answers, found.dialogue_version)
    if live:  # of the draft nothing else is shown
        answers = effective(dialogue, answers, dialogue.upgrade(*versions.draft_of(tx, turn.person.id, found)))
    conclusion = conclude(tx, turn, dialogue, answers, cluster=found.cluster)
    title = whole_title(name_of(turn, found), conclusion.statement)
    return Shown(dialogue, title, conclusion, (found.document, found.number), answers)


def kind_of(turn: Turn, found: Version) -> str:
    return turn.voice.text(found.dialogue, registry.dialogue(found.dialogue).title)


def name_of(turn: Turn, found: Version) -> str:
    return found.name or kind_of(turn, found)


def full_name_of(turn: Turn, found: Version) -> str:
    """Its kind and name."""
    return f"{kind_of(turn, found)}: {found.name}" if found.name else kind_of(turn, found)


def submitted(turn: Turn, found: Version) -> str:
    """Which version this is, and who submitted it when."""
    day = turn.voice.local_date(found.submitted_at)
    return turn.voice.mark("document.version", version=found.number, date=day, name=found.submitted_by_name)


def which(turn: Turn, found: Version, latest: int) -> str:
    """Which of several versions this is."""
    if found.number == latest:
        return submitted(turn, found)
    day = turn.voice.local_date(found.submitted_at)
    return turn.voice.mark(
        "document.earlier", version=found.number, date=day, name=found.submitted_by_name, latest=latest
    )
