"""Where what is to be done stands in a plan: its actions, and the deliverables that are its milestones.

Both go by one name, the ``row``: the id of an action, or that of a deliverable behind `MILESTONE`.
"""

from flows.validation import Path

ACTIONS: Path = ("actions", "actions")
DELIVERABLES: Path = ("deliverables", "deliverables")
"""Page and field."""

MILESTONE = "milestone-"


def is_milestone(row: str) -> bool:
    return row.startswith(MILESTONE)


def entry(row: str) -> Path:
    """Where it stands: page, field, row id."""
    if is_milestone(row):
        return (*DELIVERABLES, row.removeprefix(MILESTONE))
    return (*ACTIONS, row)


def place(row: str, field: str) -> Path:
    """Where a field of it stands: page, field, row id, field of the row."""
    return (*entry(row), field)


def name_of(row: str) -> Path:
    """Where its name stands."""
    return place(row, "name" if is_milestone(row) else "action")
