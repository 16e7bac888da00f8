"""Lengths of time as people type them: "2 weeks", "1,5 days", "half a day", "1h30", "3-5 Tage"."""

import math
import re
from dataclasses import dataclass

from flows.reading.languages import AND, PAIRS, UNITS
from flows.reading.number_words import AND_A_HALF, HALF, ONE_AND_A_HALF
from flows.reading.numbers import UNIT_OF, read_number
from flows.reading.phrases import LONGEST, Pattern, alternatives, normal, table
from flows.reading.reading import Certainty, Reading, ask, clear, quoted, refuse
from flows.reading.text import visible

HOURS_OF_A_DAY = 8
DAYS_OF = {"week": 5, "month": 20, "quarter": 60, "half": 120, "year": 240}
"""Working days that people mean by longer units."""

_HALF = Pattern(rf"(?:{alternatives(HALF)}) (?P<unit>{alternatives(UNITS)})")
_HOURS = re.compile(r"(\d{1,3}) h(?:ours?|rs?|eures?)? ?(\d{1,2})(?: ?m(?:in)?\w*)?|(\d{1,2}):(\d{2}) h\w*")
_SAID_ALONE = alternatives(word for word, unit in UNITS.items() if len(word) > 2 and unit != "half")
_ONE = Pattern(rf"(?:an? )?(?P<unit>{_SAID_ALONE})(?: (?:واحد|واحده))?")
_AND_A_HALF = Pattern(
    rf"(?:(?:{alternatives(ONE_AND_A_HALF)}) (?P<unit>{alternatives(UNITS)})"
    rf"|(?P<before>.+) (?:{alternatives(AND_A_HALF)})(?P<behind> (?:{alternatives(UNITS)}))?)"
)
_AND = Pattern(rf"(?<=[^\W\d_])(?:,| (?:{alternatives(AND)})) (?=\d|{alternatives(HALF)})")
_PAIR = table(PAIRS)
_UNITS = table(UNITS)


@dataclass(frozen=True)
class Duration:
    """A length of time: how many of which unit (minute, hour, day, week, month …), empty where none was typed."""

    amount: float
    unit: str = ""

    @property
    def working_days(self) -> float:
        """In working days of eight hours; weeks have five."""
        if self.unit in ("hour", "minute"):
            return self.amount / HOURS_OF_A_DAY / (60 if self.unit == "minute" else 1)
        return self.amount * DAYS_OF.get(self.unit, 1)

    @property
    def whole_days(self) -> int:
        """The working days that have to be planned for it."""
        return math.ceil(round(self.working_days, 6))


def read_duration(text: str) -> Reading[Duration]:
    """Read a length of time; a range or a rough one is asked for."""
    typed = quoted(visible(text))
    words = normal(text) if len(visible(text)) <= LONGEST else ""
    if found := _AND_A_HALF.fullmatch(words):
        whole = (
            clear(Duration(1, _UNITS[found["unit"]]))
            if found["unit"]
            else read_duration(found["before"] + (found["behind"] or ""))
        )
        if whole.value is not None and whole.value.unit:
            return clear(Duration(whole.value.amount + 0.5, whole.value.unit))
    parts = [part for part in _AND.compiled.split(words) if part.strip()]
    if len(parts) > 1:
        return _sum([read_duration(part) for part in parts], typed)
    if found := _HALF.fullmatch(words):
        return clear(Duration(0.5, _UNITS[found["unit"]]))
    if words in _PAIR:
        return clear(Duration(2, _PAIR[words]))
    if found := _ONE.fullmatch(words):
        return clear(Duration(1, _UNITS[found["unit"]]))
    if found := _HOURS.fullmatch(words):
        hours, minutes = (int(part) for part in found.groups() if part is not None)
        return clear(Duration(hours + minutes / 60, "hour"))
    reading = read_number(text)
    known = [_duration(one.value, one.unit) for one in ((reading.value,) if reading.value else reading.offers)]
    durations = tuple(one for one in known if one and 0 <= one.amount < 1e6)
    if len(durations) < len(known) or not durations:
        return refuse("duration.none", typed=typed)
    if reading.clear:
        return clear(durations[0])
    if len(durations) == 1:
        return ask(durations, "duration.rough", typed=typed, number=durations[0].whole_days)
    first, second = durations[0].whole_days, durations[1].whole_days
    return ask(durations, "duration.range", typed=typed, number=first, other=second)


def _duration(amount: float, unit: str) -> Duration | None:
    kind = UNIT_OF.get(normal(unit).strip(" ."), "") if unit else ""
    return Duration(amount, kind) if isinstance(kind, str) and (kind or not unit) else None


def _sum(parts: list[Reading[Duration]], typed: str) -> Reading[Duration]:
    """Of parts such as "1 week and 2 days"."""
    known = [part.value for part in parts if part.value is not None and part.certainty is Certainty.CLEAR]
    if len(known) < len(parts) or any(not part.unit for part in known):
        return refuse("duration.none", typed=typed)
    return clear(Duration(sum(part.working_days for part in known), "day"))
