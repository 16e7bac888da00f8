"""What the Slack surface alone says, beside what all surfaces do."""

from collections.abc import Mapping

from bot.chat.surface_words import SurfaceVoice

WORDS: Mapping[str, str] = {
    "wait": "One moment, please.",
    "looking": "is looking …",
    "typed-last": "“{button}” keeps everything. If you close this with the cross, you may lose what you typed last.",
    "outside": "Or somebody who is not in this workspace",
    "too-long": "Your answer has {length} characters. Slack can only show answers of up to {limit} here. It is kept as "
    "it is. To replace it, write a shorter one below.",
    "not-shared": "Slack does not let me write here, so nothing was shared. Add me to this channel with “/invite”, "
    "then press “Share here” again.",
    "file-comes": "You will get “{title}” as a direct message.",
    "file-not-allowed": "I may not send files in this workspace yet. Please ask whoever looks after the app here to "
    "install it again; until then you can see “{title}” on the document’s web page.",
    "file-switched-off": "This workspace does not let me send “{title}”: its administrators have limited files. Ask "
    "one of them; until then you can see it on the document’s web page.",
    "file-unread": "I may not open files in this workspace yet. Please ask whoever looks after the app here to install "
    "it again. Until then, paste your table below.",
    "no-text": "I found no text in this message. Choose one with words in it, or write your question to me.",
    "press-again": "That took too long for Slack. Please press the button again.",
    "not-installed": "I am not installed in this workspace any more, so nothing was saved. Please ask whoever looks "
    "after the apps here to install me again.",
    "done": "Done. You can close this window.",
    "prompts": "You could write",
}


class Say(SurfaceVoice):
    """Speaks one language to one person."""

    name = "slack"
    words = WORDS
