"""Understanding a message that goes on from what was answered just before in the same thread.

How likely it does is told by its wording and by how well it is understood by itself (weights learned by
``knowledge.tuning``).  If it does, articles are weighed by where follow-ups go: most stay with the article, the others
go to a related one.
"""

import math
from collections.abc import Sequence

from knowledge.library.article import Article
from knowledge.search.conversation import Cues
from knowledge.search.decision import Confidence
from knowledge.search.parameters import Parameters
from knowledge.search.ranking import Ranking

EVIDENCE = (
    *("opens", "refers", "asks_only", "few", "leaves", "details", "right", "among", "last", "related"),
    *("known", "outside", "words_margin", "grams_margin", "unknown"),
)

LIKELY_FROM = 0.3
"""From which probability on a message may go on; one that is understood by itself must be beaten besides (`lead`)."""


def evidence(found: Cues, look: Confidence, ranking: Ranking, last: Article) -> tuple[float, ...]:
    """What speaks for or against going on, as in ``EVIDENCE``.

    ``look`` and ``ranking`` are what looking the message up by itself gave; ``last`` is the article answered last,
    ``related`` tells whether one it names is the best.
    """
    named = 1 / (1 + look.best.index(last.id)) if last.id in look.best else 0.0
    related = float(bool(set(look.best[:1]) & set(last.related)))
    return (
        *(found.opens, found.refers, found.asks_only, found.few, found.leaves, found.details),
        *(look.right, look.among, named, related),
        *(ranking.known / 10, ranking.outside_covered, ranking.words_margin / 10, ranking.grams_margin / 10),
        ranking.unknown,
    )


def lead(goes_on: float, look: Confidence, last: Article) -> float:
    """By how much the reading that a message goes on beats the message taken by itself.

    A message that leads to the same article, or to one it names, does not speak against going on.
    """
    same = bool({last.id, *last.related} & set(look.best[:1]))
    return goes_on if same else goes_on - look.right


def weigh(
    scores: dict[str, float], said: float, last: Article, articles: Sequence[str], goes_on: float, learned: Parameters
) -> list[tuple[str, float]]:
    """Articles with their probability, best first, for a message that goes on from ``last`` with that probability.

    ``scores`` are those of the ranking of the message by itself; what is not in it counts as its lowest.  ``said`` is
    how much of the message was understood: the less, the less its scores count.
    """
    trust = min(1.0, said / learned.temper)
    floor = min(scores.values(), default=0.0)
    here = set(articles)
    related = [each for each in last.related if each in here]
    prior = {each: goes_on * (1 - learned.stays) / len(related) for each in related}
    prior[last.id] = goes_on * learned.stays
    others = max(1 - goes_on, 1e-3) / len(articles)
    chances = {
        each: math.log(prior.get(each, 0.0) + others) + trust * scores.get(each, floor) for each in {**scores, **prior}
    }
    best = max(chances.values())
    weights = {each: math.exp(chance - best) for each, chance in chances.items()}
    total = sum(weights.values())
    shares = ((each, round(weight / total, 4)) for each, weight in weights.items())
    return sorted(shares, key=lambda each: (-each[1], each[0]))
