"""Slack's payloads become events of `bot.chat.events`, and the way back for the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.chat.events import (
    Actor,
    Belonging,
    ChatOpened,
    Command,
    FormSent,
    HomeOpened,
    Intent,
    Opened,
    Place,
    Pressed,
    Said,
    SentFile,
)
from bot.chat.form_state import FormState
from bot.chat.texts import clean
from bot.slack.emoji import shown
from bot.slack.inputs import answers_of
from bot.slack.installation import Installation
from bot.slack.people import Profile
from bot.slack.text import plain
from flows.forms import FormRef

Payload = Mapping[str, Any]

SPOKEN = ("", "file_share", "thread_broadcast")
"""The kinds of messages that are somebody saying something; the others are edits, joins and the like."""


@dataclass(frozen=True)
class Route:
    """Where an answer goes.

    ``team`` is the home of the installation (`Installation.home`); ``foreign``: the payload names another one as the
    sender's.  ``channel`` may be a user's id, which stands for the direct messages with them.  ``private``: in a
    channel, but only for the person.  ``trigger`` lets one modal open, within three seconds.  ``message`` is the time
    stamp of the message whose button was pressed; an ``ephemeral`` one can only be replaced through ``response_url``.
    ``began`` and ``own`` are as in `bot.chat.events.Place`.
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
    foreign: bool = False
    began: datetime | None = None
    own: bool = False

    @property
    def shared(self) -> bool:
        """Whether others read the conversation, too."""
        return not (self.channel == self.user or self.channel.startswith("D"))

    @property
    def public(self) -> bool:
        """Whether others would read what is simply posted there."""
        return self.shared and not self.private


def actor(route: Route, profile: Profile, installed: Installation) -> Actor:
    """The person, by the workspace that the advisor is installed in, and what they are to it."""
    belonging = installed.belonging(profile.standing)
    if route.foreign and belonging not in (Belonging.DELETED, Belonging.BOT):
        belonging = Belonging.STRANGER
    return Actor(
        account=installed.account_of(route.user),
        workspace=installed.workspace,
        name=clean(profile.name),
        locale=profile.locale,
        zone=profile.zone,
        workspace_name=clean(installed.name),
        belonging=belonging,
        also=installed.other_accounts(route.user, profile.standing) if belonging is Belonging.MEMBER else (),
    )


def place(route: Route) -> Place:
    """The conversation; direct messages are named by the person, wherever in Slack they began."""
    named = route.channel if route.shared else route.user
    conversation = f"slack:{route.team}:{named}"
    alone = route.shared and route.private
    return Place(
        conversation=conversation,
        thread=route.thread,
        shared=route.shared,
        alone=alone,
        began=route.began,
        own=route.own,
    )


def direct(route: Route) -> Route:
    """The same person's direct messages."""
    return Route(route.team, route.user, route.user, trigger=route.trigger, foreign=route.foreign)


def alone(route: Route) -> Route:
    """The same place, for the person only."""
    return replace(route, private=True) if route.public else route


def within(route: Route, channel: str, thread: str) -> Route:
    """The place from which a view was opened, for the same person."""
    return replace(route, channel=channel or route.user, thread=thread, message="", ephemeral=False)


def command_route(body: Payload, installed: Installation) -> Route:
    """Of a slash command: answers in a channel are for the person only."""
    return Route(
        team=installed.home,
        foreign=not installed.belongs(body),
        user=body["user_id"],
        channel=body.get("channel_id") or body["user_id"],
        private=True,
        response_url=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
    )


def command(body: Payload, who: Actor, where: Place) -> Command:
    name = str(body.get("command", "")).removeprefix("/")
    return Command(actor=who, place=where, name=clean(name), text=plain(str(body.get("text") or "")))


def shortcut_route(body: Payload, installed: Installation) -> Route:
    """Of a shortcut: that of a message answers for the person only, below the message."""
    user, message = body["user"]["id"], body.get("message") or {}
    return Route(
        team=installed.home,
        foreign=not installed.belongs(body),
        user=user,
        channel=(body.get("channel") or {}).get("id") or user,
        thread=message.get("thread_ts") or message.get("ts") or "",
        private=True,
        response_url=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
    )


def asked_about(body: Payload, who: Actor, where: Place, own: str) -> Command:
    """The question that is asked with a message: what stands in it is nobody's command."""
    text = str((body.get("message") or {}).get("text") or "")
    return Command(actor=who, place=where, name="ask", text=shown(plain(text, own)).strip())


