"""A package with a known weakness is named, and an old list says that it is old."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.security.advisories import OLD, matches, pinned, read, renewed, report

TOLD = """
id: PYSEC-2027-1
aliases: [CVE-2027-1]
details: "Whoever asks gets everything."
affected:
- package: {name: Some_Package, ecosystem: PyPI}
  ranges:
  - {type: GIT, repo: x, events: [{introduced: '0'}, {fixed: abcdef}]}
  - type: ECOSYSTEM
    events: [{introduced: '0'}, {fixed: 1.4.2}, {introduced: '2.0'}, {last_affected: '2.1'}]
  versions: [1.0, 2.1]
"""


@pytest.fixture
def listed(tmp_path: Path) -> dict[str, Any]:
    """A list made from a database with one advisory that counts and one that was withdrawn."""
    folder = tmp_path / "vulns" / "some-package"
    folder.mkdir(parents=True)
    (folder / "PYSEC-2027-1.yaml").write_text(TOLD)
    withdrawn = {**yaml.safe_load(TOLD), "id": "PYSEC-2027-2", "withdrawn": "2027-01-02T00:00:00Z"}
    (folder / "PYSEC-2027-2.yaml").write_text(yaml.safe_dump(withdrawn))
    return renewed(tmp_path, {("some-package", "1.0")}, {}, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("version", "weak"),
    [
        ("1.4.1", True),
        ("1.4.2", False),
        ("1.10", False),
        ("2.0rc1", False),
        ("2.0", True),
        ("2.1", True),
        ("2.2", False),
    ],
)
def test_a_version_with_a_known_weakness_is_named(listed: dict[str, Any], version: str, weak: bool) -> None:
    packages = {("some-package", version), ("another", "1.0")}
    assert [match.advisory for match in matches(packages, listed)] == ["PYSEC-2027-1"] * weak
    well, lines = report(listed, packages, date(2027, 1, 2))
    assert well is not weak
    assert any(f"some-package {version}: PYSEC-2027-1" in line for line in lines) is weak


def test_what_was_accepted_with_a_reason_is_left_out(listed: dict[str, Any]) -> None:
    listed["accepted"] = {"PYSEC-2027-1": "we never call that function"}
    assert matches({("some-package", "1.0")}, listed) == []


def test_an_old_list_says_so(listed: dict[str, Any]) -> None:
    fresh, old = (
        report(listed, set(), date.fromordinal(date(2027, 1, 1).toordinal() + days)) for days in (OLD, OLD + 1)
    )
    assert not [line for line in fresh[1] if "old" in line]
    assert [line for line in old[1] if "This list is old" in line]


def test_every_package_of_the_lock_files_is_compared_and_every_exception_has_its_reason() -> None:
    names = {name for name, _ in pinned()}
    assert {"starlette", "uvicorn", "sqlalchemy", "psycopg", "slack-bolt"} <= names
    listed = read()
    assert matches(pinned(), listed) == []
    assert {advisory["affected"][0]["package"]["name"] for advisory in listed["advisories"]} <= names
    assert all(reason.strip() for reason in listed["accepted"].values())
