"""The few Adaptive Card elements that the surface uses, each within its limits.

What people wrote stands in text runs, which are shown as they are: in a ``TextBlock`` it would be read as Markdown.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.chat.blocks import Button, Style
from bot.chat.markup import Span
from bot.chat.messages.direction import isolated
from bot.chat.texts import cut
from bot.teams import limits
from bot.teams.words import Say

Element = dict[str, Any]

PRESS, WAY, FIND, OPEN = "press", "way", "find", "open"
"""The verbs of buttons whose press goes to the advisor, of those that lead to a view of Home, of fields whose words do,
and of those that open a document."""

VALUE, VERB = "value", "verb"
"""Under which names what a button means stands in its data."""

_MARKS = re.compile(r"([\\`*_\[\]<>#]|^[-+](?=\s|$)|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
"""What Teams reads as Markdown; a number or a dash only where it begins a list."""
_LINK = re.compile(r"(https?://|mailto:)[^\s<>|]+", re.IGNORECASE)
_STYLES = {Style.PRIMARY: "positive", Style.DANGER: "destructive"}


def card(body: Sequence[Element]) -> Element:
    """A card of these elements, as wide as the conversation."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "msteams": {"width": "Full"},
        "body": list(body),
    }


def weight(element: object) -> int:
    """The bytes of an element as JSON."""
    return len(json.dumps(element, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def heading(text: str, *, small: bool = False) -> Element:
    """A heading, which screen readers find as one."""
    shown = isolated(_MARKS.sub(r"\\\1", cut(" ".join(text.split()), limits.HEADING))) or "–"
    size = "Medium" if small else "Large"
    return {"type": "TextBlock", "text": shown, "style": "heading", "size": size, "weight": "Bolder", "wrap": True}


def line(runs: Iterable[Element], *, near: bool = False) -> Element:
    """One paragraph of text runs; ``near`` to what stands above."""
    element: Element = {"type": "RichTextBlock", "inlines": list(runs)}
    return {**element, "spacing": "Small"} if near else element


def run(text: str, *, bold: bool = False, subtle: bool = False, colour: str = "", small: bool = False) -> Element:
    """A run of plain text, which stays together where it is written from the other side than what stands around it."""
    shown = isolated(text)
    if text.strip() and not shown.strip():  # there was nothing in it but signs of direction
        shown = "–"
    return {
        "type": "TextRun",
        "text": shown,
        **({"weight": "Bolder"} if bold else {}),
        **({"isSubtle": True} if subtle else {}),
        **({"color": colour} if colour else {}),
        **({"size": "Small"} if small else {}),
    }


def plain(text: str, *, bold: bool = False, near: bool = False) -> Element:
    """A plain text as one paragraph."""
    return line([run(cut(text.strip(), limits.LINE) or "–", bold=bold)], near=near)


def small(text: str) -> Element:
    """A plain text as small print."""
    return line([run(cut(text.strip(), limits.LINE) or "–", subtle=True, small=True)], near=True)


def error_line(text: str) -> Element:
    """What is wrong with an answer, below it."""
    return line([run(f"⚠ {cut(text.strip(), limits.LINE)}", colour="Attention", bold=True)], near=True)


def warning_line(text: str) -> Element:
    """Something that does not fit, but hinders nothing."""
    return line([run(f"◆ {cut(text.strip(), limits.LINE)}", colour="Warning")], near=True)


def runs_of(spans: Iterable[Span], *, quiet: bool = False) -> list[Element]:
    """Marked-up text as runs, none longer than `limits.LINE`; a link opens a page."""
    found = []
    for (bold, url), alike in groupby(spans, key=lambda span: (span.bold, span.url)):
        text = "".join(span.text for span in alike)
        for start in range(0, len(text), limits.LINE):
            drawn = run(text[start : start + limits.LINE], bold=bold, subtle=quiet, small=quiet)
            if _LINK.fullmatch(url) and len(url) <= limits.URL:
                drawn["selectAction"] = {"type": "Action.OpenUrl", "title": _named(text), "url": url}
                drawn["color"], drawn["underline"] = "Accent", True
            found.append(drawn)
    return found


def actions(buttons: Sequence[Element]) -> list[Element]:
    """Buttons in rows, as many as can be read side by side."""
    rows: list[list[Element]] = []
    room = 0
    for button in buttons:
        needed = len(button["title"]) + limits.AROUND_BUTTON
        room -= needed
        if not rows or len(rows[-1]) == limits.BUTTONS_IN_A_ROW or room < 0:
            rows.append([])
            room = limits.ROW - needed
        rows[-1].append(button)
    return [{"type": "ActionSet", "actions": row} for row in rows]


def push_button(
    label: str,
    verb: str,
    data: Mapping[str, Any],
    style: Style = Style.NORMAL,
    *,
    with_inputs: bool = False,
    about: str = "",
) -> Element:
    """A button; ``data`` comes back with the press, with what stands in the card's fields where it goes
    ``with_inputs``.  ``about`` is that to which it belongs, for those who hear the button alone."""
    title = _named(label)
    common: Element = {"title": title}
    if not with_inputs:
        common["associatedInputs"] = "none"
    if style in _STYLES:
        common["style"] = _STYLES[style]
    if about.strip():
        common["tooltip"] = cut(f"{title}: {' '.join(about.split())}", limits.TOOLTIP)
    older = {**common, "type": "Action.Submit", "data": {VERB: verb, **data}}
    return {**common, "type": "Action.Execute", "verb": verb, "data": dict(data), "fallback": older}


def message_button(button: Button, say: Say, about: str = "") -> Element | None:
    """A button of a message; None if it is a link that Teams would not take."""
    if button.url:
        if not button.url.startswith(("https://", "http://")) or len(button.url) > limits.URL:
            return None
        return {"type": "Action.OpenUrl", "title": _named(button.label), "url": button.url}
    if not button.confirm:
        return push_button(button.label, PRESS, {VALUE: button.action}, button.style, about=about)
    sure = push_button(say("yes-do"), PRESS, {VALUE: button.action}, button.style, about=button.confirm)
    asked = {"type": "AdaptiveCard", "body": [plain(button.confirm), *actions([sure])]}
    style = {"style": _STYLES[button.style]} if button.style in _STYLES else {}
    return {"type": "Action.ShowCard", "title": _named(button.label), "card": asked, **style}


def _named(label: str) -> str:
    return cut(" ".join(label.split()), limits.BUTTON) or "…"


def input_label(text: str) -> str:
    """The name of an input: without one, those who hear a card would not know what is asked."""
    return cut(" ".join(text.split()), limits.LABEL) or "–"
