"""The strategy review: the six elements of a cluster strategy, seen together.

Source: Cluster Booster Academy, training day 1, "cluster strategy review".
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import ClassVar

from pydantic import model_validator

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.dialogue import Answers, Dialogue, Earlier, problem
from flows.dialogues.cluster_profile import challenges_of
from flows.dialogues.member_needs import ranked_needs
from flows.dialogues.needs_assessment import open_themes
from flows.fields import SHORT, Raw, questions
from flows.meaning import written
from flows.rows import repeat_of
from flows.strategy_conclusions import conclude
from flows.strategy_gaps import Strategy
from flows.strategy_pages import (
    COMPETENCES,
    CommunicationPage,
    CompetencesPage,
    DirectionPage,
    NeedsPage,
    ServicesPage,
    TrendsPage,
    trends_and_needs,
)
from flows.validation import raw_rows

FIRST = 5
"""So many needs of members, and of the cluster, are taken over."""


class StrategyReview(Dialogue):
    """Trends, needs, direction, competences, services and communication of a cluster."""

    id = "strategy-review"
    command = "strategy-review"
    title = "Strategy review"
    purpose = "Look at the six elements of your strategy together, and see which are empty or do not fit."
    minutes = 30
    place = 24
    group: ClassVar[str] = "understand"
    starters = (
        "review our strategy",
        "strategy review",
        "check our strategy",
        "look at our cluster strategy",
        "update our cluster strategy",
        "write down our vision and mission",
        "do a PESTEL analysis",
        "assess the competences of our team",
    )
    words: ClassVar[Mapping[str, str]] = {
        "strategy.nothing": "Nothing is written yet. Please fill in at least one of the six elements.",
        "strategy.today-missing": "How strong are you today? Please choose 1 to 5.",
        "strategy.desired-missing": "How strong do you want to be? Please choose 1 to 5.",
        "strategy.rule": "A need that neither an objective nor a service answers is a gap (general practice).",
        "strategy.empty-trends": "You wrote nothing about trends. A strategy needs a look outside.",
        "strategy.empty-needs": "You wrote down no needs. Without them nobody can say which services are right.",
        "strategy.empty-direction": "Vision, mission and objectives are empty. Where should all this work lead?",
        "strategy.empty-competences": "You have not rated your team yet. Without that, you cannot see which services "
        "it can carry.",
        "strategy.empty-services": "You named no services. It is through them that members notice a strategy.",
        "strategy.empty-communication": "Communication is empty. Members and others cannot support what they do not "
        "know.",
        "strategy.no-main-trends": "You have not named the two trends that matter most. Two are enough to act on.",
        "strategy.no-vision": "There is no vision yet. Where do you want to go in five to ten years?",
        "strategy.no-mission": "There is no mission yet. Who are you there for, what do you do for them, and why?",
        "strategy.no-objectives": "There are no objectives yet. What exactly will be different in two to three years?",
        "strategy.unrated": "{count} of {all} fields of competence are not rated yet.",
        "strategy.no-groups": "You have not said who you want to reach. Choose up to three groups.",
        "strategy.no-aim": "Your communication has no aim yet. What should people know, feel or do?",
        "strategy.no-messages": "There are no messages yet. Write two or three short sentences.",
        "strategy.no-channels": "There are no channels yet. Where do your target groups already look?",
        "strategy.trend-unused": "“{trend}” matters most to you, but no objective answers it.",
        "strategy.trend-unused.many": "No objective answers these {count} trends: {names}.",
        "strategy.need-ignored": "Neither an objective nor a service answers the need “{need}”.",
        "strategy.need-ignored.many": "Neither an objective nor a service answers {count} needs: {names}.",
        "strategy.need-without-service": "An objective answers the need “{need}”, but no service does yet.",
        "strategy.need-without-service.many": "Objectives answer {count} needs, but no service does yet: {names}.",
        "strategy.objective-unmeasured": "How will you know that you reached “{objective}”? It has no measure yet.",
        "strategy.objective-unmeasured.many": "{count} objectives have no measure yet: {names}. How will you know that "
        "you reached them?",
        "strategy.objective-alone": "“{objective}” answers none of your trends and needs. Who is it for?",
        "strategy.objective-alone.many": "{count} objectives answer none of your trends and needs: {names}. Who are "
        "they for?",
        "strategy.service-alone": "“{service}” answers none of the needs you named. Who would miss it?",
        "strategy.service-alone.many": "{count} services answer none of the needs you named: {names}. Who would miss "
        "them?",
        "strategy.service-weak": "“{service}” depends on “{field}”, where your team is weak today ({today} of 5). "
        "Train, find a partner, or make the service smaller.",
        "strategy.service-weak.many": "{count} services depend on competences where your team is weak today: {names}. "
        "Train, find partners, or make these services smaller.",
        "strategy.gap": "In “{field}” you are at {today} and want to be at {desired}. How will you get there?",
        "strategy.gap.many": "In {count} fields you are far from where you want to be: {names}. Choose one or two to "
        "begin with.",
        "strategy.below-today": "In “{field}” you want less ({desired}) than you have today ({today}). Is that "
        "intended?",
        "strategy.below-today.many": "In {count} fields you want less than you have today: {names}. Is that intended?",
        "strategy.members-left-out": "Your members are not among those you want to reach. They should be the first to "
        "hear about your strategy.",
        "strategy.everybody": "You want to reach all {count} groups. Which three will you start with?",
        "strategy.all-good": "All six elements are there and fit together. Look at them again in a year.",
        "strategy.to-needs-assessment": "Rate needs and big trends",
        "strategy.to-member-needs": "Find out what key members need",
        "strategy.to-goal": "Set a goal",
        "strategy.to-services": "Look at your services",
        "strategy.to-visibility": "Work on your visibility",
        "strategy.goal-for": "Set a goal for “{what}”",
        "strategy.service-for": "Develop a service for “{need}”",
        "strategy.measure": "Make “{objective}” measurable",
        "strategy.strengthen": "Get stronger in “{field}”",
    }

    trends: TrendsPage
    needs: NeedsPage
    direction: DirectionPage
    competences: CompetencesPage
    services: ServicesPage
    communication: CommunicationPage

    @model_validator(mode="after")
    def something_written(self) -> "StrategyReview":
        if len(self._strategy().empty()) == len(self.pages()):
            raise problem("strategy.nothing", page="trends")
        return self

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The last review, with the needs, goals and services that were said elsewhere since."""
        filled: dict[str, Raw] = {page: fields for page, fields in _newest(earlier, cls.id).items() if fields}
        needs = _joined(filled, ("needs", "needs"), "text", _needs(earlier))
        _joined(filled, ("services", "services"), "name", _services(earlier, needs))
        if not filled.get("direction") and (objectives := _objectives(earlier)):
            filled["direction"] = {"objectives": repeat_of(objectives)}
        return filled

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        return conclude(self._strategy())

    def _strategy(self) -> Strategy:
        return Strategy(self.trends, self.needs, self.direction, self.competences, self.services, self.communication)


