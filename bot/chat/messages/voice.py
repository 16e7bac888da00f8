"""Putting a message into somebody's language."""

import gettext
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from bot.chat import markup
from bot.chat.messages import english
from bot.chat.messages.direction import isolated
from flows import registry
from flows.fields import Choice
from flows.findings import Group, Param, Words

NAMED = 3
"""How many of many names are told."""

CHAINED = 8
"""How many names of a chain are told."""

SAID = 4_096
"""Messages that are kept in memory as they are in a language, and taken apart."""

_LOCALES = Path(__file__).with_name("locale")
_PLACE = re.compile(r"\{(\w+)\}")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")


@cache
def catalogue() -> dict[str, str]:
    """Every message of the product: id → English text with ``{parameters}``."""
    return {**registry.words(), **english.WORDS}


@dataclass(frozen=True)
class Voice:
    """The advisor speaking one language to one person; ``zone`` is the person's IANA time zone."""

    locale: str
    zone: str

    def say(self, message: str, **params: Param | date) -> str:
        """A message as plain text.

        Raises:
            KeyError: there is no message of that id.
        """
        return self._fill(message, {key: self.put(value) for key, value in params.items()})

    def mark(self, message: str, **params: Param | date) -> str:
        """A message as markup: what people typed (the parameters) is shown as it is and never read as markup."""
        return self._fill(message, {key: markup.escape(self.put(value)) for key, value in params.items()})

    def plain(self, message: str, **params: Param | date) -> str:
        """A marked-up message as plain text, for a notification."""
        return markup.plain(self.mark(message, **params))

    def words(self, words: Words) -> str:
        """A finding's or an error's words as plain text."""
        return self.say(words.id, **words.params)

    def finding(self, group: Group) -> str:
        """What was noticed, as plain text; many findings of one message in one line, with the first names."""
        first, names = group.first, self.listed(group.names)
        if len(group.findings) == 1:
            return self.say(first.message, **first.params)
        many = f"{first.message}.many"
        if many in catalogue():
            return self.say(many, **{**first.params, "count": len(group.findings), "names": names})
        alike = self.say("finding.alike", count=len(group.findings) - 1, names=self.listed(group.names[1:]))
        return f"{self.say(first.message, **first.params)} {alike}"

    def listed(self, names: Sequence[str]) -> str:
        """The first names of many, and how many more there are."""
        shown = [self.say("list.name", name=name) for name in names[:NAMED]]
        if len(names) > NAMED:
            return self.say("list.more", names=", ".join(shown), count=len(names) - NAMED)
        return self.say("list.last", names=", ".join(shown[:-1]), name=shown[-1]) if shown[1:] else "".join(shown)

    def all_of(self, names: Sequence[str]) -> str:
        """All of several names of people or clusters in a sentence."""
        *first, last = names or ("",)
        return self.say("people.and", first=", ".join(first), last=last) if first else last

    def together(self, names: Sequence[str]) -> str:
        """All of several names, each by itself: what stands in one place of a table."""
        return "; ".join(map(self._isolated, names))

    def chain(self, names: Sequence[str]) -> str:
        """Names of which each comes before the next; of a long chain the beginning and the end."""
        shown = list(map(self._isolated, names))
        if len(names) > CHAINED:
            left = self.say("list.left-out", count=len(names) - CHAINED + 1)
            shown = [*shown[: CHAINED - 2], left, shown[-1]]
        return f" {self.text('list.then', '→')} ".join(shown)

    def text(self, context: str, english_text: str) -> str:
        """A question or label that a dialogue carries in English."""
        return _translations(self.locale).pgettext(context, english_text) if english_text else ""

    def day(self, day: date) -> str:
        """A date in words, with its weekday: Monday, 11 January 2027."""
        return format_date(day, "EEEE, d MMMM y", locale=_babel(self.locale))

    def moment(self, moment: datetime) -> str:
        """A moment in the person's own time zone, to the minute."""
        local = moment.astimezone(ZoneInfo(self.zone))
        return format_datetime(local, "EEEE, d MMMM y, HH:mm", locale=_babel(self.locale))

    def wall(self, local: datetime) -> str:
        """A local time, which has no zone, with its weekday and to the minute."""
        return format_datetime(local, "EEEE, d MMMM y, HH:mm", locale=_babel(self.locale))

    def offered(self, choice: Choice) -> str:
        """What is offered as an answer: a date (as an ISO string) with its weekday, a name or figure as it is."""
        if choice.words is not None:
            return self.words(choice.words)
        return self.day(date.fromisoformat(choice.label)) if _ISO_DAY.fullmatch(choice.label) else choice.label

    def local_date(self, moment: datetime) -> date:
        """The calendar day of a moment where the person is."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def _fill(self, message: str, params: dict[str, str]) -> str:
        template = _template(self.locale, message)
        if not params:
            return template
        return "".join([params.get(part, f"{{{part}}}") if is_place else part for part, is_place in _parts(template)])

    def put(self, value: Param | date) -> str:
        """A parameter within a sentence: names stay whole there, and chains of them in order."""
        if isinstance(value, tuple):
            return self.chain(value)
        if isinstance(value, str) and not value[:1].isdigit():  # most by far, and no dates
            return self._isolated(value)
        shown = self.shown(value)
        return self._isolated(shown) if shown == value else shown

    def _isolated(self, text: str) -> str:
        return isolated(text, right_to_left=_runs_from_the_right(self.locale))

    def shown(self, value: Param | date) -> str:
        """A parameter as it stands in a sentence: dates and local times (as ISO strings, too) in words."""
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, str) and _ISO.fullmatch(value):
            try:
                return (
                    self.wall(datetime.fromisoformat(value)) if "T" in value else self.shown(date.fromisoformat(value))
                )
            except ValueError:
                return value
        if isinstance(value, date):
            return _date_in_words(value, self.locale)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def figure(self, value: float) -> str:
        """A figure as people read it: 21,000 or 2.5."""
        return format_decimal(value, locale=_babel(self.locale))


def voice(locale: str, zone: str) -> Voice:
    """The voice for a person; an unknown language falls back to English."""
    return Voice(locale or "en", zone)


@lru_cache(maxsize=SAID)  # the same few are said again and again
def _template(locale: str, message: str) -> str:
    """A message in a language, with the names of what is put into it."""
    return _translations(locale).pgettext(message, catalogue()[message])


@lru_cache(maxsize=SAID)
def _parts(template: str) -> tuple[tuple[str, bool], ...]:
    """A message taken apart: its words, and, marked by True, the names of what is put between them."""
    return tuple((part, bool(place % 2)) for place, part in enumerate(_PLACE.split(template)))


@lru_cache(maxsize=1_024)  # many people are told of the same days
def _date_in_words(day: date, locale: str) -> str:
    return format_date(day, "d MMMM y", locale=_babel(locale))


@cache
def _runs_from_the_right(locale: str) -> bool:
    """Whether the words of a language are written from the right to the left."""
    return str(_babel(locale).text_direction) == "rtl"


@cache
def _translations(locale: str) -> gettext.NullTranslations:
    languages = [locale.replace("-", "_"), re.split(r"[-_]", locale)[0]]
    return gettext.translation("advisor", _LOCALES, languages=languages, fallback=True)


def spoken(locale: str) -> Locale:
    """The locale in which names of countries are written: as dates are."""
    return _babel(locale)


@cache
def _babel(locale: str) -> Locale:
    """The locale in which dates are written: that of the words around them, English until there are others."""
    if isinstance(_translations(locale), gettext.GNUTranslations):
        try:
            return Locale.parse(locale, sep="-" if "-" in locale else "_")
        except (UnknownLocaleError, ValueError):
            pass
    return Locale("en", "GB")
