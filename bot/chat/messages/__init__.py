"""The advisor's own voice: every message once, by id, through gettext.

A message id is the gettext context and its English text the msgid, so that translators see both.  English needs no
catalogue; other languages lie in ``locale/<language>/LC_MESSAGES/advisor.mo`` beside this package.
"""

from bot.chat.messages.voice import Voice, catalogue, voice

__all__ = ["Voice", "catalogue", "voice"]
