"""``advisor people``: who is who in the programme."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, TypeVar

import click

from bot.secret_ids import secret_id
from bot.settings import load_settings
from bot.terminal import Failure, say

if TYPE_CHECKING:
    from bot.store import Tx

Result = TypeVar("Result")


@click.group()
def people() -> None:
    """Name coaches, curators and owners of topics.

    People are named by their account, as “advisor people list” shows it. They must have written to the advisor once.
    """


def write(work: "Callable[[Tx], Result]") -> Result:
    """Do something in one transaction of the database of the settings; that it changed something is noted with it."""
    command = click.get_current_context().command_path.split()[1:]

    async def run() -> Result:
        from bot.store import Store, audit

        store = await Store.open(load_settings().store_url, create=False)
        try:
            return await store.write(lambda tx: audit.noted_if_changed(tx, work, ":".join(command), datetime.now(UTC)))
        finally:
            await store.close()

    return asyncio.run(run())


@people.command("list")
def list_() -> None:
    """List everybody: account, role, clusters, topics, name.

    \b
    Example:
      advisor people list
    """
    from bot.store import programme

    for member in write(programme.members):
        topics = f"  owns: {', '.join(member.topics)}" if member.topics else ""
        say(f"{member.account:30} {member.role:8} {', '.join(member.clusters):34} {member.name}{topics}")


@people.command()
def clusters() -> None:
    """List the clusters: id, country, name.

    \b
    Example:
      advisor people clusters
    """
    from bot.store import clusters as rows

    for cluster in write(rows.all_clusters):
        say(f"{cluster.id:34} {cluster.country:3} {cluster.name}")


_also = click.option("--also", is_flag=True, help="They keep what else they are, and choose for which they speak.")


@people.command()
@click.argument("account")
@click.argument("cluster")
@_also
def coach(account: str, cluster: str, also: bool) -> None:
    """Make somebody a coach of a cluster, in addition to the clusters they already coach.

    \b
    Example:
      advisor people coach slack:T0123:U0456 5f2c9a
    """
    _appoint(account, "coach", cluster, also=also)
    say(f"{account} is a coach of {cluster} now.")


@people.command()
@click.argument("account")
@_also
def curator(account: str, also: bool) -> None:
    """Make somebody a curator, who looks after the articles and sees what all clusters ask, without names.

    \b
    Example:
      advisor people curator slack:T0123:U0789
    """
    _appoint(account, "curator", "", also=also)
    say(f"{account} is a curator now.")


@people.command()
@click.argument("account")
@click.argument("cluster")
@_also
def staff(account: str, cluster: str, also: bool) -> None:
    """Make somebody an ordinary member of a cluster's staff: a coach or curator loses that role, unless it is --also.

    \b
    Example:
      advisor people staff slack:T0123:U0789 5f2c9a
    """
    _appoint(account, "staff", cluster, also=also)
    say(f"{account} belongs to the staff of {cluster} now.")


@people.command()
@click.argument("account")
def admin(account: str) -> None:
    """Make somebody an administrator, who runs the programme, in addition to what they already are.

    \b
    Example:
      advisor people admin slack:T0123:U0789
    """
    make_administrator(account)


def make_administrator(account: str) -> None:
    """Make somebody an administrator, and say so."""
    _appoint(account, "admin", "", also=True)
    say(f"{account} is an administrator now.")


@people.command("invite-admin")
def invite_admin() -> None:
    """Make a link that lets somebody join on the web page as an administrator. It works once, for a day.

    For the first one, where there is no chat; administrators invite all others themselves.

    \b
    Example:
      advisor people invite-admin
    """
    from bot.store import Role, Scope, invitations

    settings, now = load_settings(), datetime.now(UTC)
    if not settings.public_url:
        raise Failure("Set PUBLIC_URL first: the link leads to the web page there.")
    code = f"join-{token_urlsafe(32)}"
    secret, ends_at = secret_id(code), now + timedelta(days=1)
    scope = Scope("", "", Role.ADMIN)
    write(
        lambda tx: invitations.make(tx, scope, role=Role.ADMIN, ids=(), secret=secret, uses=1, ends_at=ends_at, now=now)
    )
    say(f"Open this link, or hand it over where nobody else can read it: {settings.public_url.rstrip('/')}/join/{code}")


@people.command("sign-out")
@click.argument("account")
def sign_out(account: str) -> None:
    """Sign somebody out of the web page on all their devices, within seconds, and end their calendar link.

    For a lost phone, or somebody who has left.

    \b
    Example:
      advisor people sign-out slack:T0123:U0456
    """
    from bot.store import web_sessions

    ended = len(write(lambda tx: web_sessions.end_all(tx, account)))
    say(f"{account} was signed out of {ended} browser{'' if ended == 1 else 's'}.")


def _appoint(account: str, role: str, cluster: str, *, also: bool) -> None:
    from bot.store import Role, programme

    now = datetime.now(UTC)

    def work(tx: "Tx") -> None:
        left = [] if also else programme.ends_open_work(tx, account, Role(role), cluster, now)
        if left:
            raise Failure(
                f"{account} is {' and '.join(left)}, and has open work there: drafts, plans, sessions or questions. "
                "Nothing was changed. Add --also to let them keep it, or let an administrator remove them on the page, "
                "where it is handed over."
            )
        programme.appoint(tx, account, Role(role), cluster, now, also=also)

    write(work)


@people.command()
@click.argument("account")
@click.argument("topic")
@click.option("--remove", is_flag=True, help="Take the topic from them.")
def owner(account: str, topic: str, remove: bool) -> None:
    """Name the owner of a topic: they answer questions of clusters without a coach, and keep its articles right.

    Topics are the owners named in the articles, such as “planning” or “green”.

    \b
    Examples:
      advisor people owner slack:T0123:U0456 green
      advisor people owner slack:T0123:U0456 green --remove
    """
    from bot.store import programme
    from knowledge.articles import ARTICLES, load_articles

    topics = sorted({article.owner for article in load_articles(ARTICLES).articles.values()})
    if remove:
        write(lambda tx: programme.disown(tx, account, topic))
        say(f"{account} does not own {topic} any more.")
        return
    if topic not in topics:
        raise Failure(f"There is no topic “{topic}”. Topics are: {', '.join(topics)}.")
    write(lambda tx: programme.own(tx, account, topic, datetime.now(UTC)))
    say(f"{account} owns {topic} now.")
