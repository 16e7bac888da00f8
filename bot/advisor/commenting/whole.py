"""A coach's feedback as a whole: overall note, next steps, acceptance; and sending all of it back at once."""

from collections.abc import Mapping, Sequence

from bot.advisor.commenting import news
from bot.advisor.commenting.about import KEPT, HandedIn, handed_in, split
from bot.advisor.commenting.writing import LONGEST
from bot.advisor.documents import places
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.store import comments, feedback, versions
from bot.store.comments import Comment, Kind
from bot.store.dialect import one_at_a_time
from bot.store.engine import Tx
from bot.store.feedback import Feedback
from flows.dialogue import Dialogue, Page
from flows.fields import Raw, long_text, questions, yes_no
from flows.forms import FormRef, build_form
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "feedback"
"""Stands where documents have their id, before document and version: ``feedback:<document>:<version>``."""

PAGE = "whole"


class WholePage(Page):
    title = "Your feedback as a whole"
    intro = "Only you see it until you send it back, together with your comments."
    note: str | None = long_text(
        "Overall note", example="A clear plan. Name one person for each action.", required=False
    )
    steps: str | None = long_text(
        "Next steps",
        help="One per line. The cluster can make each an action in its plan with one press.",
        example="Call the three largest members\nAgree on a budget",
        required=False,
    )
    accepted: bool | None = yes_no(
        "Do you accept it as a whole?", help="Then nothing stays open, and it is done.", required=False
    )


class Whole(Dialogue):
    """The page of a coach's feedback; no document is made of it."""

    id = "feedback"
    command = "feedback"
    title = "Feedback"
    purpose = "Say what you think of what was handed in as a whole."
    minutes = 2
    whole: WholePage


