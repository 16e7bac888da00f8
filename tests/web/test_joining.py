"""The page of an invitation: for somebody new, for somebody signed in, and for a link that does not work."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from bot.secret_ids import secret_id
from bot.settings import Settings
from bot.store import Role, Scope, invitations, people
from bot.store.engine import Tx
from bot.trial import MovableClock
from bot.web.sessions import WebSettings
from tests.web.office import ANA, BEN, Office, office_app, run
from tests.web.site import START

CODE = "join-" + "a" * 43


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    clock, signing = MovableClock(lambda: START), WebSettings(secret="s" * 32, secure=True)
    app = office_app(settings, signing, clock)
    with TestClient(app):
        yield Office(app, signing, clock)


def invite(office: Office, code: str, role: Role = Role.STAFF, uses: int = 1) -> str:
    """An invitation of Ana to her cluster: its address."""

    def work(tx: Tx) -> None:
        ana = people.by_account(tx, ANA)
        assert ana is not None
        scope, ends_at = Scope(ana.cluster, ana.id, Role.ADMIN), START + timedelta(days=14)
        ids = [ana.cluster] if role is Role.STAFF else []
        invitations.make(tx, scope, role=role, ids=ids, secret=secret_id(code), uses=uses, ends_at=ends_at, now=START)

    run(office.runtime.store.write(work))
    return f"/join/{code}"


def person(office: Office, account: str) -> people.Person | None:
    return run(office.runtime.store.read(lambda tx: people.by_account(tx, account)))


def test_somebody_new_looks_says_their_name_and_is_in(office: Office) -> None:
    address = invite(office, CODE)
    visitor = office.visitor()
    for _ in range(2):  # the preview of a mail program looks first
        page = visitor.get(address)
        assert (page.status_code, page.headers["x-robots-tag"]) == (200, "noindex, nofollow")
        assert "invites you to join as staff of New cluster" in page.text
    assert "Write your name" in visitor.post(address, data={"name": "  "}).text
    assert visitor.post(address, data={"name": "Kim Berg"}).url.path == "/"
    assert "Kim Berg" in visitor.get("/").text
    ana = person(office, ANA)
    assert ana is not None
    with_ana = run(office.runtime.store.read(lambda tx: people.colleagues(tx, ana.scope)))
    assert [each.name for each in with_ana if each.name != "Ana" and each.name != "Ben"] == ["Kim Berg"]
    late = office.visitor().post(address, data={"name": "Lou"})
    assert (late.status_code, "has been used up" in late.text) == (404, True)


def test_who_has_no_chat_is_let_in_again_once_by_an_administrator_s_link(office: Office) -> None:
    office.visitor().post(invite(office, CODE), data={"name": "Kim Berg"})
    code = f"join-{'c' * 43}"

    def work(tx: Tx) -> None:
        ana = people.by_account(tx, ANA)
        assert ana is not None
        kim = next(each for each in people.colleagues(tx, ana.scope) if each.name == "Kim Berg")
        until = START + timedelta(days=14)
        boss = Scope("", ana.id, Role.ADMIN)
        invitations.again(tx, boss, kim.id, secret=secret_id(code), ends_at=until, now=START)

    run(office.runtime.store.write(work))
    other = office.visitor()
    assert "lets Kim Berg in again" in other.get(f"/join/{code}").text
    assert office.signed_in().post(f"/join/{code}").url.path == "/"  # Ana is told that it is not hers
    assert "Kim Berg" in other.post(f"/join/{code}").text
    assert office.visitor().post(f"/join/{code}").status_code == 404


def test_who_is_signed_in_joins_with_their_account_and_speaks_for_it(office: Office) -> None:
    address = invite(office, CODE, Role.COACH)
    visitor = office.signed_in()
    assert "You are signed in as Ana" in visitor.get(address).text
    assert visitor.post(address).url.path == "/"
    ana = person(office, ANA)
    assert ana is not None
    assert (ana.role, ana.parts) == (Role.COACH, 2)
    assert "Speak for …" in visitor.get("/home").text
    assert person(office, BEN) is not None
    for wrong in ("/join/join-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "/join/nothing", f"/join/{CODE[:-1]}"):
        page = office.visitor().get(wrong)
        assert (page.status_code, "do not know this invitation" in page.text) == (404, True)
