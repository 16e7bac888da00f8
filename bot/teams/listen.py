"""Teams' activities become events of `bot.chat.events`, and the way back for the answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from bot.chat.events import Actor, Belonging, Command, HomeOpened, Opened, Place, Pressed, Said, SentFile
from bot.chat.form_state import unpacked
from bot.chat.texts import clean
from bot.teams.cards import VALUE, VERB
from bot.teams.people import Profile

Activity = Mapping[str, Any]

PERSONAL = "personal"
SENT_FILE = "application/vnd.microsoft.teams.file.download.info"
_QUOTE = "http://schema.skype.com/reply"
_QUOTED = re.compile(r"<quoted\b[^>]*>(?:\s*</quoted>)?", re.IGNORECASE)
"""Where newer clients show a message that is quoted, of which only the number stands in the text."""
_MENTION = re.compile(r"<at\b[^>]*>.*?</at>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Route:
    """Where an answer goes.

    ``tenant`` is the organisation in which the advisor is installed, ``user`` the person's id in Teams, ``person``
    their object id in the directory (empty for anonymous people), ``conversation`` Teams' id without the ``thread``.
    ``message`` is the id of the message whose card was pressed.
    """

    tenant: str
    user: str
    person: str
    conversation: str
    service_url: str
    personal: bool
    thread: str = ""
    message: str = ""
    name: str = ""
    locale: str = ""
    zone: str = ""
    foreign: bool = False

    @property
    def workspace(self) -> str:
        return f"teams:{self.tenant}"

    @property
    def account(self) -> str:
        """The account, which is also the conversation of the person's own chat with the advisor."""
        return f"{self.workspace}:{self.person or self.user.replace(':', '_')}"

    @property
    def conversation_id(self) -> str:
        """The plain id of the conversation."""
        return self.account if self.personal else f"{self.workspace}:{self.conversation}"


def route_of(activity: Activity, home: str = "") -> Route:
    """The way back from an activity; ``home`` is the one organisation that is served, empty for any.

    Raises:
        ValueError: nobody sent it, or it names no conversation to answer in.
    """
    sender, conversation = _object(activity, "from"), _object(activity, "conversation")
    data = _object(activity, "channelData")
    named, user = _text(conversation, "id"), _text(sender, "id")
    tenant = _text(_object(data, "tenant"), "id") or _text(conversation, "tenantId")
    service_url = _text(activity, "serviceUrl")
    if not (user and named and tenant and service_url):
        raise ValueError("This activity does not say who sent it and where.")
    address, _, thread = named.partition(";messageid=")
    own = _text(sender, "tenantId") or tenant
    return Route(
        tenant=home or tenant,
        user=user,
        person=_text(sender, "aadObjectId").lower(),
        conversation=address,
        service_url=service_url.rstrip("/"),
        personal=_text(conversation, "conversationType") == PERSONAL,
        thread=thread,
        message=_text(activity, "replyToId"),
        name=_text(sender, "name"),
        locale=_text(activity, "locale"),
        zone=_zone(activity),
        foreign=tenant != (home or tenant) or own != tenant,
    )


def _zone(activity: Activity) -> str:
    if zone := _text(activity, "localTimezone"):
        return zone
    entities = (found for found in _list(activity, "entities") if _text(found, "type") == "clientInfo")
    return next((_text(found, "timezone") for found in entities), "")


def actor(route: Route, profile: Profile) -> Actor:
    """The person, by the organisation that the advisor is installed in, and what they are to it."""
    belonging = profile.belonging(route.tenant)
    if (route.foreign or not route.person) and belonging is not Belonging.UNKNOWN:
        belonging = Belonging.STRANGER
    return Actor(
        account=route.account,
        workspace=route.workspace,
        name=clean(profile.name or route.name),
        locale=route.locale,
        zone=route.zone,
        belonging=belonging,
    )


def place(route: Route) -> Place:
    """The conversation; a person's own chat with the advisor is named by the person."""
    return Place(conversation=route.conversation_id, thread=route.thread, shared=not route.personal)


