"""The questions about training partners, page by page.

Source: the guide of the European Cluster Collaboration Platform, digital transition, action 3: describe all possible
partners alike, and set them against the needs of members.  The template of the guide is lost in its text; the columns
and the scale of the fit are general practice.
"""

from collections.abc import Mapping

from flows.dialogue import Page, Row
from flows.fields import Choice, Choices, Raw, choice, choices, grid, long_text, rating, repeat, short_text
from flows.validation import raw_rows

MOST = 20
"""Needs, and partners, at most."""

KINDS: Choices = (
    Choice("university", "University"),
    Choice("school", "Specialised or vocational school"),
    Choice("company", "Private training company"),
    Choice("member", "One of your members"),
    Choice("start-up", "Start-up"),
    Choice("cluster", "Another cluster"),
    Choice("hub", "Digital innovation hub"),
    Choice("other", "Something else"),
)
FORMATS: Choices = (
    Choice("course", "Course"),
    Choice("masterclass", "Masterclass: an intensive lesson with an expert"),
    Choice("on-the-job", "On the job"),
    Choice("online", "Online"),
    Choice("train-the-trainer", "Training for trainers"),
    Choice("other", "Something else"),
)


class TrainingNeed(Row):
    """Something that members want to learn."""

    need: str = short_text("What do members want to learn?", short="Need", example="Reading machine data")
    learners: str | None = short_text(
        "Who wants to learn it?",
        short="Learners",
        required=False,
        help="Many small groups together make a new course worthwhile for a partner.",
        example="About 30 people from eleven companies",
    )


class NeedsPage(Page):
    title = "What members want to learn"
    intro = "Begin with the skills that your members lack."
    needs: list[TrainingNeed] = repeat("Needs", TrainingNeed, row_name="Need", max_rows=MOST)


class Partner(Row):
    """Somebody who could train members, described like all others."""

    name: str = short_text("Who could train them?", short="Partner", example="Technical University")
    kind: str | None = choice(
        "What kind of partner is it?",
        KINDS,
        short="Kind",
        required=False,
        help="Also think of practitioners among your members and of start-ups.",
    )
    offer: str | None = long_text("What do they teach?", short="Offer", required=False, example="Data analysis, basics")
    target: str | None = short_text(
        "Who is it for?", short="Target group", required=False, example="Engineers without programming experience"
    )
    formats: list[str] = choices("In what form?", FORMATS, short="Format", required=False)
    cost: str | None = short_text(
        "What does it cost?", short="Cost", required=False, example="4,000 euro for a group of 15"
    )
    experience: str | None = long_text(
        "What experience do they have?",
        short="Experience",
        required=False,
        more=True,
        example="Three courses for companies last year; a member was happy with it.",
    )


class PartnersPage(Page):
    title = "Possible partners"
    intro = "Describe each in the same way, so that you can compare them. Ask all of them the same questions."
    partners: list[Partner] = repeat("Partners", Partner, row_name="Partner", max_rows=MOST)


def needs_named(answers: Mapping[str, Raw], row_id: str = "") -> Choices:
    """What members want to learn, from the first page."""
    rows = raw_rows((answers.get("needs") or {}).get("needs"))
    return tuple(Choice(need, str(row.get("need") or "…")) for need, row in rows)


def partners_named(answers: Mapping[str, Raw], row_id: str = "") -> Choices:
    """The partners of the second page."""
    rows = raw_rows((answers.get("partners") or {}).get("partners"))
    return tuple(Choice(partner, str(row.get("name") or "…")) for partner, row in rows)


class Fit(Row):
    """How well a partner fits a need."""

    fit: int | None = rating("How well does it fit?", low=0, high=3, required=False)


class FitPage(Page):
    title = "Who fits which need?"
    intro = "Rate the offer, the format and the experience of each partner against each need."
    fit: dict[str, dict[str, int]] = grid(
        "Fit of each partner with each need",
        needs_named,
        Fit,
        columns=partners_named,
        required=False,
        help="0 = not at all, 1 = a little, 2 = well, 3 = very well. What you leave empty counts as 0.",
    )


def by_need(fit: Mapping[str, Raw]) -> dict[str, Raw]:
    """The raw fit as version 1 asked for it, in rows of a need and a partner, as it is asked for now.

    What is no such row stays as it was typed.
    """
    grid: dict[str, Raw] = {}
    for key, row in fit.items():
        need, is_pair, partner = key.partition(":")
        if is_pair and isinstance(row, Mapping):
            grid.setdefault(need, {})[partner] = row.get("fit")
        else:
            grid[key] = row
    return grid
