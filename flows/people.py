"""People named in a document."""

import re

from pydantic import BaseModel, ConfigDict

_SEPARATORS = re.compile(r"[,;\n]+")


class Person(BaseModel):
    """A name, optionally linked to an account such as ``slack:T1:U2`` or ``web:ana``."""

    model_config = ConfigDict(frozen=True)

    name: str
    account: str | None = None

    @property
    def key(self) -> str:
        """What makes two mentions the same person: the account, or else the name without its case."""
        return self.account or self.name.casefold()


def split_names(text: str) -> list[str]:
    """The names in a typed list, in order, without repetitions or empty places."""
    names: dict[str, str] = {}
    for name in _SEPARATORS.split(text):
        if name := " ".join(name.split()).removeprefix("@"):
            names.setdefault(name.casefold(), name)
    return list(names.values())
