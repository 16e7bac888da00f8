"""What curators decide about questions without a good answer: which article they belong to, or that none is needed."""

from collections import Counter
from collections.abc import Sequence

from bot.advisor.curation import queue
from bot.advisor.curation.articles import as_phrasing
from bot.advisor.curation.queue import Queue
from bot.advisor.shortening import short
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, Style, Text
from bot.chat.views import Message, Reply
from bot.store import curation, expected
from bot.store.engine import Tx
from knowledge.articles import Article
from knowledge.engine import Engine
from knowledge.search.decision import OFFERED
from knowledge.tuning.grouping import Group

NAMED = "article"
"""What is awaited: the name of an article."""
WORDINGS = 10
"""Wordings shown of one group."""
PHRASINGS = 5
"""Of these, so many become phrasings of the article: the ones asked most."""
NEAREST, NAMED_ALIKE, ASKED_ALIKE = 5, 3, 2
"""Articles offered for a group, for a name, and for a name that reads as a question."""


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
    answered, offered = _came_of(turn, found, group)
    if answered:
        titles = {id: turn.articles[id].title for id in answered}
        lines = [mark("curation.was-answered", title=titles[id], count=count) for id, count in answered.items()]
        edit = [Button(say("curation.mend", title=title), f"curation:edit:{id}") for id, title in titles.items()]
        blocks += [Note("\n\n".join(lines)), Buttons(tuple(edit))]
    if offered:
        blocks.append(Note(mark("curation.was-offered", titles="; ".join(turn.articles[id].title for id in offered))))
    # one that answered already and did not help is no cure
    nearest = [article for article in _nearest(turn.services.engine(), group.wordings[0]) if article.id not in answered]
    belongs = tuple(_belongs(turn, leader, article, seen) for article in nearest[:NEAREST])
    if belongs:
        blocks += [Note(mark("curation.belongs-where")), Buttons(belongs)]
    others = [
        Button(say("curation.another"), f"curation:another:{leader}:{seen}"),
        Button(say("curation.write"), f"curation:write:{leader}:{seen}"),
        Button(say("curation.aside"), f"curation:aside:{leader}:{seen}"),
    ]
    if following := found.after(leader):
        others.append(Button(say("curation.next"), f"curation:look:{found.leader(following)}"))
    return Message(title, (*blocks, Buttons(tuple(others))))


def _came_of(turn: Turn, found: Queue, group: Group) -> tuple[dict[str, int], list[str]]:
    """The articles that answered and did not help, with how often, and those that were offered and not meant."""
    asked = [found.questions[id] for id in group.ids]
    answers = Counter(each.articles[0][0] for each in asked if each.outcome == "answer" and each.articles)
    offers = Counter(id for each in asked if each.outcome == "suggest" for id, _ in each.articles[:OFFERED])
    answered = {id: count for id, count in answers.most_common() if id in turn.articles}
    return answered, [id for id, _ in offers.most_common(OFFERED) if id in turn.articles]


def _nearest(engine: Engine, text: str) -> list[Article]:
    """The articles that come nearest to what was asked."""
    return [engine.library.articles[scored.id] for scored in engine.ask(text).articles]


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
    change, language = turn.services.new_id(), found.language(group)
    phrasings = [phrasing for text in group.wordings[:PHRASINGS] if (phrasing := as_phrasing(text))]

    def add(tx: Tx) -> bool:
        if not curation.all_waiting(tx, turn.scope, group.ids):  # another curator was faster
            return False
        expected.forget(tx, turn.person.id, NAMED, f"{question}:{seen}")
        for text in dict.fromkeys(phrasings):
            content = {"text": text, "language": language}
            curation.add(tx, turn.scope, "phrasing", article.id, content, change=change, now=turn.now)
        curation.resolve(tx, turn.scope, group.ids, change, turn.now)
        return True

    if not await turn.services.store.write(add):
        return turn.say("curation.done-already")
    await turn.refresh()
    said = turn.line("curation.assigned", title=article.title, count=len(group.ids), wording=short(group.wordings[0]))
    return Reply(messages=(_decided(turn, said, change, found, question),))


