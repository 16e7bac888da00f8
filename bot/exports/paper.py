"""A document as it is written on paper: the blocks of its page, without buttons, and its pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat.blocks import Block


@dataclass(frozen=True)
class Paper:
    """What a file of a document says; all texts are in the language ``language`` (such as ``en`` or ``ar``).

    ``kind`` is what kind of document it is.  ``pictures`` are PNG files by the ids of the picture blocks, several of a
    high picture; ``notes`` stand in small print below the title, ``foot`` at the bottom of each page.  ``made_at`` is
    in UTC.
    """

    title: str
    kind: str
    language: str
    blocks: Sequence[Block]
    made_at: datetime
    pictures: Mapping[str, Sequence[bytes]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    foot: str = ""
    right_to_left: bool = False
