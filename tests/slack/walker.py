"""Somebody who walks through a dialogue in Slack: every press and every form a signed payload, built from its view."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import zip_longest
from typing import Any

from bot.slack.inputs import ROW
from bot.slack.modals import meta_of
from bot.slack.offers import MARK
from flows.dialogue import Dialogue
from flows.fields import Kind, Question, questions
from flows.validation import cells, raw_rows
from tests.examples.rows import Rows, title_of
from tests.slack.fake_slack import Object
from tests.slack.person import Person, buttons

Fields = Mapping[str, Any]
_OPEN = "Open"


@dataclass
class Walker:
    """One walk; ``answers`` are the raw answers of the example."""

    person: Person
    dialogue: type[Dialogue]
    answers: Mapping[str, Fields]
    rows: Rows = field(default_factory=Rows)

    async def walk(self, wish: str) -> None:
        """From plain words to the submitted document, which stands in the modal."""
        await self.begin(wish)
        for name in self.dialogue.pages():
            assert (self._meta.page, self._meta.field) == (name, ""), self.person.reads()
            await self.fill(name)
            await self.save()
        assert self._meta.page == "review", self.person.reads()
        await self.save()

    async def begin(self, wish: str) -> None:
        """Say what is wanted, and press the button of the dialogue that is offered."""
        await self.person.say(wish)
        said = self.person.slack.dm(self.person.user)[-1]
        labels = [button["text"]["text"] for button in buttons(said["blocks"])]
        await self.person.press(self.dialogue.title if self.dialogue.title in labels else _OPEN, said)

    async def save(self) -> None:
        """The submit button; nothing in the form may be wrong."""
        await self.person.submit()
        assert not self.person.errors, self.person.errors

    async def fill(self, name: str) -> None:
        """Fill in a page with its lists."""
        given = self.answers.get(name) or {}
        asked = questions(self.dialogue.pages()[name])
        await self._fields(asked, given)
        for key, question in asked.items():
            if question.kind is Kind.REPEAT:
                await self._list(key, question, given.get(key))

    @property
    def _meta(self) -> Any:
        return meta_of(self.person.modal)

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
                await self.person.choose_for_row(title, "Remove")
                await self.save()
        adding = False
        for title, following in zip_longest(wanted, list(wanted)[1:]):
            example, row = wanted[title]
            if title in standing:
                await self.person.choose_for_row(title, "Edit")
            elif not adding:
                await self.person.press_in_modal(f"Add: {question.row_name}")
            self.rows.known[example] = self._meta.row
            await self._fields(asked, row)
            adding = following is not None and following not in standing
            if adding:
                await self.person.press_in_modal("Save and add another")
            else:
                await self.save()

    def _standing(self, key: str) -> dict[str, str]:
        """Title and id of each entry of a list in the modal."""
        found = {}
        for block in self.person.modal["blocks"]:
            menu = block.get("accessory", {})
            if menu.get("type") == "overflow" and menu["action_id"].startswith(f"{ROW}:{key}:"):
                title = unescape(block["text"]["text"]).partition("*")[2].partition("*")[0]
                found[title] = menu["options"][0]["value"].partition("|")[2]
        return found

    async def _fields(self, asked: Mapping[str, Question], given: Fields) -> None:
        """Every part of the form."""
        if any(question.more and given.get(key) for key, question in asked.items()) and self._has("More details"):
            await self.person.press_in_modal("More details")
        while True:
            for block, question, raw in self._inputs(asked, given):
                self._answer(block, question, raw)
            if not self._has("Next part"):
                return
            await self.person.press_in_modal("Next part")

    def _has(self, label: str) -> bool:
        return any(button["text"]["text"] == label for button in buttons(self.person.modal["blocks"]))

    def _inputs(self, asked: Mapping[str, Question], given: Fields) -> Iterator[tuple[Object, Question, Any]]:
        """Each input of the modal for which the example has an answer, told by the id of its block."""
        examples = {real: example for example, real in self.rows.known.items()}
        for block in self.person.modal["blocks"]:
            if block["type"] != "input":
                continue
            kind, _, key, *cell = json.loads(block["block_id"])
            if kind == "field" and asked[key].kind is not Kind.REPEAT:
                yield block, asked[key], given.get(key)
            elif kind == "cell":
                row, column = (":".join(examples.get(part, part) for part in id.split(":")) for id in cell)
                yield (
                    block,
                    cells(asked[key], self.answers)[column],
                    ((given.get(key) or {}).get(row) or {}).get(column),
                )

    def _answer(self, block: Object, question: Question, raw: Any) -> None:
        element, place = block["element"], block["block_id"]
        match element["type"]:
            case "multi_users_select":
                self.person.name_people(place, str(raw or ""))
            case "plain_text_input":
                self.person.typed[place] = {"type": element["type"], "value": str(raw) if raw else None}
            case "datepicker":
                self.person.typed[place] = {"type": element["type"], "selected_date": raw or None}
            case "radio_buttons" | "static_select" as kind if raw:
                self.person.typed[place] = {"type": kind, "selected_option": self._option(element, question, raw)}
            case "checkboxes" | "multi_static_select" as kind:
                chosen = [self._option(element, question, each) for each in raw or ()]
                self.person.typed[place] = {"type": kind, "selected_options": chosen}

    def _option(self, element: Object, question: Question, value: str) -> Object:
        groups = element.get("option_groups") or [element]
        wanted = f"{MARK}{self.rows.real(question.choices, value)}"
        return next(option for group in groups for option in group["options"] if option["value"] == wanted)
