"""What the surface has for one installation: its client, the people there, the ways out, and its handlers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_bolt.authorization import AuthorizeResult

from bot.chat.events import Belonging
from bot.chat.outgoing import Outbox
from bot.chat.work import Work
from bot.slack.agent import AgentView
from bot.slack.connection import Client
from bot.slack.deliver import Delivery
from bot.slack.downloads import SLACK_FILES, Downloads
from bot.slack.forms import Forms
from bot.slack.handlers import NOTED, Advising, Conversations, HandlerContext
from bot.slack.installation import Installation, Standing
from bot.slack.installations import Installed
from bot.slack.people import People
from bot.slack.post import SlackPoster
from bot.slack.send import SlackSender
from bot.slack.shortcuts import Shortcuts


@dataclass(frozen=True)
class Shared:
    """What all workspaces have in common.  ``files`` is where files are fetched from, ``noted`` as in the handlers."""

    advisor: Advising
    clock: Callable[[], datetime]
    outbox: Outbox
    work: Work
    files: str = SLACK_FILES
    noted: float = NOTED


class Workspace:
    """One installation while the process knows it; nothing in it ever uses another one's token."""

    def __init__(self, installed: Installed, client: Client, shared: Shared) -> None:
        self.installed = installed
        self.client = client
        self._advisor, self._clock = shared.advisor, shared.clock
        self.people = People(client, self._learned)
        self.sender = SlackSender(client, self.people, shared.clock)
        self.poster = SlackPoster(client)
        context = HandlerContext(
            shared.advisor,
            shared.clock,
            Delivery(client, self.poster, shared.outbox),
            self.people,
            shared.work,
            lambda: self.installation,
            Downloads(client, shared.files),
            shared.noted,
        )
        self.conversations, self.forms = Conversations(context), Forms(context)
        self.shortcuts, self.agent = Shortcuts(context), AgentView(context)

    @property
    def installation(self) -> Installation:
        return self.installed.installation

    def renew(self, installed: Installed) -> None:
        """The same installation with another token or other scopes: what is known of its people still counts."""
        self.installed = installed
        self.client.token = installed.token
        self.client.refused = False

    def authorization(self, user: str | None) -> AuthorizeResult:
        """What Bolt needs to know with every request; asks nobody."""
        installation = self.installation
        return AuthorizeResult(
            enterprise_id=installation.enterprise or None,
            team_id=installation.team or None,
            bot_user_id=installation.bot_user or None,
            bot_token=self.installed.token,
            user_id=user,
        )

    async def belonging(self, user: str) -> Belonging:
        """What somebody is here, as Slack said within the last hour; unknown where it does not tell."""
        profile = await self.people.profile(user, self._clock())
        return self.installation.belonging(profile.standing)

    async def _learned(self, user: str, standing: Standing) -> None:
        account, belonging = self.installation.account_of(user), self.installation.belonging(standing)
        await self._advisor.note_belonging(account, belonging, self._clock())
