"""Runs of words that an article shares with its sources, found without having the sources at hand.

Of every run of eight words of a source only a hash is kept.  ``python -m knowledge.tuning.runs FOLDER FILE``
makes the list from the ``.txt`` files of a folder.
"""

import re
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

RUN = 8
"""Words in a row that are no coincidence."""

_BROKEN = 2
"""How many words of a run may be torn in two in a source that was read from a PDF ("col laboration")."""

_ADDRESS = re.compile(r"https?://\S+")

_BYTES = 5
"""Of each hash; among a hundred thousand, an innocent run is found once in ten million."""


def hashes_of(text: str) -> set[bytes]:
    """Hashes of all runs of a source."""
    words = normalised(text)
    return {
        _hash(words[start : start + length])
        for start in range(len(words) - RUN + 1)
        for length in range(RUN, min(RUN + _BROKEN, len(words) - start) + 1)
    }


def shared_runs(text: str, hashes: frozenset[bytes]) -> list[str]:
    """The runs of ``text`` that stand in a source, each as long as it goes, in small letters."""
    words = normalised(_ADDRESS.sub(" ", text))
    return [" ".join(words[start:end]) for start, end in _spans(words, hashes)]


def write_hashes(hashes: Iterable[bytes], path: Path) -> None:
    """Keep hashes small: sorted, each as its distance from the one before, first bytes first."""
    numbers = sorted({int.from_bytes(each) for each in hashes})
    steps = (after - before for before, after in zip([0, *numbers], numbers, strict=False))
    packed = b"".join(step.to_bytes(_BYTES) for step in steps)
    path.write_bytes(zlib.compress(b"".join(packed[place::_BYTES] for place in range(_BYTES)), 9))


def read_hashes(path: Path) -> frozenset[bytes]:
    """What ``write_hashes`` kept."""
    columns = zlib.decompress(path.read_bytes())
    count = len(columns) // _BYTES
    steps = (int.from_bytes(columns[at::count]) for at in range(count))
    return frozenset(number.to_bytes(_BYTES) for number in accumulate(steps))


def normalised(text: str) -> list[str]:
    """The words of a text in small letters, without accents and signs."""
    plain = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(
        sign if sign.isalnum() else "" if unicodedata.combining(sign) or sign in "'’" else " " for sign in plain
    )
    return kept.split()


def _spans(words: list[str], hashes: frozenset[bytes]) -> Iterator[tuple[int, int]]:
    start, end = 0, 0
    for at in range(len(words) - RUN + 1):
        if _hash(words[at : at + RUN]) in hashes:
            if at > end - RUN + 1 or not end:
                if end:
                    yield start, end
                start = at
            end = at + RUN
    if end:
        yield start, end


def _hash(words: list[str]) -> bytes:
    return blake2b("".join(words).encode(), digest_size=_BYTES).digest()


def main(folder: str, file: str) -> None:
    """Make the list from the sources in ``folder``."""
    texts = sorted(Path(folder).glob("*.txt"))
    hashes = set[bytes]().union(*(hashes_of(path.read_text(encoding="utf-8")) for path in texts))
    write_hashes(hashes, Path(file))
    print(f"{len(hashes)} runs of {len(texts)} sources in {file}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
