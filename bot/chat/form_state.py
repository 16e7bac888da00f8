"""What goes out with a form or a button and comes back with what a person did there."""

import json

from pydantic import BaseModel, ConfigDict, Field

from flows.forms import FormRef


class FormState(BaseModel):
    """What a form that is shown remembers of itself, so that the way back needs no memory.

    ``part`` counts from 0.  ``field`` and ``row`` name the row of a repeat; in the question whether to remove an
    entry, ``gone`` is the entry meant.  ``more``: what folds away is shown.  ``partial`` tells that a grid is not shown
    as a whole.  ``channel`` and ``thread`` are where it was begun, if others read there: its result can be shared with
    them.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    document: str = Field("", alias="d")
    page: str = Field("", alias="p")
    field: str = Field("", alias="f")
    row: str = Field("", alias="r")
    revision: int = Field(0, alias="v")
    part: int = Field(0, alias="n")
    partial: bool = Field(False, alias="x")
    gone: str = Field("", alias="g")
    more: bool = Field(False, alias="m")
    channel: str = Field("", alias="c")
    thread: str = Field("", alias="t")

    @property
    def ref(self) -> FormRef:
        return FormRef(self.page, self.field, self.row)

    def packed(self) -> str:
        return self.model_dump_json(by_alias=True, exclude_defaults=True)


def place_of(ref: FormRef) -> str:
    """A form as the value of a button."""
    return json.dumps([ref.page, ref.field, ref.row], separators=(",", ":"))


def ref_of(value: str) -> FormRef:
    """What `place_of` made.

    Raises:
        ValueError: it was not made here.
    """
    parts = json.loads(value)
    if not isinstance(parts, list) or len(parts) != 3:
        raise ValueError("This button names no form.")
    return FormRef(*(str(part) for part in parts))


def packed(document: str, ref: FormRef) -> str:
    """A document and its page as the value of a button."""
    return json.dumps([document, ref.page, ref.field, ref.row], separators=(",", ":"))


def unpacked(value: str) -> tuple[str, FormRef]:
    """What `packed` made.

    Raises:
        ValueError: it was not made here.
    """
    parts = json.loads(value)
    if not isinstance(parts, list) or len(parts) != 4:
        raise ValueError("This button names no document.")
    document, *ref = (str(part) for part in parts)
    return document, FormRef(*ref)
