"""Reading the YAML files that come with the product."""

from pathlib import Path
from typing import Any

import yaml

SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In C where there is one: ten times as quick."""


def read_yaml(path: Path) -> Any:
    """What stands in a file."""
    return yaml.load(path.read_text(encoding="utf-8"), SafeLoader)  # noqa: S506 - it is a safe one
