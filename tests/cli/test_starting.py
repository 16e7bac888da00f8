"""Starting is quick because little is imported on the way."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.processes import environment

_ASK = "from bot.cli import main; main(['ask', 'what is a raci matrix'], standalone_mode=False)"
_START = """
import asyncio, bot.server, bot.settings
async def start():
    async with bot.server.assemble(bot.settings.load_settings()) as runtime:
        bot.server.application(runtime, worker=True)
asyncio.run(start())
"""


_FILES = ("matplotlib", "numpy", "PIL", "docx", "lxml", "openpyxl", "icalendar")
"""What draws pictures and writes files: large, and in most processes never used."""


def imported(code: str, data: Path) -> set[str]:
    """The packages that a fresh interpreter has imported when the code is done."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    settings = environment({"ADVISOR_DATA": str(data)})
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=settings, cwd=data
    )
    return set(done.stderr.split())


def test_a_question_at_the_terminal_needs_neither_the_database_nor_a_server(packaged: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(packaged, tmp_path / "data"))
    unused = {"sqlalchemy", "starlette", "uvicorn", "slack_bolt", "apscheduler", "alembic", *_FILES}
    assert not imported(_ASK, data) & unused


@pytest.fixture(scope="module")
def on_the_way(packaged: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What is imported by a start for which index and database are there."""
    data = Path(shutil.copytree(packaged, tmp_path_factory.mktemp("started") / "data"))
    shutil.copy(sqlite_template, data / "advisor.db")
    return imported(_START, data)


def test_a_later_start_needs_neither_slack_nor_postgresql_nor_holidays_nor_providers_nor_what_makes_files(
    on_the_way: set[str],
) -> None:
    assert not on_the_way & {"slack_bolt", "slack_sdk", "aiohttp", *_FILES}
    assert not on_the_way & {"psycopg", "sqlalchemy.dialects.postgresql", "alembic"}
    assert not on_the_way & {"holidays", "dateutil"}
    assert not on_the_way & {"apscheduler", "rapidfuzz"}
    assert not on_the_way & {"authlib", "joserfc", "cryptography"}


def test_a_later_start_reads_no_markup_and_draws_no_page_yet(on_the_way: set[str]) -> None:
    assert not on_the_way & {"markdown_it", "jinja2", "yaml"}


def test_a_later_start_looks_for_no_plugins(packaged: Path, tmp_path: Path) -> None:
    searched = """
import importlib.metadata, sys
def searched(*_, **__): sys.exit("all installed packages were looked through")
importlib.metadata.distributions = searched
"""
    assert "bot.server" in imported(f"{searched}import bot.cli, bot.server", tmp_path)


_UNREAD = """
import asyncio, bot.server, bot.settings
async def start():
    async with bot.server.assemble(bot.settings.load_settings()) as runtime:
        assert "library" not in vars(runtime.knowledge.engine._index), "all articles are read"
asyncio.run(start())
"""


def test_a_later_start_leaves_the_articles_unread(packaged: Path, sqlite_template: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(packaged, tmp_path / "data"))
    shutil.copy(sqlite_template, data / "advisor.db")
    imported(_UNREAD, data)


def test_without_teams_nothing_of_its_sdk_is_imported(on_the_way: set[str]) -> None:
    assert "bot.server" in on_the_way
    assert "bot.teams.app" not in on_the_way
    assert [name for name in on_the_way if name.startswith(("microsoft_teams", "fastapi"))] == []