async def aside(turn: Turn, question: str, seen: str) -> Reply:
    """The button "Set aside": no article is needed for these questions."""
    return await _aside(turn, question, await queue.queue(turn, seen))


@writes
def _aside(tx: Tx, turn: Turn, question: str, found: Queue) -> Reply:
    group, change = found.of(question), turn.services.new_id()
    proposals = {proposal.question: proposal.text for proposal in curation.proposals(tx, turn.scope)}
    if group is None and question not in proposals:
        return turn.say("curation.done-already")
    ids = group.ids if group else (question,)
    if not curation.all_waiting(tx, turn.scope, ids):
        return turn.say("curation.done-already")
    wording = group.wordings[0] if group else proposals[question]
    curation.add(tx, turn.scope, "aside", "", {"text": short(wording)}, change=change, now=turn.now)
    curation.resolve(tx, turn.scope, ids, change, turn.now)
    said = turn.line("curation.set-aside", count=len(ids), wording=short(wording))
    return Reply(messages=(_decided(turn, said, change, found, question),))


def _decided(turn: Turn, said: Message, change: str, found: Queue, question: str) -> Message:
    """What was decided about a question, with the way back and the way on."""
    buttons = [Button(turn.voice.say("curation.undo"), f"curation:undo:{change}")]
    if following := found.after(question):
        look = f"curation:look:{found.leader(following)}"
        buttons.insert(0, Button(turn.voice.say("curation.next"), look, Style.PRIMARY))
    return Message(said.summary, (*said.blocks, Buttons(tuple(buttons))))


async def undo(turn: Turn, change: str) -> Reply:
    """The button "Undo": a decision is taken back, and the questions it dealt with wait again."""
    undone = await turn.services.store.write(lambda tx: curation.undo(tx, turn.scope, change, turn.now))
    await turn.refresh()
    if undone is None:
        return turn.say("curation.undone-before")
    said = turn.line(f"curation.undone-{undone.kind}")
    if undone.questions:
        again = turn.line("curation.wait-again")
        said = Message(f"{said.summary} {again.summary}", (*said.blocks, *again.blocks))
    return Reply(messages=(said,))


async def another(turn: Turn, question: str, seen: str) -> Reply:
    """The button "Another article": the curator's next message names it."""
    if (await queue.queue(turn, seen)).of(question) is None:
        return turn.say("curation.done-already")
    awaited = (turn.person.id, turn.conversation, NAMED, f"{question}:{seen}", turn.now)
    await turn.services.store.write(lambda tx: expected.expect(tx, *awaited))
    return turn.ask("curation.which")


async def take_name(turn: Turn, subject: str, text: str) -> Reply | None:
    """The articles whose title or id is like what the curator wrote; None when the question was dealt with."""
    question, _, seen = subject.partition(":")
    if not turn.is_curator or (await queue.queue(turn, seen)).of(question) is None:
        await turn.services.store.write(lambda tx: expected.forget(tx, turn.person.id, NAMED, subject))
        return None
    buttons = tuple(_belongs(turn, question, article, seen) for article in meant(turn.services.engine(), text))
    said = turn.line("curation.named-alike")
    return Reply(messages=(Message(said.summary, (*said.blocks, Buttons(buttons))),))


def meant(engine: Engine, text: str) -> list[Article]:
    """The articles that a curator may mean: those called like this, and those that answer it as a question."""
    named, asked = named_alike(text, list(engine.library.articles.values())), _nearest(engine, text)[:ASKED_ALIKE]
    return list({article.id: article for article in (*named, *asked)}.values())


def named_alike(text: str, articles: Sequence[Article]) -> list[Article]:
    """The articles whose title or id is most like a text, the most like first."""
    from rapidfuzz import fuzz, process, utils  # only here: no start waits for it

    names = [f"{article.title} {article.id.replace('-', ' ')}" for article in articles]
    found = process.extract(text, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=NAMED_ALIKE)
    return [articles[number] for _, _, number in found]
