"""The log: what goes into it, at which level, and what never does.

Ours are the loggers below `OURS`; only they follow LOG_LEVEL.  Libraries log at WARNING and above, because below it
they log what people type.
"""

import asyncio
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, TextIO

from bot import request_ids
from bot.printable import printable

OURS = ("bot", "flows", "knowledge")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

REPEATED = 60.0
"""Seconds for which the same line of a library, or one of ours marked `SELDOM`, is not logged again."""
KINDS = 500
"""Different lines that are remembered to tell repetitions."""
SELDOM = {"seldom": True}
"""Give this as ``extra`` to a line that strangers can cause as often as they like; another value than True tells
lines with the same template apart."""

KEPT = 1_000_000
"""Bytes of the file with details of errors; one older file is kept beside it."""


class OneLine(logging.Formatter):
    """Every message on one line, without characters that do something, and without what people typed.

    An exception's message often holds values, so exceptions are shown by their type and frames; only the messages
    of our own exceptions, which we worded, are shown where a line names them.
    """

    def __init__(self) -> None:
        super().__init__(FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        said = printable(_message(record).strip())
        request = request_ids.current.get()
        record.message = f"[{request}] {said}" if request else said
        record.asctime = self.formatTime(record)
        return "\n".join([printable(self.formatMessage(record)), *_frames_of(record)])


class Json(logging.Formatter):
    """The same as one JSON object a line: ``time`` (UTC), ``level``, ``logger``, ``message``, and where there are,
    ``request`` (the id of the request) and ``error`` (types and frames, a list of lines)."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": printable(_message(record).strip()),
        }
        if request := request_ids.current.get():
            fields["request"] = request
        if error := list(_frames_of(record)):
            fields["error"] = error
        return json.dumps(fields, ensure_ascii=False)


FORMATS: dict[str, type[logging.Formatter]] = {"text": OneLine, "json": Json}
"""By the value of LOG_FORMAT."""


def _frames_of(record: logging.LogRecord) -> Iterator[str]:
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        yield from frames(record.exc_info[1])


def _message(record: logging.LogRecord) -> str:
    text = str(_worded(record.msg))
    if not record.args:
        message = text
    else:
        args = record.args
        shown = (
            {key: _worded(value) for key, value in args.items()}
            if isinstance(args, dict)
            else tuple(_worded(value) for value in args)
        )
        try:
            message = text % shown
        except (TypeError, ValueError, KeyError):
            message = text
    repeated = getattr(record, "repeated", 0)
    return f"{message} ({repeated} more like this since the last)" if repeated else message


def _worded(value: object) -> object:
    if not isinstance(value, BaseException):
        return value
    if type(value).__module__.partition(".")[0] in OURS:
        return str(value)
    reason = value.strerror if isinstance(value, OSError) else ""
    return f"{type(value).__name__} ({reason})" if reason else type(value).__name__


def frames(error: BaseException) -> Iterator[str]:
    """The lines of a traceback, with the type of each exception and without its message; causes first."""
    seen: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in seen:
        seen.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    for each in reversed(seen):
        yield f"{type(each).__module__}.{type(each).__qualname__}, in:"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"  {printable(frame.filename)}:{frame.lineno} {frame.name}"
        if isinstance(each, BaseExceptionGroup):
            for inner in each.exceptions:
                yield from (f"  | {line}" for line in frames(inner))


class Repetitions(logging.Filter):
    """Lets a line of a library through once a minute, and says then how many more there were."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[object, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        seldom = getattr(record, "seldom", False)
        if record.name.partition(".")[0] in OURS and not seldom:
            return True
        error = record.exc_info[0] if isinstance(record.exc_info, tuple) else None
        kind = (record.name, record.levelno, str(_worded(record.msg))[:200], seldom, error)
        before = self._last.get(kind)
        if before is not None and abs(record.created - before[0]) < REPEATED:
            self._last[kind] = (before[0], before[1] + 1)
            return False
        if len(self._last) >= KINDS:
            self._last.clear()
        self._last[kind] = (record.created, 0)
        record.repeated = before[1] if before else 0
        return True


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to the standard error of the moment, and forgets what cannot be written: nobody reads it."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(OneLine())
        self.addFilter(Repetitions())

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Python's own way would print the message and its values."""


def configure(level: str | None = None, format: str = "text") -> None:
    """Log to standard error in our form; with ``level``, ours from there on and libraries from WARNING on.

    ``format`` is one of `FORMATS`.
    """
    root = logging.getLogger()
    if not any(isinstance(handler, _Stderr) for handler in root.handlers):
        root.addHandler(_Stderr())
    for handler in root.handlers:
        if isinstance(handler, _Stderr):
            handler.setFormatter(FORMATS[format]())
    if level is None:
        return
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    root.setLevel(max(logging.WARNING, logging.getLevelName(level)))


def loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What an event loop calls with an error that nobody awaits; its own way would log values of the exception."""
    logging.getLogger("asyncio").error(str(context.get("message", "An error in the event loop")), exc_info=_of(context))


def _of(context: dict[str, Any]) -> BaseException | None:
    error = context.get("exception")
    return error if isinstance(error, BaseException) else None


def keep(error: BaseException, reference: str, path: Path) -> None:
    """Write the details of an unexpected error, without values, to a file that stays small.

    Raises:
        OSError: the file cannot be written.
    """
    handler = RotatingFileHandler(path, maxBytes=KEPT, backupCount=1, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(OneLine())
    record = logging.LogRecord(
        "bot.cli", logging.ERROR, "", 0, "Reference %s", (reference,), (type(error), error, error.__traceback__)
    )
    try:
        handler.emit(record)
    finally:
        handler.close()
