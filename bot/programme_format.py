"""What may stand in the file of a programme: each group of its lines, and what its values look like."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from flows.reading.dates import YEARS
from flows.reading.mail_addresses import is_address

SHORTEST = 60
"""Minutes of a working day at least, so that there is time for reminders in it."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _within_years(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(f"{day} is in an unlikely year. Write it as year-month-day, such as 2027-03-31.")
    return day


def _an_address(typed: str) -> str:
    if not is_address(typed):
        raise ValueError(
            f"“{typed[:60]}” is not an e-mail address. Write one such as name@example.org, or leave the line out."
        )
    return typed


Day = Annotated[date, AfterValidator(_within_years)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Mail = Annotated[str, AfterValidator(_an_address)]


class PartLines(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class ClosureLines(PartLines):
    name: Name
    first: Day = Field(alias="from")
    last: Day | None = Field(None, alias="until")


class DeadlineLines(PartLines):
    name: Name
    day: Day


class RemindersLines(PartLines):
    hours: str = ""
    weekend: list[str] | None = None

    @field_validator("hours")
    @classmethod
    def _readable(cls, hours: str) -> str:
        if hours and hours_in(hours) is None:
            said = "Write full or half hours such as “08:30-17:00”, the earlier one first, at least one hour apart."
            raise ValueError(said)
        return hours

    @field_validator("weekend")
    @classmethod
    def _weekdays(cls, days: list[str] | None) -> list[str] | None:
        for day in days or ():
            if day.casefold() not in DAYS:
                raise ValueError(
                    f"“{day}” is not a day of the week. Write them in English, such as [saturday, sunday]."
                )
        return days


class ProgrammeLines(PartLines):
    name: Name
    starts: Day | None = None
    ends: Day | None = None
    holidays: list[ClosureLines] = []
    deadlines: list[DeadlineLines] = []
    reminders: RemindersLines = RemindersLines()


class InvitedLines(PartLines):
    name: Name
    mail: Mail | None = None


class ClusterLines(PartLines):
    id: Id
    name: Name
    country: str = ""
    region: str = ""
    staff: list[InvitedLines] = []


class CoachLines(PartLines):
    name: Name
    mail: Mail | None = None
    account: str = ""
    clusters: list[str] = []


class FileLines(PartLines):
    programme: ProgrammeLines
    clusters: list[ClusterLines] = []
    coaches: list[CoachLines] = []


def hours_in(text: str) -> tuple[time, time] | None:
    """Two times of day such as ``08:30-17:00``; None where these are none."""
    first, dash, last = text.replace(" ", "").replace("–", "-").partition("-")
    try:
        opens, closes = time.fromisoformat(first), time.fromisoformat(last)
    except ValueError:
        return None
    if any(each.tzinfo or each.second or each.microsecond for each in (opens, closes)):
        return None
    fits = all(time(5) <= each <= time(22, 30) and each.minute in (0, 30) for each in (opens, closes))
    lasts = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    return (opens, closes) if dash and fits and lasts >= SHORTEST else None
