"""No surface goes without the conversations."""

from pathlib import Path

import bot
from tests.conversations.surfaces import SURFACES


def test_every_surface_on_which_people_are_heard_has_a_driver() -> None:
    heard = {module.parent.name for module in Path(bot.__file__).parent.glob("*/listen.py")}
    assert heard == set(SURFACES)
