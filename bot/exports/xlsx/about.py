"""What a spreadsheet says of itself, so that it can be read again."""

from dataclasses import dataclass
from datetime import datetime

FORMAT = 1
"""Goes up whenever a reader of older files would have to know."""
SHEET = "_advisor"
"""The hidden sheet: a name and a value in each row, then ``sheet``, its name, its place and the keys of its columns,
and ``heads`` with the name of the sheet and what stands above these columns."""
ROW_ID = "_id"
"""The head of the hidden column with the stable ids of rows."""


@dataclass(frozen=True)
class About:
    """Of which version of which document the file is; ``made_at`` is in UTC."""

    document: str
    dialogue: str
    dialogue_version: int
    version: int
    title: str
    made_at: datetime
    right_to_left: bool = False
