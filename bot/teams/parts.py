"""The parts of a long form: as many cards as it takes, each within its bytes; no question is cut in two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.chat.form_state import FormState
from bot.teams import limits
from bot.teams.cards import Element, card, weight

STATE = "s"
"""Under which name a button's data tell which form it belongs to."""
SHOWN, LISTS = "i", "m"
"""Under which names stand in a button's data the inputs of the card with one answer, and those with a list of them:
Teams leaves out what is empty."""

_TURNING = 1_500
"""Bytes of the way to other parts, and of what the number of a part adds to the state."""
_TURNS = 4
"""The buttons of that way, each with the one for older clients."""


@dataclass
class Unit:
    """Elements that stay together when a long form is drawn in parts, and the addresses of the inputs in them."""

    elements: list[Element]
    single: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    wrong: bool = False
    replaced: bool = False


@dataclass(frozen=True)
class _Load:
    """What elements take: their own bytes, the buttons that bring the state back, those that bring the inputs as
    well, and the bytes of the inputs' addresses."""

    own: int = 0
    buttons: int = 0
    sending: int = 0
    addresses: int = 0

    @classmethod
    def of(cls, elements: Sequence[Element], addresses: Sequence[str] = ()) -> "_Load":
        buttons = list(_buttons(elements))
        sending = sum(map(_sends, buttons))
        return cls(weight(elements), len(buttons), sending, weight(addresses))

    def __add__(self, other: "_Load") -> "_Load":
        return _Load(
            self.own + other.own,
            self.buttons + other.buttons,
            self.sending + other.sending,
            self.addresses + other.addresses,
        )

    def bytes(self, state: int) -> int:
        """Of the card, with a state of so many bytes."""
        return self.own + self.buttons * state + self.sending * self.addresses


def parts_of(units: Sequence[Unit], around: Sequence[Element], state: FormState) -> list[list[int]]:
    """The places of the units of each part, with room for what stands ``around`` the questions on every card."""
    told = weight({STATE: state.packed(), SHOWN: [], LISTS: []})
    fixed = _Load.of(around) + _Load(weight(card([])) + _TURNING, _TURNS, _TURNS)
    parts: list[list[int]] = [[]]
    used = fixed
    for place, unit in enumerate(units):
        needed = _Load.of(unit.elements, [*unit.single, *unit.several])
        if parts[-1] and (used + needed).bytes(told) > limits.CARD_BYTES:
            parts.append([])
            used = fixed
        parts[-1].append(place)
        used += needed
    return parts


def told_card(body: Sequence[Element], state: FormState, units: Sequence[Unit] = ()) -> Element:
    """A card on which every button says which form it belongs to, and those that send it which inputs stand there."""
    data: Element = {STATE: state.packed()}
    ids = {SHOWN: [id for unit in units for id in unit.single], LISTS: [id for unit in units for id in unit.several]}
    inputs = {**data, **{name: found for name, found in ids.items() if found}}
    for button in _buttons(body):
        button["data"] = {**(inputs if _sends(button) else data), **button["data"]}
    return card(body)


def _sends(button: Element) -> bool:
    """Whether what stands in the inputs comes back with it."""
    return button.get("associatedInputs") != "none"


def _buttons(found: Any) -> Iterable[Element]:
    """All buttons in elements that bring something back, with those for older clients."""
    if isinstance(found, Mapping):
        if found.get("type") in ("Action.Execute", "Action.Submit"):
            yield found  # type: ignore[misc]
        for key, value in found.items():
            if key != "data":
                yield from _buttons(value)
    elif isinstance(found, Sequence) and not isinstance(found, str):
        for item in found:
            yield from _buttons(item)
