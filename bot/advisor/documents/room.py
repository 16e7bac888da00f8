"""What documents add to the house."""

from collections.abc import Mapping

from bot.advisor.documents import (
    changes,
    comparing,
    dialogues,
    files,
    handing_in,
    keeping,
    pictures,
    restoring,
    results,
    reviewing,
    taking_over,
)
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
    ("document", "hand-in-as-is"): lambda turn, p: handing_in.hand_in(turn, p[0], as_it_is=int(p[1])),
    ("document", "copy"): lambda turn, p: keeping.copy(turn, p[0]),
    ("document", "rename"): lambda turn, p: keeping.ask_name(turn, p[0]),
    ("document", "delete"): lambda turn, p: keeping.ask_delete(turn, p[0]),
    ("document", "delete-it"): lambda turn, p: keeping.delete(turn, p[0]),
    ("document", "take-over"): lambda turn, p: taking_over.take_over(turn, p[0]),
    ("document", "discard"): lambda turn, p: changes.discard(turn, p[0], int(p[1])),
    ("document", "bring-back"): lambda turn, p: changes.bring_back(turn, p[0], int(p[1])),
    ("document", "version"): lambda turn, p: results.version(turn, p[0], p[1]),
    ("document", "compare"): lambda turn, p: comparing.compared(turn, p[0], p[1], p[2]),
    ("document", "compare-part"): lambda turn, p: comparing.part(turn, p[0], p[1], p[2], "".join(p[3:4])),
    ("document", "as-draft"): lambda turn, p: restoring.ask(turn, p[0], p[1]),
    ("document", "as-draft-part"): lambda turn, p: restoring.part(turn, p[0], p[1], p[2]),
    ("document", "as-draft-now"): lambda turn, p: restoring.restore(turn, p[0], p[1], int(p[2])),
    ("document", "table"): lambda turn, p: results.table(turn, p[0], p[1], p[2]),
    ("document", "part"): lambda turn, p: results.page(turn, p[0], p[1], p[2]),
    ("document", "picture"): lambda turn, p: pictures.show(turn, p[0], p[1], p[2]),
    ("document", "file"): lambda turn, p: files.file(turn, p[0], p[1], f"document.{p[2]}"),
    ("document", "behind"): lambda turn, p: results.behind(turn, p[0], p[1]),
}

ROOM = Room(PRESSES, awaited={keeping.NAME: keeping.AWAITED})
