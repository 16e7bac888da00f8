"""The form in which a coach offers times: typed or read out of a file, once or week after week."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.advisor.turn import Turn
from bot.chat.views import FileField, FormView
from bot.imports import MOST_BYTES
from flows.dialogue import Dialogue, Page
from flows.fields import Choice, Choices, Question, Raw, choice, long_text, number, short_text
from flows.forms import FormField, FormRef, build_form
from flows.validation import FieldError

DOCUMENT = "slots"
PAGE = "offer"
ALL = "all"
"""All clusters of the coach; and: all times, whatever speaks against some."""
OTHERS = "others"
"""Only the times against which nothing speaks."""
MOST_WEEKS = 52
MOST_HOURS = 24 * 30
ENDINGS = (".ics", ".xlsx", ".csv", ".txt")


def _clusters(answers: Mapping[str, Raw], row: str) -> Choices:
    """The clusters of the coach, as the form holds them."""
    named = answers.get("clusters") or {}
    return (Choice(ALL, "All my clusters"), *(Choice(id, name) for id, name in named.items()))


class OfferPage(Page):
    title = "Offer times for coaching sessions"
    intro = (
        "A session lasts one hour. Your clusters see what is free and choose; you are told at once. Write the times, "
        "or bring your calendar (ICS) or a list (XLSX), whose times are then filled in below."
    )
    cluster: str = choice("For whom?", _clusters)
    times: str = long_text(
        "When?",
        short="Times",
        help="One per line, each with its day and time.",
        example="2027-03-12 14:00",
    )
    weeks: int | None = number(
        "For how many weeks in a row?",
        low=1,
        high=MOST_WEEKS,
        required=False,
        help="At the same time each week. Leave it empty for a single time.",
        example="4",
    )
    zone: str | None = short_text(
        "Which time zone?", required=False, help="Leave it empty for your own.", example="Europe/Vienna", more=True
    )
    hours: int | None = number(
        "Up to how many hours before can it be moved or cancelled?",
        low=0,
        high=MOST_HOURS,
        required=False,
        help="Leave it empty to allow it until the plan is due, three days before.",
        more=True,
    )
    link: str | None = short_text(
        "Where does it take place online?",
        short="Video link",
        required=False,
        example="https://meet.example.org/plan",
        more=True,
    )
    agenda: str | None = long_text("What is on the agenda?", short="Agenda", required=False, more=True)
    sure: str | None = choice(
        "There is a problem with some of these times. Offer them?",
        (Choice(ALL, "Offer all of them"), Choice(OTHERS, "Offer only the others")),
        required=False,
    )


class Offering(Dialogue):
    """The page on which times are offered; no document is made of it."""

    id = "slots"
    command = "slots"
    title = "Times for sessions"
    purpose = "Offer times for coaching sessions."
    minutes = 2
    offer: OfferPage


def _asked(field: FormField) -> Question:
    """The question of a field; what is to become of doubtful times has to be answered, where it is asked."""
    return replace(field.question, required=True) if field.key == "sure" else field.question


def view(
    turn: Turn,
    clusters: Mapping[str, str],
    answers: Mapping[str, Any],
    errors: tuple[FieldError, ...] = (),
    *,
    notices: tuple[str, ...] = (),
    asks: bool = False,
    passing: bool = False,
    in_file: str = "",
) -> FormView:
    """The form; ``asks`` also for what is to become of doubtful times, ``passing`` as in `FormView`."""
    say = turn.voice.say
    form = build_form(Offering, FormRef(PAGE), {"clusters": clusters, PAGE: answers}, errors, word=turn.voice.words)
    left_out = {*(() if asks else ("sure",)), *(("cluster",) if len(clusters) == 1 else ())}
    fields = (replace(field, question=_asked(field)) for field in form.fields if field.key not in left_out)
    form = replace(form, fields=tuple(fields), error=in_file)
    limit = MOST_BYTES // 1_000_000
    file = FileField(say("slot.file"), say("slot.file-help", limit=limit), ENDINGS, MOST_BYTES, in_file)
    opened = int(turn.now.timestamp())
    view_ = FormView(DOCUMENT, opened, form, notices, first=True, alone=True, passing=passing)
    return replace(view_, submit=say("slot.offer-submit"), file=file)
