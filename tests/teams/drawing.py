"""Draws the cards of Teams for docs/screenshots: light, dark, and on a telephone.

    python -m tests.teams.drawing

Needs Chromium and the packages of ``tests/slack/node``.
"""

import asyncio
from pathlib import Path

from playwright.sync_api import Page

from tests.teams.checker import LIBRARY
from tests.teams.scenes import Scene, scenes
from tests.web.browser import chromium
from tests.web.screenshots import FOLDER, shrink

WIDE, PHONE = 680, 360
_LONGEST = 1_600
"""Pixels of a picture on a screen; what follows is more of the same."""


def draw(page: Page, name: str, shown: Scene) -> None:
    """A card on a screen, there in the dark, and on a telephone."""
    for suffix, width, dark in (("", WIDE, False), ("-dark", WIDE, True), ("-phone", PHONE, False)):
        page.set_viewport_size({"width": width, "height": 100})
        page.evaluate("([shown, dark]) => draw(shown, dark)", [shown, dark])
        height = min(page.evaluate("document.documentElement.scrollHeight"), _LONGEST)
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=FOLDER / f"teams-{name}{suffix}.png")


def main() -> None:
    """Draw all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = asyncio.run(scenes())
    with chromium() as browser:
        page = browser.new_page()
        page.goto(Path(__file__).with_name("drawn.html").as_uri())
        page.add_script_tag(path=LIBRARY)
        for name, shown in found.items():
            draw(page, name, shown)
    shrink("teams-*.png")


if __name__ == "__main__":
    main()
