"""Pictures that a conclusion calls for, as data: what is drawn, never how.

Labels are what people typed, or English words that are translated where the picture is drawn.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Discriminator


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class _Picture(_Frozen):
    """``id`` tells it apart within its document; ``title`` is English and translated where it is shown."""

    id: str
    title: str


class Point(_Frozen):
    """One thing in a square, by its two values."""

    label: str
    x: float
    y: float


class Square(_Picture):
    """Things placed by two values from ``low`` to ``high``, and the names of the four corners.

    ``corners``: bottom left, bottom right, top left, top right.
    """

    kind: Literal["square"] = "square"
    x_label: str
    y_label: str
    low: float
    high: float
    corners: tuple[str, str, str, str]
    points: tuple[Point, ...]

    def corner(self, point: Point) -> int | None:
        """The corner in whose quarter a point lies, by its place in ``corners``; None between the quarters."""
        middle = (self.low + self.high) / 2
        if middle in (point.x, point.y):
            return None
        return (point.x > middle) + 2 * (point.y > middle)


class Bar(_Frozen):
    label: str
    value: float


class Bars(_Picture):
    """Things with one value each, from 0 to ``high``, in the order shown."""

    kind: Literal["bars"] = "bars"
    value_label: str
    high: float
    bars: tuple[Bar, ...]


class HeatMap(_Picture):
    """A value from 0 to ``high`` for each pair of a row and a column; None where nothing was said."""

    kind: Literal["heat-map"] = "heat-map"
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    high: float


class Series(_Frozen):
    """One value for each axis; None where nothing was said."""

    name: str
    values: tuple[float | None, ...]


class Radar(_Picture):
    """Values from 0 to ``high`` around a centre, one or several series, for instance today and desired."""

    kind: Literal["radar"] = "radar"
    axes: tuple[str, ...]
    series: tuple[Series, ...]
    high: float


class Branch(_Frozen):
    """A part of a tree and the parts below it."""

    label: str
    detail: str = ""
    children: tuple["Branch", ...] = ()


class Tree(_Picture):
    """One thing that falls into parts: a goal into its measures and indicators."""

    kind: Literal["tree"] = "tree"
    root: Branch


class Step(_Frozen):
    """One line of a schedule: from ``start`` to ``end``, both inclusive; ``deadline`` may lie later or earlier.

    ``critical``: it lies on the longest chain.  ``again`` are the later days by which it is due once more.
    """

    id: str
    label: str
    start: date
    end: date
    deadline: date
    depends_on: tuple[str, ...] = ()
    critical: bool = False
    done: bool = False
    again: tuple[date, ...] = ()


class Mark(_Frozen):
    """A day by which something is reached."""

    label: str
    day: date
    done: bool = False


class Gantt(_Picture):
    """Steps in time, with what they wait for and the longest chain, and the milestones below them."""

    kind: Literal["gantt"] = "gantt"
    today: date
    steps: tuple[Step, ...]
    milestones: tuple[Mark, ...] = ()


class Slice(_Frozen):
    """``share`` in percent."""

    label: str
    share: float


class Pie(_Frozen):
    title: str
    slices: tuple[Slice, ...]


class Pies(_Picture):
    """Shares of a whole, several times: for instance today and in five years."""

    kind: Literal["pies"] = "pies"
    pies: tuple[Pie, ...]


class Cell(_Frozen):
    """One field of a canvas.  ``place``: first column, first row, columns and rows that it covers."""

    label: str
    lines: tuple[str, ...]
    place: tuple[int, int, int, int]
    changed: bool = False


class Canvas(_Frozen):
    title: str
    cells: tuple[Cell, ...]


class Canvases(_Picture):
    """Canvases of one arrangement side by side, the fields that differ marked."""

    kind: Literal["canvases"] = "canvases"
    canvases: tuple[Canvas, ...]


class Milestone(_Frozen):
    label: str
    detail: str = ""


class Horizon(_Frozen):
    """A stretch of time and what stands in it."""

    label: str
    milestones: tuple[Milestone, ...]


class Timeline(_Picture):
    """Horizons in the order of time."""

    kind: Literal["timeline"] = "timeline"
    horizons: tuple[Horizon, ...]


Picture = Annotated[Square | Bars | HeatMap | Radar | Tree | Gantt | Pies | Canvases | Timeline, Discriminator("kind")]

P = TypeVar("P", bound=_Picture)

_NAMELESS = frozenset({"id", "kind", "depends_on"})


def worded(picture: P, say: Callable[[str], str]) -> P:
    """The same picture with all that can be read on it put into other words, such as those of another language."""
    return cast(P, _worded(picture, say))


def _worded(part: Any, say: Callable[[str], str]) -> Any:
    if isinstance(part, BaseModel):
        fields = {name: getattr(part, name) for name in type(part).model_fields if name not in _NAMELESS}
        return part.model_copy(update={name: _worded(value, say) for name, value in fields.items()})
    if isinstance(part, tuple):
        return tuple(_worded(each, say) for each in part)
    return say(part) if isinstance(part, str) and part else part
