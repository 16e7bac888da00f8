"""The questions of the service portfolio, page by page.

Source: Cluster Booster Academy, training day 1, step 5 of the strategy review: list the services, place each in a
field, judge effort and satisfaction oneself, ask the members, and find the needs without a service.  The fields are
our own (general practice), because those of the source's sample map are lost in its text.
"""

from collections.abc import Mapping

from flows.dialogue import Page, Row
from flows.fields import (
    Choice,
    Choices,
    Raw,
    choice,
    choices,
    grid,
    long_text,
    number,
    rating,
    repeat,
    short_text,
)
from flows.validation import raw_rows

FIELDS: Choices = (
    Choice("information", "Information and market knowledge"),
    Choice("networking", "Networking and events"),
    Choice("matchmaking", "Cooperation and matchmaking"),
    Choice("innovation", "Innovation and technology"),
    Choice("skills", "Skills and training"),
    Choice("funding", "Funding and projects"),
    Choice("abroad", "Markets abroad"),
    Choice("visibility", "Visibility and lobbying"),
    Choice("other", "Something else"),
)


def _services(answers: Mapping[str, Raw], row_id: str) -> Choices:
    """The services listed on the first page."""
    rows = raw_rows((answers.get("services") or {}).get("services"))
    return tuple(Choice(service, str(row.get("name") or "…")) for service, row in rows)


class Service(Row):
    """One thing that the cluster does for its members."""

    name: str = short_text("What is the service called?", short="Service", example="Matchmaking evening twice a year")
    field: str | None = choice(
        "In which field is it?",
        FIELDS,
        short="Field",
        required=False,
        help="If it fits two, choose the one members would call you about.",
    )
    own_field: str | None = short_text(
        "Which other field?", short="Other field", required=False, more=True, example="Shared purchasing"
    )
    income: float | None = number(
        "How much does it bring in a year?",
        short="Income a year",
        low=0,
        high=1_000_000_000,
        unit="euro",
        required=False,
        more=True,
        help="What users pay for it, and money that a programme gives for it.",
        example="4,000",
    )
    cost: float | None = number(
        "What does it cost in a year?",
        short="Cost a year",
        low=0,
        high=1_000_000_000,
        unit="euro",
        required=False,
        more=True,
        help="Include your own working time.",
        example="6,500",
    )

    @property
    def field_label(self) -> str:
        """The field in words: the own words where the list has none that fits."""
        if self.own_field and self.field in (None, "other"):
            return self.own_field
        return {option.value: option.label for option in FIELDS}.get(self.field or "", "")


class ServicesPage(Page):
    title = "Your services"
    intro = "List everything you do for members, including the small favours: they often take the most time."
    services: list[Service] = repeat("Services", Service, row_name="Service", max_rows=60)


class OwnView(Row):
    """What a service costs the team, and how satisfied the team thinks that members are."""

    effort: int | None = rating(
        "Effort", low=1, high=5, required=False, help="1 = hardly any work or money, 5 = a great deal"
    )
    satisfaction: int | None = rating(
        "Satisfaction, your own view",
        short="Satisfaction",
        low=1,
        high=5,
        required=False,
        help="How satisfied are members, do you think? 1 = not at all, 5 = very",
    )


class OwnPage(Page):
    title = "Your own view"
    intro = "How much effort is each service, and how satisfied are members with it, as far as you can tell?"
    ratings: dict[str, OwnView] = grid("Your view of each service", _services, OwnView, required=False)


class MembersView(Row):
    """How members themselves rate a service."""

    satisfaction: int | None = rating(
        "Satisfaction, the members' view",
        short="Satisfaction",
        low=1,
        high=5,
        required=False,
        help="1 = not at all satisfied, 5 = very",
    )
    comment: str | None = long_text(
        "What did they say?", short="Comment", required=False, example="Good contacts, but always the same companies."
    )


class MembersPage(Page):
    title = "Your members' view"
    intro = "Ask members in a workshop or with a short questionnaire. Leave a service empty if nobody has rated it yet."
    ratings: dict[str, MembersView] = grid("The members' view of each service", _services, MembersView, required=False)


class MemberNeed(Row):
    """What members need, and what already answers it."""

    need: str = short_text("What do members need?", short="Need", example="Staff who can work with data")
    served_by: list[str] = choices(
        "Which services answer it?",
        _services,
        short="Answered by",
        required=False,
        help="Choose none if nothing you do answers it yet.",
    )
    whose: str | None = short_text(
        "Who has this need?", short="Who has it", required=False, more=True, example="Most small manufacturers"
    )


class NeedsPage(Page):
    title = "Needs and gaps"
    intro = "List what members need. A need that no service answers is a gap in your portfolio."
    needs: list[MemberNeed] = repeat("Needs", MemberNeed, row_name="Need", max_rows=30, required=False)