def alone(route: Route) -> Route:
    """The same person's own chat with the advisor, in which nobody else reads; Teams' id of it is not known here."""
    return route if route.personal else replace(route, personal=True, conversation="", thread="", message="")


def is_addressed(activity: Activity) -> bool:
    """Whether a message speaks to the advisor: where others write, it must be mentioned, and not in a quotation."""
    if _text(_object(activity, "conversation"), "conversationType") == PERSONAL:
        return True
    own = _text(_object(activity, "recipient"), "id")
    mentions = (found for found in _list(activity, "entities") if _text(found, "type") == "mention")
    if not any(_text(_object(found, "mentioned"), "id") == own for found in mentions):
        return False
    written = _written(activity)
    return written is None or written.mentions > 0


def said(activity: Activity, who: Actor, where: Place, files: Sequence[SentFile] = ()) -> Said:
    """What was written, without mentions of the advisor and without what is only quoted."""
    written = _written(activity)
    text = _QUOTED.sub(" ", _text(activity, "text")) if written is None else written.text
    own = _own_mentions(activity)
    for mention in own:
        text = text.replace(mention, " ")
    text = _MENTION.sub(lambda found: re.sub(r"<[^>]*>", "", found[0]), text)
    return Said(actor=who, place=where, text=clean(" ".join(text.split(" ")).strip()), files=tuple(files))


def _own_mentions(activity: Activity) -> list[str]:
    """The texts by which the advisor is mentioned in a message."""
    own = _text(_object(activity, "recipient"), "id")
    mentions = (found for found in _list(activity, "entities") if _text(found, "type") == "mention")
    return [_text(each, "text") for each in mentions if _text(_object(each, "mentioned"), "id") == own]


