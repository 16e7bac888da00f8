"""One house for each conversation, with a driver for every surface."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.house import House, opened
from tests.conversations.surfaces import SURFACES


@pytest.fixture
async def house(tmp_path: Path, database_url: str, one_engine: None) -> AsyncIterator[House]:
    """The advisor with all surfaces, on a Monday morning."""
    async with opened({name: made() for name, made in SURFACES.items()}, tmp_path / "data", database_url) as opening:
        yield opening
