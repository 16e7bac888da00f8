"""Articles as curators edit them: from an article to the answers of its dialogue, and back when it is submitted."""

from collections.abc import Iterable, Iterator, Sequence

from bot.advisor.curation import queue
from bot.advisor.documents.drafts import Draft
from bot.advisor.turn import Turn
from bot.chat.views import Button, Buttons, Message
from bot.store import curation, documents, reminders
from bot.store.curation import Curation
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.scope import PROGRAMME, Role, Scope
from flows import registry
from flows.dialogues.article import LINE, ArticleDialogue, in_fields, lines, split_keywords
from flows.fields import LONG, Raw
from knowledge.articles import Article, Translation
from knowledge.library.languages import Language
from knowledge.library.sources import sources

REVIEW_EVERY_DAYS = 365
"""When a new article is to be read again; general practice."""
FROM_QUESTION = "question"
"""``about`` of a document: ``question:<id>:<seen>`` for a question of the queue, else the id of the article."""


def answers_of(turn: Turn, article: Article) -> dict[str, Raw]:
    """An article as somebody would have typed it."""
    named = sources()
    return {
        "topic": {"name": article.title, "area": article.area},
        "answer": {"short": article.short, "more": article.more},
        "asked": {**in_fields(article.phrasings), "keywords": ", ".join(article.keywords)},
        "details": {
            "sources": "\n".join(str(named.get(code, code)) for code in article.sources),
            "dialogue": article.dialogue or "",
            "related": "\n".join(turn.articles[o].title if o in turn.articles else o for o in article.related),
            "slug": article.id,
        },
    }


def as_phrasing(wording: str) -> str:
    """What somebody asked as a phrasing: one line, not longer than the articles allow."""
    line = " ".join(wording.split())
    return line if len(line) <= LINE else line[:LINE].rpartition(" ")[0] or line[:LINE]


def asked_of(wordings: Iterable[str]) -> dict[str, Raw]:
    """What people asked as the fields of the dialogue hold it: as many as fit, the first ones first."""
    kept: list[str] = []
    for phrasing in lines("\n".join(as_phrasing(wording) for wording in wordings)):
        if len(str(in_fields([*kept, phrasing])["further"])) > LONG:
            break
        kept.append(phrasing)
    return in_fields(kept)


def edited(document: Document) -> str:
    """The id of the article that a document was opened to edit; empty for a new one."""
    return "" if document.about.startswith(f"{FROM_QUESTION}:") else document.about


def obstacles(draft: Draft, turn: Turn, page: str) -> Iterator[str]:
    """What the articles that there are have against a draft, in words; nothing for other dialogues."""
    if draft.dialogue.id != ArticleDialogue.id or page != "details":
        return
    details = draft.answers.get("details") or {}
    slug, article = str(details.get("slug") or "").strip(), edited(draft.document)
    if article and slug != article:
        yield turn.voice.say("article.id-stays", id=article)
    elif not article and slug in turn.articles and draft.document.submitted_version is None:
        yield turn.voice.say("article.id-taken", id=slug, title=turn.articles[slug].title)
    for line in lines(details.get("related")):
        if _related(turn, line, slug) is None:
            yield turn.voice.say("article.not-related", typed=line)


def _related(turn: Turn, named: str, article: str) -> str | None:
    """The id of the article with this title or id; also of one that is gone, if it was related before."""
    wanted, before = named.casefold(), turn.articles.get(article)
    if before is not None and wanted in before.related:
        return wanted
    return next((a.id for a in turn.articles.values() if wanted in (a.id, a.title.casefold())), None)


async def hindrance(tx: Tx, turn: Turn, draft: Draft) -> Message | None:
    """Why an article cannot be published although it is complete: somebody else changed it meanwhile."""
    if draft.dialogue.id != ArticleDialogue.id:
        return None
    slug = str((draft.answers.get("details") or {}).get("slug") or "").strip()
    last = await curation.of_article(tx, slug, "article")
    if last is not None and last.content.get("document") != draft.document.id and last.at > draft.document.created_at:
        return turn.line("article.changed-since", name=last.by)
    published = last is not None and last.content.get("document") == draft.document.id
    if not edited(draft.document) and slug in turn.articles and not published:
        return turn.line("article.id-taken", id=slug, title=turn.articles[slug].title)
    return None


