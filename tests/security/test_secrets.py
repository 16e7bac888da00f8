"""No secret shows: not in what settings say of themselves, in errors, in `advisor check`, in the log, or in help."""

import asyncio
import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from bot import logs
from bot.checkup import checkup
from bot.cli import main
from bot.settings import Settings, SettingsError, load_settings
from bot.store import Store, StoreError

HIDDEN = "xyzzy-0451-plugh"
ADDRESS = f"postgresql://advisor:{HIDDEN}@127.0.0.1:1/advisor?connect_timeout=1"
SECRETS = [name for name, field in Settings.model_fields.items() if field.annotation is SecretStr]
"""Those that are secret as a whole.  A database's address only holds one."""


def full() -> dict[str, Any]:
    """Every secret there is, with the same value."""
    given = dict.fromkeys(SECRETS, HIDDEN)
    key = f"{HIDDEN}MhdZLumsEV9IZbPOhNsnvMOMQZG="
    provider = {"name": "One", "issuer": "https://login.test", "client_id": "id", "client_secret": HIDDEN}
    given |= {"advisor_keys": key, "oidc_providers": json.dumps([provider])}
    return {**given, "smtp_url": f"smtps://advisor:{HIDDEN}@127.0.0.1:1", "database_url": ADDRESS}


def test_settings_do_not_show_their_secrets() -> None:
    settings = Settings(_env_file=None, **full())
    assert len(SECRETS) >= 6
    assert HIDDEN not in f"{settings!r}{settings!s}"


@pytest.mark.parametrize("name", [*SECRETS, "database_url", "port"])
def test_a_setting_that_does_not_fit_is_told_without_its_value(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    monkeypatch.setenv(name.upper(), f"{HIDDEN}\x07")
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert name.upper() in str(told.value)
    assert HIDDEN not in f"{told.value!s}{told.value!r}"
    assert told.value.__suppress_context__, "the value stands in the error that was first"


async def test_a_database_is_told_of_without_its_password(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StoreError) as told:
        await Store.open(ADDRESS)
    logging.getLogger("bot").warning("not there: %s", told.value, exc_info=told.value)
    shown = "".join(logs.OneLine().format(record) + logs.Json().format(record) for record in caplog.records)
    assert "not there" in shown
    assert HIDDEN not in shown + str(told.value)


def test_check_names_what_does_not_work_without_a_secret(packaged: Path, tmp_path: Path) -> None:
    data = shutil.copytree(packaged, tmp_path / "data")
    given = {
        **full(),
        "slack_bot_token": "",
        "slack_app_token": "",
        "advisor_data": data,
        "mail_from": "a@b.example",
    }
    findings = asyncio.run(checkup(Settings(_env_file=None, **given)))
    assert {finding.what for finding in findings if not finding.ok} >= {"database", "e-mail"}
    assert HIDDEN not in repr(findings)


@pytest.mark.parametrize("words", [["run"], ["web"], ["worker"], ["slack"], ["people"], ["backup"], ["restore"]])
def test_no_command_takes_a_secret_where_others_read_it(words: list[str]) -> None:
    """What stands on the command line is in the list of processes and in the shell's history."""
    shown = CliRunner().invoke(main, [*words, "--help"]).output.lower()
    assert not [word for word in ("--token", "--secret", "--password", "--database-url", "--key") if word in shown]
