"""What `adaptivecards`, the library with which clients draw cards, finds wrong with one; see ``checker.cjs``."""

import atexit
import json
import os
import subprocess
from functools import cache
from pathlib import Path

from tests.slack.node import NODE, missing

PACKAGE = "adaptivecards"
LIBRARY = NODE / "node_modules" / PACKAGE / "dist/adaptivecards.js"
_PROGRAM = NODE / "node_modules/node/bin/node"


class Checker:
    """Asks a program that stays: starting one for each card would take most of the time of the tests."""

    def __init__(self) -> None:
        command = [_PROGRAM, Path(__file__).with_name("checker.cjs"), LIBRARY]
        self._program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(self._program.communicate)

    def problems(self, card: object) -> list[str]:
        """What is wrong with a card; empty when all is well."""
        asked, answers = self._program.stdin, self._program.stdout
        assert asked is not None
        assert answers is not None
        asked.write(json.dumps(card).encode() + b"\n")
        asked.flush()
        line = answers.readline()
        assert line, f"The program that checks cards has ended at {json.dumps(card)[:2000]}"
        found: list[str] = json.loads(line)
        return found


@cache
def _checker() -> Checker:
    return Checker()


def card_problems(card: object) -> list[str]:
    """What is wrong with a card.  Without the library nothing is found, but on CI, which has to have it."""
    if hint := missing(PACKAGE):
        return [hint] if os.environ.get("CI") == "true" else []
    return _checker().problems(card)
