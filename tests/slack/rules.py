"""What Slack takes, written down a second time and apart from the product: the fake server refuses all else."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

Found = Iterator[str]
Object = dict[str, Any]

STYLES = ("primary", "danger")


def message_problems(fields: Object) -> list[str]:
    """What is wrong with a message's text and blocks."""
    problems = list(_text_field(fields.get("text"), 40_000, "text"))
    blocks = fields.get("blocks")
    if blocks is not None:
        problems += _blocks(blocks, 50, MESSAGE_BLOCKS)
        tables = [block for block in blocks if isinstance(block, dict) and block.get("type") == "table"]
        if len(tables) > 1:
            problems.append("only_one_table_allowed")
        if isinstance(blocks, list) and _characters(blocks) > 13_200:
            problems.append(f"msg_blocks_too_long: {_characters(blocks)}")
    return problems


def view_problems(view: Any) -> list[str]:
    """What is wrong with a modal or Home."""
    if not isinstance(view, dict):
        return ["a view must be an object"]
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return [f"unknown type of view: {kind}"]
    allowed = {"type", "blocks", "private_metadata", "callback_id", "external_id", "clear_on_close", "notify_on_close"}
    if kind == "modal":
        allowed |= {"title", "submit", "close", "submit_disabled"}
    problems = [f"unknown field of a view: {key}" for key in view if key not in allowed]
    if kind == "modal":
        problems += _plain(view.get("title"), 24, "title")
        for key in ("submit", "close"):
            if key in view:
                problems += _plain(view[key], 24, key)
        has_input = any(block.get("type") == "input" for block in view.get("blocks") or ())
        if has_input and "submit" not in view:
            problems.append("a modal with inputs needs a submit button")
    if len(view.get("private_metadata", "")) > 3_000:
        problems.append("private_metadata is longer than 3000")
    if len(view.get("callback_id", "")) > 255:
        problems.append("callback_id is longer than 255")
    size = len(json.dumps(view).encode())
    if size > 250_000:
        problems.append(f"the view has {size} bytes")
    return problems + list(_blocks(view.get("blocks"), 100, VIEW_BLOCKS))


