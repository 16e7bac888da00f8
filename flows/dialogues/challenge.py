"""The challenge: one thing that troubles the cluster, from how it shows to the solution to try first.

Source: Cluster Booster Academy, training day 1, "challenges": each group discusses one of ten themes, its impact on the
performance of the cluster, and possible solutions.  The step through the causes is general practice.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from pydantic import model_validator

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep, Table
from flows.dialogue import Answers, Dialogue, Earlier, Page, Row, problem
from flows.dialogues.best_practice import applicable
from flows.dialogues.cluster_profile import challenges_of
from flows.dialogues.needs_assessment import need
from flows.fields import SHORT, Choice, Choices, Raw, choice, choices, long_text, repeat, short_text
from flows.findings import Finding, Severity, Words
from flows.rows import repeat_of
from flows.themes import CHALLENGES, THEMES, theme_choices
from flows.validation import raw_rows

ENOUGH = 3
"""So many solutions are found before one is chosen."""
OTHER = "other"

ARTICLES: Mapping[str, tuple[str, ...]] = {
    "attracting-members": ("value-proposition", "marketing-and-visibility"),
    "retaining-members": ("member-engagement", "talent-and-workforce"),
    "service-innovation": ("service-portfolio-review", "paid-services"),
    "financial-sustainability": ("funding-mix", "membership-fees"),
    "measuring-success": ("monitoring-progress", "showcasing-results"),
    "governance": ("what-is-a-cluster-organisation", "resource-allocation"),
    "internationalisation": ("readiness-to-internationalise", "international-partnerships"),
    "engagement": ("member-collaboration", "participation-fatigue"),
    "visibility": ("communication-strategy", "cluster-branding"),
    "cross-sector": ("talent-and-workforce", "cross-industry-alliances"),
}
"""Theme → further articles of the knowledge base, beside its own."""
GOOD_PRACTICE = ("learning-from-best-practice", "cluster-reports-and-stories")


class ChallengePage(Page):
    title = "The challenge"
    intro = "Take one challenge at a time. Describe what you see before you look for reasons."
    theme: str = choice(
        "Which theme is it about?", (*theme_choices(*CHALLENGES), Choice(OTHER, "Something else")), short="Theme"
    )
    own: str | None = short_text(
        "The challenge in your own words",
        short="Challenge",
        required=False,
        example="Small members do not come to our meetings",
    )
    shows: str = long_text(
        "How does it show?",
        help="What would a visitor see or hear? Numbers help.",
        example="Of 84 members, 20 came to the last three meetings. Two small companies left this year.",
    )

    @model_validator(mode="after")
    def named(self) -> "ChallengePage":
        if self.theme == OTHER and not self.own:
            raise problem("challenge.not-named", field="own")
        return self

    @property
    def text(self) -> str:
        return self.own or THEMES[self.theme][0]


class Cause(Row):
    """One reason why it is so."""

    text: str = short_text(
        "What is a cause?",
        short="Cause",
        help="Ask “why?” until you get to something you can change.",
        example="Meetings are in the mornings, when small companies have nobody free",
    )


class EffectPage(Page):
    title = "Effect and causes"
    intro = "What does it do to your cluster, and what causes it?"
    effect: str = long_text(
        "How does it affect the performance of your cluster?",
        short="Effect",
        help="On members, money, results, your team.",
        example="Projects always have the same five partners, and fees of about 6,000 euro are at risk.",
    )
    causes: list[Cause] = repeat("Causes", Cause, row_name="Cause", max_rows=10, required=False)


def _causes(answers: Mapping[str, Raw], row_id: str) -> Choices:
    rows = raw_rows((answers.get("effect") or {}).get("causes"))
    return tuple(Choice(cause, str(row.get("text") or "…")) for cause, row in rows)


class Solution(Row):
    """Something that could help, and the causes it would take away."""

    text: str = short_text("What could help?", short="Solution", example="Hold every second meeting online at 17:00")
    causes: list[str] = choices(
        "Which causes does it remove?",
        _causes,
        short="Takes away",
        required=False,
        help="If it removes none, it may only hide the problem.",
    )


class SolutionsPage(Page):
    title = "Possible solutions"
    intro = "Collect first and judge later. What have others done? What would a member suggest?"
    solutions: list[Solution] = repeat("Solutions", Solution, row_name="Solution", max_rows=10)


def _solutions(answers: Mapping[str, Raw], row_id: str) -> Choices:
    rows = raw_rows((answers.get("solutions") or {}).get("solutions"))
    return tuple(Choice(solution, str(row.get("text") or "…")) for solution, row in rows)


class FirstPage(Page):
    title = "The one to try first"
    intro = "Choose one that you can start soon and that shows quickly whether it works."
    first: str | None = choice("Which solution do you try first?", _solutions, short="First to try", required=False)
    why: str | None = long_text(
        "Why this one?",
        required=False,
        example="It costs nothing, and we will see at the next meeting whether it works.",
    )


class Challenge(Dialogue):
    """One challenge with its effect, causes and solutions."""

    id = "challenge"
    command = "challenge"
    title = "Challenge"
    purpose = "Look at one challenge from all sides and choose the solution to try first."
    minutes = 15
    place = 45
    group: ClassVar[str] = "decide"
    starters = (
        "work on a challenge",
        "discuss a challenge",
        "describe our biggest challenge",
        "solve a problem of our cluster",
        "tackle a challenge",
        "find the causes of our problem",
        "analyse a challenge",
    )
    words: ClassVar[Mapping[str, str]] = {
        "challenge.not-named": "Please say in your own words what the challenge is.",
        "challenge.no-causes": "You named no cause yet. A solution that removes no cause rarely lasts.",
        "challenge.cause-open": "No solution removes the cause “{cause}”.",
        "challenge.cause-open.many": "No solution removes these {count} causes: {names}.",
        "challenge.solution-loose": "“{solution}” removes none of the causes. Does it only hide the problem?",
        "challenge.solution-loose.many": "{count} solutions remove none of the causes: {names}. Do they only hide the "
        "problem?",
        "challenge.few-solutions": "You have {count} of three possible solutions. The third idea is often the best.",
        "challenge.none-first": "You have not chosen yet which solution to try first.",
        "challenge.first-loose": "You want to try “{solution}” first, but it removes none of the causes.",
        "challenge.ready": "You know the causes and have chosen where to begin. Make it a goal with a date.",
        "challenge.causes-rule": "That a solution should remove a cause is general practice.",
        "challenge.set-goal": "Set a goal for this solution",
        "challenge.set-goal-open": "Set a goal for this challenge",
    }

    challenge: ChallengePage
    effect: EffectPage
    solutions: SolutionsPage
    first: FirstPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The challenge that was chosen, or the next of the profile; how it shows; solutions that others have."""
        page = _named(earlier)
        assessed = next((document.answers for document in earlier if document.dialogue == "needs-assessment"), None)
        noted = need(assessed, str(page.get("theme"))) if assessed is not None else None
        if noted and noted[1]:
            page["shows"] = noted[1]
        filled: dict[str, Raw] = {"challenge": page} if page else {}
        if solutions := next((found for document in earlier if (found := _applicable(document))), []):
            rows = {f"s{number}": {"text": text[:SHORT]} for number, text in enumerate(solutions[:10], start=1)}
            filled["solutions"] = {"solutions": repeat_of(rows)}
        return filled

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        return {"challenge": {"own": text}}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return challenge_text(answers)

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        chosen = self._chosen()
        theme = self.challenge.theme
        own = (THEMES[theme][1], *ARTICLES[theme]) if theme in ARTICLES else ()
        label = "challenge.set-goal" if chosen else "challenge.set-goal-open"
        return Conclusion(
            tables=(self._table(chosen),),
            findings=tuple(self._findings(chosen)),
            next_steps=(NextStep(dialogue="smart-goal", about="goal", label=Words(id=label)),),
            articles=(*own, *GOOD_PRACTICE),
        )

    def _chosen(self) -> Solution | None:
        return next((each for each in self.solutions.solutions if each.id == self.first.first), None)

    def _table(self, chosen: Solution | None) -> Table:
        causes = {cause.id: cause.text for cause in self.effect.causes}
        return Table(
            id="solutions",
            title="Possible solutions",
            columns=("Solution", "Takes away", "First to try"),
            tells=("solutions/solutions",),
            rows=tuple(
                (
                    each.text,
                    tuple(causes[cause] for cause in each.causes if cause in causes),
                    "Yes" if each is chosen else "",
                )
                for each in sorted(self.solutions.solutions, key=lambda each: each is not chosen)
            ),
            rule=Words(id="challenge.causes-rule") if causes else None,
        )

    def _findings(self, chosen: Solution | None) -> list[Finding]:
        found = []
        causes, solutions = self.effect.causes, self.solutions.solutions
        if not causes:
            found.append(_practice("challenge.no-causes", ("effect", "causes")))
        known = {cause.id for cause in causes}
        taken = {cause for each in solutions for cause in each.causes}
        for cause in causes:
            if cause.id not in taken:
                where = ("effect", "causes", cause.id)
                found.append(_practice("challenge.cause-open", where, about="cause", cause=cause.text))
        for each in solutions if causes else ():
            if not known.intersection(each.causes):
                message = "challenge.first-loose" if each is chosen else "challenge.solution-loose"
                where = ("solutions", "solutions", each.id)
                found.append(_practice(message, where, about="solution", solution=each.text))
        if len(solutions) < ENOUGH:
            found.append(_practice("challenge.few-solutions", ("solutions", "solutions"), count=len(solutions)))
        if chosen is None:
            found.append(Finding(message="challenge.none-first", where=("first", "first")))
        return found or [Finding(message="challenge.ready", severity=Severity.GOOD)]


