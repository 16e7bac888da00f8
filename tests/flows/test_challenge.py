"""What the work on one challenge concludes, takes over and hands on."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialogue import Earlier
from flows.dialogues.challenge import ARTICLES, Challenge
from flows.registry import dialogue
from flows.rows import repeat_of
from flows.themes import CHALLENGES
from tests.flows import drawn
from tests.flows.answers import TODAY, findings, model, needs, review
from tests.flows.told import can_be_told


def challenge(**pages: dict[str, Any]) -> dict[str, Any]:
    """A challenge with two causes and three solutions; ``pages`` replace fields of its pages."""
    answers: dict[str, dict[str, Any]] = {
        "challenge": {"theme": "engagement", "shows": "20 of 84 members come"},
        "effect": {
            "effect": "Projects always have the same partners",
            "causes": repeat_of({"time": {"text": "No time"}, "use": {"text": "No use"}}),
        },
        "solutions": {
            "solutions": repeat_of(
                {
                    "online": {"text": "Meet online", "causes": ["time"]},
                    "ask": {"text": "Ask members for topics", "causes": ["use"]},
                    "night": {"text": "Meet at 17:00", "causes": ["time"]},
                }
            )
        },
        "first": {"first": "ask"},
    }
    return {page: {**fields, **pages.get(page, {})} for page, fields in answers.items()}


def solutions(**rows: list[str]) -> dict[str, Any]:
    """Solution → the causes it takes away."""
    return {"solutions": repeat_of({id: {"text": id, "causes": causes} for id, causes in rows.items()})}


def test_the_solution_to_try_first_stands_first() -> None:
    conclusion = model("challenge", challenge()).conclude(TODAY)
    assert conclusion.tables[0].rows == (
        ("Ask members for topics", ("No use",), "Yes"),
        ("Meet online", ("No time",), ""),
        ("Meet at 17:00", ("No time",), ""),
    )
    assert [f.message for f in conclusion.findings] == ["challenge.ready"]


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ({"effect": {"causes": repeat_of({})}}, "challenge.no-causes"),
        ({"solutions": solutions(ask=["use"], online=["use"], night=["use"])}, "challenge.cause-open"),
        ({"solutions": solutions(ask=["use", "time"], online=[], night=["time"])}, "challenge.solution-loose"),
        ({"solutions": solutions(ask=[], online=["use"], night=["time"])}, "challenge.first-loose"),
        ({"solutions": solutions(ask=["use", "time"], online=["use"])}, "challenge.few-solutions"),
        ({"first": {"first": ""}}, "challenge.none-first"),
    ],
)
def test_what_does_not_fit_together_is_said(pages: dict[str, dict[str, Any]], message: str) -> None:
    assert findings("challenge", challenge(**pages)) == [message]


def test_a_cause_that_was_removed_is_taken_away_by_nothing() -> None:
    answers = challenge(effect={"causes": repeat_of({"time": {"text": "No time"}})})
    assert findings("challenge", answers) == ["challenge.first-loose"]


def test_something_else_needs_own_words() -> None:
    (error,) = review("challenge", challenge(challenge={"theme": "other"})).errors["challenge"]
    assert (error.path, error.words.id) == (("own",), "challenge.not-named")
    assert dialogue("challenge").name_of(challenge(challenge={"theme": "other", "own": "Noise"})) == "Noise"


@pytest.mark.parametrize("theme", [*CHALLENGES, "other"])
def test_every_theme_has_articles_and_all_lead_to_good_practice(theme: str) -> None:
    own = {"theme": theme, "own": "Noise"}
    conclusion = model("challenge", challenge(challenge=own)).conclude(TODAY)
    can_be_told(conclusion)
    assert "learning-from-best-practice" in conclusion.articles
    assert (theme in ARTICLES) == (len(conclusion.articles) > 2)
    assert len(set(conclusion.articles)) == len(conclusion.articles)


def test_the_first_solution_is_offered_to_the_goal_with_what_it_is_for() -> None:
    answers = challenge()
    (step,) = model("challenge", answers).conclude(TODAY).next_steps
    assert dialogue(step.dialogue).prefill([Earlier("challenge", answers, step.about)]) == {
        "specific": {"what": "Ask members for topics", "why": "Projects always have the same partners"},
        "relevant": {"objective": "Engagement and collaboration"},
    }


# taking over

PROFILE = {"challenges": {"themes": ["engagement", "governance"], "own": "Members differ in size"}}


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("governance", {"theme": "governance"}),
        ("own-1", {"theme": "other", "own": "Members differ in size"}),
        ("", {"theme": "engagement"}),
    ],
)
def test_the_chosen_challenge_of_the_profile_is_offered_or_else_its_first(about: str, expected: Any) -> None:
    assert dialogue("challenge").prefill([Earlier("cluster-profile", PROFILE, about)]) == {"challenge": expected}


def test_a_challenge_that_was_worked_on_is_not_offered_again() -> None:
    earlier = [Earlier("challenge", challenge()), Earlier("cluster-profile", PROFILE)]
    assert dialogue("challenge").prefill(earlier) == {"challenge": {"theme": "governance"}}


def test_how_it_shows_is_taken_from_the_note_of_the_needs_assessment() -> None:
    assessed = needs(governance=("5", "1"))
    assessed["organisation"]["ratings"]["governance"]["note"] = "The board is too big."
    earlier = [Earlier("cluster-profile", PROFILE, "governance"), Earlier("needs-assessment", assessed)]
    assert dialogue("challenge").prefill(earlier)["challenge"] == {
        "theme": "governance",
        "shows": "The board is too big.",
    }


def test_words_typed_with_the_command_are_the_challenge() -> None:
    assert dialogue("challenge").begin_with("Nobody comes") == {"challenge": {"own": "Nobody comes"}}


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_order_of_causes_and_solutions_changes_nothing(data: st.DataObject) -> None:
    answers = data.draw(drawn.answers(Challenge))
    answers["challenge"].setdefault("own", "Noise")
    conclusion = model("challenge", answers).conclude(TODAY)
    can_be_told(conclusion)
    other = model("challenge", data.draw(drawn.permuted(Challenge, answers))).conclude(TODAY)
    assert (conclusion.next_steps, conclusion.articles) == (other.next_steps, other.articles)
    assert sorted(map(repr, conclusion.findings)) == sorted(map(repr, other.findings))
