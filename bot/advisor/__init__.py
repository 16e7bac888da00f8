"""What the advisor does with what it hears: no SQL, no Slack, no HTML."""

from bot.advisor.advisor import Advisor
from bot.advisor.transcript import TranscriptLine
from bot.advisor.turn import Services
from bot.advisor.web_sessions import WebSession

__all__ = ["Advisor", "Services", "TranscriptLine", "WebSession"]
