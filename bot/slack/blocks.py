"""The few Block Kit objects that the surface uses, each within its limits."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from bot.chat.blocks import Button, Style
from bot.chat.encoding import as_json
from bot.chat.texts import cut, size
from bot.slack import limits
from bot.slack.text import bold, cut_escaped
from bot.slack.words import Say

Block = dict[str, Any]

PRESS, LINK, WAY, FIND = "press", "link", "way", "find"
"""How the action ids begin of buttons whose press goes to the advisor, of those that only open a page, of those that
lead to a view of Home, and of fields whose words do."""


def plain(text: str, limit: int) -> Block:
    """A plain text object; emoji codes such as ``:x:`` stay as they were typed."""
    return {"type": "plain_text", "text": _line(text, limit), "emoji": False}


@lru_cache(maxsize=1_024)  # the same labels stand on many buttons
def _line(text: str, limit: int) -> str:
    return cut(text.strip(), limit) or "…"


def mrkdwn(text: str) -> Block:
    """A text in Slack's markup.  ``verbatim`` keeps Slack from linking what looks like a name or a channel."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """A heading; one that is too long for a header stands in bold."""
    line = " ".join(text.split())
    if size(line) <= limits.HEADER:
        return {"type": "header", "text": plain(line, limits.HEADER)}
    return section(f"*{cut_escaped(line, limits.SECTION - 2)}*")


def section(text: str, accessory: Block | None = None) -> Block:
    """A section of at most `limits.SECTION` characters of markup."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def title(text: str, accessory: Block | None = None) -> Block:
    """Plain text as a bold line above what belongs to it."""
    return section(bold(text, limits.SECTION) or "–", accessory)


def context(text: str) -> Block:
    """Small print of at most `limits.CONTEXT` characters of markup."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def small(text: str) -> Block:
    """Plain text as small print."""
    return context(cut_escaped(text.strip(), limits.CONTEXT) or "…")


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A table of plain texts, its heads first; every text wraps within its column."""
    cells = [[{"type": "raw_text", "text": cut(cell.strip(), limits.CELL) or "–"} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True} for _ in rows[0]]}


def actions(elements: Sequence[Block]) -> list[Block]:
    """Buttons in rows of at most three."""
    row = limits.BUTTONS_IN_A_ROW
    return [
        {"type": "actions", "elements": list(elements[start : start + row])} for start in range(0, len(elements), row)
    ]


def warning_line(text: str) -> Block:
    """Something that does not fit, but hinders nothing."""
    return small(f"🔶 {text}")


def push_button(
    label: str, action_id: str, value: str = "", style: Style = Style.NORMAL, confirm: Block | None = None
) -> Block:
    """A button; ``value`` comes back with the press."""
    block: Block = {"type": "button", "action_id": action_id, "text": plain(label, limits.BUTTON)}
    if value:
        block["value"] = value
    if style in (Style.PRIMARY, Style.DANGER):
        block["style"] = style.value
    if confirm:
        block["confirm"] = confirm
    return block


def confirmation(question: str, say: Say, *, danger: bool = False) -> Block:
    """The dialog that asks before a press counts."""
    return {
        "title": plain(say("sure"), limits.CONFIRM_TITLE),
        "text": plain(question, limits.CONFIRM_TEXT),
        "confirm": plain(say("yes-do"), limits.CONFIRM_BUTTON),
        "deny": plain(say("no-dont"), limits.CONFIRM_BUTTON),
        **({"style": "danger"} if danger else {}),
    }


def message_button(button: Button, number: int, say: Say, about: str = "") -> Block | None:
    """A button of a message; None if it is a link that Slack would not take.

    ``about`` is that to which it belongs: those who hear the button alone then hear it, too.
    """
    drawn = _message_button(button, number, say)
    if drawn is not None and about.strip():
        drawn["accessibility_label"] = cut(f"{button.label.strip()}: {about.strip()}", limits.BUTTON)
    return drawn


def _message_button(button: Button, number: int, say: Say) -> Block | None:
    if button.url:
        if not button.url.startswith(("https://", "http://")) or size(button.url) > limits.URL:
            return None
        return {**push_button(button.label, f"{LINK}:{number}", style=button.style), "url": button.url}
    confirm = confirmation(button.confirm, say, danger=button.style is Style.DANGER) if button.confirm else None
    return push_button(button.label, f"{PRESS}:{number}", button.action, button.style, confirm)


def menu(buttons: Sequence[Button]) -> Block:
    """A menu of at most `limits.MENU` buttons that `in_menu` takes; what is chosen comes back as a press."""
    options = [{"text": plain(button.label, limits.OPTION), "value": button.action} for button in buttons]
    return {"type": "overflow", "action_id": f"{PRESS}:0", "options": options[: limits.MENU]}


def in_menu(button: Button) -> bool:
    """Whether a menu can hold it: one that asks first, or opens a page, is a button of its own."""
    if button.url or button.confirm:
        return False
    return size(button.label.strip()) <= limits.OPTION and 0 < size(button.action) <= limits.OPTION_VALUE


def feedback(up: Button, down: Button) -> Block:
    """Thumbs up and down below a message; Slack shows which one the person pressed to that person alone."""
    thumbs = {
        name: {"text": plain(button.label, limits.BUTTON), "value": button.action}
        for name, button in (("positive_button", up), ("negative_button", down))
    }
    return {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": f"{PRESS}:0", **thumbs}]}


def search_input(label: str, view: str, words: str) -> Block:
    """A field for words, sent with the return key; its block tells the view of Home that they lead to."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": f"{FIND}:0",
        "max_length": limits.WORDS,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    if words:
        element["initial_value"] = cut(words, limits.WORDS)
    return {
        "type": "input",
        "block_id": f"{FIND}:{view}:{words}"[: limits.ID],  # another one for other words: Slack keeps what is typed
        "dispatch_action": True,
        "label": plain(label, limits.LABEL),
        "element": element,
    }


def error_line(text: str) -> Block:
    """What is wrong with an answer, below it."""
    return context(f"⚠️ {cut_escaped(text.strip(), limits.CONTEXT - 10)}")


_WEIGHED = ("text", "value", "url")


def weighs_at_most(most: int, blocks: Sequence[Block]) -> bool:
    """Whether the `weight` of blocks is no more than this."""
    return len(as_json(blocks)) <= most or weight(blocks) <= most  # JSON is longer, and quickly made


def weight(value: Any) -> int:
    """The characters of all texts, values and addresses in a block, or in several."""
    found, left = 0, [value]
    while left:
        each = left.pop()
        if isinstance(each, list):
            left += each
        elif isinstance(each, dict):
            for key, item in each.items():
                if isinstance(item, str):
                    found += size(item) if key in _WEIGHED else 0
                else:
                    left.append(item)
    return found


TELLING = frozenset(
    {"checkboxes", "datepicker", "multi_static_select", "multi_users_select", "radio_buttons", "static_select"}
)
"""Inputs that can tell of themselves what was chosen, once for each choice; text would do so for each letter."""


def input_block(
    address: list[str | int], label: str, element: Block, hint: str = "", *, required: bool, tells: bool = False
) -> Block:
    """An input with its label; the address says which answer it holds.  One that ``tells`` what is chosen tells so at
    once, not only when the form is sent."""
    block: Block = {
        "type": "input",
        "block_id": json.dumps(address, separators=(",", ":")),
        "label": plain(label, limits.LABEL),
        "element": element,
        "optional": not required,
        **({"dispatch_action": True} if tells and element["type"] in TELLING else {}),
    }
    return {**block, "hint": plain(hint, limits.HINT)} if hint.strip() else block
