"""``advisor keys``: the keys that encrypt the tokens of workspaces."""

import asyncio

import click

from bot.settings import Settings, load_settings
from bot.terminal import Failure, say


@click.group()
def keys() -> None:
    """Make and change the keys that encrypt the tokens of workspaces (ADVISOR_KEYS)."""


@keys.command("new")
def new() -> None:
    """Print a new key. Put it in front of those in ADVISOR_KEYS, restart, then run “advisor keys rotate”.

    \b
    Example:
      export ADVISOR_KEYS="$(advisor keys new),$ADVISOR_KEYS"
    """
    from bot.encryption import new_key

    say(new_key())


@keys.command("rotate")
def rotate() -> None:
    """Encrypt all tokens under the first key of ADVISOR_KEYS; after that the others can be left out.

    All of them, or none if one cannot be read. The advisor may keep running, if it has the new key already.

    \b
    Example:
      advisor keys rotate
    """
    from bot.encryption import UnreadableError
    from bot.kept_installations import told, unreadable
    from bot.store import installations
    from bot.store.engine import Store

    settings = load_settings()
    own = settings.keys

    async def rotated(settings: Settings) -> int:
        store = await Store.open(settings.store_url, create=False)
        try:
            return await store.write(lambda tx: installations.rekey(tx, own.renewed))
        except UnreadableError:
            count = len(unreadable(await store.read(installations.tokens), own))
            raise Failure(f"{told(count)} Nothing was changed.") from None
        finally:
            await store.close()

    count = asyncio.run(rotated(settings))
    whose = "one workspace is" if count == 1 else f"{count} workspaces are"
    say(f"The tokens of {whose} encrypted under the newest key. Older keys can be taken out of ADVISOR_KEYS.")
