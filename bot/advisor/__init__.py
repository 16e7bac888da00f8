"""What the advisor does with what it hears: no SQL, no Slack, no HTML."""

from bot.advisor.advisor import Advisor
from bot.advisor.transcript import Line
from bot.advisor.turn import Desk

__all__ = ["Advisor", "Desk", "Line"]
