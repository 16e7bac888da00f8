"""The questions of the international strategy, page by page.

Source: the ECCP guide on how clusters lead transitions, segment on internationalisation: diagnostics, choice and
action; market and value chain, ambition of the members and capabilities of the cluster; target markets or a network of
partners; services, partners and financing; a review at least every six months.
"""

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationInfo, field_validator, model_validator

from flows.dialogue import Page, Row, problem
from flows.dialogues.smart_goal import future
from flows.fields import (
    Choice,
    Choices,
    choice,
    choices,
    date_,
    grid,
    long_text,
    people,
    rating,
    repeat,
    short_text,
    yes_no,
)
from flows.people import Person
from flows.reading.spans import months_later

AREAS: Mapping[str, str] = {
    "sell": "Selling in new markets",
    "supply": "Finding suppliers and making value chains safer",
    "innovate": "Innovation projects with partners abroad",
    "learn": "Learning from other countries and clusters",
    "visible": "Being known abroad",
    "invest": "Attracting investors and talent",
}
"""Area → label: what members may want abroad and a cluster can help with (after the services named in the source)."""

_AREAS: Choices = tuple(Choice(area, label) for area, label in AREAS.items())

APPROACHES: Choices = (
    Choice("markets", "Target markets"),
    Choice("network", "A network of partners"),
    Choice("both", "Both"),
)

LONGEST_PAUSE = 6
"""Months between two reviews at most, says the source."""

PAUSES: Mapping[str, tuple[str, int]] = {
    "1-month": ("Every month", 1),
    "3-months": ("Every 3 months", 3),
    "6-months": ("Every 6 months", LONGEST_PAUSE),
}
"""How often → (label, months)."""

AHEAD = 24
"""Months after the first review for which dates are set where nothing else is said (general practice)."""

MOST_REVIEWS = 60


class Standing(Row):
    """How much members want one thing, and how well the cluster can help with it."""

    ambition: int | None = rating(
        "What members want", low=1, high=5, required=False, help="1 = hardly anybody asks, 5 = many want it now"
    )
    capability: int | None = rating(
        "What we can do", low=1, high=5, required=False, help="1 = nothing yet, 5 = we do it very well"
    )

    @model_validator(mode="after")
    def both(self) -> "Standing":
        if self.ambition is None and self.capability is not None:
            raise problem("abroad.ambition-missing", field="ambition")
        if self.capability is None and self.ambition is not None:
            raise problem("abroad.capability-missing", field="capability")
        return self

    @property
    def gap(self) -> int:
        """How far what the cluster can do stays behind what members want, from 0 to 4."""
        return max((self.ambition or 0) - (self.capability or 0), 0)


class DiagnosticsPage(Page):
    title = "Diagnostics"
    intro = "First look at where you stand: your market, what members want, and what your organisation can do."
    market: str = long_text(
        "How do your market and your value chain stand?",
        short="Market and value chain",
        help="Where do members sell and buy? Which part of the chain could break?",
        example="Two thirds of the sales go to three neighbours. One sensor comes from a single country.",
    )
    ambition: str | None = long_text(
        "What do members want abroad?",
        short="Members’ ambition",
        required=False,
        help="Say how you know: a questionnaire, visits, a working group.",
        example="In our survey 18 of 84 want to sell in the Nordic countries.",
    )
    capability: str | None = long_text(
        "What can your organisation do?",
        short="Our capabilities",
        required=False,
        help="People, languages, contacts, money.",
        example="One colleague for two days a week, contacts with clusters in four countries",
    )
    standing: dict[str, Standing] = grid(
        "Ambition and capability",
        _AREAS,
        Standing,
        help="Rate what concerns you, and leave the rest empty.",
    )


class Objective(Row):
    """What is to be reached abroad."""

    objective: str = short_text("Objective", example="Ten members sell in the Nordic countries by 2029")


class Target(Row):
    """A market, or a partner of the network."""

    name: str = short_text("Market or partner", example="Sweden")
    why: str | None = long_text(
        "Why this one?", required=False, example="Same standards, near, and twelve members know it"
    )


class ChoicePage(Page):
    title = "Choice"
    intro = "Now decide what you want, and where. Saying no to the rest saves time and money."
    objectives: list[Objective] = repeat(
        "Objectives", Objective, row_name="Objective", max_rows=10, help="They serve the strategy of your cluster."
    )
    approach: str = choice(
        "How do you choose where to go?",
        APPROACHES,
        short="Approach",
        help="Some clusters choose countries, others build a network that finds a partner for each new question.",
    )
    targets: list[Target] = repeat(
        "Target markets and partners", Target, row_name="Market or partner", max_rows=20, required=False
    )


class Service(Row):
    """What the cluster does for its members abroad."""

    service: str = short_text("Service or activity", short="Service", example="Study tour to Gothenburg")
    areas: list[str] = choices("What does it serve?", _AREAS, short="Serves", required=False)
    responsible: list[Person] = people("Who is responsible?", short="Responsible", required=False, example="Ana Sample")
    by: date | None = date_("By when?", short="By", required=False, example="2027-09-30")

    @field_validator("by")
    @classmethod
    def not_in_past(cls, value: date | None, info: ValidationInfo) -> date | None:
        return None if value is None else future(value, info)


class Ally(Row):
    """Who helps."""

    name: str = short_text("Partner", example="Enterprise Europe Network of our region")
    brings: str | None = short_text("What do they bring?", required=False, example="Meetings with buyers")


class Source(Row):
    """Where money comes from."""

    source: str = short_text("Source of money", short="Source", example="Members pay half of each trip")
    secured: bool | None = yes_no("Is it agreed?", short="Agreed", required=False)


class ActionPage(Page):
    title = "Action"
    intro = "Then say what you do, with whom, and who pays."
    services: list[Service] = repeat(
        "Services and activities",
        Service,
        row_name="Service",
        max_rows=40,
        help="In an order that makes sense: first coaching and training, then visits, then projects.",
    )
    partners: list[Ally] = repeat("Partners", Ally, row_name="Partner", max_rows=20, required=False)
    funding: list[Source] = repeat("Funding", Source, row_name="Source of money", max_rows=20, required=False)


class ReviewPage(Page):
    title = "Review"
    intro = "Going abroad is learning. Look back at least every six months, and change what does not work."
    first: date = date_("When will you first look back?", short="First review", example="2027-06-15")
    pause: str = choice(
        "How often after that?",
        tuple(Choice(pause, label) for pause, (label, _) in PAUSES.items()),
        short="How often",
        help="You are reminded of each review.",
    )
    last: date | None = date_(
        "When does the strategy end?",
        short="Until",
        required=False,
        help="If you leave this empty, reviews are set for two years.",
        example="2029-12-31",
    )

    @field_validator("first")
    @classmethod
    def not_in_past(cls, value: date, info: ValidationInfo) -> date:
        return future(value, info)

    @model_validator(mode="after")
    def in_order(self) -> "ReviewPage":
        if self.last is not None and self.last < self.first:
            raise problem("abroad.ends-before-review", field="last", date=self.first.isoformat())
        return self


def review_dates(first: date, pause: str, last: date | None) -> list[date]:
    """The days of all reviews, the first one first; `MOST_REVIEWS` at most.

    Where the strategy has no last day they are those of two years.
    """
    end = last or months_later(first, AHEAD)
    months = PAUSES[pause][1]
    found = [first]
    while (following := months_later(first, len(found) * months)) <= end and len(found) < MOST_REVIEWS:
        found.append(following)
    return found
