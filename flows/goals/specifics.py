"""Whether a goal says what, for whom or where, rather than only a direction."""

from dataclasses import dataclass, field

from flows.goals import english
from flows.goals.lexicon import Lexicon, stems, words
from flows.goals.measures import Measures
from flows.goals.plainness import JARGON
from flows.goals.text import is_word, tokens
from flows.goals.verbs import Verbs, strip_opening

# Shared by the six languages: these stems name a direction, not a thing.
_VAGUE = stems(
    "innov collab colab cooper kooper cooper visib visibil competit kompeten qualit sustainab digital "
    "communic kommunik",
    "comunic komunik strateg synerg ecosyst ecosist ekosyst okosyst stakeholder perform success$ "
    "successful network netzwerk member$ members$ members'$",
    "project projekt proyecto projet progett activ aktiv service servic serviz compan enterpris sme smes "
    "cluster klaster",
    "klastr region europ industr sector sektor secteur settor partner market$ markets$ operational interoperab holisti",
    "governan systemat competenc competitiv engag satisf retention motivat impact leverag paradigm transform societ",
    "horizon horizont agenda agendy erasmus econom initiativ potential potenzial potencial cross",
)
_METRICS = stems(
    "satisf retention rate rates income revenue turnover share cost costs consumption emission time price number sales",
    "zufrieden anteil umsatz kosten zahl quote mitgliederbindung chiffre nombre taux part satisfaction "
    "satisfacción número",
    "tasa numero tasso soddisf liczb udział response member mitglied adhérent membre socio socios soci członk",
    "fidélis retenc fideliz lojaln firm",
)
_COUNT = stems("number anzahl zahl nombre número numero liczb share anteil")
_GROUPS = stems(
    "member compan smes firm start-up startup partner employee student supplier mitglied unternehmen betrieb membre",
    "adhérent entreprise pme socio socios asociad empresa pymes soci aziende impres członk firm przedsiębior mitarbeit",
    "investor sponsor participant follower apprentice visitor",
)
_NEW = words("new neue neuen neuer nouveaux nouvelles nuevos nuevas nuovi nuove nowi nowych nowe")
_ABSTRACT = ("isation", "ization", "ability", "ibility", "iveness", "fulness")
_ENOUGH = 2.0


@dataclass
class Specifics:
    """``concrete`` words that name a thing, group or place, and the ``vague`` ones found instead."""

    concrete: list[str] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    score: float = 0.0

    @property
    def specific(self) -> bool:
        """Two concrete words are a thing with its audience, kind or place."""
        return self.score >= _ENOUGH


def read_specifics(rest: str, lexicon: Lexicon, verbs: Verbs, measures: Measures) -> Specifics:
    """Weigh the words of a goal whose dates and names are already taken out."""
    read = Specifics()
    found = [token for token in tokens(strip_opening(rest, lexicon)) if is_word(token)]
    quantified = bool(measures.quantities)
    counted_group = False
    for i, token in enumerate(found):
        if token[0].isdigit() or token in lexicon.numbers:
            counted_group = counted_group or any(_GROUPS.match(t) for t in found[i + 1 : i + 5])
            continue
        if len(token) < 2 or token == verbs.verb or _is_function(token, i, lexicon):
            continue
        parts = token.split("-")
        if all(_is_vague(part, lexicon) for part in parts if part) or _is_vague(token, lexicon):
            read.vague.append(token)
            if quantified and _METRICS.match(token):
                read.score += 0.5
        elif token not in read.concrete:
            read.concrete.append(token)
            read.score += 2.0 if lexicon.code == "de" and len(token) >= 9 else 1.0
    read.score += min(rest.count("¤"), 1)
    metric = any(_METRICS.match(token) for token in read.vague)
    counted_group = counted_group or (metric and any(_COUNT.match(token) for token in read.vague))
    named = bool(verbs.strong or (not verbs.verb and _NEW.intersection(found)))
    if counted_group and named and measures.measurable:
        read.score += 1.5
    if quantified and named and metric:
        read.score += 0.5
    if len(measures.quantities) > 1 and metric:
        read.score += 1.0
    if measures.criteria and read.concrete:
        read.score += 1.0
    return read


def _is_vague(token: str, lexicon: Lexicon) -> bool:
    return bool(JARGON.match(token) or _VAGUE.match(token) or lexicon.vague.match(token)) or (
        len(token) > 8 and token.endswith(_ABSTRACT)
    )


def _is_function(token: str, position: int, lexicon: Lexicon) -> bool:
    if token in lexicon.function_words:
        return True
    if lexicon.code == "en":
        if token in english.NOT_VERBS:
            return True
        lemma = english.GERUND.get(token) or english.THIRD.get(token) or english.PAST.get(token) or token
        # "plan", "guide" or "report" after the first word are things.
        known = lemma in english.WEAK or (lemma in english.STRONG and lemma not in english.NOUN_TOO)
        return known or (position == 0 and lemma in english.STRONG)
    shaped = position == 0 or bool(lexicon.verb_shape.match(token)) or (lexicon.verb_last and token.endswith("en"))
    shaped = shaped and not token.endswith("ungen")
    return shaped and bool(lexicon.strong_verbs.match(token) or lexicon.weak_verbs.match(token))
