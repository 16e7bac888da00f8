"""The map of digital skills: which skills members want, which the region has, and who could train them.

Source: the guide of the European Cluster Collaboration Platform, clusters as accelerators of the digital transition,
action 1 (map demand and supply) and action 3 (find those who can train).
"""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep
from flows.dialogue import Answers, Dialogue, Page, Row
from flows.fields import Choice, Choices, Raw, grid, long_text, rating, repeat, short_text
from flows.findings import Words
from flows.reading.lists import split_lines
from flows.rows import repeat_of
from flows.skill_conclusions import Skill, findings, gaps, square, tables, trainers_in
from flows.validation import Scene, raw_rows

MOST = 40
"""Skills at most; 8 to 15 are usual."""
TOP = 3
"""So many gaps lead to training partners."""


def _skills(answers: Mapping[str, Raw], row_id: str) -> Choices:
    """The skills listed on the first page."""
    rows = raw_rows((answers.get("skills") or {}).get("skills"))
    return tuple(Choice(skill, str(row.get("name") or "…")) for skill, row in rows)


class NamedSkill(Row):
    """A digital skill in plain words."""

    name: str = short_text("Which skill?", short="Skill", example="Reading machine data")
    used_for: str | None = short_text(
        "What do members need it for?", short="Needed for", required=False, example="Fewer stops in production"
    )


class SkillsPage(Page):
    title = "The skills"
    intro = "List the digital skills that matter for your members. 8 to 15 are usually enough."
    skills: list[NamedSkill] = repeat(
        "Skills",
        NamedSkill,
        row_name="Skill",
        max_rows=MOST,
        help="Needs differ by industry and value chain: make your own list.",
    )


class Demand(Row):
    """How much members want a skill."""

    demand: int | None = rating(
        "Demand", low=1, high=5, required=False, help="1 = hardly anybody wants it, 5 = nearly all want it badly"
    )


class DemandPage(Page):
    title = "Demand"
    intro = (
        "How much do your members want each skill? You may know already; check with large and small, urban and rural "
        "members, in conversations or with a short survey."
    )
    demand: dict[str, Demand] = grid("Demand of members", _skills, Demand, required=False)


class Supply(Row):
    """How much of a skill the region has, and from where."""

    supply: int | None = rating(
        "Supply", low=1, high=5, required=False, help="1 = hardly anybody has it, 5 = easy to find"
    )
    source: str | None = short_text(
        "Where does it come from?", short="Source", required=False, example="Technical college: 40 graduates a year"
    )


class SupplyPage(Page):
    title = "Supply"
    intro = (
        "How many people in your region have each skill, or are learning it? Begin with the employment agency, then "
        "ask companies how skilled their staff are."
    )
    supply: dict[str, Supply] = grid("Supply in the region", _skills, Supply, required=False)


class Training(Row):
    """Who could train a skill."""

    trainers: str | None = long_text(
        "Who could train it?",
        short="Trainers",
        required=False,
        help="One per line: universities, schools, companies, including your members’ own experts, and start-ups.",
        example="Technical University\nA member that does it well",
    )


class TrainingPage(Page):
    title = "Who could train"
    intro = "Name those who come to mind. You can compare them later."
    training: dict[str, Training] = grid("Trainers", _skills, Training, required=False)


class DigitalSkills(Dialogue):
    """Skills with demand and supply, their place in the square, and who could train them."""

    id = "digital-skills"
    command = "digital-skills"
    title = "Digital skills map"
    purpose = "Find out which digital skills your members lack, and what you can do about it."
    minutes = 15
    place = 62
    group: ClassVar[str] = "understand"
    starters = (
        "map our digital skills",
        "digital skills map",
        "find out which skills are missing",
        "compare demand and supply of skills",
        "find out which digital skills our members need",
        "analyse the skills gap",
        "map the skills in our region",
    )
    words: ClassVar[Mapping[str, str]] = {
        "skills.urgency-rule": "Urgency = demand × (5 − supply), from 0 to 20. This formula is general practice.",
        "skills.square-rule": "The guide names four types of skills imbalance, but its figure is missing from the "
        "text. So we use the square of demand and supply known from the work of the OECD; its types may differ from "
        "the guide’s. 4 and 5 are high, 1 and 2 are low; a 3 counts as high beside a lower figure and as low beside a "
        "higher one, and 3 and 3 is a balance (general practice).",
        "skills.first-gap": "Your first gap is “{skill}”: demand {demand}, supply {supply}.",
        "skills.many-gaps": "You have {count} gaps. Choose one or two to begin with.",
        "skills.no-gap": "None of the skills you rated is in much more demand than there is supply. Watch for new "
        "needs.",
        "skills.no-trainer": "You have not yet named anybody who could train “{skill}”.",
        "skills.no-trainer.many": "You have not yet named anybody who could train these {count} skills: {names}.",
        "skills.unrated": "“{skill}” has no place in the square yet. Rate its demand and its supply.",
        "skills.unrated.many": "{count} skills have no place in the square yet: {names}. Rate their demand and their "
        "supply.",
        "skills.find-partners": "Find training partners for “{skill}”",
        "skills.new-service": "Develop a service for “{skill}”",
    }

    skills: SkillsPage
    demand: DemandPage
    supply: SupplyPage
    training: TrainingPage

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        rows = {f"s{number}": {"name": line} for number, line in enumerate(split_lines(text), start=1)}
        return {"skills": {"skills": repeat_of(rows)}} if rows else {}

    def rated(self) -> list[Skill]:
        """The skills with all that was said about them."""
        demand, supply, training = self.demand.demand, self.supply.supply, self.training.training
        return [
            Skill(
                id=skill.id,
                name=skill.name,
                demand=demand[skill.id].demand if skill.id in demand else None,
                supply=supply[skill.id].supply if skill.id in supply else None,
                used_for=skill.used_for or "",
                source=(supply[skill.id].source or "") if skill.id in supply else "",
                trainers=trainers_in(training[skill.id].trainers) if skill.id in training else (),
            )
            for skill in self.skills.skills
        ]

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        skills = self.rated()
        missing = gaps(skills)[:TOP]
        partners = [
            NextStep(
                dialogue="training-partners",
                about=skill.id,
                label=Words(id="skills.find-partners", params={"skill": skill.name}),
            )
            for skill in missing
        ]
        services = [
            NextStep(
                dialogue="service-idea",
                about=skill.id,
                label=Words(id="skills.new-service", params={"skill": skill.name}),
            )
            for skill in missing[:1]
        ]
        return Conclusion(
            tables=tuple(tables(skills)),
            pictures=tuple(square(skills)),
            findings=tuple(findings(skills)),
            next_steps=(*partners, *services),
            articles=("skills-imbalance", "mapping-digital-skills", "training-partner-mapping"),
        )


def skill(answers: Answers, row_id: str) -> Skill | None:
    """A skill in raw answers of this dialogue with all that was said about it; None if there is none of that id."""
    return next((each for each in _rated(answers) if each.id == row_id), None)


def missing_skills(answers: Answers) -> list[Skill]:
    """The skills in raw answers of this dialogue that are wanted more than they are there, the most urgent first."""
    return gaps(_rated(answers))


def _rated(answers: Answers) -> list[Skill]:
    found = DigitalSkills.review(answers, Scene(date.min, answers, asks=False)).model
    return found.rated() if isinstance(found, DigitalSkills) else []
