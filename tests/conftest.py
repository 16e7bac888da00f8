"""How a run of the tests begins; what they share stands in ``tests/common.py``."""

import gc
from collections.abc import Iterator
from importlib import import_module

import pytest

from knowledge.garbage import uncollected


def pytest_configure(config: pytest.Config) -> None:
    """The process that hands tests out to others runs none: they would wait while it imports what they share."""
    if hasattr(config, "workerinput") or config.getoption("dist", "no") == "no":
        with uncollected():
            config.pluginmanager.register(import_module("tests.common"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported and collected stays: to look through it for circles takes a sixth of the time."""
    with uncollected():
        yield
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that the processes end together; one of them has the browser."""
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/web/", "tests/benchmarks/")))
