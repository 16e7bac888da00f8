"""Views become HTML.  Jinja escapes every text; markup comes in as parsed spans; nothing is sent from here."""

import gettext
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from markupsafe import Markup

from bot.advisor import TranscriptLine
from bot.chat import markup, messages
from bot.chat.blocks import Block, Button, Downloads, Figure, Heading, PictureBlock, Style, TableBlock, Text
from bot.chat.blocks import Path as PathBlock
from bot.chat.views import DocumentView, FormView, Message, ReviewView, View
from bot.web import inputs
from bot.web.limits import (
    BRIEF,
    FEW_COLUMNS,
    FRAMES_DRAWN,
    HOMES_DRAWN,
    LINES_DRAWN,
    MANY_COLUMNS,
    OPTIONS_AS_RADIOS,
    SQUEEZED,
)
from bot.web.trial import TrialPerson
from flows import registry
from flows.dialogue import Dialogue
from flows.fields import Kind, Question
from flows.forms import FormRef
from flows.people import shown

if TYPE_CHECKING:
    from jinja2 import Environment

STATIC = Path(__file__).with_name("static")
"""The style sheet, the script and the icon."""

UTC = ZoneInfo("UTC")
_LOCALES = Path(messages.__file__).with_name("locale")
_LINK = re.compile(r"(https?|webcal|mailto):[^\s]+", re.IGNORECASE)


@dataclass(frozen=True)
class TrialBar:
    """The bar of the trial: who one is, who else one could be, the time and the next reminder."""

    me: TrialPerson
    people: Sequence[TrialPerson]
    now: datetime
    next_due: datetime | None


@dataclass(frozen=True)
class Frame:
    """What stands around every page.  ``path`` is its address, to come back to after a button; ``framed``: it is shown
    in the tab of a chat program."""

    path: str = "/"
    account: str = ""
    name: str = ""
    locale: str = ""
    zone: ZoneInfo = UTC
    trial: TrialBar | None = None
    notices: tuple[str, ...] = ()
    framed: bool = False


def page(name: str, frame: Frame, **values: Any) -> str:
    """A whole page from its template."""
    return _environment(_spoken(frame.locale)).get_template(f"{name}.html").render(frame=frame, **values)


def chat_page(frame: Frame, lines: Sequence[TranscriptLine], message: Message, *, before: int, newest: bool) -> str:
    """The chat with Home beside it.  ``before`` is the line before which there are earlier ones, 0 if there are none;
    ``newest``: these are the newest lines."""
    last = lines[-1].id if lines else 0
    on_path = any(isinstance(block, PathBlock) for block in message.blocks)
    values: dict[str, str | int] = {"before": before, "newest": newest, "last": last, "empty": not lines}
    values["on_path"] = on_path
    return _filled_in("chat", frame, values, lines, home(message, frame))


def home_page(frame: Frame, lines: Sequence[TranscriptLine], message: Message) -> str:
    """Home as a page of its own, with what was just said."""
    values: dict[str, str | int] = {"title": titled(message)[0], "empty": not lines}
    return _filled_in("home", frame, values, lines, home(message, frame, 1))


def _filled_in(
    name: str, frame: Frame, values: Mapping[str, str | int], lines: Sequence[TranscriptLine], home: Markup
) -> str:
    around = _around if frame.trial is None else _around.__wrapped__  # the trial's clock runs
    before, between, behind = around(name, frame, tuple(values.items()))
    return "".join((before, *(line(each, frame) for each in lines), between, home, behind))


@lru_cache(FRAMES_DRAWN)
def _around(name: str, frame: Frame, values: tuple[tuple[str, str | int], ...]) -> list[str]:
    """What stands before the lines, between them and Home, and behind: it changes more seldom than they do."""
    mark = token_hex()  # nobody can have written it
    return page(name, frame, lines=mark, home=mark, **dict(values)).split(mark)


def line(line: TranscriptLine, frame: Frame) -> Markup:
    """One line of the transcript, for the chat page, the stream and answers to the script."""
    return _line(line, Frame(path=frame.path, zone=frame.zone), _spoken(frame.locale))


