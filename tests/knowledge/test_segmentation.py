"""What is left out while a message is taken apart changes no result."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.decision import Confidence, probability
from knowledge.search.parameters import Logistic, parameters
from knowledge.search.segmentation import CHEAP, EVIDENCE, at_best, evidence

chance = st.floats(0, 1)
found = st.builds(
    lambda right, more, best: Confidence(right, max(right, more), tuple(best)),
    *(chance, chance, st.lists(st.sampled_from("abcd"), max_size=4, unique=True)),
)
cheap = st.lists(chance, min_size=CHEAP, max_size=CHEAP)
weights = st.lists(st.floats(-3, 3), min_size=len(EVIDENCE), max_size=len(EVIDENCE))


@given(cheap=cheap, half=found, other=found, whole=found, weights=weights, swapped=st.booleans())
def test_no_other_half_makes_a_cut_likelier_than_its_best(
    cheap: list[float], half: Confidence, other: Confidence, whole: Confidence, weights: list[float], swapped: bool
) -> None:
    model = Logistic(bias=-1.0, weights=tuple(weights))
    answer = parameters().answer
    first, second = (other, half) if swapped else (half, other)
    likely = probability(model, evidence(cheap, first, second, whole, answer))
    assert likely <= at_best(cheap, half, whole, answer, model) + 1e-6
