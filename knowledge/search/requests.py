"""Requests about one's own work, in plain words: "what is due this week", "move the session to Friday".

What kind a message is of is told by a multinomial logistic model over its words, pairs of words and character n-grams
(weights learned by ``knowledge.tuning.requests`` from ``knowledge/questions/requests.jsonl``).  A second one tells
which dialogue is meant by the wish to start one ("I want to plan our move abroad").  ``none`` is one of the
kinds: questions about running a cluster were among the examples.  Below ``offer`` nothing is said of a request; from
there on it may be offered, from ``sure`` on it is taken for one.  Nobody learns from a guess what may change something:
``exact`` tells that somebody wrote just what an example says, dates and courtesies aside.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

from knowledge.library.analysis import fold, grams, words
from knowledge.library.yaml_file import read_yaml

Kind = Literal[
    "due",
    "session",
    "session-set",
    "session-move",
    "session-cancel",
    "open",
    "start",
    "done",
    "not-done",
    "later",
    "postpone",
    "reminders-off",
    "reminders-on",
    "reminders-pause",
    "zone",
    "language",
    "settings",
    "cluster",
    "coach",
    "undo",
    "colleague",
    "import",
    "home",
    "yes",
    "no",
    "anger",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
NONE = "none"
ANSWERS: frozenset[Kind] = frozenset({"yes", "no"})
"""Kinds that are only told word for word: too short to be likened to anything."""
When = Literal["today", "tomorrow", "week", "next-week", "month", "late", ""]
Whose = Literal["mine", "all", ""]

EXAMPLES = Path(__file__).parents[1] / "questions" / "requests.jsonl"
MODEL = Path(__file__).parent / "requests.json"
DIALOGUES = Path(__file__).parent / "dialogues.json"
LONGEST = 40
"""A message of more words is a story and no request."""
OFFERED = 2
"""So many kinds are offered at most where it is not sure."""
FAR = 6
"""A dialogue that is so many times less likely than the likeliest is not offered."""
_DATE = "@"
"""Stands for a date or number in a message."""


@dataclass(frozen=True)
class Request:
    """What a message may ask for.

    ``kind`` is the likeliest, ``chance`` its probability; ``sure``: it is taken for one.  ``exact``: somebody wrote an
    example word for word.  ``others`` are what else it may be.  ``when``, ``whose`` and ``subjects`` are what its words
    say; empty where they do not.  ``dialogues`` are those that a wish to start one may mean, the likeliest first.
    """

    kind: Kind
    chance: float
    sure: bool
    exact: bool
    others: tuple[Kind, ...] = ()
    when: When = ""
    whose: Whose = ""
    subjects: tuple[str, ...] = ()
    dialogues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """The learned weights.

    ``kinds`` are those of the columns, ``bias`` has one number for each; ``weights`` has for a feature the column and
    its weight in hundredths, one after the other.  ``start`` are the probabilities from which on a wish to start a
    dialogue is taken for one and offered: it is more like a question, and to offer it does no harm.
    """

    kinds: Sequence[str]
    bias: Sequence[float]
    weights: Mapping[str, Sequence[int]]
    sure: float
    offer: float
    start: tuple[float, float] = (1.0, 1.0)

    def limits(self, kind: str) -> tuple[float, float]:
        """From which probabilities on a kind is taken for sure, and offered."""
        return self.start if kind == "start" else (self.sure, self.offer)

    def chances(self, found: Sequence[str]) -> list[float]:
        """The probability of each kind, for the features of a message."""
        length = math.sqrt(len(found)) or 1.0
        scores = [0.0] * len(self.kinds)
        for feature in found:
            row = self.weights.get(feature, ())
            for at in range(0, len(row), 2):
                scores[row[at]] += row[at + 1]
        totals = [bias + score / 100 / length for bias, score in zip(self.bias, scores, strict=True)]
        top = max(totals)
        values = [math.exp(total - top) for total in totals]
        whole = sum(values)
        return [round(value / whole, 4) for value in values]


def read_request(message: str) -> Request | None:
    """What a message asks for of one's own work; None where it is nothing of that kind."""
    said = tokens(message)
    if not said:
        return _by_sign(message)
    if len(said) > LONGEST:
        return None
    details = (_first(said, "when"), _first(said, "whose"), tuple(_all(said, "subject")))
    if (known := _examples().get(bare(said))) is not None:
        meant = _dialogues(said) if known == "start" else ()
        return None if known == NONE else Request(_kind(known), 1.0, True, True, (), *details, meant)
    model = learned()
    ranked = sorted(zip(model.chances(features(said)), model.kinds, strict=True), reverse=True)
    likely = [(chance, kind) for chance, kind in ranked if kind != NONE]
    unlikely = next(chance for chance, kind in ranked if kind == NONE)
    chance, kind = likely[0]
    sure, offer = model.limits(kind)
    if 1 - unlikely < offer or chance < offer / 2:
        return None
    others = tuple(_kind(other) for share, other in likely[1:OFFERED] if share >= model.limits(other)[1])
    meant = _dialogues(said) if "start" in (kind, *others) else ()
    return Request(_kind(kind), chance, chance >= sure, False, others, *details, meant)


