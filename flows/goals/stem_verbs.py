"""The main verb of a goal in the languages that are read by the stems and endings of words."""

import re
from dataclasses import dataclass

from flows.goals.fillers import FILLERS
from flows.goals.lexicon import Lexicon, stems, words
from flows.goals.text import is_word, tokens

_WISHES = frozenset({"que", "qu'", "che", "zeby", "aby", "niech", "dass"})
_CAUSATIVE = frozenset({"faire", "fare", "far", "hacer"})


@dataclass(frozen=True)
class Verbs:
    """The verb that decides, as it stands in the folded goal, and whether it is strong."""

    verb: str
    strong: bool


_PARTICLES = words(
    "ein an ab auf aus durch vor her um teil zusammen mit online fertig frei statt bei bereit fest nach hin zu los"
)
_FINITE = re.compile(
    r"(stell|fuhr|reich|richt|schliess|bau|werb|setz|bild|biet|eroffn|kauf|tret|nehm|nimm|geh|leg|geb|gib|halt|"
    r"lad|mach|"
    r"meld|bring|hol|ruf|druck|schreib|les|schick|send|zeig|wahl|lauf|teil|fahr|zieh|zahl|weih|rust|lern|steh|find)"
    r"(?:e|en|t|et)\Z"
)


def join_separated(rest: str) -> str:
    """German "wir stellen … ein" with its verb put together at the end: "wir … einstellen"."""
    found = rest.split()
    last = len(found) - 1
    while last > 0 and found[last] == "§":
        last -= 1
    if last < 2 or found[last] not in _PARTICLES:
        return rest
    for i, word in enumerate(found[:last]):
        match = _FINITE.match(word)
        if match:
            return " ".join([*found[:i], *found[i + 1 : last], found[last] + match.group(1) + "en"])
    return rest


def by_stems(text: str, lexicon: Lexicon) -> Verbs:
    """The verb of a goal whose opening is already taken off."""
    found = tokens(text)
    phrase = lexicon.weak_phrases.match(text)
    if phrase:
        return Verbs(phrase.group().strip(), False)
    wished = _wished(found, lexicon) if found[0] in _WISHES else ""
    if wished:
        return Verbs(wished, True)
    weak = ""
    weak_at = -1
    for i, token in enumerate(found):
        if not is_word(token) or token in lexicon.function_words:
            continue
        if token in _CAUSATIVE and found[i + 1 : i + 2] and lexicon.verb_shape.match(found[i + 1]):
            return Verbs(token, True)
        if _PRODUCING.match(token) and (found[i + 1 : i + 2] or [""])[0].isdigit() | bool(
            lexicon.numbers.intersection(found[i + 1 : i + 2])
        ):
            return Verbs(token, True)
        if lexicon.weak_verbs.match(token) and (lexicon.verb_last or i == weak_at + 1 or _verbal(token, i, lexicon)):
            if not weak:
                weak, weak_at = token, i
            continue
        acts = lexicon.verb_last or _verbal(token, i, lexicon) or _has_subject(found, i, lexicon)
        if not lexicon.strong_verbs.match(token) or not acts:
            continue
        if lexicon.verb_last and i and found[i - 1] in ("beim", "zum", "am", "im", "bei", "ins"):
            continue
        if not weak or _connected(found, weak_at, i, lexicon):
            weak_later = lexicon.verb_last and not weak and any(lexicon.weak_verbs.match(t) for t in found[i + 1 :])
            if not weak_later or _connected(found, -1, i, lexicon) or _is_infinitive_pair(found, i, lexicon):
                return Verbs(token, True)
    if not weak:
        unknown = _unknown_verb(found, lexicon)
        if unknown:
            return Verbs(unknown, True)
    acting = _acting(text, weak, lexicon)
    return Verbs(acting or weak, bool(acting))


_PRODUCING = stems("hacer$ haremos$ haciendo$ fare$ faremo$ faire$ ferons$ zrobic$ robic$ zrobimy$")
_AND = frozenset({"et", "y", "e", "i", "und"})
_SUBJUNCTIVE = re.compile(r"\w{3,}(?:en|an|ent|ino|ano)\Z")


def _wished(found: list[str], lexicon: Lexicon) -> str:
    """Such as "que 25 empresas firmen …": what others are to do, not what they are to be."""
    for token in found[1:]:
        done = lexicon.strong_verbs.match(token) or (lexicon.code in ("es", "fr", "it") and _SUBJUNCTIVE.match(token))
        if done and not (is_weak(token, lexicon) or token in FILLERS[lexicon.code] or token in lexicon.function_words):
            return token
    return ""


def _acting(text: str, weak: str, lexicon: Lexicon) -> str:
    """A finite or passive verb, known or not: "formeremo", "zostaną przeprowadzone"; not that of a side clause."""
    first_weak = text.find(weak) if weak else len(text)
    for match in lexicon.acting.finditer(text):
        verb = next(group for group in match.groups() if group)
        before = tokens(text[: match.start()])[-4:]
        if match.start() > first_weak or lexicon.subordinators.intersection(before):
            continue
        after = tokens(text[match.end() :])[:2]
        for candidate in (verb, *(after[1:] if after[:1] and after[0] in _AND else [])):
            if not (is_weak(candidate, lexicon) or candidate in lexicon.function_words):
                return candidate
    return ""