def is_speech(event: Payload) -> bool:
    """Whether a message event is a person speaking: not the advisor itself, another app, an edit or a join."""
    from_app = event.get("bot_id") or event.get("bot_profile")
    spoken = event.get("subtype", "") in SPOKEN and not event.get("edited") and not event.get("hidden")
    return bool(event.get("user") and spoken and not from_app)


def message_route(body: Payload, installed: Installation) -> Route:
    """Of a direct message: answered there, in its thread if it stands in one."""
    event, foreign = body["event"], not installed.belongs(body)
    thread = event.get("thread_ts", "")
    return Route(
        installed.home,
        event["user"],
        event["channel"],
        thread=thread,
        foreign=foreign,
        began=_moment(thread),
        own=event.get("parent_user_id") == event["user"],
    )


def _moment(stamp: str) -> datetime | None:
    """The moment of Slack's time stamp of a message; None where there is none."""
    try:
        return datetime.fromtimestamp(float(stamp), UTC) if stamp else None
    except (ValueError, OverflowError, OSError):
        return None


def mention_route(body: Payload, installed: Installation) -> Route:
    """Of a mention: answered in its thread."""
    event, foreign = body["event"], not installed.belongs(body)
    thread = event.get("thread_ts") or event["ts"]
    return Route(installed.home, event["user"], event["channel"], thread=thread, foreign=foreign)


def files_of(body: Payload) -> list[Payload]:
    """What Slack tells of the files that came with a message."""
    return [file for file in body["event"].get("files") or () if isinstance(file, Mapping)]


def may_open(route: Route, who: Actor) -> bool:
    """Whether a file that somebody sent is opened: nobody reads along, and they are a member of the workspace."""
    return not route.shared and who.belonging is Belonging.MEMBER


def said(body: Payload, who: Actor, where: Place, own: str, files: Sequence[SentFile] = ()) -> Said:
    event = body["event"]
    text = shown(plain(str(event.get("text") or ""), own))
    return Said(actor=who, place=where, text=text, files=tuple(files))


def home_route(body: Payload, installed: Installation) -> Route:
    user = body["event"]["user"]
    return Route(installed.home, user, user, foreign=not installed.belongs(body))


def home_view(body: Payload) -> str:
    """The view of Home that somebody sees or saw last; empty where Slack does not tell."""
    view = body.get("view") or (body.get("event") or {}).get("view") or {}
    return str(view.get("private_metadata") or "")


def home_opened(who: Actor, where: Place, view: str = "") -> HomeOpened:
    return HomeOpened(actor=who, place=where, view=clean(view))


def chat_opened(who: Actor, where: Place) -> ChatOpened:
    return ChatOpened(actor=who, place=where)


def press_route(body: Payload, installed: Installation) -> Route:
    """Of a button: the conversation its message stands in, or the person's direct messages from a view."""
    user = body["user"]["id"]
    container = body.get("container") or {}
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or user
    ephemeral = bool(container.get("is_ephemeral"))
    return Route(
        team=installed.home,
        foreign=not installed.belongs(body),
        user=user,
        channel=channel,
        thread=message.get("thread_ts") or container.get("thread_ts") or "",
        private=ephemeral,
        response_url=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
        message=message.get("ts") or container.get("message_ts") or "",
        ephemeral=ephemeral,
    )


def value_of(action: Payload) -> str:
    """What comes back with a button, a thumb, or what was chosen in a menu."""
    return str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")


def found_view(action: Payload) -> str:
    """The view of Home to which the words in a search field lead."""
    view = str(action.get("block_id") or "").split(":")[1:2]
    return f"{''.join(view)}{value_of(action)}"


def pressed(route: Route, action: str, who: Actor, where: Place) -> Pressed:
    reference = f"{route.channel}:{route.message}" if route.message else ""
    return Pressed(actor=who, place=where, action=clean(action), message=reference)


def form_sent(
    view: Payload,
    meta: FormState,
    who: Actor,
    where: Place,
    intent: Intent,
    *,
    field: str = "",
    row: str = "",
    file: SentFile | None = None,
) -> FormSent:
    """A form as it stands in the modal now; behind a row that is put back stands a revision in which it was."""
    row, _, before = row.partition("|")
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
        before=int(before) if before.isascii() and before.isdigit() else 0,
        choices=choices,
        continued=True,
        file=file,
    )


def opened(document: str, ref: FormRef, who: Actor, where: Place) -> Opened:
    return Opened(actor=who, place=where, document=document, ref=ref)
