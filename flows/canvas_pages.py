"""The questions of the business model canvas, page by page.

Source: Cluster Booster Academy, training day 2: the cluster version of the canvas, today and in five years (which adds
funding partners), the funding mix as a pie chart, and the long list of changes with the three most promising ones.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import model_validator

from flows.dialogue import Page, Row, problem
from flows.fields import Choice, Choices, Raw, choice, long_text, repeat, share, short_text
from flows.validation import raw_rows

FIELDS: Mapping[str, str] = {
    "stakeholders": "Key stakeholders and partners",
    "activities": "Cluster activities",
    "value": "Cluster value proposition",
    "engagement": "Member engagement",
    "members": "Cluster members",
    "ecosystem": "Key ecosystem and clusters",
    "resources": "Cluster resources",
    "channels": "Channels",
    "potential_members": "Potential cluster members",
    "costs": "Cost structure",
    "public_funding": "Public funding",
    "private_funding": "Private funding",
    "project_funding": "Project funding",
    "funding_partners": "Funding partners",
}
"""Field of the canvas → label; the last one is asked for in five years only."""

SHARES: Mapping[str, str] = {
    "public_share": "Public funding",
    "private_share": "Private funding",
    "project_share": "Project funding",
    "partners_share": "Funding partners",
}
"""Field of a share → the source of the money."""

ROUNDED = 0.5
"""So far shares may miss 100 because they were rounded (general practice)."""

DURATIONS: Choices = (
    Choice("3-months", "Up to 3 months"),
    Choice("6-months", "3 to 6 months"),
    Choice("1-year", "6 to 12 months"),
    Choice("2-years", "1 to 2 years"),
    Choice("longer", "More than 2 years"),
)
SOON = ("3-months", "6-months")
"""How long a short-term change takes at most: the source says 3 to 6 months."""

_LINES = "One point per line."


def _income(source: str, example: str) -> Any:
    return share(
        f"{source}: share of all income", short=f"{source}, share", example=example, required=False, group="Shares"
    )


class _Business(Page):
    """What the cluster does, for whom and with whom."""

    value: str = long_text(
        FIELDS["value"],
        help=f"Why is it worth being a member? {_LINES}",
        example="Contacts with buyers that a small firm would not get alone\nOne test lab for all",
    )
    members: str = long_text(
        FIELDS["members"], help=f"Who belongs to you? {_LINES}", example="84 companies, two thirds with under 50 staff"
    )
    potential_members: str | None = long_text(
        FIELDS["potential_members"],
        help=f"Who could join? {_LINES}",
        example="Packaging firms in the north of the region",
        required=False,
    )
    engagement: str | None = long_text(
        FIELDS["engagement"],
        help=f"How do members take part? {_LINES}",
        example="Three working groups\nYearly assembly",
        required=False,
    )
    channels: str | None = long_text(
        FIELDS["channels"],
        help=f"How do you reach members, and how do they reach you? {_LINES}",
        example="Monthly newsletter\nVisits to ten members a year",
        required=False,
    )
    activities: str = long_text(
        FIELDS["activities"], help=f"What do you do? {_LINES}", example="Matchmaking events\nEU project proposals"
    )
    resources: str | None = long_text(
        FIELDS["resources"],
        help=f"People, knowledge, rooms, data. {_LINES}",
        example="Three full-time staff\nMember database",
        required=False,
    )
    stakeholders: str | None = long_text(
        FIELDS["stakeholders"],
        help=f"Who could you not do without? {_LINES}",
        example="Regional development agency\nTechnical university",
        required=False,
    )
    ecosystem: str | None = long_text(
        FIELDS["ecosystem"],
        help=f"Which industries and clusters around you matter? {_LINES}",
        example="Agri-food ecosystem\nThe logistics cluster next door",
        required=False,
    )


class _Money(Page):
    """What it costs, who pays, and in which shares."""

    costs: str | None = long_text(
        FIELDS["costs"], help=f"What costs money? {_LINES}", example="Salaries\nOffice\nEvents", required=False
    )
    public_funding: str | None = long_text(
        FIELDS["public_funding"],
        help="Money from a region, state or city that keeps your organisation running.",
        example="Basic funding from the region until 2028",
        required=False,
    )
    private_funding: str | None = long_text(
        FIELDS["private_funding"],
        help="Membership fees, paid services, sponsors.",
        example="Flat fee of 600 euro a year",
        required=False,
    )
    project_funding: str | None = long_text(
        FIELDS["project_funding"],
        help="Money for a fixed task and time.",
        example="Two Interreg projects",
        required=False,
    )
    public_share: float | None = _income("Public funding", "50")
    private_share: float | None = _income("Private funding", "20")
    project_share: float | None = _income("Project funding", "30")

    @model_validator(mode="after")
    def whole(self) -> "_Money":
        total = sum(self.shares.values())
        if self.shares and abs(total - 100) > ROUNDED:
            message = "canvas.shares-missing" if total < 100 else "canvas.shares-over"
            raise problem(message, total=round(total, 2), difference=round(abs(total - 100), 2))
        return self

    @property
    def shares(self) -> dict[str, float]:
        """The shares that are more than nothing, by field, in the order asked."""
        given = {name: getattr(self, name, None) or 0.0 for name in SHARES}
        return {name: int(part) if part.is_integer() else part for name, part in given.items() if part > 0}


class TodayPage(_Business):
    title = "Your canvas today"
    intro = "Write what is true today, not what you wish. Three to five short points in each field are enough."


class TodayMoneyPage(_Money):
    title = "Your money today"
    intro = (
        "What does it cost, and who pays? You may leave the shares empty. If you fill them in, they must add up to 100."
    )


class FuturePage(_Business):
    title = "Your canvas in five years"
    intro = "Today’s points are already here. Change, add and remove until it is the cluster you want in five years."


class FutureMoneyPage(_Money):
    title = "Your money in five years"
    intro = "The same for the money. Funding partners are new here: those who pay for or invest in your work."
    funding_partners: str | None = long_text(
        FIELDS["funding_partners"],
        help=f"Who else pays for or invests in your work? {_LINES}",
        example="A bank that sponsors the innovation prize",
        required=False,
    )
    partners_share: float | None = _income("Funding partners", "10")


_CHANGED: Choices = tuple(Choice(name, label) for name, label in FIELDS.items())


class Change(Row):
    """One change from the model of today to the one in five years."""

    change: str = short_text("What will change?", short="Change", example="Membership fees by company size")
    duration: str = choice("How long does it take?", DURATIONS, short="How long")
    field: str | None = choice(
        "Which field of the canvas is it in?",
        _CHANGED,
        short="Field",
        required=False,
        help="This shows which differences nobody is working on yet.",
    )


class ChangesPage(Page):
    title = "All changes"
    intro = "Write down every change that leads from today to the model in five years. You choose on the next page."
    changes: list[Change] = repeat(
        "Changes",
        Change,
        row_name="Change",
        max_rows=50,
        help="What is new in your second canvas is already here. Say for each how long it takes.",
    )


def long_list(answers: Mapping[str, Raw]) -> Iterator[tuple[str, dict[str, Raw]]]:
    """The rows of all changes in raw answers of the dialogue."""
    return raw_rows((answers.get("changes") or {}).get("changes"))


def _all_changes(answers: Mapping[str, Raw], row_id: str) -> Choices:
    return tuple(Choice(change, str(row.get("change") or "…")) for change, row in long_list(answers))


class Promising(Row):
    """A change that was chosen, with what peers said about it."""

    change: str = choice("Which change?", _all_changes, short="Change")
    why: str | None = long_text(
        "Why is it promising?",
        required=False,
        help="Does it answer a need of several members? Can you decide it yourselves?",
        example="Small firms say that the flat fee keeps them away.",
    )
    feedback: str | None = long_text(
        "What did your peers say?",
        short="Peer feedback",
        required=False,
        help="Present the idea to people who run other clusters, and note what they say. You can add it later.",
        example="A cluster abroad did this in two steps, so that nobody left.",
    )


class PromisingPage(Page):
    title = "The three most promising"
    intro = "Choose three. At least one of them should be possible within three to six months."
    promising: list[Promising] = repeat("The most promising changes", Promising, row_name="Change", max_rows=3)

    @model_validator(mode="after")
    def each_once(self) -> "PromisingPage":
        seen: set[str] = set()
        for row in self.promising:
            if row.change in seen:
                raise problem("canvas.chosen-twice", field=f"promising/{row.id}/change")
            seen.add(row.change)
        return self
