"""How a run of the tests begins; what they share stands in ``tests/common.py``."""

import gc
import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from knowledge.garbage import uncollected

IN_MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes that a run needs there, with some to spare."""


def pytest_configure(config: pytest.Config) -> None:
    """The process that hands tests out to others runs none: they would wait while it imports what they share."""
    _keep_folders_in_memory()
    if hasattr(config, "workerinput") or config.getoption("dist", "no") == "no":
        with uncollected():
            config.pluginmanager.register(import_module("tests.common"))


def _keep_folders_in_memory() -> None:
    """What tests write is gone with them: nobody has to wait until a disk has it, as each commit of a database does."""
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free >= ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported and collected stays: to look through it for circles takes a sixth of the time."""
    with uncollected():
        yield
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # many small tests make much, and drop nearly all of it without circles


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that the processes end together; one of them has the browser."""
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/web/", "tests/benchmarks/")))
