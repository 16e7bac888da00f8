"""Whether a goal is grasped in one read."""

import re
from dataclasses import dataclass

from flows.goals.lexicon import Lexicon, stems
from flows.goals.text import tokens

LONGEST = 38
"""Words.  About 30 are advised; somewhat more plain ones are still read at once."""

JARGON = stems(
    "leverag synerg holistic holisti ganzheit operationali paradigm multi-stakeholder stakeholder ecosystem ökosystem",
    "écosystème ecosistema ekosystem value-creation co-creat cocreat future-proof human-centric "
    "data-driven empower unlock",
    "transformativ interoperab cross-sector crosssector valorisation valorization transversal governance mechanism",
    "framework innovation-driven game-chang disrupt best-in-class scalab agile proactiv impactful seamless mainstream",
    "capacity-build downstream upstream mission-driven methodolog paradigma systemic systemisch verstetig "
    "transdisziplin",
    "sektorübergreif wertschöpfungsnetz innovationsökosystem kontextualis gouvernance gobernanza valoriz synergi",
    "catalys catalyz orchestrat alignment streamlin thought-leader next-generation state-of-the-art "
    "cutting-edge world-class",
    "opérationnalis operacionaliz operativizz transwersaln holistyczn operacjonaliz interoperac "
    "interdisziplin modalities",
    "multidimension facilitat robust optimi integrat competenc transition resilien nexus ideation bottom-up top-down",
)
_LONG_WORD = {"de": 26, "pl": 18}
_SENTENCE = re.compile(r"[.!?]+\s+(?=\S)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|z\.b|bzw|ca|approx|no|nr|etc|st|dr|d\.h|p\.ex|incl|max|min|\d+|[a-z])\.\s")


@dataclass(frozen=True)
class Plainness:
    """``count`` of words and sentences; ``reason`` is "" when the goal is plain."""

    words: int
    sentences: int
    reason: str = ""
    found: tuple[str, ...] = ()


def read_plainness(folded: str, count: int, lexicon: Lexicon | None) -> Plainness:
    """``count`` is the number of words of the whole text, of which ``folded`` may be only the beginning."""
    sentences = len([part for part in _SENTENCE.split(_ABBREVIATION.sub(" ", folded)) if part.strip()])
    spoken = [token for token in tokens(folded) if token[0].isalpha()]
    if count > LONGEST or len(folded) > 600:
        return Plainness(count, sentences, "long")
    if sentences > 3 or (sentences == 3 and count > 30):
        return Plainness(count, sentences, "sentences")
    jargon = tuple(dict.fromkeys(token for token in spoken if JARGON.match(token)))
    if (len(jargon) >= 3 and len(jargon) / len(spoken) >= 0.18) or (len(jargon) >= 5):
        return Plainness(count, sentences, "jargon", jargon)
    if len(jargon) == 2 and len(jargon) / len(spoken) >= 0.34:
        return Plainness(count, sentences, "jargon", jargon)
    limit = _LONG_WORD.get(lexicon.code if lexicon else "", 17)
    long_words = tuple(token for token in spoken if len(token) >= limit and "-" not in token)
    if lexicon and (len(long_words) >= 3 or (len(long_words) >= 2 and len(jargon) >= 1)):
        return Plainness(count, sentences, "long-words", long_words)
    clauses = sum(token in lexicon.subordinators for token in spoken) if lexicon else 0
    if clauses >= 4 or (clauses == 3 and count > 26):
        return Plainness(count, sentences, "nested")
    return Plainness(count, sentences)
