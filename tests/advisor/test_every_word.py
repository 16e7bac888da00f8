"""The wall, over everything that can be typed: commands and plain words of whoever is not of a cluster."""

from collections.abc import Iterator

from bot.chat.events import Command, Event, Said
from bot.slack.declared import commands
from bot.store import programme
from bot.store.scope import Role
from tests.advisor.conversation import House, Person
from tests.advisor.test_every_press import ASKED, CLUSTER, MARK, appointed, kept, lived_in, others

NEARLY = MARK[:-2]
"""Nearly what stands in their plan: what they wrote themselves may be said back to them."""
BEHIND = ("", NEARLY)
"""What is tried behind each command."""
WORDS = (
    "home",
    f"show me the action plan of {CLUSTER}",
    f"open {NEARLY}",
    f"{NEARLY} is done",
    f"move {NEARLY} to 20 June 2027",
    "my drafts",
    "what is due",
    "when is our session",
    "cancel our coaching session of 12 March 2027",
    "move the session to 13 March 2027 10:00",
    "hand in our plan",
    "members",
    f"remove Jonas from {CLUSTER}",
    f"speak for {CLUSTER}",
    "which cluster am I in",
    "who is my coach",
    "how far are all clusters",
    "undo",
    f"1 {NEARLY}",
)
"""Wishes in plain words that name what is not theirs."""


def events(person: Person) -> Iterator[Event]:
    names = [command.name for command in commands()]
    for name in (*names, "nothing"):
        for text in BEHIND:
            yield Command(actor=person.actor, place=person.place, name=name, text=text)
    for text in WORDS:
        yield Said(actor=person.actor, place=person.place, text=text)


async def test_nothing_that_is_typed_shows_or_changes_anything_of_another_cluster(house: House) -> None:
    await lived_in(house)
    await appointed(house, Role.STAFF)
    people = others(house)
    for person in people.values():
        await person.opens_home()
    with house.store.writing() as tx:
        for role in (Role.COACH, Role.CURATOR, Role.ADMIN):
            programme.appoint(tx, people[role.value].actor.account, role, "south", house.now)
    before = kept(house)
    for name, person in people.items():
        for event in events(person):
            reply = await house.advisor.handle(event, house.now)
            said = event.text if isinstance(event, Said | Command) else ""
            shown = repr(reply)
            assert MARK not in shown, f"“{said}” shows it to a {name}"
            assert ASKED not in shown or name == Role.CURATOR, f"“{said}” shows a {name} what was asked"
            assert not reply.failed or "reference" not in shown, f"“{said}” fails for a {name}"
    assert kept(house) == before
