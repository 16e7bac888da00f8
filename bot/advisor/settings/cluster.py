"""What a cluster is called and where it is: confirmed once by the first of its people, changed by anyone of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.advisor import consequences, notices
from bot.advisor.places import countries, country_name, region_name, regions
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.store import clusters
from bot.store.clusters import Cluster
from bot.store.engine import Tx
from bot.store.people import UNNAMED
from bot.store.reminders import Reminder
from bot.store.scope import Role
from bot.store.zones import country_of
from flows.dialogue import Dialogue, Page
from flows.fields import Choices, Raw, choice, questions, short_text
from flows.forms import FormRef, build_form
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "cluster"
"""Stands where documents have their id: the page is opened and sent as a page of a document is."""

_PLACE, _REGION = "where", "region"


def _countries(answers: Mapping[str, Raw], row: str) -> Choices:
    return countries(str(answers.get("locale") or "en"))


def _regions(answers: Mapping[str, Raw], row: str) -> Choices:
    return regions(str((answers.get(_PLACE) or {}).get("country") or ""))


class PlacePage(Page):
    title = "Name and country"
    intro = "Coaches read this name. Planning and reminders leave out the holidays of the country."
    name: str = short_text("What is your cluster called?", example="Food Network North")
    country: str | None = choice("Which country is it in?", _countries, required=False)


class RegionPage(Page):
    title = "Region"
    intro = "Some regions have holidays of their own."
    region: str | None = choice("Which region is it in?", _regions, required=False)


class Details(Dialogue):
    """The pages about a cluster; no document is made of them."""

    id = "cluster"
    command = "cluster"
    title = "Your cluster"
    purpose = "Say what your cluster is called, and where it is."
    minutes = 1
    where: PlacePage
    region: RegionPage


def may(turn: Turn) -> bool:
    """Whether the person belongs to the staff of a cluster."""
    return turn.person.role in (Role.STAFF, Role.ADMIN) and bool(turn.person.cluster)


def offered(turn: Turn, cluster: Cluster) -> Cluster:
    """The cluster with what is likely while nobody has confirmed it: the workspace's name, the time zone's country."""
    if cluster.confirmed:
        return cluster
    name = turn.actor.workspace_name if cluster.name == UNNAMED and turn.actor.workspace_name else cluster.name
    return replace(cluster, name=name, country=cluster.country or country_of(turn.actor.zone))


def question(tx: Tx, turn: Turn) -> Sequence[Block]:
    """The one short step of the first person: is this right?  Nothing where it was answered."""
    cluster = clusters.get(tx, turn.scope) if may(turn) else None
    if cluster is None or cluster.confirmed:
        return ()
    known = offered(turn, cluster)
    say = turn.voice.say
    change = Button(say("cluster.change"), "cluster:edit")
    if known.name == UNNAMED:
        return (Text(turn.voice.mark("cluster.confirm-unnamed")), Buttons((replace(change, style=Style.PRIMARY),)))
    if not known.country:
        return (Text(turn.voice.mark("cluster.confirm-country", name=known.name)), Buttons((change,)))
    text = turn.voice.mark("cluster.confirm", name=known.name, country=country_name(known.country, turn.voice.locale))
    return (Text(text), Buttons((Button(say("cluster.yes"), "cluster:confirm", Style.PRIMARY), change)))


@reads
def asked(tx: Tx, turn: Turn) -> tuple[Message, ...]:
    """The same as a message of its own."""
    blocks = question(tx, turn)
    return (Message(turn.voice.say("cluster.title"), tuple(blocks)),) if blocks else ()


async def confirm(turn: Turn) -> Reply:
    """The button "Yes, that is right"."""
    done = await _confirm(turn)
    if done is None:
        return turn.say("cluster.staff-only")
    await _told(turn, done)
    return turn.say("cluster.confirmed")


@writes
def _confirm(tx: Tx, turn: Turn) -> list[Reminder] | None:
    cluster = clusters.get(tx, turn.scope) if may(turn) else None
    return None if cluster is None else _keep(tx, turn, offered(turn, cluster))


def _keep(tx: Tx, turn: Turn, known: Cluster) -> list[Reminder]:
    """Store it; reminders move with the holidays.  Returns those that were sent and are wrong now."""
    clusters.describe(tx, turn.scope, name=known.name, country=known.country, region=known.region, now=turn.now)
    return consequences.reconcile_all(tx, turn)


async def _told(turn: Turn, outdated: Sequence[Reminder]) -> None:
    turn.changed()
    await notices.replace_outdated(turn, outdated)


async def show(turn: Turn) -> Reply:
    """What is known of the cluster, with a button to change it."""
    cluster = await _cluster(turn)
    return Reply(view=_shown(turn, cluster)) if cluster else turn.say("cluster.staff-only")


async def edit(turn: Turn) -> Reply:
    """The form with the name and the country."""
    return await open_(turn, FormRef(_PLACE))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """A page about the cluster; what is known of it for every other page."""
    cluster = await _cluster(turn)
    if cluster is None:
        return turn.say("cluster.staff-only")
    if ref.page not in Details.pages():
        return Reply(view=_shown(turn, cluster))
    return Reply(view=_form(turn, ref.page, _answers(turn, offered(turn, cluster))))


@reads
def _cluster(tx: Tx, turn: Turn) -> Cluster | None:
    return clusters.get(tx, turn.scope) if may(turn) else None


def _answers(turn: Turn, known: Cluster) -> dict[str, Raw]:
    name = "" if known.name == UNNAMED else known.name
    place = {"name": name, "country": known.country}
    return {"locale": turn.voice.locale, _PLACE: place, _REGION: {"region": known.region}}


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Store a page about the cluster; after the country comes its region, where it has some."""
    cluster = await _cluster(turn)
    page = sent.ref.page
    if cluster is None:
        return turn.say("cluster.staff-only")
    if page not in Details.pages():
        return Reply(view=_shown(turn, cluster))
    if sent.intent is Intent.BACK:
        return await edit(turn)
    answers = _answers(turn, offered(turn, cluster))
    asked = questions(Details.pages()[page])
    typed = {key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in asked}
    answers[page] = {**answers[page], **typed}
    checked = Details.check_page(page, answers[page], Scene(turn.today, answers))
    if checked.errors:
        return Reply(view=_form(turn, page, answers, checked.errors))
    known = _described(cluster, answers)
    outdated = await turn.services.store.write(lambda tx: _keep(tx, turn, known))
    await _told(turn, outdated)
    if page == _PLACE and sent.intent is Intent.NEXT and regions(known.country):
        return Reply(view=_form(turn, _REGION, answers))
    place = ", ".join(_place(turn, known))
    said = "cluster.saved" if known.country else "cluster.saved-nowhere"
    return Reply(messages=(turn.line(said, name=known.name, place=place),), view=_shown(turn, known))


