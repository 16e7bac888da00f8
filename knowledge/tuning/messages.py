"""Learn when a message holds several questions, and when it goes on from the last answer: part of ``knowledge.tuning``.

Negative examples are the single questions of all sets: none is to be taken apart, and none goes on from an answer to
another question.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.engine import Engine
from knowledge.search import follow_up, segmentation
from knowledge.search.decision import probability
from knowledge.search.index import Index
from knowledge.search.parameters import Logistic, Parameters
from knowledge.tuning.fitting import fit_logistic
from knowledge.tuning.question_sets import FOLDS, Question, Thread, fold_of, load_several, load_threads

SPLIT_WRONGLY_AT_MOST = 0.02
"""Share of single questions that may be taken apart."""
LOST_AT_MOST = 0.02
"""Share of the messages taken apart that may be lost by not looking at all halves, which takes time."""
OTHERS_COUNT, OUTSIDE_COUNT = 0.1, 0.15
"""What a single question, and one out of scope, counts as an example of a message that does not go on."""
FALSELY_ON = 1.5
"""What a new question taken for going on costs beside the other mistake: it is lost, where the other is looked up."""
STAYS_RIGHTLY = 0.93
"""Share of the messages answered with the rest of an article that must be about it."""
BEYOND_AT_MOST = 0.015
"""Share of the messages about what no article answers that may be answered so."""
MARGINS = tuple(n / 20 for n in range(-4, 17))
TEMPERS = (4.0, 8.0, 12.0, 16.0, 20.0, 25.0, 30.0, 40.0)


@dataclass(frozen=True)
class Example:
    """What was seen of a message, what is true of it, and the part of the set it is in."""

    seen: tuple[float, ...]
    truth: bool
    fold: int
    count: float = 1.0
    against: float = 0.0


def learn_several(engine: Engine, singles: Sequence[Question]) -> tuple[Logistic, float, float, str]:
    """The model that tells where a message falls into two questions, its threshold, what a cut must be worth before its
    halves are looked up, and how well it does."""
    together = [(text, True) for text, _ in load_several()]
    examples = []
    for text, truth in [*together, *((question.text, False) for question in singles)]:
        seen = engine.cut_evidence(text)
        if seen is not None:
            examples.append(Example(seen, truth, fold_of(text)))
    judged = _cross_validate(examples)
    split = 1.0
    for tried in sorted({round(chance, 3) for chance, _ in judged}, reverse=True):
        if sum(chance >= tried and not truth for chance, truth in judged) > SPLIT_WRONGLY_AT_MOST * len(singles):
            break
        split = tried
    apart = sum(chance >= split and truth for chance, truth in judged)
    wrongly = sum(chance >= split and not truth for chance, truth in judged)
    line = (
        f"several questions: {apart} of {len(together)} messages taken apart from {split} on, "
        f"{wrongly} of {len(singles)} single questions"
    )
    model = _fit(examples)
    cheap = segmentation.CHEAP
    worth = sorted(
        segmentation.worth(each.seen[:cheap], model)
        for each, (chance, _) in zip(examples, judged, strict=True)
        if each.truth and chance >= split
    )
    return model, split, round(worth[int(LOST_AT_MOST * len(worth))], 3), line


def learn_following(engine: Engine, singles: Sequence[Question]) -> tuple[Logistic, float, float, str]:
    """The model that tells whether a message goes on, by how much that must beat the message by itself, the share of
    those that stay, and how well it does."""
    threads = [each for each in load_threads() if each.after in engine.library.articles]
    ids = sorted(engine.library.articles)
    examples = []
    stays = goes = 0
    for each in threads:
        last = engine.library.articles[each.after]
        on = each.right == last.id or each.right in last.related
        goes += on
        stays += each.right == last.id
        seen, against = engine.follow_evidence(each.text, last)
        examples.append(Example(seen, on, fold_of(each.text), against=against))
    for question in singles:
        last = engine.library.articles[_any_of(ids, question.text)]
        if last.id not in question.right and not set(last.related) & set(question.right):
            seen, against = engine.follow_evidence(question.text, last)
            count = OTHERS_COUNT if question.right else OUTSIDE_COUNT
            examples.append(Example(seen, False, fold_of(question.text), count, against))
    judged = _cross_validate(examples)
    margin = min(MARGINS, key=lambda tried: _mistaken(judged, examples, tried))
    told = [_is_told(chance, each, margin) for (chance, _), each in zip(judged, examples, strict=True)]
    known = sum(said == each.truth for said, each in zip(told[: len(threads)], examples, strict=False))
    false = sum(told[len(threads) :])
    line = (
        f"follow-ups: {known} of {len(threads)} messages in threads told rightly, "
        f"{false} of {len(judged) - len(threads)} other questions taken for one, with a margin of {margin}"
    )
    return _fit(examples), margin, round(stays / goes, 3), line


def _is_told(chance: float, example: Example, margin: float) -> bool:
    return chance >= follow_up.LIKELY_FROM and chance - example.against >= margin


def _mistaken(judged: Sequence[tuple[float, bool]], examples: Sequence[Example], margin: float) -> float:
    """What is told wrongly with a margin, by what the examples count."""
    both = zip(judged, examples, strict=True)
    return sum(
        each.count * (1.0 if truth else FALSELY_ON)
        for (chance, truth), each in both
        if _is_told(chance, each, margin) != truth
    )


def learn_temper(index: Index, learned: Parameters) -> tuple[float, str]:
    """How much must be understood of a follow-up for its own words to count in full, and how well that does."""
    threads = load_threads()
    reached = {
        temper: _found_first(Engine(index, learned.model_copy(update={"temper": temper})), threads)
        for temper in TEMPERS
    }
    best = max(reached, key=lambda temper: (reached[temper], -temper))
    return (
        best,
        f"articles of {reached[best]} of {len(threads)} messages in threads found first, with a temper of {best}",
    )


def learn_rest(index: Index, learned: Parameters, outside: Sequence[Question]) -> tuple[float, str]:
    """From which probability on a message that goes on is about the same article, so that its rest answers it.

    Messages about what no article answers are asked after any article: few of them may be taken for one.
    """
    engine = Engine(index, learned.model_copy(update={"rest": 0.0}))
    ids = sorted(engine.library.articles)
    threads = ((engine.ask(each.text, context=[each.after]), each.right == each.after) for each in load_threads())
    staying = [(result.articles[0].score, right) for result, right in threads if result.stays]
    strange = (engine.ask(each.text, context=[_any_of(ids, each.text)]) for each in outside)
    beyond = [result.articles[0].score for result in strange if result.stays]
    rest = 1.0
    for tried in sorted({round(score, 2) for score, _ in staying}, reverse=True):
        kept = [right for score, right in staying if score >= tried]
        if sum(score >= tried for score in beyond) > BEYOND_AT_MOST * len(outside):
            break
        if sum(kept) >= STAYS_RIGHTLY * len(kept):
            rest = tried
    kept = [right for score, right in staying if score >= rest]
    return rest, f"of {len(kept)} messages taken to stay with an article from {rest} on, {sum(kept)} do"


def _any_of(ids: Sequence[str], text: str) -> str:
    """An article that has nothing to do with a text, always the same one."""
    return ids[zlib.crc32(text.encode()) % len(ids)]


def _found_first(engine: Engine, threads: Sequence[Thread]) -> int:
    results = ((engine.ask(each.text, context=[each.after]), each.right) for each in threads)
    return sum(bool(result.articles) and result.articles[0].id == right for result, right in results)


def _fit(examples: Sequence[Example]) -> Logistic:
    return fit_logistic([e.seen for e in examples], [e.truth for e in examples], [e.count for e in examples], 0.3)


def _cross_validate(examples: Sequence[Example]) -> list[tuple[float, bool]]:
    """For each example the probability given by a model that was learned without its fold, and the truth."""
    models = [_fit([each for each in examples if each.fold != fold]) for fold in range(FOLDS)]
    return [(probability(models[each.fold], each.seen), each.truth) for each in examples]
