"""Drawing beside everything else: one thread draws, and what was drawn a moment ago is kept."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.exports import pictures
from flows.pictures import Picture

KEPT = 8_000_000
"""Bytes of drawn pictures that are kept."""

_Key = tuple[str, bool, str, str, bool]


class Drawer:
    """One per process; its methods may be called from one event loop at a time.

    A picture that was drawn with the same content, colours and language is not drawn again.
    """

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._begun: dict[_Key, asyncio.Future[bytes]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    async def svg(
        self, picture: Picture, dark: bool, say: Callable[[str], str], locale: str, *, on_paper: bool = False
    ) -> bytes:
        """As `bot.exports.pictures.svg`: for a telephone, or an upright page of paper."""
        draw = partial(pictures.svg, room="upright") if on_paper else pictures.svg
        return await self._drawn("svg", draw, picture, dark, say, locale, on_paper=on_paper)

    async def png(self, picture: Picture, dark: bool, say: Callable[[str], str], locale: str) -> bytes:
        """As `bot.exports.pictures.png`."""
        return await self._drawn("png", pictures.png, picture, dark, say, locale)

    async def made(self, make: Callable[[], bytes]) -> bytes:
        """A file of another kind, made on the same thread; it is not kept."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, make)

    async def _drawn(
        self,
        form: str,
        draw: Callable[..., bytes],
        picture: Picture,
        dark: bool,
        say: Callable[[str], str],
        locale: str,
        *,
        on_paper: bool = False,
    ) -> bytes:
        key = (form, dark, locale, picture.model_dump_json(), on_paper)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._begun:
            loop = asyncio.get_running_loop()
            self._begun[key] = loop.run_in_executor(self._thread, draw, picture, dark, say, locale)
            self._begun[key].add_done_callback(lambda done: self._end(key, done))
        return await asyncio.shield(self._begun[key])  # who goes away leaves it to the others who wait for it

    def _end(self, key: _Key, done: "asyncio.Future[bytes]") -> None:
        """Keep what was drawn, and as much of what was drawn before as there is room for."""
        del self._begun[key]
        if done.cancelled() or done.exception() is not None:
            return
        self._kept[key] = done.result()
        self._size += len(done.result())
        while self._size > self._most:
            self._size -= len(self._kept.popitem(last=False)[1])
