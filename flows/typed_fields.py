"""What the date and number fields of a dialogue make of what was typed: the value, or what to ask with offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from flows.fields import Choice, Kind, Question, Raw
from flows.findings import Words
from flows.reading.dates import read_date
from flows.reading.durations import Duration, read_duration
from flows.reading.languages import UNITS
from flows.reading.numbers import Quantity, exact_number, read_number, same_unit
from flows.reading.reading import Reading

Value = TypeVar("Value")


@dataclass(frozen=True)
class Taken(Generic[Value]):
    """A value, or the words that say what is wrong or asked, with what may be meant."""

    value: Value | None
    words: Words | None = None
    offers: tuple[Choice, ...] = ()


def take_date(text: str, today: date) -> Taken[date]:
    """The date of a field; an offer is stored in the form that every reader knows."""
    reading = read_date(text, today)
    offers = tuple(Choice(day.isoformat(), day.isoformat()) for day in reading.offers)
    return Taken(reading.value, reading.words, offers)


def take_number(question: Question, text: str, unit: str = "") -> Taken[int | float]:
    """The number of a field; ``unit`` is what the field beside it names.  A unit that is typed must be the field's."""
    if UNITS.get(question.unit) == "day":
        return _take_days(text)
    return _take_number(question, read_number(text), question.unit or unit)


def _take_number(question: Question, reading: Reading[Quantity], unit: str) -> Taken[int | float]:
    quantity = reading.value
    if quantity is None:
        return Taken(None, reading.words, tuple(_offer(one, unit) for one in reading.offers))
    of_hundred = question.kind is Kind.SHARE and same_unit(quantity.unit, "%")
    if not quantity.unit or of_hundred or same_unit(quantity.unit, unit):
        return Taken(quantity.value)
    params = {"typed": f"{figure(quantity.value)} {quantity.unit}", "number": quantity.value, "unit": unit}
    words = Words(id="number.other-unit" if unit else "number.unit", params=params)
    return Taken(None, words, (_offer(Quantity(quantity.value), unit),))


def _offer(quantity: Quantity, unit: str) -> Choice:
    number = figure(quantity.value)
    typed = "" if same_unit(quantity.unit, unit) else quantity.unit
    return Choice(f"{number} {typed}".strip(), f"{number} {quantity.unit or unit}".strip())


def _take_days(text: str) -> Taken[int | float]:
    reading = read_duration(text)
    length = reading.value
    if length is None:
        return Taken(None, reading.words, tuple(_days_offer(one) for one in reading.offers))
    if length.unit in ("", "day") and float(length.amount).is_integer():
        return Taken(int(length.amount))
    words = Words(id="duration.converted", params={"typed": text.strip(), "number": length.whole_days})
    return Taken(None, words, (_days_offer(length),))


def _days_offer(length: Duration) -> Choice:
    days = length.whole_days
    return Choice(str(days), str(days), Words(id="duration.days", params={"number": days}))


def figure(number: float) -> str:
    """A number as every reader knows it."""
    return str(int(number)) if float(number).is_integer() else str(number)


def in_words(number: float) -> str:
    """A number inside of a sentence: 21,000 or 2.5."""
    return f"{number:,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def with_units(asked: Mapping[str, Question], fields: Mapping[str, Raw]) -> dict[str, Raw]:
    """The answers of a page with the units that were typed with numbers where they belong.

    A unit that is the field's is dropped; another goes into the field for the unit, where that is empty.
    """
    moved = dict(fields)
    for key, question in asked.items():
        raw = fields.get(key)
        if question.kind not in (Kind.NUMBER, Kind.SHARE) or not isinstance(raw, str) or not raw.strip():
            continue
        quantity = exact_number(raw)
        if quantity is None or not quantity.unit:
            continue
        beside = str(moved.get(question.unit_field) or "").strip() if question.unit_field else ""
        known = question.unit or beside
        if question.unit_field and not known:
            moved[question.unit_field] = quantity.unit
        elif not same_unit(quantity.unit, known):
            continue
        moved[key] = figure(quantity.value)
    return moved
