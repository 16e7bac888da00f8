"""Home of a curator: questions without a good answer, what coaches proposed, drafts, reviews, the latest changes."""

from bot.advisor import handover_cards, queue, reviews
from bot.advisor.drafts import title_of
from bot.advisor.handover_cards import short
from bot.advisor.queue import Queue
from bot.advisor.turn import Turn
from bot.chat.views import Block, Button, Buttons, Entries, Entry, Heading, Style
from bot.store import curation, documents, handovers
from bot.store.curation import Curation, Proposal
from bot.store.documents import Document
from flows.dialogues.article import ArticleDialogue

MOST = 10
"""Entries of one list."""
CHANGES = 5
"""How many of the latest changes can be taken back on Home."""


async def blocks(turn: Turn) -> list[Block]:
    """Everything that waits for a curator."""
    waiting = await queue.queue(turn)
    async with turn.desk.store.read() as tx:
        proposals = await curation.proposals(tx, turn.scope)
        drafts = [d for d in await documents.listing(tx, turn.scope) if d.state == "draft"]
        recent = await curation.recent(tx, turn.scope, CHANGES)
        to_answer = await handovers.to_answer(tx, turn.scope, MOST)
        asked = await handovers.of_asker(tx, turn.scope, MOST)
        due = await reviews.due_for(tx, turn)
    say = turn.voice.say
    found: list[Block] = [
        Heading(say("home.title")),
        _groups(turn, waiting, {proposal.question for proposal in proposals}),
    ]
    if proposals:
        found.append(_proposals(turn, proposals))
    if to_answer:
        found.append(handover_cards.to_answer(turn, to_answer))
    if asked:
        found.append(handover_cards.asked(turn, asked))
    articles = tuple(_draft(turn, draft) for draft in drafts[:MOST])
    found.append(Entries(say("curation.drafts"), articles, say("curation.no-drafts")))
    found.append(Buttons((Button(say("curation.new"), f"dialogue:start:{ArticleDialogue.id}::", Style.PRIMARY),)))
    if due:
        found.append(reviews.entries(turn, due))
    if recent:
        found.append(Entries(say("curation.recent"), tuple(_change(turn, change) for change in recent)))
    return found


def _groups(turn: Turn, waiting: Queue, proposed: set[str]) -> Entries:
    """The groups, without those that stand among the proposals."""
    say = turn.voice.say
    groups = [group for group in waiting.groups if not proposed.issuperset(group.ids)]
    items = tuple(
        Entry(
            short(group.wordings[0]),
            say("curation.asked", count=len(group.ids)),
            (Button(say("curation.look"), f"curation:look:{waiting.leader(group)}", Style.PRIMARY),),
        )
        for group in groups[:MOST]
    )
    title = say("curation.queue")
    if len(groups) > MOST:
        title = say("curation.queue-most", count=len(groups), shown=MOST)
    return Entries(title, items, say("curation.queue-empty"))


def _proposals(turn: Turn, proposals: list[Proposal]) -> Entries:
    say, seen = turn.voice.say, queue.seen_now(turn)
    items = tuple(
        Entry(
            short(proposal.text),
            short(proposal.answer),
            (
                Button(say("curation.make-article"), f"curation:write:{proposal.question}:{seen}", Style.PRIMARY),
                Button(say("curation.aside"), f"curation:aside:{proposal.question}:{seen}"),
            ),
        )
        for proposal in proposals[:MOST]
    )
    return Entries(say("curation.proposed"), items)


def _draft(turn: Turn, draft: Document) -> Entry:
    say = turn.voice.say
    saved = say("home.saved", when=turn.voice.moment(draft.updated_at))
    buttons = (
        Button(say("dialogue.continue"), f"document:resume:{draft.id}", Style.PRIMARY),
        Button(say("dialogue.cancel"), f"document:cancel:{draft.id}", confirm=say("dialogue.cancel-confirm")),
    )
    return Entry(title_of(draft, turn.voice), f"{saved} · {draft.updated_by_name}", buttons)


def _change(turn: Turn, change: Curation) -> Entry:
    say = turn.voice.say
    article = turn.articles.get(change.article)
    title = article.title if article else change.article
    what = say(f"curation.change-{change.kind}", title=title, text=short(str(change.content.get("text", ""))))
    when = f"{turn.voice.moment(change.at)} · {change.by}"
    confirm = say("curation.undo-confirm")
    return Entry(what, when, (Button(say("curation.undo"), f"curation:undo:{change.change}", confirm=confirm),))
