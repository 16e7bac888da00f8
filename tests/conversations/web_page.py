"""A page of the web surface as somebody reads it who has no script: its text, its buttons, and its forms."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "q", "small", "span", "strong", "svg", "path", "circle"})


class _Tree(HTMLParser):
    """Builds the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self._builder = ET.TreeBuilder()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes nothing"
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._builder.data(data)

    def element(self) -> Element:
        self.close()
        assert not self._open, self._open
        return self._builder.close()


def text_of(element: Element) -> str:
    """What stands in an element, without what is hidden; elements beside each other stay apart."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    if "hidden" in element.attrib or element.tag in ("script", "style"):
        return
    apart = "" if element.tag in _INLINE else "\n"
    yield apart + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield apart


@dataclass
class WebForm:
    """A form that somebody fills in; ``given`` are their answers by the name of the control."""

    element: Element
    given: dict[str, list[str]] = field(default_factory=dict)

    @property
    def action(self) -> str:
        return self.element.get("action", "")

    def put(self, label: str, value: str, row: str = "") -> None:
        """Fill in or choose by the beginning of a label; in a grid of the row, told by the beginning of its name."""
        inside = self._group(self.element, row) if row else self.element
        assert inside is not None, f"Nothing is asked about {row}"
        if (group := self._group(inside, label)) is not None:
            option = next(each for each in group.iter("label") if text_of(each) == value)
            control = next(each for each in option if each.tag == "input")
            self.given[control.attrib["name"]] = [control.attrib["value"]]
            return
        control = self._control(inside, label)
        if control.tag == "select":
            value = next(each.attrib["value"] for each in control.iter("option") if text_of(each) == value)
        self.given[control.attrib["name"]] = [value]

    def choose(self, legend: str, place: int) -> None:
        """Choose one of the answers in the first group of that name."""
        group = self._group(self.element, legend)
        assert group is not None, f"There is no choice about {legend}"
        control = [each for each in group.iter("input") if each.get("type") == "radio"][place]
        self.given[control.attrib["name"]] = [control.attrib["value"]]

    def answer(self, label: str) -> str:
        """What it says already, in words."""
        if (group := self._group(self.element, label)) is not None:
            chosen = (each for each in group.iter("label") if any("checked" in inner.attrib for inner in each))
            return ", ".join(text_of(each) for each in chosen)
        control = self._control(self.element, label)
        if control.tag == "select":
            return next((text_of(each) for each in control.iter("option") if "selected" in each.attrib), "")
        return _value(control)

    def _group(self, inside: Element, legend: str) -> Element | None:
        """A group of controls by the beginning of what it is called."""
        for group in inside.iter("fieldset"):
            named = group.find("legend")
            if named is not None and text_of(named).startswith(legend):
                return group
        return None

    def _control(self, inside: Element, label: str) -> Element:
        id = next(each.attrib["for"] for each in inside.iter("label") if text_of(each).startswith(label))
        return next(each for each in inside.iter() if each.get("id") == id)

    def fields(self, button: Element | None = None) -> dict[str, list[str]]:
        """What is sent with a button."""
        sent: dict[str, list[str]] = {}
        for control in self.element.iter():
            name, kind = control.get("name"), control.get("type", "")
            if not name or control.tag not in ("input", "textarea", "select"):
                continue
            if kind in ("radio", "checkbox") and "checked" not in control.attrib:
                continue
            sent.setdefault(name, []).append(_value(control))
        sent |= self.given
        if button is not None and button.get("name"):
            sent[button.attrib["name"]] = [button.get("value", "")]
        return sent


def _value(control: Element) -> str:
    if control.tag == "textarea":
        return (control.text or "").removeprefix("\n")
    if control.tag == "select":
        chosen = (each for each in control.iter("option") if "selected" in each.attrib)
        return next((each.get("value", "") for each in chosen), "")
    return control.get("value", "")


class WebPage:
    """One page."""

    def __init__(self, content: str) -> None:
        tree = _Tree()
        tree.feed(content)
        self.root = tree.element()

    @property
    def main(self) -> Element:
        return next(self.root.iter("main"))

    @property
    def lines(self) -> list[Element]:
        """The lines of the chat that stand here, in their order."""
        return [each for each in self.main.iter("article") if "data-id" in each.attrib]

    @property
    def dialogue(self) -> Element | None:
        """The form of a dialogue."""
        return next((each for each in self.root.iter("form") if each.get("class") == "dialogue"), None)

    def table(self, title: str) -> list[dict[str, str]]:
        """The rows of a table: head → what stands there, the first column under no name."""
        found = next(each for each in self.main.iter("figure") if title in map(text_of, each.iter("figcaption")))
        _, *heads = (text_of(each) for each in found.iter("th"))
        rows = ([text_of(cell) for cell in row.iter("td")] for row in found.iter("tr"))
        pairs = (zip(["", *heads], cells, strict=True) for cells in rows if cells)
        return [{head: cell for head, cell in row if cell} for row in pairs]

    def button(self, label: str, inside: Element) -> tuple[Element, Element] | None:
        """The first button with exactly these words, hidden ones left out, with its form."""
        for form in inside.iter("form"):
            for button in _sending(form):
                if text_of(button).removeprefix("+ ") == label:
                    return form, button
        return None

    def link(self, label: str, inside: Element) -> str:
        """Where the first link with exactly these words leads; empty without one."""
        return next((each.get("href", "") for each in inside.iter("a") if text_of(each) == label), "")

    def first_button(self, form: Element) -> Element:
        """The main button of a form."""
        return next(each for each in _sending(form) if "primary" in each.get("class", "").split())


def _sending(form: Element) -> Iterator[Element]:
    """The buttons of a form that send it, without those that stand there for the Enter key alone."""
    return (each for each in form.iter("button") if each.get("type") != "button" and "tabindex" not in each.attrib)
