"""Learn to tell requests about one's own work from questions: ``python -m knowledge.tuning.requests``.

All figures are cross-validated: a message is judged only by weights that were learned without it.  Questions of all
sets, and messages in threads, are examples of what is no request.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from knowledge.library.languages import LANGUAGES, Language
from knowledge.search.requests import ANSWERS, KINDS, MODEL, NONE, Model, features, tokens
from knowledge.tuning.question_sets import (
    FOLDS,
    fold_of,
    load_out_of_scope,
    load_questions,
    load_requests,
    load_several,
    load_threads,
)

WRONG_AT_MOST, OFFERED_AT_MOST = 0.005, 0.03
"""Shares of the questions that may be taken for a request, and that a request may be offered for."""
ANOTHER_AT_MOST = 0.02
"""Share of the requests that may be taken for one of another kind."""
ROUNDS, STEP, PENALTY = 10, 0.5, 2e-5
SMALLEST = 50
"""Weights below so many hundredths are left out."""


@dataclass(frozen=True)
class Example:
    """A message with its kind, what the model looks at, and the part of the set it is in."""

    text: str
    kind: str
    language: Language
    seen: tuple[str, ...]
    fold: int


@dataclass(frozen=True)
class Judged:
    """An example, and what a model that never saw it says: the likeliest kind, its probability, that of a request."""

    example: Example
    kind: str
    chance: float
    request: float


def examples() -> list[Example]:
    """All that is learned from, each text once."""
    rows = [each for each in load_requests() if each[1] not in ANSWERS]
    rows += [(each.text, NONE, language) for language in LANGUAGES for each in load_questions(language)]
    rows += [(each.text, NONE, "en") for each in load_out_of_scope()]
    rows += [(each.text, NONE, "en") for each in load_threads()]
    rows += [(text, NONE, "en") for text, _ in load_several()]
    found: dict[tuple[str, ...], Example] = {}
    for text, kind, language in rows:
        said = tokens(text)
        found.setdefault(said, Example(text, kind, language, tuple(features(said)), fold_of(text)))
    return list(found.values())


def fit(learned_from: Sequence[Example], sure: float = 1.0, offer: float = 1.0) -> Model:
    """Multinomial logistic regression by AdaGrad; a feature seen once teaches nothing."""
    kinds = [NONE, *(kind for kind in KINDS if kind not in ANSWERS)]
    column = {kind: n for n, kind in enumerate(kinds)}
    often = Counter(feature for each in learned_from for feature in each.seen)
    kept = {feature for feature, count in often.items() if count > 1}
    rows = [(column[each.kind], [f for f in each.seen if f in kept], len(each.seen)) for each in learned_from]
    weights = {feature: [0.0] * len(kinds) for feature in kept}
    slopes = {feature: [1e-3] * len(kinds) for feature in kept}
    bias, bias_slopes = [0.0] * len(kinds), [1e-3] * len(kinds)
    order = Random(1)  # noqa: S311 - only an order in which to learn
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for right, seen, size in rows:
            value = 1 / math.sqrt(size)
            sums = [0.0] * len(kinds)
            for feature in seen:
                sums = [total + weight for total, weight in zip(sums, weights[feature])]  # noqa: B905 - the hot loop
            totals = [b + value * total for b, total in zip(bias, sums, strict=True)]
            top = max(totals)
            shares = [math.exp(total - top) for total in totals]
            whole = sum(shares)
            wrong = [(n, share / whole - (n == right)) for n, share in enumerate(shares)]
            for n, error in wrong:
                if abs(error) < 0.003:
                    continue
                bias_slopes[n] += error * error
                bias[n] -= STEP * error / math.sqrt(bias_slopes[n])
                pull = error * value
                for feature in seen:
                    slope = slopes[feature]
                    row = weights[feature]
                    slope[n] += pull * pull
                    row[n] -= STEP * (pull + PENALTY * row[n]) / math.sqrt(slope[n])
    shown: dict[str, list[int]] = {}
    for feature in sorted(weights):
        row_ = [(n, round(100 * weight)) for n, weight in enumerate(weights[feature])]
        flat = [number for n, weight in row_ if abs(weight) >= SMALLEST for number in (n, weight)]
        if flat:
            shown[feature] = flat
    return Model(kinds, [round(each, 3) for each in bias], shown, sure, offer)


def cross_validate(all_: Sequence[Example]) -> list[Judged]:
    """Every example judged by weights learned without it."""
    judged = []
    for fold in range(FOLDS):
        model = fit([each for each in all_ if each.fold != fold])
        judged += [judge(model, each) for each in all_ if each.fold == fold]
    return judged


def judge(model: Model, example: Example) -> Judged:
    """What a model says of a message."""
    ranked = dict(zip(model.kinds, model.chances(example.seen), strict=True))
    request = 1 - ranked.pop(NONE)
    kind = max(ranked, key=lambda each: ranked[each])
    return Judged(example, kind, ranked[kind], request)


def thresholds(judged: Sequence[Judged]) -> tuple[float, float]:
    """From which probability on a message is taken for a request, and from which on one is offered."""
    none = [each for each in judged if each.example.kind == NONE]
    sure = _lowest([each.chance for each in none], WRONG_AT_MOST)
    wrong = [each.chance for each in judged if each.example.kind not in (NONE, each.kind)]
    asked = [each for each in judged if each.example.kind != NONE]
    another = _lowest(wrong, ANOTHER_AT_MOST * len(asked) / len(wrong))
    return max(sure, another), _lowest([each.request for each in none], OFFERED_AT_MOST)


def _lowest(chances: Sequence[float], share: float) -> float:
    """The lowest threshold that so large a share of the probabilities may reach."""
    ranked = sorted(chances, reverse=True)
    return round(min(0.99, ranked[min(len(ranked) - 1, int(share * len(ranked)))] + 0.001), 3)


def report(judged: Sequence[Judged], sure: float, offer: float) -> list[str]:
    """A line for each language, for each kind, and for what is no request."""
    lines = [f"sure from {sure}, offered from {offer}"]
    asked = [each for each in judged if each.example.kind != NONE]
    for name, of in [
        *((language, [e for e in asked if e.example.language == language]) for language in LANGUAGES),
        *((kind, [e for e in asked if e.example.kind == kind]) for kind in KINDS),
    ]:
        if not of:
            continue
        right = sum(e.kind == e.example.kind for e in of)
        taken = sum(e.kind == e.example.kind and e.chance >= sure for e in of)
        wrong = sum(e.kind != e.example.kind and e.chance >= sure for e in of)
        reached = sum(e.kind == e.example.kind and e.request >= offer for e in of)
        lines.append(
            f"{name}: {len(of)} requests, right first {right / len(of):.1%}, taken {taken / len(of):.1%}, "
            f"taken or offered {reached / len(of):.1%}, taken for another {wrong / len(of):.1%}"
        )
    none = [each for each in judged if each.example.kind == NONE]
    taken = sum(each.chance >= sure for each in none)
    offered = sum(each.request >= offer for each in none)
    lines.append(f"no requests: {len(none)}, taken for one {taken}, one offered {offered}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, report and write ``requests.json``."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.tuning.requests", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    parser.add_argument("--held-out", action="store_true", help="only judge the held-out set by what was learned")
    options = parser.parse_args(arguments)
    if not options.held_out:
        all_ = examples()
        judged = cross_validate(all_)
        sure, offer = thresholds(judged)
        sys.stdout.write("\n".join(["Cross-validated:", *report(judged, sure, offer), ""]))
        model = fit(all_, sure, offer)
        if not options.dry_run:
            MODEL.write_text(written(model), encoding="utf-8")
    held = [
        Example(text, kind, language, tuple(features(tokens(text))), 0)
        for text, kind, language in load_requests("requests_held_out")
    ]
    model = Model(**json.loads(MODEL.read_text(encoding="utf-8")))
    lines = report([judge(model, each) for each in held], model.sure, model.offer)
    sys.stdout.write("\n".join(["Held out:", *lines, ""]))
    return 0


def written(model: Model) -> str:
    """The model as a file, one feature a line."""
    head = {"kinds": model.kinds, "bias": model.bias, "sure": model.sure, "offer": model.offer}
    lines = [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    rows = [
        f"  {json.dumps(feature, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
        for feature, row in model.weights.items()
    ]
    return "{\n" + "\n".join(lines) + '\n "weights": {\n' + ",\n".join(rows) + "\n }\n}\n"


if __name__ == "__main__":
    sys.exit(main())
