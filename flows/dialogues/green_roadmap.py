"""The green roadmap: what members need to become greener, and who does what about it until when.

Source: webinars of the Towards Green Transition Facility on sustainable business models, where clusters made roadmaps
of their own, and the ECCP guide on how clusters lead transitions.  What a roadmap holds is lost in both: the four
horizons and the figures of an activity are general practice.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.dialogue import Answers, Dialogue, Earlier
from flows.dialogues.needs_assessment import need
from flows.fields import SHORT, Raw
from flows.reading.dates import exact_date
from flows.roadmap_conclusions import ALL, FIRST, conclude, kpi_line
from flows.roadmap_pages import HORIZONS, ActivitiesPage, NeedsPage, PartnersPage, until
from flows.rows import repeat_of
from flows.validation import raw_rows


class GreenRoadmap(Dialogue):
    """Needs, ambition, partners, and activities by horizon."""

    id = "green-roadmap"
    command = "green-roadmap"
    title = "Green roadmap"
    purpose = "Lay out step by step how you help your members become greener."
    minutes = 20
    place = 60
    group = "plan"
    starters = (
        "green roadmap",
        "plan our green transition",
        "make a roadmap for sustainability",
        "draw a green roadmap",
        "help our members to become greener",
        "plan how to become sustainable",
        "sustainability plan",
    )
    words: ClassVar[Mapping[str, str]] = {
        "roadmap.kpi-missing": "There is a figure below. What does it count?",
        "roadmap.need-alone": "No activity answers the need “{need}” yet. What could you do about it?",
        "roadmap.need-alone.many": "No activity answers {count} of the needs yet: {names}. What could you do about "
        "them?",
        "roadmap.kpi-no-number": "“{kpi}” has no number yet. Where does it stand today, and where should it be?",
        "roadmap.kpi-no-number.many": "{count} KPIs have no number yet: {names}. Where do they stand today, and where "
        "should they be?",
        "roadmap.kpi-no-today": "“{kpi}” has a target, but no number for today. Without it you cannot show progress.",
        "roadmap.kpi-no-today.many": "{count} KPIs have a target, but no number for today: {names}. Without it you "
        "cannot show progress.",
        "roadmap.kpi-no-target": "“{kpi}” has no target yet. Where should it be?",
        "roadmap.kpi-no-target.many": "{count} KPIs have no target yet: {names}. Where should they be?",
        "roadmap.kpi-same": "The target of “{kpi}” is the same as today. What should be different?",
        "roadmap.kpi-same.many": "{count} KPIs have a target that is the same as today: {names}. What should be "
        "different?",
        "roadmap.no-kpi": "No activity has a KPI yet. Which three figures would show that it works?",
        "roadmap.nobody": "Nobody is in charge of “{activity}” yet. Who will it be?",
        "roadmap.nobody.many": "Nobody is in charge of {count} activities yet: {names}. Who will it be?",
        "roadmap.nothing-now": "Nothing starts now. Which small step could show a result within three months?",
        "roadmap.all-good": "Every need has an activity, and every activity somebody in charge and a figure.",
        "roadmap.rule": "Now counts as the first three months. These four horizons are general practice.",
        "roadmap.plan-first": "Make an action plan for the first six months",
        "roadmap.plan-all": "Make an action plan for all activities",
    }

    needs: NeedsPage
    partners: PartnersPage
    activities: ActivitiesPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The green ones of the needs of key members, or what was noted about the green transition as a need."""
        for document in earlier:
            if needs := list(_needs(document)):
                rows = {f"n{number}": {"need": text} for number, text in enumerate(needs, start=1)}
                return {"needs": {"needs": repeat_of(rows)}}
        return {}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return " ".join(ambition(answers).split())

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        return conclude(self.needs, self.activities)


def _needs(document: Earlier) -> Iterator[str]:
    if document.dialogue == "member-needs":
        rows = raw_rows((document.answers.get("needs") or {}).get("needs"))
        yield from (str(row.get("text")) for _, row in rows if row.get("area") == "green" and row.get("text"))
    elif document.dialogue == "needs-assessment" and (found := need(document.answers, "green")) and found[1]:
        yield found[1][:SHORT]


def activities(answers: Answers, about: str) -> Iterator[dict[str, Raw]]:
    """The activities in raw answers of this dialogue as raw actions of a plan.

    ``about``: `ALL` for those of all horizons, anything else for those of the first six months.
    """
    start = exact_date(str((answers.get("needs") or {}).get("start") or ""))
    for _, row in raw_rows((answers.get("activities") or {}).get("activities")):
        horizon, name = str(row.get("horizon") or ""), str(row.get("activity") or "").strip()
        if not name or horizon not in HORIZONS or (about != ALL and horizon not in FIRST):
            continue
        numbers = " → ".join(str(row[key]).strip() for key in ("today", "target") if row.get(key))
        line = kpi_line(str(row.get("kpi") or "").strip(), numbers, str(row.get("unit") or "").strip())
        given = {
            "responsible": row.get("owner"),
            "deadline": until(start, horizon).isoformat() if start else "",
            "outcome": line,
        }
        yield {"action": name, **{key: value for key, value in given.items() if value}}


def ambition(answers: Answers) -> str:
    """The ambition in raw answers of this dialogue."""
    return str((answers.get("needs") or {}).get("ambition") or "").strip()
