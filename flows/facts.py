"""What a cluster says of itself in its documents: the facts that others build on, and where each is said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FactKind:
    """One kind of facts: those ``pages`` of a dialogue and ``tables`` of its conclusion.

    ``every``: each document of the dialogue is a fact of its own, told by its sentence; else the newest tells them all.
    """

    id: str
    title: str
    dialogue: str
    pages: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    every: bool = False


KINDS = (
    FactKind("profile", "Profile", "cluster-profile", pages=("organisation", "ecosystems", "challenges")),
    FactKind("needs", "Needs", "needs-assessment", tables=("ranking",)),
    FactKind("members", "Key members", "member-needs", pages=("members",)),
    FactKind("goals", "Goals", "smart-goal", every=True),
    FactKind("services", "Services", "service-portfolio", pages=("services",)),
    FactKind("competences", "Competences", "strategy-review", pages=("competences",)),
)
