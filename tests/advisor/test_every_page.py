"""The wall, over every page there is: opened, filled in and taken away as a file by whoever is not of a cluster."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete

from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.chat.events import Event, FileWanted, FormSent, Intent, Opened
from bot.store.scope import Role
from bot.store.tables import coach_grants
from flows.forms import FormRef
from tests.advisor.conversation import House, Person
from tests.advisor.test_every_press import ASKED, MARK, appointed, kept, lived_in

PLACE = "actions.actions.{row}"
PAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "": (("{document}",), ("", "actions", "review", "compare", "versions")),
    "about": (("about",), ("",)),
    "action": (("action:{document}:{row}",), ("state", "milestone")),
    "address": (("address:{document}:Jonas", "address:{document}"), ("", "address")),
    "answer": (("answer:{comment}", "answer:{comment}:20270101T000000000000"), ("", "reply")),
    "calendar": (("calendar",), ("",)),
    "cluster": (("cluster", "cluster:{cluster}"), ("", "cluster")),
    "cohort": (("cohort", "cohort:needs", "cohort:all.name.1"), ("",)),
    "comment": (("comment:{document}:1:actions", f"comment:{{document}}:1:{PLACE}"), ("", "write")),
    "data-of": (("data-of:{cluster}",), ("",)),
    "feedback": (("feedback:{document}:1",), ("", "whole")),
    "import": (("import:{document}", "import"), ("", "columns")),
    "import-addresses": (("import-addresses:{document}",), ("", "take", "give")),
    "import-answers": (("import-answers:{document}",), ("", "take")),
    "invitation": (("invitation", "invitation:{invitation}"), ("",)),
    "kept": (("kept",), ("",)),
    "later": (("later:{session}",), ("", "until")),
    "meeting": (("meeting:{session}",), ("", "notes", "details")),
    "programme": (("programme", "programme:{cluster}", "programme:cluster:{cluster}"), ("", "cluster", "staff")),
    "questionnaire": (("questionnaire:{document}",), ("", "links")),
    "session": (("session", "session:{session}", "session:move:{session}"), ("", "session")),
    "settings": (("settings",), ("",)),
    "slots": (("slots:{slot}", "slots:take:{slot}", "slots:mine"), ("", "offer", "take")),
    "who-did-what": (("who-did-what",), ("",)),
}
"""What stands in the address of each page of the registry, and its pages.  A new page needs a line here."""
TYPED: dict[str, Any] = {
    **dict.fromkeys(("answer", "text", "note", "steps", "agenda", "name", "action"), "Quagga"),
    **dict.fromkeys(("done", "accepted"), "yes"),
    "kind": "change",
    "status": "done",
    "address": "q@example.org",
    "day": "2027-03-11",
    "time": "14:00",
    "deadline": "2027-06-10",
    "date": "2027-03-20 10:00",
}


def events(person: Person, ids: dict[str, str]) -> Iterator[Event]:
    """Every page of the registry, and the documents themselves, with what belongs to the sample cluster behind it."""
    who: dict[str, Any] = {"actor": person.actor, "place": person.place}
    registry = Registry.of(ROOMS)
    for name in ("", *sorted(registry.pages)):
        addresses, pages = PAGES[name]
        for document in (address.format(**ids) for address in addresses):
            for ref in map(FormRef, pages):
                yield Opened(**who, document=document, ref=ref)
                for intent in (Intent.NEXT, *((Intent.KEEP,) if name in registry.kept else ())):
                    yield FormSent(**who, document=document, ref=ref, revision=1, answers=TYPED, intent=intent)
            yield FileWanted(**who, document=document, version="1", name="document.docx")


async def tried(house: House, person: Person, ids: dict[str, str]) -> None:
    """Nothing of it shows or changes anything."""
    before = kept(house)
    for event in events(person, ids):
        reply = await house.advisor.handle(event, house.now)
        what = event.model_dump(include={"document", "ref", "intent", "version"})
        assert MARK not in repr(reply), f"{what} shows it"
        assert ASKED not in repr(reply), f"{what} shows what was asked"
        assert "reference" not in repr(reply.messages), f"{what} fails"
    assert kept(house) == before


@pytest.mark.parametrize("role", [Role.STAFF, Role.OUTSIDE, Role.COACH, Role.CURATOR])
async def test_no_page_shows_or_changes_anything_of_another_cluster(house: House, role: Role) -> None:
    ids = await lived_in(house)
    await tried(house, await appointed(house, role), ids)


async def test_no_page_shows_or_changes_anything_for_a_former_coach(house: House) -> None:
    ids = await lived_in(house)
    with house.store.writing() as tx:
        tx.execute(delete(coach_grants))
    await tried(house, house.petra, ids)


async def test_no_page_and_no_file_shows_an_administrator_what_a_cluster_wrote(house: House) -> None:
    ids = await lived_in(house)
    person = await appointed(house, Role.ADMIN)
    for event in events(person, ids):
        if not isinstance(event, FormSent):
            assert MARK not in repr(await house.advisor.handle(event, house.now)), event
