"""What others maintain for Slack in JavaScript, at pinned versions: types, a compiler, an emulator."""

import os
from pathlib import Path

import pytest

NODE = Path(__file__).parent


def require_node(package: str) -> None:
    """Skip where the packages are not installed; fail on CI, which has to have them."""
    if (NODE / "node_modules" / package).exists():
        return
    hint = f"{package} is missing. Install it: npm ci --prefix tests/slack/node"
    if os.environ.get("CI") == "true":
        pytest.fail(hint)
    pytest.skip(hint)
