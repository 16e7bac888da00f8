"""Learn to tell requests about one's own work from questions: ``python -m knowledge.tuning.requests``.

All figures are cross-validated: a message is judged only by weights that were learned without it.  Questions of all
sets, and messages in threads, are examples of what is no request.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from random import Random

from knowledge.articles import ARTICLES, load_articles
from knowledge.library.languages import LANGUAGES, Language
from knowledge.search.requests import ANSWERS, DIALOGUES, KINDS, MODEL, NONE, Model, features, tokens
from knowledge.tuning.question_sets import (
    FOLDS,
    fold_of,
    load_out_of_scope,
    load_questions,
    load_requests,
    load_several,
    load_starts,
    load_threads,
)

WRONG_AT_MOST, OFFERED_AT_MOST = 0.005, 0.03
"""Shares of the questions that may be taken for a request, and that a request may be offered for."""
START_WRONG, START_OFFERED = 0.008, 0.08
"""The same shares for a wish to start a dialogue, which is often about the topic of a question."""
ANOTHER_AT_MOST = 0.02
"""Share of the requests that may be taken for one of another kind."""
ROUNDS, STEP, PENALTY = 10, 0.5, 2e-5
DIALOGUE_OFFERED = 0.05
"""From which probability on a dialogue is offered to somebody who wants to start one."""
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


def wishes(name: str = "requests") -> list[Example]:
    """The wishes to start a dialogue; the dialogue is their kind."""
    rows = load_starts(name)
    return [Example(text, id, language, tuple(features(tokens(text))), fold_of(text)) for text, id, language in rows]


def topics(known: Collection[str]) -> list[Example]:
    """Questions whose article leads to one of the ``known`` dialogues: they bring its words."""
    articles = load_articles(ARTICLES).articles
    found = []
    for language in LANGUAGES:
        for each in load_questions(language):
            article = articles.get(each.right[0]) if each.right else None
            if article is not None and article.dialogue in known:
                seen = tuple(features(tokens(each.text)))
                found.append(Example(each.text, str(article.dialogue), language, seen, fold_of(each.text)))
    return found


REQUEST_KINDS = (NONE, *(kind for kind in KINDS if kind not in ANSWERS))


def fit(
    learned_from: Sequence[Example], sure: float = 1.0, offer: float = 1.0, kinds: Sequence[str] = REQUEST_KINDS
) -> Model:
    """Multinomial logistic regression by AdaGrad; a feature seen once teaches nothing."""
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
    return Model(list(kinds), [round(each, 3) for each in bias], shown, sure, offer)


def cross_validate(all_: Sequence[Example]) -> list[Judged]:
    """Every example judged by weights learned without it."""
    judged = []
    for fold in range(FOLDS):
        model = fit([each for each in all_ if each.fold != fold])
        judged += [judge(model, each) for each in all_ if each.fold == fold]
    return judged


def cross_validate_dialogues(all_: Sequence[Example]) -> list[tuple[Example, list[str]]]:
    """Every wish with the dialogues that weights learned without it rank, the likeliest first."""
    judged = []
    for fold in range(FOLDS):
        model = fit_dialogues([each for each in all_ if each.fold != fold])
        judged += [(each, ranked(model, each)) for each in all_ if each.fold == fold]
    return judged


def fit_dialogues(learned_from: Sequence[Example]) -> Model:
    """Learn which dialogue is meant, from wishes and from questions about the same topics."""
    known = sorted({each.kind for each in learned_from})
    return fit([*learned_from, *topics(known)], 1.0, DIALOGUE_OFFERED, known)


def ranked(model: Model, example: Example) -> list[str]:
    """The kinds of a model, the likeliest first."""
    return [kind for _, kind in sorted(zip(model.chances(example.seen), model.kinds, strict=True), reverse=True)]


def report_dialogues(judged: Sequence[tuple[Example, list[str]]]) -> list[str]:
    """How often the dialogue meant comes first and among the first two: in all, by language and by dialogue."""
    lines = []
    groups = ["all", *LANGUAGES, *sorted({each.kind for each, _ in judged})]
    for name in groups:
        of = [(each, kinds) for each, kinds in judged if name in ("all", each.language, each.kind)]
        first = sum(kinds[0] == each.kind for each, kinds in of)
        second = sum(each.kind in kinds[:2] for each, kinds in of)
        lines.append(f"{name}: {len(of)} wishes, first {first / len(of):.1%}, among two {second / len(of):.1%}")
    return lines


def judge(model: Model, example: Example) -> Judged:
    """What a model says of a message."""
    ranked = dict(zip(model.kinds, model.chances(example.seen), strict=True))
    request = 1 - ranked.pop(NONE)
    kind = max(ranked, key=lambda each: ranked[each])
    return Judged(example, kind, ranked[kind], request)


def thresholds(judged: Sequence[Judged]) -> tuple[float, float]:
    """From which probability on a message is taken for a request, and from which on one is offered."""
    none = [each for each in judged if each.example.kind == NONE]
    sure = _lowest([0.0 if each.kind == "start" else each.chance for each in none], WRONG_AT_MOST)
    wrong = [each.chance for each in judged if each.example.kind not in (NONE, each.kind)]
    asked = [each for each in judged if each.example.kind != NONE]
    another = _lowest(wrong, min(1.0, ANOTHER_AT_MOST * len(asked) / len(wrong)))
    offered = [0.0 if each.kind == "start" else each.request for each in none]
    return max(sure, another), _lowest(offered, OFFERED_AT_MOST)


def start_thresholds(judged: Sequence[Judged]) -> tuple[float, float]:
    """The same for a wish to start a dialogue."""
    none = [each for each in judged if each.example.kind == NONE]
    sure = _lowest([each.chance if each.kind == "start" else 0.0 for each in none], START_WRONG)
    return sure, _lowest([each.request if each.kind == "start" else 0.0 for each in none], START_OFFERED)


def _lowest(chances: Sequence[float], share: float) -> float:
    """The lowest threshold that so large a share of the probabilities may reach."""
    ranked = sorted(chances, reverse=True)
    return round(min(0.99, ranked[min(len(ranked) - 1, int(share * len(ranked)))] + 0.001), 3)


def report(judged: Sequence[Judged], model: Model) -> list[str]:
    """A line for each language, for each kind, and for what is no request."""
    lines = [f"sure from {model.sure}, offered from {model.offer}; to start a dialogue {model.start}"]
    asked = [each for each in judged if each.example.kind != NONE]
    for name, of in [
        *((language, [e for e in asked if e.example.language == language]) for language in LANGUAGES),
        *((kind, [e for e in asked if e.example.kind == kind]) for kind in KINDS),
    ]:
        if not of:
            continue
        right = sum(e.kind == e.example.kind for e in of)
        taken = sum(e.kind == e.example.kind and _taken(model, e) for e in of)
        wrong = sum(e.kind != e.example.kind and _taken(model, e) for e in of)
        reached = sum(e.kind == e.example.kind and _offered(model, e) for e in of)
        lines.append(
            f"{name}: {len(of)} requests, right first {right / len(of):.1%}, taken {taken / len(of):.1%}, "
            f"taken or offered {reached / len(of):.1%}, taken for another {wrong / len(of):.1%}"
        )
    none = [each for each in judged if each.example.kind == NONE]
    taken = sum(_taken(model, each) for each in none)
    offered = sum(_offered(model, each) for each in none)
    lines.append(f"no requests: {len(none)}, taken for one {taken}, one offered {offered}")
    return lines


def _taken(model: Model, judged: Judged) -> bool:
    return judged.chance >= model.limits(judged.kind)[0]


def _offered(model: Model, judged: Judged) -> bool:
    return judged.request >= model.limits(judged.kind)[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, report and write ``requests.json``."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.tuning.requests", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    parser.add_argument("--held-out", action="store_true", help="only judge the held-out set by what was learned")
    parser.add_argument("--dialogues", action="store_true", help="learn only which dialogue is meant")
    options = parser.parse_args(arguments)
    if not options.held_out:
        all_wishes = wishes()
        lines = report_dialogues(cross_validate_dialogues(all_wishes))
        sys.stdout.write("\n".join(["Which dialogue, cross-validated:", *lines, ""]))
        if not options.dry_run:
            DIALOGUES.write_text(written(fit_dialogues(all_wishes)), encoding="utf-8")
    which = Model(**json.loads(DIALOGUES.read_text(encoding="utf-8")))
    lines = report_dialogues([(each, ranked(which, each)) for each in wishes("requests_held_out")])
    sys.stdout.write("\n".join(["Which dialogue, held out:", *lines, ""]))
    if options.dialogues:
        return 0
    if not options.held_out:
        all_ = examples()
        judged = cross_validate(all_)
        sure, offer = thresholds(judged)
        model = replace(fit(all_, sure, offer), start=start_thresholds(judged))
        sys.stdout.write("\n".join(["Cross-validated:", *report(judged, model), ""]))
        if not options.dry_run:
            MODEL.write_text(written(model), encoding="utf-8")
    held = [
        Example(text, kind, language, tuple(features(tokens(text))), 0)
        for text, kind, language in load_requests("requests_held_out")
    ]
    model = Model(**json.loads(MODEL.read_text(encoding="utf-8")))
    lines = report([judge(model, each) for each in held], model)
    sys.stdout.write("\n".join(["Held out:", *lines, ""]))
    return 0


def written(model: Model) -> str:
    """The model as a file, one feature a line."""
    head = {"kinds": model.kinds, "bias": model.bias, "sure": model.sure, "offer": model.offer, "start": model.start}
    lines = [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    rows = [
        f"  {json.dumps(feature, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
        for feature, row in model.weights.items()
    ]
    return "{\n" + "\n".join(lines) + '\n "weights": {\n' + ",\n".join(rows) + "\n }\n}\n"


if __name__ == "__main__":
    sys.exit(main())
