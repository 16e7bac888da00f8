"""Some requests of every kind to the application with everything in it.  ``make fuzz`` sends 20,000."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits

from bot.app import create_app
from knowledge.engine import Engine
from tests.common import answering_with
from tests.fuzz import of_slack, of_the_web
from tests.fuzz.house import House, addresses, settings, standing_in
from tests.fuzz.judging import wrong
from tests.fuzz.wire import Answer, Sent, exchange
from tests.web.site import running, trial_app, trial_settings


def few(number: int) -> limits:
    return limits(max_examples=number, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copy(sqlite_template, folder / "advisor.db")
    with standing_in() as stand_in, answering_with(engine):
        wanted = settings(folder, stand_in)
        app = create_app(wanted, worker=False)
        with running(app) as site:
            made = House(site.url, wanted)
            made.routes.update(addresses(app.routes))
            yield made


def test_every_address_there_is_has_something_that_is_sent_to_it(house: House) -> None:
    assert set(house.routes) == set(of_the_web.SENT)
    parameters = {name for path in house.routes for name in of_the_web.BRACES.findall(path)}
    assert parameters <= set(of_the_web.PARAMETERS)


@few(80)
@given(of_the_web.requests())
def test_no_request_to_a_page_fails_on_our_side(house: House, sent: Sent) -> None:
    assert list(wrong(sent, house.ask(sent))) == []


@few(60)
@given(of_slack.requests())
def test_no_request_to_slacks_address_fails_on_our_side(house: House, sent: Sent) -> None:
    assert list(wrong(sent, house.ask(sent))) == []


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine) -> Iterator[str]:
    """The address of a trial, in which everybody is somebody."""
    wanted = trial_settings(tmp_path_factory.mktemp("trial"))
    shutil.copy(sqlite_template, wanted.advisor_data / "advisor.db")
    with answering_with(engine), running(trial_app(wanted)) as site:
        yield site.url


@few(20)
@given(of_the_web.requests("/trial/person", "/trial/clock", "/press", "/say", "/home"))
def test_no_request_to_a_trial_fails_on_our_side(trial: str, sent: Sent) -> None:
    assert list(wrong(sent, exchange(trial, sent, [(b"Host", b"127.0.0.1")]))) == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500),
        Answer(503),
        Answer(200, body=b"Traceback (most recent call last)"),
        Answer(400, body=b"Something went wrong on our side"),
        Answer(hung=True),
        Answer(),
    ],
)
def test_an_answer_that_may_not_be_is_found(answer: Answer) -> None:
    assert list(wrong(Sent("GET", "/"), answer)) != []


def test_what_keeps_a_process_from_its_work_may_be_said() -> None:
    assert list(wrong(Sent("GET", "/readyz"), Answer(503, body=b'{"ok": false}'))) == []
    assert list(wrong(Sent("POST", "/say", framing="cut"), Answer())) == []
