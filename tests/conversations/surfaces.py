"""The surfaces on which every conversation is held: whoever adds one adds a driver here."""

from collections.abc import Callable, Mapping

from tests.conversations.house import Platform
from tests.conversations.on_slack import SlackPlatform
from tests.conversations.on_teams import TeamsPlatform
from tests.conversations.on_the_web import WebPlatform

SURFACES: Mapping[str, Callable[[], Platform]] = {"web": WebPlatform, "slack": SlackPlatform, "teams": TeamsPlatform}
