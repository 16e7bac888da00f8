"""Secrets encrypted at rest, under keys that can be changed while the advisor runs."""

import base64
import binascii
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

HOW_TO_MAKE_ONE = "Make one with “advisor keys new”"
_LEAST_DIFFERENT = 12
"""Different bytes in a key at least: of 32 random ones hardly ever fewer than 24 are different."""


class UnreadableError(Exception):
    """No key opens what was encrypted."""


class Keys:
    """Encrypts with the first key, and decrypts with any of them.

    ``keys`` are texts as `new_key` makes them, the newest first.

    Raises:
        ValueError: there is none, or one is no key; the text says which, and how to make one, never the key itself.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError(f"names no key. {HOW_TO_MAKE_ONE}")
        for number, key in enumerate(keys, start=1):
            _refuse(key, "the key" if len(keys) == 1 else f"key {number}")
        if len(set(keys)) < len(keys):
            raise ValueError("names a key twice. Leave the second one out")
        self._all = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, text: str) -> str:
        """Only who has the key can read or change it."""
        return self._all.encrypt(text.encode()).decode()

    def decrypt(self, text: str) -> str:
        """What was encrypted.

        Raises:
            UnreadableError: with another key, or it was changed.
        """
        try:
            return self._all.decrypt(text.encode()).decode()
        except InvalidToken:
            raise UnreadableError from None

    def renewed(self, text: str) -> str:
        """The same under the first key.

        Raises:
            UnreadableError: no key opens it.
        """
        try:
            return self._all.rotate(text.encode()).decode()
        except InvalidToken:
            raise UnreadableError from None


def new_key() -> str:
    """A key: 256 random bits as 44 characters."""
    return Fernet.generate_key().decode()


def split(text: str) -> list[str]:
    """The keys that a setting lists with commas between."""
    return [key for key in text.replace(",", " ").split() if key]


def _refuse(key: str, which: str) -> None:
    try:
        raw = base64.b64decode(key, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32:
        raise ValueError(f"must hold keys of 44 characters with commas between; {which} is none. {HOW_TO_MAKE_ONE}")
    if len(set(raw)) < _LEAST_DIFFERENT:
        raise ValueError(f"must hold random keys; {which} can be guessed. {HOW_TO_MAKE_ONE}")
