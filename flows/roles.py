"""The RACI matrix: who is responsible, accountable, consulted and informed for each action.

Source: Cluster Booster Academy, training day 1, "Establishing clear roles and responsibilities with RACI Matrix".
That exactly one person is accountable, and when somebody is overloaded, is general practice.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flows.conclusions import Table
from flows.findings import Finding, Param, Severity
from flows.people import Person, names_of

OVERLOAD = 5
"""More open actions than this on one person's desk are too many (general practice)."""


@dataclass(frozen=True)
class Roles:
    """Who does what for one action."""

    id: str
    action: str
    responsible: tuple[Person, ...]
    accountable: tuple[Person, ...]
    consulted: tuple[Person, ...]
    informed: tuple[Person, ...]
    open: bool

    def letters(self, person: Person) -> str:
        """The roles of one person, such as ``R/A``; empty for none."""
        held = zip("RACI", (self.responsible, self.accountable, self.consulted, self.informed), strict=True)
        return "/".join(letter for letter, people in held if person.key in {p.key for p in people})


def matrix(actions: Sequence[Roles]) -> Table:
    """Actions as rows, people as columns in the order they are first named."""
    people: dict[str, Person] = {}
    for action in actions:
        for person in (*action.responsible, *action.accountable, *action.consulted, *action.informed):
            people.setdefault(person.key, person)
    return Table(
        id="raci",
        title="Roles (RACI)",
        columns=("Action", *(person.name for person in people.values())),
        rows=tuple((a.action, *(a.letters(person) for person in people.values())) for a in actions),
    )


def gaps(actions: Sequence[Roles]) -> list[Finding]:
    """What is missing or too much in the roles."""
    found: list[Finding] = []
    for action in actions:
        if not action.responsible:
            found.append(_finding("plan.nobody-responsible", action, Severity.WARNING))
        if not action.accountable:
            found.append(_finding("plan.nobody-accountable", action, Severity.ADVICE))
        elif len({person.key for person in action.accountable}) > 1:
            found.append(_finding("plan.several-accountable", action, Severity.WARNING, names_of(action.accountable)))
    load = Counter(key for action in actions if action.open for key in {person.key for person in action.responsible})
    names = {person.key: person.name for action in actions for person in action.responsible}
    found += [
        Finding(
            message="plan.overloaded",
            params={"person": names[key], "count": count, "limit": OVERLOAD},
            about="person",
            rule="general-practice",
        )
        for key, count in load.items()
        if count > OVERLOAD
    ]
    return found


def _finding(message: str, action: Roles, severity: Severity, people: str = "") -> Finding:
    params: dict[str, Param] = {"action": action.action}
    if people:
        params["people"] = people
    return Finding(
        message=message,
        severity=severity,
        params=params,
        where=("actions", "actions", action.id, "accountable" if "accountable" in message else "responsible"),
        about="action",
        rule="general-practice" if "accountable" in message else "source",
    )
