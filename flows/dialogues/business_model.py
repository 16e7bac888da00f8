"""The business model: the canvas today and in five years, and the changes that lead from one to the other.

Source: Cluster Booster Academy, training day 2: the cluster version of the business model canvas, the self-reflection
on the model in five years, the long list of changes and the feedback of peers.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.canvas_conclusions import Model, conclude, difference, lines_of
from flows.canvas_pages import (
    FIELDS,
    SHARES,
    ChangesPage,
    FutureMoneyPage,
    FuturePage,
    PromisingPage,
    TodayMoneyPage,
    TodayPage,
    long_list,
)
from flows.conclusions import Conclusion
from flows.dialogue import Answers, Dialogue, Earlier
from flows.fields import SHORT, Raw, questions
from flows.rows import repeat_of
from flows.validation import raw_rows

_MOST_CHOSEN = 3


class BusinessModel(Dialogue):
    """Two canvases with their funding, all changes between them, and the three most promising."""

    id = "business-model"
    command = "business-model"
    title = "Business model"
    purpose = "Draw your business model today and in five years, and choose three changes to begin with."
    minutes = 40
    place = 50
    group = "decide"
    starters = (
        "business model canvas",
        "draw our business model",
        "fill in the canvas",
        "business model",
        "rethink how we earn our money",
        "plan our business model in five years",
        "change our business model",
    )
    words: ClassVar[Mapping[str, str]] = {
        "canvas.shares-missing": "These shares add up to {total} %. {difference} % are missing: please make it 100, or "
        "leave them all empty.",
        "canvas.shares-over": "These shares add up to {total} %. That is {difference} % too much: please make it 100, "
        "or leave them all empty.",
        "canvas.chosen-twice": "This change is already chosen. Please choose another, or remove this entry.",
        "canvas.none-soon": "None of the changes you chose can be done within six months. Choose one that can, or cut "
        "a larger one into pieces: a first result keeps people on board.",
        "canvas.soon": "“{change}” can be done within six months. Start with it.",
        "canvas.fewer-chosen": "You chose {count} of the three most promising changes. Which others are worth it?",
        "canvas.no-feedback": "Nobody outside has looked at “{change}” yet. What do people who run other clusters say?",
        "canvas.no-feedback.many": "Nobody outside has looked at {count} of your changes yet: {names}. What do people "
        "who run other clusters say?",
        "canvas.no-difference": "Both canvases are the same. What will your members need in five years that you do not "
        "offer today?",
        "canvas.difference-alone": "“{field}” differs in five years, but no change in your list leads there. What "
        "would have to happen?",
        "canvas.difference-alone.many": "{count} fields differ in five years, but no change in your list leads there: "
        "{names}. What would have to happen?",
        "canvas.empty-field": "“{field}” is empty in both canvases. Does nothing belong there?",
        "canvas.empty-field.many": "{count} fields are empty in both canvases: {names}. Does nothing belong there?",
        "canvas.one-payer-today": "{source} pays {share} % of your income today. What happens if it ends?",
        "canvas.one-payer-future": "In five years {source} pays {share} % of your income. What happens if it ends?",
        "canvas.many-changes": "{count} changes add up to almost a new organisation. Which few make the others "
        "possible?",
        "canvas.plan": "Make an action plan for these changes",
    }

    today: TodayPage
    today_money: TodayMoneyPage
    future: FuturePage
    future_money: FutureMoneyPage
    changes: ChangesPage
    promising: PromisingPage

    @classmethod
    def prefill(cls, earlier: Sequence[Earlier]) -> dict[str, Raw]:
        """What the newest canvas said of its day, as what was wished then is not true yet; or what others say of it."""
        for document in earlier:
            if document.dialogue == cls.id:
                return {page: dict(document.answers.get(page) or {}) for page in ("today", "today_money")}
        said: dict[str, str] = {}
        for document in earlier:
            for field, text in _said(document):
                said.setdefault(field, text)
        return {"today": said} if said else {}

    @classmethod
    def suggest(cls, page: str, answers: Answers, today: date) -> Raw:
        """The second canvas begins as the first, the list of changes with what is new in the second."""
        match page:
            case "future" | "future_money":
                return dict(answers.get(page.replace("future", "today")) or {})
            case "changes":
                new = {f"c{number}": row for number, row in enumerate(_new(answers), start=1)}
                return {"changes": repeat_of(new)} if new else {}
            case "promising":
                known = [change for change, _ in long_list(answers)]
                rows = {f"p{number}": {"change": change} for number, change in enumerate(known, start=1)}
                return {"promising": repeat_of(rows)} if 0 < len(known) <= _MOST_CHOSEN else {}
            case _:
                return {}

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        return conclude(
            _model(self.today, self.today_money),
            _model(self.future, self.future_money),
            self.changes.changes,
            self.promising.promising,
        )


def _said(document: Earlier) -> Iterator[tuple[str, str]]:
    """What other documents say of the cluster as it is, field by field of the canvas."""
    if document.dialogue in ("service-portfolio", "strategy-review"):
        rows = raw_rows((document.answers.get("services") or {}).get("services"))
        if names := [name for _, row in rows if (name := str(row.get("name") or "").strip())]:
            yield "activities", "\n".join(names)
    channels = str((document.answers.get("communication") or {}).get("channels") or "").strip()
    if document.dialogue == "strategy-review" and channels:
        yield "channels", channels


def _model(business: TodayPage | FuturePage, money: TodayMoneyPage | FutureMoneyPage) -> Model:
    texts = {**dict(business), **dict(money)}
    return Model({field: lines_of(texts.get(field)) for field in FIELDS}, money.shares)


def _new(answers: Answers) -> list[dict[str, Raw]]:
    """A change for each field in which something is new in five years."""
    found: list[dict[str, Raw]] = []
    for before, after, page in (("today", "future", FuturePage), ("today_money", "future_money", FutureMoneyPage)):
        for field in questions(page):
            if field in SHARES:
                continue
            texts = (str((answers.get(side) or {}).get(field) or "") for side in (before, after))
            differing = difference(field, *(lines_of(text) for text in texts))
            if differing is not None and differing.new:
                found.append({"change": "; ".join(differing.new)[:SHORT], "field": field})
    return found


def chosen_changes(answers: Answers) -> list[str]:
    """The changes that were chosen as the most promising, in raw answers of this dialogue."""
    known = {change: str(row.get("change") or "").strip() for change, row in long_list(answers)}
    rows = raw_rows((answers.get("promising") or {}).get("promising"))
    return [known[str(row.get("change"))] for _, row in rows if known.get(str(row.get("change")))]
