"""Chromium as the tests and the pictures of the documentation use it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium-headless-shell")  # the same without windows: half the time
    or shutil.which("chromium")
    or "/usr/bin/chromium"
)
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def require_chromium() -> None:
    """Skip where Chromium is missing; fail on CI, which has to have it."""
    if Path(CHROMIUM).exists():
        return
    debian = "apt-get install chromium-headless-shell"
    hint = f"Chromium is missing. Install it (Debian: {debian}), or set CHROMIUM to its path."
    if os.environ.get("CI") == "true":
        pytest.fail(hint)
    pytest.skip(hint)


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)  # as for all else, for a busy machine
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
