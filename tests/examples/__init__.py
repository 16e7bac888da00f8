"""One example of every dialogue for staff: the Blue Coast Food Cluster, 62 members that live from the sea."""

from collections.abc import Mapping

from tests.examples import asking, deciding, planning, understanding
from tests.examples.example import TODAY, Example

EXAMPLES: Mapping[str, Example] = {
    **understanding.EXAMPLES,
    **asking.EXAMPLES,
    **deciding.EXAMPLES,
    **planning.EXAMPLES,
}
"""Dialogue → example."""

__all__ = ["EXAMPLES", "TODAY", "Example"]
