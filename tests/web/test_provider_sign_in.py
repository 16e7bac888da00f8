"""Signing in at an identity provider, and joining that with who one is in chat."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from re import findall
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from bot.cli import main
from bot.oidc import fetching
from bot.oidc.client import OidcClient
from bot.oidc.diagnosis import diagnose
from bot.oidc.providers import Provider, ProviderError
from bot.settings import Settings, SettingsError, load_settings
from bot.store import memberships, people
from bot.store.programme_tables import invitations
from bot.trial import MovableClock
from bot.web.sessions import WebSettings
from tests.web import provider as local
from tests.web.office import ANA, Office, office_app
from tests.web.provider import ID, SECRET, LocalProvider, Signer
from tests.web.site import START
from tests.web.test_joining import CODE, invite

RSA, EC, OTHER = local.rsa("first"), local.elliptic("first"), local.rsa("second")
"""Made once: to make a key takes longer than a test."""
ME = 'class="me" dir="auto">Ana<'
"""In every page of Ana."""


@pytest.fixture(scope="module")
def listening() -> Iterator[LocalProvider]:
    with local.served(LocalProvider(signer=RSA)) as provider:
        yield provider


@pytest.fixture
def provider(listening: LocalProvider) -> LocalProvider:
    fresh = LocalProvider(url=listening.url, signer=RSA, now=lambda: START.timestamp())
    for name, value in vars(fresh).items():
        setattr(listening, name, value)
    return listening


@pytest.fixture
def office(settings: Settings, provider: LocalProvider) -> Iterator[Office]:
    clock = MovableClock(lambda: START)
    known = Provider("Example", provider.url, ID, SECRET)
    signing = WebSettings(secret="s" * 32, secure=True, providers=(known,), public_url="https://advisor.test")
    app = office_app(settings, signing, clock)
    with TestClient(app):
        yield Office(app, signing, clock)


def key(office: Office) -> str:
    return office.settings.providers[0].key


def sent_to(office: Office, visitor: TestClient, more: str = "") -> str:
    """Where the button on the page leads."""
    answer = visitor.get(f"/sign-in/with/{key(office)}{more}", follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def come_back(office: Office, provider: LocalProvider, visitor: TestClient, more: str = "", **claims: Any) -> Any:
    """Press the button, sign in there, and come back."""
    return visitor.get(provider.grant(sent_to(office, visitor, more), **claims))


def joined(office: Office, provider: LocalProvider) -> TestClient:
    """A browser in which Ana has joined the subject `u-1`."""
    visitor = office.signed_in()
    assert "Are both of these you?" in come_back(office, provider, visitor, "?add=1", name="Ana Example").text
    assert "From now on you can sign in like this" in visitor.post("/sign-in/join", data={"do": "yes"}).text
    return visitor


def test_somebody_who_joined_both_comes_in_by_the_provider_as_who_they_are_in_chat(
    office: Office, provider: LocalProvider
) -> None:
    joined(office, provider)
    newcomer = office.visitor()
    assert come_back(office, provider, newcomer).url.path == "/"
    assert ME in newcomer.get("/").text
    assert "last used" in newcomer.get("/sessions").text


def test_they_are_told_where_they_chat_as_soon_as_a_way_is_added_and_when_it_is_removed(
    office: Office, provider: LocalProvider
) -> None:
    visitor = joined(office, provider)
    assert "“Example – Ana Example” signs you in" in visitor.get("/").text
    there = office.visitor()
    come_back(office, provider, there)
    subject = findall(r'name="subject" value="([^"]+)"', visitor.get("/sessions").text)[0]
    visitor.post("/sessions/ways/remove", data={"subject": subject})
    assert "no longer signs you in on the web page" in visitor.get("/").text
    assert there.get("/home").url.path == "/sign-in"
    assert "We have not met" in come_back(office, provider, there).text


def test_who_is_not_known_is_welcomed_and_can_join_by_a_link_from_chat(office: Office, provider: LocalProvider) -> None:
    visitor = office.visitor()
    page = come_back(office, provider, visitor, name="Ana <b>Example</b>").text
    assert "We have not met" in page
    assert "<b>Example" not in page
    assert visitor.get("/home").url.path == "/sign-in"
    asks = visitor.post("/sign-in", data={"token": office.token()})
    assert asks.url.path == "/sign-in/join"
    assert ("Ana" in asks.text, "Ana &lt;b&gt;Example&lt;/b&gt;" in asks.text) == (True, True)
    visitor.post("/sign-in/join", data={"do": "yes"})
    assert come_back(office, provider, office.visitor()).url.path == "/"


def test_an_invitation_lets_a_stranger_in_who_then_signs_in_by_the_provider(
    office: Office, provider: LocalProvider
) -> None:
    visitor, address = office.visitor(), invite(office, CODE)
    come_back(office, provider, visitor, name="Kim Berg")
    assert "This is not an invitation" in visitor.post("/sign-in/join", data={"do": "code", "code": "//evil.test"}).text
    page = visitor.post("/sign-in/join", data={"do": "code", "code": f"https://advisor.test{address}"})
    assert (page.url.path, 'value="Kim Berg"' in page.text) == (address, True)
    assert visitor.post(address, data={"name": "Kim Berg"}).url.path == "/"
    again = office.visitor()
    assert come_back(office, provider, again).url.path == "/"
    assert "Kim Berg" in again.get("/").text


def test_the_first_administrator_comes_by_a_link_of_the_command_line(office: Office, settings: Settings) -> None:
    environment = {"ADVISOR_DATA": str(settings.advisor_data), "PUBLIC_URL": office.url}
    made = CliRunner().invoke(main, ["people", "invite-admin"], env=environment)
    with office.runtime.store.writing() as tx:  # the command line looks at the real clock
        tx.execute(invitations.update().values(ends_at=START + timedelta(days=1)))
    visitor, address = office.visitor(), made.output.strip().rpartition(office.url)[2]
    assert "administrator" in visitor.get(address).text
    assert visitor.post(address, data={"name": "Kim Berg"}).url.path == "/"
    with office.runtime.store.reading() as tx:
        assert len(memberships.administrators(tx)) == 1
    assert office.visitor().post(address, data={"name": "Lou"}).status_code == 404


def test_both_have_to_be_proven_within_minutes(office: Office, provider: LocalProvider) -> None:
    visitor = office.signed_in()
    office.clock.set(START + timedelta(minutes=11))
    provider.now = lambda: office.clock().timestamp()
    assert "Please sign in again" in come_back(office, provider, visitor, "?add=1").text
    visitor.post("/sign-in/join", data={"do": "yes"})
    assert "We have not met" in come_back(office, provider, office.visitor()).text
    assert "Are both of these you?" in visitor.post("/sign-in", data={"token": office.token()}).text
    office.clock.set(START + timedelta(minutes=22))
    assert "took too long" in visitor.post("/sign-in/join", data={"do": "yes"}).text


def test_nothing_is_joined_without_being_asked_or_by_an_equal_address(office: Office, provider: LocalProvider) -> None:
    visitor = office.signed_in()
    come_back(office, provider, visitor, email="ana@example.org", email_verified=True)
    visitor.post("/sign-in/join", data={"do": "no"})
    page = come_back(office, provider, office.visitor(), email="ana@example.org", email_verified=True)
    assert "We have not met" in page.text


def test_what_leads_to_somebody_else_of_the_programme_stays_theirs(office: Office, provider: LocalProvider) -> None:
    joined(office, provider)
    ben = office.visitor()
    ben.post("/sign-in", data={"token": office.token("web:ben")})
    assert "leads to somebody else" in come_back(office, provider, ben, "?add=1").text
    assert ME in come_back(office, provider, office.visitor()).text


def test_somebody_whose_account_belongs_no_more_is_not_let_in(office: Office, provider: LocalProvider) -> None:
    joined(office, provider)
    with office.runtime.store.writing() as tx:
        people.set_belongs(tx, ANA, False)
    visitor = office.visitor()
    assert come_back(office, provider, visitor).status_code == 403
    assert visitor.get("/home").url.path == "/sign-in"


def test_the_session_is_a_new_one_and_the_one_before_ends(office: Office, provider: LocalProvider) -> None:
    visitor = joined(office, provider)
    thief = office.visitor()
    thief.cookies.update(visitor.cookies)
    come_back(office, provider, visitor)
    assert visitor.get("/home").url.path == "/home"
    assert thief.get("/home").url.path == "/sign-in"
    visitor.post("/sessions/end", data={"session": "all"})
    assert visitor.get("/home").url.path == "/sign-in"


def test_a_sign_in_counts_in_the_browser_that_began_it_once_and_for_ten_minutes(
    office: Office, provider: LocalProvider
) -> None:
    joined(office, provider)
    attacker, victim = office.visitor(), office.visitor()
    back = provider.grant(sent_to(office, attacker))
    assert victim.get(back).status_code == 403  # with the state of somebody else
    sent_to(office, victim)
    assert victim.get(back).status_code == 403  # and with a sign-in of one's own
    forged = back.replace("state=", "state=x")
    assert attacker.get(forged).status_code == 403
    back = provider.grant(sent_to(office, attacker))
    assert attacker.get(back).url.path == "/"
    assert attacker.get(back).status_code == 403  # replayed
    back = provider.grant(sent_to(office, attacker))
    office.clock.set(START + timedelta(minutes=10))
    assert attacker.get(back).status_code == 403
    assert victim.get("/").url.path == "/sign-in"


def test_another_page_cannot_begin_a_sign_in(office: Office) -> None:
    visitor = office.visitor(**{"Sec-Fetch-Site": "cross-site"})
    answer = visitor.get(f"/sign-in/with/{key(office)}", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in"


@pytest.mark.parametrize("back", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site_afterwards(office: Office, provider: LocalProvider, back: str) -> None:
    visitor = joined(office, provider)
    answer = visitor.get(provider.grant(sent_to(office, visitor, f"?back={back}")), follow_redirects=False)
    assert answer.headers["location"] == "/"
    kept = visitor.get(provider.grant(sent_to(office, visitor, "?back=/home")), follow_redirects=False)
    assert kept.headers["location"] == "/home"


def test_what_goes_to_the_provider_holds_nothing_that_could_be_used_elsewhere(office: Office) -> None:
    asked = parse_qs(urlsplit(sent_to(office, office.visitor())).query)
    assert asked["redirect_uri"] == [f"https://advisor.test/sign-in/done/{key(office)}"]
    assert asked["scope"] == ["openid profile"]
    assert "code_verifier" not in asked
    assert all(len(asked[name][0]) >= 40 for name in ("state", "nonce", "code_challenge"))


def test_declined_at_the_provider(office: Office) -> None:
    visitor = office.visitor()
    state = parse_qs(urlsplit(sent_to(office, visitor)).query)["state"][0]
    page = visitor.get(f"/sign-in/done/{key(office)}?error=access_denied&error_description=<b>&state={state}")
    assert page.status_code == 403
    assert "You were not signed in there" in page.text
    assert visitor.get("/sign-in/with/nobody").status_code == 404


FORGED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "of another application": lambda claims: claims | {"aud": "another"},
    "of none": lambda claims: claims | {"aud": None},
    "given to another": lambda claims: claims | {"azp": "another"},
    "for several, given to nobody": lambda claims: claims | {"aud": [ID, "another"]},
    "of another issuer": lambda claims: claims | {"iss": "https://evil.test"},
    "of another sign-in": lambda claims: claims | {"nonce": "another"},
    "of no sign-in": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "expired": lambda claims: claims | {"exp": claims["iat"] - 61},
    "made long ago": lambda claims: claims | {"iat": claims["iat"] - 661},
    "made in the future": lambda claims: claims | {"iat": claims["iat"] + 61},
    "not yet valid": lambda claims: claims | {"nbf": claims["iat"] + 61},
    "without an end": lambda claims: claims | {"exp": "never"},
    "of nobody": lambda claims: claims | {"sub": ""},
    "of a number": lambda claims: claims | {"sub": 1},
}


@pytest.mark.parametrize("fault", FORGED)
async def test_a_token_that_does_not_fit_is_not_believed(provider: LocalProvider, fault: str) -> None:
    provider.change = FORGED[fault]
    with pytest.raises(ProviderError):
        await identity(provider)


def _unsigned(claims: dict[str, Any]) -> str:
    import base64
    import json

    parts = ({"alg": "none"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in parts) + "."


def _with_the_public_key(claims: dict[str, Any]) -> str:
    import json

    from joserfc import jws
    from joserfc.jwk import OctKey

    shared = OctKey.import_key(RSA.key.as_pem(private=False).replace(b"-----", b"====="))
    header = {"alg": "HS256", "kid": "first"}
    return jws.serialize_compact(header, json.dumps(claims), shared, algorithms=["HS256"])


SIGNED: dict[str, Callable[[dict[str, Any]], str]] = {
    "by nobody": _unsigned,
    "with the public key as a secret": _with_the_public_key,
    "with another key of the same name": lambda claims: Signer("first", OTHER.key, "RS256").sign(claims),
    "with a key that is not published": lambda claims: OTHER.sign(claims),
    "in a way the provider does not": lambda claims: Signer("first", RSA.key, "PS256").sign(claims),
    "with a key in its header": lambda claims: OTHER.sign(claims, jwk=OTHER.published()),
    "with something else": lambda claims: "no token",
    "with signs of another kind": lambda claims: "é.é.é",
}


@pytest.mark.parametrize("fault", SIGNED)
async def test_a_token_that_the_provider_did_not_sign_is_not_believed(provider: LocalProvider, fault: str) -> None:
    provider.token = SIGNED[fault]
    with pytest.raises(ProviderError):
        await identity(provider)


async def identity(provider: LocalProvider, client: Any = None, issuer: str = "", **claims: Any) -> Any:
    """Who the provider says somebody is, without a page around it."""
    client = client or client_of(provider)
    assert isinstance(client, OidcClient)
    back = provider.grant(await client.address("state", "nonce", "v" * 43), **claims)
    return await client.identity(parse_qs(urlsplit(back).query)["code"][0], "nonce", "v" * 43, issuer)


def client_of(provider: LocalProvider, clock: MovableClock | None = None, path: str = "") -> OidcClient:
    known = Provider("Example", provider.url + path, ID, SECRET)
    return OidcClient(known, "https://advisor.test", clock or MovableClock(lambda: START))


async def test_clocks_may_differ_by_a_minute(provider: LocalProvider) -> None:
    for seconds in (59, -59):
        provider.now = lambda seconds=seconds: START.timestamp() + seconds  # type: ignore[misc]
        provider.change = lambda claims: claims | {"exp": claims["iat"] + 1}
        assert (await identity(provider)).subject.endswith(":u-1")


async def test_a_new_key_is_looked_up_once_and_what_is_known_is_not_asked_for_again(provider: LocalProvider) -> None:
    clock = MovableClock(lambda: START)
    client = client_of(provider, clock)
    provider.now = lambda: clock().timestamp()
    before = await identity(provider, client)
    provider.signer = OTHER
    with pytest.raises(ProviderError):
        await identity(provider, client)  # not yet: nobody makes the advisor ask again and again
    clock.set(START + timedelta(seconds=11))
    assert await identity(provider, client) == before
    assert provider.asked.count("/keys") == 2
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    provider.signer = EC
    clock.set(START + timedelta(hours=1, seconds=12))
    assert await identity(provider, client) == before


async def test_a_code_counts_once_and_only_with_its_verifier(provider: LocalProvider) -> None:
    client = client_of(provider)
    code = provider.grant(await client.address("state", "nonce", "v" * 43)).partition("code=")[2]
    with pytest.raises(ProviderError, match="invalid_grant"):
        await client.identity(code, "nonce", "w" * 43)
    with pytest.raises(ProviderError, match="invalid_grant"):
        await client.identity(code, "nonce", "v" * 43)


async def test_an_answer_from_somebody_else_than_the_provider_is_not_used(provider: LocalProvider) -> None:
    with pytest.raises(ProviderError, match="Somebody else"):
        await identity(provider, issuer="https://evil.test")
    assert "/token" not in provider.asked
    assert await identity(provider, issuer=provider.url)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
@pytest.mark.parametrize("fault", [local.broken, local.page, local.elsewhere, local.a_gigabyte, local.silent])
async def test_a_provider_that_does_not_answer_as_it_should_is_told_in_plain_words(
    provider: LocalProvider, monkeypatch: pytest.MonkeyPatch, path: str, fault: Any
) -> None:
    monkeypatch.setattr(fetching, "ANSWERING", 0.1 if fault is local.silent else 5.0)
    provider.faults[path] = fault
    with pytest.raises(ProviderError) as told:
        await identity(provider)
    said = {local.broken: "error 500", local.page: "not JSON", local.elsewhere: "not followed"}
    assert {**said, local.a_gigabyte: "more than 512,000", local.silent: "did not answer"}[fault] in str(told.value)
    assert SECRET not in str(told.value)


def test_the_page_says_that_the_provider_does_not_work_and_the_log_says_why(
    office: Office, provider: LocalProvider, caplog: pytest.LogCaptureFixture
) -> None:
    provider.faults["/token"] = local.broken
    visitor = office.visitor()
    page = come_back(office, provider, visitor)
    assert page.status_code == 403
    assert "The sign-in with Example did not work just now" in page.text
    assert "error 500" in caplog.text
    assert SECRET not in caplog.text


async def test_slack_s_subjects_are_of_their_workspace(provider: LocalProvider) -> None:
    provider.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    team = "https://slack.com/team_id"
    one = await identity(provider, sub="U1", name="Ana", **{team: "T1"})
    other = await identity(provider, sub="U1", name="Ana", **{team: "T2"})
    assert (one.name, one.subject == other.subject, one.subject[-3:]) == ("Ana", False, ":U1")


async def test_microsoft_s_issuer_is_the_organisation_s(provider: LocalProvider) -> None:
    path = "/common/v2.0"
    provider.issuer = provider.url + "/{tenantid}/v2.0"
    mine, other = (f"{provider.url}/{tenant}/v2.0" for tenant in ("aaaa-1", "bbbb-2"))
    provider.key_fields = {"issuer": provider.issuer}
    client = client_of(provider, path=path)
    one = await identity(provider, client, iss=mine, tid="aaaa-1")
    two = await identity(provider, client, iss=other, tid="bbbb-2")
    assert one.subject != two.subject
    of_none = {"iss": provider.issuer, "tid": "{tenantid}"}
    wrongs: list[dict[str, Any]] = [{"iss": mine, "tid": "bbbb-2"}, {"iss": mine, "tid": None}, of_none]
    for wrong in wrongs:
        with pytest.raises(ProviderError, match="another issuer"):
            await identity(provider, client, **wrong)
    provider.key_fields = {"issuer": mine}
    with pytest.raises(ProviderError, match="another organisation"):
        await identity(provider, client_of(provider, path=path), iss=other, tid="bbbb-2")


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.test"},
        {"issuer": "https://evil.test/{tenantid}"},
        {"issuer": 1},
        {"jwks_uri": "http://evil.test/keys"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": None},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
        {"token_endpoint_auth_methods_supported": ["private_key_jwt"]},
    ],
)
async def test_a_provider_that_describes_itself_wrongly_is_not_used(provider: LocalProvider, document: Any) -> None:
    provider.document = document
    with pytest.raises(ProviderError):
        await identity(provider)


async def test_a_check_asks_the_provider_and_says_which_address_to_register(provider: LocalProvider) -> None:
    ok, said = await diagnose(Provider("Example", provider.url, ID, SECRET), "https://advisor.test/")
    assert ok
    assert f"https://advisor.test/sign-in/done/{Provider('', provider.url, '', '').key}" in said
    provider.faults["/keys"] = local.broken
    ok, said = await diagnose(Provider("Example", provider.url, ID, SECRET), "https://advisor.test")
    assert (ok, "/keys answered with the error 500. Nobody can sign in with it" in said) == (False, True)
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        gone = Provider("Example", f"http://127.0.0.1:{unused.getsockname()[1]}", ID, SECRET)
        ok, said = await diagnose(gone, "https://advisor.test")
    assert (ok, "cannot be reached" in said, SECRET in said) == (False, True, False)


MORE = '[{"name": "Slack", "issuer": "https://slack.com", "client_id": "1", "client_secret": "top secret"}]'


def test_several_providers_are_set_up_and_end_the_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OIDC_ISSUER": "https://login.microsoftonline.com/common/v2.0",
        "OIDC_CLIENT_ID": "a",
        "OIDC_CLIENT_SECRET": "b",
        "OIDC_PROVIDERS": MORE,
        "PUBLIC_URL": "https://advisor.test",
        "ADVISOR_SECRET": "c" * 32,
    }.items():
        monkeypatch.setenv(name, value)
    found = Settings(_env_file=None)
    assert [each.name for each in found.providers] == ["login.microsoftonline.com", "Slack"]
    assert [each.key for each in found.providers] == ["login-microsoftonline-com-common-v2-0", "slack-com"]
    assert (found.trial, found.problems(), "top secret" in repr(found)) == (False, [], False)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"OIDC_ISSUER": "http://login.example.org"}, "OIDC_ISSUER: must be the address"),
        ({"OIDC_ISSUER": "https://user:top secret@example.org"}, "OIDC_ISSUER: must be the address"),
        ({"OIDC_PROVIDERS": "top secret"}, "OIDC_PROVIDERS: must be a list such as"),
        ({"OIDC_PROVIDERS": MORE.replace("https://slack.com", "ftp://slack.com")}, "OIDC_PROVIDERS: must be the addr"),
        ({"OIDC_PROVIDERS": MORE.replace("client_id", "id")}, "OIDC_PROVIDERS: must be a list such as"),
        ({"OIDC_ISSUER": "https://example.org"}, "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET missing"),
        ({"OIDC_PROVIDERS": MORE}, "PUBLIC_URL is missing"),
        ({"OIDC_PROVIDERS": MORE, "PUBLIC_URL": "http://advisor.test"}, "does not begin with https://"),
        ({"OIDC_PROVIDERS": MORE[:-1] + "," + MORE[1:]}, "Slack is set up twice"),
    ],
)
def test_a_wrong_setting_of_a_provider_is_said_without_its_value(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], told: str
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    try:
        said = " ".join(load_settings().problems())
    except SettingsError as problem:
        said = str(problem)
    assert told in said
    assert "top secret" not in said
