"""The programme as its administrators see it: Home, and a page for each cluster."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from bot.advisor.lists import Section, View, beginning, on_page, turned, whole
from bot.advisor.places import country_name
from bot.advisor.programme import inviting, parts
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Facts, Heading, Note, Style, Text
from bot.chat.views import DocumentView, Message
from bot.store import clusters, invitations, programme_setup, removals
from bot.store.clusters import Cluster
from bot.store.engine import Tx
from bot.store.programme_setup import Basics
from bot.store.scope import PROGRAMME, Role

DOCUMENT = "programme"
"""Stands where documents have their id: pages are opened and sent as those of a document are."""

Member = tuple[str, str, Role]


@reads
def blocks(tx: Tx, turn: Turn, view: View) -> list[Block]:
    """Home of an administrator: the programme, its clusters and people; or the whole of one list."""
    say = turn.voice.say
    basics = programme_setup.basics(tx)
    there = removals.members(tx, turn.scope)
    known = [cluster for cluster in clusters.all_clusters(tx) if cluster.id != PROGRAMME]
    ours = there.get(PROGRAMME, [])
    coaches = [member for member in ours if member[2] is Role.COACH]
    others = [member for member in ours if member[2] is not Role.COACH]
    of_coach = {
        coach[0]: [cluster.name for cluster in known if coach in there.get(cluster.id, [])] for coach in coaches
    }
    sections = [
        Section(
            "clusters",
            say("programme.clusters"),
            [partial(_cluster, turn, cluster, there.get(cluster.id, [])) for cluster in known],
            say("programme.no-clusters"),
        ),
        Section(
            "coaches",
            say("programme.coaches"),
            [partial(_coach, turn, coach, of_coach[coach[0]]) for coach in coaches],
            say("programme.no-coaches"),
        ),
        Section("others", say("programme.others"), [partial(_other, turn, other) for other in others]),
    ]
    chosen = next((section for section in sections if section.key == view.section), None)
    if chosen is not None:
        return [Heading(say("home.work")), whole(turn, chosen, view)]
    found: list[Block] = [Heading(basics.name if basics else say("programme.title")), *_basics(turn, basics)]
    new = Button(say("programme.new-cluster"), "programme:new", Style.NORMAL if known else Style.PRIMARY)
    found += [beginning(turn, sections[0], "mine"), Buttons((new, inviting.button(turn)))]
    found += [beginning(turn, section, "mine") for section in sections[1:]]
    return found


def _basics(turn: Turn, basics: Basics | None) -> Iterator[Block]:
    say = turn.voice.say
    edit = Button(say("programme.edit"), "programme:edit", Style.NORMAL if basics else Style.PRIMARY)
    if basics is None:
        yield Text(turn.voice.mark("programme.not-set-up"))
    else:
        if pairs := tuple(_facts(turn, basics)):
            yield Facts(pairs)
    yield Buttons((edit, Button(say("done.button"), "data:done")))


def _facts(turn: Turn, basics: Basics) -> Iterator[tuple[str, str]]:
    say = turn.voice.say
    if basics.starts:
        yield say("programme.starts"), turn.voice.shown(basics.starts)
    if basics.ends:
        yield say("programme.ends"), turn.voice.shown(basics.ends)
    for name, first, last in basics.closures:
        yield name, say("settings.absence", first=first, last=last) if last > first else turn.voice.shown(first)
    for name, day in basics.deadlines:
        yield say("programme.deadline", name=name), turn.voice.shown(day)
    if basics.opens and basics.closes:
        yield say("programme.hours"), f"{basics.opens:%H:%M} – {basics.closes:%H:%M}"


def _cluster(turn: Turn, cluster: Cluster, members: Sequence[Member]) -> Entry:
    say = turn.voice.say
    coaches = [name or "–" for _, name, role in members if role is Role.COACH]
    staff = len(members) - len(coaches)
    who = say("programme.coached", names=turn.voice.all_of(coaches)) if coaches else say("programme.not-coached")
    where = country_name(cluster.country, turn.voice.locale) if cluster.country else say("programme.no-country")
    detail = f"{where} · {say('programme.staff', count=staff)} · {who}"
    return Entry(cluster.name, detail, (Button(say("dialogue.open"), f"programme:cluster:{cluster.id}"),))


def _coach(turn: Turn, coach: Member, names: Sequence[str]) -> Entry:
    person, name, role = coach
    detail = turn.voice.all_of(names) if names else turn.voice.say("programme.coach-of-none")
    return Entry(name or "–", detail, (remove_button(turn, person, role, ""),))


def _other(turn: Turn, other: Member) -> Entry:
    person, name, role = other
    return Entry(name or "–", parts.named(turn, role, ()), (remove_button(turn, person, role, ""),))


def remove_button(turn: Turn, person: str, role: Role, cluster: str) -> Button:
    """Leads to what somebody has in hand, before anything is taken from them."""
    return Button(turn.voice.say("programme.remove"), f"programme:remove:{role}:{cluster}:{person}", Style.LINK)


@reads
def cluster_view(tx: Tx, turn: Turn, cluster: str, number: str = "") -> DocumentView | None:
    """The page of one cluster, with so many of its people as fit, the first or those of a number; None if there is none
    of that id."""
    known = next((each for each in clusters.all_clusters(tx) if each.id == cluster and each.id != PROGRAMME), None)
    if known is None:
        return None
    say = turn.voice.say
    there = removals.members(tx, turn.scope).get(cluster, [])
    action = f"programme:cluster:{cluster}"
    staff, ways = turned(turn, [each for each in there if each[2] is not Role.COACH], number, action)
    members = [*staff, *(each for each in there if each[2] is Role.COACH)]
    waiting = [each for each in invitations.waiting(tx, turn.scope) if cluster in each.clusters]
    of_page = invitations.of_the_page(tx, turn.scope)
    where = country_name(known.country, turn.voice.locale) if known.country else say("cluster.no-country")
    found: list[Block] = [
        Heading(known.name),
        Text(turn.voice.mark("programme.where", where=where)),
        Buttons((Button(say("cluster.change"), f"programme:change:{cluster}"),)),
        _people(turn, cluster, members, staff=True, of_page=of_page),
        *([Buttons(ways)] if ways else []),
        Buttons((Button(say("programme.add-staff"), f"programme:staff:{cluster}", Style.PRIMARY),)),
        _people(turn, cluster, members, staff=False, of_page=of_page),
        Buttons((Button(say("programme.add-coach"), f"programme:coach:{cluster}"),)),
        *inviting.waiting_list(turn, on_page(waiting, View.read(f"..{number}"))),
        Buttons(
            (
                Button(say("home.title"), "home"),
                Button(say("data.button"), f"data:show:{cluster}"),
                Button(say("programme.remove-cluster"), f"programme:close:{cluster}", Style.DANGER),
            )
        ),
        Note(turn.voice.mark("programme.papers")),
    ]
    title = known.name
    return DocumentView(f"{DOCUMENT}:{cluster}", title, Message(title, tuple(found)), paper=False)


def _people(turn: Turn, cluster: str, members: Sequence[Member], *, staff: bool, of_page: Collection[str]) -> Entries:
    again = turn.voice.say("invitation.again")
    ways = {id: (Button(again, f"invitation:again:{id}"),) for id in of_page}
    entries = tuple(
        Entry(name or "–", "", (*ways.get(person, ()), remove_button(turn, person, role, cluster)))
        for person, name, role in members
        if (role is not Role.COACH) is staff
    )
    title, empty = ("programme.people", "programme.nobody") if staff else ("programme.coaches", "programme.no-coach")
    return Entries(turn.voice.say(title), entries, turn.voice.say(empty))
