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
        "For whom is it?", short="Target group", required=False, example="Engineers without programming experience"
    )
    formats: list[str] = choices("In which form?", FORMATS, short="Format", required=False)
    cost: str | None = short_text(
        "What does it cost?", short="Cost", required=False, example="4,000 euro for a group of 15"
    )
    experience: str | None = long_text(
        "What experience do they have?",
        short="Experience",
        required=False,
        more=True,
        example="Three courses for companies last year; a member was content with it.",
    )


class PartnersPage(Page):
    title = "Possible partners"
    intro = "Describe each in the same way, so that you can compare them. Ask all of them the same questions."
    partners: list[Partner] = repeat("Partners", Partner, row_name="Partner", max_rows=MOST)


def pair(need: str, partner: str) -> str:
    """The row of the fit of a need and a partner, from their row ids."""
    return f"{need}:{partner}"


def _pairs(answers: Mapping[str, Raw], row_id: str) -> Choices:
    """Each need with each partner, need by need."""
    needs = [(id, row.get("need")) for id, row in raw_rows((answers.get("needs") or {}).get("needs"))]
    partners = [(id, row.get("name")) for id, row in raw_rows((answers.get("partners") or {}).get("partners"))]
    return tuple(
        Choice(pair(need, partner), f"{text or '…'} – {name or '…'}")
        for need, text in needs
        for partner, name in partners
    )


class Fit(Row):
    """How well a partner fits a need."""

    fit: int | None = rating("Fit", low=0, high=3, required=False)


class FitPage(Page):
    title = "Who fits which need?"
    intro = "Rate the offer, the format and the experience of each partner against each need."
    fit: dict[str, Fit] = grid(
        "Fit of each partner with each need",
        _pairs,
        Fit,
        required=False,
        help="0 = not at all, 1 = a little, 2 = well, 3 = very well. What you leave empty counts as 0.",
    )
