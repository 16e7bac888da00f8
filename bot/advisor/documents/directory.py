"""The people of a cluster who can be named in a document; coaches are none of them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from bot.store import staff
from bot.store.engine import Tx
from bot.store.scope import Scope
from bot.store.staff import Named
from flows.dialogue import Dialogue
from flows.documents import paths
from flows.fields import Kind, Question, Raw
from flows.merge import get, put
from flows.people_fields import bind
from flows.reading.names import Directory, Known
from flows.reading.spelling import bare, key

REMEMBERED = 300
"""Clusters and writers whose directories are kept in memory, in the state in which they were read."""


def directory(tx: Tx, scope: Scope, writer: str = "") -> Directory:
    """Everybody of the scope's cluster who can be meant; ``writer`` is who "me" is."""
    return _directory(staff.named(tx, scope), writer)


def directories(tx: Tx, scopes: Collection[Scope]) -> Mapping[str, Directory]:
    """The same of several clusters, by their ids; coaches read none."""
    return {cluster: _directory(people, "") for cluster, people in staff.named_in(tx, scopes).items()}


@lru_cache(maxsize=REMEMBERED)  # the same people are looked up again and again
def _directory(people: Sequence[Named], writer: str) -> Directory:
    called = Counter(key(bare(person.name)) for person in people)
    return Directory(
        (
            Known(
                id=person.id,
                name=person.name,
                accounts=person.accounts,
                detail=_detail(person) if called[key(bare(person.name))] > 1 else "",
            )
            for person in people
        ),
        writer,
        {former: person.id for person in people for former in person.former},
    )


def _detail(person: Named) -> str:
    """What tells somebody apart from another of the same name: the account, and where they are."""
    platform, _, rest = person.account.partition(":")
    account = f"{platform.capitalize()} {rest.rpartition(':')[2]}" if rest else ""
    place = person.zone.rpartition("/")[2].replace("_", " ")
    return ", ".join(part for part in (account, place) if part)


def asks_for_people(question: Question) -> bool:
    """Whether people are the answer."""
    return question.kind in (Kind.PERSON, Kind.PEOPLE)


def with_people_bound(dialogue: type[Dialogue], answers: dict[str, Raw], known: Directory) -> dict[str, Raw]:
    """The answers with everybody bound who is surely meant."""
    for path in list(paths(dialogue, answers, asks_for_people)):
        if (raw := get(answers, path)) is not None:
            answers = put(answers, path, bind(raw, (), known))
    return answers
