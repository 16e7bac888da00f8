"""The house: its arrows point down, and its modules stay small."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 360
"""Lines of a module: about 300, with some air before a test complains."""


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("room", ["flows", "knowledge", "bot"])
def test_no_module_grows_past_one_noun(room: str) -> None:
    long = {
        str(module.relative_to(ROOT)): lines
        for module in (ROOT / room).rglob("*.py")
        if (lines := len(module.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_nothing_in_the_project_points_outside_it() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    outside = ("../" + "shared", "/" + "work/", "python" + "hosted", "npm" + "js.")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt", ".yaml", ".css", ".js", ".html", "") and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [mark for mark in outside if mark in text], name
