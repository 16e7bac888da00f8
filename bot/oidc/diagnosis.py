"""Looking at an identity provider, for ``advisor check``."""

from bot.oidc.client import published
from bot.oidc.discovery import TENANT, discover
from bot.oidc.providers import Provider, ProviderError


async def diagnose(provider: Provider, public_url: str) -> tuple[bool, str]:
    """Whether a provider can be used, as far as it tells without a sign-in, and in words what was found."""
    try:
        described = await discover(provider)
        keys = await published(described)
    except ProviderError as problem:
        return False, f"{provider.name}: {problem} Nobody can sign in with it until that works; links in chat do."
    who = "everybody with any account there" if TENANT in described.issuer else "everybody with an account there"
    back = f"{public_url.rstrip('/')}{provider.done}"
    return True, (
        f"{provider.name} answers at {provider.issuer}, with {len(keys)} keys; {who} can sign in, and gets in once "
        f"joined or invited. Register this address there to send people back to: {back}"
    )
