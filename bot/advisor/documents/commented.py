"""Comments of coaches on the page of a document: what is open on top, each one beside its row or field."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.advisor.documents import places
from bot.advisor.documents.contents import Shown, by_page
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons, Chip, Entries, Entry, Heading, Style, Text
from bot.store import comments as comment_rows
from bot.store import feedback as feedback_rows
from bot.store.comments import Comment, Kind
from bot.store.engine import Tx
from bot.store.feedback import Feedback
from flows.dialogue import Dialogue
from flows.fields import Raw
from flows.validation import Path

SHOWN = 5
"""Open points that stand on top; all stand beside their rows, and in the list of all."""


class Commented:
    """What coaches said of a document, as far as the person sees it.

    ``version`` is the one that is shown, ``latest`` the one handed in last; of an earlier one only its own comments are
    shown.
    """

    def __init__(self, tx: Tx, turn: Turn, document: str, version: int, latest: int) -> None:
        self.turn, self.document, self.version = turn, document, version
        said = comment_rows.of_document(tx, turn.scope, document)
        self.feedback = feedback_rows.of_document(tx, turn.scope, document)
        self.is_latest = version == latest
        self.open = [each for each in said if each.is_open]
        self.drafts = [each for each in said if each.sent_at is None and each.version == version]
        self.all = [each for each in said if each.sent_at is not None]
        commented = max((each.version for each in self.all), default=0)
        if self.is_latest:
            self.shown = [each for each in said if each.sent_at is None or each.is_open or each.version == commented]
        else:
            self.shown = [each for each in said if each.version == version]

    @property
    def sent(self) -> list[Feedback]:
        return [each for each in self.feedback if each.sent_at is not None]

    @property
    def draft(self) -> Feedback | None:
        """The coach's own on the version that is shown."""
        mine = [each for each in self.feedback if each.sent_at is None and each.version == self.version]
        return next(iter(mine), None)


def overview(found: Commented, shown: Shown) -> Iterator[Block]:
    """How things stand between cluster and coach, and what one does next; nothing where nobody said anything."""
    turn, say = found.turn, found.turn.voice.say
    if turn.is_coach:
        yield from _of_coach(found)
    if not found.sent:
        return
    last = found.sent[-1]
    yield Heading(say("comment.title"))
    yield Text(_points(found))
    if found.open:
        items = tuple(entry(turn, shown.dialogue, shown.answers, each, found.version) for each in found.open[:SHOWN])
        yield Entries(say("comment.open"), items, count=len(found.open))
    for each in found.sent:
        if each.version == last.version:
            yield from told(turn, each)
    yield Buttons(tuple(_ways(found, last)))


def told(turn: Turn, feedback: Feedback) -> Iterator[Block]:
    """What a coach said of a version as a whole, with the next steps; nothing where they only commented on parts."""
    if not (feedback.note or feedback.steps or feedback.accepted):
        return
    yield Text(by_whom(turn, feedback))
    if feedback.note:
        yield Text(turn.voice.mark("feedback.note", text=feedback.note))
    if feedback.steps:
        yield Entries(turn.voice.say("feedback.steps"), tuple(_step(turn, feedback, step) for step in feedback.steps))


def by_whom(turn: Turn, feedback: Feedback) -> str:
    """Who said something of which version when, as markup."""
    message = "feedback.accepted-by" if feedback.accepted else "feedback.sent-by"
    day = turn.voice.local_date(feedback.sent_at or feedback.begun_at)
    return turn.voice.mark(message, name=feedback.author_name, version=feedback.version, date=day)


def _step(turn: Turn, feedback: Feedback, step: feedback_rows.NextStep) -> Entry:
    say = turn.voice.say
    if turn.is_coach:  # the action may stand in a version that was not handed in
        return Entry(step.text)
    chips = (Chip(say("feedback.step-taken"), "good"),) if step.row else ()
    label = "feedback.step-open" if step.row else "feedback.step-take"
    return Entry(step.text, "", (Button(say(label), f"feedback:step:{feedback.id}:{step.number}"),), chips)


def _points(found: Commented) -> str:
    mark = found.turn.voice.mark
    if found.sent[-1].accepted and not found.open:
        return mark("comment.settled", version=found.sent[-1].version)
    count = len([each for each in found.all if each.kind != Kind.ACCEPT])
    return mark("comment.points", open=len(found.open), count=count) if count else mark("comment.no-points")


def _ways(found: Commented, last: Feedback) -> Iterator[Button]:
    """To what changed since the version that was commented on, and to all that was said."""
    say, document = found.turn.voice.say, found.document
    if found.version > last.version:
        action = f"document:compare:{document}:{last.version}:{found.version}"
        yield Button(say("comment.compare", version=last.version), action)
    yield Button(say("comment.all"), f"comment:all:{document}")


