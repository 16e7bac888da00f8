"""What comes to Slack's address: whole payloads of every kind, and the same with something wrong in them."""

import json
from collections.abc import Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.chat.views import FormView
from bot.slack import blocks, inputs, modals
from bot.slack.declared import ASK_ABOUT, START, commands
from bot.slack.manifest import PATH
from bot.slack.words import Say
from flows.forms import FormRef, build_form
from flows.registry import dialogue
from tests.fuzz.house import DIALOGUES, ROLES, TEAM
from tests.fuzz.of_the_web import ACTIONS, MARK, NUMBERS, SAID, TEXT
from tests.fuzz.wire import Sent

Object = dict[str, Any]
USERS = st.sampled_from([f"U{role}" for role in ROLES] + ["W1", "USLACKBOT", ""])
_UNIQUE = st.integers(1, 10**12).map(lambda number: f"{number}.trigger")
_STAMPS = st.sampled_from(["1700000000.000100", "x", "", "9" * 400, "-1.5", "nan", "inf"])
_LONG = st.sampled_from(["{}", "{", "x" * 3000, json.dumps({"d": "x" * 2900}), '{"n": -5, "v": 99999999999999999999}'])


def _modals() -> Sequence[Object]:
    """The first window of every page of the drafts, of which each has ``{<dialogue>}`` for its id."""
    made = []
    for id in DIALOGUES:
        found = dialogue(id)
        for page in found.pages():
            view = modals.modal(FormView(f"{{{id}}}", 1, build_form(found, FormRef(page), {})), Say())
            made.append({**view, "id": "V1", "root_view_id": "V1", "hash": "1.x", "team_id": TEAM})
    return made


MODALS = st.sampled_from(_modals())


def _state(view: Object, value: str) -> Object:
    """Every input of a window with this in it."""
    kinds: dict[str, Object] = {
        "plain_text_input": {"value": value},
        "datepicker": {"selected_date": value},
        "multi_users_select": {"selected_users": [value]},
        "file_input": {"files": [{"id": "F1", "name": value}]},
        "checkboxes": {"selected_options": [{"value": value}]},
        "multi_static_select": {"selected_options": [{"value": value}]},
    }
    shown = [block for block in view["blocks"] if block["type"] == "input"]
    chosen: Object = {"selected_option": {"value": value, "text": {"type": "plain_text", "text": value}}}
    return {
        "values": {
            block["block_id"]: {"input": {"type": kind, **kinds.get(kind, chosen)}}
            for block in shown
            if (kind := block["element"]["type"])
        }
    }


_IDS = {
    (blocks.PRESS, blocks.WAY, blocks.FIND, "open"): ("0", "x"),
    (modals.INTENT, modals.PART, modals.EDIT, modals.KEEP, modals.MORE): ("", "next", "0", "9" * 30),
    (inputs.ROW, inputs.ADD, inputs.PASTE): ("actions", "actions:x", ""),
}
_BLOCK_ACTIONS = st.sampled_from(
    [f"{kind}:{rest}" for kinds, all in _IDS.items() for kind in kinds for rest in all] + ["input", "unknown", ""]
)
_OPENING = st.builds(lambda id, page: json.dumps({"d": f"{{{id}}}", "p": page}), st.sampled_from(DIALOGUES), TEXT)
_VALUES = ACTIONS | _OPENING | TEXT | _LONG
_PRESSED = st.builds(
    lambda id, value, kind: {
        "type": "button",
        "action_id": id,
        "block_id": kind,
        "value": value,
        **({"selected_option": {"value": value}} if kind == "overflow" else {}),
    },
    _BLOCK_ACTIONS,
    _VALUES,
    st.sampled_from(["overflow", "find:all:x", "[]", '["field","x"]', ""]),
)


_KINDS = [
    "block_actions",
    "in_modal",
    "on_home",
    "view_submission",
    "view_closed",
    "shortcut",
    "message_action",
    "block_suggestion",
    "interactive_message",
    "dialog_submission",
    "workflow_step_edit",
    "x",
]


@st.composite
def _interaction(draw: st.DrawFn) -> Object:
    user = draw(USERS)
    about: Object = {
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": draw(_UNIQUE),
        "response_url": "",
    }
    kind = draw(st.sampled_from(_KINDS))
    message = {"type": "message", "ts": draw(_STAMPS), "text": draw(TEXT), "user": user, "blocks": []}
    view = dict(draw(MODALS))
    if draw(st.integers(0, 4)) == 0:
        view["private_metadata"] = draw(_LONG)
    if draw(st.integers(0, 4)) == 0:
        view["callback_id"] = draw(TEXT)
    view["state"] = _state(view, draw(TEXT))
    match kind:
        case "block_actions":
            where = {"container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"}, "channel": {"id": "C1"}}
            return {**about, **where, "type": kind, "message": message, "actions": [draw(_PRESSED)]}
        case "in_modal":
            return {**about, "type": "block_actions", "view": view, "actions": [draw(_PRESSED)]}
        case "on_home":
            home = {"type": "home", "id": "H1", "private_metadata": draw(TEXT), "blocks": [], "team_id": TEAM}
            return {**about, "type": "block_actions", "view": home, "actions": [draw(_PRESSED)]}
        case "view_submission" | "view_closed":
            return {**about, "type": kind, "view": view, "is_cleared": False}
        case "shortcut" | "message_action":
            callback = draw(st.sampled_from([ASK_ABOUT, START, "x"]))
            return {**about, "type": kind, "callback_id": callback, "message": message, "channel": {"id": "C1"}}
    return {**about, "type": kind, "callback_id": draw(TEXT), "action_id": "x", "value": draw(TEXT), "view": view}


