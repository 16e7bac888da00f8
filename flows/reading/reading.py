"""What was read in something typed: the value, how sure it is, and what to offer where it is not."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from flows.findings import Param, Words

T = TypeVar("T")


class Certainty(StrEnum):
    """How sure the reader is of what was meant."""

    CLEAR = "clear"
    ASK = "ask"
    """It may be meant, but the person has to say so: the offers show what."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What was read.

    ``value`` is there when it is clear, and only then.  ``offers`` are what it can mean, the likeliest first: never
    empty when it is to be asked.  ``words`` say what was understood and what is asked or wrong; None when clear.
    """

    value: T | None
    certainty: Certainty
    offers: tuple[T, ...] = ()
    words: Words | None = None

    @property
    def clear(self) -> bool:
        return self.certainty is Certainty.CLEAR


def clear(value: T) -> Reading[T]:
    """A value that can only mean one thing."""
    return Reading(value, Certainty.CLEAR)


def ask(offers: tuple[T, ...], message: str, **params: Param) -> Reading[T]:
    """Something that is likely meant, to be confirmed."""
    return Reading(None, Certainty.ASK, offers, Words(id=message, params=params))


def refuse(message: str, **params: Param) -> Reading[T]:
    """Nothing that could be meant."""
    return Reading(None, Certainty.REFUSED, (), Words(id=message, params=params))


def quoted(text: str) -> str:
    """What was typed, short enough to be said back."""
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else shown[:39] + "…"
