"""The cluster profile: who the cluster is, what it works on and what troubles it most.

Source: Cluster Booster Academy, training day 1: the page "Get to know me and my cluster" that every participant filled
in beforehand, and the ten themes made of the challenges named there.  The 14 industrial ecosystems are those of the
industrial strategy of the European Union.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from pydantic import ValidationInfo, field_validator, model_validator

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep, Table
from flows.dialogue import SETTINGS, Answers, Dialogue, Earlier, Page, problem
from flows.fields import Choice, Raw, choices, long_text, number, short_text
from flows.findings import Finding, Severity, Words
from flows.reading.lists import split_lines
from flows.themes import CHALLENGES, THEMES, theme_choices
from flows.validation import Scene

ECOSYSTEMS = (
    Choice("aerospace", "Aerospace and defence"),
    Choice("agri-food", "Agri-food"),
    Choice("construction", "Construction"),
    Choice("creative", "Cultural and creative industries"),
    Choice("digital", "Digital"),
    Choice("electronics", "Electronics"),
    Choice("energy-intensive", "Energy-intensive industries"),
    Choice("renewables", "Renewable energy"),
    Choice("health", "Health"),
    Choice("mobility", "Mobility, transport and automotive"),
    Choice("proximity", "Proximity, social economy and civil security"),
    Choice("retail", "Retail"),
    Choice("textile", "Textiles"),
    Choice("tourism", "Tourism"),
)
TOP = 3
"""So many challenges are named."""


class OrganisationPage(Page):
    title = "Your cluster"
    intro = "The facts that others ask for first."
    name: str = short_text("What is your cluster called?", short="Cluster", example="Lakeland Food Cluster")
    country: str = short_text("Which country is it in?", short="Country", example="Lithuania")
    city: str = short_text("Which city is its office in?", short="City", example="Kaunas")
    founded: int | None = number(
        "What year was it founded?", short="Founded", low=1800, high=2100, required=False, example="2014"
    )
    members: int = number(
        "How many members does it have?",
        short="Members",
        low=0,
        high=100_000,
        help="A rough number will do.",
        example="84",
    )

    @field_validator("founded")
    @classmethod
    def not_in_future(cls, value: int | None, info: ValidationInfo) -> int | None:
        return _past_year(value, info)


class EcosystemsPage(Page):
    title = "Your field"
    intro = "What your members work on, and what you want to be known for."
    ecosystems: list[str] = choices(
        "Which industrial ecosystems do your members belong to?",
        ECOSYSTEMS,
        short="Ecosystems",
        required=False,
        help="These are the European Union’s 14 industrial ecosystems. Choose all that fit.",
    )
    own: str | None = short_text(
        "Or the ecosystem in your own words",
        short="Ecosystem in your own words",
        required=False,
        example="Lighting and living spaces",
    )
    first: str = short_text(
        "Your first word",
        short="First word",
        group="Your cluster in three words",
        help="A word or a few, such as you would print on a poster.",
        example="Collaboration",
    )
    second: str | None = short_text(
        "Your second word",
        short="Second word",
        group="Your cluster in three words",
        required=False,
        example="Open innovation",
    )
    third: str | None = short_text(
        "Your third word",
        short="Third word",
        group="Your cluster in three words",
        required=False,
        example="Sustainability",
    )

    @model_validator(mode="after")
    def some_ecosystem(self) -> "EcosystemsPage":
        if not self.ecosystems and not self.own:
            raise problem("profile.no-ecosystem", field="ecosystems")
        return self


class ChallengesPage(Page):
    title = "Your challenges"
    intro = "Name up to three challenges, from the list or in your own words."
    themes: list[str] = choices(
        "Which challenges matter most?",
        theme_choices(*CHALLENGES),
        short="Top challenges",
        required=False,
        help="Three at most, including any in your own words.",
    )
    own: str | None = long_text(
        "Or challenges in your own words",
        short="Challenges in your own words",
        required=False,
        help="One challenge per line.",
        example="Member companies differ very much in how digital they are",
    )
    expectation: str | None = long_text(
        "What do you expect from the coaching?",
        short="What you expect",
        required=False,
        example="Learn how others finance themselves, and leave with a plan for the next year",
    )

    @model_validator(mode="after")
    def up_to_three(self) -> "ChallengesPage":
        count = len(self.themes) + len(split_lines(self.own or ""))
        if not count:
            raise problem("profile.no-challenge", field="themes")
        if count > TOP:
            raise problem("profile.too-many-challenges", field="themes", count=count, limit=TOP)
        return self


class PersonPage(Page):
    title = "About you"
    intro = "So that your coach and your colleagues know who they are meeting."
    role: str = short_text("What is your role in the cluster?", short="Role", example="Cluster manager")
    joined: int | None = number(
        "What year did you join the cluster?", short="Joined", low=1900, high=2100, required=False, example="2019"
    )

    @field_validator("joined")
    @classmethod
    def not_in_future(cls, value: int | None, info: ValidationInfo) -> int | None:
        return _past_year(value, info)


def _past_year(value: int | None, info: ValidationInfo) -> int | None:
    """The year, unless it is still to come when somebody is asked for it."""
    scene: Scene = info.context["scene"]  # type: ignore[index]
    if value is not None and scene.asks and value > scene.today.year:
        raise problem("profile.future-year", year=value)
    return value


class ClusterProfile(Dialogue):
    """The facts about a cluster that all other dialogues build on."""

    id = "cluster-profile"
    command = "cluster-profile"
    title = "Cluster profile"
    purpose = "Say once who you are and what troubles you most. Everything else builds on it."
    minutes = 5
    place = 10
    group: ClassVar[str] = "understand"
    starters = (
        "fill in our cluster profile",
        "cluster profile",
        "introduce our cluster",
        "describe our cluster",
        "present our cluster",
        "tell you about our cluster",
        "name our top three challenges",
    )
    words: ClassVar[Mapping[str, str]] = {
        "profile.no-ecosystem": "Please choose at least one ecosystem, or write it in your own words.",
        "profile.no-challenge": "Please choose at least one challenge, or write it in your own words.",
        "profile.too-many-challenges": "That is {count} challenges. Please keep to the {limit} that matter most.",
        "profile.future-year": "{year} is in the future. Please check the year.",
        "profile.joined-before": "You joined in {joined}, but the cluster was founded in {founded}. Is one of the two "
        "years wrong?",
        "profile.fewer-words": "You used {count} of three words. The missing ones are often those that set you apart.",
        "profile.fewer-challenges": "You named {count} of three challenges. A second look often shows what is behind "
        "the first.",
        "profile.complete": "Your profile is complete. The other dialogues take over what you said here.",
        "profile.work-on": "Work on: {challenge}",
        "profile.rate-needs": "Rate all your needs",
    }

    organisation: OrganisationPage
    ecosystems: EcosystemsPage
    challenges: ChallengesPage
    person: PersonPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """What an earlier profile, or else its settings, say of the cluster; not of the person, who may be another."""
        known = [said.answers for kind in (cls.id, SETTINGS) for said in earlier if said.dialogue == kind]
        last = next(iter(known), {})
        return {page: last[page] for page in ("organisation", "ecosystems", "challenges") if last.get(page)}

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        return {"organisation": {"name": text}}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return str((answers.get("organisation") or {}).get("name") or "").strip()

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        named = challenges_of(self.model_dump())
        return Conclusion(
            tables=(
                Table(
                    id="challenges",
                    title="Your main challenges",
                    columns=("Challenge", "Named as"),
                    rows=tuple(
                        (text, "One of the ten themes" if id in THEMES else "Your own words")
                        for id, text in named.items()
                    ),
                ),
            ),
            findings=tuple(self._findings(len(named))),
            next_steps=(
                *(
                    NextStep(
                        dialogue="challenge",
                        about=id,
                        label=Words(id="profile.work-on", params={"challenge": text}),
                    )
                    for id, text in named.items()
                ),
                NextStep(dialogue="needs-assessment", label=Words(id="profile.rate-needs")),
            ),
            articles=tuple(THEMES[id][1] for id in named if id in THEMES),
        )

    def _findings(self, named: int) -> list[Finding]:
        found = []
        founded, joined = self.organisation.founded, self.person.joined
        if founded and joined and joined < founded:
            params: dict[str, str | int | float] = {"joined": joined, "founded": founded}
            found.append(Finding(message="profile.joined-before", params=params, where=("person", "joined")))
        said = sum(1 for word in (self.ecosystems.first, self.ecosystems.second, self.ecosystems.third) if word)
        if said < TOP:
            found.append(Finding(message="profile.fewer-words", params={"count": said}, where=("ecosystems", "second")))
        if named < TOP:
            where = ("challenges", "themes")
            found.append(Finding(message="profile.fewer-challenges", params={"count": named}, where=where))
        return found or [Finding(message="profile.complete", severity=Severity.GOOD)]


def challenges_of(answers: Answers) -> dict[str, str]:
    """The challenges in raw answers of this dialogue: theme id, or ``own-1`` and so on, → its text."""
    page = answers.get("challenges") or {}
    themes = {str(theme): THEMES[theme][0] for theme in page.get("themes") or () if theme in THEMES}
    own = {f"own-{number}": line for number, line in enumerate(split_lines(str(page.get("own") or "")), start=1)}
    return themes | own


def ecosystems_of(answers: Answers) -> tuple[str, ...]:
    """The ecosystems in raw answers of this dialogue, as people read them."""
    page = answers.get("ecosystems") or {}
    chosen = page.get("ecosystems") or ()
    own = str(page.get("own") or "").strip()
    return (*(choice.label for choice in ECOSYSTEMS if choice.value in chosen), *([own] if own else []))