class _Written(HTMLParser):
    """The text of a message that quotes another one, without the quotation."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.mentions = 0
        self.quoted = False
        self._quotes = 0
        self._mention = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("itemtype") or "").lower()
        if tag == "blockquote" and (self._quotes or kind == _QUOTE):
            self._quotes += 1
            self.quoted = True
        elif self._quotes:
            return
        elif tag in ("at", "span") and (tag == "at" or kind.endswith("/mention")):
            self.mentions += 1
            self._mention = True
        elif tag in ("p", "br", "div", "li"):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote" and self._quotes:
            self._quotes -= 1
        elif tag in ("at", "span"):
            self._mention = False

    def handle_data(self, data: str) -> None:
        if not self._quotes and not self._mention:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return "\n".join(line.strip() for line in "".join(self.pieces).splitlines()).strip()


def _written(activity: Activity) -> _Written | None:
    """What stands beside a quotation; None for a message that quotes nothing."""
    for attached in _list(activity, "attachments"):
        content = attached.get("content")
        if _text(attached, "contentType") == "text/html" and isinstance(content, str) and "blockquote" in content:
            read = _Written()
            read.feed(content.replace("<![", "&lt;!["))  # a section of XML, at which the parser would fail
            read.close()
            if read.quoted:
                return read
    return None


def command_of(event: Said, names: Mapping[str, str]) -> Said | Command:
    """A message that begins with a command and a slash, or is one from the list, as that command.

    ``names`` are the commands by their name and by the title under which they stand in the list.
    """
    text = event.text.strip()
    if named := names.get(text.casefold()):
        return Command(actor=event.actor, place=event.place, name=named, text="")
    first, _, rest = text.partition(" ")
    if first.startswith("/") and (name := first[1:].lower()) in names:
        return Command(actor=event.actor, place=event.place, name=names[name], text=rest.strip())
    return event


@dataclass(frozen=True)
class Press:
    """What somebody pressed: its ``verb``, and everything that came with it.  ``submitted``: by a client that only
    knows ``Action.Submit``, which waits for no card."""

    verb: str
    data: Mapping[str, Any]
    submitted: bool = False

    @property
    def value(self) -> str:
        return _text(self.data, VALUE)


def press_of(activity: Activity) -> Press | None:
    """The button that was pressed; None if the activity is none."""
    value = _object(activity, "value")
    if activity.get("type") == "invoke":
        action = _object(value, "action")
        data = _object(action, "data")
        verb = _text(action, "verb") or _text(data, VERB)
        return Press(verb, data) if activity.get("name") == "adaptiveCard/action" else None
    if value and not _text(activity, "text").strip():
        return Press(_text(value, VERB), value, submitted=True)
    return None


@dataclass(frozen=True)
class Consent:
    """What somebody said to a card that offers a file: whether they want it, by which button it is made again, and
    where it is to be written.

    ``name`` and ``title`` are those of the card; ``stored``, ``address``, ``id`` and ``type`` are what Teams tells of
    the place for it.
    """

    accepted: bool
    action: str
    name: str
    title: str
    upload: str = field(default="", repr=False)
    address: str = ""
    stored: str = ""
    id: str = ""
    type: str = ""


def consent_of(activity: Activity) -> Consent | None:
    """What somebody said to a card that offers a file; None if the activity is no such thing."""
    if activity.get("name") != "fileConsent/invoke":
        return None
    value = _object(activity, "value")
    context, place = _object(value, "context"), _object(value, "uploadInfo")
    return Consent(
        accepted=_text(value, "action") == "accept",
        action=clean(_text(context, VALUE)),
        name=clean(_text(context, "name")),
        title=clean(_text(context, "title") or _text(place, "name")),
        upload=_text(place, "uploadUrl"),
        address=_text(place, "contentUrl"),
        stored=_text(place, "name"),
        id=_text(place, "uniqueId"),
        type=_text(place, "fileType"),
    )


def files_of(activity: Activity) -> list[Mapping[str, Any]]:
    """What Teams tells of the files that came with a message; pictures among the words count where there are none."""
    attached, worded = _list(activity, "attachments"), bool(_text(activity, "text").strip())
    kinds = [_text(each, "contentType") for each in attached]
    return [
        each
        for each, kind in zip(attached, kinds, strict=True)
        if kind == SENT_FILE or (kind.startswith("image/") and not worded)
    ]


def may_open(route: Route, who: Actor) -> bool:
    """Whether a file that somebody sent is opened: nobody reads along, and they are a member of the organisation."""
    return route.personal and who.belonging is Belonging.MEMBER


def is_removal(activity: Activity) -> bool:
    """Whether the advisor was removed from a conversation, or the conversation is no more."""
    if activity.get("type") == "installationUpdate":
        return str(activity.get("action") or "").startswith("remove")
    own = _text(_object(activity, "recipient"), "id")
    gone = any(_text(member, "id") == own for member in _list(activity, "membersRemoved"))
    event = _text(_object(activity, "channelData"), "eventType")
    return gone or event in ("teamDeleted", "teamHardDeleted", "channelDeleted")


def pressed(route: Route, action: str, who: Actor, where: Place) -> Pressed:
    reference = f"{route.conversation}|{route.message}" if route.message else ""
    return Pressed(actor=who, place=where, action=clean(action), message=reference)


class UnknownButtonError(Exception):
    """A button was not made here, or so long ago that nobody knows it any more."""


def opened(value: str, who: Actor, where: Place) -> Opened:
    """A document that is opened by a button.

    Raises:
        UnknownButtonError: nobody knows the button.
    """
    try:
        document, ref = unpacked(value)
    except (ValueError, RecursionError):
        raise UnknownButtonError from None
    return Opened(actor=who, place=where, document=document, ref=ref)


def home_opened(who: Actor, where: Place, view: str = "") -> HomeOpened:
    return HomeOpened(actor=who, place=where, view=clean(view))


def _text(found: object, key: str) -> str:
    value = found.get(key) if isinstance(found, Mapping) else None
    return value if isinstance(value, str) else ""


def _object(found: object, key: str) -> Mapping[str, Any]:
    value = found.get(key) if isinstance(found, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _list(found: Activity, key: str) -> list[Mapping[str, Any]]:
    value = found.get(key)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
