"""A person in Teams: every message and every press a signed activity, built from the cards that Teams was given."""

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from bot.chat.form_inputs import CONFLICT, OUTSIDE
from tests.conversations.driver import Answers, Row, plain_words
from tests.conversations.house import House
from tests.teams.fake_teams import APP, SECRET, TENANT, FakeTeams, Object, actions_of, texts_of
from tests.teams.person import Person, inputs_of

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#])")


class TeamsPlatform:
    """One organisation in Teams."""

    workspace = f"teams:{TENANT}"

    def __init__(self) -> None:
        self.teams = FakeTeams()

    def settings(self) -> Mapping[str, object]:
        return {
            "teams_app_id": APP,
            "teams_app_secret": SecretStr(SECRET),
            "teams_tenant_id": TENANT,
            "teams_login_url": self.teams.url,
            "teams_keys_url": f"{self.teams.url}/metadata",
        }

    async def start(self, clock: Callable[[], datetime]) -> None:
        self.teams.clock = lambda: clock().timestamp()
        await self.teams.start()

    async def stop(self) -> None:
        await self.teams.stop()
        assert self.teams.refusals == []

    async def person(self, name: str, house: House) -> "OnTeams":
        assert house.runtime.teams is not None
        return OnTeams(Person(name, await house.client(), self.teams, house.runtime.teams.drain))


