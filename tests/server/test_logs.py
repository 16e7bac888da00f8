"""The log holds what happened, on one line each, and nothing of what people write."""

import asyncio
import gc
import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs, request_ids
from bot.printable import printable
from bot.settings import SettingsError

SECRET = "our members would leave if they knew"


class Log:
    """What stands in the log."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured, self._text = captured, ""

    def getvalue(self) -> str:
        self._text += self._captured.readouterr().err
        return self._text

    @property
    def lines(self) -> list[str]:
        return self.getvalue().splitlines()


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Log]:
    """The log at DEBUG, as the process writes it; afterwards everything is as before."""
    names = ("", *logs.OURS)
    before = {name: logging.getLogger(name).level for name in names}
    handlers = logging.getLogger().handlers[:]
    logs.configure("DEBUG")
    yield Log(capsys)
    logging.getLogger().handlers[:] = handlers
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


LIBRARIES = ("sqlalchemy.engine.Engine", "aiosqlite", "aiohttp.client", "slack_bolt.App", "slack_sdk.web", "asyncio")


@pytest.mark.parametrize("library", [*LIBRARIES, "urllib3", "multipart.multipart", "httpx", "uvicorn.error"])
def test_libraries_do_not_log_below_warning_even_at_debug(log: Log, library: str) -> None:
    for level in (logging.DEBUG, logging.INFO):
        logging.getLogger(library).log(level, "INSERT %s", SECRET)
    assert log.lines == []


@pytest.mark.parametrize("name", ["bot.web.guard", "flows.reading", "knowledge.engine"])
def test_our_own_loggers_follow_the_setting(log: Log, name: str) -> None:
    logging.getLogger(name).debug("looked at %d", 3)
    assert log.lines[0].endswith(f"DEBUG {name}: looked at 3")


@given(st.text(), st.text())
def test_a_message_is_one_line_without_characters_that_do_something(message: str, value: str) -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 0, f"{message.replace('%', '')} %s", (value,), None)
    line = logs.OneLine().format(record)
    assert line.splitlines() == [line]
    assert not any(char < " " or "\x7f" <= char < "\xa0" or "\ud800" <= char <= "\udfff" for char in line)


def test_an_address_cannot_write_lines_of_its_own(log: Log) -> None:
    logging.getLogger("bot.web").warning("at %s", "/x\n2027-01-01 INFO bot: all is well\x1b[2J")
    assert len(log.lines) == 1
    assert "\\u000a" in log.lines[0]
    assert "\\u001b" in log.lines[0]


def test_a_traceback_has_types_and_frames_and_no_message(log: Log) -> None:
    def inner() -> None:
        raise KeyError(SECRET)

    try:
        try:
            inner()
        except KeyError as error:
            raise ExceptionGroup(SECRET, [ValueError(SECRET)]) from error
    except ExceptionGroup:
        logging.getLogger("bot").exception("Event failed")
    text = log.getvalue()
    assert SECRET not in text
    assert "builtins.KeyError, in:" in text
    assert "test_logs.py" in text
    assert " inner" in text
    assert "builtins.ValueError" in text


def test_an_exception_named_in_a_line_shows_its_message_only_when_we_worded_it(log: Log) -> None:
    logger = logging.getLogger("bot")
    logger.warning("not sent: %s", ValueError(SECRET))
    logger.warning("not sent: %(why)s", {"why": ValueError(SECRET)})
    logger.warning("not sent: %s", OSError(111, "Connection refused", SECRET))
    logger.warning("not sent: %s", SettingsError("PORT is missing"))
    assert SECRET not in log.getvalue()
    endings = ("ValueError", "ValueError", "ConnectionRefusedError (Connection refused)", "PORT is missing")
    for line, ending in zip(log.lines, endings, strict=True):
        assert line.endswith(f"not sent: {ending}")


def test_what_nobody_awaits_is_logged_without_its_message(log: Log) -> None:
    async def forgotten() -> None:
        raise ValueError(SECRET)

    async def forget() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.loop_error)
        task = loop.create_task(forgotten())
        await asyncio.wait([task])
        del task
        gc.collect()

    asyncio.run(forget())
    assert SECRET not in log.getvalue()
    assert "never retrieved" in log.getvalue()


def test_failing_accepts_are_logged_once_a_minute_with_how_many_there_were() -> None:
    filtered = logs.Repetitions()
    shown = []
    for second in range(121):
        for _ in range(100):
            record = logging.LogRecord("asyncio", logging.ERROR, "", 0, "out of system resource", (), None)
            record.created = float(second)
            if filtered.filter(record):
                shown.append(logs.OneLine().format(record))
    assert len(shown) == 3
    assert "(5999 more like this since the last)" in shown[1]


def test_our_own_lines_are_all_logged_unless_strangers_can_cause_them(log: Log) -> None:
    logger = logging.getLogger("bot")
    for _ in range(3):
        logger.warning("a reminder waits")
        logger.warning("refused", extra=logs.SELDOM)
    assert [line.rpartition(": ")[2] for line in log.lines] == [
        "a reminder waits",
        "refused",
        *["a reminder waits"] * 2,
    ]


def test_a_log_that_cannot_be_written_stops_nobody(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    logging.getLogger("bot").warning("nobody reads this")


@given(st.text())
def test_what_is_printed_is_the_same_in_json(text: str) -> None:
    assert json.loads(printable(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize("format", logs.FORMATS)
def test_every_line_of_a_request_carries_its_id(log: Log, format: str) -> None:
    logs.configure("DEBUG", format)
    logger = logging.getLogger("bot.web")
    token = request_ids.current.set("4f1c09ab")
    logger.info("looked at %d", 3)
    request_ids.current.reset(token)
    logger.info("looked at %d", 4)
    first, second = log.lines
    assert ("4f1c09ab" in first, "4f1c09ab" in second) == (True, False)
    if format == "json":
        told = json.loads(first)
        told.pop("time")
        assert told == {"level": "INFO", "logger": "bot.web", "message": "looked at 3", "request": "4f1c09ab"}


def test_lines_in_json_hold_frames_and_no_message_of_an_exception(log: Log) -> None:
    logs.configure("DEBUG", "json")
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        logging.getLogger("bot").error("It failed\nat %s", error, exc_info=True)
    [line] = log.lines
    told = json.loads(line)
    assert (told["message"], told["error"][0]) == ("It failed\\u000aat KeyError", "builtins.KeyError, in:")
    assert SECRET not in line
