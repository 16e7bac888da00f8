"""Where the articles stand among those that hold a term."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.terms import NO_IMPACTS, Term


@given(st.sets(st.integers(0, 199)))
def test_the_place_of_an_article_is_the_same_in_a_library_of_any_size(found: set[int]) -> None:
    held = array("I", sorted(found))
    impacts = NO_IMPACTS._replace(articles=held, values=array("f", [1.0] * len(held)))
    for size, many in ((200, False), (300, False), (70_000, True)):
        term = Term("plan", 1.0, len(held), impacts)
        term.spread(size, many)
        assert [term.places[n] for n in held] == list(range(1, len(held) + 1))
        assert not any(term.places[n] for n in range(200) if n not in found)
