"""Signing in on the web page by an identity provider or an e-mail address, and joining these with who one is in chat.

A subject is joined to a person only after both were proven in the same browser within minutes, and it can be separated
again; it is never joined because of an e-mail address that a provider tells.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.advisor.turn import Services
from bot.chat.blocks import Text
from bot.chat.messages import voice
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.secret_ids import secret_id
from bot.store import audit, memberships, people, sign_in_ways
from bot.store.engine import Tx
from bot.store.mail_addresses import mark_of
from bot.store.sign_in_ways import LASTS as LASTS
from bot.store.sign_in_ways import MAIL, Flow, Holder, Proof, Way
from bot.store.sign_in_ways import MAIL_LASTS as MAIL_LASTS


class Joined(StrEnum):
    """What became of joining a subject with a person."""

    DONE = "done"
    ALREADY = "already"  # it is theirs
    OTHERS = "others"  # it signs in somebody else who takes part in the programme
    OVER = "over"  # the proof is too old, or was used
    NOT_YOURS = "not-yours"  # the link was sent to somebody else


@dataclass(frozen=True)
class Begun:
    """A sign-in that has begun: the secrets that the provider and the browser get, each new."""

    state: str
    browser: str
    nonce: str
    verifier: str


class SignIns:
    """One per process; all it knows lies in the store, which has hashes of the secrets only."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._store = services.store

    async def begin(self, provider: str, back: str, adds: bool, now: datetime) -> Begun:
        """Begin to sign in at a provider; ``adds``: to add it to who is signed in."""
        state, browser, nonce, verifier = (self._secret() for _ in range(4))
        flow = Flow(secret_id(state), secret_id(browser), provider, nonce, verifier, back, adds, now)
        await self._store.write(lambda tx: sign_in_ways.begin(tx, flow))
        return Begun(state, browser, nonce, verifier)

    async def take(self, state: str, browser: str, provider: str, now: datetime) -> Flow | None:
        """What was begun in this browser with this provider, once; None where nothing was, or too long ago."""
        if not state or not browser:
            return None
        asked = secret_id(state), secret_id(browser)
        return await self._store.write(lambda tx: sign_in_ways.take_flow(tx, *asked, provider, now))

    async def way(self, subject: str) -> Way | None:
        """The way of a subject; None where it signs nobody in."""
        return await self._store.read(lambda tx: sign_in_ways.of_subject(tx, subject))

    async def enter(self, subject: str, now: datetime) -> Holder | None:
        """Who signs in by a subject now; None where nobody of theirs belongs any more, or nobody does."""

        def work(tx: Tx) -> Holder | None:
            found = sign_in_ways.holder(tx, subject)
            if found is not None:
                sign_in_ways.use(tx, subject, now)
            return found

        return await self._store.write(work)

    async def prove(self, subject: str, label: str, name: str, now: datetime, person: str | None = None) -> str:
        """Keep that a browser has just proven to be a subject; gives the secret for it."""
        secret = self._secret()
        proof = Proof(secret_id(secret), subject, label, name, person, False, now)
        await self._store.write(lambda tx: sign_in_ways.prove(tx, proof))
        return secret

    async def proof(self, secret: str, now: datetime) -> Proof | None:
        """What a browser has proven within the last minutes."""
        return (
            await self._store.read(lambda tx: sign_in_ways.find_proof(tx, secret_id(secret), now)) if secret else None
        )

    async def drop(self, secret: str) -> None:
        """A proof is not wanted any more."""
        await self._store.write(lambda tx: sign_in_ways.drop_proof(tx, secret_id(secret)))

    async def state_of(self, proof: Proof, account: str) -> Joined:
        """What would become of joining, for the page that asks."""
        return await self._store.read(lambda tx: _state(tx, proof, account))

    async def join(self, secret: str, account: str, now: datetime) -> Joined:
        """Join what a browser has proven with the person behind an account, who has proven to be that in it as well.

        The person is told at once wherever they are reached.
        """

        def work(tx: Tx) -> tuple[Joined, Proof | None]:
            proof = sign_in_ways.find_proof(tx, secret_id(secret), now)
            person = sign_in_ways.person_of(tx, account)
            if proof is None or not person or not sign_in_ways.drop_proof(tx, proof.secret):
                return Joined.OVER, None
            state = _state(tx, proof, account)
            if state is Joined.DONE:
                sign_in_ways.move(tx, proof.subject, person, proof.label, now)
                audit.note_of_account(tx, account, "sign-in:add", now)
            return state, proof

        state, proof = await self._store.write(work)
        if state is Joined.DONE and proof is not None:
            await self._tell(account, "access.added", proof.label, now)
        return state

    async def separate(self, account: str, subject: str, now: datetime) -> bool:
        """A subject signs the person in no more; False if it is none of theirs.  They are told as when it was added."""

        def work(tx: Tx) -> Way | None:
            if (removed := sign_in_ways.remove(tx, account, subject)) is not None:
                audit.note_of_account(tx, account, "sign-in:remove", now)
            return removed

        way = await self._store.write(work)
        if way is not None:
            await self._tell(account, "access.removed", way.label, now)
        return way is not None

    async def ways(self, account: str) -> list[Way]:
        """The ways of the person behind an account."""
        return await self._store.read(lambda tx: sign_in_ways.of_person(tx, account))

    async def by_mail(self, address: str) -> Holder | None:
        """Who signs in by an e-mail address: who has proven it, or whom an administrator named it for."""
        return await self._store.read(lambda tx: sign_in_ways.holder_of_mail(tx, address))

    async def ask_mail(self, account: str, address: str, now: datetime) -> tuple[str, Holder] | None:
        """Somebody wants to add an address: the secret for the link that is sent there, and who they are; None where
        the account is nobody's, or whoever reads there wants no e-mail."""
        secret = self._secret()

        def work(tx: Tx) -> Holder | None:
            found = sign_in_ways.who(tx, account)
            if found is None or sign_in_ways.wants_no_mail(tx, address):
                return None
            subject, label = f"{MAIL}{mark_of(address)}", masked(address)
            sign_in_ways.prove(tx, Proof(secret_id(secret), subject, label, "", found.person, True, now))
            return found

        found = await self._store.write(work)
        return (secret, found) if found is not None else None

    async def mailed(self, secret: str, now: datetime) -> Proof | None:
        """What the link in an e-mail would prove, without using it up."""
        return await self._store.read(lambda tx: sign_in_ways.find_proof(tx, secret_id(secret), now, mailed=True))

    async def open_mail(self, secret: str, now: datetime) -> str:
        """Use the link in an e-mail up: the secret that proves the address in this browser; empty where it does not."""
        fresh = self._secret()

        def work(tx: Tx) -> bool:
            found = sign_in_ways.find_proof(tx, secret_id(secret), now, mailed=True)
            if found is None or not sign_in_ways.drop_proof(tx, found.secret):
                return False
            proof = Proof(secret_id(fresh), found.subject, found.label, found.name, found.person, False, now)
            sign_in_ways.prove(tx, proof)
            return True

        return fresh if await self._store.write(work) else ""

    async def _tell(self, account: str, message: str, label: str, now: datetime) -> None:
        """Tell somebody in all their chats, and on the page."""

        def found(tx: Tx) -> tuple[Sequence[str], str]:
            person = people.by_account(tx, account)
            return (sign_in_ways.accounts_of(tx, person.id), person.locale) if person else ((), "en")

        theirs, locale = await self._store.read(found)
        speaker = voice(locale, "UTC")
        text = speaker.say(message, label=label)
        told = Message(text, (Text(speaker.mark(message, label=label)),), locale=locale)
        for each in theirs:
            with suppress(SendError):  # the page shows it, too
                key = f"{message}:{now.isoformat()}:{secret_id(label)[:12]}"
                await self._services.sender.send(each, told, key=key)

    def _secret(self) -> str:
        return self._services.new_secret()


def _state(tx: Tx, proof: Proof, account: str) -> Joined:
    person = sign_in_ways.person_of(tx, account)
    if proof.person and proof.person != person:
        return Joined.NOT_YOURS
    way = sign_in_ways.of_subject(tx, proof.subject)
    if way is None:
        return Joined.DONE
    if way.person == person:
        return Joined.ALREADY
    return Joined.OTHERS if memberships.parts(tx, way.person) else Joined.DONE


def masked(address: str) -> str:
    """An address so that who knows it recognises it: it is kept like this."""
    name, _, domain = address.strip().lower().rpartition("@")
    return f"{name[:1]}…@{domain}"
