"""A part of a document, place by place, each with the way to comment on it; and all that was said of a document."""

from collections.abc import Sequence

from bot.advisor.commenting.about import HandedIn, decoded, encoded, handed_in
from bot.advisor.documents import comment_trail, commented, places
from bot.advisor.documents.drafts import GoneError, load
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Heading, Note, Style, Text
from bot.chat.views import DocumentView, Message, Reply
from bot.store import comments
from bot.store.comments import Comment, Place
from bot.store.engine import Tx

DOCUMENT = "comment"
"""Stands where documents have their id, before document, version and place: ``comment:<document>:<version>:<place>``.
"""
PAGE = 20
"""Places on one page of a long list."""


@reads
def show(tx: Tx, turn: Turn, document: str, number: str, place: str, first: str = "") -> Reply:
    """The button "Comment on": the rows and fields of a page, or the fields of a row."""
    return shown(tx, turn, document, number, place, first)


def shown(
    tx: Tx, turn: Turn, document: str, number: str, place: str, first: str = "", said: Sequence[Block] = ()
) -> Reply:
    """The same in a transaction, with what was just said of it on top."""
    found, path = handed_in(tx, turn, document, number), decoded(place)
    if found is None:
        return turn.say("comment.not-handed-in")
    if not path or path[0] not in found.dialogue.pages():
        return turn.say("comment.no-place")
    if len(path) > 2:
        inside = list(places.of_row(turn.voice, found.dialogue, found.answers, path))
    else:
        inside = list(places.of_page(turn.voice, found.dialogue, found.answers, path[0]))
    if not inside:
        return turn.say("comment.no-place")
    own = path[:3] if len(path) > 2 else path[:1]
    return Reply(view=_view(tx, turn, found, own, inside, int(first) if first.isdigit() else 0, said))


def _view(
    tx: Tx,
    turn: Turn,
    found: HandedIn,
    path: tuple[str, ...],
    inside: Sequence[Place],
    first: int,
    said: Sequence[Block],
) -> DocumentView:
    say, version = turn.voice.say, found.version
    known = comments.of_document(tx, turn.scope, version.document)
    title = say("comment.part-title", part=places.called(turn.voice, found.dialogue, found.answers, inside[0]))
    if len(path) == 1:
        page = turn.voice.text(found.dialogue.id, found.dialogue.pages()[path[0]].title)
        title = say("comment.part-title", part=page)
    first = first if 0 <= first < len(inside) else 0
    items = tuple(_entry(turn, found, place, known, alone=len(path) > 2) for place in inside[first : first + PAGE])
    action = f"comment:part:{found.about}:{encoded(path)}"
    ways = [Button(say("comment.back"), f"document:version:{found.about}")]
    if len(path) > 2:
        ways.insert(0, Button(say("list.back"), f"comment:part:{found.about}:{path[0]}"))
    if first:
        ways.insert(0, Button(say("list.before"), f"{action}:{max(first - PAGE, 0)}"))
    if first + PAGE < len(inside):
        ways.insert(0, Button(say("list.next"), f"{action}:{first + PAGE}"))
    blocks = (
        Heading(title),
        *said,
        Text(turn.voice.mark("document.statement", statement=found.title)),
        Entries(say("state.version", version=version.number), items),
        Buttons(tuple(ways)),
        Note(turn.voice.mark("comment.part-how")),
    )
    return DocumentView(f"{DOCUMENT}:{found.about}:{encoded(path)}", title, Message(title, blocks), paper=False)


def _entry(turn: Turn, found: HandedIn, place: Place, known: Sequence[Comment], *, alone: bool) -> Entry:
    """A place with what was said of it; ``alone``: the row whose fields are listed."""
    say = turn.voice.say
    here = [each for each in known if each.path == place.path]
    drafts = [each for each in here if each.sent_at is None and each.version == found.version.number]
    about = places.called(turn.voice, found.dialogue, found.answers, place)
    write = f"comment:write:{found.about}:{encoded(place.path)}"
    style = Style.NORMAL if drafts else Style.PRIMARY
    buttons = [Button(say("comment.change" if drafts else "comment.write"), write, style)]
    if len(place.path) == 3 and not alone:
        inside = f"comment:part:{found.about}:{encoded(place.path)}"
        buttons.append(Button(say("comment.fields"), inside, Style.LINK))
    last = (drafts or here)[-1:]
    chips = tuple(chip for each in last for chip in commented.chips(turn, each, found.version.number))
    return Entry(about, " · ".join(commented.said(turn, each) for each in last), tuple(buttons), chips)


@reads
def everything(tx: Tx, turn: Turn, document: str) -> Reply:
    """All that coaches said of a document and what was answered, version by version."""
    said = comment_trail.read(tx, turn, document)
    if turn.is_coach:
        newest = max((each.version for each in said[0]), default=0)
        found = handed_in(tx, turn, document, str(newest))
        if found is None:
            return turn.say("comment.not-handed-in")
        dialogue, answers, title = found.dialogue, found.answers, found.title
    else:
        try:
            draft = load(tx, turn, document)
        except GoneError:
            return turn.say("dialogue.gone")
        dialogue, answers, title = draft.dialogue, draft.answers, draft.title(turn.voice)
    told = tuple(comment_trail.blocks(turn, dialogue, answers, said))
    back = Buttons((Button(turn.voice.say("comment.back"), f"document:open:{document}"),))
    blocks = (*(told or (Text(turn.voice.mark("comment.none")),)), back)
    return Reply(window=Message(f"{turn.voice.say('comment.trail')}: {title}", blocks))
