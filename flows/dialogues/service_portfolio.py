"""The service portfolio: what the cluster offers, what it costs, who is satisfied, and what is missing.

Source: Cluster Booster Academy, training day 1, step 5 of the strategy review: status quo, inventory, profitability,
members' feedback, update.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep
from flows.dialogue import Answers, Dialogue, Earlier
from flows.dialogues.needs_assessment import open_themes
from flows.fields import Raw
from flows.findings import Words
from flows.meaning import written
from flows.portfolio_conclusions import Proposal, findings, open_needs, rated, square, tables
from flows.portfolio_pages import MembersPage, NeedsPage, OwnPage, ServicesPage
from flows.reading.lists import split_lines
from flows.rows import repeat_of
from flows.validation import Scene, raw_rows

DECISIONS = "decisions"
"""What an action plan serves that puts the proposals into practice."""


class ServicePortfolio(Dialogue):
    """Services with effort and satisfaction, needs without a service, and what to do with each."""

    id = "service-portfolio"
    command = "services"
    title = "Service portfolio"
    purpose = "Decide which services to keep, change, stop or start."
    minutes = 25
    place = 26
    group: ClassVar[str] = "decide"
    starters = (
        "review our services",
        "service portfolio",
        "clean up our services",
        "decide which services to keep",
        "decide which services to stop",
        "check whether our services pay off",
        "rate our services",
        "update what we offer",
    )
    words: ClassVar[Mapping[str, str]] = {
        "portfolio.rule": "Keep: satisfaction 4 or 5. Stop: satisfaction 1 or 2 and effort 4 or 5. Change: everything "
        "between. New: a need that no service answers. The members' rating counts; your own view stands in for it "
        "until they have rated. This rule is general practice, because the training’s matrix is missing from its text.",
        "portfolio.apart-rule": "Difference = our view − members' view. From two points up, talk to members before you "
        "decide (general practice).",
        "portfolio.members-less": "You rate satisfaction with “{service}” at {own}, your members at {members}. Ask "
        "them what is missing before you decide.",
        "portfolio.members-less.many": "You rate satisfaction with {count} services clearly higher than your members: "
        "{names}. Ask them what is missing before you decide.",
        "portfolio.members-more": "Members like “{service}” more than you think: {members} instead of {own}. Ask them "
        "what is good about it before you change it.",
        "portfolio.members-more.many": "Members like {count} services more than you think: {names}. Ask them what is "
        "good about these before you change them.",
        "portfolio.only-answer": "Stopping “{service}” would leave “{need}” without an answer. Rebuild it, or find "
        "another answer first.",
        "portfolio.only-answer.many": "Stopping {count} services would leave needs without an answer: {names}. Rebuild "
        "them, or find another answer first.",
        "portfolio.gap": "None of your services answers “{need}” yet. Is it worth a new one, or can a partner help?",
        "portfolio.gap.many": "None of your services answers these {count} needs yet: {names}. Which of them is worth "
        "a new one?",
        "portfolio.lighter": "Members like “{service}”, but it costs you much effort. Could it be simpler, or could "
        "its users pay for it?",
        "portfolio.lighter.many": "Members like {count} services that cost you much effort: {names}. Could they be "
        "simpler, or could their users pay for them?",
        "portfolio.loss": "“{service}” costs {missing} euro a year more than it brings, and satisfaction with it is "
        "not high.",
        "portfolio.loss.many": "{count} services cost more than they bring, and satisfaction with them is not high: "
        "{names}.",
        "portfolio.no-need": "“{service}” answers none of the needs you listed. Who would miss it?",
        "portfolio.no-need.many": "{count} services answer none of the needs you listed: {names}. Who would miss them?",
        "portfolio.unrated": "“{service}” cannot be judged yet. Rate its effort and how satisfied members are.",
        "portfolio.unrated.many": "{count} services cannot be judged yet: {names}. Rate their effort and how satisfied "
        "members are.",
        "portfolio.ask-members": "Members have not rated {count} of your {all} services. Ask them in a workshop or "
        "with a questionnaire: their view decides.",
        "portfolio.all-good": "Members are satisfied, the effort is manageable and every need has its service.",
        "portfolio.new-service": "Develop a service for “{need}”",
        "portfolio.plan": "Make an action plan for these changes",
    }

    services: ServicesPage
    ours: OwnPage
    members: MembersPage
    needs: NeedsPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """What members need and which services answer it, or else the open themes; the services of the strategy."""
        services: dict[str, dict[str, Raw]] = {}
        needs = _member_needs(_newest(earlier, "member-needs"), services)
        needs = needs or [{"need": label} for label, _ in open_themes(_newest(earlier, "needs-assessment"))]
        for _, row in raw_rows((_newest(earlier, "strategy-review").get("services") or {}).get("services")):
            if name := str(row.get("name") or "").strip():
                _service_id(services, name)
        pages = {"services": {"services": repeat_of(services)}} if services else {}
        rows = {f"n{number}": need for number, need in enumerate(needs, start=1)}
        return pages | ({"needs": {"needs": repeat_of(rows)}} if rows else {})

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        rows = {f"s{number}": {"name": line} for number, line in enumerate(split_lines(text), start=1)}
        return {"services": {"services": repeat_of(rows)}} if rows else {}

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        services = rated(self.services.services, self.ours.ratings, self.members.ratings)
        gaps = open_needs(self.needs.needs)
        comments = {service: view.comment or "" for service, view in self.members.ratings.items()}
        to_do = gaps or any(each.proposal in (Proposal.CHANGE, Proposal.STOP) for each in services)
        plan = NextStep(dialogue="action-plan", about=DECISIONS, label=Words(id="portfolio.plan"))
        return Conclusion(
            tables=tuple(tables(services, gaps, comments)),
            pictures=tuple(square(services)),
            findings=tuple(findings(services, self.needs.needs, gaps)),
            next_steps=(
                *(
                    NextStep(
                        dialogue="service-idea",
                        about=need.id,
                        label=Words(id="portfolio.new-service", params={"need": need.need}),
                    )
                    for need in gaps[:3]
                ),
                *((plan,) if to_do else ()),
            ),
            articles=("service-portfolio-review", "service-profitability", "service-mapping"),
        )


def _newest(earlier: Sequence[Earlier], dialogue: str) -> Answers:
    """The raw answers of the newest document of a dialogue; none if there is no such document."""
    return next((document.answers for document in earlier if document.dialogue == dialogue), {})


def _member_needs(answers: Answers, services: dict[str, dict[str, Raw]]) -> list[dict[str, Raw]]:
    """The needs in raw answers of the member needs; the services that answer them are added to ``services``."""
    needs: list[dict[str, Raw]] = []
    for _, row in raw_rows((answers.get("needs") or {}).get("needs")):
        if text := str(row.get("text") or "").strip():
            service = str(row.get("service") or "").strip()
            needs.append({"need": text, **({"served_by": [_service_id(services, service)]} if service else {})})
    return needs


def _service_id(services: dict[str, dict[str, Raw]], name: str) -> str:
    """The row id of the service of that name, which is added where there is none yet."""
    known = {written(str(row["name"])): service for service, row in services.items()}
    service = known.get(written(name), f"s{len(services) + 1}")
    services.setdefault(service, {"name": name})
    return service


def need(answers: Answers, row_id: str) -> tuple[str, str] | None:
    """A need in raw answers of this dialogue and who has it; None if there is none of that id."""
    row = dict(raw_rows((answers.get("needs") or {}).get("needs"))).get(row_id)
    return (str(row.get("need") or ""), str(row.get("whose") or "")) if row else None


def decisions(answers: Answers) -> list[str]:
    """What the proposals ask to be done, as actions: change, stop, start; none while the answers are incomplete."""
    portfolio = ServicePortfolio.review(answers, Scene(date.min, answers, asks=False)).model
    if not isinstance(portfolio, ServicePortfolio):
        return []
    services = rated(portfolio.services.services, portfolio.ours.ratings, portfolio.members.ratings)
    chosen = [each for each in services if each.proposal in (Proposal.CHANGE, Proposal.STOP)]
    new = [f"Start a service for {found.need}" for found in open_needs(portfolio.needs.needs)]
    return [*(f"{each.proposal} {each.service.name}" for each in chosen), *new]
