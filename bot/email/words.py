"""What the e-mail surface itself says, through the same catalogues as the advisor's own voice.

The gettext context of each is ``email.<id>``.
"""

import re
from collections.abc import Mapping

from bot.chat.messages import voice

WORDS: Mapping[str, str] = {
    "title": "Cluster Advisor",
    "hello": "Hello {name},",
    "given": "You get this because {by} of {cluster} gave me this address, so that I can remind you of what you are "
    "responsible for. I am a program: nobody reads replies to this message. Please write to {by} instead.",
    "given-unnamed": "You get this because somebody at {cluster} gave me this address, so that I can remind you of "
    "what you are responsible for. I am a program: nobody reads replies to this message.",
    "asked": "You get this because {by} of {cluster} gave me this address, so that I can send you this questionnaire. "
    "It is used for nothing else, and erased when you have answered or the questionnaire is over. I am a program: "
    "nobody reads replies to this message. Please write to {by} instead.",
    "asked-unnamed": "You get this because somebody at {cluster} gave me this address, so that I can send you this "
    "questionnaire. It is used for nothing else, and erased when you have answered or the questionnaire is over. I am "
    "a program: nobody reads replies to this message.",
    "stop": "Stop all e-mail from me",
    "stop-plain": "To stop all e-mail from me: {link}",
    "signs-in": "You get this because somebody asked for it on the web page. If that was not you, do nothing: nobody "
    "can get in without the link. I am a program: nobody reads replies to this message.",
    "sample": "This is a test of the e-mail of Cluster Advisor. Nothing is due.",
}


class Say:
    """The surface's texts in one language."""

    def __init__(self, locale: str) -> None:
        self._voice = voice(locale, "UTC")

    def __call__(self, message: str, **params: str) -> str:
        """A text by its id, with its parameters put in as they are.

        Raises:
            KeyError: there is no such text.
        """
        text = self._voice.text(f"email.{message}", WORDS[message])
        return re.sub(r"\{(\w+)\}", lambda found: self._voice.put(params.get(found[1], found[0])), text)
