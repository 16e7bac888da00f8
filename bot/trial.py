"""The trial: a sample cluster with a few sample people, and a clock that can be moved forward."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.store import clusters, people
from bot.store.engine import Store, Tx
from bot.store.scope import PROGRAMME, Role
from bot.web.trial import WORKSPACE, TrialPerson

CLUSTER = "trial"

PEOPLE = (
    (TrialPerson("web:mara", "Mara", "cluster manager"), Role.STAFF),
    (TrialPerson("web:jonas", "Jonas", "colleague"), Role.STAFF),
    (TrialPerson("web:coach", "Petra", "coach"), Role.COACH),
    (TrialPerson("web:ines", "Ines", "curator"), Role.CURATOR),
)


class MovableClock:
    """Real time plus what the trial moved it forward."""

    def __init__(self, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._real = real
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self._real() + self._ahead

    def set(self, to: datetime) -> None:
        """Move forward to a moment; a moment that has passed changes nothing."""
        self._ahead = max(self._ahead, to - self._real())


class SampleTrial:
    """What the web page offers in the trial; implements `bot.web.trial.Trial`."""

    def __init__(
        self,
        clock: MovableClock,
        step_through: Callable[[datetime, datetime], Awaitable[int]],
        next_due: Callable[[], Awaitable[datetime | None]],
    ) -> None:
        self._clock = clock
        self._step_through = step_through
        self._next_due = next_due

    def people(self) -> Sequence[TrialPerson]:
        """Manager, colleague, coach, and the curator of the articles."""
        return tuple(person for person, _ in PEOPLE)

    def now(self) -> datetime:
        """The trial's time, in UTC."""
        return self._clock()

    async def move(self, to: datetime) -> int:
        """Move the clock forward, delivering on the way what falls due; returns how many reminders."""
        return await self._step_through(self._clock(), to)

    async def next_due(self) -> datetime | None:
        """When the next reminder falls due."""
        return await self._next_due()


async def create_sample(store: Store, now: datetime) -> None:
    """Make the sample cluster and its people; done a second time it changes nothing."""
    await store.write(lambda tx: _create_sample(tx, now))


def _create_sample(tx: Tx, now: datetime) -> None:
    clusters.create(tx, id=CLUSTER, name="Sample Cluster", country="BE", now=now)
    clusters.connect(tx, WORKSPACE, CLUSTER, now)
    clusters.create(tx, id=PROGRAMME, name="Sample Programme", country="BE", now=now)
    for person, role in PEOPLE:
        if people.by_account(tx, person.account) is None:
            clusters.add_person(
                tx,
                cluster=PROGRAMME if role is Role.CURATOR else CLUSTER,
                person=person.account.replace(":", "-"),
                name=person.name,
                account=person.account,
                workspace=WORKSPACE,
                role=role,
                zone=person.zone,
                locale="en",
                country="BE",
                now=now,
            )