def is_weak(verb: str, lexicon: Lexicon) -> bool:
    """A verb that gives a direction or a state: "verbessert", "reconnus"."""
    return bool(lexicon.weak_verbs.match(verb) or lexicon.vague.match(verb) or _STATES.match(verb))


_STATES = stems(
    "connu reconnu satisf impliqu engag motiv inform situ$ lié$ liés$ interess bekannt zufrieden",
    "vernetzt geschätzt",
    "anerkannt aufgestellt engagiert motiviert informiert interessiert orientiert etabliert conocid",
    "reconocid implicad",
    "motivad informad interesad preparad situad conosciut riconosciut coinvolt motivat soddisfatt interessat",
    "teng pued crezc sient conozc sepan$ haya soient$ aient$ puissent$ sachent$ connaiss devienn",
    "sentent$ siano$ abbiano$",
    "possano$ conosc cresc divent sentano$ preparat znan$ znany znana zadowol rozpoznawan zaangazowan",
    "gotow widziany ceniony",
)


def _is_infinitive_pair(found: list[str], i: int, lexicon: Lexicon) -> bool:
    """German "… gründen und … unterstützen": the strong verb closes its own clause."""
    return i + 1 < len(found) and found[i + 1] in ("und", ",", ";", ".", "um", "sowie")


def _verbal(token: str, position: int, lexicon: Lexicon) -> bool:
    future = lexicon.code in ("es", "fr", "it") and _FUTURE.match(token)
    return position == 0 or bool(future or lexicon.verb_shape.match(token))


_PRESENT = re.compile(r"\w{2,}(?:a|e|an|en|ano|ono|ent)\Z")
_OBJECT_STARTS = words(
    "un una uno une el la los las lo il i gli le les des du de d' l' a al alla allo ai alle aux au",
    "nuestro nuestra notre nos",
)


def _has_subject(found: list[str], i: int, lexicon: Lexicon) -> bool:
    """Such as "la junta aprueba un presupuesto": a finite verb between its subject and its object."""
    if lexicon.code not in ("es", "fr", "it") or not i or not _PRESENT.match(found[i]):
        return False
    before, after = found[i - 1], (found[i + 1 : i + 2] or [""])[0]
    subject = before.isalpha() and before not in lexicon.function_words | FILLERS[lexicon.code] | lexicon.numbers
    return subject and (after in _OBJECT_STARTS or after[:1].isdigit() or after in lexicon.numbers)


def _connected(found: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """A weak verb and a later strong one belong together by "en", "mediante", "indem" or a gerund."""
    if re.search(r"(?:ando|iendo|endo)\Z", found[end]):
        return True
    near = found[max(start + 1, 0) : end] if lexicon.verb_last else found[max(start + 1, end - 2) : end]
    return any(token in lexicon.connectors for token in near)


_GENITIVES = words("mit an con avec de du des d' del della dell' delle dei degli di von der eines einer")
_THINGS = stems(
    "réunion convention question mission édition position relation condition événement bâtiment",
    "document moment stage",
    "page image avantage culture nature structure facture reunión convención exposición misión",
    "edición missione edizione",
    "posizione relazione condizione sitzung zeitung abteilung lösung beziehung natura cultura struttura cultura",
)


def _unknown_verb(found: list[str], lexicon: Lexicon) -> str:
    spoken = [token for token in found if is_word(token)]
    if len(spoken) < 2:
        return ""
    if (
        lexicon.verbal_noun.match(spoken[0])
        and (spoken[1] in _GENITIVES or lexicon.code == "pl")
        and not is_weak(spoken[0], lexicon)
    ):
        return spoken[0] if not _THINGS.match(spoken[0]) else ""
    for candidate in [spoken[-1]] if lexicon.verb_last else _clause_starts(found, lexicon):
        infinitive = lexicon.code == "pl" and candidate.endswith(_INFINITIVE_ENDINGS)
        plausible = lexicon.verb_shape.match(candidate) and (infinitive or not lexicon.vague.match(candidate))
        if plausible and not lexicon.weak_verbs.match(candidate) and candidate not in lexicon.numbers:
            return candidate
    return ""


_FUTURE = re.compile(r"\w{3,}(?:[aei]ra|[dr]ra|[aei]ran|[dr]ran|[eid]ront|[ei]ranno|rranno)\Z")
_CLAUSE_ENDS = frozenset(",:§;-")
_INFINITIVE_ENDINGS = ("ac", "ic", "yc", "ec")
"""Those of Polish, without their accents."""
_INFINITIVE = re.compile(r"\w{3,}(?:(?<!os)c|wac)\Z")


def _clause_starts(found: list[str], lexicon: Lexicon) -> list[str]:
    """The words a verb stands at: the first one, those after a comma or a date, in Polish any infinitive."""
    starts = [token for i, token in enumerate(found) if is_word(token) and (not i or found[i - 1] in _CLAUSE_ENDS)]
    if lexicon.code == "pl":
        starts += [token for token in found if token.endswith(_INFINITIVE_ENDINGS) and _INFINITIVE.match(token)]
    return [token for token in starts if token not in FILLERS[lexicon.code]]
