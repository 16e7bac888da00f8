"""``advisor programme``: the programme as a file, and who runs it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_people import make_administrator, write
from bot.terminal import Failure, say

if TYPE_CHECKING:
    from bot.store.engine import Tx
    from bot.store.programme_setup import Setup

_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group()
def programme() -> None:
    """Set up the programme from a file: its dates, clusters, coaches, holidays and deadlines.

    docs/programmes.md has an example of the file.
    """


@programme.command()
@_file
def check(file: Path) -> None:
    """Check a file without changing anything: every mistake with its line, and how to mend it.

    \b
    Example:
      advisor programme check programme.yaml
    """
    setup = _read(file)
    counts = f"{len(setup.clusters)} clusters and {len(setup.coaches)} coaches"
    say(f"{file}: the programme “{setup.basics.name}” with {counts}. Nothing is wrong with it.")


@programme.command()
@_file
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
def apply(file: Path, yes: bool) -> None:
    """Bring the programme to what a file says: shows first what would change, then does all of it or nothing.

    Running it again changes nothing. What is not in the file is left as it is: nobody and nothing is removed.

    \b
    Example:
      advisor programme apply programme.yaml
    """
    from bot.advisor.programme import deadlines
    from bot.store import programme_changes

    setup, now = _read(file), datetime.now(UTC)
    try:
        found, left = write(
            lambda tx: (programme_changes.differences(tx, setup), programme_changes.not_named(tx, setup))
        )
    except programme_changes.UnusableError as error:
        raise _failure(file, error.problems) from None
    if left:
        say("The file does not name these; they stay as they are:", *(f"  {each}" for each in left))
    if not found:
        say("Nothing changes: the programme is as the file says.")
        return
    say("This will change:", *(f"  {each.text}" for each in found))
    if not yes and not click.confirm("Do it?"):
        say("Nothing was changed.")
        return

    def bring(tx: "Tx") -> int:
        done = programme_changes.bring_to(tx, setup, now)
        deadlines.plan(tx, now)
        return done

    done = write(bring)
    say(f"Done: {done} changes.")


@programme.command()
def export() -> None:
    """Print the programme as a file.

    \b
    Example:
      advisor programme export > programme.yaml
    """
    from bot import programme_file
    from bot.store import programme_setup

    click.echo(programme_file.written(write(programme_setup.read)), nl=False)


@programme.command()
@click.argument("account")
def admin(account: str) -> None:
    """Make somebody an administrator, in addition to what they already are. The first one is made so.

    \b
    Example:
      advisor programme admin slack:T0123:U0456
    """
    make_administrator(account)


def _read(file: Path) -> "Setup":
    """The programme in a file.

    Raises:
        Failure: it cannot be used; all mistakes are said.
    """
    from bot.programme_file import FileError, read

    try:
        return read(file.read_bytes())
    except FileError as error:
        raise _failure(file, [(each.line, each.text) for each in error.mistakes]) from None


def _failure(file: Path, wrong: Sequence[tuple[int, str]]) -> Failure:
    """What is wrong in the lines of a file."""
    return Failure("\n".join([*(f"{file}, line {line}: {text}" for line, text in wrong), "Nothing was changed."]))
