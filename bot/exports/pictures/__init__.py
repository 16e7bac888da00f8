"""Pictures of a conclusion as files: SVG for pages, PNG for chat and documents.

What draws is imported only when something is drawn: it is large, and most processes never draw.
"""

from collections.abc import Callable

from flows.pictures import Picture


def svg(picture: Picture, dark: bool, say: Callable[[str], str], locale: str = "en") -> bytes:
    """A picture for a page, without its title, which stands above it there; no script, no fonts, no links.

    ``say`` puts the English words of a picture into the language of ``locale``, and leaves what people typed as it
    is.  The same picture gives the same bytes each time.
    """
    from bot.exports.pictures import drawing

    return drawing.svg(picture, dark, say, locale)


def png(
    picture: Picture,
    dark: bool,
    say: Callable[[str], str],
    locale: str = "en",
    *,
    titled: bool = True,
    narrow: bool = False,
    dpi: int = 160,
) -> bytes:
    """The same picture with its title, since it travels alone; not ``titled`` where that stands above it.

    ``narrow``: for paper or a page that is upright, where canvases side by side would be too small.  ``dpi``: pixels
    for 72 points, of which a picture is 400 wide.
    """
    from bot.exports.pictures import drawing

    return drawing.png(picture, dark, say, locale, titled=titled, narrow=narrow, dpi=dpi)
