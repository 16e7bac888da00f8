"""The gate: who somebody is, and what they may do, before anything of a cluster is opened.

Only a member of the workspace is let in.  Everybody else may ask the public knowledge base where they stand; nothing
is kept of them, and nothing of a cluster is told.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from bot.advisor.answers import answering, cards
from bot.advisor.coaching import invitations
from bot.advisor.conversation import command_in, dialogue_named
from bot.advisor.home import suggested
from bot.advisor.privacy import kept_page, own_data
from bot.advisor.registry import Press
from bot.advisor.turn import Services, Turn
from bot.chat.blocks import Heading
from bot.chat.codes import code_in
from bot.chat.events import (
    Belonging,
    ChatOpened,
    Command,
    Event,
    FileWanted,
    FormSent,
    HomeOpened,
    Opened,
    Pressed,
    Said,
)
from bot.chat.messages import voice
from bot.chat.views import Message, Reply
from bot.store.people import Person
from bot.store.scope import Role
from flows.typed import clean_text
from knowledge.search.smalltalk import small_talk


def _presses(table: Mapping[str, tuple[str, ...]]) -> frozenset[Press]:
    return frozenset((name, verb) for name, verbs in table.items() for verb in verbs)


OUTSIDERS = _presses({"article": ("show",), "answer": ("more",)})
"""What everybody may press: it answers from the public knowledge base."""
MEMBERS = _presses(
    {
        "home": ("show", "web", "about"),
        "dialogue": ("start",),
        "document": (
            *("resume", "open", "edit", "submit", "cancel", "restore", "hand-in", "hand-in-as-is", "share"),
            *("discard", "bring-back", "version", "table", "part", "picture", "file", "behind"),
            *("copy", "rename", "delete", "delete-it", "take-over"),
            *("compare", "compare-part", "as-draft", "as-draft-part", "as-draft-now"),
        ),
        "action": ("done", "undo", "change", "move"),
        "coaching": (
            *("ask", "set", "add", "move", "move-day", "cancel"),
            *("show", "open", "invitation", "notes", "details", "step"),
        ),
        "slot": ("free", "move", "take", "offer", "mine", "withdraw"),
        "command": ("run", "all"),
        "answer": ("helpful", "unhelpful", "none", "coach", "share"),
        "handover": (
            *(
                "ask",
                "keep",
                "read",
                "claim",
                "change",
                "back",
                "not-an-answer",
                "send",
                "again",
                "propose",
                "solved",
                "more",
            ),
        ),
        "review": ("right",),
        "request": ("do", "keep", "due", "remind"),
        "cluster": ("show", "edit", "confirm"),
        "settings": ("show", "edit", "away", "back"),
        "calendar": ("show", "make", "stop"),
        "week": ("off", "on"),
        "part": ("show", "choose"),
        "invitation": ("show", "make", "for", "again", "revoke"),
        "comment": ("part", "all", "write", "remove", "not-one", "answer", "done", "go"),
        "feedback": ("write", "send", "accept", "step", "later", "usual"),
        "privacy": ("kept", "mine", "take", "erase", "erase-now"),
        "reminder": ("done", "snooze-day", "snooze-week", "why", "page", "away", "stop", "kind-off", "kind-on"),
    }
)
"""What members may press; what they find behind it is decided by the wall between clusters and by their role."""
STAFF = _presses(
    {
        "import": ("start", "look", "columns", "changes", "part", "take", "drop"),
        "reminder": ("addresses", "address", "address-off"),
        "questionnaire": (
            *("send", "links", "file", "close", "bring", "take", "drop"),
            *("mail", "mail-give", "mail-send", "mail-erase"),
        ),
    }
)
"""What only the people of a cluster may press: a coach brings nothing in, and sees no addresses and no answers of
members."""
FORMER = _presses({"coaching": ("invitation",), "privacy": ("kept", "mine", "take", "erase", "erase-now")})
"""What those may press who have no part any more: it takes out of their calendars what ended with their cluster, and
what is kept of them is theirs still."""
OWN_DATA = frozenset({"my-data", "erase-me", "privacy"})
"""The commands about what is kept of oneself."""
COHORT = _presses({"cohort": ("show", "needs", "nudge", "file")})
"""What only those may press who accompany several clusters: coaches and administrators."""
CURATORS = _presses({"curation": ("list", "look", "assign", "another", "write", "aside", "edit", "undo")})
"""What only those may press who keep the knowledge base."""
ADMINISTRATORS = _presses(
    {
        "programme": (
            *("edit", "new", "cluster", "change", "staff", "coach"),
            *("remove", "give", "close", "close-with"),
        ),
        "workspace": ("keep", "erase"),
        "data": ("show", "take", "erase", "done"),
    }
)
"""What only those may press who run the programme."""
OUTSIDE_COMMANDS = frozenset({"ask"})
"""The commands for everybody; all others are for members."""
SILENT = frozenset({Belonging.DELETED, Belonging.BOT})
"""Nobody is there to be answered."""


def may_press(role: Role, press: Press) -> bool:
    """Whether a member in this role may press it; what stands in no table nobody may."""
    if role is Role.OUTSIDE:
        return False
    if press in STAFF:
        return role in (Role.STAFF, Role.CURATOR)
    if press in ADMINISTRATORS:
        return role is Role.ADMIN
    if press in COHORT:
        return role in (Role.COACH, Role.ADMIN)
    return press in OUTSIDERS or press in MEMBERS or (press in CURATORS and role is Role.CURATOR)


def may_subscribe(person: Person, cluster: str) -> bool:
    """Whether somebody may read the calendar feed that they made in a cluster, empty for a coach: only as a member who
    is there still, in the same part."""
    return bool(person.account) and person.cluster == cluster and person.has_dates


def press_of(action: str) -> tuple[Press, list[str]]:
    """What a `Button.action` names, and what stands behind it."""
    name, *rest = action.split(":")
    if name == "article":
        return (name, "show"), rest
    if name == "home" and not rest:
        return (name, "show"), rest
    return (name, rest[0] if rest else ""), rest[1:]


async def answer_outsider(services: Services, event: Event, now: datetime) -> Reply:
    """Answer somebody who is no member: from the public knowledge base, or in a sentence that says what they can do."""
    actor = event.actor
    if actor.belonging in SILENT:
        return Reply()
    locale = actor.locale or "en"
    nobody = Person("", actor.name, "", Role.STAFF, "UTC", locale, "", False, actor.account)
    turn = Turn(services, nobody, voice(locale, "UTC"), event.place, actor, now)
    match event:
        case Said() | Command() if joins(event):
            return turn.say("invitation.outside")  # nor is a code a question, to be written down
        case Said(text=text):
            question = _question(turn, clean_text(text).strip())
            return await answering.ask(turn, question) if question else _refusal(turn)
        case Command(name=name, text=text):
            asks = name.lower() in OUTSIDE_COMMANDS and text.strip()
            return await answering.ask(turn, text.strip()) if asks else _refusal(turn)
        case Pressed(action=action):
            press, parts = press_of(action)
            return _article(turn, press, parts) if press in OUTSIDERS else _refusal(turn)
        case HomeOpened():
            said = turn.line(f"gate.{actor.belonging}")
            return Reply(home=Message(said.summary, (Heading(turn.voice.say("home.title")), *said.blocks)))
        case ChatOpened():
            return Reply(prompts=suggested.for_everybody(turn))
        case FormSent():
            return Reply(messages=(turn.line(f"gate.{actor.belonging}"),), failed=True)
        case Opened() | FileWanted():
            return _refusal(turn)
    assert_never(event)


def joins(event: Event) -> bool:
    """Whether somebody is about to join, which they may without any part."""
    match event:
        case Said(text=text):
            return bool(code_in(text))
        case Command(name=name, text=text):
            return name.lower() == "join" or bool(code_in(text))
        case _:
            return False


def looks_back(event: Event) -> bool:
    """Whether somebody asks for what they may have without any part; whether it is theirs is decided behind it."""
    match event:
        case Pressed(action=action):
            return press_of(action)[0] in FORMER
        case FileWanted(document=document):
            return document.partition(":")[0] in (invitations.DOCUMENT, own_data.DOCUMENT)
        case Opened(document=document):
            return document == kept_page.DOCUMENT
        case Command(name=name, text=text):
            return _is_about_own_data(name, text)
        case Said(text=text):
            command = command_in(clean_text(text).strip())
            return command is not None and _is_about_own_data(*command)
        case _:
            return False


def _is_about_own_data(name: str, text: str) -> bool:
    asked = text if name.casefold() == "advisor" else name
    return "-".join(asked.casefold().split()) in OWN_DATA


async def answer_former(services: Services, event: Event, now: datetime) -> Reply:
    """Answer a member who has no part in the programme (any more): as those who never had one."""
    actor = event.actor.model_copy(update={"belonging": Belonging.FORMER})
    return await answer_outsider(services, event.model_copy(update={"actor": actor}), now)


def _refusal(turn: Turn) -> Reply:
    return turn.say(f"gate.{turn.actor.belonging}")


def _question(turn: Turn, text: str) -> str:
    """The question in what an outsider wrote; empty where it asks for something of a cluster, or is short talk."""
    if not text:
        return ""
    if command := command_in(text):
        return command[1].strip() if command[0].lower() in OUTSIDE_COMMANDS else ""
    return "" if small_talk(text) or dialogue_named(text, turn.audience) else text


def _article(turn: Turn, press: Press, parts: list[str]) -> Reply:
    """An article, or the rest of it, from a button of a public answer."""
    index = 0 if press == ("article", "show") else 1
    article = turn.articles.get(parts[index]) if len(parts) > index else None
    if article is None:
        return turn.say("answer.gone")
    card = cards.more_card if index else cards.answer_card
    return Reply(messages=(card(turn, article, "", "en"),))
