"""The page on which somebody says when they work, and what is wrong with an answer."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from bot.store.zones import zone_of
from flows.calendar import FRIDAY_SATURDAY, SATURDAY_SUNDAY
from flows.dialogue import Dialogue, Page
from flows.fields import Choice, Choices, Raw, choice, choices, date_, short_text, yes_no
from flows.findings import Words
from flows.validation import FieldError

LONGEST = timedelta(days=366)
"""An absence of more days is likely a slip."""

SHORTEST = timedelta(hours=1)
"""A working day lasts at least so long, so that there is time for a reminder in it."""

WEEKDAYS: Choices = tuple(
    Choice(str(number), name)
    for number, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
)
WEEKENDS: Mapping[str, frozenset[int]] = {
    "saturday-sunday": SATURDAY_SUNDAY,
    "friday-saturday": FRIDAY_SATURDAY,
    "thursday-friday": frozenset({3, 4}),
    "friday": frozenset({4}),
    "sunday": frozenset({6}),
}
_WEEKEND_NAMES: Choices = (
    Choice("country", "As usual in the country"),
    Choice("saturday-sunday", "Saturday and Sunday"),
    Choice("friday-saturday", "Friday and Saturday"),
    Choice("thursday-friday", "Thursday and Friday"),
    Choice("friday", "Friday only"),
    Choice("sunday", "Sunday only"),
)
_HOURS: Choices = tuple(
    Choice(f"{hour:02}:{minute:02}", f"{hour:02}:{minute:02}") for hour in range(5, 23) for minute in (0, 30)
)


def _absences(answers: Mapping[str, Raw], row: str) -> Choices:
    """The absences there are, as the person's page holds them."""
    named = (answers.get("own") or {}).get("absences") or {}
    return tuple(Choice(value, label) for value, label in named.items())


class OwnPage(Page):
    title = "Your working time"
    intro = "Reminders come in your working hours, on your working days, and never while you are away."
    opens: str | None = choice("When does your working day begin?", _HOURS, group="Hours and days", required=False)
    closes: str | None = choice("When does it end?", _HOURS, group="Hours and days", required=False)
    workdays: list[str] = choices(
        "Which days do you work?",
        WEEKDAYS,
        group="Hours and days",
        required=False,
        help="Choose none to work on the days that are usual in your cluster.",
    )
    first: date | None = date_(
        "What is the first day you are away?",
        group="Absence",
        required=False,
        help="Whoever started a plan is told what falls due in the meantime.",
        example="2026-12-21",
    )
    last: date | None = date_(
        "What is the last day you are away?", group="Absence", required=False, example="2027-01-03"
    )
    kept: list[str] = choices(
        "When are you away?", _absences, group="Absence", required=False, help="Take away what is not right any more."
    )
    reminders: bool | None = yes_no("Do you want reminders?", group="Reminders", required=False)
    weekly: bool | None = yes_no(
        "Do you want an overview of your week on Monday mornings?",
        group="Reminders",
        required=False,
        help="What was done, what is due, and the next session. It comes only if there is something to tell.",
    )
    zone: str | None = short_text(
        "Which time zone are you in?",
        group="Time zone",
        required=False,
        help="Leave it empty to use your browser’s.",
        example="Europe/Vienna",
    )
    weekend: str | None = choice(
        "When is the weekend of your cluster?",
        _WEEKEND_NAMES,
        group="Your cluster",
        required=False,
        help="This applies to everybody in the cluster, in plans and in reminders.",
    )


class Own(Dialogue):
    """The page about oneself; no document is made of it."""

    id = "settings"
    command = "settings"
    title = "Settings"
    purpose = "Say when you work."
    minutes = 1
    own: OwnPage


def problems(page: OwnPage, today: date) -> Iterator[FieldError]:
    """What does not fit together."""
    if (page.opens is None) is not (page.closes is None):
        missing = "opens" if page.opens is None else "closes"
        yield FieldError((missing,), Words(id="settings.both-hours"))
    elif page.opens and page.closes and _length(page.opens, page.closes) < SHORTEST:
        yield FieldError(("closes",), Words(id="settings.hours-order"))
    if (page.first is None) is not (page.last is None):
        yield FieldError(("first" if page.first is None else "last",), Words(id="settings.both-days"))
    elif page.first and page.last and (wrong := absence_problem(page.first, page.last, today)) is not None:
        yield FieldError(("last",), wrong)
    if page.zone and zone_of(page.zone) is None:
        yield FieldError(("zone",), Words(id="settings.no-zone", params={"typed": page.zone[:40]}))


def absence_problem(first: date, last: date, today: date) -> Words | None:
    """What is wrong with an absence, if anything is."""
    params: dict[str, str | int | float] = {"first": first.isoformat(), "last": last.isoformat()}
    if last < first:
        return Words(id="settings.days-order", params=params)
    if last < today:
        return Words(id="settings.absence-over", params=params)
    return Words(id="settings.absence-long", params=params) if last - first > LONGEST else None


def clock(text: str | None) -> time | None:
    """An hour out of the choices."""
    return time.fromisoformat(text) if text else None


def _length(opens: str, closes: str) -> timedelta:
    begin, end = time.fromisoformat(opens), time.fromisoformat(closes)
    return timedelta(hours=end.hour - begin.hour, minutes=end.minute - begin.minute)
