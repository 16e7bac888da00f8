"""What the commands of the terminal share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

from bot.settings import SettingsError, load_settings

P = ParamSpec("P")


class Failure(click.ClickException):
    """Something is wrong that the person at the terminal can mend; exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def plain_errors(command: Callable[P, None]) -> Callable[P, None]:
    """No traceback reaches the terminal for what the person can mend."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SettingsError as problem:
            raise Failure(str(problem)) from None
        except OSError as problem:
            where = f" ({problem.filename})" if problem.filename else ""
            raise Failure(f"{problem.strerror or problem}{where}.") from None
        except Exception as problem:
            from bot.store.engine import StoreError  # takes as long to import as a whole answer
            from bot.store.scope import NotFoundError

            if not isinstance(problem, StoreError | NotFoundError):
                raise
            raise Failure(str(problem)) from None

    return wrapped


def data_folder() -> Path:
    """The data folder of the settings, made if it is not there."""
    folder = load_settings().advisor_data
    folder.mkdir(parents=True, exist_ok=True)
    return folder
