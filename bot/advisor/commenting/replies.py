"""What the people of a cluster answer to a comment: a text, or that it is done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from bot.advisor.commenting import news
from bot.advisor.documents import dialogues, places
from bot.advisor.documents.drafts import Draft, GoneError, load
from bot.advisor.documents.labels import repeat_at
from bot.advisor.documents.shown import title_of_version
from bot.advisor.turn import Turn, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Style, Text
from bot.chat.events import FormSent, Intent
from bot.chat.views import DocumentView, FormView, Message, Reply
from bot.store import comments, expected, feedback
from bot.store.comments import Comment
from bot.store.engine import Tx
from flows.dialogue import Dialogue, Page
from flows.fields import Raw, long_text, questions, yes_no
from flows.findings import Words
from flows.forms import FormRef, build_form
from flows.merge import get
from flows.typed import clean
from flows.validation import FieldError, Scene

DOCUMENT = "answer"
"""Stands where documents have their id, before the comment and the answer that the form was opened on, if there was
one: ``answer:<comment>:<when>``."""

PAGE = "reply"
ANSWER = "comment-answer"
"""What is awaited of the people of a cluster."""
PATIENCE = timedelta(hours=1)
LONGEST = 3_000

Ask = Callable[[Turn, str], Awaitable[Reply]]
"""Answers a question from the knowledge base."""


class ReplyPage(Page):
    title = "Your answer"
    intro = "Your coach sees it at once."
    answer: str | None = long_text(
        "What do you answer?", example="We split it: Jonas calls, Mara writes.", required=False
    )
    done: bool | None = yes_no("Is it done?", required=False)


class Replying(Dialogue):
    """The page of one answer; no document is made of it."""

    id = "answer"
    command = "answer"
    title = "Answer"
    purpose = "Answer a comment of your coach."
    minutes = 1
    reply: ReplyPage


def _find(tx: Tx, turn: Turn, id: str) -> tuple[Comment, Draft] | Reply:
    """A comment that may be answered with the draft of its document, or why it may not."""
    found = comments.get(tx, turn.scope, id)
    if turn.is_coach or found is None or found.sent_at is None:
        return turn.say("comment.gone")
    if found.settled:
        return turn.say("comment.settled-now")
    try:
        return found, load(tx, turn, found.document)
    except GoneError:
        return turn.say("dialogue.gone")


@writes
def answer(tx: Tx, turn: Turn, id: str) -> Reply:
    """The button "Answer": the form, which may be left for the chat."""
    found = _find(tx, turn, id)
    if isinstance(found, Reply):
        return found
    expected.expect(tx, turn.person.id, turn.conversation, ANSWER, id, turn.now)
    return Reply(view=_form(turn, *found, _answers(found[0])))


@reads
def _opened(tx: Tx, turn: Turn, id: str) -> Reply:
    found = _find(tx, turn, id)
    return found if isinstance(found, Reply) else Reply(view=_form(turn, *found, _answers(found[0])))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """The form."""
    return await _opened(turn, about.partition(":")[0])


@writes
def receive(tx: Tx, turn: Turn, sent: FormSent) -> Reply:
    """Keep the answer."""
    _, id, opened_on = [*sent.document.split(":"), "", ""][:3]
    found = _find(tx, turn, id)
    if isinstance(found, Reply):
        return found
    comment, draft = found
    asked = questions(ReplyPage)
    typed = {key: clean(asked[key], raw) for key, raw in sent.answers.items() if key in asked}
    answers: dict[str, Raw] = {**_answers(comment), **typed}
    if sent.intent is Intent.BACK:
        return Reply(view=_shown(tx, turn, comment, draft, ()))
    text, done = str(answers["answer"] or "").strip(), answers["done"] == "yes"
    errors = Replying.check_page(PAGE, answers, Scene(turn.today, {PAGE: answers})).errors
    if not errors and not text and not done:
        errors = (FieldError(("answer",), Words(id="comment.answer-needed")),)
    if not errors and opened_on != _when(comment) != "" and (text, done) != (comment.answer, comment.done):
        errors = (FieldError(("answer",), _meanwhile(comment)),)
    if errors:
        return Reply(view=_form(turn, comment, draft, answers, errors))
    said = _keep(tx, turn, comment, draft, text, done=done)
    return Reply(view=_shown(tx, turn, comment, draft, (said,)))


@writes
def done(tx: Tx, turn: Turn, id: str) -> Reply:
    """The button "Done"."""
    found = _find(tx, turn, id)
    if isinstance(found, Reply):
        return found
    comment, draft = found
    said = _keep(tx, turn, comment, draft, comment.answer, done=True)
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons(_ways(turn, comment)))),))


@writes
def take(tx: Tx, turn: Turn, id: str, text: str) -> Reply | None:
    """What somebody writes in the chat where an answer is awaited; None if it cannot be answered any more."""
    awaited = expected.get(tx, turn.person.id, turn.place.conversation)
    expected.forget(tx, turn.person.id, ANSWER, id)
    found = _find(tx, turn, id)
    if isinstance(found, Reply):
        return None
    comment, draft = found
    if len(text) > LONGEST:
        expected.expect(tx, turn.person.id, turn.conversation, ANSWER, id, turn.now)
        return turn.say("comment.too-long", length=len(text), limit=LONGEST)
    if awaited is not None and comment.answered_at is not None and comment.answered_at > awaited.since:
        return _late(turn, comment)
    kept = _keep(tx, turn, comment, draft, text.strip(), done=False)
    about = places.called(turn.voice, draft.dialogue, draft.answers, comment)
    buttons = (
        Button(turn.voice.say("comment.change-answer"), f"comment:answer:{id}"),
        Button(turn.voice.say("comment.not-answer"), f"comment:not-one:{id}"),
        *_ways(turn, comment),
    )
    blocks: tuple[Block, ...] = (
        Text(turn.voice.mark("comment.answer-heard", about=about)),
        Text(turn.voice.mark("comment.quote", text=text.strip())),
        *kept.blocks,
        Buttons(buttons),
    )
    return Reply(messages=(Message(turn.voice.say("comment.answer-heard", about=about), blocks),))


def _keep(tx: Tx, turn: Turn, comment: Comment, draft: Draft, text: str, *, done: bool) -> Message:
    """Keep an answer, and tell the coach once everything is answered."""
    was_open = feedback.open_points(tx, turn.scope, comment.document)
    comments.answer(tx, turn.scope, comment.id, text=text, done=done, now=turn.now)
    expected.forget(tx, turn.person.id, ANSWER, comment.id)
    left = feedback.open_points(tx, turn.scope, comment.document)
    if was_open and not left:
        coaches = {each.author for each in comments.of_document(tx, turn.scope, comment.document)}
        told = {each for each in coaches if each is not None}
        title = title_of_version(tx, turn, draft, draft.document.handed_in_version or comment.version)
        news.tell_coaches(tx, turn, comment.document, comment.version, title, told)
    about = places.called(turn.voice, draft.dialogue, draft.answers, comment)
    return turn.line("comment.answered", about=about, open=left)


async def go(turn: Turn, id: str) -> Reply:
    """The button "Edit it": the row or page that a comment is about."""
    found = await _place(turn, id)
    return found if isinstance(found, Reply) else await dialogues.open_(turn, *found)


@reads
def _place(tx: Tx, turn: Turn, id: str) -> tuple[str, FormRef] | Reply:
    found = _find(tx, turn, id)
    if isinstance(found, Reply):
        return found
    comment, draft = found
    path = comment.path
    if path[0] not in draft.dialogue.pages():
        return comment.document, FormRef("review")
    is_row = len(path) > 2 and get(draft.answers, path[:3]) is not None and repeat_at(draft, *path[:2]) is not None
    return comment.document, FormRef(*path[:3]) if is_row else FormRef(path[0])


async def not_one(turn: Turn, id: str, ask: Ask) -> Reply:
    """The buttons "That was not a comment" and "That was not an answer": what was written was a question."""
    text = await _taken_back(turn, id)
    return await ask(turn, text) if text else turn.say("comment.gone")


@writes
def _taken_back(tx: Tx, turn: Turn, id: str) -> str:
    if turn.is_coach:
        removed = comments.remove(tx, turn.scope, id)
        return removed.text if removed is not None else ""
    known = comments.get(tx, turn.scope, id)
    taken = comments.take_back_answer(tx, turn.scope, id) if known is not None else None
    return known.answer if known is not None and taken is not None else ""


def _late(turn: Turn, comment: Comment) -> Reply:
    """Somebody else answered since one was about to write: theirs is not lost."""
    text = comment.answer or turn.voice.say("comment.done")
    said = turn.line("comment.answered-in-chat", name=comment.answered_by_name, text=text)
    change = Button(turn.voice.say("comment.change-answer"), f"comment:answer:{comment.id}", Style.PRIMARY)
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons((change, *_ways(turn, comment))))),))


def _when(comment: Comment) -> str:
    """Stands for the answer that a comment has; empty where it has none."""
    return f"{comment.answered_at:%Y%m%dT%H%M%S%f}" if comment.answered_at is not None else ""


def _meanwhile(comment: Comment) -> Words:
    """That somebody else was faster."""
    message = "comment.answered-meanwhile" if comment.answer else "comment.done-meanwhile"
    return Words(id=message, params={"name": comment.answered_by_name, "text": comment.answer})


def _answers(comment: Comment) -> dict[str, Raw]:
    return {"answer": comment.answer, "done": "yes" if comment.done else ""}


def _form(
    turn: Turn, comment: Comment, draft: Draft, answers: Mapping[str, Raw], errors: Sequence[FieldError] = ()
) -> FormView:
    form = build_form(Replying, FormRef(PAGE), {PAGE: answers}, errors, word=turn.voice.words)
    about = places.called(turn.voice, draft.dialogue, draft.answers, comment)
    said = turn.voice.say(f"comment.beside-{comment.kind}", name=comment.author_name, text=comment.text)
    notices = (about, said, turn.voice.say("comment.chat"))
    about_it = ":".join(filter(None, (DOCUMENT, comment.id, _when(comment))))
    return FormView(about_it, 0, form, notices=notices, first=True, alone=True)


def _shown(tx: Tx, turn: Turn, comment: Comment, draft: Draft, said: Sequence[Message]) -> DocumentView:
    """What came of it, and what is still open."""
    title = turn.voice.say("comment.answer-title")
    blocks: list[Block] = [Heading(title), *(block for message in said for block in message.blocks)]
    blocks.append(Buttons(_ways(turn, comment, next_open(tx, turn, comment.document))))
    return DocumentView(f"{DOCUMENT}:{comment.id}", title, Message(title, tuple(blocks)), paper=False)


def next_open(tx: Tx, turn: Turn, document: str) -> Comment | None:
    """The first comment on a document that waits for an answer."""
    return next((each for each in comments.of_document(tx, turn.scope, document) if each.is_open), None)


def _ways(turn: Turn, comment: Comment, following: Comment | None = None) -> tuple[Button, ...]:
    say = turn.voice.say
    back = Button(say("comment.back"), f"document:open:{comment.document}")
    if following is None:
        return (back,)
    return (Button(say("comment.next"), f"comment:answer:{following.id}", Style.PRIMARY), back)
