"""What the advisor shows on Slack, of every kind: for checks by what others maintain."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.chat.views import FormView, Message, View
from bot.slack import limits
from bot.slack.modals import modal, shown_modal, text_modal, wait_modal
from bot.slack.render import blocks_of, message
from flows.forms import FormRef, build_form
from flows.registry import all_dialogues
from tests.shown import messages, views
from tests.slack.test_render import SAY

Object = dict[str, Any]

_ONCE = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def every_payload() -> tuple[tuple[str, Object], ...]:
    """Messages, windows and Homes with their kind (``message``, ``modal``, ``home``), as they are sent."""
    found: list[tuple[str, Object]] = [("modal", wait_modal(SAY)), ("modal", text_modal("Done", SAY))]
    found += [("modal", page) for page in _pages()]

    @_ONCE
    @given(messages, views, st.none() | st.integers(0, 2))
    def collect(shown: Message, view: View, part: int | None) -> None:
        rendered = message(shown, SAY)
        found.append(("message", {"text": rendered.text, "blocks": rendered.blocks}))
        found.append(("modal", modal(view, SAY, part)))
        found.append(("modal", shown_modal(shown, SAY)))
        if drawn := blocks_of(shown, SAY, limits.VIEW_BLOCKS, limits.VIEW_CHARS):
            found.append(("home", {"type": "home", "blocks": drawn, "private_metadata": "all"}))

    collect()
    return tuple(found)


def _pages() -> Iterator[Object]:
    """The first window of every page of every dialogue."""
    for dialogue in all_dialogues().values():
        for page in dialogue.pages():
            yield modal(FormView("d", 1, build_form(dialogue, FormRef(page), {})), SAY)


def shapes() -> dict[str, list[Object]]:
    """The same by kind, each shape of blocks once, with short texts: types say nothing about lengths."""
    kept: dict[str, dict[str, Object]] = {"message": {}, "modal": {}, "home": {}}
    for kind, payload in every_payload():
        rest = _short({key: value for key, value in payload.items() if key != "blocks"})
        for block in payload["blocks"]:
            whole = {**rest, "blocks": [_short(block)]}
            kept[kind].setdefault(json.dumps(whole, sort_keys=True), whole)
    return {kind: list(found.values()) for kind, found in kept.items()}


def _short(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _short(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        once = {json.dumps(short): short for short in (_short(inner) for inner in value)}
        return list(once.values())
    return value if key in ("type", "style", "initial_date") or not isinstance(value, str) else "x"
