"""What the Teams surface alone says, beside what all surfaces do."""

from collections.abc import Mapping

from bot.chat.surface_words import SurfaceVoice

WORDS: Mapping[str, str] = {
    "wait": "One moment, please. I will write to you as soon as it is done.",
    "done": "Done.",
    "optional": "{label} (optional)",
    "outside": "Or somebody who is not in your organisation",
    "not-shared": "I may not write here, so nothing was shared. Add me to this team or chat, then press “Share here” "
    "again.",
    "link-over": "This link was used, or its time is over. Write “home” and press “Open on the web” for a new one.",
    "file-declined": "“{title}” was not sent.",
    "too-long": "Your answer has {length} characters. I can only show answers of up to {limit} here. It is kept as it "
    "is. To replace it, write a shorter one below.",
    "old-card": "This card is no longer in use. Write “home” to see where things stand.",
}


class Say(SurfaceVoice):
    """Speaks one language to one person."""

    name = "teams"
    words = WORDS