def _described(cluster: Cluster, answers: Mapping[str, Any]) -> Cluster:
    place = answers[_PLACE]
    country = str(place.get("country") or "")
    region = str(answers[_REGION].get("region") or "")
    fits = region in {choice.value for choice in regions(country)}
    name = " ".join(str(place["name"]).split())
    return replace(cluster, name=name, country=country, region=region if fits else "", confirmed=True)


def _place(turn: Turn, known: Cluster) -> tuple[str, ...]:
    """The country and the region, as far as they are known, in words."""
    country = country_name(known.country, turn.voice.locale) if known.country else ""
    region = region_name(known.country, known.region) if known.region else ""
    return tuple(part for part in (country, region) if part)


def _form(turn: Turn, page: str, answers: dict[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(Details, FormRef(page), answers, errors, word=turn.voice.words)
    return FormView(DOCUMENT, 0, form, first=page == _PLACE)


def _shown(turn: Turn, cluster: Cluster) -> DocumentView:
    known, say, mark = offered(turn, cluster), turn.voice.say, turn.voice.mark
    country = country_name(known.country, turn.voice.locale) if known.country else say("cluster.no-country")
    lines = [mark("cluster.where", country=country)]
    if regions(known.country):
        region = region_name(known.country, known.region) if known.region else say("cluster.whole")
        lines.append(mark("cluster.region", region=region))
    blocks = (
        Heading(say("cluster.title")),
        Text(mark("cluster.is", name=known.name)),
        Text("\n\n".join(lines)),
        Buttons((Button(say("cluster.change"), "cluster:edit", Style.PRIMARY),)),
        Note(mark("cluster.why")),
    )
    return DocumentView(DOCUMENT, known.name, Message(say("cluster.title"), blocks), paper=False)


def entry(tx: Tx, turn: Turn) -> tuple[str, str] | None:
    """The cluster's name, and where it is, for a list; None for somebody of none, or while it is not confirmed."""
    cluster = clusters.get(tx, turn.scope) if may(turn) else None
    if cluster is None or not cluster.confirmed:
        return None
    return cluster.name, ", ".join(_place(turn, cluster)) or turn.voice.say("cluster.no-country")