def home(message: Message, frame: Frame, level: int = 2) -> Markup:
    """The content of Home, as it stands beside the chat."""
    return _home(message, Frame(path=frame.path, zone=frame.zone), _spoken(frame.locale), level)


@lru_cache(LINES_DRAWN)
def _line(line: TranscriptLine, frame: Frame, language: str) -> Markup:
    return _fragment("line", language)(line, frame)


@lru_cache(HOMES_DRAWN)
def _home(message: Message, frame: Frame, language: str, level: int) -> Markup:
    return _fragment("home", language)(titled(message), frame, level)


def error_page(
    title: str, advice: str, reference: str = "", typed: Sequence[str] = (), *, signed_out: bool = False
) -> str:
    """An error page; it needs no session and no store."""
    shown = {"title": title, "advice": advice, "reference": reference, "typed": typed, "signed_out": signed_out}
    return page("error", Frame(), **shown)


def form_page(view: FormView, frame: Frame) -> str:
    """A page or row of a dialogue."""
    notices = dict.fromkeys((*frame.notices, *view.notices))
    return page("form", frame, view=view, form=view.form, notices=list(notices), problems=inputs.problems(view))


def document_page(view: DocumentView, frame: Frame, back: str = "") -> str:
    """A finished document; its title is not said twice.  ``back``: where its reader comes from, if nothing else leads
    there."""
    title, content = titled(view.content)
    first = content[0] if content else None
    if isinstance(first, Text) and markup.plain(first.markup) == view.title:
        content = content[1:]
    shown = Message(view.title, content)
    has_files = any(isinstance(block, Downloads) for block in content)
    told = {"kind_of_document": title, "content": shown, "has_files": has_files}
    return page("document", frame, view=view, path=path_of(view), back=back, **told)


def titled(message: Message) -> tuple[str, tuple[Block, ...]]:
    """A message that begins with a heading: the heading, and what follows it."""
    first = message.blocks[0] if message.blocks else None
    return (first.text, message.blocks[1:]) if isinstance(first, Heading) else ("", message.blocks)


def filled(table: TableBlock) -> list[int]:
    """The columns that hold anything: empty ones would only make the others narrow."""
    columns = [at for at in range(len(table.columns)) if any(row[at] != "" for row in table.rows)]
    return columns or list(range(len(table.columns)))


def as_link(button: Button) -> Button:
    """A button that looks like a link."""
    return replace(button, style=Style.LINK)


def long(cell: object) -> bool:
    """Whether a cell holds a text that a narrow column would squeeze."""
    return isinstance(cell, str) and len(cell) > SQUEEZED


def in_parts(table: TableBlock) -> bool:
    """Whether a table is a text in parts: their names in the first column, long texts in the second."""
    return len(table.columns) == 2 and any(long(row[1]) for row in table.rows)


def path_of(view: View) -> str:
    """The address of a view."""
    document = f"/documents/{quote(view.document, safe='')}"
    match view:
        case FormView():
            return document + _ref_path(view.form.ref)
        case ReviewView():
            return f"{document}/review"
        case DocumentView():
            return f"{document}/parts{_ref_path(view.ref)}" if view.ref else document


def address_of(view: View) -> str:
    """The same with the place on the page to which one comes back."""
    at = view.at if isinstance(view, FormView) else None
    return path_of(view) + (f"#{quote(_place(at), safe='')}" if at else "")


def picture_address(block: PictureBlock, form: str) -> str:
    """The address of a picture as a file of some form."""
    document, id = quote(block.document, safe=""), quote(block.id, safe="")
    return f"/documents/{document}/pictures/{block.version}/{id}.{form}"


def file_address(block: Downloads, form: str) -> str:
    """The address of a document as a file of some form."""
    return f"/documents/{quote(block.document, safe='')}/files/{block.version}/document.{form}"


def field_address(document: str, ref: FormRef, key: str = "") -> str:
    """The address of a field."""
    return f"/documents/{quote(document, safe='')}{_ref_path(ref)}" + (f"#f-{quote(key, safe='')}" if key else "")


