"""What curators decide about questions without a good answer: which article they belong to, or that none is needed."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from bot.advisor import queue
from bot.advisor.handover_cards import short
from bot.advisor.queue import Queue
from bot.advisor.turn import Turn
from bot.chat.views import Block, Button, Buttons, Heading, Message, Note, Reply, Style, Text
from bot.store import curation, expected
from knowledge.articles import Article
from knowledge.grouping import Group

NAMED = "article"
"""What is awaited: the name of an article."""
WORDINGS = 10
"""Wordings shown of one group."""
PHRASINGS = 5
"""Of these, so many become phrasings of the article: the ones asked most."""
PHRASING = 300
"""Characters of a phrasing."""
NEAREST, NAMED_ALIKE = 5, 3
"""Articles offered for a group, and for a name."""


async def look(turn: Turn, question: str) -> Reply:
    """The button "Look": a group of questions alike, and where it could belong."""
    found = await queue.queue(turn)
    group = found.of(question)
    return Reply(messages=(_card(turn, found, group),)) if group else turn.say("curation.done-already")


def _card(turn: Turn, found: Queue, group: Group) -> Message:
    say, mark, seen = turn.voice.say, turn.voice.mark, queue.seen_now(turn)
    leader = found.leader(group)
    title = say("curation.asked", count=len(group.ids))
    wordings = [f"- {mark('curation.wording', text=short(text, 400))}" for text in group.wordings[:WORDINGS]]
    if more := len(group.wordings) - WORDINGS:
        wordings += [f"- {mark('curation.more-wordings', count=more)}"] if more > 0 else []
    blocks: list[Block] = [Heading(title), Text("\n".join(wordings))]
    nearest = [turn.articles[scored.id] for scored in turn.desk.engine().ask(group.wordings[0]).articles[:NEAREST]]
    belongs = tuple(_belongs(turn, leader, article, seen) for article in nearest)
    if belongs:
        blocks += [Note(mark("curation.belongs-where")), Buttons(belongs)]
    others = (
        Button(say("curation.another"), f"curation:another:{leader}:{seen}"),
        Button(say("curation.write"), f"curation:write:{leader}:{seen}"),
        Button(say("curation.aside"), f"curation:aside:{leader}:{seen}"),
    )
    return Message(title, (*blocks, Buttons(others)))


def _belongs(turn: Turn, question: str, article: Article, seen: str) -> Button:
    label = turn.voice.say("curation.belongs", title=article.title)
    return Button(label, f"curation:assign:{question}:{article.id}:{seen}")


async def assign(turn: Turn, question: str, article_id: str, seen: str) -> Reply:
    """The button "Belongs to": the wordings become phrasings of the article, and the questions are dealt with."""
    article = turn.articles.get(article_id)
    if article is None:
        return turn.say("answer.gone")
    found = await queue.queue(turn, seen)
    group = found.of(question)
    if group is None:
        return turn.say("curation.done-already")
    change, language = turn.desk.new_id(), found.language(group)
    phrasings = [phrasing for text in group.wordings[:PHRASINGS] if (phrasing := _phrasing(text))]
    async with turn.desk.store.write() as tx:
        await expected.forget(tx, turn.person.id, NAMED, f"{question}:{seen}")
        for text in dict.fromkeys(phrasings):
            content = {"text": text, "language": language}
            await curation.add(tx, turn.scope, "phrasing", article.id, content, change=change, now=turn.now)
        await curation.resolve(tx, turn.scope, group.ids, change, turn.now)
    await turn.follow()
    said = turn.line("curation.assigned", title=article.title, count=len(group.ids), wording=short(group.wordings[0]))
    return Reply(messages=(_decided(turn, said, change, _next(found, group)),))


def _phrasing(text: str) -> str:
    """A wording as a phrasing: one line, not longer than the articles allow."""
    line = " ".join(text.split())
    return line if len(line) <= PHRASING else line[:PHRASING].rpartition(" ")[0] or line[:PHRASING]


async def aside(turn: Turn, question: str, seen: str) -> Reply:
    """The button "Set aside": no article is needed for these questions."""
    found = await queue.queue(turn, seen)
    group, change = found.of(question), turn.desk.new_id()
    async with turn.desk.store.write() as tx:
        proposals = {proposal.question: proposal.text for proposal in await curation.proposals(tx, turn.scope)}
        if group is None and question not in proposals:
            return turn.say("curation.done-already")
        ids = group.ids if group else (question,)
        wording = group.wordings[0] if group else proposals[question]
        await curation.add(tx, turn.scope, "aside", "", {"text": short(wording)}, change=change, now=turn.now)
        await curation.resolve(tx, turn.scope, ids, change, turn.now)
    said = turn.line("curation.set-aside", count=len(ids), wording=short(wording))
    return Reply(messages=(_decided(turn, said, change, _next(found, group)),))


def _next(found: Queue, group: Group | None) -> str:
    """A question of the next group, empty when this was the last."""
    return next((found.leader(other) for other in found.groups if other is not group), "")


def _decided(turn: Turn, said: Message, change: str, following: str) -> Message:
    buttons = [Button(turn.voice.say("curation.undo"), f"curation:undo:{change}")]
    if following:
        buttons.insert(0, Button(turn.voice.say("curation.next"), f"curation:look:{following}", Style.PRIMARY))
    return Message(said.summary, (*said.blocks, Buttons(tuple(buttons))))


async def undo(turn: Turn, change: str) -> Reply:
    """The button "Undo": a decision is taken back, and its questions wait again."""
    async with turn.desk.store.write() as tx:
        undone = await curation.undo(tx, turn.scope, change, turn.now)
    await turn.follow()
    return turn.say("curation.undone" if undone else "curation.undone-before")


async def another(turn: Turn, question: str, seen: str) -> Reply:
    """The button "Another article": the curator's next message names it."""
    if (await queue.queue(turn, seen)).of(question) is None:
        return turn.say("curation.done-already")
    async with turn.desk.store.write() as tx:
        subject, place = f"{question}:{seen}", turn.place.conversation
        await expected.expect(tx, turn.person.id, place, NAMED, subject, turn.now)
    return turn.say("curation.which")


async def take_name(turn: Turn, subject: str, text: str) -> Reply | None:
    """The articles whose title or id is like what the curator wrote; None when the question was dealt with."""
    question, _, seen = subject.partition(":")
    if not turn.is_curator or (await queue.queue(turn, seen)).of(question) is None:
        async with turn.desk.store.write() as tx:
            await expected.forget(tx, turn.person.id, NAMED, subject)
        return None
    alike = named_alike(text, list(turn.articles.values()))
    buttons = tuple(_belongs(turn, question, article, seen) for article in alike)
    said = turn.line("curation.named-alike")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons(buttons))),))


def named_alike(text: str, articles: Sequence[Article]) -> list[Article]:
    """The articles whose title or id is most like a text, the most like first."""
    names = [f"{article.title} {article.id.replace('-', ' ')}" for article in articles]
    found = process.extract(text, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=NAMED_ALIKE)
    return [articles[number] for _, _, number in found]
