"""Somebody who walks through a dialogue in Teams: every press a signed activity, built from the newest card."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from bot.chat.form_state import FormState
from flows.dialogue import Dialogue
from flows.fields import Kind, Question, questions
from flows.validation import cells, raw_rows
from tests.examples.rows import Rows, title_of
from tests.teams.fake_teams import Object, actions_of
from tests.teams.person import Person, inputs_of

Fields = Mapping[str, Any]


@dataclass
class Walker:
    """One walk; ``answers`` are the raw answers of the example."""

    person: Person
    dialogue: type[Dialogue]
    answers: Mapping[str, Fields]
    rows: Rows = field(default_factory=Rows)
    typed: dict[str, Any] = field(default_factory=dict)

    async def walk(self, wish: str) -> None:
        """From plain words to the submitted document."""
        await self.fill_in(wish)
        await self.person.press("Submit")

    async def fill_in(self, wish: str) -> None:
        """From plain words to the review."""
        await self.person.write(wish)
        for label in (self.dialogue.title, "Open"):
            if label in self.person.newest_buttons:
                await self.person.press(label)
                break
        for name in self.dialogue.pages():
            assert (self._state.page, self._state.field) == (name, ""), self.person.text[-2000:]
            await self._fill(name)
            await self._save()
        assert self._state.page == "review", self.person.text[-2000:]

    async def _save(self) -> None:
        """The first button; nothing on the card may be wrong then."""
        state = self._state
        label = next(action["title"] for action in self._actions if _data(action).get("value") in ("next", "save-row"))
        await self._press(label)
        assert self._state != state, self.person.text[-2000:]

    async def _press(self, label: str, about: str = "") -> None:
        """Press a button with everything that was typed; what stood there already is sent, too, as Teams does."""
        values = {
            id: element["value"] for id, element in self._inputs.items() if element.get("value") not in (None, "")
        }
        values |= {id: value for id, value in self.typed.items() if id in self._inputs}
        await self.person.press(label, about, **{id: value for id, value in values.items() if value not in (None, "")})
        self.typed.clear()

    @property
    def _actions(self) -> list[Object]:
        return actions_of(self.person.newest.get("attachments", []))

    @property
    def _inputs(self) -> dict[str, Object]:
        return {element["id"]: element for element in inputs_of(self.person.newest.get("attachments", []))}

    @property
    def _state(self) -> FormState:
        packed = next((data["s"] for action in self._actions if (data := _data(action)).get("s")), "{}")
        return FormState.model_validate_json(packed)

    async def _fill(self, name: str) -> None:
        """Fill in a page with its lists."""
        given = self.answers.get(name) or {}
        asked = questions(self.dialogue.pages()[name])
        await self._fields(asked, given)
        for key, question in asked.items():
            if question.kind is Kind.REPEAT:
                await self._list(key, question, given.get(key))

    async def _list(self, key: str, question: Question, raw: Any) -> None:
        """The entries of a list: those that stand there already are changed, or taken away where they do not belong."""
        assert question.row is not None
        asked = questions(question.row)
        wanted = {title_of(asked, row, self.answers): (example, row) for example, row in raw_rows(raw)}
        standing = self._standing(key)
        for title, id in standing.items():
            if title in wanted:
                self.rows.known[wanted[title][0]] = id
            else:
                await self._press("Remove", title)
                await self._press("Remove")
        adding = False
        for title, following in zip_longest(wanted, list(wanted)[1:]):
            example, row = wanted[title]
            if title in standing:
                await self._press("Edit", title)
            elif not adding:
                await self._press(f"Add: {question.row_name}")
            self.rows.known[example] = self._state.row
            await self._fields(asked, row)
            adding = following is not None and following not in standing
            if adding:
                await self._press("Save and add another")
            else:
                await self._save()

    def _standing(self, key: str) -> dict[str, str]:
        """Title and id of each entry of a list on the card."""
        found = {}
        for action in self._actions:
            data = _data(action)
            if data.get("f") == key and str(data.get("value")).startswith("edit-row|"):
                found[action["tooltip"].partition(": ")[2]] = data["value"].partition("|")[2]
        return found

    async def _fields(self, asked: Mapping[str, Question], given: Fields) -> None:
        """Every part of the form."""
        folded = any(question.more and given.get(key) for key, question in asked.items())
        if folded and "More details" in self.person.newest_buttons:
            await self._press("More details")
        while True:
            for element, question, raw in list(self._asked(asked, given)):
                self.typed[element["id"]] = self._answer(element, question, raw)
            if "Next part" not in self.person.newest_buttons:
                return
            await self._press("Next part")

    def _asked(self, asked: Mapping[str, Question], given: Fields) -> Iterator[tuple[Object, Question, Any]]:
        """Each input of the card for which the example has an answer, told by its id."""
        examples = {real: example for example, real in self.rows.known.items()}
        for id, element in self._inputs.items():
            kind, _, key, *cell = json.loads(id)
            people = asked[key].kind in (Kind.PERSON, Kind.PEOPLE)
            if (people and kind == "outside") or (
                kind == "field" and not people and asked[key].kind is not Kind.REPEAT
            ):
                yield element, asked[key], given.get(key)
            elif kind == "cell":
                row, column = (":".join(examples.get(part, part) for part in id.split(":")) for id in cell)
                question = cells(asked[key], self.answers)[column]
                yield element, question, ((given.get(key) or {}).get(row) or {}).get(column)

    def _answer(self, element: Object, question: Question, raw: Any) -> Any:
        if element["type"] != "Input.ChoiceSet":
            return raw
        wanted = [self.rows.real(question.choices, each) for each in (raw if isinstance(raw, list) else [raw]) if each]
        offered = {choice["value"] for choice in element["choices"]}
        assert set(map(str, wanted)) <= offered, (wanted, offered)
        return ",".join(map(str, wanted))


def _data(action: Object) -> Object:
    data: Object = action.get("data") or {}
    return data
