"""``advisor reminders``: what waits for whom, why it is due then, and a test message."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import click

from bot.settings import load_settings
from bot.terminal import Failure, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store import Tx

Result = TypeVar("Result")


@click.group()
def reminders() -> None:
    """Look at what is waiting to be sent, and send a test.

    Nothing that people wrote is shown: ids, kinds, days and hours only.
    """


def _read(work: "Callable[[Tx], Result]") -> Result:
    """Read in one transaction of the database of the settings."""

    async def run() -> Result:
        from bot.store import Store

        store = await Store.open(load_settings().store_url, create=False)
        try:
            return await store.read(work)
        finally:
            await store.close()

    return asyncio.run(run())


@reminders.command("list")
@click.option("--account", default="", help="Only those of the person behind this account.")
@click.option("--limit", default=100, type=click.IntRange(1, 10_000), help="At most this many; 100.")
def list_(account: str, limit: int) -> None:
    """List what is waiting, the next first: id, when it is due, kind, account, cluster.

    \b
    Examples:
      advisor reminders list
      advisor reminders list --account slack:T0123:U0456
    """
    from bot.reminders.preparing import AT_ONCE
    from bot.store import pending

    found = _read(lambda tx: pending.listing(tx, account=account, limit=limit))
    for each in found:
        local = f"{each.wall:%Y-%m-%d %H:%M} {each.zone}"
        note = "  reminders are off" if each.held_back else ""
        note += "  this kind is off" if each.kind_off and each.kind not in AT_ONCE else ""
        note += f"  tried {each.attempts} times" if each.attempts else ""
        note += f"  {each.reason}" if each.reason else ""
        say(f"{each.id[:12]:13} {local:34} {each.kind:18} {each.account or 'no account':30} {each.cluster}{note}")
    if not found:
        say("Nothing is waiting.")


@reminders.command()
@click.argument("id")
def explain(id: str) -> None:
    """Say why a reminder is due when it is, to whom it goes, and what became of it.

    ID is as “advisor reminders list” shows it, or as the log names it.

    \b
    Example:
      advisor reminders explain 5f2c9a81d0b3
    """
    from bot.reminders.explaining import explain as explained
    from bot.store import pending

    known = _read(lambda tx: pending.find(tx, id.strip()))
    if known is None:
        raise Failure(f"There is no one reminder whose id begins with “{id}”. “advisor reminders list” shows them.")
    say(*explained(known, datetime.now(UTC)))


@reminders.command()
@click.argument("account")
def test(account: str) -> None:
    """Send a test message to an account, the way reminders go: Slack, the web page or e-mail.

    ACCOUNT is as “advisor people list” shows it, such as slack:T0123:U0456, web:ana or mail:5f2c9a; or, where SMTP_URL
    is set, an e-mail address of your own: mail:you@example.org.

    \b
    Example:
      advisor reminders test mail:you@example.org
    """
    from bot.chat.sender import SendError

    try:
        asyncio.run(_send(account))
    except SendError as failure:
        raise Failure(f"It was not sent. {failure}") from None
    say(f"Sent to {account}.")


async def _send(account: str) -> None:
    """Send a sample.

    Raises:
        SendError: it did not go out.
    """
    from uuid import uuid4

    from bot.advisor.following.sample import sample
    from bot.app import assemble
    from bot.chat.messages import voice
    from bot.chat.sender import SendError
    from bot.store import people

    settings, now, key = load_settings(), datetime.now(UTC), uuid4().hex
    speaker = voice("en", "UTC")
    message = sample(speaker, speaker.local_date(now))
    typed = account.removeprefix("mail:")
    if account.startswith("mail:") and "@" in typed:
        from bot.email.diagnosis import send_sample

        await send_sample(settings.smtp_url.get_secret_value(), settings.mail_from, typed, message, key, now)
        return
    async with assemble(settings) as runtime:
        if not await runtime.store.read(lambda tx: people.belongs(tx, account)):
            raise SendError("Nobody has this account. “advisor people list” shows them.")
        await runtime.router.send(account, message, key=key)
