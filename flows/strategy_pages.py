"""The questions of the strategy review: the six elements of a cluster strategy, a page each.

Source: Cluster Booster Academy, training day 1, "cluster strategy review": trends (PESTEL), member and cluster needs,
vision with mission and objectives, competences in six fields, services, communication.  The links between the elements
(what an objective answers, what a service rests on) and the target groups are general practice.
"""

from collections.abc import Mapping

from pydantic import model_validator

from flows.dialogue import Page, Row, problem
from flows.fields import Choice, Choices, Raw, choice, choices, grid, long_text, rating, repeat, short_text
from flows.validation import raw_rows

MAIN_TRENDS = ("first", "second")
"""The fields of the trends that matter most; an objective names them by these."""

COMPETENCES: Choices = (
    Choice("technical", "Technical knowledge"),
    Choice("methods", "Methods"),
    Choice("strategy", "Strategic management"),
    Choice("languages", "Languages"),
    Choice("funding", "Policies and funding"),
    Choice("processes", "Processes and controlling"),
)
GROUPS: Choices = (
    Choice("members", "Members"),
    Choice("prospects", "Companies that could become members"),
    Choice("authorities", "Public authorities"),
    Choice("partners", "Partners and other clusters"),
    Choice("funders", "Funding partners"),
    Choice("public", "The press and the public"),
)


class TrendsPage(Page):
    title = "Trends"
    intro = (
        "What changes around your cluster? Six kinds of influence help to look everywhere. Leave empty what is not "
        "changing."
    )
    political: str | None = long_text(
        "Political",
        required=False,
        help="Taxes, trade rules, stability, what governments want to see.",
        example="The regional subsidy for training ends next year",
    )
    economic: str | None = long_text(
        "Economic",
        required=False,
        help="Growth, inflation, interest rates, exchange rates.",
        example="Energy costs twice as much as three years ago",
    )
    social: str | None = long_text(
        "Social and cultural",
        required=False,
        help="Age groups, careers, health, safety, culture.",
        example="Fewer young people start an apprenticeship",
    )
    technological: str | None = long_text(
        "Technological",
        required=False,
        help="Research, automation, speed of change.",
        example="Customers ask for data on each product",
    )
    environmental: str | None = long_text(
        "Environmental",
        required=False,
        help="Weather, climate, scarce resources.",
        example="Two dry summers stopped a supplier",
    )
    legal: str | None = long_text(
        "Legal",
        required=False,
        help="Laws on competition, consumers, work, reporting.",
        example="Reporting duties reach small suppliers",
    )
    first: str | None = short_text(
        "Which trend matters most?",
        short="Most important trend",
        group="The two that matter most",
        required=False,
        example="Product data become a condition for selling",
    )
    second: str | None = short_text(
        "Which trend comes second?",
        short="Second trend",
        group="The two that matter most",
        required=False,
        example="Skilled staff are getting scarce",
    )


class Need(Row):
    """A need that the strategy shall meet."""

    text: str = short_text("What is needed?", short="Need", example="Staff who can work with data")
    whose: str | None = choice(
        "Who needs it?",
        (Choice("members", "Our members"), Choice("cluster", "The cluster itself")),
        short="Who needs it",
        required=False,
    )


class NeedsPage(Page):
    title = "Needs"
    intro = "The most important needs of your members and of the cluster itself. Five to eight are enough."
    needs: list[Need] = repeat("Needs", Need, row_name="Need", max_rows=20, required=False)


def needs_named(answers: Mapping[str, Raw], row_id: str = "") -> Choices:
    """The needs of the second page."""
    rows = raw_rows((answers.get("needs") or {}).get("needs"))
    return tuple(Choice(need, str(row.get("text") or "…")) for need, row in rows)


def trends_and_needs(answers: Mapping[str, Raw], row_id: str = "") -> Choices:
    """The two main trends and the needs: what an objective can answer."""
    trends = answers.get("trends") or {}
    main = ((field, str(trends.get(field) or "").strip()) for field in MAIN_TRENDS)
    return (*(Choice(field, text) for field, text in main if text), *needs_named(answers))


