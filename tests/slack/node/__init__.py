"""What others maintain for Slack and Teams in JavaScript, at pinned versions: types, a compiler, an emulator, cards."""

import os
from pathlib import Path

import pytest

NODE = Path(__file__).parent


def require_node(package: str) -> None:
    """Skip where the packages are not installed; fail on CI, which has to have them."""
    if not (hint := missing(package)):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(hint)
    pytest.skip(hint)


def missing(package: str) -> str:
    """What to do where a package is not installed; empty where it is."""
    if (NODE / "node_modules" / package).exists():
        return ""
    return f"{package} is missing. Install it: npm ci --prefix tests/slack/node"
