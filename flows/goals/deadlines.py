"""When a goal is to be reached: dates, spans of time, repetitions, and years that are only names."""

import re
from dataclasses import dataclass, field
from datetime import date

from flows.goals.dates import DATES, FULL_MONTH, last_day
from flows.goals.lexicon import Lexicon, Pattern, alternatives, fold_pattern, phrases, words
from flows.reading.languages import MONTHS

FIRST_DEADLINE_YEAR = 2024
"""A bare "in 2014" tells what was; years before this one are history in every goal that is read here."""

_BARE_MONTH = phrases(
    r"(?:by|in|until|till|before|during|from|for|end of|late|early|mid|next|this|and|bis|im|ende|mitte|"
    r"anfang|vor|ab|en|"
    r"avant|d' ici|fin|courant|debut|para|antes de|hasta|finales de|entro|a|fine|w|do|konca|przed|since|"
    r"seit|depuis|desde)"
    rf"[ -](?:the |end of |early |mid-?|late |zum |fin |la fin |fine |a |konca )?{FULL_MONTH}"
)
_BARE_QUARTER = phrases(
    r"(?:by|in|until|before|during|of|bis|im|ende|within|end of)\s(?:the\s)?(?:end\sof\s|ende\s)?"
    r"(?:q[1-4]|h[12]|(?:first|second|third|fourth|last) (?:quarter|half))(?:\sof\sthe\syear)?"
)
_SHORT_DATE = phrases(r"(?:bis(?: zum| spatestens)?|am|zum|vor dem|do) (?:3[01]|[12]?\d)\.\s?(?:1[0-2]|0?[1-9])\.?")
_MID_YEAR = phrases(r"mid-? ?(?P<year>20\d\d)|(?:mitte|ende|anfang|fin|mi-?|debut|end|eoy) ?(?P<year_>20\d\d)")

_START = re.compile(
    r"(?:\b(?:since|from|founded in|established in|created in|started in|launched in|as of|starting(?: in| "
    r"from)?|"
    r"beginning(?: in)?|effective|seit|ab|gegrundet|depuis|a partir de?u?|fond\w+ en|des|desde|fundad\w+ "
    r"en|dal|dall'|"
    r"a partire da\w*|od|zaloz\w+ w|left in|joined in|back in)\s(?:the |early |late |mid-?|dem |le |el |il "
    r"|dnia |anfang )?)\Z"
)
_RANGE_END = re.compile(
    r"\s?(?:to|until|till|through|-|bis(?: zum)?|jusqu' ?(?:a|au|en)|au|a|al|hasta(?: el)?|fino al?|do)\s?"
    r"(?:the |end of |\d{1,2}\.? ?)?(?:20\d\d|" + alternatives(MONTHS) + r"|\d{1,2}[./])"
)
_NAME_WORDS = words(
    "horizon agenda europe europa vision strategy strategie stratégie estrategia strategia strategii "
    "target targets plan",
    "report programme program survey horizont horizonte agenda agendy erasmus interreg pact directive "
    "regulation act law",
    "project projekt initiative framework charter roadmap study edition budget bilan rapport bericht umfrage informe",
    "encuesta piano rapporto raport planu ziele objectifs objetivos obiettivi cele goals objectives vizja",
    "orizzonte horyzont decade décennie decennio década dekade ue eu",
)
_NAME_AFTER = words(
    "targets target goals objectives agenda strategy survey report edition vision roadmap plan framework "
    "programme budget",
    "conference census figures results data level levels study baseline pledge climate energy package ziele umfrage",
    "strategie bericht studie niveau",
)
_BEFORE_YEAR = words(
    "by until till before in during within through throughout to bis im jahr jahre jahres vor ici avant en "
    "pour para hasta",
    "entro il nel per do w przed na roku year end ende fin mid early late mitte anfang mi latest and und "
    "et y e i annee",
    "ano anno de-aqui fine meta konca ano l'annee spatestens - au l' al a courant im for fur",
)
_YEAR_PARTS = words(
    "end ende fin final finales fine konca koniec middle start beginning mitte anfang debut mi principios "
    "mediados meta",
    "inizio polowy poczatku course laufe lauf cours transcurso corso year jahres annee ano anno half quarter semester",
    "semestre trimestre quartals halbjahr halbjahres december dicembre diciembre prima antes lato wiosna part summer",
)
_OF_WORDS = words("of de von del des du z di dell'")
_COMPARED = words("with than vs versus against compared gegenüber rapport respecto rispetto wobec als since")
_EVENTS = words(
    "fair messe conference congress summit expo forum week festival salon feria fiera targi kongress kongres"
)
_STOPS = frozenset(",;:.!?()")
_YEAR_FOLLOWED_BY = words(
    "and with to for at in by through we every each all so und mit für zu et avec pour y con para e con "
    "per i z dla r roku",
    "launch recruit publish sign open sollen will werden the our mindestens at-least at least as of on die "
    "der eine einen",
    "den das la le une un una el los il lo on from zwanzig",
)

