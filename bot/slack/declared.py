"""What the Slack app listens to: the listeners and the manifest are both made from here."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.views import Prompt
from flows import registry


@dataclass(frozen=True)
class SlashCommand:
    """``name`` without the slash."""

    name: str
    description: str
    usage: str = ""


def commands() -> tuple[SlashCommand, ...]:
    """One command for each dialogue, in the order of a cluster's work, and the advisor's own."""
    dialogues = tuple(
        SlashCommand(dialogue.command, dialogue.purpose) for dialogue in registry.all_dialogues().values()
    )
    own = (
        SlashCommand("ask", "Ask a question about running a cluster.", "how do we keep our members"),
        SlashCommand("coaching", "Set or see the date of your coaching session.", "12 March 2027 14:00"),
        SlashCommand("advisor", "See what the advisor can do."),
    )
    return (*dialogues, *own)


@dataclass(frozen=True)
class Shortcut:
    """``kind``: ``message`` for the menu of a message, ``global`` for the one beside the field for messages."""

    callback: str
    name: str
    kind: str
    description: str


AGENT = (
    "Answers questions about running a cluster from articles with sources, and guides you from your needs to a plan."
)
"""What the advisor does, where Slack lists its agents."""
PROMPTS = (
    Prompt("Ask a question", "How do we attract new members?"),
    Prompt("Find out what we need", "Start our Needs assessment"),
    Prompt("Plan our work", "Start our Action plan"),
    Prompt("What can you do?", "What can you do?"),
)
"""What one could write, until the advisor knows where somebody stands."""

ASK_ABOUT, START = "ask-about", "start-dialogue"
SHORTCUTS = (
    Shortcut(ASK_ABOUT, "Ask the advisor", "message", "Ask about this message. Only you see the answer."),
    Shortcut(START, "Start a dialogue", "global", "Choose a dialogue and begin it, or go on with it."),
)

EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "message.im": ("im:history",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
"""Event → the scopes it needs."""

METHODS: Mapping[str, tuple[str, ...]] = {
    "assistant.threads.setStatus": ("chat:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "auth.test": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("im:history",),
    "conversations.open": ("im:write",),
    "conversations.replies": ("im:history",),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "oauth.v2.access": (),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
"""Web API method → the scopes it needs."""

FILES: Mapping[str, tuple[str, ...]] = {"file_input": ("files:read",), "url_private_download": ("files:read",)}
"""What else has to do with files → the scopes it needs."""


def scopes() -> list[str]:
    """The scopes that all this needs, and no other."""
    needed = {"commands"}
    for table in (EVENTS, METHODS, FILES):
        needed |= {scope for some in table.values() for scope in some}
    return sorted(needed)


def opens_window(command: str, text: str) -> bool:
    """Whether a command opens a window: it starts a dialogue, brings a plan in, or shows all clusters."""
    starts = command in {dialogue.command for dialogue in registry.all_dialogues().values()}
    first, *_ = [*text.casefold().split(), ""]
    return starts or (command == "advisor" and (first == "cohort" or text.strip().casefold() == "import"))
