"""Where the app is installed, as Slack tells it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Installation:
    """The workspace (``T…``) and organisation (``E…``) of the bot's token; empty where there is none.

    ``enterprise_wide``: installed for the whole organisation, so that events come from any of its workspaces.
    """

    team: str
    enterprise: str
    enterprise_wide: bool
    bot_user: str
