"""What surfaces themselves say, apart from the advisor's own voice and through the same catalogues.

What every surface says has the gettext context ``surface.<id>``; what one says alone, its own.
"""

import re
from collections.abc import Mapping
from typing import ClassVar

from bot.chat.messages import Voice, voice

COMMON: Mapping[str, str] = {
    "title": "Cluster Advisor",
    "document": "Your document",
    "close": "Close",
    "next": "Next",
    "to-review": "Review",
    "save": "Save",
    "back": "Back",
    "save-and-close": "Save and close",
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
    "outside-hint": "Names, one per line. I can only remind people you choose above.",
    "mine": "Yours: {value}",
    "theirs": "{name}: {value}",
    "keep-mine": "Keep mine",
    "keep-theirs": "Keep {name}’s version",
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
    "written-nowhere": "I have an answer that is only for you, but I cannot write to you directly yet. Open a chat "
    "with me, say hello, and ask again.",
    "show-picture": "Show the picture",
    "file-sent": "Here is “{title}”.",
    "file-not-sent": "I could not send you “{title}” just now. Please press the button again in a minute.",
    "handled": "This has already been taken care of.",
    "not-taken": "I could not take this just now, so nothing was saved. Please send it again.",
    "not-taken-form": "This could not be saved just now. Your answers are still here. Please try again in a minute.",
    "failed": "Something went wrong on our side. Please try again in a minute. If it happens again, give your "
    "administrator this reference: {reference}",
    "failed-form": "This could not be saved just now. Your answers are still here. Please try again in a minute. "
    "If it happens again, give your administrator this reference: {reference}",
    "empty-home": "Write me a message to begin.",
}


class SurfaceVoice:
    """Speaks one language to one person; each surface adds its own ``words`` under the context of its ``name``."""

    name: ClassVar[str]
    words: ClassVar[Mapping[str, str]]

    def __init__(self, locale: str = "") -> None:
        self._voice: Voice = voice(locale, "UTC")

    def __call__(self, message: str, **params: str | int) -> str:
        """A text by its id, with its parameters put in as they are.

        Raises:
            KeyError: there is no such text.
        """
        own = self.words.get(message)
        context = "surface" if own is None else self.name
        text = self._voice.text(f"{context}.{message}", COMMON[message] if own is None else own)
        return re.sub(r"\{(\w+)\}", lambda found: self._voice.put(params.get(found[1], found[0])), text)
