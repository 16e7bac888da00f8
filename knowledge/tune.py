"""Learn the engine's parameters from the question sets: ``python -m knowledge.tune``.

All figures are cross-validated: a question is judged only by weights that were learned without it.
``--search`` also tries other values for the numbers the index is built with, which takes some minutes.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.articles import ARTICLES, load_articles
from knowledge.decision import OFFERED, evidence, probability
from knowledge.index import Index, build
from knowledge.learning import fit_logistic, fit_ranking
from knowledge.parameters import FILE, Logistic, Parameters, parameters
from knowledge.query import read
from knowledge.questions import FOLDS, Question, load_all
from knowledge.scoring import Ranking, rank, weigh

OUT_OF_SCOPE_COUNT = 3.0
"""What a question out of scope counts beside one in scope: people ask more of them than our set has."""
WRONG_AT_MOST, OUTSIDE_AT_MOST = 0.022, 0.015
"""Shares of wrong answers that the chosen threshold may give here: below the 3 % promised elsewhere."""
UNSERVED_AT_MOST = 0.006
"""Share of questions whose right article stands among the three but which may be called unknown."""
GRID: dict[str, tuple[float, ...]] = {
    "stop_weight": (0.2, 0.3, 0.4, 0.5, 0.7),
    "body_count": (0.15, 0.3, 0.5, 0.8),
    "word_smoothing": (0.05, 0.1, 0.2),
    "gram_smoothing": (0.015, 0.03, 0.06),
    "synonym_weight": (0.0, 0.2, 0.3, 0.5, 0.7),
}


@dataclass(frozen=True)
class Judged:
    """A question with its ranking under weights learned without it, and what the decision makes of it."""

    question: Question
    hits: tuple[bool, ...]
    right: float
    among: float

    @property
    def first(self) -> bool:
        """Whether the first article is a right one."""
        return bool(self.hits) and self.hits[0]

    @property
    def offered(self) -> bool:
        """Whether a right article is among those that "did you mean" offers."""
        return any(self.hits[:OFFERED])


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, report and write ``parameters.json``."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.tune", description=__doc__)
    parser.add_argument("--search", action="store_true", help="also search the index parameters (minutes)")
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    options = parser.parse_args(arguments)
    known = parameters()
    if options.search:
        known = search(known)
    rankings, questions = ranked_questions(known)
    judged = cross_validate(rankings, questions)
    answer, suggest = thresholds(judged)
    final = learn(rankings, questions).model_copy(update={"answer": answer, "suggest": suggest})
    final = Parameters(**{**known.model_dump(), **final.model_dump(include=LEARNED)})
    for line in report(judged, final):
        sys.stdout.write(line + "\n")
    if not options.dry_run:
        FILE.write_text(json.dumps(final.model_dump(), indent=1) + "\n", encoding="utf-8")
    return 0


LEARNED = {"fusion", "right", "among", "answer", "suggest"}


def search(known: Parameters) -> Parameters:
    """Try the values of ``GRID`` one number after the other; keep what ranks best under cross-validation."""
    best, value = known, _quality(known)
    for name, values in GRID.items():
        for each in values:
            if each == getattr(best, name):
                continue
            tried = best.model_copy(update={name: each})
            reached = _quality(tried)
            sys.stdout.write(f"{name} = {each}: {reached:.4f}\n")
            if reached > value:
                best, value = tried, reached
    return best


def ranked_questions(known: Parameters) -> tuple[list[Ranking], list[Question]]:
    """All questions of the sets, ranked on a fresh index of the packaged articles."""
    library = load_articles(ARTICLES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "knowledge.sqlite"
        build(path, library, "tune", known)
        index = Index(path)
        questions = load_all(list(library.articles))
        rankings = [rank(read(each.text, index, known), index, known) for each in questions]
        ids = index.ids
        index.close()
    kept = [(ranking, each) for ranking, each in zip(rankings, questions, strict=True) if ranking.candidates]
    global _IDS
    _IDS = ids
    return [ranking for ranking, _ in kept], [each for _, each in kept]