def _practice(message: str, where: tuple[str, ...], about: str = "", **params: str | int) -> Finding:
    return Finding(message=message, params=dict(params), where=where, about=about, rule="general-practice")


def _named(earlier: Sequence[Earlier]) -> dict[str, Raw]:
    """The challenge that was chosen in another document, or the first of the profile that was not worked on yet."""
    for document in earlier:
        if document.dialogue == "cluster-profile":
            named = challenges_of(document.answers)
            worked_on = {challenge_text(other.answers) for other in earlier if other.dialogue == Challenge.id}
            still = (id for id, text in named.items() if text not in worked_on)
            id = document.about if document.about in named else next(still, "")
            return _challenge(id, named.get(id, ""))
        if document.about in CHALLENGES:
            return _challenge(document.about, "")
    return {}


def _challenge(id: str, text: str) -> dict[str, Raw]:
    if id in THEMES:
        return {"theme": id}
    return {"theme": OTHER, "own": text[:SHORT]} if text else {}


def _applicable(document: Earlier) -> list[str]:
    """What of a good example was chosen to be looked at."""
    return applicable(document.answers) if document.dialogue == "best-practice" and document.about else []


def challenge_text(answers: Answers) -> str:
    """The challenge in raw answers of this dialogue: in own words, or else its theme."""
    page = answers.get("challenge") or {}
    own, theme = str(page.get("own") or "").strip(), str(page.get("theme") or "")
    return own or (THEMES[theme][0] if theme in THEMES else "")


def first_solution(answers: Answers) -> str:
    """The solution to try first in raw answers of this dialogue; empty while none is chosen."""
    rows = dict(raw_rows((answers.get("solutions") or {}).get("solutions")))
    row = rows.get(str((answers.get("first") or {}).get("first") or ""), {})
    return str(row.get("text") or "").strip()
