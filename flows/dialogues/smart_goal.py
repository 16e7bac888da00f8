"""The SMART goal: from a need to one sentence that says what is reached, by when, and how one will know.

Source: Cluster Booster Academy, training day 1, "we can use the SMART framework" and "goals tree diagrams".
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from pydantic import ValidationInfo, field_validator

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep, Table
from flows.dialogue import Answers, Dialogue, Earlier, Page, Row, problem
from flows.fields import Raw, date_, long_text, number, repeat, short_text, yes_no
from flows.findings import Finding, Severity, Words
from flows.goal_sources import taken_over
from flows.goals.advice import WORDS as CHECK_WORDS
from flows.pictures import Branch, Tree
from flows.reading.text import fold
from flows.rows import repeat_of
from flows.typed_fields import in_words
from flows.validation import Scene


class SpecificPage(Page):
    title = "Specific"
    intro = "Say exactly what you want to reach."
    what: str = short_text(
        "What will you do or reach?",
        help="Start with a verb: launch, recruit, publish, train, win.",
        example="Recruit new member companies from the food industry",
    )
    who: str | None = short_text(
        "Who will do it?", required=False, example="The cluster office with the membership committee"
    )
    where: str | None = short_text("Where, or for whom?", required=False, example="In the northern part of our region")
    why: str | None = long_text(
        "Why does it matter?",
        required=False,
        example="Fees cover only a third of our costs, and we lack companies from this industry.",
    )


class MeasurablePage(Page):
    title = "Measurable"
    intro = "How will you know that you got there? Choose one number that shows it best."
    indicator: str = short_text(
        "What will you measure?", help="This is called an indicator.", example="New member companies"
    )
    unit: str | None = short_text("In which unit?", required=False, example="companies, euro, %")
    today: float | None = number("Where do you stand today?", unit_field="unit", required=False, example="84")
    target: float = number(
        "Which number do you want to reach?", unit_field="unit", help="This is called the target.", example="100"
    )


class AchievablePage(Page):
    title = "Achievable"
    intro = "A goal is achievable when the first steps are clear and the means are there."
    first_steps: str = long_text(
        "What are the first steps?",
        help="One step per line.",
        example="List 40 companies\nCall the ten most promising\nInvite them to the June event",
    )
    resources: str | None = long_text(
        "What do you need for it?",
        required=False,
        help="People, money, knowledge.",
        example="8 days of work, 2,000 euro",
    )


class RelevantPage(Page):
    title = "Relevant"
    intro = "A relevant goal serves a bigger objective, and you can afford it."
    objective: str = long_text(
        "Which objective of your cluster does it serve?", example="Become financially independent by 2030"
    )
    budget: bool = yes_no("Is there a budget for it?")
    time: bool = yes_no("Is there enough working time for it?")
    knowledge: bool = yes_no("Do you have the right knowledge?")


class TimeBoundPage(Page):
    title = "Time-bound"
    deadline: date = date_("By when will it be reached?", example="2027-06-30")

    @field_validator("deadline")
    @classmethod
    def not_in_past(cls, value: date, info: ValidationInfo) -> date:
        return future(value, info)


def future(value: date, info: ValidationInfo) -> date:
    """The date, unless it lay in the past when it was typed."""
    scene: Scene = info.context["scene"]  # type: ignore[index]
    if value < scene.day_of(info.field_name or ""):
        raise problem("field.date-in-past", date=value.isoformat())
    return value


class Measure(Row):
    """A measure: an activity that leads to the goal."""

    name: str = short_text("What will you do?", example="Open day for companies that are not members yet")


class Indicator(Row):
    """An indicator with where it stands and where it shall be."""

    name: str = short_text("What is measured?", example="Visitors of the open day")
    unit: str | None = short_text("Unit", required=False, example="companies")
    today: float | None = number("Today", unit_field="unit", required=False, example="0")
    target: float = number("Target", unit_field="unit", example="30")


class TreePage(Page):
    title = "Goal tree"
    intro = "The goal stands at the top. Below it: how you measure it, and what you do for it."
    measures: list[Measure] = repeat(
        "Measures",
        Measure,
        row_name="Measure",
        max_rows=20,
        required=False,
        help="Activities that lead to the goal. Each can become an action in your plan.",
    )
    indicators: list[Indicator] = repeat(
        "Indicators",
        Indicator,
        row_name="Indicator",
        max_rows=10,
        help="The first one comes from what you said under “Measurable”.",
    )


class SmartGoal(Dialogue):
    """One goal in five criteria, and its tree."""

    id = "smart-goal"
    command = "smart-goal"
    title = "SMART goal"
    purpose = "Turn a wish into a goal that is specific, measurable and has a date."
    minutes = 10
    place = 30
    group = "plan"
    main_path = True
    stage = "Goal"
    starters = (
        "set a goal",
        "write a smart goal",
        "smart goal",
        "new goal",
        "define our goals",
        "formulate an objective",
    )
    words: ClassVar[Mapping[str, str]] = {
        **CHECK_WORDS,
        "goal.all-good": "This goal passes all five checks: specific, measurable, a date, a strong verb, simple words.",
        "goal.target-is-today": "The target is the same as today. What should be different when the goal is reached?",
        "goal.no-budget": "There is no budget yet. Decide who pays before you start, or choose a smaller first step.",
        "goal.no-time": "There is no working time for it yet. What can wait, or who can help?",
        "goal.no-knowledge": "The knowledge is missing. A member, a partner or your coach may have it.",
        "goal.no-measures": "The tree has no measures yet. What are the two or three activities that lead to the goal?",
        "goal.deadline-over": "The deadline {date} has passed. Has the goal been reached, or does it need a new date?",
        "goal.plan": "Make an action plan for this goal",
    }

    specific: SpecificPage
    measurable: MeasurablePage
    achievable: AchievablePage
    relevant: RelevantPage
    time_bound: TimeBoundPage
    tree: TreePage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        return next((taken for document in earlier if (taken := taken_over(document))), {})

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        return {"specific": {"what": text}}

    @classmethod
    def suggest(cls, page: str, answers: Answers, today: date) -> Raw:
        if page != "tree":
            return {}
        measurable = answers.get("measurable") or {}
        suggested: dict[str, Raw] = {}
        if measurable.get("indicator"):
            first = {"name": measurable["indicator"]}
            first |= {key: measurable[key] for key in ("unit", "today", "target") if measurable.get(key)}
            suggested["indicators"] = repeat_of({"i1": first})
        return suggested

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return str((answers.get("specific") or {}).get("what") or "").strip()

    def statement(self) -> str:
        """The goal in one sentence: what, where, from which figure to which, by when, done by whom."""
        parts = [self.specific.what.rstrip(" .")]
        if self.specific.where:
            parts.append(_inside(self.specific.where.rstrip(" .")))
        unit = f" {self.measurable.unit}" if self.measurable.unit else ""
        start = "" if self.measurable.today is None else f"from {in_words(self.measurable.today)} "
        measure = (
            f"{_inside(self.measurable.indicator.rstrip(' .'))} {start}to {in_words(self.measurable.target)}{unit}"
        )
        sentence = f"{' '.join(parts)}: {measure} by {_day(self.time_bound.deadline)}"
        return f"{sentence} ({_inside(self.specific.who.rstrip(' .'))})." if self.specific.who else f"{sentence}."

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        statement = self.statement()
        return Conclusion(
            statement=statement,
            tables=(self._tree_table(),),
            pictures=(self._tree(),),
            findings=tuple(self._findings(statement, today)),
            next_steps=(NextStep(dialogue="action-plan", label=Words(id="goal.plan")),),
            articles=("writing-better-goals", "goal-tree", "three-steps-to-an-action-plan"),
        )

    def _tree(self) -> Tree:
        indicators = tuple(Branch(label=each.name, detail=_measure(each)) for each in self.tree.indicators)
        measures = tuple(Branch(label=each.name) for each in self.tree.measures)
        parts = (Branch(label="Indicators", children=indicators), Branch(label="Measures", children=measures))
        return Tree(
            id="tree",
            title="Goal tree",
            root=Branch(
                label=self.specific.what,
                detail=_day(self.time_bound.deadline),
                children=tuple(part for part in parts if part.children),
            ),
        )

    def _tree_table(self) -> Table:
        indicators = [
            (
                "Indicator",
                indicator.name,
                "" if indicator.today is None else in_words(indicator.today),
                " ".join(filter(None, (in_words(indicator.target), indicator.unit))),
            )
            for indicator in self.tree.indicators
        ]
        measures = [("Measure", measure.name, "", "") for measure in self.tree.measures]
        return Table(
            id="tree",
            title="Goal tree",
            columns=("Kind", "What", "Today", "Target"),
            tells=("tree/measures", "tree/indicators"),
            rows=(
                ("Result goal", self.specific.what, "", _day(self.time_bound.deadline)),
                *indicators,
                *measures,
            ),
        )

    def _findings(self, statement: str, today: date) -> list[Finding]:
        from flows.goal_checks import check_goal  # only here: its patterns take long to prepare

        checks = check_goal(statement, today=today)
        found = [finding for finding in checks.findings if finding.message != "goal.deadline-passed"]
        if self.time_bound.deadline < today:
            params: dict[str, str | int | float] = {"date": self.time_bound.deadline.isoformat()}
            found.append(
                Finding(
                    message="goal.deadline-over",
                    severity=Severity.WARNING,
                    params=params,
                    where=("time_bound", "deadline"),
                )
            )
        if self.measurable.today == self.measurable.target:
            found.append(Finding(message="goal.target-is-today", where=("measurable", "target")))
        for there, message in (
            (self.relevant.budget, "goal.no-budget"),
            (self.relevant.time, "goal.no-time"),
            (self.relevant.knowledge, "goal.no-knowledge"),
        ):
            if not there:
                found.append(Finding(message=message, where=("relevant",)))
        if not self.tree.measures:
            found.append(Finding(message="goal.no-measures", where=("tree", "measures")))
        return found or [Finding(message="goal.all-good", severity=Severity.GOOD)]


def _measure(indicator: Indicator) -> str:
    """From which figure to which, such as "84 → 100 companies"."""
    figures = (in_words(value) for value in (indicator.today, indicator.target) if value is not None)
    return " ".join(filter(None, (" → ".join(figures), indicator.unit)))


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _inside(text: str) -> str:
    """A phrase as it stands inside a sentence: small words begin small, all others are kept as they were typed."""
    from flows.goals.languages import LEXICONS  # only here: it takes long to prepare

    first, space, rest = text.partition(" ")

    small = first[1:].islower() and any(fold(first) in lexicon.function_words for lexicon in LEXICONS)
    return first.lower() + space + rest if small else text
