"""What the commands of the terminal share: what they print, and how they say what went wrong."""

import io
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

import click

from bot import logs
from bot.printable import ESCAPED, printable
from bot.settings import SettingsError, load_settings

log = logging.getLogger(__name__)

DETAILS = "errors.log"
"""The file in the data folder with the details of unexpected errors."""


class Failure(click.ClickException):
    """Something is wrong that the person at the terminal can mend; exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


def say(*lines: str, err: bool = False) -> None:
    """Print lines; whatever people wrote into them cannot begin another line or do something to the terminal."""
    for line in lines:
        click.echo(printable(line), err=err)


class Commands(click.Group):
    """The command line as a whole: the one place where every error becomes words.

    Exit codes: 1 for what can be mended and for what should not happen, 2 for what was not understood.
    """

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=ESCAPED)
        logs.configure()
        given = list(sys.argv[1:] if args is None else args)
        try:
            _refuse_unreadable(given)
            result = super().main(given, prog_name, complete_var, standalone_mode=False, **extra)
            code = result if isinstance(result, int) else 0
        except BaseException as error:
            code = _tell(error)
        sys.exit(_written(code))


def _refuse_unreadable(args: Sequence[str]) -> None:
    """Arguments with bytes that are not UTF-8, or with a NUL, name nothing that the commands could use.

    Raises:
        UsageError: names the first one.
    """
    for arg in args:
        if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in arg):
            raise click.UsageError(f"“{arg}” is not UTF-8 text. Write it in UTF-8, or rename the file.")


def _tell(error: BaseException) -> int:
    """Say what went wrong; returns the exit code."""
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else 1
        case click.ClickException():
            shown = io.StringIO()
            error.show(shown)
            say(*shown.getvalue().splitlines(), err=True)
            return error.exit_code
        case click.Abort() | KeyboardInterrupt() | EOFError():
            say("Stopped.", err=True)
            return 1
        case BrokenPipeError():  # who reads has enough
            return 1
        case _:
            say(*(_worded(error) or _unexpected(error)).splitlines(), err=True)
            return 1


def _worded(error: BaseException) -> str:
    """An expected error in words; empty for an unexpected one."""
    from bot.store.engine import StoreError
    from bot.store.scope import NotFoundError

    if isinstance(error, (SettingsError, StoreError, NotFoundError)):
        return str(error)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or type(error).__name__}{where}."
    return ""


def _unexpected(error: BaseException) -> str:
    """One sentence with a reference; the details, without what people typed, go into a file."""
    reference = token_hex(4)
    try:
        if load_settings().log_level == "DEBUG":
            log.error("Reference %s", reference, exc_info=error)
        path = data_folder() / DETAILS
        logs.keep(error, reference, path)
        where = f"The details are in {path}."
    except (SettingsError, OSError):
        where = "Set LOG_LEVEL=DEBUG and try again to see the details."
    return f"Something unexpected went wrong ({type(error).__name__}), reference {reference}. {where}"


def _written(code: int) -> int:
    """Write what is still held back, so that Python does not complain about it at the very end."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # it was closed before we started
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            code = code or 1
    return code


def data_folder() -> Path:
    """The data folder of the settings, made if it is not there."""
    folder = load_settings().advisor_data
    folder.mkdir(parents=True, exist_ok=True)
    return folder
