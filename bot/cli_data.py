"""``advisor data`` and ``advisor audit``: what is kept of clusters, workspaces and people, and who did what."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli_people import write
from bot.terminal import Failure, say

if TYPE_CHECKING:
    from bot.store.engine import Tx
    from bot.store.erasure import Erased
    from bot.store.places import Figures

_cluster = click.option("--cluster", help="A cluster, by its id as “advisor people clusters” shows it.")
_workspace = click.option("--workspace", help="A workspace, such as slack:T0123.")
_account = click.option("--account", help="A person, by an account of theirs as “advisor people list” shows it.")

Way = TypeVar("Way")
Result = TypeVar("Result")


@click.group()
def data() -> None:
    """Download or erase what is kept about a cluster, a workspace or a person.

    People do both for themselves: “my data” and “erase me” in chat and on the page.
    """


@data.command()
@_cluster
@_workspace
@_account
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(cluster: str | None, workspace: str | None, account: str | None, file: Path) -> None:
    """Write what is kept to FILE, as JSON. Nothing of anybody else is in it.

    For a workspace, that is what is kept about each person who has an account there.

    \b
    Examples:
      advisor data export --cluster 5f2c9a cluster.json
      advisor data export --account slack:T0123:U0456 person.json
    """
    from bot.store import Role, Scope, audit, erasure, people, places, takeout

    def of_cluster(tx: "Tx", id: str) -> object:
        places.figures(tx, id)
        return takeout.cluster(tx, Scope("", "", Role.ADMIN), id)

    def of_workspace(tx: "Tx", id: str) -> object:
        places.workspace_figures(tx, id)
        return {person: takeout.of_person(tx, person) for person in erasure.accounts_of_workspace(tx, id)}

    def of_account(tx: "Tx", id: str) -> object:
        known = people.by_account(tx, id)
        if known is None:
            raise Failure(f"Nobody has the account {id}.")
        return takeout.of_person(tx, known.id)

    read, named = _chosen((of_cluster, cluster), (of_workspace, workspace), (of_account, account))

    def taken(tx: "Tx") -> object:
        audit.note_whole(tx, audit.COMMAND_LINE, "data:export", named, datetime.now(UTC))
        return read(tx, named)

    found = _write(taken)
    try:
        file.touch(0o600)
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    except OSError as problem:
        raise Failure(f"“{file}” cannot be written: {problem.strerror}.") from None
    say(f"What is kept about {named} is in “{file}”. Give it only to those it is about.")


@data.command()
@_cluster
@_workspace
@_account
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
def erase(cluster: str | None, workspace: str | None, account: str | None, yes: bool) -> None:
    """Erase a cluster, a workspace or a person for good: says first how much that is.

    \b
    Examples:
      advisor data erase --cluster 5f2c9a
      advisor data erase --workspace slack:T0123
      advisor data erase --account slack:T0123:U0456
    """
    from bot.store import audit, erasure, people, places
    from bot.store.memberships import LastAdministratorError

    now = datetime.now(UTC)

    def person(tx: "Tx", id: str) -> str:
        known = people.by_account(tx, id)
        if known is None:
            raise Failure(f"Nobody has the account {id}.")
        return known.id

    def of_person(tx: "Tx", id: str) -> "Figures":
        told = erasure.plan(tx, person(tx, id))
        return {"drafts": told.drafts, "documents that stay": told.documents, "questions": told.questions}

    def erase_person(tx: "Tx", id: str, now: datetime) -> "Erased":
        return erasure.erase(tx, person(tx, id), now)

    (tell, do), named = _chosen(
        ((places.figures, places.erase_cluster), cluster),
        ((places.workspace_figures, places.erase_workspace), workspace),
        ((of_person, erase_person), account),
    )
    found = _write(lambda tx: tell(tx, named))
    say(
        f"This is what there is of {named}:", *(f"  {what.replace('_', ' ')}: {count}" for what, count in found.items())
    )
    if not yes and not click.confirm("Erase it for good?"):
        say("Nothing was changed.")
        return

    def work(tx: "Tx") -> "Erased":
        audit.note_whole(tx, audit.COMMAND_LINE, "data:erase", named, now)
        return do(tx, named, now)

    try:
        erased = _write(work)
    except LastAdministratorError:
        raise Failure(
            "The last administrator is among them, and without one nobody could run the programme. Nothing was "
            "changed. Make somebody else one first: advisor programme admin ACCOUNT."
        ) from None
    say(f"{named} is erased, and {len(erased.accounts)} accounts with it.")


def _chosen(*asked: tuple[Way, str | None]) -> tuple[Way, str]:
    """The only one that was asked for."""
    found = [(how, named) for how, named in asked if named]
    if len(found) != 1:
        raise click.UsageError("Give one of --cluster, --workspace and --account.")
    return found[0]


def _write(work: "Callable[[Tx], Result]") -> Result:
    from bot.store import NotFoundError
    from bot.store.memberships import LastAdministratorError

    try:
        return write(work)
    except LastAdministratorError:
        raise
    except NotFoundError as problem:
        raise Failure(f"{problem} Nothing was changed.") from None


@click.group()
def audit() -> None:
    """See who did what: names of actions and ids, never a word anybody wrote."""


@audit.command("list")
@click.option("--last", type=click.IntRange(1, 10_000), default=50, help="How many; 50.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(last: int, as_json: bool) -> None:
    """List what was done last, the latest first: when, who (a person's id), what, to what, outcome.

    \b
    Example:
      advisor audit list --last 200
    """
    from bot.store import Role, Scope
    from bot.store import audit as rows

    for deed in write(lambda tx: rows.listing(tx, Scope("", "", Role.ADMIN), last)):
        if as_json:
            say(json.dumps({**vars(deed), "at": deed.at.isoformat()}))
        else:
            say(f"{deed.at:%Y-%m-%d %H:%M:%S}  {deed.actor:34} {deed.action:24} {deed.object:34} {deed.outcome}")
