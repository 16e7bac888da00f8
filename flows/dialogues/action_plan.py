"""The action plan: who does what by when, with what, and in which order.

Source: Cluster Booster Academy, training days 1 and 2: the template of six columns, the work breakdown structure,
the action priority matrix and the RACI matrix; an idea that can be put in place in 3 to 6 months.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.dialogue import Answers, Dialogue, Earlier
from flows.fields import Raw
from flows.findings import Finding
from flows.plan_conclusions import conclude, remarks
from flows.plan_pages import Action, ActionsPage, DeliverablesPage, StartPage
from flows.plan_sources import taken_over
from flows.plan_words import HEADS, LABELS
from flows.reading.dates import exact_date
from flows.rows import repeat_of
from flows.validation import Scene, check, raw_rows


class ActionPlan(Dialogue):
    """Goals, deliverables and actions of one plan."""

    id = "action-plan"
    command = "action-plan"
    title = "Action plan"
    purpose = "Write down who does what by when, ready for your coach."
    minutes = 25
    place = 40
    group = "plan"
    main_path = True
    stage = "Plan"
    version = 2
    imported = "actions/actions"
    heads = HEADS
    labels = LABELS
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
        "plan.clash": "“{before}” is due too late: “{after}” needs it and must start by {must_start}. Move one of "
        "the two deadlines.",
        "plan.circle": "These actions wait for each other: {actions}. Remove one of the dependencies.",
        "plan.critical-path": "The longest chain is: {actions}. It takes {days} working days, so the plan "
        "can end on {end} at the earliest. A delay here delays everything.",
        "plan.too-long": "The longest chain takes until {end}, but the last deadline is {last}. Start earlier, "
        "shorten an action or move the deadline.",
        "plan.action-too-long": "“{action}” takes {days} working days, so it ends on {end} at the earliest, after its "
        "deadline of {date}. Start the plan earlier, shorten the action or move its deadline.",
        "plan.assumed-day": "Actions without a duration count as one working day here: {count} of {all}.",
        "plan.no-short-term": "No action ends within six months of the start. Add one that shows a result in "
        "3 to 6 months: it keeps people on board.",
        "plan.deadline-over": "The deadline of “{action}” was {date}. Is it done, or does it need a new date?",
        "plan.before-start": "“{action}” is due on {date}, before the plan starts. Check one of the two dates.",
        "plan.no-quick-win": "No action is a quick win (high impact, low effort). What could you do easily first?",
        "plan.thankless": "“{action}” costs a lot and brings little. Could you drop it?",
        "plan.nobody-responsible.many": "Nobody is responsible for {count} actions: {names}. Who will do them?",
        "plan.nobody-accountable.many": "Nobody is accountable for {count} actions: {names}. Who answers for the "
        "results?",
        "plan.several-accountable.many": "{count} actions have several accountable people: {names}. Choose one for "
        "each who decides.",
        "plan.overloaded.many": "{count} people are responsible for more than {limit} open actions each: {names}. Who "
        "could take some of them?",
        "plan.clash.many": "{count} actions must start before what they need is due: {names}. Move some of the "
        "deadlines.",
        "plan.deadline-over.many": "The deadlines of {count} actions have passed: {names}. Are they done, or do they "
        "need new dates?",
        "plan.before-start.many": "{count} actions are due before the plan starts: {names}. Check their dates.",
        "plan.thankless.many": "{count} actions cost a lot and bring little: {names}. Could you drop some of them?",
        "plan.action-too-long.many": "{count} actions take longer than there is time until their deadlines: {names}. "
        "Start the plan earlier, shorten the actions or move their deadlines.",
        "plan.milestone-over": "“{deliverable}” was due on {date}. Has it been reached, or does it need a new date?",
        "plan.milestone-over.many": "The dates of {count} milestones have passed: {names}. Have they been reached, or "
        "do they need new dates?",
        "plan.until-missing": "An action that repeats needs a last date. When does it stop repeating?",
        "plan.until-early": "It cannot end before its first date, {date}. Please choose a later day.",
        "plan.until-far": "It can repeat for five years, until {date} at the latest. Please choose an earlier day.",
        "plan.all-good": "Roles, deadlines and dependencies fit together.",
        "plan.raci-rule": "R responsible, A accountable, C consulted, I informed. Having exactly one accountable "
        "person is general practice.",
    }

    start: StartPage
    deliverables: DeliverablesPage
    actions: ActionsPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The goals and actions of the newest document that has some; of all but goals, those that were chosen."""
        return next((taken for document in earlier if (taken := taken_over(document))), {})

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        return {"start": {"goals": repeat_of({"g1": {"statement": text}})}}

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
        first = next((str(row.get("statement") or "").strip() for _, row in goals), "")
        return first.partition(": ")[0]  # a composed goal tells its figures behind the colon

    @classmethod
    def remarks(cls, answers: Answers, scene: Scene) -> Sequence[Finding]:
        inside = scene.inside("actions", "actions")
        rows = raw_rows((answers.get("actions") or {}).get("actions"))
        checked = [check(Action, row, inside.inside(row_id), row_id).model for row_id, row in rows]
        start = exact_date(str((answers.get("start") or {}).get("start") or "")) or scene.today
        return remarks(start, [action for action in checked if action], scene.today, scene.calendar)

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        deliverables = self.deliverables.deliverables
        return conclude(self.start.start, self.start.goals, deliverables, self.actions.actions, today, calendar)