def _of_coach(found: Commented) -> Iterator[Block]:
    """The coach's own draft, and what to do with it; a draft about another version is not forgotten."""
    turn, say = found.turn, found.turn.voice.say
    for other in (each for each in found.feedback if each.sent_at is None and each.version != found.version):
        open_ = Button(say("compare.open", version=other.version), f"document:version:{found.document}:{other.version}")
        yield Text(turn.voice.mark("feedback.draft-earlier", version=other.version))
        yield Buttons((open_,))
    about = f"{found.document}:{found.version}"
    write = Button(say("feedback.write"), f"feedback:write:{about}")
    accept = Button(say("feedback.accept"), f"feedback:accept:{about}", confirm=say("feedback.accept-sure"))
    if found.draft is None:
        key = "feedback.how" if found.is_latest else "feedback.how-earlier"
        yield Text(turn.voice.mark(key, version=found.version))
        yield Buttons((write, accept))
        return
    yield Text(turn.voice.mark("feedback.draft", version=found.version, count=len(found.drafts)))
    send = Button(say("feedback.send"), f"feedback:send:{about}", Style.PRIMARY, confirm=say("feedback.send-sure"))
    yield Buttons((send, write, accept))


def beside(found: Commented, shown: Shown) -> Iterator[Block]:
    """All that was answered, below each part its comments, and for the coach the way to comment on it."""
    turn, left = found.turn, list(found.shown)
    for page, blocks in groupby(by_page(turn.voice, shown), key=lambda each: each[0]):
        yield from (block for _, block in blocks)
        here = [each for each in left if each.path[0] == page]
        left = [each for each in left if each.path[0] != page]
        yield from _entries(found, shown, here)
        if turn.is_coach and page:
            title = turn.voice.text(shown.dialogue.id, shown.dialogue.pages()[page].title)
            action = f"comment:part:{found.document}:{found.version}:{page}"
            yield Buttons((Button(turn.voice.say("comment.on-part", part=title), action),))
    yield from _entries(found, shown, left)


def _entries(found: Commented, shown: Shown, here: Sequence[Comment]) -> Iterator[Entries]:
    if here:
        turn = found.turn
        order = _order(turn, shown, here[0].path[0])
        ordered = sorted(here, key=lambda each: order.get(each.path[:3], order.get(each.path[:2], len(order))))
        items = tuple(entry(turn, shown.dialogue, shown.answers, each, found.version) for each in ordered)
        yield Entries(turn.voice.say("comment.beside"), items)


def _order(turn: Turn, shown: Shown, page: str) -> dict[Path, int]:
    """Where each place of a page stands on it."""
    if page not in shown.dialogue.pages():
        return {}
    inside = places.of_page(turn.voice, shown.dialogue, shown.answers, page)
    return {place.path: at for at, place in enumerate(inside)}


def entry(
    turn: Turn, dialogue: type[Dialogue], answers: Mapping[str, Raw], comment: Comment, version: int = 0
) -> Entry:
    """A comment with what was answered, and what the person can do with it; ``version`` is the one beside which it
    stands."""
    about = places.called(turn.voice, dialogue, answers, comment)
    return Entry(about, said(turn, comment), tuple(_buttons(turn, comment)), tuple(chips(turn, comment, version)))


def said(turn: Turn, comment: Comment) -> str:
    """What coach and cluster wrote, in one line."""
    say = turn.voice.say
    lines = (
        [say("comment.said", name=comment.author_name, text=comment.text)] if comment.text else [comment.author_name]
    )
    if comment.answered_at is not None:
        lines.append(answered(turn, comment))
    return " · ".join(lines)


def answered(turn: Turn, comment: Comment) -> str:
    """What the cluster answered."""
    name, text = comment.answered_by_name, comment.answer
    if comment.done:
        return turn.voice.say("comment.done-said", name=name, text=text) if text else _done(turn, name)
    return turn.voice.say("comment.answer-said", name=name, text=text)


def _done(turn: Turn, name: str) -> str:
    return turn.voice.say("comment.done-by", name=name)


def chips(turn: Turn, comment: Comment, version: int) -> Iterator[Chip]:
    """What a comment wants, and how it stands."""
    say = turn.voice.say
    if comment.kind:
        yield Chip(say(f"comment.kind-{comment.kind}"), "good" if comment.kind == Kind.ACCEPT else "advice")
    if comment.sent_at is None:
        yield Chip(say("comment.unsent"))
    elif comment.is_open:
        yield Chip(say("comment.state-open"), "warning")
    elif comment.answered_at is not None:
        yield Chip(say("comment.state-answered"), "good")
    if version and comment.version != version:
        yield Chip(say("state.version", version=comment.version))


def _buttons(turn: Turn, comment: Comment) -> Iterator[Button]:
    say = turn.voice.say
    if comment.sent_at is None:
        place = ".".join(comment.path)
        yield Button(say("comment.change"), f"comment:write:{comment.document}:{comment.version}:{place}")
        yield Button(say("comment.remove"), f"comment:remove:{comment.id}", Style.LINK)
    elif not turn.is_coach and not comment.settled and comment.kind != Kind.ACCEPT:
        if comment.is_open:
            yield Button(say("comment.answer"), f"comment:answer:{comment.id}")
            if comment.kind == Kind.CHANGE:
                yield Button(say("comment.done"), f"comment:done:{comment.id}")
            yield Button(say("comment.go"), f"comment:go:{comment.id}", Style.LINK)
        else:
            yield Button(say("comment.change-answer"), f"comment:answer:{comment.id}", Style.LINK)
