"""The needs assessment: which challenges matter most to the cluster and are least taken care of today.

The ten challenge themes are those of the Cluster Booster Academy (training day 1); green, digital and resilience
are the three trends of the ECCP guide on how clusters lead transitions.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from pydantic import model_validator

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, NextStep, Table
from flows.dialogue import Answers, Dialogue, Earlier, Page, Row, problem
from flows.dialogues.cluster_profile import challenges_of
from flows.fields import Raw, grid, long_text, questions, rating
from flows.findings import Finding, Severity, Words
from flows.pictures import Bar, Bars
from flows.themes import THEMES, theme_choices
from flows.validation import Scene, resolve


class ThemeRating(Row):
    """How much one theme matters and how well it is handled today."""

    importance: int | None = rating(
        "Importance", low=1, high=5, required=False, help="1 = hardly matters, 5 = decides our future"
    )
    today: int | None = rating("Handled today", low=1, high=5, required=False, help="1 = not at all, 5 = very well")
    note: str | None = long_text("Note", required=False, example="Two of our founding members left last year.")

    @model_validator(mode="after")
    def both_ratings(self) -> "ThemeRating":
        if self.importance is None and (self.today is not None or self.note):
            raise problem("needs.importance-missing", field="importance")
        if self.today is None and self.importance is not None:
            raise problem("needs.today-missing", field="today")
        return self

    @property
    def priority(self) -> int:
        return (self.importance or 0) * (5 - (self.today or 0))


_HELP = "Leave a theme empty if it does not concern you. Add a note where it helps to remember why."


class MembersPage(Page):
    title = "Your members"
    intro = "Rate how important each theme is for your cluster, and how well you handle it today."
    ratings: dict[str, ThemeRating] = grid(
        "Themes about members",
        theme_choices("attracting-members", "retaining-members", "engagement", "cross-sector"),
        ThemeRating,
        required=False,
        help=_HELP,
    )


class ServicesPage(Page):
    title = "Your services and money"
    ratings: dict[str, ThemeRating] = grid(
        "Themes about services and money",
        theme_choices("service-innovation", "financial-sustainability", "measuring-success"),
        ThemeRating,
        required=False,
        help=_HELP,
    )


class OrganisationPage(Page):
    title = "Your organisation and reach"
    ratings: dict[str, ThemeRating] = grid(
        "Themes about organisation and reach",
        theme_choices("governance", "visibility", "internationalisation"),
        ThemeRating,
        required=False,
        help=_HELP,
    )


class TrendsPage(Page):
    title = "Three big trends"
    intro = "The same for the trends that are changing most industries."
    ratings: dict[str, ThemeRating] = grid(
        "Trends", theme_choices("green", "digital", "resilience"), ThemeRating, required=False, help=_HELP
    )


class NeedsAssessment(Dialogue):
    """Ratings of thirteen themes, and the ranked list that follows."""

    id = "needs-assessment"
    command = "needs"
    title = "Needs assessment"
    purpose = "Find out which challenges your cluster should tackle first."
    minutes = 10
    place = 20
    main_path = True
    stage = "Needs"
    starters = (
        "assess our needs",
        "needs assessment",
        "find out what we need",
        "what should we work on first",
        "rate our challenges",
    )
    words: ClassVar[Mapping[str, str]] = {
        "needs.importance-missing": "How important is this? Please choose 1 to 5.",
        "needs.today-missing": "How well is this handled today? Please choose 1 to 5.",
        "needs.nothing-rated": "Nothing is rated yet. Please rate at least one theme.",
        "needs.rule": "Priority = importance × (5 − handled today), from 0 to 20. This formula is general practice.",
        "needs.top": "Your first need: {theme} (priority {priority} of 20).",
        "needs.all-handled": "Everything you rated is handled very well today. Nothing stands out as a need.",
        "needs.few": "You rated {count} of {all} themes. The ranking gets clearer the more you rate.",
        "needs.tie": "{theme} and {other} have the same priority. Talk with your team about which comes first.",
        "needs.set-goal": "Set a goal for {theme}",
        "needs.ask-members": "Weigh what your key members need",
    }

    members: MembersPage
    services: ServicesPage
    organisation: OrganisationPage
    trends: TrendsPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The main challenges of the profile, as important; how well they are handled is to be said."""
        profile = next((document.answers for document in earlier if document.dialogue == "cluster-profile"), {})
        named = challenges_of(profile)
        filled: dict[str, Raw] = {}
        for page, model in cls.pages().items():
            rows = resolve(questions(model)["ratings"].grid_rows, {}, "")
            if ratings := {row.value: {"importance": "5"} for row in rows if row.value in named}:
                filled[page] = {"ratings": ratings}
        return filled

    @model_validator(mode="after")
    def something_rated(self) -> "NeedsAssessment":
        if not self.ratings():
            raise problem("needs.nothing-rated", page="members")
        return self

    def ratings(self) -> dict[str, ThemeRating]:
        """All rated themes, by theme id."""
        pages = (self.members, self.services, self.organisation, self.trends)
        return {theme: row for page in pages for theme, row in page.ratings.items() if row.importance}

    def ranking(self) -> list[tuple[str, ThemeRating]]:
        """Themes by priority, the more important first where it is equal."""
        order = list(THEMES)
        return sorted(
            self.ratings().items(),
            key=lambda item: (-item[1].priority, -(item[1].importance or 0), order.index(item[0])),
        )

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        ranked = self.ranking()
        needs = [(theme, row) for theme, row in ranked if row.priority > 0][:3]
        return Conclusion(
            tables=(
                Table(
                    id="ranking",
                    title="Your needs, ranked",
                    columns=("Rank", "Theme", "Importance", "Handled today", "Priority", "Note"),
                    rows=tuple(
                        (
                            place,
                            THEMES[theme][0],
                            row.importance or 0,
                            row.today or 0,
                            row.priority,
                            row.note or "",
                        )
                        for place, (theme, row) in enumerate(ranked, start=1)
                    ),
                    rule=Words(id="needs.rule"),
                    tells=("members/ratings", "services/ratings", "organisation/ratings", "trends/ratings"),
                ),
            ),
            findings=tuple(self._findings(ranked)),
            next_steps=(
                *(
                    NextStep(
                        dialogue="smart-goal",
                        about=theme,
                        label=Words(id="needs.set-goal", params={"theme": THEMES[theme][0]}),
                    )
                    for theme, _ in needs
                ),
                *((NextStep(dialogue="member-needs", label=Words(id="needs.ask-members")),) if needs else ()),
            ),
            pictures=(_bars(ranked),),
            articles=tuple(THEMES[theme][1] for theme, _ in needs),
        )

    def _findings(self, ranked: Sequence[tuple[str, ThemeRating]]) -> list[Finding]:
        (theme, row), *others = ranked
        if row.priority == 0:
            return [Finding(message="needs.all-handled", severity=Severity.GOOD)]
        label = THEMES[theme][0]
        found = [Finding(message="needs.top", params={"theme": label, "priority": row.priority})]
        if others and others[0][1].priority == row.priority:
            found.append(Finding(message="needs.tie", params={"theme": label, "other": THEMES[others[0][0]][0]}))
        if len(ranked) < len(THEMES) // 2:
            found.append(Finding(message="needs.few", params={"count": len(ranked), "all": len(THEMES)}))
        return found


def _bars(ranked: Sequence[tuple[str, ThemeRating]]) -> Bars:
    """The priorities, the highest first."""
    bars = tuple(Bar(label=THEMES[theme][0], value=row.priority) for theme, row in ranked)
    return Bars(id="priorities", title="Your needs, ranked", value_label="Priority", high=20, bars=bars)


def need(answers: Answers, theme: str) -> tuple[str, str] | None:
    """Label and note of one need in raw answers of this dialogue; None for an unknown theme."""
    if theme not in THEMES:
        return None
    for page in answers.values():
        row = (page.get("ratings") or {}).get(theme) if isinstance(page, Mapping) else None
        if row:
            return THEMES[theme][0], str(row.get("note") or "")
    return THEMES[theme][0], ""


def open_themes(answers: Answers) -> list[tuple[str, str]]:
    """Label and note of each theme in raw answers of this dialogue that is not handled very well, by priority."""
    assessed = NeedsAssessment.review(answers, Scene(date.min, answers, asks=False)).model
    if not isinstance(assessed, NeedsAssessment):
        return []
    return [(THEMES[theme][0], row.note or "") for theme, row in assessed.ranking() if row.priority > 0]
