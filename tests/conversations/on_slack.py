"""A person in Slack: every press and every form a signed payload, built from what Slack was given to show."""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from pydantic import SecretStr

from bot.chat.form_inputs import CONFLICT
from tests.conversations.driver import Answers, Row, plain_words
from tests.conversations.house import House
from tests.slack.fake_slack import TEAM, TOKEN, FakeSlack, Object
from tests.slack.person import SECRET, Person, buttons, texts


class SlackPlatform:
    """One workspace of Slack.  It shows the windows of one ``user`` at a time, ``windows`` are those of the others."""

    workspace = f"slack:{TEAM}"

    def __init__(self) -> None:
        self.slack = FakeSlack()
        self.user = ""
        self.windows: dict[str, dict[str, Object]] = {}

    def settings(self) -> Mapping[str, object]:
        return {
            "slack_bot_token": SecretStr(TOKEN),
            "slack_signing_secret": SecretStr(SECRET),
            "slack_api_url": f"{self.slack.url}/api/",
            "slack_messages_per_second": 0,
        }

    async def start(self, clock: Callable[[], datetime]) -> None:
        await self.slack.start()

    async def stop(self) -> None:
        await self.slack.stop()
        assert self.slack.refusals == []

    async def person(self, name: str, house: House) -> "OnSlack":
        user, full = f"U{name.upper()}", f"{name} Sample"
        self.slack.people[user] = {"real_name": full, "name": name.lower(), "tz": "Europe/Vienna", "locale": "en-GB"}
        assert house.runtime.slack is not None
        await house.runtime.slack.connection.known()
        uses = Person(user, await house.client(), self.slack, house.clock, house.runtime.slack.drain)
        return OnSlack(uses, self)

    def shows(self, user: str) -> None:
        """Somebody looks at their screen."""
        if user != self.user:
            self.windows[self.user] = dict(self.slack.views)
            self.slack.views.clear()
            self.slack.views.update(self.windows.pop(user, {}))
            self.user = user


@dataclass
class OnSlack:
    """Somebody in Slack, in their own chat with the advisor.

    ``before`` is what had been there when they did the last thing, ``after`` what was there when it was done.
    """

    uses: Person
    platform: SlackPlatform
    at_home: bool = False
    before: set[tuple[str, str]] = field(default_factory=set)
    after: set[tuple[str, str]] = field(default_factory=set)

    @property
    def account(self) -> str:
        return f"{self.platform.workspace}:{self.uses.user}"

    @property
    def said(self) -> str:
        self.platform.shows(self.uses.user)
        shown = [text for stamp, text in self._messages() if (stamp, text) not in self.before]
        if self._window:
            shown += [self.uses.modal["title"]["text"], self.uses.reads()]
        elif self.at_home:
            shown.append("\n".join(texts(self._home)))
        return plain_words("\n".join(shown))

    def _messages(self) -> Iterator[tuple[str, str]]:
        """The stamp and the text of each message as it is now."""
        for message in (*self.uses.slack.dm(self.uses.user), *self.uses.slack.only_for[self.uses.user]):
            yield str(message.get("ts")), "\n".join([*texts(message.get("blocks", [])), str(message.get("text", ""))])

    @property
    def _window(self) -> list[Object]:
        """The blocks of the window that is open, none without one."""
        return list(self.uses.modal["blocks"]) if self.uses.slack.views else []

    @property
    def _home(self) -> list[Object]:
        return list(self.uses.slack.homes[self.uses.user]["blocks"])

    @asynccontextmanager
    async def _acting(self, *, at_home: bool = False) -> AsyncIterator[None]:
        """While they do something."""
        self.platform.shows(self.uses.user)
        self.before, self.at_home = set(self._messages()), at_home
        yield
        self.after = set(self._messages())

    async def _leaves_the_window(self) -> None:
        if self._window and self.uses.modal.get("notify_on_close"):
            await self.uses.close()
        self.uses.slack.views.clear()
        self.uses.typed = {}

    async def comes(self) -> None:
        await self.looks_home()

    async def asks(self, text: str) -> None:
        async with self._acting():
            await self._leaves_the_window()
            await self.uses.say(text)

    async def begins(self, command: str) -> None:
        async with self._acting():
            await self._leaves_the_window()
            await self.uses.command(f"/{command}")
        assert self._window, self.said

    async def presses(self, label: str) -> None:
        async with self._acting(at_home=self.at_home):
            if _has(self._window, label):
                await self.uses.press_in_modal(label)
                return
            await self._leaves_the_window()
            if self.at_home and _has(self._home, label):
                await self.uses.press_home(label)
                return
            self.at_home = False
            await self.uses.press(label)

    async def fills(self, answers: Answers) -> None:
        for name, value in answers.items():
            if isinstance(value, str):
                await self._puts(name, value)
            else:
                for question, each in value.items():
                    await self._puts(question, each, below=name)

    async def _puts(self, question: str, value: str, below: str = "") -> None:
        for way in ("More details", "Next part", "Previous part"):
            if not self._asks(question, below) and _has(self._window, way):
                await self.uses.press_in_modal(way)
        assert self._asks(question, below), f"Nothing is asked about “{question}”: {self.uses.reads()}"
        self.uses.fill(question, value, below)

    def _asks(self, question: str, below: str) -> bool:
        labels = [block["label"]["text"] for block in self._window if block["type"] == "input"]
        return any(label.startswith(question) for label in labels) and below in "\n".join(texts(self._window))

    def answer(self, question: str) -> str:
        return str(self.uses.value(question) or "")

    async def goes_on(self) -> None:
        async with self._acting():
            await self.uses.submit()
        assert not self.uses.errors, self.uses.errors

    async def adds(self, what: str, answers: Answers) -> None:
        await self.uses.press_in_modal(f"Add: {what}")
        await self.fills(answers)
        await self.goes_on()

    async def opens(self, title: str) -> None:
        await self.uses.choose_for_row(title, "Edit")

    async def removes(self, title: str) -> None:
        await self.uses.choose_for_row(title, "Remove")
        await self.goes_on()

    def chooses(self, question: str, *, mine: bool) -> None:
        asked = (block for block in self._window if block.get("block_id", "").startswith(f'["{CONFLICT}"'))
        block = next(block for block in asked if block["label"]["text"].startswith(question))
        options = block["element"]["options"]
        self.uses.fill(question, options[0 if mine else 1]["text"]["text"])

    async def submits(self) -> None:
        assert self.uses.modal["submit"]["text"] == "Submit"
        await self.goes_on()

    async def reads_table(self, title: str) -> list[Row]:
        await self.presses(title)
        rows = re.findall(r"^• \*(.+)\*\n {5}(.+)$", self.uses.reads(), re.MULTILINE)
        cells = ([cell.partition(": ") for cell in found.split(" · ")] for _, found in rows)
        named = zip((unescape(name) for name, _ in rows), cells, strict=True)
        return [{"": name, **{column: value for column, _, value in row}} for name, row in named]

    async def looks_home(self) -> None:
        async with self._acting(at_home=True):
            await self._leaves_the_window()
            await self.uses.open_home()

    async def looks(self) -> None:
        left = self.after
        async with self._acting():
            await self._leaves_the_window()
        self.before = left


def _has(blocks: list[Object], label: str) -> bool:
    return any(button["text"]["text"].startswith(label) for button in buttons(blocks))
