"""Joining by an invitation: its link opened on the page, or pasted into the chat."""

from dataclasses import dataclass
from datetime import datetime

from bot.advisor import deeds, notices
from bot.advisor.programme import parts
from bot.advisor.turn import Services, Turn, writes
from bot.chat.codes import code_in
from bot.chat.events import Actor, Belonging, Place
from bot.chat.messages import voice
from bot.chat.views import Reply
from bot.secret_ids import secret_id
from bot.store import invitations, people
from bot.store.engine import Tx
from bot.store.invitations import Invitation, State
from bot.store.people import Person
from bot.store.reminders import Reminder
from bot.store.scope import Role


@dataclass(frozen=True)
class Offered:
    """An invitation as its page shows it: what one joins, or why one cannot, in words.

    ``known``: it lets somebody in again who has come before.
    """

    is_open: bool
    text: str
    known: bool = False


async def join(turn: Turn, text: str) -> Reply:
    """Join with the code or the link in a text."""
    code = code_in(text)
    if not code:
        return turn.say("invitation.paste")
    found, outdated = await _join(turn, code)
    turn.changed()
    await notices.replace_outdated(turn, outdated)
    if found is None or found.state is not State.OPEN:
        return turn.say(f"invitation.{found.state if found else 'unknown'}")
    return Reply(messages=(parts.message_of(turn, "invitation.joined", parts.named(turn, found.role, found.names)),))


@writes
def _join(tx: Tx, turn: Turn, code: str) -> tuple[Invitation | None, list[Reminder]]:
    return _joined(tx, turn, code)


def _joined(tx: Tx, turn: Turn, code: str) -> tuple[Invitation | None, list[Reminder]]:
    found = invitations.join(tx, secret_id(code), turn.person.id, turn.now)
    if found is None or found.state is not State.OPEN or found.role not in (Role.STAFF, Role.COACH):
        return found, []
    now = parts.by_id(tx, turn)
    return found, [each for cluster in found.clusters for each in parts.reconciled(tx, now, cluster)]


async def offered(services: Services, code: str, locale: str, now: datetime) -> Offered:
    """What the page of an invitation says."""
    found = await services.store.read(lambda tx: invitations.find(tx, secret_id(code), now))
    actor = Actor(account="web:nobody", workspace="", belonging=Belonging.UNKNOWN)
    nobody = Person("", "", "", Role.STAFF, "UTC", locale or "en", "", False, "")
    turn = Turn(services, nobody, voice(locale or "en", "UTC"), Place(conversation=actor.account), actor, now)
    if found is None or found.state is not State.OPEN:
        return Offered(False, turn.voice.say(f"invitation.{found.state if found else 'unknown'}"))
    if found.person:
        return Offered(True, turn.voice.say("invitation.page-again", name=found.to), known=True)
    part = parts.named(turn, found.role, found.names)
    said = "invitation.page-by" if found.by else "invitation.page"
    return Offered(True, turn.voice.say(said, part=part, by=found.by))


async def come_in(services: Services, code: str, actor: Actor, now: datetime) -> Actor | None:
    """Make an account of the page for somebody who holds an open invitation, and let them join with it; who came before
    has theirs already.  Gives who they are; None, with nothing done, if the invitation is not open.
    """

    def work(tx: Tx) -> Actor | None:
        found = invitations.find(tx, secret_id(code), now)
        if found is None or found.state is not State.OPEN:
            return None
        if found.person:
            theirs = [account for account in people.accounts(tx, found.person) if account.startswith(people.WEB)]
            used = invitations.join(tx, secret_id(code), found.person, now) if theirs else None
            came = used is not None and used.state is State.OPEN
            return actor.model_copy(update={"account": theirs[0], "name": found.to}) if came else None
        person = people.come(tx, actor.account, actor.name, actor.locale, actor.zone, now)
        speaker = voice(person.locale, person.zone)
        turn = Turn(services, person, speaker, Place(conversation=actor.account), actor, now)
        joined, _ = _joined(tx, turn, code)
        if joined is None or joined.state is not State.OPEN:
            tx.rollback()
            return None
        deeds.note_new(tx, turn)
        return actor

    return await services.store.write(work)
