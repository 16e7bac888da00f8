"""What ``python -m knowledge.tuning`` found out, kept in ``parameters.json``."""

import json
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "parameters.json"


class Logistic(BaseModel):
    """A logistic model: probability = 1 / (1 + exp(-(bias + Σ weight × feature)))."""

    model_config = ConfigDict(frozen=True)

    bias: float
    weights: tuple[float, ...]


class Parameters(BaseModel):
    """The learned numbers.

    For the index: ``stop_weight`` is what a stopword counts beside another word, ``body_count`` what a
    sentence of an answer counts beside a phrasing, the two ``smoothing`` what an article is thought to say
    of a term it does not hold.  ``synonym_weight`` is what a synonym counts beside the word as typed.
    For ranking: ``fusion`` weighs the features of an article (see ``knowledge.search.ranking.FEATURES``).
    For the decision: ``right`` tells how likely the first article is the right one, ``among`` how likely the
    right one is among the first three; from the probabilities ``answer`` and ``suggest`` on we do so.
    For messages: ``several`` tells how likely a message holds two questions at a place (``search.segmentation``), and
    from ``split`` on it is taken apart there; ``follows`` how likely it goes on from what was answered before
    (``search.follow_up``), ``margin`` by how much that must beat the
    message taken by itself, ``stays`` the share of those that stay with the same article, and ``temper`` how much must
    be understood of such a message for its own words to count in full; from the probability ``rest`` on that it stays
    it is answered with the rest of the article.
    """

    model_config = ConfigDict(frozen=True)

    stop_weight: float
    body_count: float
    word_smoothing: float
    gram_smoothing: float
    synonym_weight: float
    fusion: tuple[float, ...]
    right: Logistic
    among: Logistic
    answer: float
    suggest: float
    several: Logistic
    split: float
    worth: float
    follows: Logistic
    margin: float = 0.5
    stays: float
    temper: float
    rest: float


@cache
def parameters() -> Parameters:
    """The learned parameters that come with the product."""
    return Parameters(**json.loads(FILE.read_text(encoding="utf-8")))
