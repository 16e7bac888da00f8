"""What the Teams app listens to: the handlers and the manifest are both made from here."""

from collections.abc import Mapping

from flows import registry

OWN = ("ask", "coaching", "advisor")
"""The advisor's own commands, beside one for each dialogue."""


def commands() -> Mapping[str, str]:
    """The commands that can be written with a slash, by their name."""
    names = [dialogue.command for dialogue in registry.all_dialogues().values()]
    return {name: name for name in (*names, *OWN)}
