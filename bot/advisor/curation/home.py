"""Home of a curator: questions without a good answer, what coaches proposed, drafts, reviews, the latest changes."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.advisor.curation import queue, reviews
from bot.advisor.curation.queue import Queue
from bot.advisor.documents.drafts import cancel_button, title_of
from bot.advisor.documents.keeping import KEPT
from bot.advisor.lists import Section, View, beginning, whole
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Entries, Entry, Heading, Note, Style
from bot.chat.views import Message, Reply
from bot.store import curation, documents, pauses, people
from bot.store.curation import Curation, Proposal
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.pauses import Pause
from flows.dialogues.article import ArticleDialogue
from knowledge.tuning.grouping import Group

MOST = 10
"""Entries of one list."""
TAB = "mine"
CHANGES = 5
"""How many of the latest changes can be taken back on Home."""


async def blocks(turn: Turn, questions: Callable[[Tx, Turn], Sequence[Section]], view: View) -> list[Block]:
    """Everything that waits for a curator; ``questions`` reads those that people answer, for their place on it."""
    return await _blocks(turn, await queue.queue(turn), questions, view)


@reads
def _blocks(
    tx: Tx, turn: Turn, waiting: Queue, questions: Callable[[Tx, Turn], Sequence[Section]], view: View
) -> list[Block]:
    proposals = curation.proposals(tx, turn.scope)
    drafts = [d for d in documents.listing(tx, turn.scope) if d.state == "draft" and d.saved_on]
    names = {person.id: person.name for person in people.colleagues(tx, turn.scope)}
    recent = curation.recent(tx, turn.scope, CHANGES)
    say = turn.voice.say
    written = [partial(_draft, turn, draft, names.get(draft.created_by or "", "")) for draft in drafts]
    cancelled = [partial(_cancelled, turn, draft) for draft in documents.cancelled(tx, turn.scope)]
    proposed = Section("proposed", say("curation.proposed"), [partial(_proposal, turn, each) for each in proposals])
    asked = questions(tx, turn)
    articles = Section("articles", say("curation.drafts"), written, say("curation.no-drafts"))
    away = Section("cancelled", say("home.cancelled"), cancelled)
    due = Section.of("reviews", reviews.entries(turn, reviews.due_for(tx, turn)))
    chosen = next((each for each in (proposed, *asked, articles, away, due) if each.key == view.section), None)
    if chosen is not None:
        return [Heading(say("home.work")), whole(turn, chosen, view)]
    return [
        Heading(say("home.work")),
        *_paused(tx, turn),
        *_groups(turn, waiting, _not_proposed(waiting, proposals)),
        *(beginning(turn, each, TAB) for each in (proposed, *asked) if each.entries),
        beginning(turn, articles, TAB),
        Buttons((Button(say("curation.new"), f"dialogue:start:{ArticleDialogue.id}::", Style.PRIMARY),)),
        *(beginning(turn, each, TAB) for each in (away, due) if each.entries),
        *([Entries(say("curation.recent"), tuple(_change(turn, change) for change in recent))] if recent else []),
    ]


def _paused(tx: Tx, turn: Turn) -> list[Block]:
    """The workspaces that cannot be reached, so that somebody mends that."""
    return [Note(_pause(turn, pause)) for pause in pauses.failing(tx)]


def _pause(turn: Turn, pause: Pause) -> str:
    if pause.since is None:
        return turn.voice.mark("home.paused", workspace=pause.workspace, reason=pause.reason)
    when = turn.voice.moment(pause.since)
    return turn.voice.mark("home.paused-since", workspace=pause.workspace, since=when, reason=pause.reason)


def _not_proposed(waiting: Queue, proposals: Sequence[Proposal]) -> list[Group]:
    """The groups without those that stand among the proposals."""
    proposed = {proposal.question for proposal in proposals}
    return [group for group in waiting.groups if not proposed.issuperset(group.ids)]


def _groups(turn: Turn, waiting: Queue, groups: Sequence[Group], first: int = 0) -> list[Block]:
    """A page of the groups, from the one of this number on, with the way to the next page."""
    say, last = turn.voice.say, min(first + MOST, len(groups))
    title = say("curation.queue")
    if len(groups) > MOST:
        title = say("curation.queue-part", first=first + 1, last=last, count=len(groups))
    items = tuple(_group(turn, waiting, group) for group in groups[first:last])
    blocks: list[Block] = [Entries(title, items, say("curation.queue-empty"))]
    if last < len(groups):
        behind = waiting.leader(groups[last - 1])
        blocks.append(Buttons((Button(say("curation.show-more"), f"curation:list:{behind}"),)))
    return blocks


def _group(turn: Turn, waiting: Queue, group: Group) -> Entry:
    say = turn.voice.say
    detail = say("curation.asked", count=len(group.ids))
    if any(waiting.questions[id].outcome == "answer" for id in group.ids):
        detail = f"{detail} · {say('curation.unhelpful')}"
    look = Button(say("curation.look"), f"curation:look:{waiting.leader(group)}", Style.PRIMARY)
    return Entry(short(group.wordings[0]), detail, (look,))


async def further(turn: Turn, question: str) -> Reply:
    """The button "Show more": the groups behind that of a question, or from the first on if it was dealt with."""
    waiting = await queue.queue(turn)
    proposals = await turn.services.store.read(lambda tx: curation.proposals(tx, turn.scope))
    groups = _not_proposed(waiting, proposals)
    first = next((n for n, group in enumerate(groups, start=1) if question in group.ids), 0)
    shown = _groups(turn, waiting, groups, first if first < len(groups) else 0)
    return Reply(messages=(Message(turn.voice.say("curation.queue"), tuple(shown)),))


def _proposal(turn: Turn, proposal: Proposal) -> Entry:
    say, seen = turn.voice.say, queue.seen_now(turn)
    buttons = (
        Button(say("curation.make-article"), f"curation:write:{proposal.question}:{seen}", Style.PRIMARY),
        Button(say("curation.aside"), f"curation:aside:{proposal.question}:{seen}"),
    )
    return Entry(short(proposal.text), short(proposal.answer), buttons)


def _draft(turn: Turn, draft: Document, owner: str) -> Entry:
    """A draft of an article; ``owner`` is the name of who began it."""
    say = turn.voice.say
    saved = say("home.saved", when=turn.voice.moment(draft.updated_at))
    buttons = (
        Button(say("dialogue.continue"), f"document:resume:{draft.id}", Style.PRIMARY),
        cancel_button(turn, draft, owner if draft.created_by != turn.person.id else ""),
    )
    return Entry(title_of(draft, turn.voice), f"{saved} · {draft.updated_by_name}", buttons)


def _cancelled(turn: Turn, draft: Document) -> Entry:
    until = turn.voice.local_date((draft.cancelled_at or draft.updated_at) + KEPT)
    restore = Button(turn.voice.say("dialogue.restore"), f"document:restore:{draft.id}")
    return Entry(title_of(draft, turn.voice), turn.voice.say("home.until", date=until), (restore,))


def _change(turn: Turn, change: Curation) -> Entry:
    """A change with the title that it gave to its article, or else the one of today."""
    say = turn.voice.say
    article = turn.articles.get(change.article)
    title = str((change.content.get("article") or {}).get("title") or (article.title if article else change.article))
    what = say(f"curation.change-{change.kind}", title=title, text=short(str(change.content.get("text", ""))))
    when = f"{turn.voice.moment(change.at)} · {change.by}"
    confirm = say(f"curation.undo-confirm-{change.kind}")
    return Entry(what, when, (Button(say("curation.undo"), f"curation:undo:{change.change}", confirm=confirm),))
