"""The people of a cluster who can be named in a document; coaches are none of them."""

from collections import Counter

from bot.store import people
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.scope import Role, Scope
from flows.dialogue import Dialogue
from flows.documents import paths
from flows.fields import Kind, Question, Raw
from flows.merge import get, put
from flows.people_fields import bind
from flows.reading.names import Directory, Known
from flows.reading.spelling import bare, key


def directory(tx: Tx, scope: Scope, writer: str = "") -> Directory:
    """Everybody of the scope's cluster who can be meant; ``writer`` is who "me" is."""
    staff = [person for person in people.colleagues(tx, scope) if person.name and person.role is not Role.COACH]
    accounts = people.accounts_of(tx, [person.id for person in staff])
    called = Counter(key(bare(person.name)) for person in staff)
    return Directory(
        (
            Known(
                id=person.id,
                name=person.name,
                accounts=tuple(accounts.get(person.id, ())),
                detail=_detail(person) if called[key(bare(person.name))] > 1 else "",
            )
            for person in staff
        ),
        writer,
    )


def _detail(person: Person) -> str:
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
