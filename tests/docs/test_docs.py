"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from flows.registry import all_dialogues
from tests.docs.reference import DOCS, PAGES
from tests.docs.rooms import PICTURE, draw

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_pages_are_as_the_code_makes_them(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run: python -m tests.docs.reference"


def test_the_picture_of_the_rooms_is_as_the_imports_make_it() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw(), "run: python -m tests.docs.rooms"


def test_the_readme_shows_what_it_is_a_picture_and_two_commands_on_its_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:40])
    assert re.search(r"!\[[^\]]+\]\(docs/screenshots/[\w-]+\.png\)", first_screen)
    commands = re.findall(r"```sh\n(.*?)```", first_screen, re.DOTALL)[0].strip().splitlines()
    assert [command.split("#")[0].strip() for command in commands] == ["make run", "make test"]


def test_every_make_target_named_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_every_dialogue_is_in_the_readme() -> None:
    for dialogue in all_dialogues().values():
        assert f"/{dialogue.command}" in README


def test_the_changelog_tells_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_calls_what_the_readme_tells_to_call() -> None:
    assert "`make test`" in README
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
