"""The learners find what is there to be learned."""

import random

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.decision import decide, probability
from knowledge.search.parameters import Logistic, parameters
from knowledge.tuning.fitting import fit_logistic, fit_ranking


def test_the_feature_that_tells_gets_the_weight() -> None:
    chance = random.Random(1)
    choices = []
    for _ in range(60):
        rows = [(float(n == 2) + chance.random() / 2, chance.random()) for n in range(5)]
        choices.append((rows, [n == 2 for n in range(5)]))
    telling, noise = fit_ranking(choices)
    assert telling > 4 * abs(noise)


def test_questions_without_a_right_candidate_teach_nothing() -> None:
    choices = [([(1.0, 0.0), (0.0, 1.0)], [True, False])]
    assert fit_ranking([*choices, ([(0.0, 5.0)], [False])]) == fit_ranking(choices)


def test_a_logistic_model_finds_known_weights() -> None:
    chance = random.Random(2)
    true = Logistic(bias=-1.0, weights=(3.0, -2.0))
    rows = [(chance.uniform(-2, 2), chance.uniform(-2, 2)) for _ in range(3_000)]
    truth = [chance.random() < probability(true, row) for row in rows]
    found = fit_logistic(rows, truth, [1.0] * len(rows), penalty=0.01)
    assert abs(found.bias - true.bias) < 0.3
    assert all(abs(a - b) < 0.4 for a, b in zip(found.weights, true.weights, strict=True))


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_certainty_never_leads_to_less_of_an_answer(right: float, among: float) -> None:
    order = ["unknown", "suggest", "answer"]
    known = parameters()
    assert order.index(decide(1.0, among, known)) >= order.index(decide(right, among, known))
    assert order.index(decide(right, 1.0, known)) >= order.index(decide(right, among, known))


def test_probabilities_stay_between_nought_and_one() -> None:
    model = Logistic(bias=0.0, weights=(1e6,))
    assert 0 <= probability(model, (-1.0,)) < probability(model, (1.0,)) <= 1