@dataclass
class OnTeams:
    """Somebody in Teams, in their own chat with the advisor.

    ``before`` is what had been there when they did the last thing, ``after`` what was there when it was done; ``word``
    is what Teams showed them alone then.  ``typed`` is what they put into the fields of the form, by the id of each.
    """

    uses: Person
    before: set[tuple[str, str]] = field(default_factory=set)
    after: set[tuple[str, str]] = field(default_factory=set)
    word: str = ""
    typed: dict[str, Any] = field(default_factory=dict)

    @property
    def account(self) -> str:
        return self.uses.account

    @property
    def said(self) -> str:
        shown = [text for id, text in self._messages() if (id, text) not in self.before]
        return plain_words(_ESCAPED.sub(r"\1", "\n".join([*shown, self.word])))

    def _messages(self) -> Iterator[tuple[str, str]]:
        """The id and the text of each message as it is now."""
        for sent in self.uses.seen:
            yield sent["id"], "\n".join([str(sent.get("text") or ""), *texts_of(_cards(sent))])

    @asynccontextmanager
    async def _acting(self) -> AsyncIterator[None]:
        """While they do something."""
        self.before, self.word = set(self._messages()), ""
        yield
        self.after = set(self._messages())

    @property
    def _form(self) -> Object:
        """The newest message with a form."""
        return next(sent for sent in reversed(self.uses.seen) if _is_form(sent))

    async def comes(self) -> None:
        async with self._acting():
            answer = await self.uses.send(self.uses.activity("installationUpdate", action="add"))
        assert answer.status_code == 200

    async def asks(self, text: str) -> None:
        async with self._acting():
            await self.uses.write(text)

    async def begins(self, command: str) -> None:
        await self.asks(f"/{command}")
        assert _is_form(self.uses.newest), self.said

    async def presses(self, label: str) -> None:
        for sent in reversed(self.uses.seen):
            if any(action["title"] == label for action in actions_of(_cards(sent))):
                await self._presses(label, sent)
                return
        raise AssertionError(f"There is no button “{label}”: {self.uses.buttons}")

    async def _presses(self, label: str, sent: Object, about: str = "") -> None:
        """Press a button of a message with what stands in its fields, what was typed and what was there already."""
        actions = (action for action in actions_of(_cards(sent)) if action["title"] == label)
        action = next(action for action in actions if about in str(action.get("tooltip", "")))
        if action["type"] == "Action.ShowCard":  # it asks first
            (action,) = actions_of(action["card"])
        there = {element["id"]: element.get("value") for element in inputs_of(_cards(sent))}
        values = {id: self.typed.get(id, value) for id, value in there.items()}
        async with self._acting():
            given = await self.uses.execute(action, sent, {id: value for id, value in values.items() if value})
            self.word = given["value"] if isinstance(given["value"], str) else ""
        self.typed.clear()

    async def fills(self, answers: Answers) -> None:
        for name, value in answers.items():
            if isinstance(value, str):
                await self._puts(name, value)
            else:
                for question, each in value.items():
                    await self._puts(question, each, below=name)

    async def _puts(self, question: str, value: str, below: str = "") -> None:
        for way in ("More details", "Next part", "Previous part"):
            if self._input(question, below) is None and way in _titles(self._form):
                await self._presses(way, self._form)
        element = self._input(question, below)
        assert element is not None, f"Nothing is asked about “{question}”: {texts_of(_cards(self._form))}"
        if element["type"] != "Input.ChoiceSet":
            self.typed[element["id"]] = value
        elif chosen := [each["value"] for each in element["choices"] if each["title"] == value]:
            self.typed[element["id"]] = chosen[0]
        else:  # a person who is not among the colleagues
            outside = json.dumps([OUTSIDE, *json.loads(element["id"])[1:]], separators=(",", ":"))
            self.typed[outside] = value

    def _input(self, question: str, below: str = "") -> Object | None:
        """The first field with that label, at or below some text."""
        reached = not below
        for element in _elements(_cards(self._form)):
            reached = reached or any(text.startswith(below) for text in texts_of([element]))
            if reached and str(element.get("label", "")).startswith(question):
                return element
        return None

    def answer(self, question: str) -> str:
        element = self._input(question)
        assert element is not None
        value = str(element.get("value") or "")
        return next((each["title"] for each in element.get("choices", ()) if each["value"] == value), value)

    async def goes_on(self) -> None:
        form = self._form
        first = actions_of(_cards(form))
        label = next(each["title"] for each in first if each.get("style") == "positive")
        await self._presses(label, form)
        assert [text for text in texts_of(_cards(form)) if text.startswith("⚠️")] == []

    async def adds(self, what: str, answers: Answers) -> None:
        await self._presses(f"Add: {what}", self._form)
        await self.fills(answers)
        await self.goes_on()

    async def opens(self, title: str) -> None:
        await self._presses("Edit", self._form, title)

    async def removes(self, title: str) -> None:
        await self._presses("Remove", self._form, title)
        await self._presses("Remove", self._form)

    def chooses(self, question: str, *, mine: bool) -> None:
        asked = (field for field in inputs_of(_cards(self._form)) if field["id"].startswith(f'["{CONFLICT}"'))
        field = next(field for field in asked if field["label"].startswith(question))
        self.typed[field["id"]] = field["choices"][0 if mine else 1]["value"]

    async def submits(self) -> None:
        await self._presses("Submit", self._form)

    async def reads_table(self, title: str) -> list[Row]:
        """A table stands aside behind a button that shows all of it."""
        await self.presses(f"All of “{title}”")
        heads, *rows = _table(_cards(self.uses.newest))
        pairs = (zip(["", *heads[1:]], cells, strict=True) for cells in rows)
        return [{head: cell for head, cell in row if cell not in ("", "–")} for row in pairs]

    async def looks_home(self) -> None:
        await self.asks("home")

    async def looks(self) -> None:
        left = self.after
        async with self._acting():
            pass
        self.before = left


def _cards(sent: Object) -> list[Object]:
    found: list[Object] = sent.get("attachments", [])
    return found


def _titles(sent: Object) -> list[str]:
    return [action["title"] for action in actions_of(_cards(sent))]


def _is_form(sent: Object) -> bool:
    return any("s" in (action.get("data") or {}) for action in actions_of(_cards(sent)))


def _table(cards: list[Object]) -> list[list[str]]:
    """The cells of the one table of a message, by rows."""
    (table,) = [each for card in cards for each in card["content"]["body"] if each["type"] == "Table"]
    return [["".join(texts_of(cell)) for cell in row["cells"]] for row in table["rows"]]


def _elements(found: object) -> Iterator[Object]:
    """The elements of a card that hold no others, in their order."""
    if isinstance(found, list):
        for item in found:
            yield from _elements(item)
    elif isinstance(found, dict):
        if str(found.get("type", "")).startswith(("Input.", "TextBlock", "RichTextBlock")):
            yield found
            return
        for key, value in found.items():
            if key not in ("fallback", "data"):
                yield from _elements(value)
