"""Answers as cards: the article's own words with its source and what one can do next.

They come from the public knowledge base, so they are for everybody in the place.  Whoever is there may press their
buttons.  Without a question that is kept there is nothing to rate or to hand over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.advisor.answers.languages import in_language
from bot.advisor.turn import Turn, here
from bot.chat.blocks import Block, Button, Buttons, Heading, Links, Note, Rating, Style, Text
from bot.chat.views import Message
from flows import registry
from knowledge.articles import Article
from knowledge.library.sources import sources

MOST_RELATED = 3


def answer_card(turn: Turn, article: Article, question_id: str, language: str, *, opened: bool = False) -> Message:
    """The short answer with its source and one main button; the rest opens on demand.

    Where it was ``opened`` and answers no question, there is nothing that a coach could ask anybody.
    """
    say = turn.voice.say
    ways = _dialogue_buttons(turn, article)
    if article.more:
        ways.append(Button(say("answer.more"), f"answer:more:{question_id}:{article.id}"))
    beside = [] if opened and turn.is_coach else _beside(turn, article, question_id)
    blocks: list[Block] = [Heading(article.title), Text(article.short)]
    if english_only := in_language("english-only", language):
        blocks.append(Note(english_only))
    blocks += [*_sources(turn, article), *_main_first([*ways, *beside, *_share(turn, article)])]
    if related := _related(turn, article, question_id, language):
        blocks.append(Links(say("answer.related"), tuple(related)))
    if question_id:
        blocks.append(_rating(turn, question_id))
    return here(Message(f"{article.title}: {article.short}", tuple(blocks)))


def more_card(turn: Turn, article: Article, question_id: str, language: str, *, rated: bool = False) -> Message:
    """The rest of an article, with its links; where it answers a question of its own, it can be ``rated``."""
    ways = [*_dialogue_buttons(turn, article), *_beside(turn, article, question_id), *_share(turn, article)]
    blocks: list[Block] = [Heading(article.title), Text(article.more or article.short)]
    if pages := _pages(article):
        blocks.append(Text("\n".join(f"- [{title}]({url})" for url, title in pages.items())))
    if english_only := in_language("english-only", language):
        blocks.append(Note(english_only))
    blocks += [*_sources(turn, article), *_main_first(ways)]
    if rated:
        blocks.append(_rating(turn, question_id))
    return here(Message(article.title, tuple(blocks)))


def all_told(turn: Turn, article: Article, question_id: str, language: str) -> Message:
    """Nothing is left to say about an article: other articles and people may know more."""
    text = Text(turn.voice.mark("answer.all-told", title=article.title))
    blocks: list[Block] = [text, *_row(_beside(turn, article, question_id))]
    if related := _related(turn, article, question_id, language):
        blocks.append(Links(turn.voice.say("answer.related"), tuple(related)))
    return here(Message(turn.voice.say("answer.all-told", title=article.title), tuple(blocks)))


def suggestions(turn: Turn, articles: Sequence[Article], question_id: str, language: str) -> Message:
    """Did you mean: at most three titles, in the asker's language where there is one, and a way out."""
    say = turn.voice.say
    buttons = [Button(_title(article, language), f"article:{article.id}:{question_id}") for article in articles]
    none = [Button(say("answer.none-of-these"), f"answer:none:{question_id}")] if question_id else []
    asked = in_language("suggest", language) or say("answer.suggest")
    return here(Message(asked, (Text(asked), Buttons(tuple(buttons)), *_row(none))))


def unknown(turn: Turn, question_id: str, language: str, *, unread: bool = False) -> Message:
    """The honest answer when nothing fits; ``unread``: not one word was understood."""
    say = turn.voice.say
    ask = Button(say("answer.ask-coach"), f"answer:coach:{question_id}", Style.PRIMARY)
    said = "" if unread else in_language("unknown", language)
    unknown_ = "answer.unreadable" if unread else "answer.unknown" if question_id else "answer.unknown-outside"
    text = Text(said or turn.voice.mark(unknown_))
    summary = said or say("answer.unreadable" if unread else "answer.unknown-summary")
    return here(Message(summary, (text, *_row([ask, Button(say("home.title"), "home")] if question_id else []))))


def _title(article: Article, language: str) -> str:
    return next((each.title for code, each in article.translations.items() if code == language), article.title)


def _dialogue_buttons(turn: Turn, article: Article) -> list[Button]:
    """The dialogue that the article leads to, for those who may start one."""
    if not turn.person.cluster or article.dialogue not in registry.all_dialogues():
        return []
    dialogue = registry.dialogue(article.dialogue or "")
    label = turn.voice.say("answer.start", dialogue=turn.voice.text(dialogue.id, dialogue.title))
    return [Button(label, f"dialogue:start:{dialogue.id}::", Style.PRIMARY)]


def _beside(turn: Turn, article: Article, question_id: str) -> list[Button]:
    """What helps where the answer is not enough: a coach; a curator mends it, where no others see the button."""
    if turn.is_curator and not turn.place.shared:
        return [Button(turn.voice.say("article.edit"), f"curation:edit:{article.id}")]
    return [Button(turn.voice.say("answer.ask-coach"), f"answer:coach:{question_id}")] if question_id else []


def _share(turn: Turn, article: Article) -> list[Button]:
    """Shows an answer that the person got alone to everybody in the channel."""
    if not may_share(turn):
        return []
    return [Button(turn.voice.say("answer.share"), f"answer:share:{article.id}")]


def may_share(turn: Turn) -> bool:
    """Whether others are there who did not see it."""
    return turn.place.shared and turn.place.alone and not turn.is_outsider


def _main_first(buttons: Sequence[Button]) -> list[Buttons]:
    """One main button, all others beside it as links."""
    main, rest = buttons[:1], buttons[1:]
    drawn = [replace(button, style=Style.PRIMARY) for button in main]
    return _row([*drawn, *(replace(button, style=Style.LINK) for button in rest)])


def _row(buttons: Sequence[Button]) -> list[Buttons]:
    """The buttons as a block; no block without any."""
    return [Buttons(tuple(buttons))] if buttons else []


def _pages(article: Article) -> dict[str, str]:
    """The official pages by their address: those the article links to, and those of its sources."""
    named = sources()
    pages = {str(link.url): link.title for link in article.links}
    for code in article.sources:
        if (source := named.get(code)) and source.url:
            pages.setdefault(str(source.url), source.title)
    return pages


def _sources(turn: Turn, article: Article) -> Iterator[Note]:
    """What the answer rests on and when it was checked; that it is overdue for that, before the reader relies on it."""
    if article.overdue(turn.today):
        yield Note(turn.voice.mark("answer.overdue", date=article.review_due))
    named = sources()
    titles = "; ".join(str(named.get(code, code)) for code in article.sources)
    yield Note(turn.voice.mark("answer.source", sources=titles, date=article.reviewed))


def _related(turn: Turn, article: Article, question_id: str, language: str) -> list[Button]:
    """Other articles to go on with, titled in the asker's language where there is such a title."""
    known = turn.services.engine().library.articles
    found = [known[other] for other in article.related if other in known][:MOST_RELATED]
    return [Button(_title(other, language), f"article:{other.id}:{question_id}") for other in found]


def _rating(turn: Turn, question_id: str) -> Rating:
    say = turn.voice.say
    return Rating(
        say("answer.rate"),
        Button(say("answer.helpful"), f"answer:helpful:{question_id}"),
        Button(say("answer.unhelpful"), f"answer:unhelpful:{question_id}"),
    )
