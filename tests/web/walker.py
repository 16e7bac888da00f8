"""Somebody who walks through a dialogue in the browser: from plain words to the page of the submitted document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from playwright.sync_api import Page

from bot.web.limits import OPTIONS_AS_RADIOS
from flows.dialogue import Dialogue
from flows.fields import Kind, Question, questions
from flows.validation import cells, raw_rows, resolve
from tests.examples.rows import Rows, title_of
from tests.web import journey

Fields = Mapping[str, Any]

AT_ONCE = """entries => entries.filter(([selector, text]) => {
  const found = document.querySelectorAll(selector);
  const control = found[0];
  if (found.length !== 1 || !control.checkVisibility() || control.disabled || control.readOnly) return true;
  if (text === null) {
    if (!control.checked) control.click();
    return !control.checked;
  }
  control.focus();
  control.select();
  document.execCommand(text ? "insertText" : "delete", false, text);
  return control.value !== text;
}).map(([selector]) => selector)"""
"""Answers typed and chosen as a browser does it for a person; returns the places that do not take them."""


@dataclass
class Walker:
    """One walk; ``answers`` are the raw answers of the example."""

    page: Page
    dialogue: type[Dialogue]
    answers: Mapping[str, Fields]
    rows: Rows = field(default_factory=Rows)
    by_hand: set[bool] = field(default_factory=set)
    """Whether something was typed (False) and chosen (True) like a person does it."""
    at_once: list[tuple[str, str | None]] = field(default_factory=list)
    """What is still to be filled in on the page: place and text, or none where something is chosen."""

    def walk(self, wish: str) -> None:
        """From plain words to the page of the submitted document."""
        self.begin(wish)
        for name in self.dialogue.pages():
            self.page.wait_for_url(f"**/{name}")
            self.fill(name)
            self.press("next")
        self.page.wait_for_url("**/review")
        journey.submit(self.page)

    def begin(self, wish: str) -> None:
        """Say what is wanted; where the dialogue is not clear from it, press its button among those offered."""
        journey.ask(self.page, wish)
        offered = self.page.locator(".line.advisor").get_by_role("button", name=self.dialogue.title, exact=True)
        form = self.page.locator("form.dialogue")
        offered.or_(form).first.wait_for()
        if not form.count():
            offered.last.click()

    def press(self, do: str) -> None:
        """A button of the form, by what it does; afterwards one is on another page."""
        before = self.page.url
        self.page.locator(
            f"form.dialogue .buttons button[value='{do}'], form.dialogue button.add[value='{do}']"
        ).click()
        self.page.wait_for_url(lambda url: url != before)

    def fill(self, name: str) -> None:
        """Fill in a page with its lists."""
        given = self.answers.get(name) or {}
        asked = questions(self.dialogue.pages()[name])
        self._fields(asked, given)
        for key, question in asked.items():
            if question.kind is Kind.REPEAT:
                self._list(key, question, given.get(key))

    def _list(self, key: str, question: Question, raw: Any) -> None:
        """The entries of a list: those that stand there already are changed, or taken away where they do not belong."""
        assert question.row is not None
        asked = questions(question.row)
        wanted = {title_of(asked, row, self.answers): (example, row) for example, row in raw_rows(raw)}
        standing = dict(self._standing(key))
        for title, id in standing.items():
            if title in wanted:
                self.rows.known[wanted[title][0]] = id
            else:
                self.page.locator(f"button[value='remove-row|{key}|{id}']").click()
                self.page.locator(f"#row-{key}-{id}").wait_for(state="detached")
        adding = False
        for title, following in zip_longest(wanted, list(wanted)[1:]):
            example, row = wanted[title]
            if not adding:
                self.press(f"edit-row|{key}|{standing[title]}" if title in standing else f"add-row|{key}")
            self.rows.known[example] = self.page.url.rpartition("/")[2]
            self._fields(asked, row)
            adding = following is not None and following not in standing
            self.press("save-and-add" if adding else "save-row")

    def _standing(self, key: str) -> list[tuple[str, str]]:
        """Title and id of each entry that stands on the page."""
        found: list[list[str]] = self.page.locator(f"li[id^='row-{key}-']").evaluate_all(
            "rows => rows.map(row => [row.querySelector('.row-title').textContent, row.id.split('-').at(-1)])"
        )
        return [(title, id) for title, id in found]

    def _fields(self, asked: Mapping[str, Question], given: Fields) -> None:
        if any(question.more and given.get(key) for key, question in asked.items()):
            folded = self.page.locator("details.more:not([open]) > summary")
            if folded.count():
                folded.click()
        for key, question in asked.items():
            raw = given.get(key)
            if question.kind is Kind.GRID:
                self._grid(key, question, raw or {})
            elif question.kind is Kind.CHOICES:
                for value in raw or ():
                    self._check(f"many.{key}", self.rows.real(question.choices, value))
            elif question.kind is not Kind.REPEAT:
                self._single(f"one.{key}", question, raw)
        assert self.page.evaluate(AT_ONCE, self.at_once) == []
        self.at_once.clear()

    def _grid(self, key: str, question: Question, raw: Fields) -> None:
        asked = cells(question, self.answers)
        for row, fields in raw.items():
            for column, inner in asked.items():
                at = (self.rows.real(question.grid_columns, column), self.rows.real(question.grid_rows, row))
                place = f"grid.{key}.{'.'.join(at)}"
                if fields.get(column):
                    self._single(place, inner, fields[column])

    def _single(self, name: str, question: Question, raw: Any) -> None:
        match question.kind:
            case _ if not raw:
                return
            case Kind.CHOICE if len(resolve(question.choices, self.answers, "")) > OPTIONS_AS_RADIOS:
                self.page.locator(f"select[name='{name}']").select_option(self.rows.real(question.choices, raw))
            case Kind.YES_NO | Kind.RATING | Kind.CHOICE:
                self._check(name, self.rows.real(question.choices, raw))
            case Kind.DATE:
                self._put(f"[name='{name}']", in_words(raw))
            case _:
                self._put(f"[name='{name}']", raw)

    def _check(self, name: str, value: str) -> None:
        self._put(f"[name='{name}'][value='{value}']:not([type=hidden])", None)

    def _put(self, place: str, text: str | None) -> None:
        """Type a text, or choose what stands there: the first of each kind by hand, the others of a page at once."""
        chosen = text is None
        if chosen in self.by_hand:
            self.at_once.append((place, text))
            return
        self.by_hand.add(chosen)
        control = self.page.locator(place)
        control.check() if text is None else control.fill(text)


def in_words(day: str) -> str:
    """A date as people write it."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B} {found.year}"
