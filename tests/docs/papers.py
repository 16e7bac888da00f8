"""Pages of files as pictures: LibreOffice opens what word processors and spreadsheets do, Chromium prints the page.

The files are those that people take away: the application makes them, and they are taken from its pages.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext

from bot.store import Role, Scope, Store, documents
from bot.trial import CLUSTER, create_sample
from flows.registry import dialogue
from tests.docs import sample_documents
from tests.web.browser import chromium
from tests.web.site import START, running, trial_app, trial_settings

SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or ""
PDF_READER = shutil.which("pdftoppm") or ""
DPI = 88
COLOURS = 96
PATIENCE = 300
"""Seconds that LibreOffice may take."""


class MissingError(Exception):
    """A program that is needed is not there; the text says how to get it."""


@dataclass(frozen=True)
class Shot:
    """A page (from 1) of a file: ``form`` is how its name ends, ``pdf`` for the printed page of the document."""

    document: str
    form: str
    page: int = 1

    @property
    def name(self) -> str:
        return f"file-{self.document}-{self.form}-{self.page}.png"


SHOTS = (
    Shot("plan", "docx", 1),
    Shot("plan", "docx", 2),
    Shot("plan", "xlsx"),
    Shot("plan", "pdf", 1),
    Shot("plan", "pdf", 2),
    Shot("portfolio", "docx", 2),
    Shot("portfolio", "xlsx"),
    Shot("canvas", "docx", 1),
    Shot("canvas", "docx", 4),
    Shot("canvas", "pdf", 4),
    Shot("scripts", "docx", 1),
    Shot("scripts", "docx", 2),
    Shot("scripts", "xlsx"),
)


def require_programs() -> None:
    """Raises:
    MissingError: LibreOffice or the reader of PDF files is missing.
    """
    if not SOFFICE:
        raise MissingError(
            "LibreOffice is missing, which opens the files. Install it (Debian: apt-get install libreoffice-writer "
            "libreoffice-calc fonts-liberation), or set SOFFICE to its path."
        )
    if not PDF_READER:
        raise MissingError(
            "pdftoppm is missing, which draws pages. Install it (Debian: apt-get install poppler-utils)."
        )


def drawn() -> Iterator[tuple[str, bytes]]:
    """The names of the pictures and what stands in them."""
    require_programs()
    with tempfile.TemporaryDirectory(prefix="advisor-gallery-") as name:
        folder = Path(name)
        files = made(folder)
        opened(files, folder)
        for shot in SHOTS:
            yield shot.name, _page(folder / f"{shot.document}-{shot.form}.pdf", shot.page)


def made(folder: Path) -> list[Path]:
    """The files of all samples, as people take them away; printed pages among them."""
    settings = trial_settings(folder / "data")
    asyncio.run(_submit(f"sqlite:///{settings.advisor_data / 'advisor.db'}"))
    found = []
    with running(trial_app(settings)) as site, chromium() as browser:
        context = browser.new_context()
        for sample in sample_documents.ALL:
            address = f"{site.url}/documents/{sample.id}"
            for form in ("docx", "xlsx"):
                path = folder / f"{sample.id}-{form}.{form}"
                path.write_bytes(context.request.get(f"{address}/files/1/document.{form}").body())
                found.append(path)
            _print(context, address, folder / f"{sample.id}-pdf.pdf")
    return found


async def _submit(database: str) -> None:
    store = await Store.open(database)
    await create_sample(store, START)
    scope = Scope(CLUSTER, "web-mara", Role.STAFF)
    for sample in sample_documents.ALL:
        with store.writing() as tx:
            documents.create(
                tx,
                scope,
                id=sample.id,
                dialogue=sample.dialogue,
                dialogue_version=dialogue(sample.dialogue).version,
                name=sample.name,
                answers=sample.answers,
                about="",
                parent=None,
                now=START,
            )
            documents.submit(tx, scope, sample.id, revision=1, now=START)
    await store.close()


def _print(context: BrowserContext, address: str, path: Path) -> None:
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")  # its pictures, too
    page.pdf(path=path, prefer_css_page_size=True, format="A4")
    page.close()


def opened(files: list[Path], folder: Path) -> None:
    """Open files in LibreOffice, which writes each as PDF beside it.

    Raises:
        AssertionError: it said anything but what it wrote.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    complaints = [line for line in done.stderr.splitlines() if line.strip() and "javaldx" not in line]
    assert not complaints, complaints
    assert all(path.with_suffix(".pdf").exists() for path in files), done.stdout


def _page(pdf: Path, number: int) -> bytes:
    """One page as a PNG of few colours."""
    command = [PDF_READER, "-png", "-r", str(DPI), "-f", str(number), "-l", str(number), str(pdf)]
    done = subprocess.run(command, capture_output=True, check=True)
    made = BytesIO()
    picture = Image.open(BytesIO(done.stdout)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()