@st.composite
def _event(draw: st.DrawFn) -> Object:
    user, kind = draw(USERS), draw(st.sampled_from(["message", "app_mention", "app_home_opened", "user_change", "x"]))
    event: Object = {"type": kind, "user": user, "channel": f"D{user}", "ts": draw(_STAMPS)}
    match kind:
        case "message" | "app_mention":
            event |= {"channel_type": draw(st.sampled_from(["im", "channel", "mpim"])), "text": draw(SAID)}
            event["client_msg_id"] = draw(TEXT)
            if draw(st.booleans()):
                event["thread_ts"] = draw(_STAMPS)
            if draw(st.integers(0, 3)) == 0:
                event |= {"subtype": draw(st.sampled_from(["file_share", "message_changed", "x"]))}
                event["files"] = [{"id": "F1", "name": draw(TEXT), "size": 10, "url_private_download": draw(TEXT)}]
        case "app_home_opened":
            event |= {"tab": draw(st.sampled_from(["home", "messages", "x"])), "view": {"private_metadata": draw(TEXT)}}
        case "user_change":
            event["user"] = {"id": user, "deleted": False, "name": draw(TEXT), "profile": {"real_name": draw(TEXT)}}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": draw(_UNIQUE),
        "event": event,
        "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
    }


_ELSEWHERE: SearchStrategy[Object] = st.sampled_from(
    [
        {"type": "url_verification", "challenge": MARK},
        {"type": "event_callback", "team_id": "T9", "event_id": "E9", "event": {"type": "app_uninstalled"}},
        {"type": "event_callback", "team_id": "T9", "event": {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}}},
        {"type": "event_callback", "team_id": "T9", "event_id": "E", "event": {"type": "message", "user": "U1"}},
        {"type": "app_rate_limited", "team_id": TEAM},
    ]
)


@st.composite
def _command(draw: st.DrawFn) -> Object:
    names = st.sampled_from([f"/{each.name}" for each in commands()]) | TEXT
    return {
        "command": draw(names),
        "text": draw(SAID),
        "team_id": TEAM,
        "user_id": draw(USERS),
        "channel_id": draw(st.sampled_from(["C1", "D1", ""])),
        "trigger_id": draw(_UNIQUE),
        "response_url": "",
    }


_NUMBERS: list[Any] = [None, True, 0, -1, 10**30, 1.5]
_TEXTS: list[Any] = ["", "x", "é\ud800", "\0", "x" * 5000]
_NESTED: list[Any] = [[], {}, [[]], [{}], [None], {"id": None}, {"id": []}, {"": {}}, [[[[[["x"]]]]]]]
JUNK: SearchStrategy[Any] = st.sampled_from([*_NUMBERS, *_TEXTS, *_NESTED]).map(deepcopy)
_UNREADABLE = st.sampled_from(
    ['{"type": NaN}', "[" * 5000, "[]", "null", '"x"', "{", '{"event": {}}', '{"event": []}', "1" * 5000]
)
_JSON, _FORM = b"application/json", b"application/x-www-form-urlencoded"
_TYPES = st.sampled_from([_JSON, _FORM, b"text/plain", b"\xff", b""])


@st.composite
def mangled(draw: st.DrawFn, payloads: SearchStrategy[Object]) -> Object:
    """A payload in which up to three things are missing, or are something else."""
    payload: Object = json.loads(json.dumps(draw(payloads)))
    for _ in range(draw(st.integers(0, 3))):
        holder: Any = payload
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(holder[key], dict | list) and holder[key] and draw(st.integers(0, 2)):
                holder = holder[key]
                continue
            if draw(st.integers(0, 2)) == 0:
                del holder[key]
            else:
                holder[key] = draw(JUNK)
            break
    return payload


@st.composite
def requests(draw: st.DrawFn) -> Sent:
    """One request to Slack's address, mostly signed."""
    match draw(st.integers(0, 9)):
        case 0:
            kind, body = (
                draw(st.sampled_from([_JSON, _FORM, b"text/plain", b"\xff", b""])),
                draw(st.binary(max_size=200)),
            )
        case 1:
            text = draw(_UNREADABLE)
            kind, body = draw(st.sampled_from([(_JSON, text.encode()), (_FORM, urlencode({"payload": text}).encode())]))
        case 2 | 3:
            kind, body = _FORM, _urlencoded(draw(mangled(_command())))
        case 4 | 5 | 6:
            kind, body = _JSON, json.dumps(draw(mangled(_event() | _ELSEWHERE))).encode()
        case _:
            kind, body = _FORM, urlencode({"payload": json.dumps(draw(mangled(_interaction())))}).encode()
    headers = [(b"Content-Type", kind)]
    signed = draw(st.integers(0, 9)) > 0
    if not signed:
        odd = st.sampled_from([b"", b"v0=x", b"v0=\xff", b"9" * 30, b"-1", b"1"])
        headers += [(b"X-Slack-Signature", draw(odd)), (b"X-Slack-Request-Timestamp", draw(odd))]
    if draw(st.integers(0, 9)) == 0:
        headers.append((b"X-Slack-Retry-Num", draw(NUMBERS).encode("ascii", "replace").translate(None, b"\r\n\0")[:50]))
    method = draw(st.sampled_from(["POST"] * 12 + ["GET", "PUT"]))
    framing = draw(st.sampled_from(["whole"] * 8 + ["chunked", "cut"]))
    return Sent(method, PATH, tuple(headers), body, signed=signed, framing=framing)  # type: ignore[arg-type]


def _urlencoded(fields: Object) -> bytes:
    return urlencode({key: str(value) for key, value in fields.items()}, errors="surrogatepass").encode()
