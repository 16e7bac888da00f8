"""The action plan: who does what by when, with what, and in which order.

Source: Cluster Booster Academy, training days 1 and 2: the template of six columns, the work breakdown structure,
the action priority matrix and the RACI matrix; an idea that can be put in place in 3 to 6 months.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from pydantic import ValidationInfo, field_validator

from flows import roles, schedule
from flows.conclusions import Conclusion, Table
from flows.dialogue import Answers, Dialogue, Earlier, Page, Row
from flows.dialogues.smart_goal import SmartGoal, future
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
    person,
    repeat,
    short_text,
)
from flows.findings import Finding, Severity, Words
from flows.people import Person
from flows.rows import repeat_of
from flows.validation import Scene, raw_rows

SHORT_TERM = timedelta(days=183)
"""Six months: the source asks for at least one idea that can be put in place within 3 to 6 months."""

LEVELS: Choices = (Choice("high", "High"), Choice("low", "Low"))
STATUSES: Choices = (
    Choice("not-started", "Not started"),
    Choice("in-progress", "In progress"),
    Choice("done", "Done"),
)
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
    start: date = date_("When does the plan start?", example="2027-01-11")
    goals: list[Goal] = repeat(
        "Goals", Goal, row_name="Goal", max_rows=10, help="What will be reached when the plan is done."
    )


class Deliverable(Row):
    """A result that can be handed over, with the tasks that lead to it."""

    name: str = short_text("Deliverable", help="A result you can show.", example="List of 40 companies to contact")
    tasks: str | None = long_text(
        "Tasks",
        required=False,
        help="One task per line.",
        example="Buy the trade register extract\nRate the companies",
    )


class DeliverablesPage(Page):
    title = "Deliverables and tasks"
    intro = "Break each goal into results you can show, and the tasks that lead there. You may leave this page empty."
    deliverables: list[Deliverable] = repeat(
        "Deliverables", Deliverable, row_name="Deliverable", max_rows=50, required=False
    )


class Action(Row):
    """One row of the plan."""

    action: str = short_text("What will be done?", group="What", example="Invite ten companies to the June event")
    responsible: Person = person(
        "Who is responsible?", group="What", help="The person who does it.", example="Ana Sample"
    )
    stakeholders: str | None = long_text(
        "Which stakeholders must be involved?",
        group="What",
        required=False,
        example="Membership committee, chamber",
    )
    requirements: str | None = long_text(
        "What is required?",
        group="What",
        required=False,
        help="Money, people, permissions.",
        example="2,000 euro, a room for 30 people",
    )
    outcome: str | None = long_text(
        "What outcome do you expect?",
        group="What",
        required=False,
        example="Three companies apply for membership",
    )
    deadline: date = date_("By when?", group="When", example="2027-06-10")
    duration: int | None = number(
        "How many working days does it take?",
        group="When",
        low=1,
        high=1000,
        required=False,
        unit="days",
        example="10",
    )
    depends_on: list[str] = choices(
        "Which actions must be finished before?", _other_actions, group="When", required=False
    )
    impact: str | None = choice(
        "Impact", LEVELS, group="Priority", required=False, help="How much does it help to reach the goal?"
    )
    effort: str | None = choice("Effort", LEVELS, group="Priority", required=False, help="Time and money it takes.")
    status: str | None = choice("Status", STATUSES, group="Priority", required=False, live=True)
    accountable: list[Person] = people(
        "Who is accountable?",
        group="Further roles",
        required=False,
        help="The one person who decides and answers for the result. May be the responsible person.",
        example="Boris Sample",
    )
    consulted: list[Person] = people(
        "Who is consulted?",
        group="Further roles",
        required=False,
        help="Asked before. Separate names by commas.",
    )
    informed: list[Person] = people(
        "Who is informed?",
        group="Further roles",
        required=False,
        help="Told afterwards. Separate names by commas.",
    )

    @field_validator("deadline")
    @classmethod
    def not_in_past(cls, value: date, info: ValidationInfo) -> date:
        return future(value, info)

    @property
    def done(self) -> bool:
        return self.status == "done"

    @property
    def quadrant(self) -> str | None:
        """The place in the action priority matrix; None while impact or effort is open."""
        return QUADRANTS.get((self.impact or "", self.effort or ""))


class ActionsPage(Page):
    title = "Actions"
    intro = "One entry per action: what, who, with what, by when."
    actions: list[Action] = repeat("Actions", Action, row_name="Action", max_rows=200)


class ActionPlan(Dialogue):
    """Goals, deliverables and actions of one plan."""

    id = "action-plan"
    command = "action-plan"
    title = "Action plan"
    purpose = "Write down who does what by when, ready for your coach."
    minutes = 25
    place = 40
    version = 2
    starters = (
        "write an action plan",
        "make an action plan",
        "action plan",
        "new action plan",
        "start a plan",
        "plan our actions",
    )
    words: ClassVar[Mapping[str, str]] = {
        "plan.nobody-responsible": "Nobody is responsible for “{action}”. Who will do it?",
        "plan.nobody-accountable": "Nobody is accountable for “{action}”. Who answers for the result?",
        "plan.several-accountable": "“{action}” has several accountable people: {people}. Choose one who decides.",
        "plan.overloaded": "{person} is responsible for {count} open actions. Who could take some of them?",
        "plan.clash": "“{before}” ends after “{after}” must start ({must_start}). Move one of the two deadlines.",
        "plan.circle": "These actions wait for each other: {actions}. Remove one of the dependencies.",
        "plan.critical-path": "The longest chain is: {actions}. It takes {days} working days, so the plan "
        "can end on {end} at the earliest. A delay here delays everything.",
        "plan.too-long": "The longest chain takes until {end}, but the last deadline is {last}. Start earlier, "
        "shorten an action or move the deadline.",
        "plan.assumed-day": "Actions without a duration count as one working day here: {count} of {all}.",
        "plan.no-short-term": "No action ends within six months of the start. Add one that shows a result in "
        "3 to 6 months: it keeps people on board.",
        "plan.deadline-over": "The deadline of “{action}” was {date}. Is it done, or does it need a new date?",
        "plan.before-start": "“{action}” is due on {date}, before the plan starts. Check one of the two dates.",
        "plan.no-quick-win": "No action is a quick win (high impact, low effort). What could you do easily first?",
        "plan.thankless": "“{action}” costs much and brings little. Could you drop it?",
        "plan.all-good": "Roles, deadlines and dependencies fit together.",
        "plan.raci-rule": "R responsible, A accountable, C consulted, I informed. "
        "That exactly one person is accountable is general practice.",
    }

    start: StartPage
    deliverables: DeliverablesPage
    actions: ActionsPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        goal = next((document.answers for document in earlier if document.dialogue == "smart-goal"), None)
        if goal is None:
            return {}
        filled: dict[str, Raw] = {}
        if statement := goal_statement(goal):
            filled["start"] = {"goals": repeat_of({"g1": {"statement": statement}})}
        deadline = str((goal.get("time_bound") or {}).get("deadline") or "")
        responsible = str((goal.get("specific") or {}).get("who") or "")
        measures = [str(row.get("name") or "") for _, row in raw_rows((goal.get("tree") or {}).get("measures"))]
        steps = str((goal.get("achievable") or {}).get("first_steps") or "").splitlines()
        actions = [line.strip() for line in (*steps, *measures) if line.strip()]
        rows = {
            f"a{number}": {
                "action": action,
                "deadline": deadline,
                **({"responsible": responsible} if responsible and "," not in responsible else {}),
            }
            for number, action in enumerate(dict.fromkeys(actions), start=1)
        }
        if rows:
            filled["actions"] = {"actions": repeat_of(rows)}
        return filled

    @classmethod
    def upgrade(cls, answers: Answers, version: int) -> dict[str, Raw]:
        """Version 1 asked for the people to be consulted and informed in one field, ``involved``."""
        upgraded = dict(answers)
        if version < 2 and (page := upgraded.get("actions")):
            rows = {}
            for row_id, row in raw_rows(page.get("actions")):
                row = dict(row)
                if "involved" in row and not row.get("consulted"):
                    row["consulted"] = row.pop("involved")
                rows[row_id] = row
            upgraded["actions"] = {**page, "actions": repeat_of(rows)}
        return upgraded

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        goals = raw_rows((answers.get("start") or {}).get("goals"))
        return next((str(row.get("statement") or "").strip() for _, row in goals), "")

    def conclude(self, today: date) -> Conclusion:
        return Conclusion(
            tables=tuple(self._tables()),
            findings=tuple(self._findings(today)),
            articles=("before-the-coaching-session", "monitoring-progress", "action-priority-matrix"),
        )

    def _tables(self) -> list[Table]:
        quadrants: dict[str, list[str]] = defaultdict(list)
        for action in self.actions.actions:
            quadrants[action.quadrant or "Not rated yet"].append(action.action)
        labels = {option.value: option.label for option in STATUSES}
        plan = Table(
            id="plan",
            title="Actions",
            columns=(
                "Action",
                "Responsible",
                "Stakeholders",
                "Requirements",
                "Expected outcome",
                "Deadline",
                "Status",
            ),
            rows=tuple(
                (
                    a.action,
                    a.responsible.name,
                    a.stakeholders or "",
                    a.requirements or "",
                    a.outcome or "",
                    a.deadline.isoformat(),
                    labels[a.status or "not-started"],
                )
                for a in self.actions.actions
            ),
        )
        matrix = Table(
            id="priorities",
            title="Action priority matrix",
            columns=("Quadrant", "Actions"),
            rows=tuple(
                (quadrant, "; ".join(quadrants[quadrant]))
                for quadrant in (*QUADRANTS.values(), "Not rated yet")
                if quadrants[quadrant]
            ),
        )
        raci = roles.matrix(self._roles()).model_copy(update={"rule": Words(id="plan.raci-rule")})
        return [plan, matrix, raci]

    def _roles(self) -> list[roles.Roles]:
        return [
            roles.Roles(
                id=a.id,
                action=a.action,
                responsible=(a.responsible,),
                accountable=tuple(a.accountable),
                consulted=tuple(a.consulted),
                informed=tuple(a.informed),
                open=not a.done,
            )
            for a in self.actions.actions
        ]

    def _findings(self, today: date) -> list[Finding]:
        found = [
            *self._date_findings(today),
            *self._schedule_findings(),
            *roles.gaps(self._roles()),
            *self._priority_findings(),
        ]
        if not any(finding.severity is Severity.WARNING for finding in found):
            found.insert(0, Finding(message="plan.all-good", severity=Severity.GOOD))
        return found

    def _date_findings(self, today: date) -> list[Finding]:
        found: list[Finding] = []
        for a in self.actions.actions:
            params: dict[str, str | int | float] = {"action": a.action, "date": a.deadline.isoformat()}
            where = ("actions", "actions", a.id, "deadline")
            if a.deadline < today and not a.done:
                found.append(
                    Finding(message="plan.deadline-over", severity=Severity.WARNING, params=params, where=where)
                )
            elif a.deadline < self.start.start:
                found.append(
                    Finding(message="plan.before-start", severity=Severity.WARNING, params=params, where=where)
                )
        if all(a.deadline > self.start.start + SHORT_TERM for a in self.actions.actions):
            found.append(Finding(message="plan.no-short-term", severity=Severity.WARNING))
        return found

    def _schedule_findings(self) -> list[Finding]:
        names = {a.id: a.action for a in self.actions.actions}
        steps = [schedule.Step(a.id, a.duration or 1, a.deadline, tuple(a.depends_on)) for a in self.actions.actions]
        found = [
            Finding(
                message="plan.clash",
                severity=Severity.WARNING,
                params={
                    "before": names[clash.before],
                    "after": names[clash.after],
                    "must_start": clash.must_start.isoformat(),
                },
                where=("actions", "actions", clash.after, "deadline"),
            )
            for clash in schedule.clashes(steps)
        ]
        try:
            path = schedule.critical_path(steps, self.start.start)
        except schedule.CircularError as circle:
            listed = " → ".join(names[step] for step in circle.ids)
            return [
                *found,
                Finding(message="plan.circle", severity=Severity.WARNING, params={"actions": listed}),
            ]
        if path is None or len(path.ids) < 2:
            return found
        found.append(
            Finding(
                message="plan.critical-path",
                params={
                    "actions": " → ".join(names[step] for step in path.ids),
                    "days": path.days,
                    "end": path.end.isoformat(),
                },
            )
        )
        last = max(a.deadline for a in self.actions.actions)
        if path.end > last:
            params: dict[str, str | int | float] = {"end": path.end.isoformat(), "last": last.isoformat()}
            found.append(Finding(message="plan.too-long", severity=Severity.WARNING, params=params))
        if assumed := sum(a.duration is None for a in self.actions.actions):
            found.append(
                Finding(
                    message="plan.assumed-day",
                    params={"count": assumed, "all": len(names)},
                    rule="general-practice",
                )
            )
        return found

    def _priority_findings(self) -> list[Finding]:
        found: list[Finding] = []
        rated = [a for a in self.actions.actions if a.quadrant]
        if rated and not any(a.quadrant == "Quick win" for a in rated):
            found.append(Finding(message="plan.no-quick-win"))
        found += [
            Finding(message="plan.thankless", params={"action": a.action}, where=("actions", "actions", a.id))
            for a in rated
            if a.quadrant == "Thankless task" and not a.done
        ]
        return found


def goal_statement(answers: Answers) -> str:
    """The sentence of a SMART goal from its raw answers, as far as it was answered."""
    reviewed = SmartGoal.review(answers, Scene(date.min, answers))
    if isinstance(reviewed.model, SmartGoal):
        return reviewed.model.statement()
    return SmartGoal.name_of(answers)
