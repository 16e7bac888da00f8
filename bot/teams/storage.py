"""Where files lie that go through Teams: SharePoint and OneDrive.  Nothing is sent or read anywhere else."""

import asyncio
import re
from collections.abc import Callable
from urllib.parse import urljoin

import httpx

HOSTS = (
    "sharepoint.com",
    "sharepoint.us",
    "sharepoint-mil.us",
    "sharepoint.cn",
    "onedrive.com",
)
"""The hosts below which Microsoft keeps files."""
_NAME = re.compile(r"[a-z0-9.-]+")
WAITING = 30.0
"""Seconds in which a file must have come or gone."""
REDIRECTS = 3
"""Times that an address may lead to another one of Microsoft's."""


class StorageError(Exception):
    """A file did not come or go.  ``too_large``: it is larger than it may be."""

    def __init__(self, reason: str, *, too_large: bool = False) -> None:
        super().__init__(reason)
        self.too_large = too_large


def is_microsofts(address: str) -> bool:
    """Whether an address is one of Microsoft's for files."""
    try:
        url = httpx.URL(address)  # as it is read when it is called
    except (httpx.InvalidURL, ValueError):
        return False
    if url.scheme != "https" or url.port is not None or url.userinfo or not _NAME.fullmatch(url.host):
        return False
    return url.host.endswith(tuple(f".{known}" for known in HOSTS))


class Storage:
    """Writes and reads files; ``trusted`` says of an address whether it is one to write to and read from.

    The addresses are made by Microsoft for one file and carry its permission: no token of ours goes with them.
    """

    def __init__(self, http: httpx.AsyncClient, trusted: Callable[[str], bool] = is_microsofts) -> None:
        self._http = http
        self.trusted = trusted

    async def put(self, address: str, content: bytes) -> None:
        """Write a file whole.

        Raises:
            StorageError: it was not written.
        """
        if not self.trusted(address):
            raise StorageError("this is no address of Microsoft's for files")
        last = len(content) - 1
        headers = {"Content-Range": f"bytes 0-{last}/{len(content)}", "Content-Type": "application/octet-stream"}
        try:
            async with asyncio.timeout(WAITING):
                answer = await self._http.put(address, content=content, headers=headers, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise StorageError(type(error).__name__) from None
        if answer.status_code not in (200, 201):
            raise StorageError(f"status {answer.status_code}")

    async def get(self, address: str, most: int) -> bytes:
        """Read a file of at most so many bytes.

        Raises:
            StorageError: it cannot be had, or is larger.
        """
        try:
            async with asyncio.timeout(WAITING):
                for _ in range(REDIRECTS + 1):
                    content, address = await self._read(address, most)
                    if not address:
                        return content
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise StorageError(type(error).__name__) from None
        raise StorageError("it leads from one address to the next")

    async def _read(self, address: str, most: int) -> tuple[bytes, str]:
        """What is there, or the address to which it leads."""
        if not self.trusted(address):
            raise StorageError("this is no address of Microsoft's for files")
        content = bytearray()
        async with self._http.stream("GET", address, follow_redirects=False) as answer:
            if answer.has_redirect_location:
                return b"", urljoin(address, answer.headers["location"])
            if answer.status_code != 200:
                raise StorageError(f"status {answer.status_code}")
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > most:
                    raise StorageError("it is too large", too_large=True)
        return bytes(content), ""
