"""Setting up: the forms of the programme, opened, checked and kept."""

from collections.abc import Sequence

from bot.advisor import notices
from bot.advisor.places import regions
from bot.advisor.programme import forms, page, parts
from bot.advisor.programme.forms import AllPage, CoachPage, SetUp, StaffPage
from bot.advisor.turn import Turn, reads, writes
from bot.chat.events import FormSent, Intent
from bot.chat.views import FormView, Reply
from bot.store import clusters, invitations, memberships, programme_setup, removals
from bot.store.engine import Tx
from bot.store.programme_setup import Basics, Invited
from bot.store.reminders import Reminder
from bot.store.scope import PROGRAMME, Role, Scope
from flows.fields import Raw, questions
from flows.forms import FormRef, build_form
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = page.DOCUMENT
NEW = "new-"
"""Stands before the id that a cluster gets with its first page: sent twice, the page makes one cluster."""
_ABOUT_CLUSTERS = (forms.CLUSTER, forms.REGION, forms.STAFF, forms.COACH)


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """A form, or for every other page the cluster that it is about."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    about = about or f"{NEW}{turn.services.new_id()}"
    if ref.page not in SetUp.pages() or _is_too_early(about, ref.page):
        return await cluster(turn, about)
    answers = await _answers(turn, about)
    if answers is None:
        return turn.say("programme.no-such-cluster")
    return Reply(view=_form(turn, ref.page, about, answers))


def _is_too_early(about: str, on: str) -> bool:
    """Whether a page is about a cluster that has no name yet."""
    return about.startswith(NEW) and on in _ABOUT_CLUSTERS[1:]


async def cluster(turn: Turn, id: str, number: str = "") -> Reply:
    """The page of a cluster, with the first of its people or those of a number."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    view = await page.cluster_view(turn, id, number)
    return Reply(view=view) if view else turn.say("programme.no-such-cluster")


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Keep what was typed on a page."""
    if not turn.is_administrator:
        return turn.say("programme.administrators-only")
    about, on = sent.document.partition(":")[2], sent.ref.page
    answers = await _answers(turn, about)
    if answers is None or on not in SetUp.pages() or _is_too_early(about, on) or sent.intent is Intent.BACK:
        return await open_(turn, FormRef(""), about)
    asked = questions(SetUp.pages()[on])
    answers[on] = {**answers[on], **{key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in asked}}
    checked = SetUp.check_page(on, answers[on], Scene(turn.today, answers))
    if checked.errors:
        return Reply(view=_form(turn, on, about, answers, checked.errors))
    if on in (forms.CLUSTER, forms.REGION):
        return await _keep_place(turn, about, on, answers)
    match checked.model:
        case AllPage() as all_:
            return await _keep_basics(turn, about, answers, all_)
        case StaffPage(people=people):
            return await _keep_people(turn, about, on, answers, people, Role.STAFF)
        case CoachPage(coach=coach, people=people):
            if coach:
                await notices.replace_outdated(turn, await _add_coach(turn, about, coach))
            return await _keep_people(turn, about, on, answers, people or "", Role.COACH)
    return turn.say("chat.stale-button")


async def _keep_basics(turn: Turn, about: str, answers: dict[str, Raw], typed: AllPage) -> Reply:
    basics = forms.basics_of(turn, typed)
    if not isinstance(basics, Basics):
        return Reply(view=_form(turn, forms.ALL, about, answers, basics))
    await notices.replace_outdated(turn, await _set_basics(turn, basics))
    turn.changed()
    said = turn.line("programme.saved", name=basics.name)
    return Reply(messages=(said,), view=_form(turn, forms.ALL, about, answers))


@writes
def _set_basics(tx: Tx, turn: Turn, basics: Basics) -> list[Reminder]:
    """Store it; the reminders of all clusters move with the holidays and hours."""
    programme_setup.set_basics(tx, basics, turn.now)
    known = [each.id for each in clusters.all_clusters(tx) if each.id != PROGRAMME]
    return [outdated for id in known for outdated in parts.reconciled(tx, turn, id)]


async def _keep_place(turn: Turn, about: str, on: str, answers: dict[str, Raw]) -> Reply:
    """Keep a cluster; after the country comes its region, where it has some."""
    place = answers[forms.CLUSTER]
    country, region = str(place.get("country") or ""), str(answers[forms.REGION].get("region") or "")
    fits = region in {choice.value for choice in regions(country)}
    id = about.removeprefix(NEW)
    name = " ".join(str(place["name"]).split())
    await notices.replace_outdated(turn, await _describe(turn, id, name, country, region if fits else ""))
    turn.changed()
    if on == forms.CLUSTER and regions(country):
        return Reply(view=_form(turn, forms.REGION, id, answers))
    return await cluster(turn, id)


@writes
def _describe(tx: Tx, turn: Turn, id: str, name: str, country: str, region: str) -> list[Reminder]:
    clusters.create(tx, id=id, name=name, country=country, now=turn.now)
    clusters.describe(
        tx, Scope(id, turn.person.id, Role.ADMIN), name=name, country=country, region=region, now=turn.now
    )
    return parts.reconciled(tx, turn, id)


async def _keep_people(turn: Turn, about: str, on: str, answers: dict[str, Raw], typed: str, role: Role) -> Reply:
    found = forms.people_of("people", typed)
    if found and isinstance(found[0], FieldError):
        return Reply(view=_form(turn, on, about, answers, [each for each in found if isinstance(each, FieldError)]))
    await _add_people(turn, about, role, [each for each in found if isinstance(each, Invited)])
    return await cluster(turn, about)


@writes
def _add_people(tx: Tx, turn: Turn, cluster: str, role: Role, found: Sequence[Invited]) -> None:
    for who in found:
        invitations.add_waiting(tx, turn.scope, role, (cluster,), who, turn.now)


@writes
def _add_coach(tx: Tx, turn: Turn, cluster: str, coach: str) -> list[Reminder]:
    if coach not in _coaches(tx, turn):
        return []
    memberships.grant(tx, coach, cluster, turn.now)
    return parts.reconciled(tx, turn, cluster)


def _coaches(tx: Tx, turn: Turn) -> dict[str, str]:
    """The names of all coaches of the programme, by id."""
    ours = removals.members(tx, turn.scope).get(PROGRAMME, [])
    return {person: name or "–" for person, name, role in ours if role is Role.COACH}


@reads
def _answers(tx: Tx, turn: Turn, about: str) -> dict[str, Raw] | None:
    """What is known, as answers of the pages; None if it is about a cluster that there is not."""
    known = next((each for each in clusters.all_clusters(tx) if each.id == about and about != PROGRAMME), None)
    if known is None and (not about.startswith(NEW) or about == f"{NEW}{PROGRAMME}"):
        return None
    place = {"name": known.name, "country": known.country} if known else {}
    return {
        "locale": turn.voice.locale,
        "coaches": _coaches(tx, turn),
        forms.ALL: forms.answers_of(programme_setup.basics(tx)),
        forms.CLUSTER: place,
        forms.REGION: {"region": known.region} if known else {},
        forms.STAFF: {},
        forms.COACH: {},
    }


def _form(turn: Turn, on: str, about: str, answers: dict[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(SetUp, FormRef(on), answers, errors, word=turn.voice.words)
    return FormView(f"{DOCUMENT}:{about}", 0, form, first=on != forms.REGION, alone=True)
