"""Training partners: who could teach members what they want to learn, and what nobody teaches yet.

Source: the guide of the European Cluster Collaboration Platform, clusters as accelerators of the digital transition,
action 3: identify the need for action and partners for collaboration.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep
from flows.dialogue import Answers, Dialogue, Earlier
from flows.dialogues.digital_skills import missing_skills, skill
from flows.fields import SHORT, Raw
from flows.findings import Words
from flows.meaning import written
from flows.partner_conclusions import Fits, Match, findings, heat_map, matches, tables
from flows.partner_pages import MOST, FitPage, NeedsPage, PartnersPage, TrainingNeed, by_need
from flows.reading.lists import split_lines
from flows.rows import repeat_of
from flows.skill_conclusions import Skill
from flows.validation import Scene

TOP = 3
"""So many needs lead to the idea of a service."""


class TrainingPartners(Dialogue):
    """Needs, possible partners, and how well each fits."""

    id = "training-partners"
    command = "partners"
    title = "Training partners"
    purpose = "Find out who can train your members best, and which needs have no partner yet."
    minutes = 20
    place = 64
    group: ClassVar[str] = "decide"
    version = 2
    starters = (
        "find training partners",
        "training partners",
        "compare training partners",
        "find somebody who trains our members",
        "map training providers",
        "choose a training provider",
        "look for somebody to train our members",
    )
    words: ClassVar[Mapping[str, str]] = {
        "partners.rule": "Ranked by fit with the need, from 0 to 3; where that is equal, by the fit with all needs "
        "together. A pair that is not rated counts as 0. The guide’s template is missing from its text, so scale and "
        "ranking are general practice.",
        "partners.none": "Nobody fits “{need}” yet. Ask your members for practitioners, other clusters or a start-up.",
        "partners.none.many": "Nobody fits these {count} needs yet: {names}. Ask your members for practitioners, other "
        "clusters or a start-up.",
        "partners.weak": "{partner} is the best for “{need}”, but fits only a little. Could the offer be adapted?",
        "partners.weak.many": "{count} needs have only partners that fit a little: {names}. Could their offers be "
        "adapted?",
        "partners.idle": "{partner} fits none of your needs. You can leave this partner out.",
        "partners.idle.many": "{count} partners fit none of your needs: {names}. You can leave them out.",
        "partners.unrated": "{count} of {all} pairs of a need and a partner are not rated and count as 0.",
        "partners.all-served": "Each need has a partner that fits well. Talk to the best two or three, and speak for "
        "several companies at once.",
        "partners.new-service": "Develop a service for “{need}”",
    }

    needs: NeedsPage
    partners: PartnersPage
    fit: FitPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The chosen skill, or else all that are missing, and those who could train them."""
        for document in earlier:
            if document.dialogue == "digital-skills":
                chosen = skill(document.answers, document.about)
                if wanted := [chosen] if chosen else missing_skills(document.answers)[:MOST]:
                    return _from_skills(wanted)
        return {}

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        rows = {f"n{number}": {"need": line} for number, line in enumerate(split_lines(text), start=1)}
        return {"needs": {"needs": repeat_of(rows)}} if rows else {}

    @classmethod
    def upgrade(cls, answers: Answers, version: int) -> dict[str, Raw]:
        """Version 1 had a row for each pair of a need and a partner."""
        upgraded = dict(answers)
        page = upgraded.get("fit")
        if version < 2 and isinstance(page, Mapping) and isinstance(page.get("fit"), Mapping):
            upgraded["fit"] = {**page, "fit": by_need(page["fit"])}
        return upgraded

    def fits(self) -> Fits:
        """The fit of each pair that was rated."""
        return {(need, partner): fit for need, row in self.fit.fit.items() for partner, fit in row.items()}

    def matches(self) -> list[Match]:
        """The ranking of partners by need."""
        return matches(self.needs.needs, self.partners.partners, self.fits())

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        fits, ranked, partners = self.fits(), self.matches(), self.partners.partners
        served = sorted((match for match in ranked if match.talks), key=lambda match: -match.fit)
        return Conclusion(
            tables=tuple(tables(ranked, partners, fits)),
            pictures=tuple(heat_map(self.needs.needs, partners, fits)),
            findings=tuple(findings(ranked, partners, fits)),
            next_steps=tuple(
                NextStep(
                    dialogue="service-idea",
                    about=match.need.id,
                    label=Words(id="partners.new-service", params={"need": match.need.need}),
                )
                for match in served[:TOP]
            ),
            articles=("training-partner-mapping", "needs-based-training", "skills-services"),
        )


def _from_skills(wanted: Sequence[Skill]) -> dict[str, Raw]:
    """Skills as needs, and those who could train them as partners, each once."""
    needs = {f"n{number}": {"need": each.name} for number, each in enumerate(wanted, start=1)}
    names: dict[str, str] = {}
    for name in (name for each in wanted for name in each.trainers):
        names.setdefault(written(name), name[:SHORT])
    partners = {f"p{number}": {"name": name} for number, name in enumerate(list(names.values())[:MOST], start=1)}
    pages: dict[str, Raw] = {"needs": {"needs": repeat_of(needs)}}
    return pages | ({"partners": {"partners": repeat_of(partners)}} if partners else {})


def training_need(answers: Answers, row_id: str) -> tuple[TrainingNeed, tuple[str, ...]] | None:
    """A need in raw answers of this dialogue and the partners that fit it well; None if there is none of that id."""
    found = TrainingPartners.review(answers, Scene(date.min, answers, asks=False)).model
    if not isinstance(found, TrainingPartners):
        return None
    chosen = next((match for match in found.matches() if match.need.id == row_id), None)
    return (chosen.need, tuple(partner.name for partner in chosen.talks)) if chosen else None
