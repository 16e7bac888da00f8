"""Conclusions: what follows from the answers, as data that surfaces and exports only draw."""

from pydantic import BaseModel, ConfigDict

from flows.findings import Finding, Words

Cell = str | int | float


class Table(BaseModel):
    """A table with a name; column heads are English and translated where they are shown.

    ``rule`` says how its figures are made, where it is not obvious.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rule: Words | None = None


class NextStep(BaseModel):
    """A dialogue that builds on this document; ``about`` chooses a part of it."""

    model_config = ConfigDict(frozen=True)

    dialogue: str
    label: Words
    about: str = ""


class Conclusion(BaseModel):
    """All that follows from one document.

    ``statement`` is the document in one sentence (the composed goal), empty where there is none; ``articles``
    are ids of the knowledge base, the most useful first.
    """

    model_config = ConfigDict(frozen=True)

    statement: str = ""
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    articles: tuple[str, ...] = ()
