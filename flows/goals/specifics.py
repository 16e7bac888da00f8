"""Whether a goal says what, for whom or where, rather than only a direction."""

import re
from dataclasses import dataclass, field

from flows.goals import english_verbs
from flows.goals.fillers import FILLERS
from flows.goals.lexicon import Lexicon, stems, words
from flows.goals.measures import Measures
from flows.goals.plainness import JARGON
from flows.goals.stem_verbs import Verbs
from flows.goals.text import is_word, tokens
from flows.goals.verbs import strip_opening

# Shared by the six languages: these stems name a direction, not a thing.
_VAGUE = stems(
    "innov collab colab cooper kooper cooper visib visibil competit kompeten qualit sustainab digital "
    "communic kommunik",
    "comunic komunik strateg synerg ecosyst ecosist ekosyst okosyst stakeholder perform success$ "
    "successful network netzwerk member$ members$ members'$",
    "project projekt$ projekte$ projekten$ projekts$ projekty$ projektow$ projektu$ projektach$ projektami$",
    "proyecto projet progett activ aktiv service servic serviz compan enterpris sme smes cluster klaster",
    "klastr region europ industr sector sektor secteur settor partner market$ markets$ operational",
    "interoperab holisti",
    "governan systemat competenc competitiv engag satisf retention motivat impact leverag paradigm",
    "transform societ",
    "horizon horizont agenda agendy erasmus econom initiativ potential potenzial potencial cross",
)
_METRICS = stems(
    "satisf retention rate rates income revenue turnover share cost costs consumption emission time",
    "price number sales",
    "zufrieden anteil umsatz kosten zahl quote mitgliederbindung chiffre nombre taux part satisfaction "
    "satisfacción número",
    "tasa numero tasso soddisf liczb udział response member mitglied adhérent membre socio socios soci członk",
    "fidélis retenc fideliz lojaln firm",
)
_COUNT = stems("number anzahl zahl nombre número numero liczb share anteil")
_GROUPS = stems(
    "member compan smes firm start-up startup partner employee student supplier mitglied unternehmen",
    "betrieb membre",
    "adhérent entreprise pme socio socios asociad empresa pymes soci aziende impres członk firm",
    "przedsiębior mitarbeit",
    "investor sponsor participant follower apprentice visitor",
)
_NEW = words("new neue neuen neuer nouveaux nouvelles nuevos nuevas nuovi nuove nowi nowych nowe")
_STATE_VERBS = words(
    "be become remain stay being becoming sein werden bleiben être devenir rester demeurer ser",
    "convertirse volverse",
    "convertirnos estar permanecer seguir essere diventare restare rimanere divenire być stać stawać",
    "zostać pozostać",
)
_ARTICLES = words("a an the our new")
_EVERY = words("every all each alle jedes jeden tous chaque todos cada tutti ogni wszystkich wszystkie")
_COMPOUND = re.compile(
    r"\w{4,}(?:preis|vertrag|buro|werkstatt|buch|zeitung|messe|borse|portal|plattform|broschure|flyer|website|"
    r"seminar|kurs|"
    r"workshop|schulung|lehrgang|labor|zentrum|halle|raum|fonds|gutschein|siegel|label|tage?|abend|fruhstuck|"
    r"reise|tisch|"
    r"film|video|podcast|letter|datenbank|liste|katalog|karte|atlas|bericht|studie|umfrage|bogen|beirat|manager|"
    r"managerin|"
    r"beauftragte|leiter|leiterin|stelle|antrag|satzung|ordnung|gebuhr|beitrage?|akademie|camp|hackathon|"
    r"kongress|tagung|"
    r"konferenz|gala|fest|stand|ausstellung|zertifikat|faden|check|audit|ausschuss|gruppe|kreis|pakt|app|kampagne)"
    r"(?:e|en|n|s|es|er|ern|innen|nen)?\Z"
)
_HAVING = words("be have having haben sein")
_ABSTRACT = ("isation", "ization", "ability", "ibility", "iveness", "fulness")
_ENOUGH = 2.0


@dataclass
class Specifics:
    """``concrete`` words that name a thing, group or place, and the ``vague`` ones found instead."""

    concrete: list[str] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    score: float = 0.0
    phrases: int = 0

    @property
    def specific(self) -> bool:
        """Two concrete words are a thing with its audience, kind or place."""
        return self.score >= _ENOUGH


