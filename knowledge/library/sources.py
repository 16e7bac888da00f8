"""The documents that the articles rest on."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, HttpUrl, TypeAdapter

from knowledge.library.yaml_file import read_yaml


class Source(BaseModel):
    """A document: its title, who published it, when (if known), and what kind of document it is.

    ``url`` is its official page, ``read`` the day on which it was read last: pages change, and often bear no year.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    publisher: str
    what: str
    year: int | None = None
    url: HttpUrl | None = None
    read: date | None = None

    def __str__(self) -> str:
        """The line shown under an answer."""
        when = str(self.year) if self.year else f"read {self.read.year}" if self.read else ""
        return f"{self.title} ({', '.join(filter(None, (self.publisher, when)))})"


@cache
def sources() -> dict[str, Source]:
    """All sources by their code, as used in an article's ``sources``."""
    return TypeAdapter(dict[str, Source]).validate_python(read_yaml(Path(__file__).parent / "sources.yaml"))
