"""How the engine fares on questions that nothing was learned from: ``python -m knowledge.tuning.held_out``.

They stand in ``knowledge/questions/held_out.jsonl`` and were written from the scopes of articles alone, by authors who
had read none of these.
"""

import argparse
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.engine import Engine, Result
from knowledge.library.analysis import fold, stopwords, words
from knowledge.library.articles import ARTICLES
from knowledge.search.decision import OFFERED
from knowledge.tuning.check import measure
from knowledge.tuning.question_sets import QUESTIONS, HeldOut, Question, load_held_out

SHORTEST = 5
"""Letters of a word in which somebody mistypes."""


@dataclass(frozen=True)
class Kept:
    """How the questions held out fare; all are shares but for the counts of messages."""

    questions: dict[str, tuple[int, float, float, float]]
    """By kind how many were asked, and how many found the right article first, were served, were answered wrongly."""
    near: tuple[int, float]
    """Near misses, and the share answered as if known."""
    several: tuple[int, int]
    """Messages of several questions, and those of which every question was served."""
    threads: tuple[int, int]
    """Follow-ups, and those whose article came first."""


def keep(engine: Engine, held: HeldOut) -> Kept:
    """Ask the engine all that was held out."""
    english = [each for each in held.inside if each.language == "en"]
    kinds = {
        "English": english,
        "six other languages": [each for each in held.inside if each.language != "en"],
        "English, keywords only": [_changed(each, keywords(each.text)) for each in english],
        "English, mistyped": [_changed(each, mistyped(each.text)) for each in english],
        "English, written as keywords": held.written["keywords"],
        "English, written with typing errors": held.written["mistyped"],
    }
    measured = {kind: measure(engine, list(asked)) for kind, asked in kinds.items() if asked}
    near = measure(engine, list(held.outside)) if held.outside else None
    return Kept(
        {kind: (m.asked, m.first, m.served, m.wrong) for kind, m in measured.items()},
        (near.asked, near.answered) if near else (0, 0.0),
        (len(held.several), sum(_all_served(engine.ask(text), right) for text, right in held.several)),
        (len(held.threads), sum(_first(engine.ask(e.text, context=[e.after])) == e.right for e in held.threads)),
    )


def keywords(text: str) -> str:
    """The words of a question that carry its topic, as in a search box."""
    return " ".join(word for word in words(text) if fold(word) not in stopwords()["en"]) or text


def mistyped(text: str) -> str:
    """The question with two neighbouring letters of its longest word exchanged, always the same ones."""
    longest = max(words(text), key=len, default="")
    if len(longest) < SHORTEST:
        return text
    at = 1 + zlib.crc32(text.encode()) % (len(longest) - 2)
    wrong = longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :]
    return text.lower().replace(longest, wrong, 1)


def _changed(question: Question, text: str) -> Question:
    return Question(text, question.language, question.right)


def _all_served(result: Result, right: Sequence[str]) -> bool:
    told = {article for part in (result.parts or (result,)) for article in _told(part)}
    return set(right) <= told


def _told(result: Result) -> tuple[str, ...]:
    """The articles that a person sees: the one answered, or those offered."""
    shown = {"answer": 1, "suggest": OFFERED}.get(result.outcome, 0)
    return tuple(each.id for each in result.articles[:shown])


def _first(result: Result) -> str | None:
    return result.articles[0].id if result.articles else None


def lines(kept: Kept) -> Iterator[str]:
    """The figures in words."""
    for kind, (asked, first, served, wrong) in kept.questions.items():
        yield f"{kind}: {asked} questions, right first {first:.1%}, served {served:.1%}, wrong {wrong:.1%}"
    yield f"near misses: {kept.near[0]}, answered {kept.near[1]:.1%}"
    yield f"several questions: every one served in {kept.several[1]} of {kept.several[0]} messages"
    yield f"follow-ups: article first in {kept.threads[1]} of {kept.threads[0]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.tuning.held_out", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with held_out.jsonl")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="folder of the articles")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine.open(Path(folder), options.articles)
        for line in lines(keep(engine, load_held_out(options.questions))):
            sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
