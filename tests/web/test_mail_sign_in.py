"""Signing in by a link in an e-mail: to an address that was proven, or that an administrator named."""

from collections.abc import Iterator
from datetime import timedelta
from re import search

import pytest
from starlette.testclient import TestClient

from bot.chat.blocks import Buttons
from bot.chat.views import Message
from bot.settings import Settings
from bot.store import mail_addresses, people, programme_setup
from bot.store.engine import Tx
from bot.store.programme_setup import Invited
from bot.store.programme_tables import invited
from bot.store.scope import Role
from bot.trial import MovableClock
from bot.web.sessions import WebSettings
from tests.web.office import ANA, Office, office_app, run
from tests.web.site import START

ADDRESS = "ana@example.org"
SAME = "If the advisor knows this address, a link is on its way to it."

Sent = list[tuple[str, str, Message]]


@pytest.fixture
def sent() -> Sent:
    return []


@pytest.fixture
def office(settings: Settings, sent: Sent) -> Iterator[Office]:
    async def send(address: str, name: str, message: Message) -> None:
        sent.append((address, name, message))

    clock = MovableClock(lambda: START)
    signing = WebSettings(secret="s" * 32, secure=True, public_url="https://advisor.test", send_mail=send)
    app = office_app(settings, signing, clock)
    with TestClient(app):
        yield Office(app, signing, clock)


def link_of(sent: Sent) -> str:
    """The path of the link in the last e-mail."""
    (_, _, message) = sent[-1]
    urls = [button.url for block in message.blocks if isinstance(block, Buttons) for button in block.items]
    assert urls[0].startswith("https://advisor.test/sign-in")
    return urls[0].removeprefix("https://advisor.test")


def token_of(sent: Sent) -> str:
    return link_of(sent).partition("token=")[2]


def proven(office: Office, sent: Sent, address: str = ADDRESS) -> TestClient:
    """A browser in which Ana has proven an address."""
    visitor = office.signed_in()
    assert "on its way" in visitor.post("/sessions/ways/mail", data={"address": address}).text
    page = visitor.get(link_of(sent))  # mail programs look, too
    assert "a…@example.org" in page.text
    assert "Are both of these you?" in visitor.post(link_of(sent)).text
    assert "a…@example.org" in visitor.post("/sign-in/join", data={"do": "yes"}).text
    return visitor


def test_an_address_that_was_proven_gets_a_link_that_works_once_for_fifteen_minutes(office: Office, sent: Sent) -> None:
    proven(office, sent)
    start = START + timedelta(minutes=3)
    office.clock.set(start)
    visitor = office.visitor()
    assert SAME in visitor.post("/sign-in/mail", data={"address": " Ana@Example.org "}).text
    assert (sent[-1][0], sent[-1][1]) == ("Ana@Example.org", "Ana")
    office.clock.set(start + timedelta(minutes=14))
    token = token_of(sent)
    assert visitor.post("/sign-in", data={"token": token}).url.path == "/"
    assert visitor.post("/sign-in", data={"token": token}).status_code == 403
    office.visitor().post("/sign-in/mail", data={"address": ADDRESS})
    older = token_of(sent)
    office.clock.set(start + timedelta(minutes=17))
    office.visitor().post("/sign-in/mail", data={"address": ADDRESS})
    assert office.visitor().post("/sign-in", data={"token": older}).status_code == 403
    office.clock.set(start + timedelta(minutes=33))
    assert office.visitor().post("/sign-in", data={"token": token_of(sent)}).status_code == 403


def test_nobody_learns_whether_an_address_is_known(office: Office, sent: Sent) -> None:
    proven(office, sent)
    office.clock.set(START + timedelta(minutes=3))
    before = len(sent)
    known = office.visitor().post("/sign-in/mail", data={"address": ADDRESS})
    unknown = office.visitor().post("/sign-in/mail", data={"address": "nobody@example.org"})
    again = office.visitor().post("/sign-in/mail", data={"address": ADDRESS})
    assert known.text == unknown.text == again.text
    assert len(sent) == before + 1  # and nobody fills the box of somebody else


def test_one_connection_asks_for_few_links(office: Office, sent: Sent) -> None:
    answers = [office.visitor().post("/sign-in/mail", data={"address": f"{n}@example.org"}) for n in range(12)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert sent == []


def test_an_address_that_an_administrator_invited_somebody_with_gets_links(office: Office, sent: Sent) -> None:
    def work(tx: Tx) -> None:
        ana = people.by_account(tx, ANA)
        assert ana is not None
        programme_setup.add_invited(tx, Role.STAFF, [ana.cluster], Invited("Ana", ADDRESS), START)

    run(office.runtime.store.write(work))
    office.visitor().post("/sign-in/mail", data={"address": ADDRESS})
    assert sent == []  # she has not come by it

    def came(tx: Tx) -> None:
        ana = people.by_account(tx, ANA)
        assert ana is not None
        tx.execute(invited.update().values(person_id=ana.id))

    run(office.runtime.store.write(came))
    office.clock.set(START + timedelta(minutes=2))
    visitor = office.visitor()
    visitor.post("/sign-in/mail", data={"address": ADDRESS})
    assert visitor.post("/sign-in", data={"token": token_of(sent)}).url.path == "/"


def test_an_address_that_a_colleague_gave_for_reminders_signs_nobody_in(office: Office, sent: Sent) -> None:
    def work(tx: Tx) -> None:
        ana = people.by_account(tx, ANA)
        assert ana is not None
        given = {"who": "name:Kim", "name": "Kim", "address": "kim@example.org", "zone": "UTC", "locale": "en"}
        mail_addresses.give(tx, ana.scope, **given, now=START)

    run(office.runtime.store.write(work))
    office.visitor().post("/sign-in/mail", data={"address": "kim@example.org"})
    assert sent == []


def test_who_stopped_e_mail_gets_no_link(office: Office, sent: Sent) -> None:
    proven(office, sent)

    def work(tx: Tx) -> None:
        mail_addresses.new_stop(tx, ADDRESS, "secret", START)
        mail_addresses.set_stopped(tx, "secret", True, START)

    run(office.runtime.store.write(work))
    office.clock.set(START + timedelta(minutes=3))
    before = len(sent)
    office.visitor().post("/sign-in/mail", data={"address": ADDRESS})
    assert len(sent) == before


def test_a_link_that_proves_an_address_is_for_who_asked_for_it_and_only_the_newest(office: Office, sent: Sent) -> None:
    ana, ben = office.signed_in(), office.visitor()
    ben.post("/sign-in", data={"token": office.token("web:ben")})
    ana.post("/sessions/ways/mail", data={"address": ADDRESS})
    older = link_of(sent)
    ana.post("/sessions/ways/mail", data={"address": "a@example.org"})
    assert ben.post(older).status_code == 403
    assert "asked for by somebody else" in ben.post(link_of(sent)).text
    assert ana.post(link_of(sent)).status_code == 403  # it was used
    assert search("How you sign in.*<ul", ana.get("/sessions").text.replace("\n", "")) is None


def test_what_is_no_address_is_said(office: Office, sent: Sent) -> None:
    assert "not an e-mail address" in office.visitor().post("/sign-in/mail", data={"address": "ana"}).text
    assert "not an e-mail address" in office.signed_in().post("/sessions/ways/mail", data={"address": "a b@c"}).text
    assert sent == []
