"""What a message asks for, also where it tells a day in words: "coaching next Friday at noon"."""

from dataclasses import replace
from datetime import date

from flows.reading.mentions import named_in
from flows.reading.text import visible
from knowledge.search.requests import LONGEST, Request, may_name_a_day, read_request

_FIGURE = "1"
"""Stands for a day in a message: all days are alike to the reader of requests."""


def read(text: str, today: date) -> Request | None:
    """What a message asks for of one's own work; None where it is nothing of that kind.

    What an example says word for word, with another day in it, counts before what is likely.
    """
    found = read_request(text)
    words = visible(text).split()
    said = " ".join(words)
    if (found is not None and found.exact) or len(words) > LONGEST or not may_name_a_day(said):
        return found
    for day in named_in(text, today):
        said = said.replace(day, _FIGURE, 1)
    dated = read_request(said)
    if dated is None or not dated.exact:
        return found
    return replace(dated, when=found.when, whose=found.whose) if found else dated
