"""Slack's payloads become events of `bot.chat.events`, and the way back for the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.events import Actor, Command, FormSent, HomeOpened, Intent, Opened, Place, Pressed, Said
from bot.slack.inputs import answers_of
from bot.slack.modals import Meta
from bot.slack.people import Profile
from bot.slack.text import clean, plain
from flows.forms import FormRef

Payload = Mapping[str, Any]

SPOKEN = ("", "file_share", "thread_broadcast")
"""The kinds of messages that are somebody saying something; the others are edits, joins and the like."""


@dataclass(frozen=True)
class Route:
    """Where an answer goes.

    ``channel`` may be a user's id, which stands for the direct messages with them.  ``private``: in a channel, but
    only for the person.  ``trigger`` lets one modal open, within three seconds.  ``message`` is the time stamp of
    the message whose button was pressed; an ``ephemeral`` one can only be replaced through ``response_url``.
    """

    team: str
    user: str
    channel: str
    thread: str = ""
    private: bool = False
    response_url: str = ""
    trigger: str = ""
    message: str = ""
    ephemeral: bool = False


def actor(route: Route, profile: Profile) -> Actor:
    """The person, by the workspace that the advisor is installed in."""
    return Actor(
        account=f"slack:{route.team}:{route.user}",
        workspace=f"slack:{route.team}",
        name=clean(profile.name),
        locale=profile.locale,
        zone=profile.zone,
    )


def place(route: Route) -> Place:
    """The conversation; direct messages are named by the person, wherever in Slack they began."""
    if route.channel == route.user or route.channel.startswith("D"):
        return Place(conversation=f"slack:{route.team}:{route.user}", thread=route.thread)
    return Place(conversation=f"slack:{route.team}:{route.channel}", thread=route.thread)


def direct(route: Route) -> Route:
    """The same person's direct messages."""
    return Route(route.team, route.user, route.user, trigger=route.trigger)


def team_of(body: Payload) -> str:
    """The workspace of a payload; the organisation for one that belongs to no single workspace."""
    team = body.get("team") or {}
    found = body.get("team_id") or team.get("id") or (body.get("user") or {}).get("team_id")
    return str(found or (body.get("enterprise") or {}).get("id") or body.get("enterprise_id") or "")


def command_route(body: Payload) -> Route:
    """Of a slash command: answers in a channel are for the person only."""
    return Route(
        team=team_of(body),
        user=body["user_id"],
        channel=body.get("channel_id") or body["user_id"],
        private=True,
        response_url=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
    )


def command(body: Payload, who: Actor, where: Place) -> Command:
    name = str(body.get("command", "")).removeprefix("/")
    return Command(actor=who, place=where, name=clean(name), text=plain(str(body.get("text") or "")))


def is_speech(event: Payload) -> bool:
    """Whether a message event is a person speaking: not the advisor itself, another app, an edit or a join."""
    from_app = event.get("bot_id") or event.get("bot_profile")
    spoken = event.get("subtype", "") in SPOKEN and not event.get("edited") and not event.get("hidden")
    return bool(event.get("user") and spoken and not from_app)


def message_route(body: Payload) -> Route:
    """Of a direct message: answered there, in its thread if it stands in one."""
    event = body["event"]
    return Route(team_of(body), event["user"], event["channel"], thread=event.get("thread_ts", ""))


def mention_route(body: Payload) -> Route:
    """Of a mention: answered in its thread."""
    event = body["event"]
    return Route(team_of(body), event["user"], event["channel"], thread=event.get("thread_ts") or event["ts"])


def said(body: Payload, who: Actor, where: Place, own: str) -> Said:
    return Said(actor=who, place=where, text=plain(str(body["event"].get("text") or ""), own))


def home_route(body: Payload) -> Route:
    user = body["event"]["user"]
    return Route(team_of(body), user, user)


def home_opened(who: Actor, where: Place) -> HomeOpened:
    return HomeOpened(actor=who, place=where)


def press_route(body: Payload) -> Route:
    """Of a button: the conversation its message stands in, or the person's direct messages from a view."""
    user = body["user"]["id"]
    container = body.get("container") or {}
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or user
    ephemeral = bool(container.get("is_ephemeral"))
    return Route(
        team=team_of(body),
        user=user,
        channel=channel,
        thread=message.get("thread_ts") or container.get("thread_ts") or "",
        private=ephemeral,
        response_url=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
        message=message.get("ts") or container.get("message_ts") or "",
        ephemeral=ephemeral,
    )


def pressed(route: Route, action: str, who: Actor, where: Place) -> Pressed:
    reference = f"{route.channel}:{route.message}" if route.message else ""
    return Pressed(actor=who, place=where, action=clean(action), message=reference)


def form_sent(
    view: Payload, meta: Meta, who: Actor, where: Place, intent: Intent, *, field: str = "", row: str = ""
) -> FormSent:
    """A form as it stands in the modal now."""
    answers, choices = answers_of(view.get("state") or {})
    return FormSent(
        actor=who,
        place=where,
        document=meta.document,
        ref=meta.ref,
        revision=meta.revision,
        answers=answers,
        intent=intent,
        field=field or meta.field,
        row=row or meta.row,
        choices=choices,
    )


def opened(document: str, ref: FormRef, who: Actor, where: Place) -> Opened:
    return Opened(actor=who, place=where, document=document, ref=ref)


def packed(document: str, ref: FormRef) -> str:
    """A document and its page as the value of a button."""
    return json.dumps([document, ref.page, ref.field, ref.row], separators=(",", ":"))


def unpacked(value: str) -> tuple[str, FormRef]:
    """What `packed` made.

    Raises:
        ValueError: it was not made here.
    """
    parts = json.loads(value)
    if not isinstance(parts, list) or len(parts) != 4:
        raise ValueError("This button names no document.")
    document, *ref = (str(part) for part in parts)
    return document, FormRef(*ref)
