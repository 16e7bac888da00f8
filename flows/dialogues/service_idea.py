"""The idea of a new service: need, value, delivery, money and pilot, and what is missing before a launch.

Source: the guide of the European Cluster Collaboration Platform, interview on skills services, and Cluster Booster
Academy, training day 1, on developing new services.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Cell, Conclusion, NextStep, Table
from flows.dialogue import Answers, Dialogue, Earlier
from flows.dialogues import digital_skills, service_portfolio
from flows.dialogues.training_partners import training_need
from flows.fields import LONG, SHORT, Raw
from flows.findings import Finding, Param, Severity, Words
from flows.idea_pages import DemandPage, MoneyPage, OfferPage, PilotPage
from flows.partner_pages import TrainingNeed
from flows.reading.lists import split_lines
from flows.skill_conclusions import Skill
from flows.typed_fields import in_words
from flows.validation import raw_rows

LAUNCH = "launch"
"""What a goal serves that brings the service to members."""


class ServiceIdea(Dialogue):
    """One new service, from the need to the pilot."""

    id = "service-idea"
    command = "service-idea"
    title = "Service idea"
    purpose = "Think a new service through, from the need to the pilot, before you build it."
    minutes = 15
    place = 28
    group: ClassVar[str] = "decide"
    starters = (
        "develop a new service",
        "service idea",
        "start a new service",
        "plan a new service",
        "describe a new service",
        "check an idea for a service",
        "introduce a paid service",
        "offer something new to our members",
    )
    words: ClassVar[Mapping[str, str]] = {
        "idea.no-evidence": "Nothing shows yet that members want this. Ask five of them before you go on.",
        "idea.nobody": "No member has asked for this yet. Talk with five of them before you go on.",
        "idea.few": "{asking} of {members} members want it: some, not most. Is a service for all the right answer, or "
        "would a talk or a partner serve these few better?",
        "idea.more-than-all": "{asking} members want it, but you have {members}. Check one of the two numbers.",
        "idea.no-payer": "Nobody pays for it yet. Decide who does before you build it: users, a programme, or your own "
        "budget.",
        "idea.no-price": "You say who pays, but not how much. Ask five members what they would pay.",
        "idea.no-cost": "You have not said what it costs. Count your own working time, too.",
        "idea.shortfall": "It costs {cost} euro a year and brings {income}: {missing} euro are missing.",
        "idea.break-even": "With this price you need {needed} users a year to cover the cost; you expect {expected}.",
        "idea.no-pilot": "There is no pilot yet. Test it with three to five members before you offer it to all.",
        "idea.no-go-on": "You have not said which result of the pilot means “go on”. Agree on it before you start.",
        "idea.pilot-over": "The pilot should have shown a result by {date}. What came out? Go on, change it or stop.",
        "idea.ready": "Demand, money and pilot are clear. You can begin with the pilot.",
        "idea.checklist-rule": "A service is ready for its launch when all of these are there. The questions about "
        "demand, payers and the test come from the guide; the list as a whole is general practice.",
        "idea.money-rule": "From users = price × users expected. Balance = all income − cost (general practice).",
        "idea.set-goal": "Set a goal for launching “{service}”",
    }

    demand: DemandPage
    offer: OfferPage
    money: MoneyPage
    pilot: PilotPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The need that was chosen in another document, and what that says about it; the number of members."""
        filled = next((taken for document in earlier if (taken := _chosen(document))), {})
        profile = next((document.answers for document in earlier if document.dialogue == "cluster-profile"), {})
        if members := str((profile.get("organisation") or {}).get("members") or "").strip():
            filled["demand"] = {**filled.get("demand", {}), "members": members}
        return filled

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        return {"demand": {"name": text}}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return str((answers.get("demand") or {}).get("name") or "").strip()

    @property
    def income(self) -> float | None:
        """What users and others pay in euro a year; None while neither was said."""
        users = self._from_users()
        if users is None and self.money.others is None:
            return None
        return round((users or 0) + (self.money.others or 0), 2)

    @property
    def balance(self) -> float | None:
        """Income minus cost in euro a year; None while one of them is open."""
        return None if self.income is None or self.money.cost is None else round(self.income - self.money.cost, 2)

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        name = self.demand.name
        return Conclusion(
            statement=f"{name.rstrip(' .')}. For: {self.offer.users.rstrip(' .')}. {self.offer.value.rstrip(' .')}.",
            tables=(self._checklist(), *self._figures()),
            findings=tuple(self._findings(today)),
            next_steps=(
                NextStep(
                    dialogue="smart-goal", about=LAUNCH, label=Words(id="idea.set-goal", params={"service": name})
                ),
            ),
            articles=("developing-new-services", "paid-services", "value-proposition"),
        )

    def _from_users(self) -> float | None:
        price, expected = self.money.price, self.money.expected
        return None if price is None or expected is None else round(price * expected, 2)

    @property
    def _has_evidence(self) -> bool:
        return self.demand.asking != 0 and bool(self.demand.asking or self.demand.which or self.demand.evidence)

    @property
    def _has_payer(self) -> bool:
        return bool(self.money.payer or self.money.price or self.money.others)

    def _checklist(self) -> Table:
        demand, money, pilot = self.demand, self.money, self.pilot
        said = "\n".join(filter(None, (demand.evidence, demand.which)))
        covered = self.balance is not None and self.balance >= 0
        rows: tuple[tuple[str, bool, Cell], ...] = (
            ("Evidence of demand", self._has_evidence, said or _euro(demand.asking)),
            ("Somebody who pays", self._has_payer, money.payer or ""),
            ("The cost in a year", money.cost is not None, _euro(money.cost)),
            ("Income that covers the cost", covered, _euro(self.income)),
            ("A pilot", bool(pilot.pilot), pilot.pilot or ""),
            ("A result that means “go on”", bool(pilot.go_on), pilot.go_on or ""),
        )
        return Table(
            id="checklist",
            title="Before the launch",
            columns=("What is needed", "State", "What you said"),
            rows=tuple((what, "There" if there else "Missing", said) for what, there, said in rows),
            rule=Words(id="idea.checklist-rule"),
        )

    def _figures(self) -> list[Table]:
        if self.income is None and self.money.cost is None:
            return []
        figures = (
            ("From users", self._from_users()),
            ("From others", self.money.others),
            ("Cost", self.money.cost),
            ("Balance", self.balance),
        )
        return [
            Table(
                id="money",
                title="Money in a year",
                columns=("What", "Euro"),
                rows=tuple((what, _euro(value)) for what, value in figures if value is not None),
                rule=Words(id="idea.money-rule"),
            )
        ]

    def _findings(self, today: date) -> list[Finding]:
        found = [*self._about_demand(), *self._about_money(), *self._about_pilot(today)]
        if not any(finding.severity is Severity.WARNING for finding in found):
            found.insert(0, Finding(message="idea.ready", severity=Severity.GOOD))
        return found

    def _about_demand(self) -> list[Finding]:
        asking, members = self.demand.asking, self.demand.members
        if asking == 0:
            return [_warning("idea.nobody", "demand", "asking")]
        if not self._has_evidence:
            return [_warning("idea.no-evidence", "demand", "evidence")]
        if asking is None or not members:
            return []
        params: dict[str, Param] = {"asking": asking, "members": members}
        where = ("demand", "asking")
        if asking > members:
            return [Finding(message="idea.more-than-all", params=params, where=where)]
        return [Finding(message="idea.few", params=params, where=where)] if asking * 2 <= members else []

    def _about_money(self) -> list[Finding]:
        found = []
        if not self._has_payer:
            found.append(_warning("idea.no-payer", "money", "payer"))
        elif self.income is None:
            found.append(Finding(message="idea.no-price", where=("money", "price")))
        if self.money.cost is None:
            found.append(Finding(message="idea.no-cost", where=("money", "cost")))
        if self.balance is not None and self.balance < 0 and self._has_payer:
            params: dict[str, Param] = {
                "cost": in_words(self.money.cost or 0),
                "income": in_words(self.income or 0),
                "missing": in_words(-self.balance),
            }
            found.append(_warning("idea.shortfall", "money", "cost", **params))
            cents = round(100 * (self.money.price or 0))
            if cents and self.money.expected is not None:
                open_cents = round(100 * ((self.money.cost or 0) - (self.money.others or 0)))
                needed = -(-open_cents // cents)  # rounded up: nobody uses half a service
                params = {"needed": needed, "expected": self.money.expected}
                found.append(Finding(message="idea.break-even", params=params, where=("money", "expected")))
        return found

    def _about_pilot(self, today: date) -> list[Finding]:
        if not self.pilot.pilot:
            return [_warning("idea.no-pilot", "pilot", "pilot")]
        found = []
        if not self.pilot.go_on:
            found.append(Finding(message="idea.no-go-on", where=("pilot", "go_on")))
        if self.pilot.until is not None and self.pilot.until < today:
            params: dict[str, Param] = {"date": self.pilot.until.isoformat()}
            found.append(Finding(message="idea.pilot-over", params=params, where=("pilot", "until")))
        return found


def _warning(message: str, page: str, field: str, **params: Param) -> Finding:
    return Finding(message=message, severity=Severity.WARNING, params=params, where=(page, field))


def _euro(value: float | None) -> Cell:
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else value


def _chosen(document: Earlier) -> dict[str, dict[str, Raw]]:
    """What a document says about the need that was chosen in it; nothing where none was."""
    if document.dialogue == "service-portfolio" and (found := service_portfolio.need(document.answers, document.about)):
        need, whose = found
        return {"demand": {"need": need, **({"which": whose} if whose else {})}}
    if document.dialogue == "digital-skills" and (wanted := digital_skills.skill(document.answers, document.about)):
        return _about_skill(wanted)
    if document.dialogue == "training-partners" and (match := training_need(document.answers, document.about)):
        return _about_training(*match)
    if document.dialogue in ("member-needs", "strategy-review"):
        row = dict(raw_rows((document.answers.get("needs") or {}).get("needs"))).get(document.about, {})
        return {"demand": {"need": text}} if (text := str(row.get("text") or "").strip()) else {}
    return {}


def _about_skill(wanted: Skill) -> dict[str, dict[str, Raw]]:
    """What the map of digital skills says about a skill that a service shall train."""
    need = f"{wanted.name}: {wanted.used_for}" if wanted.used_for else wanted.name
    pages: dict[str, dict[str, Raw]] = {"demand": {"name": f"Training: {wanted.name}"[:SHORT], "need": need}}
    if wanted.demand is not None and wanted.supply is not None:
        rated = f"Skills map: demand {wanted.demand} of 5, supply in the region {wanted.supply} of 5"
        pages["demand"]["evidence"] = rated
    if wanted.trainers:
        pages["offer"] = {"partners": "\n".join(wanted.trainers)}
    return pages


def _about_training(need: TrainingNeed, partners: Sequence[str]) -> dict[str, dict[str, Raw]]:
    """What members want to learn, and with whom a service could train it."""
    demand = {"name": f"Training: {need.need}"[:SHORT], "need": need.need}
    pages: dict[str, dict[str, Raw]] = {"demand": demand | ({"which": need.learners} if need.learners else {})}
    return pages | ({"offer": {"partners": "\n".join(partners)}} if partners else {})


def goal_of(answers: Answers) -> dict[str, dict[str, Raw]]:
    """The raw pages of a SMART goal that brings the service of raw answers of this dialogue to members."""
    demand, offer, money, pilot = (_texts(answers, page) for page in ("demand", "offer", "money", "pilot"))
    if not (name := demand.get("name")):
        return {}
    steps = [f"Agree on the delivery with {partner}" for partner in split_lines(offer.get("partners", ""))]
    steps += [f"Test it: {line}" for line in split_lines(pilot.get("pilot", ""))]
    users = f"For {offer['users']}"[:SHORT] if offer.get("users") else ""
    pages: dict[str, dict[str, Raw]] = {
        "specific": {"what": f"Launch {name}"[:SHORT], "where": users, "why": offer.get("value")},
        "measurable": {"indicator": "Users a year", "unit": "users", "today": "0", "target": money.get("expected")},
        "achievable": {"first_steps": "\n".join(steps)[:LONG], "resources": money.get("resources")},
        "relevant": {"objective": demand.get("need")},
    }
    filled = {page: {key: value for key, value in fields.items() if value} for page, fields in pages.items()}
    return {page: fields for page, fields in filled.items() if fields}


def _texts(answers: Answers, page: str) -> dict[str, str]:
    """What was answered on a page, as it was typed."""
    return {key: text for key, value in (answers.get(page) or {}).items() if (text := str(value or "").strip())}
