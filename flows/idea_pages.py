"""The questions about the idea of a new service, page by page.

Source: the guide of the European Cluster Collaboration Platform, before any new service: is the demand strong, does it
concern most members or a few, who pays and how much, and test it before it is offered to all; Cluster Booster
Academy, training day 1: evidence, users and desired outcomes of a new service.
"""

from datetime import date

from flows.dialogue import Page
from flows.fields import date_, long_text, number, short_text

MOST_EURO = 1_000_000_000


class DemandPage(Page):
    title = "Need and demand"
    intro = "A service depends on a need that many members have. What do you know about it?"
    name: str = short_text(
        "What will the service be called?", short="Service", example="Data clinic for small manufacturers"
    )
    need: str = long_text(
        "Which need does it answer?",
        short="Need",
        example="Small manufacturers collect data from their machines, but nobody there can read it.",
    )
    asking: int | None = number(
        "How many members have told you that they want it?",
        short="Members who want it",
        low=0,
        high=100_000,
        required=False,
        help="Count only those who said so themselves.",
        example="14",
    )
    members: int | None = number(
        "How many members do you have in all?",
        short="All members",
        low=0,
        high=100_000,
        required=False,
        example="60",
    )
    which: str | None = long_text(
        "Which members are they?",
        short="Which members",
        required=False,
        help="Names, or a type of member.",
        example="Nine machine builders and five food companies with fewer than 50 people",
    )
    evidence: str | None = long_text(
        "How do you know?",
        short="Evidence",
        required=False,
        help="A survey, talks, requests, companies that already pay somebody else for it.",
        example="Survey in March: 14 of 41 answers. Three of them have asked again since.",
    )


class OfferPage(Page):
    title = "Value and offer"
    intro = "Say what users gain, before you say what you do."
    users: str = short_text("Who will use it?", short="Users", example="Production managers of small manufacturers")
    value: str = long_text(
        "What do they gain from it?",
        short="Value",
        help="In time, money, contacts or knowledge.",
        example="They find the three biggest sources of waste in their data within two days.",
    )
    deliver: str = long_text(
        "What exactly do you deliver?",
        short="What we deliver",
        example="Two half days at the company with a data expert, and a two-page report",
    )
    partners: str | None = long_text(
        "Who do you deliver it with?",
        short="With whom",
        required=False,
        help="One partner per line. Leave it empty if you do it alone.",
        example="Technical University",
    )


class MoneyPage(Page):
    title = "Resources and money"
    intro = "Rough figures are enough. Count your own working time, too."
    resources: str | None = long_text(
        "What do you need for it?",
        short="Resources",
        required=False,
        help="People, knowledge, rooms, equipment.",
        example="20 days of a project manager, a data expert from the university",
    )
    cost: float | None = number(
        "What does it cost in a year?",
        short="Cost a year",
        low=0,
        high=MOST_EURO,
        unit="euro",
        required=False,
        example="18,000",
    )
    payer: str | None = long_text(
        "Who pays for it?",
        short="Who pays",
        required=False,
        help="Users, all members with their fee, a programme, a sponsor.",
        example="The companies that use it; in the first year, the regional programme pays half",
    )
    price: float | None = number(
        "How much does one user pay in a year?",
        short="Price",
        low=0,
        high=MOST_EURO,
        unit="euro",
        required=False,
        example="900",
    )
    expected: int | None = number(
        "How many users do you expect in a year?",
        short="Users expected",
        low=0,
        high=100_000,
        required=False,
        example="12",
    )
    others: float | None = number(
        "How much do others pay in a year?",
        short="Paid by others",
        low=0,
        high=MOST_EURO,
        unit="euro",
        required=False,
        help="Programmes, sponsors, your own budget.",
        example="8,000",
    )


class PilotPage(Page):
    title = "Pilot"
    intro = "Test it on a small scale before you offer it to all."
    pilot: str | None = long_text(
        "How will you test it?",
        short="Pilot",
        required=False,
        help="Three to five members and a limited time are enough.",
        example="Two half days each with four companies, at half price",
    )
    testers: str | None = short_text(
        "With whom?", short="Test members", required=False, example="Four of the 14 companies from the survey"
    )
    until: date | None = date_(
        "When will you know the result?", short="Result of the pilot", required=False, example="2027-05-31"
    )
    go_on: str | None = long_text(
        "Which result means “go on”?",
        short="Go on if",
        required=False,
        help="Agree on it before the test.",
        example="Three of the four companies would book it again for the full price.",
    )
