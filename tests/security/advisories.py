"""Known weaknesses of the packages that we pin: ``python -m tests.security.advisories`` compares, without a network.

``requirements/advisories.json`` holds what the PyPA advisory database says of our packages, in the form of
https://ossf.github.io/osv-schema, as of a day that it names.  With the folder of a newer copy of that database as its
argument the module writes the list anew; advisories that do not concern us stand in ``accepted``, each with the reason.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
LIST = REQUIREMENTS / "advisories.json"
OLD = 120
"""Days after which the list says of itself that it is old."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Match:
    """A package that we pin, and an advisory that speaks of this version."""

    package: str
    version: str
    advisory: str

    def __str__(self) -> str:
        return f"{self.package} {self.version}: {self.advisory}, https://osv.dev/vulnerability/{self.advisory}"


def pinned(folder: Path = REQUIREMENTS) -> set[tuple[str, str]]:
    """Every package of the lock files with its version."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt")))
    return {(canonicalize_name(name), version) for text in texts for name, version in _PIN.findall(text)}


def matches(packages: Iterable[tuple[str, str]], listed: Mapping[str, Any]) -> list[Match]:
    """The packages of which an advisory speaks that is not accepted."""
    found = []
    for name, version in sorted(packages):
        for advisory in listed["advisories"]:
            if advisory["id"] not in listed["accepted"] and any(
                affected["package"]["name"] == name and concerns(affected, version) for affected in advisory["affected"]
            ):
                found.append(Match(name, version, advisory["id"]))
    return found


def concerns(affected: Mapping[str, Any], version: str) -> bool:
    """Whether an advisory speaks of a version: it names it, or a range in which it lies."""
    if version in affected.get("versions", ()):
        return True
    return any(_within(each["events"], Version(version)) for each in affected.get("ranges", ()))


def _within(events: Iterable[Mapping[str, str]], version: Version) -> bool:
    """Whether a version lies in a range: its events are by rising version."""
    inside = False
    for event in events:
        if "introduced" in event and (event["introduced"] == "0" or version >= Version(event["introduced"])):
            inside = True
        if "fixed" in event and version >= Version(event["fixed"]):
            inside = False
        if "last_affected" in event and version > Version(event["last_affected"]):
            inside = False
    return inside


def report(listed: Mapping[str, Any], packages: set[tuple[str, str]], today: date) -> tuple[bool, list[str]]:
    """Whether all is well, and what to say."""
    taken, found = date.fromisoformat(listed["taken"]), matches(packages, listed)
    lines = [f"Known weakness: {match}" for match in found]
    lines.append(
        f"{len(packages)} pinned packages beside {len(listed['advisories'])} advisories of {taken:%-d %B %Y}: "
        f"{len(found) or 'none'} of them concern{'' if len(found) > 1 else 's'} us."
    )
    if (today - taken).days > OLD:
        lines.append(
            "This list is old: what became known since is missing. Renew it from a fresh copy of the PyPA advisory "
            "database: make advisories FROM=folder"
        )
    return not found, lines


def renewed(database: Path, packages: set[tuple[str, str]], accepted: Mapping[str, str], taken: date) -> dict[str, Any]:
    """The list as a copy of the database has it, about our packages alone."""
    names = sorted({name for name, _ in packages})
    found = [advisory for name in names for advisory in _of_package(database, name)]
    return {"taken": taken.isoformat(), "accepted": dict(accepted), "advisories": found}


def _of_package(database: Path, name: str) -> Iterator[dict[str, Any]]:
    for file in sorted((database / "vulns" / name).glob("*.yaml")):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        if "withdrawn" in told:
            continue
        affected = [_shortened(each) for each in told["affected"] if canonicalize_name(each["package"]["name"]) == name]
        yield {"id": told["id"], "aliases": told.get("aliases", []), "affected": affected}


def _shortened(affected: Mapping[str, Any]) -> dict[str, Any]:
    """Ranges of versions where there are some that can be compared; else the versions one by one."""
    name = canonicalize_name(affected["package"]["name"])
    kept: dict[str, Any] = {"package": {"ecosystem": "PyPI", "name": name}}
    ranges = [each for each in affected.get("ranges", ()) if each["type"] == "ECOSYSTEM" and _comparable(each)]
    if ranges:
        return {**kept, "ranges": [{"type": "ECOSYSTEM", "events": each["events"]} for each in ranges]}
    return {**kept, "versions": affected.get("versions", [])}


def _comparable(ranged: Mapping[str, Any]) -> bool:
    try:
        return all(Version(value) is not None for event in ranged["events"] for value in event.values())
    except InvalidVersion:
        return False


def _written(listed: Mapping[str, Any]) -> str:
    """As JSON with an advisory a line, so that one sees what a newer list brings."""
    head = {key: value for key, value in listed.items() if key != "advisories"}
    lines = ",\n".join(json.dumps(advisory, ensure_ascii=False) for advisory in listed["advisories"])
    return json.dumps(head, ensure_ascii=False)[:-1] + f', "advisories": [\n{lines}\n]}}\n'


def main(arguments: list[str]) -> int:
    today, packages = datetime.now(UTC).date(), pinned()
    if arguments:
        accepted = read().get("accepted", {}) if LIST.exists() else {}
        folder = Path(arguments[0])
        if not (folder / "vulns").is_dir():
            print(f"“{folder}” is no copy of the PyPA advisory database: it has no folder “vulns”.")
            return 2
        taken = date.fromisoformat(arguments[1]) if len(arguments) > 1 else today
        fresh = renewed(folder, packages, accepted, taken)
        LIST.write_text(_written(fresh), encoding="utf-8")
    if not LIST.exists():
        print("There is no list of advisories, so nothing was compared.")
        return 0
    well, lines = report(read(), packages, today)
    print("\n".join(lines))
    return 0 if well else 1


def read() -> dict[str, Any]:
    listed: dict[str, Any] = json.loads(LIST.read_text(encoding="utf-8"))
    return listed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
