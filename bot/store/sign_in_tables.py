"""The tables of signing in on the web page by other means than a link in chat."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Table, Text

from bot.store.columns import Typed, UtcTime
from bot.store.tables import metadata as metadata


def _person(**options: Any) -> Column[str]:
    return Column("person_id", Text, ForeignKey("people.id", ondelete="CASCADE"), **options)


sign_in_ways = Table(
    "sign_in_ways",
    metadata,
    Column("subject", Text, primary_key=True),  # oidc:<hash of the issuer>:<subject there>, mail:<hash of the address>
    _person(nullable=False, index=True),
    Column("label", Typed, nullable=False),  # as it is shown to the person
    Column("added_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
)

sign_in_flows = Table(
    "sign_in_flows",
    metadata,
    Column("state", Text, primary_key=True),  # the SHA-256 of what the provider sends back
    Column("browser", Text, nullable=False),  # the SHA-256 of what the browser holds
    Column("provider", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("back", Text, nullable=False),
    Column("adds", Boolean, nullable=False),  # it is to be added to whoever is signed in
    Column("made_at", UtcTime, nullable=False, index=True),
)

sign_in_proofs = Table(
    "sign_in_proofs",
    metadata,
    Column("secret", Text, primary_key=True),  # the SHA-256 of what the browser, or the link in an e-mail, holds
    Column("subject", Text, nullable=False),
    Column("label", Typed, nullable=False),
    Column("name", Typed, nullable=False),
    _person(index=True),  # for whom alone it is; none: whoever proves to be it
    Column("mailed", Boolean, nullable=False),  # a link that nobody has opened yet: it proves nothing
    Column("made_at", UtcTime, nullable=False, index=True),
)
