"""What the Teams app listens to: the handlers and the manifest are both made from here."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.teams.limits import APP_COMMANDS
from flows import registry

SCOPES = ("personal", "team", "groupChat")
"""Where the advisor is heard: in a person's own chat, in channels, in chats of several."""

TAB = "/teams/home"
"""Where the web page begins in the tab of Teams."""


@dataclass(frozen=True)
class Listed:
    """A command in the list that Teams shows: ``title`` is what is written when somebody chooses it.

    ``name`` is its name with a slash, empty for plain words.
    """

    title: str
    description: str
    name: str = ""


OWN = (
    Listed("Ask", "Ask a question about running a cluster.", "ask"),
    Listed("Coaching", "Set or see the date of your coaching session.", "coaching"),
    Listed("Help", "See what the advisor can do, with all dialogues.", "advisor"),
)
"""The advisor's own commands, beside one for each dialogue."""


def commands() -> Mapping[str, str]:
    """The commands by their name, and by the title that stands in the list, in small letters."""
    known = (*_dialogues(), *OWN)
    return {each.title.casefold(): each.name for each in known} | {each.name: each.name for each in known}


def listed() -> tuple[Listed, ...]:
    """What the list holds, as many as Teams takes: the main ways first, then the other dialogues in their order."""
    main = {dialogue.command for dialogue in registry.all_dialogues().values() if dialogue.main_path}
    first = (each for each in _dialogues() if each.name in main)
    others = (each for each in _dialogues() if each.name not in main)
    home = Listed("Home", "See where things stand and what comes next.")
    return (home, *first, *OWN, *others)[:APP_COMMANDS]


def _dialogues() -> tuple[Listed, ...]:
    return tuple(Listed(each.title, each.purpose, each.command) for each in registry.all_dialogues().values())


def resource(host: str, app_id: str) -> str:
    """What the page is called where Microsoft is asked for a token: the Application ID URI of the app registration."""
    return f"api://{host}/{app_id}"
