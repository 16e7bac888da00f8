"""What the Slack surface itself says, through the same catalogues as the advisor's own voice.

The gettext context of each is ``slack.<id>``.
"""

import re
from collections.abc import Mapping

from bot.chat.messages import Voice, voice

WORDS: Mapping[str, str] = {
    "title": "Cluster Advisor",
    "document": "Your document",
    "close": "Close",
    "wait": "One moment, please.",
    "looking": "is looking …",
    "next": "Next",
    "to-review": "Review",
    "save": "Save",
    "back": "Back",
    "save-and-close": "Save and close",
    "typed-last": "“{button}” keeps everything. The cross may lose the text typed last.",
    "skip": "Skip for now",
    "submit": "Submit",
    "step": "Step {step} of {steps} · {title}",
    "part": "Part {part} of {parts}",
    "more-details": "More details",
    "save-and-add": "Save and add another",
    "paste": "Add a list",
    "show-entries": "Show the entries",
    "add-these": "Add these",
    "removed": "Removed “{title}”.",
    "undo": "Undo",
    "previous-part": "Previous part",
    "next-part": "Next part",
    "needs-attention": "Some answers need your attention.",
    "add": "Add: {name}",
    "edit": "Edit",
    "up": "Move up",
    "down": "Move down",
    "remove": "Remove",
    "remove-title": "Remove this entry?",
    "remove-text": "“{title}” and everything in it will be removed.",
    "keep": "Keep it",
    "untitled": "Entry without a name",
    "no-rows": "Nothing here yet.",
    "full": "There are {count} entries. That is all this list can hold.",
    "yes": "Yes",
    "no": "No",
    "no-answer": "No answer",
    "nothing-to-rate": "There is nothing to rate yet.",
    "nothing-to-choose": "There is nothing to choose from yet.",
    "shown-options": "The first {count} of {all} are shown.",
    "example": "For example: {example}",
    "choose-people": "Choose colleagues",
    "outside": "Or somebody who is not in this workspace",
    "outside-hint": "Names, one a line. I can remind only the people you choose above.",
    "too-long": "Your answer has {length} characters. Slack can only show answers of up to {limit} here. It is kept as "
    "it is. To replace it, write a shorter one below.",
    "mine": "Yours: {value}",
    "theirs": "{name}: {value}",
    "keep-mine": "Keep mine",
    "keep-theirs": "Keep the one of {name}",
    "leftovers": "No longer asked",
    "sure": "Are you sure?",
    "yes-do": "Yes",
    "no-dont": "No",
    "more": "and {count} more",
    "all-of": "All of “{title}”",
    "open": "Open",
    "offered": "Do you mean one of these?",
    "offer": "{title}. Press the button to open it.",
    "written-directly": "I have written to you directly.",
    "not-shared": "Slack does not let me write here, so nothing was shared. Add me to this channel with “/invite”, "
    "then press “Share here” once more.",
    "show-picture": "Show the picture",
    "file-comes": "“{title}” comes as a direct message.",
    "file-sent": "Here is “{title}”.",
    "file-not-sent": "I could not send you “{title}” just now. Please press the button once more in a minute.",
    "file-not-allowed": "I may not send files in this workspace yet. Please ask whoever looks after the app here to "
    "install it once more; until then you see “{title}” on the document’s web page.",
    "file-switched-off": "This workspace does not let me send “{title}”: its administrators have limited files. Ask "
    "one of them; until then you see it on the document’s web page.",
    "file-unread": "I may not open files in this workspace yet. Please ask whoever looks after the app here to "
    "install it once more. Until then, paste your table below.",
    "no-text": "I found no text in this message. Choose one with words in it, or write your question to me.",
    "press-again": "That took too long for Slack. Please press the button once more.",
    "handled": "This was already taken care of.",
    "not-taken": "I could not take this just now, nothing was saved. Please send it again.",
    "not-taken-form": "This could not be saved just now. Your answers are still here. Please try again in a minute.",
    "not-installed": "I am not installed in this workspace any more, so nothing was saved. Please ask whoever looks "
    "after the apps here to install me again.",
    "done": "Done. You can close this window.",
    "failed": "Something went wrong on our side. Please try again in a minute. If it happens again, give your "
    "administrator this reference: {reference}",
    "failed-form": "This could not be saved just now. Your answers are still here. Please try again in a minute. "
    "If it happens again, give your administrator this reference: {reference}",
    "prompts": "You could write",
    "empty-home": "Write me a message to begin.",
}


class Say:
    """Speaks one language to one person."""

    def __init__(self, locale: str = "") -> None:
        self._voice: Voice = voice(locale, "UTC")

    def __call__(self, message: str, **params: str | int) -> str:
        """A text by its id, with its parameters put in as they are.

        Raises:
            KeyError: there is no such text.
        """
        text = self._voice.text(f"slack.{message}", WORDS[message])
        return re.sub(r"\{(\w+)\}", lambda found: self._voice.put(params.get(found[1], found[0])), text)