async def publish(tx: Tx, turn: Turn, draft: Draft, document: Document) -> None:
    """Make a submitted article part of the knowledge base; other documents are left alone.

    Phrasings added from the queue stay changes of their own, which can be taken back by themselves; one that the
    curator struck out goes.
    """
    if draft.dialogue.id != ArticleDialogue.id:
        return
    model = draft.dialogue.review(draft.answers, draft.scene(turn.today)).model
    assert isinstance(model, ArticleDialogue)
    added = [row for row in await curation.current(tx) if row.kind == "phrasing" and row.article == model.details.slug]
    article = _made(turn, model, added)
    change = change_of(document)
    last = await curation.of_article(tx, article.id, "article")
    if last is not None and last.change == change:
        return
    content = {"article": article.model_dump(mode="json"), "document": document.id}
    await curation.add(tx, turn.scope, "article", article.id, content, change=change, now=turn.now)
    seen = await documents.answers_at(tx, turn.scope, document.id, 1) or {}
    struck = _ways_to_ask(seen) - {phrasing.casefold() for phrasing in model.asked.all_phrasings}
    for row in added:
        # only what stood in the draft can be struck out of it; what the article itself holds needs no row any more
        if _text(row, "en") in struck | {phrasing.casefold() for phrasing in article.phrasings}:
            await curation.withdraw(tx, turn.scope, row, change=change, now=turn.now)
    await withdraw_reviews(tx, turn, article.id)


def _ways_to_ask(answers: dict[str, Raw]) -> set[str]:
    """The phrasings that stand in the answers of an article, in lower case."""
    asked = answers.get("asked") or {}
    return {line.casefold() for name in ("phrasings", "further") for line in lines(str(asked.get(name) or ""))}


def _text(row: Curation, language: str) -> str:
    """An added phrasing of this language in lower case; empty for one of another."""
    return str(row.content.get("text") or "").casefold() if row.content.get("language", "en") == language else ""


async def published(turn: Turn, document: Document) -> tuple[Message, ...]:
    """What to tell about a submitted article; the questions for which it was written leave the queue."""
    if document.dialogue != ArticleDialogue.id:
        return ()
    change = change_of(document)
    kind, _, rest = document.about.partition(":")
    if kind == FROM_QUESTION:
        question, _, seen = rest.partition(":")
        found = (await queue.queue(turn, seen)).of(question)
        async with turn.desk.store.write() as tx:
            await curation.resolve(tx, turn.scope, [question, *(found.ids if found else ())], change, turn.now)
    await turn.follow()
    said = turn.line("article.published")
    undo = Button(turn.voice.say("curation.undo"), f"curation:undo:{change}")
    return (Message(said.summary, (*said.blocks, Buttons((undo,)))),)


def change_of(document: Document) -> str:
    """The decision by which the last submitted version of a document is published."""
    return f"{document.id}-{document.submitted_version}"


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


async def titles(tx: Tx, turn: Turn, ids: Sequence[str]) -> dict[str, str]:
    """The titles of those articles that there are: also of a version that was published just now."""
    found: dict[str, str] = {}
    for id in ids:
        known, last = turn.articles.get(id), await curation.of_article(tx, id, "article")
        made = (last.content.get("article") or {}) if last else {}
        if known is not None:
            newer = str(made.get("reviewed") or "") >= known.reviewed.isoformat()  # else the package brought another
            found[id] = str(made.get("title") or known.title) if newer else known.title
    return found


async def withdraw_reviews(tx: Tx, turn: Turn, article: str) -> None:
    """An article that was just read again needs no reminder of it."""
    scope = Scope(PROGRAMME, turn.person.id, Role.ADMIN)
    await reminders.reconcile(tx, scope, f"review:{article}", [], turn.now)
