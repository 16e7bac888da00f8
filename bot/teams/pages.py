"""The elements of a message in as few cards as there is room for; what is too long for one goes on in the next."""

from collections.abc import Iterator, Sequence

from bot.teams import limits
from bot.teams.cards import Element, card, weight

_HOLD = {"Table": "rows", "Container": "items", "RichTextBlock": "inlines"}
"""What can be parted, and under which name stand the parts."""


def pages(elements: Sequence[Element], room: int = limits.CARD_BYTES) -> list[list[Element]]:
    """The elements in as few cards as there is room for, in bytes; a table that goes on begins with its head again."""
    empty = weight(card([]))
    found: list[list[Element]] = [[]]
    used = empty
    for element in (piece for whole in elements for piece in _pieces(whole, room - empty)):
        needed = weight(element) + 1
        if found[-1] and used + needed > room:
            found.append([])
            used = empty
        found[-1].append(element)
        used += needed
    return found


def _pieces(element: Element, room: int) -> Iterator[Element]:
    """An element in as many pieces as it takes; as it is where it cannot be parted."""
    name = _HOLD.get(element["type"])
    if weight(element) < room or name is None:
        yield element
        return
    held = element[name]
    head = held[:1] if element["type"] == "Table" else []
    rest = room - weight({**element, name: head}) - 1
    parts = held[len(head) :]
    if name == "items":
        parts = [part for each in parts for part in _pieces(each, rest)]
    piece: list[Element] = []
    used = 0
    for part in parts:
        needed = weight(part) + 1
        if piece and used + needed > rest:
            yield {**element, name: [*head, *piece]}
            piece, used = [], 0
        piece.append(part)
        used += needed
    yield {**element, name: [*head, *piece]}
