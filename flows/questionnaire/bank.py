"""The bank from which the questions of a member questionnaire are chosen.

Source: Cluster Booster Academy, coaching on the member questionnaire, and its sessions on services and members (how
satisfied they are, what they need, how they take part, what they would pay for).  The wording is general practice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.fields import Choice, Choices
from flows.need_pages import AREAS

SCALE, YES_NO, CHOICE, CHOICES, NUMBER, TEXT = "scale", "yes-no", "choice", "choices", "number", "text"
KINDS: Choices = (
    Choice(SCALE, "A rating from 1 to 5"),
    Choice(YES_NO, "Yes or no"),
    Choice(CHOICE, "One of several answers"),
    Choice(CHOICES, "Several of several answers"),
    Choice(NUMBER, "A number"),
    Choice(TEXT, "Free text"),
)
"""The ways in which a question is answered."""
LOW, HIGH = 1, 5
"""The bounds of a rating."""


@dataclass(frozen=True)
class Asked:
    """One question to members.

    ``id`` stays while its words may change; ``topic`` is the part of the questionnaire in which it stands.  ``help``
    says what the ends of a scale mean.  ``options`` are those of a choice.
    """

    id: str
    topic: str
    kind: str
    text: str
    help: str = ""
    options: Choices = ()


TOPICS: Mapping[str, str] = {
    "satisfaction": "Satisfaction",
    "needs": "Needs",
    "engagement": "Taking part",
    "payment": "What it is worth",
    "own": "More questions",
    "text": "In your own words",
}
"""Topic → heading, in the order in which members answer."""


def _options(*labels: str) -> Choices:
    return tuple(Choice(f"o{number}", label) for number, label in enumerate(labels, start=1))


_BANK: tuple[Asked, ...] = (
    Asked(
        "overall",
        "satisfaction",
        SCALE,
        "How satisfied are you with our cluster overall?",
        "1 = not at all, 5 = very satisfied",
    ),
    Asked(
        "useful",
        "satisfaction",
        SCALE,
        "How useful are our services to you?",
        "1 = of no use, 5 = we could not do without them",
    ),
    Asked(
        "reached",
        "satisfaction",
        SCALE,
        "How well do we answer when you ask us something?",
        "1 = badly, 5 = fast and helpfully",
    ),
    Asked("informed", "satisfaction", SCALE, "How well do we keep you informed?", "1 = badly, 5 = very well"),
    Asked(
        "recommend",
        "satisfaction",
        SCALE,
        "Would you recommend a membership to others?",
        "1 = certainly not, 5 = certainly",
    ),
    Asked(
        "areas",
        "needs",
        CHOICES,
        "Where do you need most help in the next twelve months?",
        options=tuple(AREAS),
    ),
    Asked("skills", "needs", SCALE, "How hard is it for you to find skilled people?", "1 = easy, 5 = hardly possible"),
    Asked("digital", "needs", SCALE, "How much help do you need to become more digital?", "1 = none, 5 = very much"),
    Asked("green", "needs", SCALE, "How much help do you need to become greener?", "1 = none, 5 = very much"),
    Asked("abroad", "needs", YES_NO, "Do you want to enter a new market abroad within two years?"),
    Asked(
        "often",
        "engagement",
        CHOICE,
        "How often did you take part in something we did this year?",
        options=_options("Never", "Once or twice", "Three to five times", "More often"),
    ),
    Asked(
        "contacts",
        "engagement",
        SCALE,
        "How much do contacts with other members bring you?",
        "1 = nothing, 5 = very much",
    ),
    Asked(
        "contribute",
        "engagement",
        CHOICES,
        "What would you like to do yourself?",
        options=_options(
            "Show others our company",
            "Tell what we have learned",
            "Take part in a working group",
            "Join a project with other members",
            "Nothing just now",
        ),
    ),
    Asked(
        "hinders",
        "engagement",
        CHOICES,
        "What stops you from taking part more often?",
        options=_options(
            "No time", "The topics", "The way is too long", "The costs", "We hear of it too late", "Nothing"
        ),
    ),
    Asked("fee", "payment", SCALE, "Is the membership fee right for what you get?", "1 = not at all, 5 = fully"),
    Asked(
        "pay-for",
        "payment",
        CHOICES,
        "What would you pay for in addition to the fee?",
        options=_options(
            "Training", "Advice for our company", "Trips and fairs", "Help with project applications", "Nothing"
        ),
    ),
    Asked("pay-much", "payment", NUMBER, "How much would you pay for such services in a year, in euro?"),
    Asked("best", "text", TEXT, "What do you value most in our cluster?"),
    Asked("change", "text", TEXT, "What should we change first?"),
    Asked("missing", "text", TEXT, "Which service do you miss?"),
)

BANK: Mapping[str, Asked] = {asked.id: asked for asked in _BANK}
"""Id → question."""


def of_topic(topic: str) -> Choices:
    """The questions of a topic, to choose from."""
    return tuple(Choice(asked.id, asked.text) for asked in _BANK if asked.topic == topic)
