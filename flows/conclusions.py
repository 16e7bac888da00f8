"""Conclusions: what follows from the answers, as data that surfaces and exports only draw."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from flows.findings import Finding, Words
from flows.pictures import Picture

Cell = str | int | float | tuple[str, ...]
"""What stands in one place of a table; several names are each told by themselves."""


class Table(BaseModel):
    """A table with a name; column heads are English and translated where they are shown.

    ``rule`` says how its figures are made, where it is not obvious.  ``main`` are the columns that a surface with
    little room shows, all where it is empty; ``aside`` is a table that such a surface shows when it is asked for.
    ``tells`` names the questions (``page/field``) whose answers stand in it whole, so that they are told here alone;
    ``fields`` then says for each column which field of a row stands in it, empty where it is worked out.  ``template``:
    so many first columns are a template's of the source, which on paper is a table of its own.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rule: Words | None = None
    main: tuple[str, ...] = ()
    aside: bool = False
    tells: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    template: int = 0

    def filled(self) -> "Table":
        """The same without the columns in which nothing stands; the first stays in any case."""
        kept = [at for at in range(len(self.columns)) if at == 0 or any(row[at] not in ("", ()) for row in self.rows)]
        return self._with(kept)

    def parted(self) -> "tuple[Table, Table] | None":
        """The columns of the template, whether filled or not, and the first column with all others that are.

        None where there is no template, or nothing else.
        """
        others = self._with([0, *range(self.template, len(self.columns))]).filled()
        if not self.template or len(others.columns) == 1:
            return None
        return self._with(list(range(self.template))), others

    def _with(self, kept: list[int]) -> "Table":
        columns = tuple(self.columns[at] for at in kept)
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        return self.model_copy(update={"columns": columns, "rows": rows})


class NextStep(BaseModel):
    """A dialogue that builds on this document; ``about`` chooses a part of it."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    dialogue: str
    label: Words
    about: str = ""


class Conclusion(BaseModel):
    """All that follows from one document.

    ``statement`` is the document in one sentence (the composed goal), empty where there is none; ``articles``
    are ids of the knowledge base, the most useful first.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    statement: str = ""
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    articles: tuple[str, ...] = ()

    def joined(self, more: "Conclusion") -> "Conclusion":
        """The same with what else follows behind it."""
        parts = ("tables", "pictures", "findings", "next_steps", "articles")
        return self.model_copy(update={part: getattr(self, part) + getattr(more, part) for part in parts})


def sentences(texts: Sequence[str]) -> str:
    """Several statements as one text: each ends before the next one begins."""
    said = [text.strip() for text in texts]
    ended = [text if text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}." for text in said[:-1]]
    return " ".join([*ended, *said[-1:]])
