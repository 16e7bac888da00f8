"""What documents add to the house."""

from collections.abc import Mapping

from bot.advisor.documents import dialogues, handing_in, results, reviewing
from bot.advisor.registry import Handler, Press, Room
from flows.forms import FormRef

PRESSES: Mapping[Press, Handler] = {
    ("dialogue", "start"): lambda turn, p: dialogues.start(turn, p[0], parent=p[1], about=p[2]),
    ("document", "resume"): lambda turn, p: dialogues.resume(turn, p[0]),
    ("document", "open"): lambda turn, p: dialogues.open_(turn, p[0], FormRef("")),
    ("document", "edit"): lambda turn, p: dialogues.open_(turn, p[0], FormRef("review")),
    ("document", "submit"): lambda turn, p: reviewing.submit(turn, p[0], int(p[1])),
    ("document", "cancel"): lambda turn, p: dialogues.cancel(turn, p[0]),
    ("document", "restore"): lambda turn, p: dialogues.restore(turn, p[0]),
    ("document", "share"): lambda turn, p: results.share(turn, p[0], p[1]),
    ("document", "hand-in"): lambda turn, p: handing_in.hand_in(turn, p[0]),
}

ROOM = Room(PRESSES)
