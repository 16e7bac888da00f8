"""The documents that the articles rest on."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.library.yaml_file import read_yaml


class Source(BaseModel):
    """A document: its title, who published it, when (if known), and what kind of document it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    publisher: str
    what: str
    year: int | None = None

    def __str__(self) -> str:
        """The line shown under an answer."""
        return f"{self.title} ({self.publisher}{f', {self.year}' if self.year else ''})"


@cache
def sources() -> dict[str, Source]:
    """All sources by their code, as used in an article's ``sources``."""
    return TypeAdapter(dict[str, Source]).validate_python(read_yaml(Path(__file__).parent / "sources.yaml"))
