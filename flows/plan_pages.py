"""The questions of the action plan, page by page.

Source: Cluster Booster Academy, training days 1 and 2: the template of six columns, the work breakdown structure,
the action priority matrix and the RACI matrix; an idea that can be put in place in 3 to 6 months.
"""

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationInfo, field_validator, model_validator

from flows.dialogue import Page, Row, problem
from flows.dialogues.smart_goal import future
from flows.fields import (
    Choice,
    Choices,
    Raw,
    choice,
    choices,
    date_,
    long_text,
    number,
    people,
    repeat,
    short_text,
)
from flows.people import Person
from flows.repetition import EVERY, Repetition, latest_end, repetition
from flows.validation import raw_rows

LEVELS: Choices = (Choice("high", "High"), Choice("low", "Low"))
STATUSES: Choices = (
    Choice("not-started", "Not started"),
    Choice("in-progress", "In progress"),
    Choice("done", "Done"),
)
REACHED: Choices = (Choice("open", "Not reached yet"), Choice("done", "Reached"))
"""Whether a milestone is."""
QUADRANTS: Mapping[tuple[str, str], str] = {
    ("high", "low"): "Quick win",
    ("high", "high"): "Major project",
    ("low", "low"): "Fill-in",
    ("low", "high"): "Thankless task",
}
"""(impact, effort) → quadrant of the action priority matrix."""


def _other_actions(answers: Mapping[str, Raw], row_id: str) -> Choices:
    rows = raw_rows((answers.get("actions") or {}).get("actions"))
    return tuple(Choice(r, str(row.get("action") or "…")) for r, row in rows if r != row_id)


class Goal(Row):
    """A goal that the plan serves."""

    statement: str = long_text(
        "Goal", example="Recruit 16 new member companies from the food industry by 30 June 2027."
    )


class StartPage(Page):
    title = "Start and goals"
    intro = "When do you start, and what is the plan for?"
    start: date = date_("When does the plan start?", example="2027-01-11", due=False)
    goals: list[Goal] = repeat(
        "Goals", Goal, row_name="Goal", max_rows=10, help="What you will have reached when the plan is done."
    )


class Deliverable(Row):
    """A result that can be handed over, with the tasks that lead to it.  With a date it is a milestone of the plan."""

    name: str = short_text("Deliverable", help="A result you can show.", example="List of 40 companies to contact")
    tasks: str | None = long_text(
        "Tasks",
        required=False,
        help="One task per line.",
        example="Buy the trade register extract\nRate the companies",
    )
    deadline: date | None = date_(
        "When will it be ready?",
        short="Ready by",
        required=False,
        help="With a date it is a milestone: I will remind you of it, and it will be in your calendar and in the "
        "schedule.",
        example="2027-03-31",
    )
    status: str | None = choice(
        "Has it been reached?", REACHED, short="Milestone", required=False, more=True, live=True
    )

    @field_validator("deadline")
    @classmethod
    def not_in_past(cls, value: date | None, info: ValidationInfo) -> date | None:
        return future(value, info) if value else None

    @property
    def done(self) -> bool:
        return self.status == "done"


class DeliverablesPage(Page):
    title = "Deliverables and tasks"
    intro = "Break each goal into results you can show, and the tasks that lead there. You may leave this page empty."
    deliverables: list[Deliverable] = repeat(
        "Deliverables", Deliverable, row_name="Deliverable", max_rows=50, required=False
    )


