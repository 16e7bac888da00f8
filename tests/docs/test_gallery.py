"""The gallery shows every kind of picture, every hard case and pages of the files, and stays small."""

import re

from tests.docs import hard_pictures, papers, sample_pictures
from tests.docs.gallery import GALLERY

MOST, MOST_OF_A_PAGE = 60_000, 150_000
"""Bytes of a picture in the gallery, and of a page of a file."""

PAGES = {shot.name for shot in papers.SHOTS}


def test_the_gallery_shows_what_is_drawn_for_it_and_nothing_else() -> None:
    wanted = {f"{picture.id}.png" for picture in (*sample_pictures.ALL, *hard_pictures.ALL)}
    wanted |= {f"{picture.id}-dark.png" for picture in sample_pictures.DARK}
    wanted |= {f"{picture.id}-{room}.png" for picture in sample_pictures.NARROW for room in ("narrow", "upright")}
    wanted |= PAGES
    assert {path.name for path in GALLERY.glob("*.png")} == wanted
    assert set(re.findall(r"\(([a-z0-9-]+\.png)\)", (GALLERY / "README.md").read_text())) == wanted


def test_no_picture_of_the_gallery_is_large() -> None:
    sizes = {path.name: path.stat().st_size for path in GALLERY.glob("*.png")}
    assert {name for name, size in sizes.items() if size > (MOST_OF_A_PAGE if name in PAGES else MOST)} == set()