def may_name_a_day(message: str) -> bool:
    """Whether a message can be an example word for word, once a day in it stands as one sign: it has all other words of
    one that holds a date.  To find days among words takes far longer than to see that."""
    said = set(tokens(message))
    return any(others <= said for others in _beside_dates())


def _dialogues(said: Sequence[str]) -> tuple[str, ...]:
    """The dialogues that a wish to start one may mean, the likeliest first: those not far less likely than it."""
    model = learned_dialogues()
    ranked = sorted(zip(model.chances(features(said)), model.kinds, strict=True), reverse=True)
    return tuple(dialogue for chance, dialogue in ranked if chance >= max(model.offer, ranked[0][0] / FAR))


def _by_sign(message: str) -> Request | None:
    """What a message of nothing but signs says: 👍 is a yes."""
    kind = next((kind for sign in message for kind, signs in _data()["signs"].items() if sign in signs), None)
    return Request(_kind(kind), 1.0, True, True) if kind else None


def tokens(message: str) -> tuple[str, ...]:
    """The folded words of a message; dates and numbers stand as one sign."""
    named, clock = _dates()
    said: list[str] = []
    for word in words(message):
        folded = fold(word)
        if folded in named or any(character.isdigit() for character in folded):
            while len(said) > 1 and said[-1] in clock and said[-2] == _DATE:
                said.pop()
            if said[-1:] != [_DATE]:
                said.append(_DATE)
        else:
            said.append(folded)
    return tuple(said)


def bare(said: Iterable[str]) -> str:
    """The words without courtesies and what only stands beside a day, as one text; of a message of nothing else all."""
    all_ = tuple(said)
    left: list[str] = []
    _, clock = _dates()
    for word in all_:
        if word == _DATE:
            while len(left) > 1 and left[-1] in clock:
                left.pop()
        if not (word in clock and left[-1:] == [_DATE]):
            left.append(word)
    polite = _polite()
    return " ".join(word for word in left if word not in polite) or " ".join(all_)


def features(said: Sequence[str]) -> list[str]:
    """What the model looks at: words, pairs of words with the ends marked, character n-grams, and the length."""
    marked = ("^", *said, "$")
    found = [f"={word}" for word in said]
    found += [f"{first} {second}" for first, second in pairwise(marked)]
    found += [gram for word in said if word != _DATE for gram in grams(word)]
    found.append(f"#{min(len(said), 12)}")
    return list(dict.fromkeys(found))


@cache
def learned() -> Model:
    """The model that comes with the product."""
    return Model(**json.loads(MODEL.read_text(encoding="utf-8")))


@cache
def learned_dialogues() -> Model:
    """The model that tells which dialogue somebody wants to start; its kinds are the ids of dialogues."""
    return Model(**json.loads(DIALOGUES.read_text(encoding="utf-8")))


@cache
def _examples() -> dict[str, str]:
    """The kind of each example, by its bare words; a text of two kinds is no example of either."""
    found: dict[str, str] = {}
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = bare(tokens(row["q"]))
        if found.setdefault(text, row["kind"]) != row["kind"]:
            found[text] = NONE
    return found


@cache
def _beside_dates() -> tuple[frozenset[str], ...]:
    """The words of each example that holds a date, without it; none that has all words of another one."""
    found: list[frozenset[str]] = []
    _, clock = _dates()  # where a day stands as one sign, other ones of these are beside it
    dated = {frozenset(text.split()) - {_DATE} - clock for text in _examples() if _DATE in text.split()}
    for others in sorted(dated, key=lambda words: (len(words), sorted(words))):
        if not any(fewer <= others for fewer in found):
            found.append(others)
    return tuple(found)


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind == name)


def _first(said: Sequence[str], what: str) -> Any:
    return next(iter(_all(said, what)), "")


def _all(said: Sequence[str], what: str) -> list[str]:
    text = f" {' '.join(said)} "
    return [name for name, phrases in _data()[what].items() if any(f" {phrase} " in text for phrase in phrases)]


@cache
def _dates() -> tuple[frozenset[str], frozenset[str]]:
    named = frozenset(" ".join(_data()["date"]).split())
    return named, frozenset(map(fold, str(_data()["clock"]).split()))


@cache
def _polite() -> frozenset[str]:
    return frozenset(str(_data()["polite"]).split())


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(Path(__file__).parent / "requests.yaml")
    return data
