"""Pictures of a conclusion as files: SVG for pages, PNG for chat and documents.

What draws is imported only when something is drawn: it is large, and most processes never draw.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flows.pictures import Picture

if TYPE_CHECKING:
    from bot.exports.pictures.look import Room


def svg(
    picture: Picture, dark: bool, say: Callable[[str], str], locale: str = "en", *, room: "Room" = "narrow"
) -> bytes:
    """A picture for a page, without its title, which stands above it there; no script, no fonts, no links.

    ``say`` puts the English words of a picture into the language of ``locale``, and leaves what people typed as it
    is.  The same picture gives the same bytes each time.
    """
    from bot.exports.pictures import drawing

    return drawing.svg(picture, dark, say, locale, room=room)


def png(
    picture: Picture,
    dark: bool,
    say: Callable[[str], str],
    locale: str = "en",
    *,
    room: "Room" = "wide",
    dpi: int = 160,
) -> bytes:
    """The same picture with its title, since it travels alone.

    ``room``: canvases stand side by side where it is ``wide``, below each other on an ``upright`` page of paper.
    ``dpi``: pixels for 72 points, of which a picture is 400 wide.
    """
    from bot.exports.pictures import drawing

    return drawing.png(picture, dark, say, locale, room=room, dpi=dpi)


def on_paper(picture: Picture, say: Callable[[str], str], locale: str = "en") -> tuple[bytes, ...]:
    """The same as PNG for an upright page, without its title; a very high one in parts, each for a page."""
    from bot.exports.pictures import drawing

    return drawing.parts(picture, say, locale)
