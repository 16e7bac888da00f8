"""What an action plan takes over from the documents that lead to it: their goals and their actions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.dialogue import Answers, Earlier
from flows.dialogues.best_practice import BestPractice, applicable
from flows.dialogues.business_model import BusinessModel, chosen_changes
from flows.dialogues.green_roadmap import GreenRoadmap, activities, ambition
from flows.dialogues.international_strategy import InternationalStrategy, objectives, services
from flows.dialogues.service_portfolio import DECISIONS, ServicePortfolio, decisions
from flows.dialogues.smart_goal import SmartGoal
from flows.fields import SHORT, Raw, questions
from flows.pasting import entries_in
from flows.plan_pages import ActionsPage
from flows.rows import repeat_of
from flows.validation import Scene, raw_rows

Fields = Mapping[str, Raw]
"""The raw fields of one action."""


@dataclass(frozen=True)
class Plan:
    """What is taken over: the sentences of the goals, and the actions; of several of one name the first."""

    goals: Sequence[str] = ()
    actions: Sequence[Fields] = ()

    def pages(self) -> dict[str, Raw]:
        """The raw pages of an action plan."""
        filled: dict[str, Raw] = {}
        if goals := [goal for goal in self.goals if goal]:
            rows = {f"g{number}": {"statement": goal} for number, goal in enumerate(goals, start=1)}
            filled["start"] = {"goals": repeat_of(rows)}
        actions: dict[str, Fields] = {}
        for action in self.actions:
            actions.setdefault(str(action.get("action")), action)
        if actions:
            rows = {f"a{number}": dict(fields) for number, fields in enumerate(actions.values(), start=1)}
            filled["actions"] = {"actions": repeat_of(rows)}
        return filled


def taken_over(document: Earlier) -> dict[str, Raw]:
    """The raw pages of an action plan from one earlier document; none where nothing of it leads to a plan."""
    if document.dialogue == SmartGoal.id:
        return _from_goal(document.answers).pages()
    source = _SOURCES.get(document.dialogue)
    return source(document.answers, document.about).pages() if source and document.about else {}


def _from_goal(answers: Answers) -> Plan:
    """The goal, and its first steps and measures as actions until its deadline."""
    deadline = str((answers.get("time_bound") or {}).get("deadline") or "")
    responsible = str((answers.get("specific") or {}).get("who") or "")
    measures = [str(row.get("name") or "") for _, row in raw_rows((answers.get("tree") or {}).get("measures"))]
    steps = entries_in(
        questions(ActionsPage)["actions"], str((answers.get("achievable") or {}).get("first_steps") or "")
    )
    steps += [{"action": measure.strip()} for measure in measures if measure.strip()]
    given = {"deadline": deadline, **({"responsible": responsible} if responsible else {})}
    return Plan([goal_statement(answers)], [{**given, **step} for step in steps])


def goal_statement(answers: Answers) -> str:
    """The sentence of a SMART goal from its raw answers, as far as it was answered."""
    reviewed = SmartGoal.review(answers, Scene(date.min, answers))
    if isinstance(reviewed.model, SmartGoal):
        return reviewed.model.statement()
    return SmartGoal.name_of(answers)


def _from_canvas(answers: Answers, about: str) -> Plan:
    """The most promising changes."""
    return Plan(actions=[{"action": change} for change in chosen_changes(answers)])


def _from_roadmap(answers: Answers, about: str) -> Plan:
    """The ambition as the goal, and the activities of the chosen horizons."""
    return Plan([ambition(answers)], list(activities(answers, about)))


def _from_strategy(answers: Answers, about: str) -> Plan:
    """The objectives as goals, and the services as actions."""
    return Plan(list(objectives(answers)), list(services(answers)))


def _from_practice(answers: Answers, about: str) -> Plan:
    """What could be applied here."""
    return Plan(actions=[{"action": idea[:SHORT]} for idea in applicable(answers)])


def _from_portfolio(answers: Answers, about: str) -> Plan:
    """What is to be changed, stopped and started."""
    return Plan(actions=[{"action": each[:SHORT]} for each in (decisions(answers) if about == DECISIONS else ())])


_SOURCES: Mapping[str, Callable[[Answers, str], Plan]] = {
    ServicePortfolio.id: _from_portfolio,
    BestPractice.id: _from_practice,
    BusinessModel.id: _from_canvas,
    GreenRoadmap.id: _from_roadmap,
    InternationalStrategy.id: _from_strategy,
}
"""Dialogue → what is taken over of it, where something of it was chosen."""
