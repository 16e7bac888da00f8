"""Which language a goal is written in, as far as the word lists can tell."""

import unicodedata

from flows.goals import english, english_verbs, french, german, italian, polish, spanish
from flows.goals.fillers import FILLERS
from flows.goals.lexicon import Lexicon, words

LEXICONS: tuple[Lexicon, ...] = (
    english.LEXICON,
    german.LEXICON,
    french.LEXICON,
    spanish.LEXICON,
    italian.LEXICON,
    polish.LEXICON,
)

# Function words of neighbours that would otherwise pass for one of the six.
_OTHERS = words(
    "het een voor tussen onze ons naar niet worden zijn leden nieuwe tot aan bij om och att för från till med som inom",
    "nya medlemmar og af at til nye medlemmer fra uma um para até os as do da dos das nosso nossa novos não em pela",
    "ve ile için bir yeni mennessä uutta jäsentä sekä että pro nové nových členy členů našich jejich konce "
    "roce získat vytvořit na základě și pentru noi prin până în cu",
    "és egy új tagok szerint ja uusien jäsenten uudet",
)
_AMBIGUOUS = words("do da as na at om med og em a o i e de la en per se un no die in to")


def language_of(words_of_goal: list[str]) -> Lexicon | None:
    """The lexicon of the goal's language; None when it is none of the six."""
    letters = [c for c in "".join(words_of_goal) if c.isalpha()]
    if not letters:
        return None
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if latin * 2 < len(letters):
        return None
    best: Lexicon | None = None
    best_score = 0.0
    for lexicon in LEXICONS:
        score = sum(_weight(lexicon, word) for word in words_of_goal)
        if score > best_score:
            best, best_score = lexicon, score
    others = sum(1.0 if w not in _AMBIGUOUS else 0.4 for w in words_of_goal if w in _OTHERS)
    return None if others > best_score else best


def _weight(lexicon: Lexicon, word: str) -> float:
    weight = 0.0
    if word in lexicon.function_words:
        weight = 0.4 if word in _AMBIGUOUS else 1.0
    elif word in lexicon.hints:
        weight = 0.7
    elif word in FILLERS[lexicon.code]:
        weight = 0.2 if word in _AMBIGUOUS else 0.5
    if word in lexicon.numbers:
        weight += 0.5
    if (
        (lexicon.code == "en" and word in english_verbs.GERUND)
        or lexicon.strong_verbs.match(word)
        or lexicon.weak_verbs.match(word)
    ):
        weight += 0.6
    elif lexicon.vague.match(word):
        weight += 0.3
    return weight
