"""The questions of the green roadmap, page by page; its four horizons are general practice."""

from collections.abc import Mapping
from datetime import date

from pydantic import model_validator

from flows.dialogue import Page, Row, problem
from flows.fields import Choice, Choices, Raw, choice, choices, date_, long_text, number, person, repeat, short_text
from flows.people import Person
from flows.reading.spans import months_later
from flows.validation import raw_rows

HORIZONS: Mapping[str, tuple[str, int]] = {
    "now": ("Now", 3),
    "6-months": ("In 6 months", 6),
    "1-year": ("In 1 year", 12),
    "3-years": ("In 3 years", 36),
}
"""Horizon → (label, months from the start at the end of which it is done)."""


class Need(Row):
    """What members need to become greener."""

    need: str = short_text("What do members need?", short="Need", example="Know their energy use and what to do first")
    who: str | None = short_text("Who needs it?", required=False, example="Twelve food producers with under 50 staff")


class NeedsPage(Page):
    title = "Needs and ambition"
    intro = "Begin with what members told you, and with the picture you want to see in three years."
    needs: list[Need] = repeat(
        "Needs of your members",
        Need,
        row_name="Need",
        max_rows=20,
        help="The most urgent first. Ask members before you write: a few short interviews are enough to begin.",
    )
    ambition: str = long_text(
        "What is your ambition?",
        short="Ambition",
        help="One sentence for three years from now.",
        example="Every second member has its own plan for less CO2 and reports on it once a year.",
    )
    start: date = date_(
        "When does the roadmap start?",
        short="Start",
        help="The horizons count from here.",
        example="2027-01-11",
        due=False,
    )


class Partner(Row):
    """Who takes part."""

    name: str = short_text("Partner", example="Energy agency of the region")
    brings: str | None = short_text("What do they bring?", required=False, example="Energy checks at a lower price")


class PartnersPage(Page):
    title = "Partners"
    intro = "Research, technology providers, other clusters, authorities and funders. You may leave this page empty."
    partners: list[Partner] = repeat("Partners", Partner, row_name="Partner", max_rows=30, required=False)


def _needs(answers: Mapping[str, Raw], row_id: str) -> Choices:
    rows = raw_rows((answers.get("needs") or {}).get("needs"))
    return tuple(Choice(need_id, str(row.get("need") or "…")) for need_id, row in rows)


class Activity(Row):
    """One activity with its horizon, its owner and the figure that shows its success."""

    activity: str = short_text("What will you do?", short="Activity", example="Energy checks at ten members")
    horizon: str = choice(
        "By when?",
        tuple(Choice(horizon, label) for horizon, (label, _) in HORIZONS.items()),
        short="Horizon",
        help="Now means within the first three months.",
    )
    owner: Person | None = person("Who is in charge?", short="Owner", required=False, example="Ana Sample")
    needs: list[str] = choices("Which needs does it answer?", _needs, short="Needs", required=False)
    kpi: str | None = short_text(
        "How will you see that it works?",
        short="KPI",
        group="The figure",
        required=False,
        help="A key performance indicator (KPI): something you can count, such as CO2.",
        example="CO2 emissions of the members taking part",
    )
    unit: str | None = short_text(
        "In which unit?", short="Unit", group="The figure", required=False, example="t a year"
    )
    today: float | None = number(
        "Where does it stand today?",
        short="Today",
        group="The figure",
        unit_field="unit",
        required=False,
        example="900",
    )
    target: float | None = number(
        "Where should it be?", short="Target", group="The figure", unit_field="unit", required=False, example="700"
    )

    @model_validator(mode="after")
    def figure_of_something(self) -> "Activity":
        if not self.kpi and (self.today is not None or self.target is not None):
            raise problem("roadmap.kpi-missing", field="kpi")
        return self


class ActivitiesPage(Page):
    title = "Activities"
    intro = "One entry per activity: by when, who is in charge, and the figure that shows its success."
    activities: list[Activity] = repeat("Activities", Activity, row_name="Activity", max_rows=60)


def until(start: date, horizon: str) -> date:
    """The last day of a horizon of a roadmap that starts on a day."""
    return months_later(start, HORIZONS[horizon][1])
