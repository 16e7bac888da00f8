"""Reminders, time zone, language, coach, and help with the advisor itself."""

from collections.abc import Sequence

from bot.advisor.lists import PAGE
from bot.advisor.programme import inviting
from bot.advisor.requests import offers
from bot.advisor.settings import own
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button, Buttons, Note
from bot.chat.views import Message, Reply
from bot.store import clusters, own_settings, people
from bot.store.engine import Tx
from bot.store.scope import Role, Scope
from flows.reading.mentions import named_in
from knowledge.search.requests import Request


async def turn_reminders(turn: Turn, on: bool) -> Reply:
    """Turn the person's reminders on or off; off with a way back."""
    await turn.services.store.write(lambda tx: own_settings.set_reminders(tx, turn.scope, on))
    turn.changed()
    if on:
        return turn.say("reminder.on")
    back = Button(turn.voice.say("reminder.turn-on"), "request:do:reminders-on")
    return Reply(messages=(offers.card(turn, "reminder.off", (back,)),))


async def reminders(turn: Turn, request: Request) -> Reply:
    """The same from plain words: after a look, unless they leave no doubt."""
    on = request.kind == "reminders-on"
    if on and turn.person.reminders_on:
        return turn.say("reminder.already-on")
    if request.exact:
        return await turn_reminders(turn, on)
    ask, label = ("reminder.on-confirm", "reminder.turn-on") if on else ("reminder.off-confirm", "reminder.turn-off")
    return offers.confirm(turn, ask, label, f"request:do:{request.kind}")


async def pause(turn: Turn, request: Request, text: str) -> Reply:
    """Nothing comes from one day to another: as if the person was away then."""
    if named_in(text, turn.today, clock=False):
        return await own.away(turn, text, sure=request.exact)
    off = Button(turn.voice.say("reminder.turn-off"), "request:do:reminders-off")
    return Reply(messages=(offers.card(turn, "pause.until", (off, _settings(turn))),))


def zone(turn: Turn) -> Reply:
    """The person's time zone, the time there, and how it is changed."""
    said = offers.card(turn, "zone.is", (_settings(turn),), zone=turn.person.zone, when=turn.voice.moment(turn.now))
    how = "zone.of-chat" if turn.person.in_chat else "zone.own"
    note = Note(turn.voice.mark(how, command=turn.command("advisor")))
    return Reply(messages=(Message(said.summary, (*said.blocks, note)),))


def language(turn: Turn) -> Reply:
    """Which languages the advisor understands and speaks."""
    said = offers.card(turn, "language.is", (_settings(turn),), command=turn.command("advisor"))
    return Reply(messages=(said,))


def _settings(turn: Turn) -> Button:
    return Button(turn.voice.say("settings.open"), "settings:show")


@reads
def coach(tx: Tx, turn: Turn) -> Reply:
    """Who coaches the cluster; for a coach, whom they coach."""
    if turn.is_curator:
        return turn.say("coach.curator")
    if turn.is_coach:
        ids = people.clusters_of_coach(tx, turn.person.id)
        names = [clusters.name(tx, Scope(each, turn.person.id, Role.COACH)) for each in ids]
        return turn.say("coach.of", clusters=", ".join(names)) if names else turn.say("coach.of-none")
    found = [each.name for each in people.coaches_of(tx, turn.scope)]
    if len(found) > 1:
        return turn.say("coach.are", coaches=turn.voice.all_of(found))
    return turn.say("coach.is", coach=found[0]) if found else turn.say("coach.nobody")


@reads
def colleagues(tx: Tx, turn: Turn) -> Reply:
    """How a colleague comes in, and who is there."""
    said = turn.line("colleague.how")
    names = [each.name for each in people.colleagues(tx, turn.scope) if each.role is not Role.COACH and each.name]
    who = [Note(turn.voice.mark("colleague.who", names=_some(turn, names)))] if names else []
    ways = [Buttons((inviting.button(turn),))] if inviting.may(turn) and not turn.place.shared else []
    return Reply(messages=(Message(said.summary, (*said.blocks, *who, *ways)),))


def _some(turn: Turn, names: Sequence[str]) -> str:
    """The first names of a list that may be long, and how many there are beside them."""
    more = len(names) - PAGE
    shown = ", ".join(names[:PAGE])
    return turn.voice.say("list.more", names=shown, count=more) if more > 0 else shown


def angry(turn: Turn) -> Reply:
    """An answer to anger: no defence, and what helps."""
    return Reply(messages=(offers.card(turn, "anger.heard", (Button(turn.voice.say("home.title"), "home"),)),))
