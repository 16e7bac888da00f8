"""What somebody sees in Teams on the main path, as it is sent: for the pictures of the documentation."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.reminders.stepping import step_through
from flows.registry import dialogue
from tests.examples import EXAMPLES, TODAY
from tests.teams.conftest import Office, opened_office
from tests.teams.fake_teams import CARD, CONSENT, FakeTeams, Object
from tests.teams.person import Person
from tests.teams.walker import Walker

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)

Scene = list[Object]
"""The attachments of one message, or of several below each other."""


class _Watched(Walker):
    """Keeps what stands there before each page is saved."""

    def __init__(self, person: Person, id: str) -> None:
        super().__init__(person, dialogue(id), EXAMPLES[id].answers)
        self.pages: dict[str, Scene] = {}

    async def _save(self) -> None:
        self.pages[self._state.page] = _newest(self.person)
        await super()._save()


async def scenes() -> dict[str, Scene]:
    """Each by its name.

    Raises:
        AssertionError: somebody saw something else than they should have.
    """
    moment = [MORNING]
    fake = FakeTeams(clock=lambda: moment[0].timestamp())
    await fake.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with opened_office(fake, Path(folder), lambda: moment[0]) as office:
                return await _seen(office, moment)
    finally:
        await fake.stop()


async def _seen(office: Office, moment: list[datetime]) -> dict[str, Scene]:
    ana, ben = office.person("Ana"), office.person("Ben")
    found: dict[str, Scene] = {}
    await ana.write("What is a SMART goal?")
    found["answer"] = _newest(ana)
    await ana.write("how do we get funds")
    found["did-you-mean"] = _newest(ana)
    await ana.write("/smart-goal")
    await ana.press("Next")
    found["form"] = _newest(ana)
    await ana.fill("Next", What_will="Get better at helping members to save energy")
    await ben.write("/smart-goal")
    await ana.fill("Next", What_will="Members with a saving plan", Which_number="25")
    await ben.fill("Next", What_will="Energy use of our cold stores", Which_number="25")
    found["conflict"] = _newest(ben)
    plan = _Watched(ana, "action-plan")
    await plan.fill_in(EXAMPLES["action-plan"].elsewhere)
    found["rows"] = plan.pages["actions"]
    found["review"] = _newest(ana)
    await ana.press("Submit")
    found["plan"] = _newest(ana)
    await ana.press("Word")
    found["file"] = _newest(ana)
    await ana.write("home")
    found["home"] = _newest(ana)
    before = len(ana.seen)

    async def deliver(at: datetime) -> int:
        moment[0] = at
        return await office.runtime.delivery.tick(at)

    await step_through(office.runtime.store, deliver, MORNING, MORNING + timedelta(days=21))
    found["reminder"] = [each for sent in ana.seen[before:][:1] for each in sent["attachments"]]
    return found


def _newest(person: Person) -> Scene:
    return [each for each in person.newest.get("attachments", []) if each["contentType"] in (CARD, CONSENT)]
