"""Whether a goal is grasped in one read."""

import re
from dataclasses import dataclass

from flows.goals.lexicon import Lexicon, stems
from flows.goals.text import tokens

LONGEST = 38
"""Words.  About 30 are advised; somewhat more plain ones are still read at once."""

JARGON = stems(
    "leverag synerg holistic holisti ganzheit operationali paradigm multi-stakeholder stakeholder",
    "ecosystem ökosystem",
    "écosystème ecosistema ekosystem value-creation co-creat cocreat future-proof human-centric "
    "data-driven empower unlock",
    "transformativ interoperab cross-sector crosssector valorisation valorization transversal governance mechanism",
    "framework innovation-driven game-chang disrupt best-in-class scalab agile proactiv impactful",
    "seamless mainstream",
    "capacity-build downstream upstream mission-driven methodolog paradigma systemic systemisch verstetig "
    "transdisziplin",
    "sektorübergreif wertschöpfungsnetz innovationsökosystem kontextualis gouvernance gobernanza valoriz synergi",
    "catalys catalyz orchestrat alignment streamlin thought-leader next-generation state-of-the-art "
    "cutting-edge world-class",
    "opérationnalis operacionaliz operativizz transwersaln holistyczn operacjonaliz interoperac "
    "interdisziplin modalities",
    "value-chain$ interregional interregional interconnect intersector intersektor międzysektor",
    "intersettor hybridi",
    "ibridaz specialisation specialization spécialisation especialización specializzazione catalyst",
    "catalys katalys",
    "positioning positionnement posicionamiento dynamics dynamique dynamik dinamic pathway twin$",
    "trajectoire trayectoria",
    "transversal transversaux trasversal multinivel multi-level multilevel vertebr sistémic",
    "systémique sistemic systemow",
    "integrador integrier integrativ émergence fertilisation fécondation apprenant résilien resilient zirkulär",
    "datengetrieben datenbasiert ausgestaltung implementierungsstrateg handlungsfeld wertschöpfung",
    "transformationsproz",
    "asset$ immaterial sinergi synergii synergie paradygm internaliz kooperacyjn stymulow",
    "dynamik",
    "proces$ operacyjn strategiczn implementac interdyscyplin kompleksow innowacyjnoś",
    "ottica filier$",
    "abilitant abilitazion valorizzaz contaminazion capitalisation capitaliz kapitalis mutualis",
    "pérennis articulation",
    "territorialis appropriation structurant déclinaison vectoriel palanca hibridac",
    "articulación sinérgic",
    "empoderamiento wirkungsorient niederschwellig partizipativ enabling enabler$",
    "multidimension facilitat robust optimi integrat competenc transition resilien nexus ideation",
    "bottom-up top-down",
)
_ABBREVIATIONS = re.compile(
    r"(?:(?=\w*[a-z])[bcdfghjklmnpqrstvwxz\d]{2,5}|espr|lca|pef|ris\d?|esg|cbam|esrs|ria|csa|dei|edih|eic|eip|"
    r"trl|sri|kpi|okr|"
    r"roi|epd|cea|acv|rse|erp|iot|api|aas|opc|gaia-x|csddd|vsme|lcc|esco|eitci|i4ms|erdf|efre|feder|fesr)\Z"
)
_MEASURED = frozenset(
    [
        "km",
        "kg",
        "kw",
        "kwh",
        "mwh",
        "gwh",
        "mw",
        "gw",
        "kv",
        "mm",
        "cm",
        "dm",
        "ml",
        "mb",
        "gb",
        "tb",
        "hr",
        "pm",
        "nr",
        "st",
        "tys",
        "tsd",
        "str",
        "pl",
        "cz",
        "sk",
        "hq",
        "ps",
        "km2",
        "m2",
        "m3",
        "mln",
        "mrd",
        "vs",
    ]
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
    short = tuple(
        dict.fromkeys(
            part
            for token in re.findall(r"[a-z\d]+", folded)
            for part in [token]
            if _ABBREVIATIONS.match(part) and part not in _MEASURED
        )
    )
    if len(short) >= 5:
        return Plainness(count, sentences, "jargon", short)
    limit = _LONG_WORD.get(lexicon.code if lexicon else "", 17)
    long_words = tuple(token for token in spoken if len(token) >= limit and "-" not in token)
    if lexicon and (len(long_words) >= 3 or (len(long_words) >= 2 and len(jargon) >= 1)):
        return Plainness(count, sentences, "long-words", long_words)
    clauses = sum(token in lexicon.subordinators for token in spoken) if lexicon else 0
    if clauses >= 4 or (clauses == 3 and count > 26):
        return Plainness(count, sentences, "nested")
    return Plainness(count, sentences)
