"""The member questionnaire: what members are asked, who is asked, and until when.

Source: Cluster Booster Academy, coaching on the member questionnaire.  How it is sent out and what comes back is no
part of the dialogue.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion
from flows.dialogue import Answers, Dialogue, Earlier
from flows.fields import Raw
from flows.need_pages import SIZES
from flows.questionnaire.asked import asked
from flows.questionnaire.conclusions import conclude
from flows.questionnaire.pages import (
    DEADLINE,
    PERSONAL,
    REMINDER,
    DatesPage,
    PurposePage,
    QuestionsPage,
    WhoPage,
)
from flows.rows import repeat_of
from flows.validation import raw_rows


class MemberQuestionnaire(Dialogue):
    """The design of a questionnaire to members."""

    id = "member-questionnaire"
    command = "questionnaire"
    title = "Member questionnaire"
    purpose = "Ask your members what they think and need, and see what follows from it."
    minutes = 20
    place = 24
    group: ClassVar[str] = "understand"
    starters = (
        "ask our members",
        "make a member questionnaire",
        "member questionnaire",
        "questionnaire for our members",
        "survey our members",
        "make a survey",
        "member survey",
        "design a questionnaire",
    )
    words: ClassVar[Mapping[str, str]] = {
        "questionnaire.no-questions": "There are no questions yet. Please choose at least one question.",
        "questionnaire.no-options": "Please write at least two answers to choose from, one per line.",
        "questionnaire.nobody-asked": "Please name the members who get a link, or choose one link for all.",
        "questionnaire.asked-twice": "“{member}” is in the list twice. Each member is asked once.",
        "questionnaire.reminder-late": "They can answer until {date}. Please remind them on an earlier day.",
        "questionnaire.long": "You ask {count} questions. People answer about ten with care; leave out those that "
        "decide nothing.",
        "questionnaire.many-texts": "{count} questions ask for free text. People answer one or two and skip the rest.",
        "questionnaire.no-text": "No question asks for their own words. One open question often tells you most.",
        "questionnaire.two-in-one": "“{question}” may ask two things at once. Then nobody knows which one was "
        "answered.",
        "questionnaire.two-in-one.many": "{count} questions may ask two things at once: {names}. Then nobody knows "
        "which one was answered.",
        "questionnaire.few-members": "You ask {count} members. Answers can be shown only for {least} members or more, "
        "so that nobody can be identified.",
        "questionnaire.small-group": "The group “{group}” has {count} of the {least} members that it needs to be shown "
        "by itself. It is joined with another.",
        "questionnaire.small-group.many": "{count} groups are too small to be shown by themselves: {names}. They are "
        "joined with others.",
        "questionnaire.reminder-short": "Few can answer within a day or two. Remind them {days} days or more before it "
        "closes.",
        "questionnaire.all-good": "Short, clear, and with time to answer: send it to your coach, and then out.",
        "questionnaire.check-services": "Check your services with the answers",
        "questionnaire.nothing-answered": "Nothing is answered yet. Please answer at least one question.",
        "questionnaire.few-answers": "{count} answered. Answers are shown only for {least} or more, so that nobody can "
        "be identified.",
        "questionnaire.few-beside-file": "{count} answered, but fewer than {least} of them by link. Whoever brought "
        "the other answers in knows them and could subtract them, so nothing is shown.",
        "questionnaire.weighting": "Weighted: the answers of members who weigh more count more. The weight is the mean "
        "of at least {least} members of similar weight, so that nobody can be identified. This is general practice.",
        "questionnaire.counting": "Questions that fewer than {least} members answered are not shown. This is general "
        "practice.",
        "questionnaire.groups": "Groups of fewer than {least} answers are joined, so that nobody can be identified, "
        "not even by subtraction.",
        "questionnaire.extremes": "Best: “{high}” ({high_mean}). Worst: “{low}” ({low_mean}).",
        "questionnaire.not-weighted": "Weights are left out: too few answered to make two groups of {least} by weight, "
        "and one member’s weight would give away its answer.",
        "questionnaire.not-told": "Fewer than {least} members answered these themselves, so they are not shown: "
        "{questions}",
    }

    aim: PurposePage
    questions: QuestionsPage
    who: WhoPage
    dates: DatesPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """The questions and members of last time; else the key members, with their weights and by their sizes."""
        if last := next((document.answers for document in earlier if document.dialogue == cls.id), None):
            return {page: last[page] for page in ("questions", "who") if last.get(page)}
        said = next((document.answers for document in earlier if document.dialogue == "member-needs"), {})
        sizes = {size.value: size.label for size in SIZES}
        rows = {
            row_id: {
                "name": str(row["name"]),
                "group": sizes.get(str(row.get("size") or ""), ""),
                "weight": str(row.get("weight") or ""),
            }
            for row_id, row in raw_rows((said.get("members") or {}).get("members"))
            if row.get("name")
        }
        return {"who": {"way": PERSONAL, "members": repeat_of(rows)}} if rows else {}

    @classmethod
    def suggest(cls, page: str, answers: Answers, today: date) -> Raw:
        """The dates of the programme, in the coming year."""
        if page != "dates":
            return {}
        days = {"reminder": REMINDER, "deadline": DEADLINE}
        return {key: date(today.year + 1, month, day).isoformat() for key, (month, day) in days.items()}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return str((answers.get("aim") or {}).get("name") or "")

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        chosen = self.questions.model_dump()
        own = {row["id"]: row for row in chosen["own"]}
        return conclude(asked({"questions": {**chosen, "own": repeat_of(own)}}), self.who, self.dates)
