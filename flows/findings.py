"""Findings: what the advisor noticed in somebody's answers, as data that every surface can word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Chain = tuple[str, ...]
"""Names of which each comes before the next."""
Param = str | int | float | Chain
"""A value put into a message: dates are passed as ISO strings, e.g. ``2027-03-31``."""


class Severity(StrEnum):
    """How much a finding matters; none of them blocks anybody."""

    GOOD = "good"
    ADVICE = "advice"
    WARNING = "warning"


class Words(BaseModel):
    """A message by its id, with the parameters to put in: never a finished sentence."""

    model_config = ConfigDict(frozen=True)

    id: str
    params: dict[str, Param] = Field(default_factory=dict)


class Finding(BaseModel):
    """One observation about a document.

    ``message`` names the wording (for instance ``goal.no-deadline``); ``where`` is the path of the field
    it is about, as page → row id → field, empty when it is about the whole.  ``about`` is the parameter that holds
    the name of what it is about: where there are many of one message, that name tells them apart, and the wording
    ``<message>.many`` tells them in one line, with ``{count}`` and ``{names}``.  ``rule`` tells whether the rule
    comes from the training documents or is general practice; surfaces show the latter.
    """

    model_config = ConfigDict(frozen=True)

    message: str
    severity: Severity = Severity.ADVICE
    params: dict[str, Param] = Field(default_factory=dict)
    where: tuple[str, ...] = ()
    about: str = ""
    rule: Literal["source", "general-practice"] = "source"


MANY = 3
"""So many findings of one message are told in one line."""


@dataclass(frozen=True)
class Group:
    """What is told in one line: one finding, or many of one message; ``names`` says what these are about."""

    findings: tuple[Finding, ...]
    names: tuple[str, ...] = ()

    @property
    def first(self) -> Finding:
        return self.findings[0]


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """The findings as they are told: warnings first, then advice, then what is good.

    Many of one message become one group.  What is good about the whole is left out beside a warning.
    """
    alike: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.message, finding.severity), []).append(finding)
    warned = any(severity is Severity.WARNING for _, severity in alike)
    groups: list[Group] = []
    for severity in (Severity.WARNING, Severity.ADVICE, Severity.GOOD):
        for (_, matters), found in alike.items():
            praise = matters is Severity.GOOD and not any(finding.where for finding in found)
            if matters is severity and not (warned and praise):
                groups += _groups(found)
    return groups


def _groups(found: Sequence[Finding]) -> list[Group]:
    """Findings of one message: in one group if they are many, else one by one."""
    if len(found) < MANY:
        return [Group((finding,)) for finding in found]
    names = dict.fromkeys(str(finding.params[finding.about]) for finding in found if finding.about in finding.params)
    return [Group(tuple(found), tuple(names))]