def _place(at: FormRef) -> str:
    return inputs.row_id(at.field, at.row) if at.row else f"f-{at.field}"


def _ref_path(ref: FormRef) -> str:
    return "".join(f"/{quote(part, safe='')}" for part in (ref.page, ref.field, ref.row) if part)


@cache
def _fragment(name: str, language: str) -> Callable[..., Markup]:
    found: Callable[..., Markup] = getattr(_environment(language).get_template("blocks.html").module, name)
    return found


@cache
def _environment(language: str) -> "Environment":
    """One for each language there is a catalogue for; what browsers ask for is mapped to these."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only here: to start no page is drawn

    environment = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    words = gettext.translation("advisor", _LOCALES, languages=[language], fallback=True)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    babel = Locale("en", "GB") if language == "en" else Locale.parse(language)
    environment.globals.update(
        language=babel.language,
        direction=babel.text_direction,
        parts=markup.parse,
        link=safe_link,
        input_id=inputs.input_id,
        options=inputs.options,
        folded=inputs.folded,
        row_id=inputs.row_id,
        place_of=_place,
        field_address=field_address,
        picture_address=picture_address,
        file_address=file_address,
        entry_ref=FormRef,
        groups=inputs.groups,
        marks_optional=inputs.marks_optional,
        kind_class=inputs.look,
        style_version=_version("advisor.css"),
        script_version=_version("advisor.js"),
        tab_version=_version("tab.js"),
        many_options=OPTIONS_AS_RADIOS,
        few_columns=FEW_COLUMNS,
        many_columns=MANY_COLUMNS,
        brief=BRIEF,
        kinds=Kind,
        starters=_starters,
        titled=titled,
        shown=shown,
        as_link=as_link,
        filled=filled,
        long=long,
        in_parts=in_parts,
    )
    environment.tests["figure"] = lambda cell: isinstance(cell, Figure)
    environment.filters.update(
        moment=lambda at, zone: _moment(at, zone, babel),
        clock=lambda at, zone: _clock(at, zone, babel),
        example=lambda question: _example(question, babel),
        day=lambda day: format_date(day, "d MMMM y", locale=babel),
    )
    return environment


def _spoken(locale: str) -> str:
    """The language of a locale if there is a catalogue for it, else English."""
    wanted = (locale.replace("-", "_"), locale[:2])
    return next((language for language in wanted if language in _catalogues()), "en")


@cache
def _catalogues() -> frozenset[str]:
    return frozenset(path.name for path in _LOCALES.glob("*") if path.is_dir())


def safe_link(url: str) -> str:
    """The address if it may be a link on a page: http, https, a calendar or mail; else nothing."""
    try:
        fits = _LINK.fullmatch(url) and (url[:6].lower() == "mailto" or urlsplit(url).hostname)
    except ValueError:  # not an address at all, such as http://[
        return ""
    return url if fits else ""


def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _starters(on_path: bool) -> list[type[Dialogue]]:
    """The dialogues offered in an empty chat: those of the path, to whom Home shows it; a coach starts none."""
    return [found for found in registry.all_dialogues().values() if found.main_path and on_path]


def _moment(at: datetime, zone: ZoneInfo, locale: Locale) -> str:
    local = at.astimezone(zone)
    day = format_skeleton("MMMd", local, locale=locale)
    shown = f"{day}, {format_time(local, 'HH:mm', locale=locale)}"
    return f"{shown} UTC" if zone.key == "UTC" else shown


def _clock(at: datetime, zone: ZoneInfo, locale: Locale) -> str:
    return format_datetime(at.astimezone(zone), "EEEE, d MMMM y, HH:mm", locale=locale)


def _example(question: Question, locale: Locale) -> str:
    """An example as a person would write it: dates in words."""
    if question.kind is not Kind.DATE:
        return question.example
    try:
        return format_date(date.fromisoformat(question.example), "d MMMM y", locale=locale)
    except ValueError:
        return question.example
