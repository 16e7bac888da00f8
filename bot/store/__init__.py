"""The store: everything that must survive a restart.  One module per aggregate, on SQLite or PostgreSQL."""

from bot.store.engine import Store, StoreError, Tx
from bot.store.scope import NotFoundError, Role, Scope

__all__ = ["NotFoundError", "Role", "Scope", "Store", "StoreError", "Tx"]
