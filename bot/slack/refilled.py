"""A window as somebody sent it, given back with what they typed."""

from typing import Any

from bot.slack import limits
from bot.slack.blocks import Block, error_line


def refilled(view: Block, problem: str) -> Block:
    """A modal as somebody sent it, with its inputs as typed and what went wrong on top: nothing typed is lost."""
    values = (view.get("state") or {}).get("values") or {}
    blocks = [_refilled(block, values) for block in view.get("blocks", ()) if block.get("block_id") != _PROBLEM]
    parts = ("type", "callback_id", "title", "close", "submit", "private_metadata", "notify_on_close")
    kept = {key: view[key] for key in parts if view.get(key)}
    said = {**error_line(problem), "block_id": _PROBLEM}
    return {**kept, "blocks": [said, *blocks][: limits.VIEW_BLOCKS]}


_PROBLEM = "problem"
_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_users": "initial_users",
}


def _refilled(block: Block, values: dict[str, Any]) -> Block:
    if block.get("type") != "input":
        return block
    element = dict(block["element"])
    typed = (values.get(block["block_id"]) or {}).get(element["action_id"]) or {}
    for name, initial in _INITIAL.items():
        if name in typed:
            element.pop(initial, None)
            if typed[name]:
                element[initial] = typed[name]
    return {**block, "element": element}
