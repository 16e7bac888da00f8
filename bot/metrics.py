"""The figures of a process, for Prometheus: one table of all there are, without names of people, texts or addresses.

The labels are few and bounded: routes as they stand in the code, statuses, outcomes.  docs/operation.md says of each
figure what it means and what to do.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.reminders.tally import Tally
from bot.store.queues import Queues

# when each line of each figure was begun: as many lines again, which nobody needs
disable_created_metrics()  # type: ignore[no-untyped-call]

METHODS = ("GET", "HEAD", "POST")
OTHER = "other"
"""Every method and address besides those that there are."""
LOOK = 1.0
"""Seconds between two looks at how late the event loop is."""
SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
LONG = (0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)
LAG = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


@dataclass
class Parts:
    """What the figures are read from when somebody asks for them."""

    tally: Tally = field(default_factory=Tally)
    unfinished: Callable[[], Mapping[str, int]] = dict
    streams: Callable[[], int] = lambda: 0
    connections: Callable[[], int] = lambda: 0
    queues: Queues | None = None
    """None while the database does not answer."""
    ready: dict[str, bool] = field(default_factory=dict)


class Metrics:
    """The figures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.parts = Parts()
        self._requests = Counter(
            "advisor_requests", "Requests answered.", ("route", "method", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "advisor_request_seconds", "Until an answer began.", ("route",), buckets=SHORT, registry=self.registry
        )
        self._answers = Counter("advisor_answers", "Questions by their outcome.", ("outcome",), registry=self.registry)
        self._ticks = Histogram(
            "advisor_tick_seconds", "How long the worker's ticks took.", buckets=LONG, registry=self.registry
        )
        self._lag = Histogram(
            "advisor_loop_lag_seconds", "How late the event loop was.", buckets=LAG, registry=self.registry
        )
        self.registry.register(Figures(self.parts))

    def answered(self, outcome: str) -> None:
        """A question was answered in one of the engine's ways."""
        self._answers.labels(outcome).inc()

    def ticked(self, seconds: float) -> None:
        """A tick of the worker took so long."""
        self._ticks.observe(seconds)

    def requested(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(route, method if method in METHODS else OTHER, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    async def watch_loop(self) -> None:
        """Look every second how late the event loop is, as long as the process runs."""
        clock = asyncio.get_running_loop().time
        while True:
            due = clock() + LOOK
            await asyncio.sleep(LOOK)
            self._lag.observe(max(0.0, clock() - due))

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)


class Figures(Collector):
    """What is counted elsewhere, or only known at the moment when somebody asks."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def describe(self) -> Iterable[Metric]:
        return self.collect()

    def collect(self) -> Iterator[Metric]:
        parts, tally = self._parts, self._parts.tally
        sent = {"sent": tally.sent, "late": tally.late}
        lost = {"too_late": tally.too_late, "undeliverable": tally.undeliverable}
        yield _family(CounterMetricFamily, "advisor_reminders", "Reminders that went out.", "result", sent)
        yield _family(CounterMetricFamily, "advisor_reminders_given_up", "Reminders given up.", "why", lost)
        transactions = parts.unfinished()
        yield _family(
            GaugeMetricFamily, "advisor_database_unfinished", "Transactions that run or wait.", "kind", transactions
        )
        yield GaugeMetricFamily("advisor_streams", "Open pages that get new lines.", parts.streams())
        yield GaugeMetricFamily("advisor_connections", "Open connections.", parts.connections())
        ready = {part: int(works) for part, works in parts.ready.items()}
        yield _family(GaugeMetricFamily, "advisor_ready", "1 for each part that works.", "part", ready)
        queues = parts.queues
        if queues is None:
            return
        yield GaugeMetricFamily("advisor_outbox_messages", "Answers that wait for a platform.", queues.outbox)
        yield GaugeMetricFamily("advisor_outbox_age_seconds", "How long the oldest has waited.", queues.outbox_age)
        yield GaugeMetricFamily("advisor_reminders_due", "Reminders due and not out.", queues.due)
        yield GaugeMetricFamily("advisor_reminders_due_age_seconds", "Since the oldest was due.", queues.due_age)
        yield _family(GaugeMetricFamily, "advisor_paused", "Workspaces that do not work.", "platform", queues.paused)


def _family(
    kind: type[CounterMetricFamily] | type[GaugeMetricFamily],
    name: str,
    help: str,
    label: str,
    values: Mapping[str, int],
) -> Metric:
    family = kind(name, help, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


class Counted:
    """ASGI middleware: counts requests by the route that answered, as it stands in the code."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        counted = False

        async def send_counted(message: Message) -> None:
            nonlocal counted
            if message["type"] == "http.response.start":
                counted = True
                self._count(scope, message["status"], began)
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        except Exception:
            if not counted:
                self._count(scope, 500, began)
            raise

    def _count(self, scope: Scope, status: int, began: float) -> None:
        route = getattr(scope.get("route"), "path", "") or OTHER  # an address as typed would be a label of its own
        self._metrics.requested(route, scope["method"], status, time.perf_counter() - began)
