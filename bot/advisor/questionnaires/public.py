"""The public page of a questionnaire: what whoever holds a link sees, and what becomes of their answers.

They have no account.  What is told to them is told in the language of their browser.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from bot.advisor.questionnaires import links
from bot.advisor.questionnaires.design import Design, design
from bot.advisor.turn import Services
from bot.chat.messages import Voice
from bot.store import clusters, mail_addresses, questionnaires
from bot.store.engine import Tx
from bot.store.questionnaires import Questionnaire, Sent
from bot.store.scope import Role, Scope
from flows.dialogue import Dialogue
from flows.fields import Raw
from flows.forms import Form, FormRef, build_form
from flows.questionnaire.asked import PAGE, form_of, kept, received


class State(StrEnum):
    """How a link is met."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    FULL = "full"


@dataclass(frozen=True)
class Public:
    """A questionnaire for whoever holds a link: ``form`` is what is to be filled in, None where nothing is.

    ``until`` is its last day, or the one on which it was closed before that.  ``member`` is who answers, empty where
    nobody knows.  ``resumed``: something was begun on this device.
    """

    state: State
    title: str
    cluster: str
    greeting: str
    until: date
    member: str = ""
    form: Form | None = None
    resumed: bool = False


@dataclass(frozen=True)
class _Link:
    """What stands behind a link."""

    one: Questionnaire
    design: Design
    member: str
    """The row of the member, empty on a link for everybody."""
    cluster: str

    @property
    def form(self) -> type[Dialogue]:
        return form_of(self.design.title, self.design.questions)


async def shown(services: Services, token: str, device: str, voice: Voice, now: datetime) -> Public | None:
    """What a link leads to on a device; None where it was not made by any questionnaire, or leads nowhere any more."""
    return await services.store.read(lambda tx: _shown(tx, token, _hashed(device), voice, now))


async def save(
    services: Services, token: str, device: str, typed: Mapping[str, Raw], voice: Voice, now: datetime
) -> Public | None:
    """Keep what was typed for later, on this device."""

    def work(tx: Tx) -> Public | None:
        link = _find(tx, token)
        if link is not None and link.one.takes(now) and device:
            answers = kept(link.form, typed)
            questionnaires.keep_draft(tx, link.one, link.member, _hashed(device), answers, now)
        return _shown(tx, token, _hashed(device), voice, now)

    return await services.store.write(work)


async def send(
    services: Services, token: str, device: str, typed: Mapping[str, Raw], voice: Voice, now: datetime
) -> Public | None:
    """Take the answers, once; what is wrong with them is said in the form."""
    met = await shown(services, token, device, voice, now)
    if met is None or met.state is not State.OPEN:  # whoever tries again and again is in no writer's way
        return met
    return await services.store.write(lambda tx: _send(tx, token, _hashed(device), typed, voice, now))


def _hashed(device: str) -> str:
    """What the store knows a device by; empty for one that keeps nothing."""
    return sha256(device.encode()).hexdigest() if device else ""


def _find(tx: Tx, token: str) -> _Link | None:
    parts = links.parted(token)
    one = questionnaires.find(tx, parts[0]) if parts is not None else None
    if parts is None or one is None or not links.fits(one, parts[1], parts[2]):
        return None
    inside = Scope(one.cluster, "", Role.STAFF)
    found, member = design(tx, inside, one.document), parts[1]
    if found is None or not found.may_answer(member):
        return None
    return _Link(one, found, "" if member == links.EVERYBODY else member, clusters.name(tx, inside))


def _shown(tx: Tx, token: str, device: str, voice: Voice, now: datetime) -> Public | None:
    link = _find(tx, token)
    if link is None:
        return None
    state = _state(tx, link, device, now)
    if state is not State.OPEN:
        return _public(link, state)
    begun = questionnaires.draft(tx, link.one, link.member, device) if device else {}
    form = build_form(link.form, FormRef(PAGE), {PAGE: begun}, word=voice.words)
    return _public(link, state, form, resumed=bool(begun))


def _state(tx: Tx, link: _Link, device: str, now: datetime) -> State:
    if questionnaires.has_sent(tx, link.one, link.member, device):
        return State.ANSWERED
    if not link.one.takes(now):
        return State.CLOSED
    return State.FULL if link.one.answered >= link.one.most else State.OPEN


def _send(tx: Tx, token: str, device: str, typed: Mapping[str, Raw], voice: Voice, now: datetime) -> Public | None:
    link = _find(tx, token)
    if link is None:
        return None
    state = _state(tx, link, device, now)
    if state is not State.OPEN:
        return _public(link, state)
    answers = kept(link.form, typed)
    found = received(link.form, answers)
    if found.errors:
        if device:
            questionnaires.keep_draft(tx, link.one, link.member, device, answers, now)
        form = build_form(link.form, FormRef(PAGE), {PAGE: answers}, found.errors, word=voice.words)
        return _public(link, State.OPEN, form)
    sent = questionnaires.send(tx, link.one, link.member, "" if link.member else device, found.values, now)
    if sent is Sent.TAKEN and link.member:  # the address has done what it was given for
        mail_addresses.forget(tx, link.one.document, [link.member])
    states = {Sent.TAKEN: State.ANSWERED, Sent.BEFORE: State.ANSWERED, Sent.FULL: State.FULL}
    return _public(link, states.get(sent, State.CLOSED))


def _until(link: _Link) -> date:
    closed = link.one.closed_at
    return min(link.design.deadline, closed.date()) if closed is not None else link.design.deadline


def _public(link: _Link, state: State, form: Form | None = None, *, resumed: bool = False) -> Public:
    found = link.design
    member = found.member(link.member)
    return Public(
        state=state,
        title=found.title,
        cluster=link.cluster,
        greeting=found.greeting,
        until=_until(link),
        member=member.name if member is not None else "",
        form=form,
        resumed=resumed,
    )
