"""Whether somebody belongs to the workspace in which they have their account, as the platform says; what follows."""

from datetime import datetime

from bot.advisor import consequences
from bot.advisor.turn import Services, Turn
from bot.chat.events import Actor, Belonging, Place
from bot.chat.messages import voice
from bot.store import outbound, people, signals, web_sessions
from bot.store.engine import Tx
from bot.store.signals import Kind


async def note(services: Services, account: str, belonging: Belonging, now: datetime) -> None:
    """Keep what the platform has just said; what is unknown changes nothing."""
    belongs = belonging is Belonging.MEMBER
    known = await services.store.read(lambda tx: people.belongs(tx, account))
    if belonging is Belonging.UNKNOWN or known in (None, belongs):
        return
    ended = await services.store.write(lambda tx: _admit(tx, services, account, belongs, now))
    services.known.forget(account)
    services.signed_out(ended)


def _admit(tx: Tx, services: Services, account: str, belongs: bool, now: datetime) -> list[str]:
    """Keep whether somebody belongs, with what follows from it; gives the web sessions that ended."""
    people.set_belongs(tx, account, belongs)
    ended: list[str] = []
    if not belongs:
        ended = web_sessions.end_all(tx, account)
        outbound.drop(tx, account)
    if (person := people.by_account(tx, account)) is not None:
        actor = Actor(account=account, workspace="", belonging=Belonging.MEMBER)
        speaker = voice(person.locale, person.zone)
        # what they have already stays as it is: they get no message that takes its place
        consequences.reconcile_all(tx, Turn(services, person, speaker, Place(conversation=account), actor, now))
    return ended


async def note_profile(services: Services, account: str) -> None:
    """Tell all processes that what they know of a profile counts no more; a platform tells it to one of them only."""
    if services.store.is_sqlite:
        return

    def work(tx: Tx) -> None:
        if people.belongs(tx, account) is not None:
            signals.send(tx, Kind.PROFILE, account)

    await services.store.write(work, durable=False)
