"""The rows of a file: what stands in them, and which entries of a document they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.dialogue import Answers
from flows.fields import Question
from flows.forms import entry_title
from flows.importing.filling import Typed
from flows.reading.spelling import squeezed
from flows.validation import raw_rows


@dataclass(frozen=True)
class Lines:
    """What a file holds, and how much of it."""

    typed: Typed
    taken: int
    skipped: int = 0
    beyond: int = 0
    left_out: tuple[str, ...] = ()


def names_in(question: Question, answers: Answers, page: str, name: str) -> dict[str, str]:
    """The names of the entries of a list by their ids."""
    rows = raw_rows((answers.get(page) or {}).get(name))
    return {row_id: entry_title(question, row, answers, row_id) for row_id, row in rows}


def same_names(given: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The entry that each name surely is, empty where there is none; ``known`` are the names of entries by id.

    Only a name that neither the file nor the document has twice is sure.
    """
    letters = [squeezed(name) for name in given]
    often = Counter(letters)
    known_letters = Counter(squeezed(name) for name in known.values())
    by_letters = {squeezed(name): row_id for row_id, name in known.items() if known_letters[squeezed(name)] == 1}
    return [by_letters.get(each, "") if each and often[each] == 1 else "" for each in letters]


def with_right_ids(ids: Sequence[str], names: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The ids of rows, also where the rows were sorted without the hidden column of their ids.

    Rows whose names stand all under each other's ids have slipped: they get theirs back.
    """
    own = same_names(names, known)
    slipped = [at for at, (row_id, by_name) in enumerate(zip(ids, own, strict=True)) if by_name and row_id != by_name]
    given, wanted = {ids[at] for at in slipped}, {own[at] for at in slipped}
    if not slipped or given != wanted or len(given) < len(slipped):
        return list(ids)
    return [own[at] if at in slipped else row_id for at, row_id in enumerate(ids)]
