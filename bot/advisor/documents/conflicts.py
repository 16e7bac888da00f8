"""Fields that two people changed: kept with the document until somebody chooses.

What was saved first stands in the document; what came second waits beside it.  Of an entry that one removed and the
other changed, the entry stands and its removal waits.  Everybody of the cluster may choose, and sees both values from
their own side.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.advisor.documents.drafts import Draft
from bot.advisor.documents.labels import answer, label
from bot.advisor.turn import Turn
from bot.chat.messages import Voice
from bot.chat.views import ConflictChoice
from flows import merge
from flows.fields import Question, Raw, questions
from flows.forms import FormRef
from flows.meaning import alike, question_at
from flows.rows import remove_row

Waiting = dict[str, Any]
"""As stored: ``key``, ``path``, ``value`` that waits (None for the removal of an entry), ``by`` (a person's id) and
``by_name``; ``stored_by`` and ``stored_by_name`` are whose value stands in the document."""


def waiting(draft: Draft, turn: Turn, conflicts: Sequence[merge.Conflict]) -> list[Waiting]:
    """New conflicts between what this person sent and the draft as it stood, in the form in which they are stored."""
    me = (turn.person.id, turn.person.name)
    them = (draft.document.updated_by, draft.document.updated_by_name)
    return [
        _waiting(f"{draft.document.revision}.{number}", conflict.path, conflict.theirs, them, me)
        if conflict.mine_stands
        else _waiting(f"{draft.document.revision}.{number}", conflict.path, conflict.mine, me, them)
        for number, conflict in enumerate(conflicts)
    ]


def _waiting(
    key: str, path: Sequence[str], value: Raw, by: tuple[str | None, str], stored_by: tuple[str | None, str]
) -> Waiting:
    """A value that waits, with who gave it, and who gave the one that stands: their ids and names."""
    return {
        "key": key,
        "path": list(path),
        "value": value,
        "by": by[0],
        "by_name": by[1],
        "stored_by": stored_by[0],
        "stored_by_name": stored_by[1],
    }


def keep_unasked(
    draft: Draft, answers: dict[str, Raw], conflicts: Sequence[merge.Conflict]
) -> tuple[dict[str, Raw], list[merge.Conflict]]:
    """Keep what was typed on a page of an older dialogue, as an answer no longer asked; returns the other conflicts."""
    asked = []
    for conflict in conflicts:
        if question_at(draft.dialogue, conflict.path) is None:
            answers = merge.put(answers, conflict.path, conflict.mine)
        else:
            asked.append(conflict)
    return answers, asked


def undecided(draft: Draft) -> list[Waiting]:
    """The conflicts that are still ones: it is still asked, the entry is there, and the two values differ."""
    return [conflict for conflict in draft.document.conflicts if _differs(draft, conflict)]


def _differs(draft: Draft, conflict: Waiting) -> bool:
    path = conflict["path"]
    asked = question_at(draft.dialogue, path)
    if asked is None or (len(path) > 3 and merge.get(draft.answers, path[:3]) is None):
        return False
    if _is_entry(asked, path):
        return merge.get(draft.answers, path) is not None
    return not alike(asked, conflict["value"], merge.get(draft.answers, path))


def _is_entry(asked: Question, path: Sequence[str]) -> bool:
    """Whether a path leads to an entry of a repeat, not to an answer."""
    return len(path) == 3 and asked.row is not None


def decide(
    draft: Draft,
    turn: Turn,
    answers: dict[str, Raw],
    *,
    seen: Mapping[str, Raw],
    mine: Mapping[str, Raw],
    choices: Mapping[str, str],
) -> tuple[dict[str, Raw], list[Waiting]]:
    """Carry out choices; returns the answers and the conflicts still open.

    ``seen`` are the answers that the person had before them, ``mine`` the same with what they typed.  A value typed
    into the field itself is newer than both, and a stored value that they have not seen is not replaced.
    """
    still_open = []
    for conflict in undecided(draft):
        path = conflict["path"]
        before = merge.get(seen, path)
        match _choice(turn, conflict, choices):
            case "waiting" if merge.get(mine, path) != before:
                pass
            case "waiting" if merge.get(draft.answers, path) == before:
                answers = _carried_out(draft, answers, conflict)
            case "stored":
                pass
            case _:
                still_open.append(conflict)
    return answers, still_open


def _carried_out(draft: Draft, answers: dict[str, Raw], conflict: Waiting) -> dict[str, Raw]:
    """The answers with the value that waited, or without the entry whose removal did."""
    path = conflict["path"]
    asked = question_at(draft.dialogue, path)
    if asked is not None and _is_entry(asked, path):
        return merge.put(answers, path[:2], remove_row(merge.get(answers, path[:2]), path[2]))
    return merge.put(answers, path, conflict["value"])


def _choice(turn: Turn, conflict: Waiting, choices: Mapping[str, str]) -> str:
    own = conflict["by"] == turn.person.id
    names = {"mine": "waiting" if own else "stored", "theirs": "stored" if own else "waiting"}
    return names.get(choices.get(conflict["key"], ""), "")


def together(known: Sequence[Waiting], new: Sequence[Waiting]) -> list[Waiting]:
    """Open and new conflicts; what somebody sent last about a field counts."""
    replaced = [(conflict["path"], conflict["by"]) for conflict in new]
    return [*(conflict for conflict in known if (conflict["path"], conflict["by"]) not in replaced), *new]


def on_form(draft: Draft, ref: FormRef) -> list[Waiting]:
    """The conflicts to be chosen on a form: those of a row show on the row and on its page."""
    return [
        conflict
        for conflict in undecided(draft)
        if conflict["path"][0] == ref.page and (not ref.row or conflict["path"][1:3] == [ref.field, ref.row])
    ]


def choice(draft: Draft, turn: Turn, conflict: Waiting) -> ConflictChoice:
    """A conflict from this person's side."""
    path = conflict["path"]
    asked = question_at(draft.dialogue, path)
    assert asked is not None

    def shown(raw: Raw) -> str:
        if _is_entry(asked, path):
            return _entry(draft, turn.voice, asked, raw, path[2])
        return answer(draft, turn.voice, asked, raw) or turn.voice.say("dialogue.no-answer")

    stored, value = shown(merge.get(draft.answers, path)), shown(conflict["value"])
    own = conflict["by"] == turn.person.id
    return ConflictChoice(
        key=conflict["key"],
        label=label(draft, turn.voice, path),
        mine=value if own else stored,
        theirs=stored if own else value,
        theirs_by=conflict["stored_by_name"] if own else conflict["by_name"],
        path=tuple(path[1:]),
    )


def _entry(draft: Draft, voice: Voice, asked: Question, row: Raw, row_id: str) -> str:
    """An entry in a line for each of its answers, or that it was removed."""
    if row is None:
        return voice.say("dialogue.entry-removed")
    assert asked.row is not None
    lines = []
    for number, (name, inner) in enumerate(questions(asked.row).items()):
        if text := answer(draft, voice, inner, row.get(name), row_id):
            lines.append(f"{voice.text(draft.dialogue.id, inner.name)}: {text}" if number else text)
    return "\n".join(lines) or voice.say("dialogue.no-answer")


def notice(turn: Turn, conflict: Waiting) -> str:
    """Why there is something to choose."""
    if conflict["by"] == conflict["stored_by"] == turn.person.id:
        return turn.voice.say("dialogue.conflict-own")
    other = conflict["stored_by_name"] if conflict["by"] == turn.person.id else conflict["by_name"]
    return turn.voice.say("dialogue.conflict", name=other)
