"""A coach's comment on a row or field: written in a form, or in the chat; a draft until it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.advisor.commenting import parts
from bot.advisor.commenting.about import KEPT, HandedIn, encoded, handed_in, split
from bot.advisor.documents import places
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import FormView, Message, Reply
from bot.store import comments, expected
from bot.store.comments import Comment, Kind, Place
from bot.store.engine import Tx
from flows.dialogue import Dialogue, Page
from flows.fields import Choice, Raw, choice, long_text, questions
from flows.findings import Words
from flows.forms import FormRef, build_form
from flows.typed import clean
from flows.validation import FieldError, Path, Scene

DOCUMENT = parts.DOCUMENT

PAGE = "write"
COMMENT = "comment"
"""What is awaited of a coach."""
PATIENCE = timedelta(hours=1)
LONGEST = 3_000
"""Characters of a comment."""

KINDS = (
    Choice(Kind.CHANGE.value, "Change requested"),
    Choice(Kind.QUESTION.value, "Question"),
    Choice(Kind.ACCEPT.value, "Accepted"),
)


class WritePage(Page):
    title = "Your comment"
    intro = "Only you see it until you send everything back."
    kind: str = choice("What do you want?", KINDS)
    text: str | None = long_text("What do you want to say?", example="Name one person for this.", required=False)


class Writing(Dialogue):
    """The page of one comment; no document is made of it."""

    id = "comment"
    command = "comment"
    title = "Comment"
    purpose = "Say something about a row or field of what was handed in."
    minutes = 1
    write: WritePage


@dataclass(frozen=True)
class _Found:
    """A place of a version, and what the coach has written about it and not sent back."""

    version: HandedIn
    place: Place
    draft: Comment | None

    @property
    def subject(self) -> str:
        return f"{self.version.about}:{encoded(self.place.path)}"


def _find(tx: Tx, turn: Turn, document: str, number: str, path: Path) -> _Found | Reply:
    """What is to be commented on, or why it is not."""
    version = handed_in(tx, turn, document, number)
    if version is None:
        return turn.say("comment.not-handed-in")
    place = places.place_at(turn.voice, version.dialogue, version.answers, path)
    draft = comments.draft_at(tx, turn.scope, document, version.version.number, path)
    if place is None and draft is not None:
        place = Place(draft.path, draft.row_name, draft.question)
    return _Found(version, place, draft) if place is not None else turn.say("comment.no-place")


@writes
def write(tx: Tx, turn: Turn, document: str, number: str, path: Path) -> Reply:
    """The button "Comment": the form, which may be left for the chat."""
    found = _find(tx, turn, document, number, path)
    if isinstance(found, Reply):
        return found
    expected.expect(tx, turn.person.id, turn.conversation, COMMENT, found.subject, turn.now)
    return Reply(view=_form(turn, found, _answers(found)))


@reads
def _opened(tx: Tx, turn: Turn, document: str, number: str, path: Path) -> Reply:
    found = _find(tx, turn, document, number, path)
    return found if isinstance(found, Reply) else Reply(view=_form(turn, found, _answers(found)))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form, or the part of the document for every other page."""
    document, number, path = split(about)
    if ref.page == PAGE:
        return await _opened(turn, document, number, path)
    return await parts.show(turn, document, number, encoded(path))


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """Keep what was written; once it is complete, show the part again."""
    document, number, path = split(sent.document.partition(":")[2])
    if sent.intent is Intent.BACK:
        return await parts.show(turn, document, number, encoded(path))
    return await _receive(turn, document, number, path, sent)


@writes
def _receive(tx: Tx, turn: Turn, document: str, number: str, path: Path, sent: FormSent) -> Reply:
    found = _find(tx, turn, document, number, path)
    if isinstance(found, Reply):
        return found
    asked = questions(WritePage)
    typed = {key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in asked}
    answers: dict[str, Raw] = {**_answers(found), **typed}
    kept = _keep(tx, turn, found, str(answers["kind"] or ""), str(answers["text"] or "").strip())
    found = replace(found, draft=kept)
    if sent.intent is Intent.KEEP:
        return Reply(view=_form(turn, found, answers))
    errors = Writing.check_page(PAGE, answers, Scene(turn.today, {PAGE: answers})).errors
    if not errors and kept is not None and not kept.text and kept.kind != Kind.ACCEPT:
        errors = (FieldError(("text",), Words(id="comment.no-text")),)
    if errors:
        return Reply(view=_form(turn, found, answers, errors))
    expected.forget(tx, turn.person.id, COMMENT, found.subject)
    said = Text(turn.voice.mark("comment.kept", about=_about(turn, found)))
    return parts.shown(tx, turn, document, number, encoded(_around(path)), said=(said,))


