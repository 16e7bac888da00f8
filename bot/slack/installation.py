"""Whose installation this is, and what somebody is to it: by the payload that they send and by their profile.

A payload of somebody else's workspace can only speak against a person; that somebody is a member, only the profile
tells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.events import Belonging

Payload = Mapping[str, Any]

HOMES = 20
"""Workspaces of one person that are looked at."""


@dataclass(frozen=True)
class Standing:
    """What a profile (`users.info`) says of somebody's place; ``workspaces`` are those of their organisation, ``user``
    is their id in all of it."""

    team: str = ""
    organisation: str = ""
    workspaces: tuple[str, ...] = ()
    deleted: bool = False
    bot: bool = False
    stranger: bool = False
    guest: bool = False
    user: str = ""


def standing_of(person: Payload) -> Standing | None:
    """The standing in a user object of Slack's; None where it names no team, so that nothing can be told by it."""
    of_organisation = person.get("enterprise_user") or {}
    team, organisation = str(person.get("team_id") or ""), str(of_organisation.get("enterprise_id") or "")
    if not team and not organisation:
        return None
    return Standing(
        team=team,
        organisation=organisation,
        workspaces=tuple(str(workspace) for workspace in of_organisation.get("teams") or ()),
        deleted=bool(person.get("deleted")),
        bot=bool(person.get("is_bot") or person.get("is_workflow_bot") or person.get("id") == "USLACKBOT"),
        stranger=bool(person.get("is_stranger")),
        guest=bool(person.get("is_restricted") or person.get("is_ultra_restricted")),
        user=str(of_organisation.get("id") or ""),
    )


@dataclass(frozen=True)
class Installation:
    """The workspace (``T…``) in which the advisor is installed, and its organisation (``E…``) if it has one.

    ``enterprise_wide``: installed for the whole organisation.  ``bot_user`` is the advisor there, ``name`` what the
    workspace is called.
    """

    team: str
    enterprise: str = ""
    enterprise_wide: bool = False
    bot_user: str = ""
    name: str = ""

    @property
    def home(self) -> str:
        """The one id by which accounts are named, in whatever shape a payload comes."""
        return self.enterprise if self.enterprise_wide and self.enterprise else self.team

    @property
    def workspace(self) -> str:
        return f"slack:{self.home}"

    def account_of(self, user: str) -> str:
        """The account of a user."""
        return f"{self.workspace}:{user}"

    def other_accounts(self, user: str, standing: Standing | None) -> tuple[str, ...]:
        """The accounts under which a member may be known from another installation in their organisation: that of one
        of their workspaces where this is the organisation's, and the other way round.

        Slack gives a user one id in all workspaces of an organisation, beside the one of before it joined that.
        """
        if standing is None or not standing.organisation:
            return ()
        homes = standing.workspaces[:HOMES] if self.enterprise_wide else (standing.organisation,)
        ids = dict.fromkeys(id for id in (user, standing.user) if id)
        return tuple(f"slack:{home}:{id}" for home in homes for id in ids)

    def belongs(self, payload: Payload) -> bool:
        """Whether nothing in a payload says that it comes from somebody of another workspace or organisation.

        Which workspaces an organisation has, no payload tells; there only another organisation speaks against them.
        """
        foreign = set(_teams(payload)) - {self.team, self.enterprise, ""}
        if self.enterprise_wide:
            foreign = {team for team in foreign if team.startswith("E")}
        return not foreign and self._is_own(_organisations(payload))

    def _is_own(self, organisations: Iterator[str]) -> bool:
        return not self.enterprise_wide or set(organisations) <= {self.enterprise, ""}

    def belonging(self, standing: Standing | None) -> Belonging:
        """What somebody is here; unknown where their profile was not read."""
        if standing is None:
            return Belonging.UNKNOWN
        if standing.deleted:
            return Belonging.DELETED
        if standing.bot:
            return Belonging.BOT
        if standing.stranger or not self._is_home_of(standing):
            return Belonging.STRANGER
        return Belonging.GUEST if standing.guest else Belonging.MEMBER

    def _is_home_of(self, standing: Standing) -> bool:
        if self.enterprise_wide:
            return self.enterprise in (standing.organisation, standing.team)
        if standing.workspaces:
            return self.team in standing.workspaces
        return standing.team == self.team


def installation_of(identity: Payload) -> Installation:
    """The installation that Slack's answer to ``auth.test`` describes."""
    team = str(identity.get("team_id") or "")
    organisation = str(identity.get("enterprise_id") or "")
    wide = is_true(identity.get("is_enterprise_install")) or (not organisation and team.startswith("E"))
    enterprise, name = organisation or (team if wide else ""), str(identity.get("team") or "")
    return Installation(team, enterprise, wide, str(identity.get("user_id") or ""), name)


@dataclass(frozen=True)
class Origin:
    """For which installation a payload is: that of a workspace, or of a whole organisation, where ``team`` is empty."""

    enterprise: str = ""
    team: str = ""

    @property
    def home(self) -> str:
        """The home of an installation of exactly this workspace or organisation."""
        return self.team or self.enterprise


def origin_of(payload: Payload) -> Origin:
    """For which installation Slack has sent a payload, whoever its sender is.

    An event of a shared channel names the sender's workspace; the installation stands in its authorisation.  In a
    window that somebody of another workspace sends, it stands in the window.
    """
    about = _authorisation(payload) or payload
    team, enterprise = _id_of(about, "team"), _id_of(about, "enterprise")
    view = payload.get("view")
    opened_in = str(view.get("app_installed_team_id") or "") if isinstance(view, Mapping) else ""
    if opened_in and opened_in != team:
        return Origin(opened_in, "") if opened_in.startswith("E") else Origin("", opened_in)
    if team.startswith("E"):
        return Origin(enterprise or team, "")
    wide = bool(enterprise) and is_true(about.get("is_enterprise_install"))
    return Origin(enterprise, "" if wide else team)


def _authorisation(payload: Payload) -> Payload | None:
    """The installation to which an event is shown: the bot's, where a person let the app in as well."""
    given = [found for found in payload.get("authorizations") or () if isinstance(found, Mapping)]
    return next((found for found in given if is_true(found.get("is_bot"))), given[0] if given else None)


def _id_of(about: Payload, what: str) -> str:
    """The id of a ``team`` or ``enterprise``: an object in interactions, a field of its own elsewhere."""
    found = about.get(what)
    return str((found.get("id") if isinstance(found, Mapping) else found) or about.get(f"{what}_id") or "")


def is_true(flag: object) -> bool:
    """A flag of Slack's, which is a text in the payloads of commands."""
    return flag is True or str(flag).lower() == "true"


def _teams(payload: Payload) -> Iterator[str]:
    """The teams that a payload names as the sender's own."""
    event, view, user = (payload.get(key) or {} for key in ("event", "view", "user"))
    if event:
        yield from (str(event.get(key) or "") for key in ("user_team", "source_team", "team"))
        return
    team = payload.get("team") or {}
    yield str(team.get("id") or "") if isinstance(team, Mapping) else str(team)
    yield str(payload.get("team_id") or "")
    yield str(user.get("team_id") or "") if isinstance(user, Mapping) else ""
    yield str(view.get("app_installed_team_id") or "")


def _organisations(payload: Payload) -> Iterator[str]:
    """The organisations that an interaction or a command names; those of an event are in its authorisation."""
    if not payload.get("event"):
        yield str((payload.get("enterprise") or {}).get("id") or "")
        yield str(payload.get("enterprise_id") or "")
