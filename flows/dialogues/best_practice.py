"""The best practice: what another cluster does well, and what of it could work here.

Source: Cluster Booster Academy, training day 1, "best practices": three takeaways from each example, and a talk about
how they could be applied in one's own cluster.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep, Table
from flows.dialogue import Answers, Dialogue, Page, Row
from flows.fields import Raw, long_text, repeat, short_text
from flows.findings import Finding, Severity, Words
from flows.reading.lists import split_lines
from flows.validation import raw_rows

TAKEAWAYS = 3
"""So many takeaways are noted of each example."""
APPLY = "apply"
"""What of an example another dialogue begins with."""


class ExamplePage(Page):
    title = "The example"
    intro = "Choose something that another cluster does well: from a talk, a visit, or the stories on the ECCP website."
    example: str = short_text(
        "Which example is it?", short="Example", example="A wood cluster where members pay for every service"
    )
    source: str | None = short_text(
        "Where did you hear or read about it?",
        short="Source",
        required=False,
        help="A name, an event or a link, so that others can find it.",
        example="Talk at the June training",
    )
    what: str | None = long_text(
        "What do they do?",
        required=False,
        example="They stopped all free services but two, and asked each member what the others were worth.",
    )


class Takeaway(Row):
    """One thing to learn from the example."""

    text: str = short_text(
        "What do you take away?",
        short="Takeaway",
        help="A sentence with a verb, not a topic.",
        example="Ask members what a service is worth before you set its price",
    )


class TakeawaysPage(Page):
    title = "Three takeaways"
    intro = "What are the three things to remember? Look for the reason behind the success."
    takeaways: list[Takeaway] = repeat(
        "Takeaways", Takeaway, row_name="Takeaway", max_rows=TAKEAWAYS, help="Please name three."
    )


class ApplyPage(Page):
    title = "In your cluster"
    intro = "Do not copy all of it. Which part would work with your members?"
    apply: str | None = long_text(
        "What could you apply?",
        required=False,
        help="One idea per line. Each can become an action or a solution.",
        example="Ask ten members about the price of our matchmaking evening\nOffer the evening to others for a fee",
    )
    stops: str | None = long_text(
        "What stops you?",
        required=False,
        help="People, money, rules, habits. One thing per line.",
        example="The board promised that the fee covers everything",
    )


class BestPractice(Dialogue):
    """One example, three takeaways, and what follows for one's own cluster."""

    id = "best-practice"
    command = "best-practice"
    title = "Best practice"
    purpose = "Note what you learn from a good example, and what you could apply."
    minutes = 10
    place = 47
    group: ClassVar[str] = "understand"
    starters = (
        "learn from a best practice",
        "note a best practice",
        "best practice",
        "write down our takeaways",
        "learn from another cluster",
        "collect a good example",
        "note what we learned from another cluster",
    )
    words: ClassVar[Mapping[str, str]] = {
        "practice.few-takeaways": "You noted {count} of three takeaways. What else made the example work?",
        "practice.nothing-applied": "You have not said yet what you could apply. Which small part would help five of "
        "your members?",
        "practice.nothing-stops": "You named nothing that stops you. In that case, start this month.",
        "practice.find-way": "You know what stops you, but not yet what you could apply. Could a smaller version still "
        "work?",
        "practice.ready": "Share the takeaways with your team, choose one idea and give it a date.",
        "practice.challenge": "Work on the challenge behind it",
        "practice.plan": "Plan these ideas",
    }

    example: ExamplePage
    takeaways: TakeawaysPage
    apply: ApplyPage

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        return {"example": {"example": text}}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return str((answers.get("example") or {}).get("example") or "").strip()

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        ideas = split_lines(self.apply.apply or "")
        plan = (NextStep(dialogue="action-plan", about=APPLY, label=Words(id="practice.plan")),) if ideas else ()
        return Conclusion(
            tables=(self._takeaways(),),
            findings=tuple(self._findings(ideas)),
            next_steps=(*plan, NextStep(dialogue="challenge", about=APPLY, label=Words(id="practice.challenge"))),
            articles=("learning-from-best-practice", "cluster-reports-and-stories", "clusterxchange"),
        )

    def _takeaways(self) -> Table:
        return Table(
            id="takeaways",
            title="Takeaways for the team",
            columns=("Takeaway",),
            rows=tuple((takeaway.text,) for takeaway in self.takeaways.takeaways),
            tells=("takeaways/takeaways",),
        )

    def _findings(self, ideas: Sequence[str]) -> list[Finding]:
        found = []
        count = len(self.takeaways.takeaways)
        if count < TAKEAWAYS:
            where = ("takeaways", "takeaways")
            found.append(Finding(message="practice.few-takeaways", params={"count": count}, where=where))
        stops = split_lines(self.apply.stops or "")
        if not ideas:
            message = "practice.find-way" if stops else "practice.nothing-applied"
            found.append(Finding(message=message, where=("apply", "apply"), rule="general-practice"))
        elif not stops:
            found.append(Finding(message="practice.nothing-stops", where=("apply", "stops"), rule="general-practice"))
        return found or [Finding(message="practice.ready", severity=Severity.GOOD)]


def applicable(answers: Answers) -> list[str]:
    """What could be applied by raw answers of this dialogue, or else its takeaways."""
    ideas = split_lines(str((answers.get("apply") or {}).get("apply") or ""))
    takeaways = raw_rows((answers.get("takeaways") or {}).get("takeaways"))
    return ideas or [text for _, row in takeaways if (text := str(row.get("text") or "").strip())]