_NAMES = phrases(
    fold_pattern(
        r"(?:industr\w*|web|society|life|work|education|learning|cluster|logisti\w*|arbeit|hr|agriculture|"
        r"farming|"
        r"przemysl\w*|tourism|health|university|construction|mobility|maintenance|energy|quality|trade) "
        r"\d[.,]0|\d[.,]0(?= \w)|24/7|"
        r"covid(?:[ -]19)?|b2[bcg]|c2c|[2-6]g|co2e?|[234]-?d|h2020|fp[6-9]|(?<!among the )(?<!in the "
        r")(?<!into the )top[ -](?:\d+|three|five|ten)|"
        r"(?:din |en |iso/iec )*(?:iso|din|en|emas|haccp)[ -]\d{3,}(?:[:-]\d+)*|"
        r"(?:phase|pillar|article|art|step|stage|work package|package|wp|version|chapter|section|annex|"
        r"module|axis|priority|"
        r"action|lot|scope|sdg|goal|type|tier|class|category|hall|room|floor|building|number|no|nr|saule|"
        r"pilier|pilar|"
        r"pilastro|filar\w*|etape|etapa|fase|faz[aye]|etap\w*|schritt|stufe|artikel|artykul\w*|articulo|"
        r"articolo|interreg|"
        r"horizon|strand|objective|ziel|objectif|objetivo|obiettivo|cel|axe|eje|asse|arbeitspaket|paket|"
        r"kapitel|measure|"
        r"option|team|group|unit|area|route|formula|appendix|table|figure|point|track|component|call|round|"
        r"cohort) "
        r"(?:[ivx]+|\d+(?:\.\d+)?[a-z]?)(?! (?:members|companies|smes))|"
        r"\d+(?:st|nd|rd|th|eme|e|er|\.|º|ª) (?:century|edition|anniversary|industrial|generation|"
        r"jahrhundert|siecle|siglo|secolo)|"
        r"360(?:°| degree\w*)?|s3|[a-z]+-\d+|\d+ ?(?:grad|°)"
    )
)


_YEARLY = re.compile(
    r"(?:every|each|jed\w+|chaque|cada|ogni|tous les|co) (?:year|jahr|annee|ano|anno|ans|rok)|yearly|"
    r"annually|jahrlich"
)


@dataclass
class Deadlines:
    """What was read about time.  ``rest`` is the text with dates replaced by § and names by ¤."""

    rest: str
    found: list[str] = field(default_factory=list)
    ends: list[date] = field(default_factory=list)
    repetitions: list[str] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    yearless_only: bool = True
    spans: bool = False

    @property
    def time_bound(self) -> bool:
        """A repetition is ended by a year or a span, not by a day that comes back each year."""
        yearly = any(_YEARLY.search(phrase) for phrase in self.repetitions)
        return bool(self.found) and not (yearly and self.yearless_only and not self.spans)


def read_deadlines(folded: str, lexicon: Lexicon | None, today: date | None) -> Deadlines:
    """Take the dates, spans, repetitions and names out of a folded goal."""
    read = Deadlines(folded)
    if lexicon is not None:
        # "a monthly newsletter" is still one newsletter: nothing stands for the word taken out.
        _take(read, lexicon.repetitions, read.repetitions, "")
        _take(read, lexicon.vague_times, read.vague, "§")
    _take_service_times(read)
    if lexicon is not None:
        _take_spans(read, lexicon)
    for pattern in (_MID_YEAR, *DATES):
        _take_dates(read, pattern, today, known=lexicon is not None)
    _take_bare(read)
    _take(read, _NAMES, read.names, "¤")
    return read


def _take(read: Deadlines, pattern: Pattern, found: list[str], mark: str) -> None:
    found.extend(match.group() for match in pattern.finditer(read.rest))
    read.rest = pattern.sub(f" {mark} ", read.rest)


