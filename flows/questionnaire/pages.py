"""The pages on which a questionnaire is designed.

Source: Cluster Booster Academy, coaching on the member questionnaire: members answer by 20 January, and are reminded on
10 January.
"""

from datetime import date

from pydantic import ValidationInfo, field_validator, model_validator

from flows.dialogue import Page, Row, problem
from flows.dialogues.smart_goal import future
from flows.fields import (
    Choice,
    Choices,
    choice,
    choices,
    date_,
    long_text,
    number,
    rating,
    repeat,
    short_text,
)
from flows.questionnaire.bank import CHOICE, CHOICES, KINDS, TOPICS, of_topic
from flows.reading.lists import split_lines

MOST_MEMBERS = 150
"""Members with a link of their own at most; more are asked by one open link."""
MOST_OWN = 20
MOST_ANSWERS = 2_000
"""Answers by an open link at most."""
USUAL_ANSWERS = 200
"""The same where nothing is said."""
REMINDER, DEADLINE = (1, 10), (1, 20)
"""Month and day, in the coming year."""

PERSONAL, OPEN = "personal", "open"
WAYS: Choices = (
    Choice(PERSONAL, "A link of its own for each member"),
    Choice(OPEN, "One link for all"),
)


class PurposePage(Page):
    title = "Purpose"
    intro = "Ask only what helps you to decide. About ten questions and five minutes are enough."
    name: str = short_text("What is the questionnaire called?", short="Name", example="Our services in 2027")
    purpose: str = long_text(
        "What do you want to decide with the answers?",
        short="Purpose",
        help="This is for you and your coach; members do not read it.",
        example="Which of our services we keep, and which new one we try first",
    )
    greeting: str | None = long_text(
        "What do members read first?",
        short="Greeting",
        required=False,
        help="Say why you ask, how long it takes, and what you do with the answers.",
        example="It takes five minutes, and decides which services we offer next year.",
    )


class OwnQuestion(Row):
    """A question that is not in the bank."""

    text: str = short_text("What do you ask?", short="Question", example="Which of our events did you like best?")
    kind: str = choice("How is it answered?", KINDS, short="Answered by")
    options: str | None = long_text(
        "Which answers can be chosen?",
        short="Answers",
        required=False,
        help="One per line; for ratings, yes or no, numbers and free text, leave it empty.",
        example="The breakfast talks\nThe company visits",
    )

    @model_validator(mode="after")
    def something_to_choose(self) -> "OwnQuestion":
        if self.kind in (CHOICE, CHOICES) and len(list(split_lines(self.options or ""))) < 2:
            raise problem("questionnaire.no-options", field="options")
        return self


class QuestionsPage(Page):
    title = "Questions"
    intro = "Choose from the bank, and add what is missing. Ask one thing per question."
    satisfaction: list[str] = choices(TOPICS["satisfaction"], of_topic("satisfaction"), required=False)
    needs: list[str] = choices(TOPICS["needs"], of_topic("needs"), required=False)
    engagement: list[str] = choices(TOPICS["engagement"], of_topic("engagement"), required=False)
    payment: list[str] = choices(TOPICS["payment"], of_topic("payment"), required=False)
    text: list[str] = choices(TOPICS["text"], of_topic("text"), required=False)
    own: list[OwnQuestion] = repeat(
        "Your own questions", OwnQuestion, row_name="Question", max_rows=MOST_OWN, required=False
    )

    @model_validator(mode="after")
    def something_asked(self) -> "QuestionsPage":
        if not any((self.satisfaction, self.needs, self.engagement, self.payment, self.text, self.own)):
            raise problem("questionnaire.no-questions")
        return self


class Invited(Row):
    """A member who is asked."""

    name: str = short_text("Which member?", short="Member", example="Northern Mill Ltd")
    group: str | None = short_text(
        "Which group is it in?",
        short="Group",
        required=False,
        help="By size, sector or region, as you want to compare. Groups of fewer than five are joined.",
        example="Up to 49 people",
    )
    weight: int | None = rating(
        "How much weight does it carry in the cluster?",
        short="Weight",
        low=1,
        high=5,
        required=False,
        help="1 = one of many, 5 = we could hardly do without it. Empty counts as 1.",
    )


class WhoPage(Page):
    title = "Who is asked"
    intro = (
        "With a link of its own each member answers once, you see who is missing, and key members can count more. One "
        "link for all is quicker, and nobody knows who answered."
    )
    way: str = choice("How are they asked?", WAYS, short="Way")
    members: list[Invited] = repeat(
        "Members",
        Invited,
        row_name="Member",
        max_rows=MOST_MEMBERS,
        required=False,
        help="Needed where each gets its own link. Write the names of organisations rather than people.",
    )
    asked: int | None = number(
        "How many do you ask in all?",
        short="Asked",
        low=1,
        high=MOST_ANSWERS,
        required=False,
        help="Only for one link for all: it tells you how many of them answered.",
        example="84",
    )
    most: int | None = number(
        "How many answers do you take at most?",
        short="Answers at most",
        low=5,
        high=MOST_ANSWERS,
        required=False,
        help=f"Only for one link for all. {USUAL_ANSWERS} if you leave it empty.",
        example="120",
    )

    @model_validator(mode="after")
    def somebody_asked(self) -> "WhoPage":
        if self.way == PERSONAL and not self.members:
            raise problem("questionnaire.nobody-asked", field="members")
        names = [member.name.casefold().strip() for member in self.members]
        if twice := next((member for member in self.members if names.count(member.name.casefold().strip()) > 1), None):
            raise problem("questionnaire.asked-twice", field="members", member=twice.name)
        return self


class DatesPage(Page):
    title = "Dates"
    intro = "You are reminded on both days. Members see when it closes."
    reminder: date = date_("When do you remind those who have not answered?", short="Reminder", example="2027-01-10")
    deadline: date = date_("Until when can they answer?", short="Deadline", example="2027-01-20")

    @field_validator("reminder", "deadline")
    @classmethod
    def not_in_past(cls, value: date, info: ValidationInfo) -> date:
        return future(value, info)

    @model_validator(mode="after")
    def in_order(self) -> "DatesPage":
        if self.reminder >= self.deadline:
            raise problem("questionnaire.reminder-late", field="reminder", date=self.deadline.isoformat())
        return self
