"""Answering questions from the knowledge base."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.advisor.answers import cards
from bot.advisor.turn import Turn, here, reads, writes
from bot.chat.blocks import Note
from bot.chat.views import Message, Reply
from bot.store import questions
from bot.store.engine import Tx
from bot.store.questions import Question
from knowledge.articles import Article
from knowledge.engine import Result
from knowledge.search.conversation import may_go_on
from knowledge.search.decision import OFFERED
from knowledge.search.segmentation import MOST_QUESTIONS

LONGEST = 10_000
"""Characters of a question that are read at all."""
PATIENCE = 1.0
"""Seconds that an answer waits for what curators changed just before; until it is there the former index answers."""
RECENT = 3
"""How many of the last questions in a thread a follow-up may refer to."""
JUST_BEFORE = timedelta(hours=1)
"""How long a follow-up may come after the answer, outside of threads."""


async def ask(turn: Turn, text: str) -> Reply:
    """Answer a question, or several in one message one by one.

    Every question and its outcome is kept, but of an outsider nothing: they are answered without what went before.
    """
    if len(text) > LONGEST:
        return turn.say("chat.too-long", length=len(text), limit=LONGEST)
    await turn.refresh(PATIENCE, now=False)
    recent = await _recent(turn) if may_go_on(text) and not turn.is_outsider else []
    context = [question.articles[0][0] for question in recent if _goes_on_from(turn, question)]
    result = turn.services.engine().ask(text, context=context)
    for part in result.parts or (result,):
        turn.services.answered(part.outcome)
    if result.chat == "more":
        return _more_of(turn, recent)
    if not result.parts:
        given = result.stays and context[:2].count(result.articles[0].id)
        return Reply(messages=(await _answer(turn, text, result, given=int(given)),))
    intro = here(turn.line("answer.part"))
    answers = [await _answer(turn, part.asked, part, n) for n, part in enumerate(result.parts)]
    missed = (here(turn.line("answer.part-missed")),) if len(answers) >= MOST_QUESTIONS else ()
    return Reply(messages=(intro, *answers, *missed))


@reads
def _recent(tx: Tx, turn: Turn) -> list[Question]:
    recent = questions.recent_in_thread(tx, turn.scope, turn.thread, RECENT)
    place = turn.place
    if len(recent) < RECENT and place.began is not None and not place.shared:
        root = questions.at_root(tx, turn.scope, turn.outside_threads, place.began, own=place.own)
        recent += [root] if root else []
    return recent


def _goes_on_from(turn: Turn, question: Question) -> bool:
    """Whether a follow-up may refer to a question: it has an answer and, outside of threads, came just before."""
    answered = question.outcome == "answer" and bool(question.articles)
    return answered and bool(turn.place.thread or turn.now - question.asked_at <= JUST_BEFORE)


async def _answer(turn: Turn, text: str, result: Result, number: int = 0, given: int = 0) -> Message:
    """Keep one question and answer it.

    ``number`` is its place in the message: a follow-up belongs to the last.  ``given`` is how much of the article was
    told in the thread: 0 nothing, 1 its short answer, 2 all.
    """
    question_id = "" if turn.is_outsider else turn.services.new_id()

    def keep(tx: Tx) -> None:
        questions.add(
            tx,
            turn.scope,
            id=question_id,
            text=text,
            language=result.language,
            outcome=result.outcome,
            articles=[(scored.id, scored.score) for scored in result.articles],
            thread=turn.thread,
            now=turn.now + timedelta(microseconds=number),
        )

    if question_id:
        await turn.services.store.write(keep, durable=False)  # nobody waits for the disk to get an answer
    known = turn.services.engine().library.articles
    found = [known[scored.id] for scored in result.articles if scored.id in known]
    if result.outcome == "answer" and found:
        if given > 1 or (given and not found[0].more):
            return cards.all_told(turn, found[0], question_id, result.language)
        if given:
            return cards.more_card(turn, found[0], question_id, result.language, rated=True)
        return cards.answer_card(turn, found[0], question_id, result.language)
    if result.outcome == "suggest" and found:
        return cards.suggestions(turn, found[:OFFERED], question_id, result.language)
    return cards.unknown(turn, question_id, result.language, unread=result.unread)


def _more_of(turn: Turn, recent: Sequence[Question]) -> Reply:
    """The rest of what was answered last; where a choice is open, the choice once more."""
    for question in recent:
        found = [article for id, _ in question.articles if (article := _article(turn, id))]
        if question.outcome == "answer" and found:
            return Reply(messages=(cards.more_card(turn, found[0], question.id, question.language),))
        if question.outcome == "suggest" and found:
            return Reply(messages=(cards.suggestions(turn, found[:OFFERED], question.id, question.language),))
    return turn.say("chat.more-nothing")


@reads
def more(tx: Tx, turn: Turn, question_id: str, article_id: str) -> Reply:
    """The rest of an article."""
    article = _article(turn, article_id)
    if article is None:
        return turn.say("answer.gone")
    question = questions.get(tx, turn.scope, question_id)
    return Reply(messages=(cards.more_card(turn, article, question_id, question.language if question else "en"),))


@writes
def show(tx: Tx, turn: Turn, article_id: str, question_id: str) -> Reply:
    """An article somebody chose from a list; for a question of their own it counts as its answer from then on."""
    article = _article(turn, article_id)
    if article is None:
        return turn.say("answer.gone")
    question = questions.get(tx, turn.scope, question_id) if question_id else None
    if question is not None and question.person == turn.person.id:
        questions.chosen(tx, turn.scope, question_id, article.id, turn.now)
        return Reply(messages=(cards.answer_card(turn, article, question_id, question.language),))
    question_id, language = turn.services.new_id(), "en"
    questions.add(
        tx,
        turn.scope,
        id=question_id,
        text=article.title,
        language=language,
        outcome="answer",
        articles=[(article.id, 1.0)],
        thread=turn.thread,
        now=turn.now,
    )
    return Reply(messages=(cards.answer_card(turn, article, question_id, language, opened=True),))


async def share(turn: Turn, article_id: str) -> Reply:
    """The button "Share here": the short answer, for everybody in the place, with the name of who shared it."""
    article = _article(turn, article_id)
    if article is None:
        return turn.say("answer.gone")
    if not cards.may_share(turn):
        return turn.say("chat.stale-button")
    everybody = replace(turn, place=turn.place.model_copy(update={"alone": False}))
    card = cards.answer_card(everybody, article, "", "en", opened=True)
    by = Note(turn.voice.mark("answer.shared-by", name=turn.person.name))
    said = turn.line("answer.shared", title=article.title)
    return Reply(messages=(said,), shared=replace(card, blocks=(*card.blocks, by)))


@writes
def rate(tx: Tx, turn: Turn, question_id: str, *, helpful: bool) -> Reply:
    """Keep whether an answer helped the person who asked; their last word counts, and only they are told."""
    question = questions.get(tx, turn.scope, question_id)
    if question is None:
        return turn.say("chat.stale-button")
    if question.person != turn.person.id:
        return Reply(passing=turn.voice.say("answer.not-yours"))
    questions.rate(tx, turn.scope, question_id, helpful, turn.now)
    return Reply(passing=turn.voice.say("answer.rated-helpful" if helpful else "answer.rated-unhelpful"))


@writes
def none_of_these(tx: Tx, turn: Turn, question_id: str) -> Reply:
    """None of the suggestions was meant, says the person who asked."""
    question = questions.get(tx, turn.scope, question_id)
    if question is None:
        return turn.say("chat.stale-button")
    if question.person != turn.person.id:
        return turn.say("answer.not-yours")
    questions.rate(tx, turn.scope, question_id, False, turn.now)
    return Reply(messages=(cards.unknown(turn, question_id, question.language),))


def _article(turn: Turn, article_id: str) -> Article | None:
    return turn.services.engine().library.articles.get(article_id)
