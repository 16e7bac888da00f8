"""The facts of a cluster stand where they are looked for."""

import pytest

from flows.facts import KINDS, FactKind
from flows.registry import known_dialogues


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_pages_that_tell_facts_are_there(kind: FactKind) -> None:
    dialogue = known_dialogues().get(kind.dialogue)
    assert dialogue is None or set(kind.pages) <= set(dialogue.pages())