def _newest(earlier: Sequence[Earlier], dialogue: str) -> Answers:
    return next((document.answers for document in earlier if document.dialogue == dialogue), {})


def _joined(
    filled: dict[str, Raw], at: tuple[str, str], key: str, found: Sequence[Mapping[str, Raw]]
) -> dict[str, Mapping[str, Raw]]:
    """The rows at a page and field, with what was found elsewhere and is not among them; returns all by row id.

    A row keeps its id, by which others name it; a new one gets an id that none had.
    """
    page, field = at
    question = questions(StrategyReview.pages()[page])[field]
    rows: dict[str, Mapping[str, Raw]] = dict(raw_rows((filled.get(page) or {}).get(field)))
    known = {written(str(row.get(key) or "")) for row in rows.values()}
    free = (id for number in count(1) if (id := f"{field[0]}{number}") not in rows)
    for row in found:
        if written(str(row[key])) not in known and len(rows) < question.max_rows:
            known.add(written(str(row[key])))
            rows[next(free)] = row
    if rows:
        filled[page] = {**(filled.get(page) or {}), field: repeat_of(rows)}
    return rows


def _needs(earlier: Sequence[Earlier]) -> list[dict[str, Raw]]:
    """The first needs of key members and of the cluster, or else its main challenges."""
    own = [label for label, _ in open_themes(_newest(earlier, "needs-assessment"))]
    own = own or list(challenges_of(_newest(earlier, "cluster-profile")).values())
    members = ranked_needs(_newest(earlier, "member-needs"))[:FIRST]
    return [
        *({"text": text, "whose": "members"} for text in members),
        *({"text": text[:SHORT], "whose": "cluster"} for text in own[:FIRST]),
    ]


def _objectives(earlier: Sequence[Earlier]) -> dict[str, dict[str, Raw]]:
    """What the goals of the cluster say, by row id."""
    rows: dict[str, dict[str, Raw]] = {}
    for document in earlier:
        what = str((document.answers.get("specific") or {}).get("what") or "").strip()
        if document.dialogue == "smart-goal" and what and len(rows) < FIRST:
            measurable = document.answers.get("measurable") or {}
            figures = (str(measurable.get(key) or "").strip() for key in ("indicator", "target", "unit"))
            rows[f"o{len(rows) + 1}"] = {"text": what[:SHORT], "measure": " ".join(filter(None, figures))[:SHORT]}
    return rows


def _services(earlier: Sequence[Earlier], needs: Mapping[str, Mapping[str, Raw]]) -> list[dict[str, Raw]]:
    """The services of the portfolio, each with those of these needs that it answers by their text."""
    portfolio = _newest(earlier, "service-portfolio")
    named = {written(str(row.get("text") or "")): need for need, row in needs.items()}
    answered: dict[str, list[str]] = {}
    for _, row in raw_rows((portfolio.get("needs") or {}).get("needs")):
        if need := named.get(written(str(row.get("need") or ""))):
            for service in row.get("served_by") or ():
                answered.setdefault(str(service), []).append(need)
    services = raw_rows((portfolio.get("services") or {}).get("services"))
    return [
        {"name": str(row["name"]), "needs": answered.get(service, [])} for service, row in services if row.get("name")
    ]


def chosen(answers: Answers, about: str) -> str:
    """What a next step of this dialogue is about, from raw answers: a trend, need, objective or field; else empty."""
    named = {choice.value: choice.label for choice in (*COMPETENCES, *trends_and_needs(answers))}
    objectives = raw_rows((answers.get("direction") or {}).get("objectives"))
    named |= {objective: str(row.get("text") or "") for objective, row in objectives}
    return named.get(about, "")
