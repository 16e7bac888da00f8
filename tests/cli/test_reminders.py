"""``advisor reminders``: what waits, and why, without anything that people wrote; and the settings of e-mail."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from bot.cli import main
from bot.email.server import Server, read_server
from bot.settings import Settings, SettingsError, load_settings
from bot.store import Role, Scope, Store, kinds_off, reminders
from flows.reading.mail_addresses import is_address
from tests.reminders.plans import planned
from tests.store.sample import NOW, build

SECRET = "Buy the rival company"


@pytest.fixture
def waiting(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in which one reminder waits for Ana; gives its id."""
    shutil.copy(sqlite_template, tmp_path / "advisor.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path))
    return asyncio.run(_fill(tmp_path))


async def _fill(folder: Path) -> str:
    store = await Store.open(f"sqlite:///{folder / 'advisor.db'}")
    house = await build(store)
    with store.writing() as tx:
        due = replace(planned("a1", person="ana"), params={"action": SECRET, "deadline": "2027-01-15"})
        reminders.reconcile(tx, house.ana.scope, "plan:plan", [due], NOW)
        (made,) = reminders.upcoming(tx, house.ana.scope, "ana", 9)
    await store.close()
    return made.id


async def _kind_off(folder: Path) -> None:
    store = await Store.open(f"sqlite:///{folder / 'advisor.db'}")
    with store.writing() as tx:
        kinds_off.turn(tx, Scope("north", "ana", Role.STAFF), "action", on=False, now=NOW)
    await store.close()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_what_waits_is_listed_without_what_people_wrote(waiting: str) -> None:
    listed = run("reminders", "list")
    assert listed.exit_code == 0
    assert waiting[:12] in listed.stdout
    assert "Europe/" in listed.stdout
    assert SECRET not in listed.stdout
    assert "Ana" not in listed.stdout
    assert run("reminders", "list", "--account", "slack:T1:NOBODY").stdout.strip() == "Nothing is waiting."


def test_a_reminder_is_explained_by_the_beginning_of_its_id(waiting: str) -> None:
    explained = run("reminders", "explain", waiting[:12])
    assert explained.exit_code == 0
    assert "deadline  2027-01-15" in explained.stdout
    assert "working days of BE" in explained.stdout
    assert "person ana, staff, cluster north" in explained.stdout
    assert SECRET not in explained.stdout
    assert "kind off" not in explained.stdout
    asyncio.run(_kind_off(Path.cwd()))
    assert "turned reminders of this kind off" in run("reminders", "explain", waiting[:12]).stdout
    assert "this kind is off" in run("reminders", "list").stdout
    unknown = run("reminders", "explain", "%")
    assert unknown.exit_code == 1
    assert "There is no one reminder" in unknown.stderr


def test_a_test_without_a_mail_server_says_what_to_set(waiting: str) -> None:
    sent = run("reminders", "test", "mail:me@example.org")
    assert sent.exit_code == 1
    assert "Set SMTP_URL and MAIL_FROM first." in sent.stderr


def test_a_test_to_nobody_is_not_sent_and_one_to_the_page_is(waiting: str, one_engine: None) -> None:
    assert "Nobody has this account." in run("reminders", "test", "web:nobody").stderr
    assert run("reminders", "test", "web:ana").stdout.strip() == "Sent to web:ana."


SERVERS = {
    "smtp://mail.example.org": Server("mail.example.org", 587, False, None),
    "smtp://mail.example.org:25?starttls=never": Server("mail.example.org", 25, False, False),
    "smtps://me:p%40ss@mail.example.org": Server("mail.example.org", 465, True, None, "me", "p@ss"),
    "smtp://me:pass@mail.example.org": Server("mail.example.org", 587, False, True, "me", "pass"),
    "smtp://me:pass@localhost:1025": Server("localhost", 1025, False, None, "me", "pass"),
}


def test_the_address_of_a_mail_server_is_read_and_a_password_is_never_sent_openly() -> None:
    for url, server in SERVERS.items():
        assert read_server(url) == server
        assert not server.password or server.password not in repr(server)


NO_SERVERS = (
    "mail.example.org",
    "https://mail.example.org",
    "smtp://",
    "smtp://mail.example.org:port",
    "smtps://me@mail.example.org",
    "smtps://me:se/cret@mail.example.org",
    "smtp://mail.example.org?tls=no",
    "smtp://me:secret@mail.example.org?starttls=never",
    "smtp://[::1",
)


def test_a_wrong_address_of_a_mail_server_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for url in NO_SERVERS:
        monkeypatch.setenv("SMTP_URL", url)
        with pytest.raises(SettingsError) as wrong:
            load_settings()
        assert "SMTP_URL: " in str(wrong.value)
        assert "cret" not in str(wrong.value)


def test_what_e_mail_needs_besides_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    alone = Settings(smtp_url=SecretStr("smtp://localhost"))
    assert [problem.split(" is missing")[0] for problem in alone.problems()] == [
        "SMTP_URL is set, but MAIL_FROM",
        "SMTP_URL is set, but PUBLIC_URL",
    ]
    whole = alone.model_copy(update={"mail_from": "advisor@example.org", "public_url": "https://a.example"})
    assert whole.problems() == []
    with pytest.raises(SettingsError, match="MAIL_FROM: must be one e-mail address"):
        load_settings(mail_from="Advisor <a@b.example>")


NO_ADDRESSES = (
    *("", "@", "ana@", "@example.org", "ana@example", "a@b@c.example", "ana@.example.org", "ana@ex ample.org"),
    *("ana@example.org\nBcc: x@y.example", "ana@-a.example", ".ana@example.org", "äna@example.org"),
    *(f"{'a' * 65}@b.example", f"ana@{'b' * 64}.example", "ana@example.org;x@y.example", "<ana@example.org>"),
    "ana@1.2.3.4",
)


def test_addresses_as_people_have_them_are_taken_and_nothing_else() -> None:
    for text in ("ana@example.org", "ana.b+c@sub.example.co", "ana@bücher.example", "o'neil@a-b.example"):
        assert is_address(text), text
    for text in NO_ADDRESSES:
        assert not is_address(text), text
