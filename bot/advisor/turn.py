"""One turn of a conversation: who speaks, where, when, and what the advisor has at hand."""

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import wraps
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from bot.advisor.known_people import KnownPeople
from bot.advisor.readings import Readings
from bot.chat.blocks import Note, Text
from bot.chat.events import Actor, Belonging, Place
from bot.chat.messages import Voice
from bot.chat.sender import Sender
from bot.chat.views import Audience, Message, Reply
from bot.exports.pictures.drawer import Drawer
from bot.store.engine import Store, Tx
from bot.store.people import Person
from bot.store.retention import Retention
from bot.store.scope import Role, Scope
from flows.findings import Param
from knowledge.articles import Article
from knowledge.engine import Engine

if TYPE_CHECKING:  # what the rooms register is about turns
    from bot.advisor.registry import Registry

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Services:
    """What the advisor works with.

    ``engine`` gives the answer engine as it is now; ``web_link`` makes a link that signs somebody in to the web
    page, None where there is no public address; ``refresh`` brings the engine up to date with what curators changed,
    waiting so many seconds at most; where it need not look ``now``, a look of a moment ago will do.  ``registry`` is
    what the rooms add, ``known`` the people of a moment ago; the advisor puts them there.  ``drawer`` draws pictures,
    ``readings`` reads files.
    ``public_url`` is the address under which the web page is reached from everywhere, empty where there is none;
    ``new_secret`` makes what nobody can guess.  ``belonging`` gives what the one behind an account is, as their
    platform said within the last hour; None where no platform tells.  ``mail``: e-mail can be sent.
    ``retention`` is how long things are kept; ``signed_out`` is told of web sessions that ended, the advisor puts it
    there.
    ``answered`` is told the outcome of every question.
    """

    store: Store
    engine: Callable[[], Engine]
    sender: Sender
    new_id: Callable[[], str]
    web_link: Callable[[Actor, datetime], Awaitable[str]] | None = None
    refresh: Callable[[float, bool], Awaitable[None]] | None = None
    registry: "Registry | None" = None
    known: KnownPeople = field(default_factory=KnownPeople)
    drawer: Drawer = field(default_factory=Drawer)
    public_url: str = ""
    new_secret: Callable[[], str] = token_urlsafe
    belonging: Callable[[str], Awaitable[Belonging]] | None = None
    readings: Readings = field(default_factory=Readings)
    mail: bool = False
    retention: Retention = field(default_factory=Retention)
    signed_out: Callable[[Iterable[str]], None] = lambda ids: None
    answered: Callable[[str], None] = lambda outcome: None


@dataclass(frozen=True)
class Turn:
    """The person's side of one event; ``now`` is in UTC.  ``deed`` is the id under which what it changes is noted."""

    services: Services
    person: Person
    voice: Voice
    place: Place
    actor: Actor
    now: datetime
    deed: str = ""

    async def refresh(self, patience: float = 0.0, *, now: bool = True) -> None:
        """Bring the engine up to date; without patience that begins now and ends by itself."""
        if self.services.refresh is not None:
            await self.services.refresh(patience, now)

    @property
    def registry(self) -> "Registry":
        """What the rooms add to the house."""
        assert self.services.registry is not None, "Turns begin with the advisor, who joins the rooms."
        return self.services.registry

    def changed(self) -> None:
        """Something of the person was changed: from now on they are read anew."""
        self.services.known.forget(self.actor.account)

    @property
    def articles(self) -> dict[str, Article]:
        """The articles as they are now, by id."""
        return self.services.engine().library.articles

    @property
    def scope(self) -> Scope:
        return Scope(self.person.cluster, self.person.id, self.person.role)

    @property
    def today(self) -> date:
        """The calendar day where the person is."""
        return self.voice.local_date(self.now)

    @property
    def is_coach(self) -> bool:
        return self.person.role is Role.COACH

    @property
    def is_curator(self) -> bool:
        return self.person.role is Role.CURATOR

    @property
    def is_administrator(self) -> bool:
        return self.person.role is Role.ADMIN

    @property
    def is_nobody(self) -> bool:
        """Whether they have no part in the programme (any more): nothing is open to them."""
        return self.person.role is Role.STAFF and not self.person.cluster

    @property
    def is_outsider(self) -> bool:
        """Whether this is somebody to whom nothing of a cluster is open, and of whom nothing is kept."""
        return self.actor.belonging is not Belonging.MEMBER

    @property
    def audience(self) -> str:
        """Whose dialogues the person is offered."""
        return "curator" if self.is_curator else "staff"

    @property
    def conversation(self) -> str:
        """The conversation in which the person can write something that is not for everybody."""
        return self.actor.account if self.place.shared else self.place.conversation

    @property
    def thread(self) -> str:
        """What belongs to one conversation: the thread, or what one person says outside of threads or sees alone."""
        place = self.place
        if place.thread and place.alone:
            return f"{place.conversation}#{place.thread}#{self.actor.account}"
        return f"{place.conversation}#{place.thread or self.actor.account}"

    @property
    def outside_threads(self) -> str:
        """What the person says in this conversation outside of threads, as in `thread`."""
        return f"{self.place.conversation}#{self.actor.account}"

    def command(self, name: str) -> str:
        """A command as the person would type it."""
        return f"/{name}"

    def say(self, message: str, **params: Param | date) -> Reply:
        """A reply of one short message, for the person alone."""
        return Reply(messages=(self.line(message, **params),))

    def ask(self, message: str, **params: Param | date) -> Reply:
        """The same where the person's next message is awaited; what is written in a channel everybody would read."""
        said = self.line(message, **params)
        directly = (Note(self.voice.mark("chat.write-directly")),) if self.place.shared else ()
        return Reply(messages=(replace(said, blocks=(*said.blocks, *directly)),))

    def line(self, message: str, **params: Param | date) -> Message:
        """One short message."""
        return Message(self.voice.say(message, **params), (Text(self.voice.mark(message, **params)),))


def here(message: Message) -> Message:
    """The same message for everybody in the place: it answers from what is public and tells nothing of anybody."""
    return replace(message, audience=Audience.HERE)


def also(reply: Reply, *messages: Message) -> Reply:
    """The same reply with more messages behind its own."""
    return replace(reply, messages=(*reply.messages, *messages))


def reads(work: Callable[Concatenate[Tx, Turn, P], T]) -> Callable[Concatenate[Turn, P], Coroutine[Any, Any, T]]:
    """Make a function that reads in a transaction a step of a turn: it runs whole on a thread of the database."""

    @wraps(work)
    async def step(turn: Turn, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await turn.services.store.read(lambda tx: work(tx, turn, *args, **kwargs))

    return step


def writes(work: Callable[Concatenate[Tx, Turn, P], T]) -> Callable[Concatenate[Turn, P], Coroutine[Any, Any, T]]:
    """The same for a function that writes.  It may run a second time, so it does nothing but work on the database."""

    @wraps(work)
    async def step(turn: Turn, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await turn.services.store.write(lambda tx: work(tx, turn, *args, **kwargs))

    return step
