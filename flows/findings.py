"""Findings: what the advisor noticed in somebody's answers, as data that every surface can word."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Param = str | int | float
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
    it is about, as page → row id → field, empty when it is about the whole.  ``rule`` tells whether the
    rule comes from the training documents or is general practice; surfaces show the latter.
    """

    model_config = ConfigDict(frozen=True)

    message: str
    severity: Severity = Severity.ADVICE
    params: dict[str, Param] = Field(default_factory=dict)
    where: tuple[str, ...] = ()
    rule: Literal["source", "general-practice"] = "source"
