"""What is said about forms: lists that are pasted, and entries that are removed, in English."""

from collections.abc import Mapping

FORMS: Mapping[str, str] = {
    "paste.title": "Add a list: {name}",
    "paste.intro": "Paste a list, or rows of a spreadsheet. You will see what is added before it is saved.",
    "paste.text": "Your list",
    "paste.help": "One entry per line. Bullets and numbers are left out; columns of a spreadsheet go into their "
    "fields.",
    "paste.take": "Which of these should be added?",
    "paste.nothing-chosen": "Choose at least one, or go back.",
    "paste.added": "Added: {count}. Open each one to complete it.",
}
