"""The international strategy: diagnostics, choice and action, and when the cluster looks back on it.

Source: the ECCP guide on how clusters lead transitions, segment on internationalisation.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.abroad_conclusions import conclude
from flows.abroad_pages import PAUSES, ActionPage, ChoicePage, DiagnosticsPage, ReviewPage, review_dates
from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.dialogue import Answers, Dialogue, Earlier
from flows.dialogues.needs_assessment import need
from flows.fields import Raw
from flows.reading.dates import likeliest_date
from flows.validation import raw_rows

_ANY_DAY = date(2026, 1, 1)
"""The dates of what was submitted have their year: they are the same whenever they are read."""


class InternationalStrategy(Dialogue):
    """Where the cluster goes abroad, with what, and how often it looks back."""

    id = "international-strategy"
    command = "international"
    title = "International strategy"
    purpose = "Decide where and how your cluster goes abroad, and when you look back on it."
    minutes = 25
    place = 66
    group = "decide"
    starters = (
        "plan our move abroad",
        "make an international strategy",
        "international strategy",
        "internationalisation strategy",
        "go international",
        "plan our work abroad",
        "help our members to go abroad",
        "find new markets abroad",
    )
    words: ClassVar[Mapping[str, str]] = {
        "abroad.ambition-missing": "How much do members want this? Please choose 1 to 5.",
        "abroad.capability-missing": "How well can you help with this today? Please choose 1 to 5.",
        "abroad.ends-before-review": "The first review is on {date}. Please choose that day or a later one.",
        "abroad.rule": "Gap = what members want − what we can do, from 0 to 4. This formula is general practice.",
        "abroad.gap-alone": "Members want “{area}” ({ambition} of 5), but you rate your ability at {capability} of 5, "
        "and none of your services covers it. Build it up, find a partner, or say openly that you do not do it.",
        "abroad.gap-alone.many": "In {count} areas members want more than you can do, and none of your services covers "
        "them: {names}. Build them up, find partners, or say openly what you do not do.",
        "abroad.gap": "Members want “{area}” ({ambition} of 5), but you rate your ability at {capability} of 5. Who "
        "could help you with it?",
        "abroad.gap.many": "In {count} areas members want more than you can do: {names}. Who could help you with them?",
        "abroad.unused": "You can do more in “{area}” ({capability} of 5) than members ask for ({ambition} of 5). Do "
        "they know, or would the time be better spent elsewhere?",
        "abroad.unused.many": "In {count} areas you can do more than members ask for: {names}. Do they know, or would "
        "the time be better spent elsewhere?",
        "abroad.no-market": "You want to go to target markets, but none is named yet. Which one comes first?",
        "abroad.no-partner-chosen": "You want to build a network, but no partner is named yet. Who will you ask first?",
        "abroad.nobody": "Nobody is responsible for “{service}” yet. Who will do it?",
        "abroad.nobody.many": "Nobody is responsible for {count} services yet: {names}. Who will do them?",
        "abroad.no-partner": "No partner is named yet. Who knows these markets already?",
        "abroad.no-money": "You have said nothing about money yet. Public programmes pay only part of it, and members "
        "often pay a share of a trip.",
        "abroad.money-open": "None of the money is agreed yet. Which activity can start without it?",
        "abroad.first-review-late": "The first review is on {date}. Look back at least every six months: choose a day "
        "by {limit}.",
        "abroad.reviews-over": "The last review was on {date}. Set new dates, or write a new strategy.",
        "abroad.all-good": "What members want, what you can do and what you plan fit together.",
        "abroad.plan": "Make an action plan for these services",
    }

    diagnostics: DiagnosticsPage
    choice: ChoicePage
    action: ActionPage
    reviews: ReviewPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """What key members need in markets abroad, or what was noted about internationalisation as a need."""
        said = next((text for document in earlier if (text := _ambition(document))), "")
        return {"diagnostics": {"ambition": said}} if said else {}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return next(objectives(answers), "")

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        return conclude(self.diagnostics.standing, self.choice, self.action, self.reviews, today)


def _ambition(document: Earlier) -> str:
    if document.dialogue == "member-needs":
        rows = raw_rows((document.answers.get("needs") or {}).get("needs"))
        return "\n".join(str(row.get("text")) for _, row in rows if row.get("area") == "markets" and row.get("text"))
    found = need(document.answers, "internationalisation") if document.dialogue == "needs-assessment" else None
    return found[1] if found else ""


def objectives(answers: Answers) -> Iterator[str]:
    """The objectives in raw answers of this dialogue."""
    for _, row in raw_rows((answers.get("choice") or {}).get("objectives")):
        if objective := str(row.get("objective") or "").strip():
            yield objective


def services(answers: Answers) -> Iterator[dict[str, Raw]]:
    """The services in raw answers of this dialogue as raw actions of a plan."""
    for _, row in raw_rows((answers.get("action") or {}).get("services")):
        if service := str(row.get("service") or "").strip():
            given = {"responsible": row.get("responsible"), "deadline": row.get("by")}
            yield {"action": service, **{key: value for key, value in given.items() if value}}


def reviews(answers: Answers) -> Sequence[date]:
    """The days of the reviews in raw answers that were submitted; none where they cannot be read any more."""
    page = answers.get("reviews") or {}
    first, last = (likeliest_date(str(page.get(key) or ""), _ANY_DAY) for key in ("first", "last"))
    pause = str(page.get("pause") or "")
    return review_dates(first, pause, last) if first and pause in PAUSES else ()
