"""What people do in Slack during a soak, each as a signed request."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import httpx2

from benchmarks.answering import questions
from benchmarks.soak.verdict import Readings
from flows.registry import dialogue
from tests.examples import EXAMPLES, TODAY
from tests.slack.fake_slack import FakeSlack, Object
from tests.slack.person import Person, buttons
from tests.slack.walker import Walker

QUIET = 0.2
"""Seconds without another call after which an answer is whole."""
NO_CALL, PATIENCE = 2.5, 6.0
"""Seconds after which none comes, as where the response was the answer, and after which none more is waited for."""
STEP = 0.5
"""Seconds between two steps of somebody in a dialogue, at the least."""
PAUSE = (1.0, 6.0)
"""Seconds between two things that others do, at the least and at the most."""
WAYS = ("Team", "Documents")
"""Views of Home; other buttons there open windows, and there is one window for all in the stand-in."""


@dataclass
class Timed:
    """A client that notes how long each request took, and how many calls had come before it."""

    http: httpx2.AsyncClient
    slack: FakeSlack
    into: list[tuple[float, float]]
    before: int = 0

    async def post(self, address: str, *, content: bytes, headers: Mapping[str, str]) -> httpx2.Response:
        """As httpx's."""
        self.before = len(self.slack.calls)
        began = time.perf_counter()
        answer = await self.http.post(address, content=content, headers=headers)
        self.into.append((began, time.perf_counter() - began))
        return answer


class Anew(Walker):
    """Somebody who begins a new document, however many of its kind there are."""

    async def begin(self, wish: str) -> None:
        await self.person.command(f"/{self.dialogue.id}", "new")


@dataclass
class InSlack:
    """The people of the workspace: one at a time goes through a dialogue, the others ask, look and press.

    ``pace`` is how long their pauses are just now, beside the usual ones.
    """

    slack: FakeSlack
    http: httpx2.AsyncClient
    readings: Readings
    chance: random.Random
    pace: Callable[[], float]
    asked: list[str] = field(default_factory=questions)

    def person(self, user: str) -> Person:
        client: Any = Timed(self.http, self.slack, self.readings.acknowledged)
        return Person(user, client, self.slack, lambda: datetime.now(UTC), lambda: self._settled(user, client))

    async def _settled(self, user: str, client: Timed) -> None:
        """Wait until what somebody did is answered."""
        began = heard = time.monotonic()
        count = 0
        while time.monotonic() < began + PATIENCE:
            await asyncio.sleep(QUIET / 4)
            there = sum(_is_for(user, *call) for call in self.slack.calls[client.before :])
            if there != count:
                count, heard = there, time.monotonic()
            if time.monotonic() > (heard + QUIET if count else began + NO_CALL):
                break
        await asyncio.sleep(STEP)

    async def walk(self, users: list[str], ids: list[str], going: Callable[[], bool]) -> None:
        """Dialogue after dialogue to its end, with the files of each document."""
        people = itertools.cycle(users)
        for id in itertools.cycle(ids):
            if not going():
                return
            person = self.person(next(people))
            try:
                await self._walked(person, id)
            except (AssertionError, LookupError, RuntimeError) as error:  # something came later than it was waited for
                self.readings.done["dialogues given up"] += 1
                self.readings.remarks.append(f"the dialogue {id}: {type(error).__name__}: {str(error)[:80]}")
            self.slack.views.clear()
            self._forget()

    async def _walked(self, person: Person, id: str) -> None:
        example = EXAMPLES[id]
        answers = later(example.answers, datetime.now(UTC).date())
        await Anew(person, dialogue(id), answers).walk(example.wish)
        self.readings.done["dialogues to the end"] += 1
        said = self.slack.dm(person.user)[-1]
        files = self.slack.files[f"D{person.user}"]
        for label in ("Word", "Excel", "Show the picture"):
            if label in str(said["blocks"]):
                before = len(files)
                await person.press(label, said)
                self.readings.done["files in Slack"] += len(files) - before

    async def live(self, user: str, going: Callable[[], bool]) -> None:
        """Somebody asks, looks at Home and presses what is below answers, now and then."""
        person = self.person(user)
        while going():
            await asyncio.sleep(self.chance.uniform(*PAUSE) * self.pace())
            what, act = self.chance.choice(
                (
                    ("questions in a channel", self._asks),
                    ("questions said", self._says),
                    ("mentions", self._mentions),
                    ("Homes", self._looks),
                    ("buttons below answers", self._thumbs),
                )
            )
            await self._tried(what, act(person))
            self.readings.done[what] += 1

    async def _asks(self, person: Person) -> None:
        await person.command("/ask", self.chance.choice(self.asked))

    async def _says(self, person: Person) -> None:
        assert (await person.say(self.chance.choice(self.asked))).status_code == 200

    async def _mentions(self, person: Person) -> None:
        assert (await person.mention(self.chance.choice(self.asked), ts=f"{time.time():.6f}")).status_code == 200

    async def _looks(self, person: Person) -> None:
        assert (await person.open_home()).status_code == 200
        way = self.chance.choice(WAYS)
        if any(button["text"]["text"].startswith(way) for button in buttons(self.slack.homes.get(person.user))):
            await person.press_home(way)

    async def _thumbs(self, person: Person) -> None:
        asked = [said for said in self.slack.dm(person.user) if "feedback_buttons" in str(said["blocks"])]
        if asked:
            await person.press(self.chance.choice(("Helpful", "Not helpful")), asked[-1])

    async def _tried(self, what: str, doing: Any) -> None:
        try:
            await doing
        except Exception as error:  # the load goes on; the verdict tells it
            told = f"{type(error).__name__}: {str(error)[:300]}"
            self.readings.failed.append(f"{what}: {told}")

    def _forget(self) -> None:
        """What was said long ago, which would only fill this process."""
        for messages in (*self.slack.messages.values(), *self.slack.only_for.values()):
            del messages[:-30]


def _is_for(user: str, method: str, fields: Object) -> bool:
    return method.startswith("views.") or user in str(fields.get("channel", fields.get("channel_id", "")))


def later(value: Any, today: date) -> Any:
    """The same answers with their dates as far from today as they were from the day of the examples."""
    if isinstance(value, Mapping):
        return {key: later(inner, today) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [later(inner, today) for inner in value]
    try:
        return (date.fromisoformat(value) + (today - TODAY)).isoformat() if isinstance(value, str) else value
    except ValueError:
        return value
