"""The gallery shows every kind of picture and every hard case, and stays small."""

import re

from tests.docs import hard_pictures, sample_pictures
from tests.docs.gallery import GALLERY

MOST = 60_000
"""Bytes of a picture in the gallery."""


def test_the_gallery_shows_what_is_drawn_for_it_and_nothing_else() -> None:
    wanted = {f"{picture.id}.png" for picture in (*sample_pictures.ALL, *hard_pictures.ALL)}
    wanted |= {f"{picture.id}-dark.png" for picture in sample_pictures.DARK}
    wanted |= {f"{picture.id}-narrow.png" for picture in sample_pictures.NARROW}
    assert {path.name for path in GALLERY.glob("*.png")} == wanted
    assert set(re.findall(r"\(([a-z0-9-]+\.png)\)", (GALLERY / "README.md").read_text())) == wanted


def test_no_picture_of_the_gallery_is_large() -> None:
    assert [path.name for path in GALLERY.glob("*.png") if path.stat().st_size > MOST] == []