class Objective(Row):
    """Something the cluster wants to reach in the next two to three years."""

    text: str = short_text(
        "What do you want to reach?",
        short="Objective",
        example="Half of our members can show the data of their products by 2029",
    )
    measure: str | None = short_text(
        "How will you know that you got there?",
        short="Measure",
        required=False,
        example="42 members with a data sheet for each product (today 6)",
    )
    answers: list[str] = choices(
        "Which trends and needs does it answer?", trends_and_needs, short="Answers", required=False
    )


class DirectionPage(Page):
    title = "Vision, mission, objectives"
    intro = "Where do you want to go, what do you stand for, and what exactly will be different?"
    vision: str | None = long_text(
        "What is your vision?",
        short="Vision",
        required=False,
        help="One sentence about your region or industry in five to ten years.",
        example="Food companies of our region waste nothing that can be used.",
    )
    mission: str | None = long_text(
        "What is your mission?",
        short="Mission",
        required=False,
        help="One sentence: for whom, what and why.",
        example="We help small food companies to make new products from what is left over.",
    )
    objectives: list[Objective] = repeat(
        "Objectives",
        Objective,
        row_name="Objective",
        max_rows=10,
        required=False,
        help="Three to five. Each should be measurable and leave room to change the way there.",
    )


class Level(Row):
    """How strong the team is in a field, and how strong it should be."""

    today: int | None = rating("Today", low=1, high=5, required=False, help="1 = weak, 5 = strong")
    desired: int | None = rating("Desired", low=1, high=5, required=False, help="The level you want in two years")

    @model_validator(mode="after")
    def both_levels(self) -> "Level":
        if self.today is None and self.desired is not None:
            raise problem("strategy.today-missing", field="today")
        if self.desired is None and self.today is not None:
            raise problem("strategy.desired-missing", field="desired")
        return self

    @property
    def gap(self) -> int:
        return (self.desired or 0) - (self.today or 0)


class CompetencesPage(Page):
    title = "Competences"
    intro = "How strong is your own team in each field, and how strong should it be?"
    levels: dict[str, Level] = grid(
        "Fields of competence",
        COMPETENCES,
        Level,
        required=False,
        help="Technical knowledge: your sector and its markets. Methods: projects, communication. Strategic "
        "management: consulting, leading. Processes and controlling: quality, financial models.",
    )


class Service(Row):
    """A service, what it answers and what it rests on."""

    name: str = short_text("Which service?", short="Service", example="Data skills course with the university")
    needs: list[str] = choices("Which needs does it answer?", needs_named, short="Answers", required=False)
    competence: str | None = choice(
        "Which competence of your team does it need most?", COMPETENCES, short="Rests on", required=False
    )


class ServicesPage(Page):
    title = "Services"
    intro = "Do your services, taken together, fit the needs? Name those that take most of your time."
    services: list[Service] = repeat("Services", Service, row_name="Service", max_rows=30, required=False)


class CommunicationPage(Page):
    title = "Communication"
    intro = "Who do you want to reach, with which message, and where do they look?"
    groups: list[str] = choices(
        "Who do you want to reach?", GROUPS, short="Target groups", required=False, help="Three at most to begin with."
    )
    aim: str | None = long_text(
        "What should they know, feel or do?",
        short="Aim",
        required=False,
        example="Members know what they get for their fee, and tell others.",
    )
    messages: str | None = long_text(
        "What are your messages?",
        short="Messages",
        required=False,
        help="Two or three short sentences.",
        example="We find the partner you need within two weeks.",
    )
    channels: str | None = long_text(
        "Which channels do you use?",
        short="Channels",
        required=False,
        help="A few channels that you look after well are best.",
        example="One e-mail a month, a yearly meeting, the trade journal",
    )
