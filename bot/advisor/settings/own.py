"""What somebody sets for themselves: hours, working days, absences, reminders; and the weekend of their cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.advisor import consequences, notices
from bot.advisor.notices import FAMILIES
from bot.advisor.settings.own_page import WEEKDAYS, WEEKENDS, Own, OwnPage, absence_problem, clock, problems
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Button, Buttons, Heading, Note, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.reminders.timing import WorkingTime
from bot.store import clusters, kinds_off, own_settings, people
from bot.store.engine import Tx
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role
from bot.store.zones import zone_of
from flows.fields import Raw, questions
from flows.forms import FormRef, build_form
from flows.reading.stretches import read_stretch
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "settings"
"""Stands where documents have their id: the page is opened and sent as a page of a document is."""

_PAGE = "own"

Absence = tuple[date, date]


async def show(turn: Turn) -> Reply:
    """What is set, with a button to change it."""
    return Reply(view=await _shown(turn))


async def edit(turn: Turn) -> Reply:
    """The form."""
    return Reply(view=_form(turn, await _answers(turn)))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The page, or what is set for every other one."""
    return await (edit(turn) if ref.page == _PAGE else show(turn))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Store what was set, and let the reminders follow."""
    if sent.ref.page != _PAGE or sent.intent is Intent.BACK:
        return await show(turn)
    answers = await _answers(turn)
    asked = questions(OwnPage)
    shown = {field.key for field in _form(turn, answers).form.fields}
    typed = {key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in shown}
    answers[_PAGE] = {**answers[_PAGE], **typed}
    checked = Own.check_page(_PAGE, answers[_PAGE], Scene(turn.today, answers))
    page = checked.model
    errors = checked.errors or tuple(problems(page, turn.today) if isinstance(page, OwnPage) else ())
    if errors or not isinstance(page, OwnPage):
        return Reply(view=_form(turn, answers, errors))
    await _follow(turn, await _keep(turn, page))
    return Reply(messages=(turn.line("settings.saved"),), view=await _shown(turn))


async def away(turn: Turn, text: str, *, sure: bool = True) -> Reply:
    """``away from 21 December 2026 to 3 January 2027``: nothing comes then.

    Days that are not clear are shown first; so are all where it is not ``sure`` that somebody is away.
    """
    reading = read_stretch(text, turn.today)
    if reading.value is not None and sure:
        return await set_away(turn, *reading.value)
    offers = (reading.value,) if reading.value else reading.offers
    wrong = [absence_problem(*each, turn.today) for each in offers]
    right = [each for each, problem in zip(offers, wrong, strict=True) if problem is None]
    if not right:
        problem = next(filter(None, wrong), None)
        if problem is not None:
            return turn.say(problem.id, **problem.params)
        return turn.say("settings.away-usage", typed=short(text, 60), command=turn.command("advisor"))
    if len(right) == 1:
        said = turn.line("settings.away-ask", first=right[0][0], last=right[0][1])
        buttons = [Button(turn.voice.say("settings.away-yes"), _away_action(right[0]), Style.PRIMARY)]
    else:
        said = turn.line("settings.away-which")
        buttons = [
            Button(turn.voice.say("settings.absence", first=each[0], last=each[1]), _away_action(each))
            for each in right
        ]
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons(tuple(buttons)))),))


def _away_action(absence: Absence) -> str:
    return f"settings:away:{_named(absence)}"


async def set_away(turn: Turn, first: date, last: date) -> Reply:
    """Keep an absence."""
    if (wrong := absence_problem(first, last, turn.today)) is not None:
        return turn.say(wrong.id, **wrong.params)
    absences = dict.fromkeys((*_current(turn.person, turn.today), (first, last)))
    await _follow(turn, await _set_absences(turn, tuple(absences)))
    said = turn.line("settings.away", first=first, last=last)
    back = Button(turn.voice.say("settings.not-away-button"), f"settings:back:{_named((first, last))}")
    return Reply(messages=(replace(said, blocks=(*said.blocks, Buttons((back,)))),))


async def not_away(turn: Turn, named: str) -> Reply:
    """The button that takes an absence back."""
    left = tuple(each for each in turn.person.absences if _named(each) != named)
    await _follow(turn, await _set_absences(turn, left))
    return turn.say("settings.not-away")


@writes
def _set_absences(tx: Tx, turn: Turn, absences: Sequence[Absence]) -> list[Reminder]:
    own_settings.set_absences(tx, turn.scope, absences)
    return consequences.reconcile_all(tx, turn)


async def _follow(turn: Turn, outdated: Sequence[Reminder]) -> None:
    turn.changed()
    await notices.replace_outdated(turn, outdated)


@writes
def _keep(tx: Tx, turn: Turn, page: OwnPage) -> list[Reminder]:
    """Store it; reminders move with it.  Returns those that were sent and are wrong now."""
    person = turn.person
    absences = [each for each in _current(person, turn.today) if _named(each) in page.kept]
    if page.first and page.last:
        absences.append((page.first, page.last))
    own_settings.set_absences(tx, turn.scope, list(dict.fromkeys(absences)))
    opens, closes = clock(page.opens), clock(page.closes)
    everywhere = WorkingTime.of(replace(person, opens=None, closes=None))
    usual = (opens, closes) == (everywhere.opens, everywhere.closes)
    workdays = {int(day) for day in page.workdays}
    own_settings.set_hours(tx, turn.scope, None if usual else opens, None if usual else closes, workdays or None)
    if page.reminders is not None:
        own_settings.set_reminders(tx, turn.scope, page.reminders)
    if page.weekly is not None:
        own_settings.set_weekly(tx, turn.scope, page.weekly)
    if not person.in_chat:
        own_settings.set_zone(tx, turn.scope, zone_of(page.zone or "") or "")
    known = clusters.get(tx, turn.scope) if _has_cluster(person) else None
    if known is not None:
        weekend = WEEKENDS.get(page.weekend or "")
        if weekend != known.weekend:
            clusters.set_weekend(tx, turn.scope, weekend)
    return consequences.reconcile_all(tx, turn)


def _has_cluster(person: Person) -> bool:
    return bool(person.cluster) and person.role is not Role.COACH


def _has_week(person: Person) -> bool:
    """Whether somebody gets a look at their week: people of clusters do."""
    return bool(person.cluster) and person.role is Role.STAFF


def _current(person: Person, today: date) -> list[Absence]:
    """The absences that are not over."""
    return [(first, last) for first, last in person.absences if last >= today]


def days_in(named: str) -> Absence:
    """The absence in a button.

    Raises:
        ValueError: it is none of ours.
    """
    first, last = named.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


def _named(absence: Absence) -> str:
    first, last = absence
    return f"{first.isoformat()}/{last.isoformat()}"


@reads
def _answers(tx: Tx, turn: Turn) -> dict[str, Raw]:
    """What is set, as answers of the page."""
    person = people.by_id(tx, turn.person.id) or turn.person
    known = clusters.get(tx, turn.scope) if _has_cluster(person) else None
    weekend = next((name for name, days in WEEKENDS.items() if known and days == known.weekend), "country")
    absences = {
        _named(each): turn.voice.say("settings.absence", first=each[0], last=each[1])
        for each in _current(person, turn.today)
    }
    own: dict[str, Raw] = {
        "opens": f"{WorkingTime.of(person).opens:%H:%M}",
        "closes": f"{WorkingTime.of(person).closes:%H:%M}",
        "workdays": [str(day) for day in sorted(person.workdays or ())],
        "absences": absences,
        "kept": list(absences),
        "reminders": "yes" if person.reminders_on else "no",
        "weekly": "yes" if person.weekly_on else "no",
        "zone": person.zone if person.zone_chosen else "",
        "weekend": weekend,
    }
    return {_PAGE: own}


def _form(turn: Turn, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    """The page with the questions that concern the person."""
    form = build_form(Own, FormRef(_PAGE), answers, errors, word=turn.voice.words)
    left_out = {
        *(("zone",) if turn.person.in_chat else ()),
        *(("weekend",) if not _has_cluster(turn.person) else ()),
        *(("weekly",) if not _has_week(turn.person) else ()),
        *(("kept",) if not answers[_PAGE]["absences"] else ()),
    }
    fields = tuple(field for field in form.fields if field.key not in left_out)
    return FormView(DOCUMENT, 0, replace(form, fields=fields), first=True, alone=True)


@reads
def _shown(tx: Tx, turn: Turn) -> DocumentView:
    person = people.by_id(tx, turn.person.id) or turn.person
    say, mark = turn.voice.say, turn.voice.mark
    workdays = [choice.label for choice in WEEKDAYS if int(choice.value) in (person.workdays or ())]
    works = WorkingTime.of(person)
    lines = [
        mark("settings.hours", opens=f"{works.opens:%H:%M}", closes=f"{works.closes:%H:%M}"),
        mark("settings.days", days=", ".join(workdays)) if workdays else mark("settings.days-usual"),
        mark("settings.zone-chat" if person.in_chat else "settings.zone", zone=person.zone),
        mark("settings.reminders-on" if person.reminders_on else "settings.reminders-off"),
    ]
    if _has_week(person) and person.reminders_on:
        lines.append(mark("settings.weekly-on" if person.weekly_on else "settings.weekly-off"))
    off = [family for family in FAMILIES if (person.id, family) in kinds_off.off(tx, [person.id])]
    lines += [mark("settings.kind-off", kind=say(f"kind.{family}")) for family in off]
    lines += [mark("settings.away-line", first=first, last=last) for first, last in _current(person, turn.today)]
    of_cluster = (Button(say("cluster.title"), "cluster:show"),) if _has_cluster(person) else ()
    calendar = (Button(say("calendar.subscribe"), "calendar:show"),) if person.has_dates else ()
    again = tuple(
        Button(say("reminder.kind-on-button", kind=say(f"kind.{family}")), f"reminder:kind-on:{family}")
        for family in off
    )
    kept = Button(say("kept.button"), "privacy:kept")
    blocks = (
        Heading(say("settings.title")),
        Text("\n".join(f"- {line}" for line in lines)),
        Buttons((Button(say("settings.change"), "settings:edit", Style.PRIMARY), *of_cluster, *calendar, *again, kept)),
        Note(mark("settings.why")),
    )
    return DocumentView(DOCUMENT, say("settings.title"), Message(say("settings.title"), blocks), paper=False)
