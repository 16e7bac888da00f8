"""The questions about key members and their needs, page by page.

Source: Cluster Booster Academy, training day 1, step 2 of the strategy review, "need relevance analysis": find the key
members, find what they need, and let these needs count more.  Weights from 1 to 5 and urgencies from 0 to 3 are general
practice.
"""

from collections.abc import Mapping

from flows.dialogue import Page, Row
from flows.fields import Choice, Choices, Raw, choice, grid, rating, repeat, short_text
from flows.validation import raw_rows

MOST = 20
"""Key members, and needs, at most."""
URGENT = 3
"""The highest urgency."""

SIZES: Choices = (
    Choice("micro", "Up to 9 people"),
    Choice("small", "10 to 49 people"),
    Choice("medium", "50 to 249 people"),
    Choice("large", "250 people or more"),
    Choice("other", "Not a company, such as a university"),
)
AREAS: Choices = (
    Choice("innovation", "Innovation and technology"),
    Choice("skills", "Skills and workforce"),
    Choice("markets", "Customers and markets abroad"),
    Choice("funding", "Funding and finance"),
    Choice("cooperation", "Cooperation and contacts"),
    Choice("visibility", "Visibility and lobbying"),
    Choice("green", "Green transition"),
    Choice("digital", "Digital transition"),
    Choice("other", "Something else"),
)


class Member(Row):
    """A key member: one whose needs count more than others."""

    name: str = short_text("Which key member?", short="Member", example="Northern Mill Ltd")
    size: str | None = choice("How big is it?", SIZES, short="Size", required=False)
    weight: int = rating(
        "How much weight does it carry in the cluster?",
        short="Weight",
        low=1,
        high=5,
        help="1 = one of many, 5 = we could hardly do without it. Small but active companies can carry a lot of "
        "weight.",
    )


class MembersPage(Page):
    title = "Your key members"
    intro = (
        "Not every member weighs the same. Name those you could least do without; eight to twelve are usually enough."
    )
    members: list[Member] = repeat("Key members", Member, row_name="Key member", max_rows=MOST)


class Need(Row):
    """Something that members need, and what the cluster does about it today."""

    text: str = short_text(
        "What do they need?", short="Need", help="One need, in their own words.", example="Staff who can work with data"
    )
    area: str | None = choice("Which area is it in?", AREAS, short="Area", required=False)
    service: str | None = short_text(
        "Which of your services answers it today?",
        short="Answered by",
        required=False,
        help="Leave it empty if none does.",
        example="Data skills course with the university",
    )


class NeedsPage(Page):
    title = "Their needs"
    intro = "Collect what these members need. Ask them, rather than guess: a short call is enough."
    needs: list[Need] = repeat("Needs", Need, row_name="Need", max_rows=MOST)


def members_named(answers: Mapping[str, Raw], row_id: str = "") -> Choices:
    """The key members of the first page."""
    rows = raw_rows((answers.get("members") or {}).get("members"))
    return tuple(Choice(member, str(row.get("name") or "…")) for member, row in rows)


def needs_named(answers: Mapping[str, Raw], row_id: str = "") -> Choices:
    """The needs of the second page."""
    rows = raw_rows((answers.get("needs") or {}).get("needs"))
    return tuple(Choice(need, str(row.get("text") or "…")) for need, row in rows)


class Urgency(Row):
    """How urgent one need is for one member."""

    urgency: int | None = rating("How urgent is it?", low=0, high=URGENT, required=False)


class UrgencyPage(Page):
    title = "How urgent is it?"
    intro = "For each key member: how urgent is each need?"
    urgencies: dict[str, dict[str, int]] = grid(
        "Urgency of each need",
        members_named,
        Urgency,
        columns=needs_named,
        required=False,
        help="0 = no need, 1 = would be nice, 2 = important, 3 = urgent. What you leave empty counts as 0.",
    )
