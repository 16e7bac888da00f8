"""The member needs: what key members need, and which of these needs counts most.

Source: Cluster Booster Academy, training day 1, step 2 of the strategy review, "need relevance analysis".
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from pydantic import model_validator

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.dialogue import Answers, Dialogue, Earlier, problem
from flows.dialogues.needs_assessment import open_themes
from flows.fields import SHORT, Raw
from flows.meaning import written
from flows.need_conclusions import conclude, ranking
from flows.need_pages import MOST, MembersPage, NeedsPage, UrgencyPage
from flows.reading.lists import split_lines
from flows.rows import repeat_of
from flows.themes import THEMES
from flows.validation import Scene, raw_rows

AREA_OF_THEME: Mapping[str, str] = {
    "internationalisation": "markets",
    "engagement": "cooperation",
    "visibility": "visibility",
    "cross-sector": "skills",
    "green": "green",
    "digital": "digital",
    "resilience": "other",
}
"""The themes of the needs assessment that members may need help with, too; the others are the cluster's own."""


class MemberNeeds(Dialogue):
    """Key members, their needs, how urgent each is, and the ranking that follows."""

    id = "member-needs"
    command = "member-needs"
    title = "Member needs"
    purpose = "Find out which needs of your key members count most, and which of them nobody answers."
    minutes = 20
    place = 22
    group: ClassVar[str] = "understand"
    starters = (
        "rank what our members need",
        "member needs",
        "find out what our members need",
        "weigh the needs of our members",
        "rank our members' needs",
        "which member needs come first",
        "list our key members",
        "need relevance analysis",
    )
    words: ClassVar[Mapping[str, str]] = {
        "member-needs.nothing-rated": "No urgency is rated yet. Please rate at least one need for one member.",
        "member-needs.rule": "Relevance = Σ weight × urgency ÷ (3 × Σ weight), over all key members, in percent. An "
        "urgency that was not rated counts as 0. This formula is general practice.",
        "member-needs.unmet-rule": "Needs with urgency 3 for which you named no service (general practice).",
        "member-needs.scale": "0 = no need, 1 = would be nice, 2 = important, 3 = urgent. Empty: not rated.",
        "member-needs.top": "“{need}” counts most: its relevance is {relevance} %.",
        "member-needs.tie": "“{need}” and “{other}” have the same relevance. Talk with your team about which comes "
        "first.",
        "member-needs.one-voice": "“{need}” leads, but it is urgent for {member} alone. A talk may help faster than "
        "a new service.",
        "member-needs.unmet": "{member} urgently needs what none of your services answers: {needs}.",
        "member-needs.unmet.many": "{count} key members have urgent needs that none of your services answers: {names}. "
        "Talk first to those who carry most weight.",
        "member-needs.unrated": "{count} of {all} urgencies are not rated and count as 0. The fewer are missing, the "
        "truer the ranking.",
        "member-needs.idle": "No key member needs “{need}” now. You can let it rest.",
        "member-needs.idle.many": "No key member needs these {count} now: {names}. You can let them rest.",
        "member-needs.one-member": "This ranking shows the wishes of {member} only. Ask two or three more key members.",
        "member-needs.all-answered": "Every urgent need of your key members has a service that answers it.",
        "member-needs.close-gaps": "Close the gaps in your services",
        "member-needs.check-services": "Check your services",
        "member-needs.set-goal": "Set a goal for “{need}”",
    }

    members: MembersPage
    needs: NeedsPage
    urgency: UrgencyPage

    @model_validator(mode="after")
    def something_rated(self) -> "MemberNeeds":
        if not any(self.urgency.urgencies.values()):
            raise problem("member-needs.nothing-rated", page="urgency")
        return self

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """Key members and needs of last time, or else needs from the needs assessment; services from the portfolio."""
        filled: dict[str, Raw] = {}
        if last := next((document.answers for document in earlier if document.dialogue == cls.id), None):
            filled = {page: last[page] for page in ("members", "needs") if last.get(page)}
        elif rows := _from_themes(earlier) or _from_portfolio(earlier):
            filled["needs"] = {"needs": repeat_of(rows)}
        answered = _answered(earlier)
        rows = {
            need: {**row, "service": answered[written(str(row.get("text") or ""))]}
            if not row.get("service") and written(str(row.get("text") or "")) in answered
            else row
            for need, row in raw_rows((filled.get("needs") or {}).get("needs"))
        }
        return filled | ({"needs": {"needs": repeat_of(rows)}} if rows else {})

    @classmethod
    def begin_with(cls, text: str) -> dict[str, Raw]:
        rows = {f"m{number}": {"name": line} for number, line in enumerate(split_lines(text)[:MOST], start=1)}
        return {"members": {"members": repeat_of(rows)}} if rows else {}

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        return conclude(self.members.members, self.needs.needs, self.urgency.urgencies)


def _from_themes(earlier: Sequence[Earlier]) -> dict[str, dict[str, Raw]]:
    """The open themes of the needs assessment that members may have, as needs by row id."""
    assessed = next((document.answers for document in earlier if document.dialogue == "needs-assessment"), None)
    areas = {THEMES[theme][0]: area for theme, area in AREA_OF_THEME.items()}
    themes = [label for label, _ in open_themes(assessed or {}) if label in areas]
    return {f"n{number}": {"text": label, "area": areas[label]} for number, label in enumerate(themes, start=1)}


def _portfolio(earlier: Sequence[Earlier]) -> tuple[dict[str, str], list[tuple[str, list[str]]]]:
    """The services of the newest portfolio by row id, and its needs with the ids of the services that answer them."""
    answers = next((document.answers for document in earlier if document.dialogue == "service-portfolio"), {})
    services = raw_rows((answers.get("services") or {}).get("services"))
    needs = raw_rows((answers.get("needs") or {}).get("needs"))
    return (
        {service: str(row.get("name") or "") for service, row in services},
        [(str(row.get("need") or ""), list(row.get("served_by") or ())) for _, row in needs if row.get("need")],
    )


def _from_portfolio(earlier: Sequence[Earlier]) -> dict[str, dict[str, Raw]]:
    """The needs of the newest portfolio, by row id."""
    _, needs = _portfolio(earlier)
    return {f"n{number}": {"text": text} for number, (text, _) in enumerate(needs[:MOST], start=1)}


def _answered(earlier: Sequence[Earlier]) -> dict[str, str]:
    """The services that answer a need by the newest portfolio, by the text of the need."""
    services, needs = _portfolio(earlier)
    named = {text: ", ".join(filter(None, (services.get(id, "") for id in served))) for text, served in needs}
    return {written(text): names[:SHORT] for text, names in named.items() if names}


def need(answers: Answers, row_id: str) -> str:
    """A need in raw answers of this dialogue; empty if there is none of that id."""
    row = dict(raw_rows((answers.get("needs") or {}).get("needs"))).get(row_id)
    return str(row.get("text") or "") if row else ""


def ranked_needs(answers: Answers) -> list[str]:
    """The needs in raw answers of this dialogue that some member has, by relevance."""
    found = MemberNeeds.review(answers, Scene(date.min, answers, asks=False)).model
    if not isinstance(found, MemberNeeds):
        return []
    ranked = ranking(found.members.members, found.needs.needs, found.urgency.urgencies)
    return [each.need.text for each in ranked if each.relevance]