def read_specifics(rest: str, lexicon: Lexicon, verbs: Verbs, measures: Measures) -> Specifics:
    """Weigh the words of a goal whose dates and names are already taken out."""
    read = Specifics()
    text = strip_opening(rest, lexicon)
    opening = tokens(rest)[: -len(tokens(text)) or None]
    if any(token[0].isdigit() or token in lexicon.numbers for token in opening):
        # "Ten bakeries will be coached": the subject before the verb is what is counted.
        text = rest
    spoken = tokens(text)
    found = [token for token in spoken if is_word(token)]
    if _only_a_state(found, lexicon, measures):
        return read
    quantified = bool(measures.quantities or (measures.context and verbs.strong))
    counted_group = counted_thing = False
    for i, token in enumerate(found):
        if token[0].isdigit() or token in lexicon.numbers or (token in _EVERY and verbs.strong):
            counted_group = counted_group or any(_GROUPS.match(t) for t in found[i + 1 : i + 5])
            counted = found[i + 1 : i + 3] if not token.endswith("%") and found[i + 1 : i + 2] != ["%"] else []
            counted_thing = counted_thing or (
                verbs.strong
                and any(t[0].isalpha() and not (_is_vague(t, lexicon) or _is_function(t, 1, lexicon)) for t in counted)
            )
            continue
        named_by_noun = lexicon.code == "en" and i > 0 and token in english_verbs.GERUND and found[i - 1] in _ARTICLES
        if len(token) < 2 or token == verbs.verb or (_is_function(token, i, lexicon) and not named_by_noun):
            continue
        parts = token.split("-")
        if all(_is_vague(part, lexicon) for part in parts if part) or _is_vague(token, lexicon):
            read.vague.append(token)
            if quantified and _METRICS.match(token):
                read.score += 0.5
        elif token not in read.concrete:
            read.phrases += not (i and found[i - 1] in read.concrete)
            read.concrete.append(token)
            read.score += 2.0 if lexicon.code == "de" and len(token) >= 9 else 1.0
    if lexicon.code != "en" and not verbs.strong and not measures.measurable and read.phrases < _ENOUGH:
        # "Favorecer el relevo generacional": one thing that is furthered is a direction still.
        read.score = min(read.score, 1.0)
    read.score += min(rest.count("¤"), 1)
    metric = any(_METRICS.match(token) for token in read.vague)
    counted_group = counted_group or (metric and any(_COUNT.match(token) for token in read.vague))
    counted_group = counted_group and not (verbs.verb in _HAVING and not quantified)
    named = bool(verbs.strong or verbs.verb in _HAVING or (not verbs.verb and _NEW.intersection(found)))
    if counted_group and named and measures.measurable:
        read.score += 1.5
    if quantified and named and metric:
        read.score += 0.5
    if len(measures.quantities) > 1 and metric:
        read.score += 1.0
    if (measures.criteria or measures.things or counted_thing) and read.concrete:
        read.score += 1.0
    return read


def _only_a_state(found: list[str], lexicon: Lexicon, measures: Measures) -> bool:
    """Such as "Be a strong voice in Brussels": what one would like to be says nothing of what will be there."""
    ends = (found[:1] or [""])[0], (found[-1:] or [""])[0] if lexicon.verb_last else ""
    return not measures.measurable and bool(_STATE_VERBS.intersection(ends))


def _is_vague(token: str, lexicon: Lexicon) -> bool:
    if lexicon.code == "de" and _COMPOUND.match(token):
        return False
    return bool(JARGON.match(token) or _VAGUE.match(token) or lexicon.vague.match(token)) or (
        len(token) > 8 and token.endswith(_ABSTRACT)
    )


def _is_function(token: str, position: int, lexicon: Lexicon) -> bool:
    if token in lexicon.function_words or token in FILLERS[lexicon.code]:
        return True
    if lexicon.code == "en":
        if token in english_verbs.NOT_VERBS:
            return True
        lemma = (
            english_verbs.GERUND.get(token) or english_verbs.THIRD.get(token) or english_verbs.PAST.get(token) or token
        )
        # "plan", "guide" or "report" after the first word are things.
        known = lemma in english_verbs.WEAK or (lemma in english_verbs.STRONG and lemma not in english_verbs.NOUN_TOO)
        return known or (position == 0 and lemma in english_verbs.STRONG)
    shaped = position == 0 or bool(lexicon.verb_shape.match(token)) or (lexicon.verb_last and token.endswith("en"))
    shaped = shaped and not token.endswith("ungen")
    return shaped and bool(lexicon.strong_verbs.match(token) or lexicon.weak_verbs.match(token))
