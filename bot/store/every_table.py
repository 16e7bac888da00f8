"""The tables of all modules, for what must know every one of them."""

from bot.store import (
    audit_tables,
    comment_tables,
    installation_tables,
    programme_tables,
    questionnaire_tables,
    reach_tables,
    reference_tables,
    sign_in_tables,
    slot_tables,
    traffic_tables,
)
from bot.store.tables import metadata

__all__ = [
    "audit_tables",
    "comment_tables",
    "installation_tables",
    "metadata",
    "programme_tables",
    "questionnaire_tables",
    "reach_tables",
    "reference_tables",
    "sign_in_tables",
    "slot_tables",
    "traffic_tables",
]
