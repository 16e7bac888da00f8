"""The gallery of pictures: ``python -m tests.docs.gallery`` draws each kind anew, and the hard cases."""

from collections.abc import Iterator
from pathlib import Path

from bot.exports import pictures
from tests.docs import hard_pictures, sample_pictures

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
        yield f"{picture.id}-narrow.png", pictures.png(picture, False, str, narrow=True, dpi=DPI)


if __name__ == "__main__":
    GALLERY.mkdir(exist_ok=True)
    for name, content in drawn():
        (GALLERY / name).write_bytes(content)