class Action(Row):
    """One row of the plan."""

    action: str = short_text("What will be done?", example="Invite ten companies to the June event")
    responsible: list[Person] = people(
        "Who is responsible?",
        short="Responsible",
        help="Who does it. If there are several people, the first one leads.",
        example="Ana Sample",
    )
    deadline: date = date_(
        "By when?",
        short="Deadline",
        help="If it repeats: the first date.",
        example="2027-06-10",
        repeated_by=("repeats", "until"),
    )
    stakeholders: str | None = long_text(
        "Which stakeholders must be involved?",
        short="Stakeholders",
        group="What it takes",
        required=False,
        more=True,
        example="Membership committee, chamber",
    )
    requirements: str | None = long_text(
        "What is required?",
        short="Requirements",
        group="What it takes",
        required=False,
        more=True,
        help="Money, people, permissions.",
        example="2,000 euro, a room for 30 people",
    )
    outcome: str | None = long_text(
        "What outcome do you expect?",
        short="Expected outcome",
        group="What it takes",
        required=False,
        more=True,
        example="Three companies apply for membership",
    )
    duration: int | None = number(
        "How many working days does it take?",
        short="Duration",
        group="Time and order",
        low=1,
        high=1000,
        required=False,
        more=True,
        unit="days",
        example="10",
    )
    depends_on: list[str] = choices(
        "Which actions must finish first?",
        _other_actions,
        short="Depends on",
        group="Time and order",
        required=False,
        more=True,
    )
    repeats: str | None = choice(
        "How often does it repeat?", EVERY, short="Repeats", group="Repetition", required=False, more=True
    )
    until: date | None = date_(
        "When does it stop repeating?",
        short="Until",
        group="Repetition",
        required=False,
        more=True,
        due=False,
        help="Only if it repeats. Five years after the deadline at the latest.",
        example="2027-12-31",
    )
    done_until: date | None = date_(
        "Which date is it done up to?",
        short="Done up to",
        group="Repetition",
        required=False,
        more=True,
        due=False,
        live=True,
        help="Only if it repeats. I fill it in when you mark one of the dates as done.",
        example="2027-07-10",
    )
    impact: str | None = choice(
        "Impact", LEVELS, group="Priority", required=False, more=True, help="How much does it help to reach the goal?"
    )
    effort: str | None = choice(
        "Effort", LEVELS, group="Priority", required=False, more=True, help="Time and money it takes."
    )
    status: str | None = choice("Status", STATUSES, group="Priority", required=False, more=True, live=True)
    accountable: list[Person] = people(
        "Who is accountable?",
        short="Accountable",
        group="Further roles",
        required=False,
        more=True,
        help="The one person who decides and answers for the result. This may be the responsible person.",
        example="Boris Sample",
    )
    consulted: list[Person] = people(
        "Who is consulted?",
        short="Consulted",
        group="Further roles",
        required=False,
        more=True,
        help="Asked beforehand. One name per line, or separated by commas.",
    )
    informed: list[Person] = people(
        "Who is informed?",
        short="Informed",
        group="Further roles",
        required=False,
        more=True,
        help="Told afterwards. One name per line, or separated by commas.",
    )

    @field_validator("deadline")
    @classmethod
    def not_in_past(cls, value: date, info: ValidationInfo) -> date:
        """What is done may have been due before it was written down: many begin with a plan that is under way."""
        given = info.context["given"]  # type: ignore[index]
        return value if given.get("status") == "done" else future(value, info)

    @model_validator(mode="after")
    def ends(self) -> "Action":
        """What repeats ends some day, and not before it begins."""
        if self.repeats and self.until is None:
            raise problem("plan.until-missing", field="until")
        if self.repeats and self.until and self.until < self.deadline:
            raise problem("plan.until-early", field="until", date=self.deadline.isoformat())
        if self.repeats and self.until and self.until > (latest := latest_end(self.deadline)):
            raise problem("plan.until-far", field="until", date=latest.isoformat())
        return self

    @property
    def repetition(self) -> Repetition | None:
        return repetition(self.deadline, self.repeats or "", self.until)

    @property
    def due(self) -> date:
        """By when it is to be done next: of what repeats the first day that is open, when all are done the last."""
        repeated = self.repetition
        return repeated.after(self.done_until) or repeated.last if repeated else self.deadline

    @property
    def done(self) -> bool:
        """Whether nothing of it is open any more."""
        repeated = self.repetition
        return self.status == "done" or (repeated is not None and repeated.after(self.done_until) is None)

    @property
    def state(self) -> str:
        """Its status, a value of `STATUSES`: what repeats has begun when it was done once."""
        if self.done:
            return "done"
        begun = self.repetition is not None and self.due > self.deadline
        return "in-progress" if begun else self.status or "not-started"

    @property
    def quadrant(self) -> str | None:
        """The place in the action priority matrix; None while impact or effort is open."""
        return QUADRANTS.get((self.impact or "", self.effort or ""))


class ActionsPage(Page):
    title = "Actions"
    intro = "One entry per action: what, who, with what, by when."
    actions: list[Action] = repeat("Actions", Action, row_name="Action", max_rows=200)
