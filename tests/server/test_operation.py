"""What whoever operates the advisor can ask it: whether it lives, whether it is ready, and its figures."""

import re
import shutil
import signal
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from bot import operation
from bot.app import Runtime
from bot.connections import Limits
from bot.metrics import Metrics
from bot.reminders.tally import Tally
from bot.store import Store, queues
from bot.store.queues import Queues
from knowledge.engine import Engine
from tests.common import answering_with
from tests.reminders.post import Post, delivery
from tests.reminders.test_delivery import MORNING
from tests.reminders.test_outage import crowd
from tests.server.serving import serving
from tests.web.site import trial_app, trial_settings

ROOT = Path(__file__).parents[2]
SECRET = "our-members-would-leave"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine) -> Iterator[Starlette]:
    settings = trial_settings(tmp_path_factory.mktemp("operation") / "data")
    shutil.copy(sqlite_template, settings.advisor_data / "advisor.db")
    with answering_with(engine):
        yield trial_app(settings)


@pytest.fixture(scope="module")
def visitor(app: Starlette) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 5000)) as opened:
        yield opened


@pytest.fixture
def runtime(app: Starlette, visitor: TestClient) -> Iterator[Runtime]:
    """The running application, as it was before afterwards."""
    opened: Runtime = app.state.runtime
    opened.operation.told = None
    yield opened
    opened.operation.told = None
    opened.operation.draining.clear()
    opened.operation.token, opened.operation.proxies = "", ()


def figures(visitor: TestClient) -> dict[str, float]:
    """All figures, by their name with its labels."""
    answer = visitor.get("/metrics")
    assert answer.status_code == 200, answer.text
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_it_lives_and_is_ready(visitor: TestClient, runtime: Runtime) -> None:
    assert visitor.get("/healthz").json() == {"ok": True}
    assert visitor.get("/readyz").json() == {"ok": True, "problems": [], "notes": []}


def test_it_lives_while_it_is_not_ready_and_strangers_read_no_name(
    visitor: TestClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def damaged(*, thorough: bool) -> list[str]:
        return [f"The database “/srv/{SECRET}.db” does not answer."]

    monkeypatch.setattr(runtime.store, "check", damaged)
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["The database does not answer as it should."]
    assert SECRET not in answer.text
    assert figures(visitor)["advisor_ready database"] == 0
    assert visitor.get("/healthz").status_code == 200


def test_however_often_strangers_ask_it_is_looked_once_a_second(
    visitor: TestClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0

    async def fine(*, thorough: bool) -> list[str]:
        nonlocal looked
        looked += 1
        return []

    monkeypatch.setattr(runtime.store, "check", fine)
    monkeypatch.setattr(operation, "REMEMBERED", 600.0)
    assert [visitor.get("/readyz").status_code for _ in range(5)] == [200] * 5
    assert looked == 1


def test_a_process_about_to_stop_says_so_first(visitor: TestClient, runtime: Runtime) -> None:
    runtime.operation.draining.set()
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["problems"]) == (503, [operation.STOPPING])
    assert visitor.get("/").status_code == 200


def test_requests_and_answers_are_counted_without_what_was_typed(visitor: TestClient, runtime: Runtime) -> None:
    before = figures(visitor)
    visitor.get(f"/documents/{SECRET}")
    visitor.get(f"/{SECRET}")
    visitor.request(SECRET, "/")
    visitor.post("/say", data={"text": "What is a RACI matrix?"})
    visitor.post("/say", data={"text": f"{SECRET} xyzzy"})
    counted = figures(visitor)

    def more(name: str) -> float:
        return counted.get(name, 0) - before.get(name, 0)

    assert more("advisor_requests_total GET /documents/{document} 404") == 1
    assert more("advisor_requests_total GET other 404") == 1
    assert more("advisor_requests_total POST /say 303") == 2
    assert more("advisor_answers_total answer") == 1
    assert sum(more(name) for name in counted if name.startswith("advisor_answers_total")) == 2
    assert not [name for name in counted if SECRET in name]


@pytest.mark.parametrize(
    ("client", "headers", "token", "status"),
    [
        (("127.0.0.1", 1), {}, "", 200),
        (("::1", 1), {}, "", 200),
        (("10.0.0.7", 1), {}, "", 200),
        (("192.0.2.1", 1), {}, "", 403),
        (("127.0.0.1", 1), {"X-Forwarded-For": "127.0.0.1"}, "", 403),
        (("127.0.0.1", 1), {"Via": "1.1 proxy"}, "", 403),
        (("127.0.0.1", 1), {}, "token", 403),
        (("127.0.0.1", 1), {"Authorization": "Bearer wrong"}, "token", 403),
        (("127.0.0.1", 1), {"Authorization": "Bearer tökén".encode()}, "token", 403),
        (("192.0.2.1", 0), {"Authorization": "Bearer token", "X-Forwarded-For": "x"}, "token", 200),
    ],
)
def test_the_figures_are_for_this_machine_its_proxies_or_whoever_has_the_token(
    app: Starlette,
    runtime: Runtime,
    visitor: TestClient,
    client: tuple[str, int],
    headers: dict[str, str | bytes],
    token: str,
    status: int,
) -> None:
    runtime.operation.token, runtime.operation.proxies = token, (ip_network("10.0.0.0/8"),)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/metrics",
        "headers": [(name.lower().encode(), v if isinstance(v, bytes) else v.encode()) for name, v in headers.items()],
        "client": client,
    }
    assert visitor.portal is not None
    answer = visitor.portal.call(runtime.operation.figures, Request(scope))
    assert answer.status_code == status
    assert (b"advisor_requests" in bytes(answer.body)) == (status == 200)


async def test_reminders_are_counted_as_sent_late_and_given_up(store: Store) -> None:
    await crowd(store, 5, short=2)
    delivering, later = delivery(store, Post()), MORNING + timedelta(hours=2)
    assert await store.read(lambda tx: queues.look(tx, later)) == Queues(0, 0.0, 5, 7200.0, {})
    await delivering.tick(later)
    assert delivering.tally == Tally(sent=3 + 2, late=3, too_late=2)  # two are told what they have missed
    waiting = await store.read(lambda tx: queues.look(tx, later))
    assert (waiting.due, waiting.due_age) == (0, 0.0)


async def test_a_supervisor_s_signal_drains_first_and_a_second_one_stops_at_once() -> None:
    async with serving(Limits(), drain=300) as served:
        served.server.ask_to_stop(signal.SIGTERM)
        assert served.draining.is_set()
        assert not served.server.should_exit
        client = await served.ask()
        assert "200 OK" in await client.head()
        served.server.ask_to_stop(signal.SIGTERM)
        assert served.server.should_exit


def test_the_runbook_tells_of_every_figure_and_of_no_other() -> None:
    told = set(
        re.findall(r"^\| `(advisor_\w+)", (ROOT / "docs" / "operation.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    metrics = Metrics()
    metrics.parts.queues = Queues(0, 0, 0, 0, {})
    families = metrics.registry.collect()
    assert told == {family.name + "_total" * (family.type == "counter") for family in families}