_SERVICE = re.compile(
    r"\b(?:answer|reply|respond|process|react|beantwort|reagier|repond|trait|respond|rispond|odpowiad|"
    r"odpowied)\w*\b"
    r".{0,60}?\b((?:within|in|innerhalb von|binnen|en|dans|sous|entro|w ciagu)\s(?:\w+)\s(?:working "
    r")?(?:hour|day|stund|tag|"
    r"heure|jour|hora|dia|ora|ore|giorn|godzin|dni)\w*)"
)


def _take_service_times(read: Deadlines) -> None:
    """A promised speed ("answer each request within two days") is a measure, not a deadline."""
    match = _SERVICE.search(read.rest)
    if match:
        start, end = match.span(1)
        read.rest = (
            f"{read.rest[:start]} {re.sub(r'^(?:within|innerhalb von|in) ', '', match.group(1))} {read.rest[end:]}"
        )


def _take_spans(read: Deadlines, lexicon: Lexicon) -> None:
    def replace(match: re.Match[str]) -> str:
        phrase = match.group()
        read.found.append(phrase)
        read.spans = True
        # The year inside "before the general assembly 2027" is still wanted by the dates.
        years = re.findall(r"20\d\d", phrase)
        read.ends.extend(date(int(year), 12, 31) for year in years)
        return " § "

    read.rest = lexicon.deadlines.sub(replace, read.rest)


def _take_dates(read: Deadlines, pattern: Pattern, today: date | None, *, known: bool) -> None:
    pieces: list[str] = []
    position = 0
    for match in pattern.finditer(read.rest):
        before, after = read.rest[: match.start()], read.rest[match.end() :]
        kind = _kind(match, before, after, known, today)
        if kind == "quantity":
            continue
        groups = {key: value for key, value in match.groupdict().items() if value}
        if kind == "deadline":
            read.found.append(match.group())
            if "year" in groups or "year_" in groups or "short_year" in groups:
                read.yearless_only = False
            end = last_day(groups)
            if end is not None:
                read.ends.append(end)
        else:
            (read.starts if kind == "start" else read.names).append(match.group())
        pieces += [read.rest[position : match.start()], " § " if kind != "name" else " "]
        position = match.end()
    read.rest = "".join([*pieces, read.rest[position:]])


def _kind(match: re.Match[str], before: str, after: str, known: bool, today: date | None) -> str:
    """What a date is here: "deadline", "start", "name" (of a programme, a survey …) or "quantity"."""
    if _START.search(before[-40:]):
        return "start"
    bare_year = match.group().isdigit()
    if not bare_year:
        return "deadline"
    year = int(match.group())
    previous = list(re.findall(r"[\w'-]+|[§¤,;:.!?()]", before[-60:]))[-3:]
    following = re.findall(r"[\w'-]+|[§¤,;:.!?()%]", after[:30])[:1]
    last = previous[-1] if previous else ""
    next_word = following[0] if following else ""
    if next_word == "%":
        return "quantity"
    if today and year >= today.year and re.search(r"\b(?:in|at|by|until|before) (?:the|our)\Z", before.strip()):
        return "deadline" if next_word in ("survey", "census", "conference", "edition", "report") else "name"
    if last in _NAME_WORDS:
        return "name"
    if last in _OF_WORDS and len(previous) > 1:
        return "deadline" if previous[-2] in _YEAR_PARTS or (last == "del" and not next_word) else "name"
    if last in _BEFORE_YEAR or not last or last in _STOPS or last in ("§", "¤"):
        if next_word in _NAME_AFTER and last not in ("by", "until"):
            return "name"
        return "deadline" if year >= FIRST_DEADLINE_YEAR else "start"
    if not known:
        return "deadline" if year >= FIRST_DEADLINE_YEAR else "name"
    if last in _EVENTS:
        return "deadline" if year >= FIRST_DEADLINE_YEAR else "name"
    if last in _COMPARED or (today and year < today.year):
        return "name"
    if not next_word or next_word in _STOPS or next_word == "§" or next_word in _YEAR_FOLLOWED_BY:
        return "deadline" if year >= FIRST_DEADLINE_YEAR else "name"
    return "name"


def _take_bare(read: Deadlines) -> None:
    """Months, quarters and days without a year: "by June", "in Q3", "bis 31.3."."""
    for pattern in (_SHORT_DATE, _BARE_QUARTER, _BARE_MONTH):
        for match in list(pattern.finditer(read.rest)):
            start = re.match(r"(?:from|since|ab|seit|depuis|desde|od)\b", match.group())
            ended = start and _RANGE_END.match(read.rest[match.end() :])
            (read.starts if start and not ended else read.found).append(match.group())
        read.rest = pattern.sub(" § ", read.rest)