def errors_problems(errors: Any, view: Object) -> list[str]:
    """What is wrong with ``response_action: errors`` for a view."""
    inputs = {block.get("block_id") for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        return ["errors must be an object that is not empty"]
    return [f"no input has the block id {key}" for key in errors if key not in inputs] + [
        "an error must be a text" for text in errors.values() if not (isinstance(text, str) and text)
    ]


def _characters(value: Any) -> int:
    if isinstance(value, list):
        return sum(_characters(item) for item in value)
    if isinstance(value, dict):
        own = sum(len(item) for key, item in value.items() if key in ("text", "value", "url") and isinstance(item, str))
        return own + sum(_characters(item) for item in value.values())
    return 0


def _blocks(blocks: Any, most: int, known: dict[str, Callable[[Object], Found]]) -> Found:
    if not isinstance(blocks, list) or not blocks:
        yield "blocks must be a list that is not empty"
        return
    if len(blocks) > most:
        yield f"{len(blocks)} blocks, at most {most} are allowed"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id stands there twice"
    yield from (f"a block_id of {len(key)} characters" for key in ids if not 0 < len(key) <= 255)
    for block in blocks:
        check = known.get(block.get("type"))
        if check is None:
            yield f"unknown type of block here: {block.get('type')}"
        else:
            yield from check(block)


def _only(value: Object, *allowed: str) -> Found:
    yield from (f"unknown field of {value.get('type')}: {key}" for key in value if key not in allowed)


def _text_field(text: Any, most: int, what: str) -> Found:
    if not isinstance(text, str) or not text.strip():
        yield f"{what} must not be empty"
    elif len(text) > most:
        yield f"{what} has {len(text)} characters, at most {most} are allowed"


def _plain(value: Any, most: int, what: str) -> Found:
    if not isinstance(value, dict) or value.get("type") != "plain_text":
        yield f"{what} must be plain text"
        return
    yield from _only(value, "type", "text", "emoji")
    yield from _text_field(value.get("text"), most, what)


def _text(value: Any, most: int, what: str) -> Found:
    if isinstance(value, dict) and value.get("type") == "mrkdwn":
        yield from _only(value, "type", "text", "verbatim")
        yield from _text_field(value.get("text"), most, what)
        # Every < in markup is the advisor's own: a link.  Anything else could mention people.
        for found in re.findall(r"<[^>]*>?", str(value.get("text", ""))):
            if not re.fullmatch(r"<(https?://|mailto:)[^<>|\s]+\|[^<>]+>", found):
                yield f"unescaped markup: {found[:40]}"
    else:
        yield from _plain(value, most, what)


def _section(block: Object) -> Found:
    yield from _only(block, "type", "block_id", "text", "fields", "accessory", "expand")
    if "text" not in block and "fields" not in block:
        yield "a section needs text or fields"
    if "text" in block:
        yield from _text(block["text"], 3_000, "section")
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield "more than 10 fields"
    for field in fields:
        yield from _text(field, 2_000, "field")
    if "accessory" in block:
        yield from _element(block["accessory"], ACTION_ELEMENTS)


def _header(block: Object) -> Found:
    yield from _only(block, "type", "block_id", "text", "level")
    yield from _plain(block.get("text"), 150, "header")


def _context(block: Object) -> Found:
    yield from _only(block, "type", "block_id", "elements")
    if not 0 < len(block.get("elements", [])) <= 10:
        yield "context needs 1 to 10 elements"
    for element in block.get("elements", []):
        yield from _text(element, 2_000, "context")


def _actions(block: Object) -> Found:
    yield from _only(block, "type", "block_id", "elements")
    elements = block.get("elements", [])
    if not 0 < len(elements) <= 25:
        yield "actions need 1 to 25 elements"
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield "an action_id stands twice in one block"
    for element in elements:
        yield from _element(element, ACTION_ELEMENTS)


def _table(block: Object) -> Found:
    yield from _only(block, "type", "block_id", "rows", "column_settings")
    rows = block.get("rows")
    if not isinstance(rows, list) or not 0 < len(rows) <= 100:
        yield "a table needs 1 to 100 rows"
        return
    widths = {len(row) for row in rows}
    if len(widths) != 1 or not 0 < max(widths) <= 20:
        yield "the rows of a table need 1 to 20 cells, all the same number"
    for cell in (cell for row in rows for cell in row):
        if cell.get("type") != "raw_text":
            yield f"unknown type of cell: {cell.get('type')}"
        yield from _only(cell, "type", "text")
        yield from _text_field(cell.get("text"), 2_000, "cell")
    settings = block.get("column_settings", [])
    if len(settings) > 20:
        yield "more than 20 column settings"
    for setting in settings:
        yield from _only({**setting, "type": "column setting"}, "type", "align", "is_wrapped")


def _context_actions(block: Object) -> Found:
    yield from _only(block, "type", "block_id", "elements")
    if not 0 < len(block.get("elements", [])) <= 5:
        yield "context_actions need 1 to 5 elements"
    for element in block.get("elements", []):
        yield from _element(element, {"feedback_buttons": _feedback_buttons})


def _feedback_buttons(element: Object) -> Found:
    yield from _only(element, "type", "action_id", "positive_button", "negative_button")
    for name in ("positive_button", "negative_button"):
        button = element.get(name) or {}
        yield from _only({**button, "type": name}, "type", "text", "value", "accessibility_label")
        yield from _plain(button.get("text"), 75, name)
        if not 0 < len(button.get("value", "")) <= 2_000:
            yield f"the value of the {name} must have 1 to 2000 characters"


def _divider(block: Object) -> Found:
    yield from _only(block, "type", "block_id")


def _input(block: Object) -> Found:
    yield from _only(block, "type", "block_id", "label", "element", "hint", "optional", "dispatch_action")
    yield from _plain(block.get("label"), 2_000, "label")
    if "hint" in block:
        yield from _plain(block["hint"], 2_000, "hint")
    yield from _element(block.get("element"), INPUT_ELEMENTS)


def _element(element: Any, known: dict[str, Callable[[Object], Found]]) -> Found:
    if not isinstance(element, dict) or element.get("type") not in known:
        yield f"unknown element here: {element if not isinstance(element, dict) else element.get('type')}"
        return
    if not 0 < len(element.get("action_id", "")) <= 255:
        yield "an action_id must have 1 to 255 characters"
    yield from known[element["type"]](element)


def _button(element: Object) -> Found:
    yield from _only(element, "type", "action_id", "text", "value", "url", "style", "confirm", "accessibility_label")
    yield from _plain(element.get("text"), 75, "button")
    if not len(element.get("accessibility_label", "")) <= 75:
        yield "what is read aloud for a button is longer than 75"
    if not len(element.get("value", "")) <= 2_000:
        yield "the value of a button is longer than 2000"
    if "url" in element and not (re.match(r"https?://", element["url"]) and len(element["url"]) <= 3_000):
        yield "the address of a button is not one"
    if element.get("style", "primary") not in STYLES:
        yield f"unknown style: {element['style']}"
    if "confirm" in element:
        confirm = element["confirm"]
        yield from _only({**confirm, "type": "confirm"}, "type", "title", "text", "confirm", "deny", "style")
        yield from _plain(confirm.get("title"), 100, "confirm title")
        yield from _text(confirm.get("text"), 300, "confirm text")
        yield from _plain(confirm.get("confirm"), 30, "confirm button")
        yield from _plain(confirm.get("deny"), 30, "deny button")


def _options(options: Any, most: int) -> Found:
    if not isinstance(options, list) or not 0 < len(options) <= most:
        yield f"1 to {most} options are needed"
        return
    values = [option.get("value") for option in options]
    if len(values) != len(set(values)):
        yield "two options have the same value"
    for option in options:
        yield from _only({**option, "type": "option"}, "type", "text", "value", "description")
        yield from _plain(option.get("text"), 75, "option")
        if not 0 < len(option.get("value", "")) <= 150:
            yield "the value of an option must have 1 to 150 characters"


def _chosen(element: Object, offered: list[Object]) -> Found:
    initial = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    if "initial_options" in element and not initial:
        yield "initial_options must not be empty"
    yield from ("an initial option is not offered" for option in initial if option not in offered)


def _listed(most: int, *extra: str) -> Callable[[Object], Found]:
    def check(element: Object) -> Found:
        yield from _only(element, "type", "action_id", "options", "focus_on_load", *extra)
        yield from _options(element.get("options"), most)
        yield from _chosen(element, element.get("options", []))

    return check


def _select(*extra: str) -> Callable[[Object], Found]:
    def check(element: Object) -> Found:
        yield from _only(
            element, "type", "action_id", "options", "option_groups", "placeholder", "focus_on_load", *extra
        )
        if "placeholder" in element:
            yield from _plain(element["placeholder"], 150, "placeholder")
        groups = element.get("option_groups")
        if groups is None:
            yield from _options(element.get("options"), 100)
            yield from _chosen(element, element.get("options", []))
            return
        if "options" in element or not 0 < len(groups) <= 100:
            yield "either options or 1 to 100 groups of them"
        for group in groups:
            yield from _plain(group.get("label"), 75, "group")
            yield from _options(group.get("options"), 100)
        yield from _chosen(element, [option for group in groups for option in group["options"]])

    return check


def _overflow(element: Object) -> Found:
    yield from _only(element, "type", "action_id", "options", "confirm")
    yield from _options(element.get("options"), 5)


def _text_input(element: Object) -> Found:
    allowed = ("initial_value", "multiline", "min_length", "max_length", "placeholder", "dispatch_action_config")
    yield from _only(element, "type", "action_id", "focus_on_load", *allowed)
    if len(element.get("initial_value", "").encode("utf-16-le")) // 2 > 3_000:
        yield "an initial value is longer than 3000"
    if "placeholder" in element:
        yield from _plain(element["placeholder"], 150, "placeholder")


def _datepicker(element: Object) -> Found:
    yield from _only(element, "type", "action_id", "initial_date", "placeholder", "confirm", "focus_on_load")
    if "initial_date" in element:
        try:
            date.fromisoformat(element["initial_date"])
        except ValueError:
            yield "the initial date is none"


def _users(element: Object) -> Found:
    allowed = ("initial_users", "max_selected_items", "placeholder", "confirm", "focus_on_load")
    yield from _only(element, "type", "action_id", *allowed)
    if "placeholder" in element:
        yield from _plain(element["placeholder"], 150, "placeholder")
    users = element.get("initial_users", ["U1"])
    if not users or len(set(users)) < len(users) or not all(re.fullmatch(r"[UW][A-Z0-9]+", user) for user in users):
        yield "the initial users are not users"
    if len(users) > element.get("max_selected_items", len(users)):
        yield "more initial users than may be selected"


def _file_input(element: Object) -> Found:
    yield from _only(element, "type", "action_id", "filetypes", "max_files")
    if not 1 <= element.get("max_files", 10) <= 10:
        yield "a file input takes 1 to 10 files"


MESSAGE_BLOCKS: dict[str, Callable[[Object], Found]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
}
VIEW_BLOCKS: dict[str, Callable[[Object], Found]] = {**MESSAGE_BLOCKS, "input": _input}
MESSAGE_BLOCKS["table"] = _table  # which no view takes
MESSAGE_BLOCKS["context_actions"] = _context_actions
ACTION_ELEMENTS: dict[str, Callable[[Object], Found]] = {"button": _button, "overflow": _overflow}
INPUT_ELEMENTS: dict[str, Callable[[Object], Found]] = {
    "plain_text_input": _text_input,
    "datepicker": _datepicker,
    "radio_buttons": _listed(10, "initial_option"),
    "checkboxes": _listed(10, "initial_options"),
    "static_select": _select("initial_option"),
    "multi_users_select": _users,
    "file_input": _file_input,
    "multi_static_select": _select("initial_options", "max_selected_items"),
}
