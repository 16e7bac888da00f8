"""Where the advisor cannot write to somebody: they, or whoever looks after the platform, have removed or blocked it."""

from bot.advisor.turn import Turn
from bot.chat.blocks import Note
from bot.store import closed_accounts
from bot.store.engine import Tx

PLATFORMS = {"slack": "Slack", "teams": "Teams"}


def notes(tx: Tx, turn: Turn) -> list[Note]:
    """A note for each platform, with what to do."""
    platforms = dict.fromkeys(account.partition(":")[0] for account in closed_accounts.own(tx, turn.person.id))
    named = [PLATFORMS.get(platform, platform) for platform in platforms]
    return [Note(turn.voice.mark("home.closed", platform=name)) for name in named]
