"""The gallery: ``python -m tests.docs.gallery`` draws each kind of picture anew, the hard cases, and pages of files.

Pages of files need LibreOffice, Chromium and pdftoppm; without them the pictures alone are drawn.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.exports import pictures
from tests.docs import hard_pictures, papers, sample_pictures

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
DPI = 96
"""Fewer than elsewhere: the gallery stays small."""


def drawn() -> Iterator[tuple[str, bytes]]:
    """The names of the files and what stands in them."""
    for picture in (*sample_pictures.ALL, *hard_pictures.ALL):
        yield f"{picture.id}.png", pictures.png(picture, False, str, dpi=DPI)
    for picture in sample_pictures.DARK:
        yield f"{picture.id}-dark.png", pictures.png(picture, True, str, dpi=DPI)
    for picture in sample_pictures.NARROW:
        yield f"{picture.id}-narrow.png", pictures.png(picture, False, str, room="narrow", dpi=DPI)
        yield f"{picture.id}-upright.png", pictures.png(picture, False, str, room="upright", dpi=DPI)


def main() -> None:
    GALLERY.mkdir(exist_ok=True)
    for name, content in drawn():
        (GALLERY / name).write_bytes(content)
    try:
        for name, content in papers.drawn():
            (GALLERY / name).write_bytes(content)
    except papers.MissingError as missing:
        sys.exit(f"The pictures are drawn, the pages of files are not. {missing}")


if __name__ == "__main__":
    main()
