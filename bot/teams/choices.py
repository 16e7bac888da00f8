"""Choices to pick from, and what comes back when several are picked."""

from collections.abc import Sequence

from bot.chat.texts import cut
from bot.teams import limits
from bot.teams.cards import Element, input_label, weight
from flows.fields import Choice

_FEW = 5
"""So many choices are shown at once; more stand in a list that can be searched."""


def choice_set(id: str, label: str, choices: Sequence[Choice], chosen: Sequence[str], *, several: bool) -> Element:
    """Choices to pick from.  Several chosen ones come back in one text, with commas between them."""
    style = "expanded" if len(choices) <= _FEW else "filtered" if not several else "compact"
    value = ",".join(_packed(item) if several else item for item in chosen)
    return {
        "type": "Input.ChoiceSet",
        "id": id,
        "label": input_label(label),
        "choices": _drawn(choices, several=several),
        "style": style,
        "isMultiSelect": several,
        "wrap": True,
        **({"value": value} if value else {}),
    }


def _drawn(choices: Sequence[Choice], *, several: bool) -> list[Element]:
    """All of them; where they take too much room, their names are shortened so far that they do not."""
    longest = limits.CHOICE
    while True:
        drawn = [
            {"title": cut(each.label, longest) or "–", "value": _packed(each.value) if several else each.value}
            for each in choices
        ]
        if weight(drawn) <= limits.CHOICES_BYTES or longest <= limits.SHORTEST_CHOICE:
            return drawn
        longest = max(limits.SHORTEST_CHOICE, longest * 3 // 4)


def picked(value: str) -> list[str]:
    """The values that come back where several could be picked."""
    return [_unpacked(item) for item in value.split(",") if item]


def _packed(value: str) -> str:
    """A value without a comma, which stands between several."""
    return value.replace("%", "%25").replace(",", "%2C")


def _unpacked(value: str) -> str:
    return value.replace("%2C", ",").replace("%25", "%")
