"""Publishing: a submitted article becomes part of the knowledge base."""

from collections.abc import Iterator, Sequence

from bot.advisor.consequences import Change, Consequences
from bot.advisor.curation import articles, queue, reviews
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Buttons
from bot.chat.views import Message
from bot.store import curation, revisions
from bot.store.curation import Curation
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry
from flows.dialogues.article import ArticleDialogue, lines, split_keywords
from flows.fields import Raw
from flows.validation import Scene
from knowledge.articles import Article, Translation
from knowledge.library.languages import Language
from knowledge.library.sources import sources

REVIEW_EVERY_DAYS = 365
"""When a new article is to be read again; general practice."""


class Publishing(Consequences):
    """A submitted article becomes part of the knowledge base."""

    dialogue = ArticleDialogue.id

    def obstacles(self, turn: Turn, document: Document, page: str) -> Iterator[str]:
        """What the articles that there are have against a draft, in words."""
        if page != "details":
            return
        details = document.answers.get("details") or {}
        slug, article = str(details.get("slug") or "").strip(), articles.edited(document)
        if article and slug != article:
            yield turn.voice.say("article.id-stays", id=article)
        elif not article and slug in turn.articles and document.submitted_version is None:
            yield turn.voice.say("article.id-taken", id=slug, title=turn.articles[slug].title)
        for line in lines(details.get("related")):
            if _related(turn, line, slug) is None:
                yield turn.voice.say("article.not-related", typed=line)

    def refusal(self, tx: Tx, turn: Turn, document: Document) -> Message | None:
        """Why an article cannot be published although it is complete: somebody else changed it meanwhile."""
        slug = str((document.answers.get("details") or {}).get("slug") or "").strip()
        last = curation.of_article(tx, slug, "article")
        if last is not None and last.content.get("document") != document.id and last.at > document.created_at:
            return turn.line("article.changed-since", name=last.by)
        published = last is not None and last.content.get("document") == document.id
        if not articles.edited(document) and slug in turn.articles and not published:
            return turn.line("article.id-taken", id=slug, title=turn.articles[slug].title)
        return None

    def on_change(self, tx: Tx, turn: Turn, change: Change, document: Document) -> None:
        """Publish the version that was submitted."""
        if change is Change.SUBMITTED:
            _publish(tx, turn, document)

    async def after_submit(self, turn: Turn, document: Document) -> tuple[Message, ...]:
        """What to tell about a submitted article; the questions for which it was written leave the queue."""
        change = articles.change_of(document)
        kind, _, rest = document.about.partition(":")
        if kind == articles.FROM_QUESTION:
            question, _, seen = rest.partition(":")
            found = (await queue.queue(turn, seen)).of(question)
            questions = [question, *(found.ids if found else ())]
            await turn.services.store.write(lambda tx: curation.resolve(tx, turn.scope, questions, change, turn.now))
        await turn.refresh()
        said = turn.line("article.published")
        undo = Button(turn.voice.say("curation.undo"), f"curation:undo:{change}")
        return (Message(said.summary, (*said.blocks, Buttons((undo,)))),)


def _related(turn: Turn, named: str, article: str) -> str | None:
    """The id of the article with this title or id; also of one that is gone, if it was related before."""
    wanted, before = named.casefold(), turn.articles.get(article)
    if before is not None and wanted in before.related:
        return wanted
    return next((a.id for a in turn.articles.values() if wanted in (a.id, a.title.casefold())), None)


def _publish(tx: Tx, turn: Turn, document: Document) -> None:
    """Make a submitted article part of the knowledge base.

    Phrasings added from the queue stay changes of their own, which can be taken back by themselves; one that the
    curator struck out goes.
    """
    model = ArticleDialogue.review(document.answers, Scene(turn.today, document.answers)).model
    assert isinstance(model, ArticleDialogue)
    added = [row for row in curation.current(tx) if row.kind == "phrasing" and row.article == model.details.slug]
    article = _made(turn, model, added)
    change = articles.change_of(document)
    last = curation.of_article(tx, article.id, "article")
    if last is not None and last.change == change:
        return
    content = {"article": article.model_dump(mode="json"), "document": document.id}
    curation.add(tx, turn.scope, "article", article.id, content, change=change, now=turn.now)
    seen = revisions.answers_at(tx, turn.scope, document.id, 1) or {}
    struck = _ways_to_ask(seen) - {phrasing.casefold() for phrasing in model.asked.all_phrasings}
    for row in added:
        # only what stood in the draft can be struck out of it; what the article itself holds needs no row any more
        if _text(row, "en") in struck | {phrasing.casefold() for phrasing in article.phrasings}:
            curation.withdraw(tx, turn.scope, row, change=change, now=turn.now)
    reviews.withdraw(tx, turn, article.id)


def _ways_to_ask(answers: dict[str, Raw]) -> set[str]:
    """The phrasings that stand in the answers of an article, in lower case."""
    asked = answers.get("asked") or {}
    return {line.casefold() for name in ("phrasings", "further") for line in lines(str(asked.get(name) or ""))}


def _text(row: Curation, language: str) -> str:
    """An added phrasing of this language in lower case; empty for one of another."""
    return str(row.content.get("text") or "").casefold() if row.content.get("language", "en") == language else ""


def _made(turn: Turn, model: ArticleDialogue, added: Sequence[Curation]) -> Article:
    """The article without added phrasings, with what the dialogue does not ask taken over from the one it replaces."""
    before = turn.articles.get(model.details.slug)
    codes = {str(source).casefold(): code for code, source in sources().items()}
    named = [codes.get(line.casefold(), line) for line in lines(model.details.sources)]
    related = (_related(turn, line, model.details.slug) for line in lines(model.details.related))
    unoffered = before.dialogue if before and before.dialogue not in registry.all_dialogues() else None
    return Article(
        id=model.details.slug,
        title=model.topic.name,
        area=model.topic.area,
        phrasings=_own(model.asked.all_phrasings, added, "en") or model.asked.all_phrasings,
        keywords=split_keywords(model.asked.keywords),
        dialogue=model.details.dialogue or unoffered,
        related=tuple(dict.fromkeys(id for id in related if id and id != model.details.slug)),
        sources=tuple(dict.fromkeys(named)),
        links=before.links if before else (),
        owner=before.owner if before and before.area == model.topic.area else model.topic.area,
        reviewed=max(turn.today, before.reviewed) if before else turn.today,
        review_every_days=before.review_every_days if before else REVIEW_EVERY_DAYS,
        translations=_translations(before, added) if before else {},
        body=model.body,
    )


def _own(phrasings: Sequence[str], added: Sequence[Curation], language: str) -> tuple[str, ...]:
    """The phrasings without those that were added from the queue."""
    others = {_text(row, language) for row in added}
    return tuple(phrasing for phrasing in phrasings if phrasing.casefold() not in others)


def _translations(article: Article, added: Sequence[Curation]) -> dict[Language, Translation]:
    """The translations without added phrasings; one that was made of these alone is left out."""
    found: dict[Language, Translation] = {}
    for language, there in article.translations.items():
        own = _own(there.phrasings, added, language)
        if own or own == there.phrasings or there.title != article.title:
            found[language] = there.model_copy(update={"phrasings": own})
    return found
