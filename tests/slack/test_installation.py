"""What somebody is to the installation, by every shape in which Slack names people."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.events import Belonging
from bot.slack.installation import Installation, Origin, Standing, installation_of, origin_of, standing_of

ONE = Installation("T1", bot_user="UBOT")
IN_ORGANISATION = Installation("T1", "E1")
WIDE = Installation("T1", "E1", enterprise_wide=True)
INSTALLATIONS = (ONE, IN_ORGANISATION, WIDE)
MEMBER = {"id": "U1", "team_id": "T1"}


@pytest.mark.parametrize(
    ("identity", "installation"),
    [
        ({"team_id": "T1", "user_id": "UBOT"}, ONE),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": False}, IN_ORGANISATION),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "true"}, WIDE),
        ({"team_id": "E1", "enterprise_id": "E1", "is_enterprise_install": True}, Installation("E1", "E1", True)),
    ],
)
def test_auth_test_tells_whose_installation_it_is(identity: dict[str, Any], installation: Installation) -> None:
    assert installation_of(identity) == installation


def test_accounts_of_a_workspace_are_named_as_ever_and_those_of_an_organisation_by_its_one_id() -> None:
    assert ONE.account_of("U1") == IN_ORGANISATION.account_of("U1") == "slack:T1:U1"
    assert WIDE.account_of("W1") == "slack:E1:W1"


FOREIGN = [
    {"team_id": "T1", "event": {"user": "U1", "user_team": "T2", "source_team": "T2"}},
    {"team_id": "T1", "event": {"user": "U1", "source_team": "T2"}},
    {"team_id": "T1", "event": {"user": "U1", "team": "T2"}},
    {"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}},
    {"team": {"id": "T2"}, "user": {"id": "U1", "team_id": "T2"}, "view": {"app_installed_team_id": "T1"}},
    {"team": {"id": "T2"}, "user": {"id": "U1"}, "view": {"app_installed_team_id": "T1"}},
    {"team_id": "T2", "user_id": "U1", "command": "/ask"},
]


@pytest.mark.parametrize("payload", FOREIGN)
def test_a_payload_that_names_another_workspace_speaks_against_its_sender(payload: dict[str, Any]) -> None:
    assert not ONE.belongs(payload)
    assert not IN_ORGANISATION.belongs(payload)


@pytest.mark.parametrize(
    "payload",
    [
        {"team_id": "T1", "event": {"user": "U1", "user_team": "T1", "source_team": "T1", "team": "T1"}},
        {"team_id": "T1", "event": {"user": "U1"}},
        {"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "enterprise": None},
        {"team": {"id": "T1"}, "user": {"id": "U1"}, "view": {"app_installed_team_id": "T1"}},
        {"team_id": "T1", "user_id": "U1", "enterprise_id": "", "is_enterprise_install": "false"},
    ],
)
def test_a_payload_of_the_own_workspace_speaks_for_nobody_and_against_nobody(payload: dict[str, Any]) -> None:
    assert all(installation.belongs(payload) for installation in INSTALLATIONS)


@pytest.mark.parametrize(
    "payload",
    [
        {
            "team": None,
            "enterprise": {"id": "E1"},
            "is_enterprise_install": True,
            "user": {"id": "W1", "team_id": "E1"},
        },
        {"team": {"id": "T9"}, "enterprise": {"id": "E1"}, "user": {"id": "W1", "team_id": "T9"}},
        {"team_id": "T9", "enterprise_id": "E1", "is_enterprise_install": "true", "user_id": "W1"},
        {"team_id": "E1", "event": {"user": "W1", "user_team": "E1", "source_team": "E1"}},
        {"team_id": "T9", "event": {"user": "W1", "user_team": "T9"}},
        {"team": None, "enterprise": {"id": "E1"}, "user": {"id": "W1"}, "view": {"app_installed_team_id": "E1"}},
    ],
)
def test_the_shapes_of_an_organisation_belong_to_its_installation(payload: dict[str, Any]) -> None:
    assert WIDE.belongs(payload)


@pytest.mark.parametrize(
    "payload",
    [
        {"team": None, "enterprise": {"id": "E2"}, "user": {"id": "W1"}},
        {"team_id": "T9", "enterprise_id": "E2", "is_enterprise_install": "true", "user_id": "W1"},
        {"team_id": "E1", "event": {"user": "W1", "user_team": "E2"}},
        {"team": {"id": "T9"}, "user": {"id": "W1", "team_id": "E2"}},
    ],
)
def test_another_organisation_speaks_against_its_people(payload: dict[str, Any]) -> None:
    assert not WIDE.belongs(payload)


@pytest.mark.parametrize(
    ("person", "belonging"),
    [
        (MEMBER, Belonging.MEMBER),
        (MEMBER | {"is_restricted": True}, Belonging.GUEST),
        (MEMBER | {"is_ultra_restricted": True, "is_restricted": True}, Belonging.GUEST),
        (MEMBER | {"is_stranger": True}, Belonging.STRANGER),
        (MEMBER | {"team_id": "T2"}, Belonging.STRANGER),
        (MEMBER | {"team_id": "T2", "is_restricted": True}, Belonging.STRANGER),
        (MEMBER | {"deleted": True}, Belonging.DELETED),
        (MEMBER | {"is_bot": True}, Belonging.BOT),
        (MEMBER | {"is_workflow_bot": True}, Belonging.BOT),
        (MEMBER | {"id": "USLACKBOT"}, Belonging.BOT),
        ({"id": "U1"}, Belonging.UNKNOWN),
        ({}, Belonging.UNKNOWN),
    ],
)
def test_a_profile_tells_what_somebody_is(person: dict[str, Any], belonging: Belonging) -> None:
    assert ONE.belonging(standing_of(person)) is belonging


def of_organisation(organisation: str, *teams: str) -> Standing | None:
    enterprise_user = {"enterprise_id": organisation, "teams": list(teams)}
    return standing_of({"id": "W1", "team_id": teams[0] if teams else "", "enterprise_user": enterprise_user})


def test_in_an_organisation_a_member_belongs_to_the_workspace_or_to_the_organisation() -> None:
    assert IN_ORGANISATION.belonging(of_organisation("E1", "T2", "T1")) is Belonging.MEMBER
    assert IN_ORGANISATION.belonging(of_organisation("E1", "T2")) is Belonging.STRANGER
    assert WIDE.belonging(of_organisation("E1", "T2")) is Belonging.MEMBER
    assert WIDE.belonging(of_organisation("E2", "T1")) is Belonging.STRANGER


def test_a_member_is_known_from_the_installation_of_before_by_either_of_their_ids() -> None:
    local = {"id": "U1", "team_id": "T1", "enterprise_user": {"id": "W1", "enterprise_id": "E1", "teams": ["T1"]}}
    assert WIDE.other_accounts("U1", standing_of(local)) == ("slack:T1:U1", "slack:T1:W1")
    assert IN_ORGANISATION.other_accounts("U1", standing_of(local)) == ("slack:E1:U1", "slack:E1:W1")
    assert ONE.other_accounts("U1", standing_of(MEMBER)) == ()
    assert WIDE.other_accounts("U1", None) == ()


FLAGS = ("deleted", "is_bot", "is_workflow_bot", "is_stranger", "is_restricted", "is_ultra_restricted")


@given(st.dictionaries(st.sampled_from((*FLAGS, "team_id")), st.sampled_from((True, False, None, "T1", "T2", ""))))
def test_only_a_profile_of_the_workspace_without_any_mark_is_a_member(person: dict[str, Any]) -> None:
    if ONE.belonging(standing_of({"id": "U1", **person})) is Belonging.MEMBER:
        assert person["team_id"] == "T1"
        assert not any(person.get(flag) for flag in FLAGS)


OF_WORKSPACE, OF_ORGANISATION = Origin("E1", "T1"), Origin("E1", "")


@pytest.mark.parametrize(
    ("payload", "origin"),
    [
        ({"team_id": "T1", "event": {"team": "T2"}}, Origin("", "T1")),
        ({"team_id": "T2", "enterprise_id": "E2", "authorizations": [{"team_id": "T1"}]}, Origin("", "T1")),
        ({"team_id": "T1", "authorizations": []}, Origin("", "T1")),
        ({"authorizations": [{"enterprise_id": "E1", "team_id": "T1", "is_enterprise_install": False}]}, OF_WORKSPACE),
        (
            {"authorizations": [{"enterprise_id": "E1", "team_id": "T1", "is_enterprise_install": True}]},
            OF_ORGANISATION,
        ),
        ({"team": None, "enterprise": {"id": "E1"}}, OF_ORGANISATION),
        ({"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, OF_ORGANISATION),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "true"}, OF_ORGANISATION),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "false"}, OF_WORKSPACE),
        ({"team_id": "T1", "is_enterprise_install": "true"}, Origin("", "T1")),
        ({"team_id": "E1"}, OF_ORGANISATION),
        ({"team": {"id": "T2"}, "enterprise": {"id": "E2"}, "view": {"app_installed_team_id": "T1"}}, Origin("", "T1")),
        ({"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "view": {"app_installed_team_id": "T1"}}, OF_WORKSPACE),
        ({"team": {"id": "T2"}, "view": {"app_installed_team_id": "E1"}}, OF_ORGANISATION),
        ({}, Origin()),
    ],
)
def test_a_payload_is_for_the_installation_that_slack_names(payload: dict[str, Any], origin: Origin) -> None:
    assert origin_of(payload) == origin


IDS = st.sampled_from(("T1", "T2", "E1", "E2", "", None))
OBJECTS: st.SearchStrategy[Any] = st.one_of(st.none(), IDS, st.fixed_dictionaries({"id": IDS}), st.just({}))
FIELDS = {
    "team": OBJECTS,
    "enterprise": OBJECTS,
    "team_id": IDS,
    "enterprise_id": IDS,
    "is_enterprise_install": st.sampled_from((True, False, "true", "false", None)),
    "is_bot": st.booleans(),
}
ABOUT = st.fixed_dictionaries({}, optional=FIELDS)
VIEWS = st.one_of(st.none(), st.fixed_dictionaries({}, optional={"app_installed_team_id": IDS}))
PAYLOADS = st.fixed_dictionaries({}, optional={**FIELDS, "authorizations": st.lists(ABOUT, max_size=2), "view": VIEWS})


@given(PAYLOADS)
def test_no_payload_is_for_an_installation_that_it_does_not_name(payload: dict[str, Any]) -> None:
    origin, said = origin_of(payload), str(payload)
    assert all(f"'{named}'" in said for named in (origin.enterprise, origin.team) if named)
    assert not origin.team.startswith("E")