@reads
def write(tx: Tx, turn: Turn, document: str, number: str) -> Reply:
    """The button "Overall note and next steps"."""
    found = handed_in(tx, turn, document, number)
    if found is None:
        return turn.say("comment.not-handed-in")
    return Reply(view=_form(turn, found, _answers(_draft(tx, turn, found))))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form, or what stands in the draft for every other page."""
    document, number, _ = split(about)
    return await (write if ref.page == PAGE else _look)(turn, document, number)


@reads
def _look(tx: Tx, turn: Turn, document: str, number: str) -> Reply:
    found = handed_in(tx, turn, document, number)
    return turn.say("comment.not-handed-in") if found is None else Reply(view=_kept(tx, turn, found))


@writes
def receive(tx: Tx, turn: Turn, sent: FormSent) -> Reply:
    """Keep what was written."""
    document, number, _ = split(sent.document.partition(":")[2])
    found = handed_in(tx, turn, document, number)
    if found is None:
        return turn.say("comment.not-handed-in")
    if sent.intent is Intent.BACK:
        return Reply(view=_kept(tx, turn, found))
    asked = questions(WholePage)
    typed = {key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in asked}
    answers = {**_answers(_draft(tx, turn, found)), **typed}
    said = {key: str(answers[key] or "") for key in ("note", "steps")}
    if any(said.values()) or answers["accepted"] or _draft(tx, turn, found) is not None:
        version, accepted = found.version, answers["accepted"] == "yes"
        feedback.write(tx, turn.scope, version.document, version.number, **said, accepted=accepted, now=turn.now)
    errors = Whole.check_page(PAGE, answers, Scene(turn.today, {PAGE: answers})).errors
    if errors or sent.intent is Intent.KEEP:
        return Reply(view=_form(turn, found, answers, () if sent.intent is Intent.KEEP else errors))
    return Reply(view=_kept(tx, turn, found))


def _draft(tx: Tx, turn: Turn, found: HandedIn) -> Feedback | None:
    return feedback.draft(tx, turn.scope, found.version.document, found.version.number)


def _answers(draft: Feedback | None) -> dict[str, Raw]:
    if draft is None:
        return {"note": "", "steps": "", "accepted": ""}
    return {"note": draft.note, "steps": draft.typed_steps, "accepted": "yes" if draft.accepted else ""}


def _form(turn: Turn, found: HandedIn, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()) -> FormView:
    form = build_form(Whole, FormRef(PAGE), {PAGE: answers}, errors, word=turn.voice.words)
    return FormView(f"{DOCUMENT}:{found.about}", KEPT, form, notices=(found.title,), first=True, alone=True)


def _kept(tx: Tx, turn: Turn, found: HandedIn) -> DocumentView:
    """What stands in the draft, with the way to send it."""
    say, mark, draft = turn.voice.say, turn.voice.mark, _draft(tx, turn, found)
    blocks: list[Block] = [Heading(say("feedback.title")), Text(mark("document.statement", statement=found.title))]
    if draft is not None:
        blocks += [Text(mark("feedback.note", text=text)) for text in (draft.note, draft.typed_steps) if text]
        blocks.append(Text(mark("feedback.saved")))
        if draft.accepted:
            blocks.append(Text(mark("feedback.accepts")))
    send = Button(
        say("feedback.send"), f"feedback:send:{found.about}", Style.PRIMARY, confirm=say("feedback.send-sure")
    )
    more = Button(say("feedback.write"), f"feedback:write:{found.about}")
    back = Button(say("comment.back"), f"document:version:{found.about}")
    blocks.append(Buttons((*((send,) if draft is not None else ()), more, back)))
    title = say("feedback.title")
    return DocumentView(f"{DOCUMENT}:{found.about}", title, Message(title, tuple(blocks)), paper=False)


@writes
def accept(tx: Tx, turn: Turn, document: str, number: str) -> Reply:
    """The button "Accept as a whole": what was written goes with it."""
    found = handed_in(tx, turn, document, number)
    if found is None:
        return turn.say("comment.not-handed-in")
    version = found.version
    one_at_a_time(tx, comments.turns_of(version.document, turn.person.id))
    draft = _draft(tx, turn, found)
    if draft is None and _is_accepted(tx, turn, found):  # pressed twice
        return turn.say("feedback.accepted-before", version=version.number)
    if draft is not None and (hindered := _hindered(tx, turn, found, draft)):
        return hindered
    note, steps = (draft.note, draft.typed_steps) if draft is not None else ("", "")
    feedback.write(
        tx, turn.scope, version.document, version.number, note=note, steps=steps, accepted=True, now=turn.now
    )
    return _send(tx, turn, found)


def _is_accepted(tx: Tx, turn: Turn, found: HandedIn) -> bool:
    """Whether the coach accepted the version, and nothing was said since that is open."""
    version = found.version
    known = feedback.of_document(tx, turn.scope, version.document)
    own = [each for each in known if each.author == turn.person.id and each.version == version.number and each.sent_at]
    return bool(own) and own[-1].accepted and not feedback.open_points(tx, turn.scope, version.document)


@writes
def send(tx: Tx, turn: Turn, document: str, number: str) -> Reply:
    """The button "Send back"."""
    found = handed_in(tx, turn, document, number)
    return turn.say("comment.not-handed-in") if found is None else _send(tx, turn, found)


def _send(tx: Tx, turn: Turn, found: HandedIn) -> Reply:
    """Send the draft as a whole, and tell the cluster; or what keeps it from being sent."""
    version = found.version
    draft = _draft(tx, turn, found)
    if draft is None:
        known = feedback.of_document(tx, turn.scope, version.document)
        before = any(each.author == turn.person.id and each.version == version.number for each in known)
        return turn.say("feedback.sent-before" if before else "feedback.nothing")
    if hindered := _hindered(tx, turn, found, draft):
        return hindered
    if not (_made(tx, turn, draft) or draft.note or draft.typed_steps or draft.accepted):
        return turn.say("feedback.nothing")
    sent = feedback.send(tx, turn.scope, version.document, version.number, turn.now)
    if sent is None:
        return turn.say("feedback.sent-before")
    news.tell_staff(tx, turn, sent, found.title)
    message = "feedback.sent-accepted" if sent.accepted else "feedback.sent"
    said = [turn.line(message, cluster=version.cluster_name, version=version.number)]
    latest = versions.handed_in_numbers(tx, turn.person.id, version.document)[0].number
    if latest != version.number:
        said.append(turn.line("feedback.sent-earlier", latest=latest))
    return Reply(messages=tuple(said))


def _made(tx: Tx, turn: Turn, draft: Feedback) -> list[Comment]:
    return [each for each in comments.of_document(tx, turn.scope, draft.document) if each.feedback == draft.id]


def _hindered(tx: Tx, turn: Turn, found: HandedIn, draft: Feedback) -> Reply | None:
    """What keeps a draft from being sent."""
    unfinished = [each for each in _made(tx, turn, draft) if not _is_finished(each)]
    if unfinished:
        named = (places.called(turn.voice, found.dialogue, found.answers, each) for each in unfinished)
        return turn.say("feedback.unfinished", places="; ".join(short(each, 80) for each in named))
    answers = _answers(draft)
    errors = Whole.check_page(PAGE, answers, Scene(turn.today, {PAGE: answers})).errors
    return Reply(view=_form(turn, found, answers, errors)) if errors else None


def _is_finished(comment: Comment) -> bool:
    """Whether a comment says what it wants, in as many characters as fit."""
    says = bool(comment.text) or comment.kind == Kind.ACCEPT
    return says and bool(comment.kind) and len(comment.text) <= LONGEST
