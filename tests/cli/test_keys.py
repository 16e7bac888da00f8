"""``advisor keys``: made, and changed for all tokens at once."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.encryption import Keys, new_key
from bot.store import Store, installations
from bot.store.installations import Record
from tests.store.sample import NOW

OLD, NEW = new_key(), new_key()


@pytest.fixture
async def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """With a workspace whose token is encrypted under the old key."""
    store = await Store.open(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'advisor.db')}")
    sealed = Keys([OLD]).encrypt("xoxb-1")
    with store.writing() as tx:
        installations.keep(tx, Record("T1", "T1", "", False, "U", "North", (), sealed, None, None, NOW, ""))
    await store.close()
    return tmp_path


def rotate(folder: Path, keys: str) -> Result:
    return CliRunner().invoke(main, ["keys", "rotate"], env={"ADVISOR_DATA": str(folder), "ADVISOR_KEYS": keys})


def test_rotating_encrypts_all_under_the_newest_key_and_tells_how_many(folder: Path) -> None:
    done = rotate(folder, f"{NEW},{OLD}")
    assert done.exit_code == 0
    assert "one workspace" in done.output
    assert rotate(folder, NEW).exit_code == 0  # the old key is not needed any more


def test_a_token_that_no_key_opens_changes_nothing_and_is_told(folder: Path) -> None:
    refused = rotate(folder, NEW)
    assert refused.exit_code == 1
    assert "ADVISOR_KEYS" in refused.output
    assert "Nothing was changed" in refused.output
    assert rotate(folder, OLD).exit_code == 0


def test_without_keys_it_says_how_to_make_one(folder: Path) -> None:
    assert "advisor keys new" in rotate(folder, "").output
    made = CliRunner().invoke(main, ["keys", "new"]).output.strip()
    assert Keys([made])
