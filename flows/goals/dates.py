"""Dates in running text, in the six languages of the goal checks (and the months of a few more), folded."""

import re
from calendar import monthrange
from datetime import date

from flows.goals.lexicon import alternatives
from flows.reading.languages import MONTHS, SHORT_MONTHS

_MONTH = rf"(?P<month>{alternatives(MONTHS | SHORT_MONTHS)})\.?"
FULL_MONTH = rf"(?P<month>{alternatives(MONTHS)})"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?P<year>20\d\d)"
_OF = r"(?:of |de |del |di |des |du )?"
_PART = (
    r"(?:(?:the )?(?:early|mid|late|end of|start of|beginning of|anfang|mitte|ende|debut|mi|milieu|"
    r"fin(?:al)?|finales|"
    r"principios|mediados|inizio|meta|fine|konca|koniec|polowy|poczatku)[ -](?:of |de |del |di |du )?)?"
)
_SEASON = (
    r"(?:spring|summer|autumn|fall|winter|easter|christmas|fruhjahr\w*|fruhling\w*|sommer\w*|herbst\w*|"
    r"printemps|ete|"
    r"automne|hiver|primavera|verano|otono|invierno|estate|autunno|inverno|wiosn[aąye]|lat(?:o|a|em)|"
    r"jesien\w*|zim[aąye])"
)
DATES = tuple(
    re.compile(rf"(?<![\w.,/-]){pattern}(?![\w/])")
    for pattern in (
        rf"{_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.]{_DAY}",
        rf"{_DAY}\s?[./-]\s?(?P<month>0?[1-9]|1[0-2])\s?[./-]\s?{_YEAR}",
        rf"(?P<month>0?[1-9]|1[0-2])\s?[./-]\s?{_DAY}\s?[./-]\s?{_YEAR}",
        rf"{_DAY}[./](?P<month>0?[1-9]|1[0-2])[./](?P<short_year>\d\d)",
        rf"(?:the )?{_DAY}(?:st|nd|rd|th|\.|er|º|o)? ?{_OF}{_MONTH},? ?{_OF}{_YEAR}(?: (?:r|roku))?",
        rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?:the )?{_DAY}(?:st|nd|rd|th|\.|er|º|o)? ?{_OF}{_MONTH}",
        rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?(?= ?(?:[,.;:)]|$|and |at |with |for ))",
        rf"{_PART}{_MONTH}(?:,| of| de| del)?[ /-]?{_YEAR}(?: (?:r|roku))?",
        rf"(?P<month>0?[1-9]|1[0-2])[/.]{_YEAR}",
        rf"(?:q(?P<quarter>[1-4])|(?P<quarter_first>[1-4])q|h(?P<half>[12])|[ts][1-4])"
        rf"[ /-]{{0,3}}{_OF}{_YEAR}",
        rf"(?:\d\.?|\w+) (?:quarter|half|half-year|quartals?|halbjahr(?:es)?|trimestre|semestre|kwarta\w+|polrocz\w+)"
        rf"(?: {_OF}(?:jahres )?)? ?{_YEAR}(?: roku)?",
        rf"{_SEASON} ?(?:of |de |del |dell' |des jahres )?{_YEAR}",
        rf"(?:calendar )?(?:week|kw|kalenderwoche|semaine|semana|settimana|tygodni\w+) "
        rf"\d{{1,2}}(?: (?:of )?{_YEAR})?",
        r"(?P<first>20\d\d) ?[-/] ?(?P<year>20\d\d)",
        r"(?P<year>20[1-9]\d)",
    )
)  # fmt: skip


def last_day(groups: dict[str, str]) -> date | None:
    """The last day a date's words can mean; None for a day that does not exist or a missing year."""
    year_text = groups.get("year") or groups.get("year_") or groups.get("short_year")
    if year_text is None:
        return None
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    if "quarter" in groups or "quarter_first" in groups:
        month = 3 * int(groups.get("quarter") or groups["quarter_first"])
    elif "half" in groups:
        month = 6 * int(groups["half"])
    elif "month" in groups:
        name = groups["month"]
        month = int(name) if name.isdigit() else (MONTHS | SHORT_MONTHS)[name]
    else:
        return date(year, 12, 31)
    try:
        return date(year, month, int(groups.get("day") or monthrange(year, month)[1]))
    except ValueError:
        return None