def _around(path: Path) -> Path:
    """The row in which a field stands, else the page."""
    return path[:3] if len(path) > 3 else path[:1]


def _keep(tx: Tx, turn: Turn, found: _Found, kind: str, text: str) -> Comment | None:
    """Keep it as it is; nothing typed is no comment."""
    version = found.version.version
    if not kind and not text:
        if found.draft is not None:
            comments.remove(tx, turn.scope, found.draft.id)
        return None
    known = {each.value for each in KINDS}
    kind = kind if kind in known else ""
    return comments.put(
        tx, turn.scope, version.document, version.number, found.place, kind=kind, text=text, now=turn.now
    )


def _answers(found: _Found) -> dict[str, Raw]:
    draft = found.draft
    return {"kind": draft.kind if draft else "", "text": draft.text if draft else ""}


def _about(turn: Turn, found: _Found) -> str:
    version = found.version
    return places.called(turn.voice, version.dialogue, version.answers, found.place)


def _form(turn: Turn, found: _Found, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(Writing, FormRef(PAGE), {PAGE: answers}, errors, word=turn.voice.words)
    notices = (_about(turn, found), turn.voice.say("comment.chat"))
    return FormView(f"{DOCUMENT}:{found.subject}", KEPT, form, notices=notices, first=True, alone=True)


@writes
def take(tx: Tx, turn: Turn, subject: str, text: str) -> Reply | None:
    """What a coach writes in the chat where a comment is awaited; None if the place is not open to them any more."""
    document, number, path = split(subject)
    expected.forget(tx, turn.person.id, COMMENT, subject)
    found = _find(tx, turn, document, number, path)
    if isinstance(found, Reply):
        return None
    if len(text) > LONGEST:
        expected.expect(tx, turn.person.id, turn.conversation, COMMENT, subject, turn.now)
        return turn.say("comment.too-long", length=len(text), limit=LONGEST)
    asks = text.rstrip().endswith(("?", "？", "؟", ";"))
    kind = found.draft.kind if found.draft is not None and found.draft.kind else ""
    kept = _keep(tx, turn, found, kind or (Kind.QUESTION if asks else Kind.CHANGE), text.strip())
    return Reply(messages=(_heard(turn, found, kept),)) if kept is not None else None


def _heard(turn: Turn, found: _Found, kept: Comment) -> Message:
    say, about = turn.voice.say, _about(turn, found)
    buttons = (
        Button(say("comment.change"), f"comment:write:{found.subject}", Style.PRIMARY),
        Button(say("comment.not-one"), f"comment:not-one:{kept.id}"),
        Button(say("comment.back"), f"document:version:{found.version.about}"),
    )
    blocks: tuple[Block, ...] = (
        Text(turn.voice.mark("comment.heard", about=about)),
        Text(turn.voice.mark("comment.quote", text=kept.text)),
        Text(turn.voice.mark("comment.as", kind=say(f"comment.kind-{kept.kind}"))),
        Buttons(buttons),
    )
    return Message(say("comment.heard", about=about), blocks)


@writes
def remove(tx: Tx, turn: Turn, id: str) -> Reply:
    """The button "Remove"."""
    known = comments.remove(tx, turn.scope, id)
    if known is None:
        return turn.say("comment.gone")
    expected.forget(tx, turn.person.id, COMMENT, f"{known.document}:{known.version}:{encoded(known.path)}")
    found = handed_in(tx, turn, known.document, str(known.version))
    about = known.row_name or known.question
    if found is not None:
        about = places.called(turn.voice, found.dialogue, found.answers, known)
    return turn.say("comment.taken-back", about=about)
