"""A programme in one workspace: who is in it, what they do there, and what each of them gets to see."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.reminders.stepping import step_through
from bot.store import programme
from bot.store.scope import Role
from tests.slack.conftest import MovableTime, Office, opened_office, settings
from tests.slack.fake_slack import FakeSlack
from tests.slack.person import Person, texts

MONDAY = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
CLUSTER = "Food North"
NAMES = ("Ana", "Bea", "Otto", "Petra", "Rui")


@dataclass
class Loop:
    """Bea runs the programme, Ana and Rui work for a cluster in it, Petra coaches it; Otto works for another one.

    ``read`` is how many direct messages each has read.
    """

    office: Office
    read: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.ana, self.bea, self.otto, self.petra, self.rui = (self.office.person(f"U{n.upper()}") for n in NAMES)

    # what people do

    async def home(self, person: Person, way: str = "") -> str:
        """Somebody closes their windows and looks at Home, or at one of its views; gives what stands there."""
        self.office.slack.views.clear()
        person.typed = {}
        await person.open_home()
        if way:
            await person.press_home(way)
        return "\n".join(texts(self.office.slack.homes[person.user]["blocks"]))

    async def fills(self, person: Person, *pages: Mapping[str, Any]) -> str:
        """Page after page of a form, label → answer, each sent; nothing may be wrong.  Gives what stands there then."""
        for page in pages:
            for label, value in page.items():
                person.fill(label, value)
            await person.submit()
            assert not person.errors, person.errors
        return person.reads()

    async def adds(self, person: Person, action: str, who: str, days: int) -> None:
        """One more action of a plan, due in so many days."""
        await person.press_in_modal("Add: Action")
        due = {"Who is responsible": who, "By when": self.day(days)}
        await self.fills(person, {"What will be done": action, **due})

    async def passes(self, **time: float) -> None:
        """The worker runs while time goes by."""
        start = self.office.time()

        async def deliver(moment: datetime) -> int:
            self.office.time.ahead = max(self.office.time.ahead, moment - datetime.now(UTC))
            return await self.office.runtime.delivery.tick(moment)

        await step_through(self.office.runtime.store, deliver, start, start + timedelta(**time))

    def day(self, days: int) -> str:
        return (self.office.time().date() + timedelta(days=days)).isoformat()

    # what they see

    def news(self, person: Person) -> str:
        """The direct messages since they looked last."""
        heard = person.heard()
        new = heard[self.read[person.user] :]
        self.read[person.user] = len(heard)
        return "\n".join(new)

    async def others_know_nothing(self, *written: str) -> None:
        """Nobody outside was told anything, and who runs the programme sees nothing that the cluster wrote."""
        assert self.otto.heard() == []
        otto, bea = await self.home(self.otto), await self.home(self.bea)
        seen = "\n".join([otto, bea, *self.bea.heard()])
        assert CLUSTER not in otto
        assert [text for text in written if text in seen] == []


@asynccontextmanager
async def programme_of(data: Path) -> AsyncIterator[Loop]:
    """One workspace on a Monday morning; Bea was appointed on the command line."""
    people = {
        f"U{name.upper()}": {"real_name": f"{name} Sample", "name": name.lower(), "tz": "Europe/Vienna"}
        for name in NAMES
    }
    slack = FakeSlack(people={user: {**profile, "locale": "en-GB"} for user, profile in people.items()})
    await slack.start()
    wanted = settings(data, slack, public_url="https://advisor.test")
    async for office in opened_office(slack, wanted, MovableTime(MONDAY - datetime.now(UTC))):
        begun = Loop(office)
        for person in (begun.bea, begun.otto):
            await begun.home(person)
        with office.runtime.store.writing() as tx:
            programme.appoint(tx, "slack:T1:UBEA", Role.ADMIN, "", office.time())
        office.runtime.advisor.services.known.forget("slack:T1:UBEA")
        yield begun
    await slack.stop()


async def everybody_is_invited_and_joins(loop: Loop) -> None:
    ana, bea, petra, rui = loop.ana, loop.bea, loop.petra, loop.rui
    assert "Nothing is set up yet." in await loop.home(bea, "Dates and defaults")
    said = await loop.fills(bea, {"What is the programme called": "Clusters forward"})
    assert "The programme “Clusters forward” is saved." in said
    assert "⚠️" not in said

    await loop.home(bea, "Add a cluster")
    assert "Step" not in bea.reads()
    await loop.fills(bea, {"What is the cluster called": CLUSTER, "Which country": "Austria"}, {})
    await bea.press_in_modal("Add staff to invite")
    await loop.fills(bea, {"Who is to be invited": "Ana Sample"})
    await bea.press_in_modal("Add a coach")
    assert "Petra Sample" in await loop.fills(bea, {"Or who is to be invited": "Petra Sample"})
    for name, person in (("Ana", ana), ("Petra", petra)):
        await loop.home(bea)
        await bea.press_home("Open")
        await bea.press_in_modal("Make their link", below=f"{name} Sample")
        await person.say(f"I was given this: {address_in(bea)}")
    assert loop.news(bea) == "", "who is invited stands in no conversation"
    assert f"Welcome. You are now staff of {CLUSTER}" in loop.news(ana)
    assert f"Welcome. You are now coach of {CLUSTER}" in loop.news(petra)

    await loop.home(ana, "Team")
    await ana.press_home("Invite somebody")
    await ana.press_in_modal("Make a link")
    assert "People who can use it: 1." in await loop.fills(ana, {})
    await rui.say(address_in(ana))
    assert f"You are now staff of {CLUSTER}" in loop.news(rui)
    assert f"{CLUSTER}*\nAustria · staff: 2 · coached by Petra Sample" in await loop.home(bea)
    assert "Nothing yet: 1" in await loop.home(petra)


def address_in(person: Person) -> str:
    """The link that is shown once."""
    found = re.search(r"https://advisor\.test/join/[\w-]+", person.reads())
    assert found
    return found[0]
