"""What a message means beside its words: follow-ups, and several questions in one message."""

import re
from functools import cache
from pathlib import Path

import yaml

from knowledge.text import fold, stopwords, words

MOST_QUESTIONS = 4
"""So many questions of one message are answered one by one."""
_LONGEST_FOLLOW_UP, _FEW_WORDS = 12, 2
_END = re.compile(r"(?<=[?؟])\s*|\n+")
_JOINED = re.compile(
    r"[,;.]?\s+(?:and(?: also)?|und|et|y|e|oraz|i|also|plus)\s+"
    r"(?=(?:how|what|who|when|where|why|which|can|wie|was|wer|wann|wo|warum|welche|comment|quel|qui|quand|ou|pourquoi"
    r"|como|que|quien|cuando|donde|cual|come|cosa|chi|quando|dove|quale|jak|co|kto|kiedy|gdzie|dlaczego)\b)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3


def is_follow_up(message: str) -> bool:
    """Whether a short message opens or points as if it went on from what was said before."""
    folded = [fold(word) for word in words(message)]
    if not folded or len(folded) > _LONGEST_FOLLOW_UP:
        return False
    openers, short, references = _lists()
    if any(" ".join(folded[:size]) in openers for size in (1, 2, 3, 4)):
        return True
    stop = _stop()
    content = sum(word not in stop for word in folded)
    if content <= _FEW_WORDS and any(word in references for word in folded):
        return True
    return content < _FEW_WORDS and any(" ".join(folded[:size]) in short for size in (1, 2))


def points_back(message: str) -> bool:
    """Whether a message holds a word that stands for something said before, such as "it" or "them"."""
    references = _lists()[2]
    return any(fold(word) in references for word in words(message))


def questions_in(message: str) -> list[str]:
    """The questions that may stand side by side in a message, in order; one when it is a single question.

    A part that points back ("how do I fill it in?") belongs to what went before.  Whether the others are
    different questions shows only when each is looked up.
    """
    pieces = [piece.strip() for part in _END.split(message) for piece in _JOINED.split(part)]
    asked = [piece for piece in pieces if len(words(piece)) >= _FEWEST_WORDS]
    if not 1 < len(asked) <= MOST_QUESTIONS or any(points_back(piece) for piece in asked[1:]):
        return [message]
    return asked


@cache
def _stop() -> frozenset[str]:
    """The stopwords of all languages together."""
    return frozenset(word for listed in stopwords().values() for word in listed)


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = yaml.safe_load((Path(__file__).parent / "followups.yaml").read_text(encoding="utf-8"))
    openers, short = (frozenset(str(each) for line in data[name] for each in line) for name in ("opener", "short"))
    return openers, short, frozenset(data["reference"].split())
