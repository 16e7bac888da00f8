"""Each benchmark runs, with tiny numbers, and gives sane figures.  No time is asserted."""

import json
import shutil
import sys
import time
import warnings
from pathlib import Path

import pytest

from benchmarks import __main__, answering, cohort, files, pending, reminders, slack_ask, startup, teams_ask, web_page
from benchmarks.processes import BenchmarkError, environment, serving
from benchmarks.table import percentile, table


@pytest.fixture(scope="module")
def folder(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the knowledge index."""
    made = tmp_path_factory.mktemp("run")
    shutil.copytree(packaged, made / "data")  # where a server that runs in this folder looks for it
    return Path(shutil.copytree(packaged, made, dirs_exist_ok=True))


def put(template: Path, folder: Path, *names: str) -> None:
    """Where a benchmark would make databases: to make the tables of each takes longer than what is measured here."""
    for name in names:
        shutil.copy(template, folder / name)


def imported_here(statement: str) -> float:
    """Other tests need the same modules: a process of its own would import them all once more."""
    begun = time.process_time()
    with warnings.catch_warnings(action="ignore"):  # the SDK of Teams warns of parts that it will change
        exec(statement, {})
    return time.process_time() - begun


def test_starting_is_measured_beside_bare_applications(folder: Path) -> None:
    found = startup.measure(folder, rounds=1, importing=imported_here)
    assert set(found) == {"advisor, first start", "advisor", "teams", "starlette", "bolt"}
    assert all(start.ready > 0 and start.memory > 5 and start.imports > 0 for start in found.values())
    assert found["teams"].memory > found["advisor"].memory > found["starlette"].memory
    assert "bare Bolt application" in startup.report(found)


def test_an_import_is_measured_in_a_fresh_interpreter() -> None:
    assert json.__name__ in sys.modules
    assert startup.import_time("import sys; assert 'json' not in sys.modules; import json") > 0


def test_a_measured_process_does_not_compile_all_modules_at_each_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in environment({})


def test_asking_in_slack_is_measured_beside_an_echo_and_a_plain_application(folder: Path) -> None:
    found = slack_ask.measure(folder, requests=8, concurrency=4, rounds=2, warm_up=4, alone=4)
    assert set(found) == {"echo", "plain", "advisor"}
    loads = [load for of_one in found.values() for load in of_one.values()]
    assert sorted(len(load.latencies) for load in loads) == [4, 4, 4, 8, 8, 8]
    assert found["echo"]["together"].late == 0
    assert all(load.throughput > 0 and load.latency(0.5) <= load.latency(0.99) for load in loads)
    assert "advisor : plain" in slack_ask.report(found)


async def test_asking_in_teams_is_measured_beside_the_sdks_echo_until_the_answer_is_there(folder: Path) -> None:
    found = await teams_ask.measure(folder, requests=8, concurrency=4, rounds=2, alone=4, people=6)
    assert [len(load.latencies) for of_one in found.values() for load in of_one.values()] == [4, 8, 4, 8]
    assert all(load.throughput > 0 for of_one in found.values() for load in of_one.values())
    assert "advisor : echo" in teams_ask.report(found)


def test_the_web_page_is_measured_with_open_streams(folder: Path) -> None:
    found = web_page.measure(folder, people=3, seconds=0.5, streams=True)
    assert len(found.clicks) >= 3
    assert min(found.clicks) > 0


def test_reminders_are_measured_beside_a_bare_loop_with_one_worker_and_two(
    sqlite_template: Path, tmp_path: Path
) -> None:
    setting = reminders.Setting("SQLite", latency=0.0, workers=(1, 2), wanted="≥ 0.35")
    put(sqlite_template, tmp_path, "reminders-0.0-0.db", "reminders-0.0-1.db")
    found = reminders.measure(tmp_path, setting, people=20, rounds=1)
    assert found.bare.rate > 0
    assert found.bare.processor > 0
    assert [workers for workers, pace in found.advisor.items() if pace.rate > 0 and pace.processor > 0] == [1, 2]
    assert "≥ 0.35" in reminders.report([(setting, found)])


async def test_a_tick_is_measured_while_few_reminders_wait_and_many(sqlite_template: Path, tmp_path: Path) -> None:
    put(sqlite_template, tmp_path, "200.db", "400.db")
    found = {("SQLite", n): await pending.measure(f"sqlite:///{tmp_path}/{n}.db", n, ticks=1) for n in (200, 400)}
    assert all(ticks.idle > 0 and ticks.sending > 0 for ticks in found.values())
    assert "400 wait" in pending.report(found)


def test_answering_is_measured_on_the_sample_questions(folder: Path) -> None:
    found = answering.measure(folder, answering.questions()[:20], passes=1)
    assert (len(found.first), len(found.again)) == (20, 20)
    assert found.articles > 0
    assert found.building > 0
    assert "20 questions" in answering.report(found)


def test_the_files_of_a_plan_are_measured_beside_plain_ones() -> None:
    with files.submitted(2) as ours:
        found = files.measure(2, lambda whose, file, _: ours(file) if whose == "advisor" else files.make_plain(file, 2))
    assert set(found) == set(files.FILES)
    assert all(ours.size > 100 and ours.peak >= ours.before > 5 for ours, _ in found.values())
    assert [file for file, (_, plain) in found.items() if plain is None] == ["document.txt", "page"]
    assert "schedule, PNG" in files.report(found)


def test_the_pages_of_many_clusters_are_measured_beside_those_of_one(sqlite_template: Path, tmp_path: Path) -> None:
    put(sqlite_template, tmp_path, "1.db", "3.db")
    found = cohort.measure(tmp_path, 3, rounds=2)
    assert set(found) == {"all clusters", "Home"}
    assert all(times.first > 0 and times.again > 0 for of_page in found.values() for times in of_page)
    assert "≤ 3" in cohort.report(found)


def test_one_can_be_chosen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(__main__.HERE, "answering", lambda: "the table of answering")
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "answering"])
    assert __main__.main() == 0
    assert "the table of answering" in capsys.readouterr().out


def test_a_server_that_does_not_start_is_said_with_what_it_wrote(tmp_path: Path) -> None:
    broken = serving("benchmarks.bare", ["nothing"], tmp_path, "/healthz")
    with pytest.raises(BenchmarkError, match="invalid choice"), broken:
        pytest.fail("it served")


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert percentile([1.0], 0.0) == 1.0


def test_a_table_stands_in_columns() -> None:
    assert table("Title", ["name", "value"], [["a", "1"], ["longer", "100"]], "A note.").splitlines() == [
        "Title",
        "=====",
        "name    value",
        "------  -----",
        "a           1",
        "longer    100",
        "A note.",
    ]
