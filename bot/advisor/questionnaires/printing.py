"""A questionnaire on paper, for members who answer with a pen."""

from collections.abc import Iterator

from bot.advisor.questionnaires.design import Design
from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Facts, Heading, Note, Text
from bot.chat.markup import escape
from bot.chat.messages.voice import spoken
from bot.exports.docx import docx
from bot.exports.paper import Paper
from flows.dialogues.member_questionnaire import MemberQuestionnaire
from flows.questionnaire.bank import CHOICE, CHOICES, HIGH, LOW, SCALE, TOPICS, YES_NO, Asked

_BOX = "☐"
_LINE = "_" * 60


def printed(turn: Turn, found: Design, cluster: str) -> bytes:
    """The DOCX file: each question with boxes to tick, or lines to write on."""
    voice = turn.voice
    locale = spoken(voice.locale)
    paper = Paper(
        title=found.title,
        kind=cluster,
        language=str(locale).replace("_", "-"),
        blocks=tuple(_blocks(turn, found)),
        made_at=turn.now,
        foot=voice.say("questionnaire.foot", date=found.deadline),
        right_to_left=str(locale.text_direction) == "rtl",
    )
    return docx(paper)


def _blocks(turn: Turn, found: Design) -> Iterator[Block]:
    text = turn.voice.text
    if found.greeting:
        yield Text(escape(found.greeting))
    yield Facts(((turn.voice.say("questionnaire.member"), ""),))
    for topic, heading in TOPICS.items():
        questions = [each for each in found.questions if each.topic == topic]
        if questions:
            yield Heading(text(MemberQuestionnaire.id, heading))
        for each in questions:
            number = found.questions.index(each) + 1
            yield Text(f"**{number}. {escape(text(MemberQuestionnaire.id, each.text))}**")
            if each.help:
                yield Note(escape(text(MemberQuestionnaire.id, each.help)))
            for line in _lines(turn, each):
                yield Text(escape(line))


def _lines(turn: Turn, question: Asked) -> Iterator[str]:
    """Where the answer goes."""
    text = turn.voice.text
    if question.kind == SCALE:
        yield "     ".join(f"{_BOX} {step}" for step in range(LOW, HIGH + 1))
    elif question.kind == YES_NO:
        yield "     ".join(f"{_BOX} {text(MemberQuestionnaire.id, label)}" for label in ("Yes", "No"))
    elif question.kind in (CHOICE, CHOICES):
        yield from (f"{_BOX} {text(MemberQuestionnaire.id, option.label)}" for option in question.options)
    else:
        yield _LINE
        yield _LINE
