"""``make chaos``: 1 if the promise was broken."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.chaos.databases import DATABASES, disk
from benchmarks.chaos.trial import Size, Trial
from benchmarks.chaos.verdict import Verdict, report


def main(words: Sequence[str] | None = None) -> int:
    """Try the promise on each database that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description="Whether reminders are kept.")
    parser.add_argument("--reminders", type=int, default=Size.reminders, metavar="N", help="20000 unless given")
    parser.add_argument("--seed", type=int, default=20270301, metavar="S", help="decides what goes wrong when")
    parser.add_argument("--database", choices=[*DATABASES, "all"], default="all")
    parser.add_argument("--speed", type=float, default=Size.speed, help="how many seconds pass in a real one")
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="keep the workers' logs there")
    given = parser.parse_args(words)
    size = replace(
        Size(),
        reminders=given.reminders,
        within=max(600.0, Size.within * given.reminders / Size.reminders),
        speed=given.speed,
    )
    asked = list(DATABASES) if given.database == "all" else [given.database]
    with tempfile.TemporaryDirectory(prefix="advisor-chaos-") as temporary:
        folder = given.logs or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        verdicts = {name: _try(name, folder, size, given.seed) for name in asked}
    print(report(verdicts), flush=True)
    return 0 if all(verdict.kept for verdict in verdicts.values()) else 1


def _try(name: str, folder: Path, size: Size, seed: int) -> Verdict:
    with disk() as made, DATABASES[name](made) as database:
        if not made.limited:
            print(f"{name}: no small disk could be made, so none is filled up", file=sys.stderr)
        return asyncio.run(Trial(database, made, folder, size, seed).run())


if __name__ == "__main__":
    sys.exit(main())
