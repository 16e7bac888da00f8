"""Opening an article to write or change it."""

from collections.abc import Sequence

from bot.advisor.curation import articles, queue
from bot.advisor.documents import dialogues
from bot.advisor.documents.drafts import begin
from bot.advisor.documents.forms import form_view
from bot.advisor.turn import Turn, writes
from bot.chat.views import Reply
from bot.store import curation, documents
from bot.store.documents import Document
from bot.store.engine import Tx
from flows.dialogues.article import SHORT_WORDS, ArticleDialogue
from flows.fields import Raw
from flows.forms import FormRef
from knowledge.articles import Article
from knowledge.tuning.grouping import Group

PATIENCE = 5.0
"""Seconds that opening an article waits for what was published or taken back just before."""


async def edit(turn: Turn, article_id: str) -> Reply:
    """Open an article with its text as it is now: the draft that somebody began, the document it came from, or anew."""
    await turn.refresh(PATIENCE)
    article = turn.articles.get(article_id)
    if article is None:
        return turn.say("answer.gone")
    opened = await _open(turn, article)
    return opened if isinstance(opened, Reply) else await dialogues.resume(turn, opened.id)


@writes
def _open(tx: Tx, turn: Turn, article: Article) -> Document | Reply:
    there = _document(tx, turn, article.id)
    return there or _begin(tx, turn, articles.answers_of(turn, article), article.id, "article.opened")


def _document(tx: Tx, turn: Turn, article_id: str) -> Document | None:
    """The document that holds the article as it is now, or a draft begun from that.

    None if the article was changed in another way since, or a change was taken back: then no document holds it.
    """
    known = [d for d in documents.listing(tx, turn.scope) if d.dialogue == ArticleDialogue.id]
    last, since = curation.of_article(tx, article_id, "article"), curation.changed_at(tx, article_id)
    if last is not None and last.at == since:
        source = next((d for d in known if articles.change_of(d) == last.change), None)
        if source is not None:
            return source
    drafts = (d for d in known if d.about == article_id and d.state == "draft" and d.saved_on)
    return next((d for d in drafts if since is None or d.created_at >= since), None)


async def write(turn: Turn, question: str, seen: str) -> Reply:
    """Open a new article for a question of the queue, with its wordings and what a coach answered."""
    found = await queue.queue(turn, seen)
    group = found.of(question)
    opened = await _write(turn, question, seen, group)
    return opened if isinstance(opened, Reply) else await dialogues.resume(turn, opened.id)


@writes
def _write(tx: Tx, turn: Turn, question: str, seen: str, group: Group | None) -> Document | Reply:
    proposal = next((p for p in curation.proposals(tx, turn.scope) if p.question == question), None)
    if group is None and proposal is None:
        return turn.say("curation.done-already")
    known = documents.listing(tx, turn.scope)
    begun = f"{articles.FROM_QUESTION}:{question}:"
    there = next((d for d in known if d.about.startswith(begun) and d.state == "draft"), None)
    if there is not None:
        return there
    wordings = group.wordings if group else (proposal.text,) if proposal else ()
    answers = _answers(wordings, proposal.answer if proposal else "")
    return _begin(tx, turn, answers, f"{begun}{seen}", "article.from-question")


def _answers(wordings: Sequence[str], answer: str) -> dict[str, Raw]:
    """What can be filled in already: how people asked, and a coach's answer."""
    answers: dict[str, Raw] = {"asked": articles.asked_of(wordings)}
    first, _, rest = answer.strip().partition("\n\n")
    if len(first.split()) <= SHORT_WORDS:
        answers["answer"] = {"short": first, "more": rest.strip()}
    else:
        answers["answer"] = {"more": answer.strip()}
    return answers if answer else {"asked": answers["asked"]}


def _begin(tx: Tx, turn: Turn, answers: dict[str, Raw], about: str, notice: str) -> Reply:
    draft = begin(tx, turn, ArticleDialogue, answers, about=about)
    first = next(iter(draft.dialogue.pages()))
    return Reply(view=form_view(draft, turn, FormRef(first), notices=(turn.voice.say(notice),)))
