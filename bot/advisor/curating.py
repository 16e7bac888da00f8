"""x"""

from bot.advisor.turn import Turn
from bot.chat.views import Reply

NAMED = "article"


async def take_name(turn: Turn, subject: str, text: str) -> Reply | None:
    return None
