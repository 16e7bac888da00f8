"""What a cluster profile concludes and hands on."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flows.dialogue import SETTINGS, Earlier
from flows.dialogues.cluster_profile import ECOSYSTEMS, ClusterProfile, challenges_of, ecosystems_of
from flows.registry import dialogue
from tests.flows import drawn
from tests.flows.answers import TODAY, findings, model, review
from tests.flows.told import can_be_told


def profile(**pages: dict[str, Any]) -> dict[str, Any]:
    """A complete profile; ``pages`` replace fields of its pages."""
    answers: dict[str, dict[str, Any]] = {
        "organisation": {
            "name": "Lakeland Food Cluster",
            "country": "Lithuania",
            "city": "Kaunas",
            "founded": "2014",
            "members": "84",
        },
        "ecosystems": {"ecosystems": ["agri-food", "retail"], "first": "Taste", "second": "Trust", "third": "Trade"},
        "challenges": {"themes": ["governance", "visibility"], "own": "- Members differ in size"},
        "person": {"role": "Cluster manager", "joined": "2019"},
    }
    return {page: {**fields, **pages.get(page, {})} for page, fields in answers.items()}


def test_there_are_fourteen_ecosystems() -> None:
    assert len(ECOSYSTEMS) == 14


def test_each_of_the_three_challenges_leads_on_and_a_theme_has_its_article() -> None:
    conclusion = model("cluster-profile", profile()).conclude(TODAY)
    assert [(step.dialogue, step.about) for step in conclusion.next_steps] == [
        ("challenge", "governance"),
        ("challenge", "visibility"),
        ("challenge", "own-1"),
        ("needs-assessment", ""),
    ]
    assert conclusion.articles == ("governance-structure", "marketing-and-visibility")
    assert [f.message for f in conclusion.findings] == ["profile.complete"]
    assert challenges_of(profile())["own-1"] == "Members differ in size"


def test_four_challenges_are_one_too_many() -> None:
    (error,) = review("cluster-profile", profile(challenges={"own": "One\nTwo"})).errors["challenges"]
    assert (error.path, error.words.id, error.words.params["count"]) == (
        ("themes",),
        "profile.too-many-challenges",
        4,
    )


@pytest.mark.parametrize(
    ("page", "empty", "message"),
    [
        ("ecosystems", {"ecosystems": []}, "profile.no-ecosystem"),
        ("challenges", {"themes": [], "own": ""}, "profile.no-challenge"),
    ],
)
def test_the_lists_take_own_words_but_not_nothing(page: str, empty: dict[str, Any], message: str) -> None:
    (error,) = review("cluster-profile", profile(**{page: empty})).errors[page]
    assert error.words.id == message
    assert not review("cluster-profile", profile(**{page: {**empty, "own": "Lighting"}})).errors


@pytest.mark.parametrize(("page", "field"), [("organisation", "founded"), ("person", "joined")])
def test_a_year_that_is_still_to_come_is_a_slip(page: str, field: str) -> None:
    (error,) = review("cluster-profile", profile(**{page: {field: "2027"}})).errors[page]
    assert (error.path, error.words.id) == ((field,), "profile.future-year")


def test_joining_before_the_cluster_was_founded_is_asked_about() -> None:
    assert findings("cluster-profile", profile(person={"joined": "2009"})) == ["profile.joined-before"]


def test_missing_words_and_challenges_are_noticed() -> None:
    answers = profile(ecosystems={"third": ""}, challenges={"own": ""})
    assert findings("cluster-profile", answers) == ["profile.fewer-words", "profile.fewer-challenges"]


def test_a_new_profile_begins_with_the_last_one_but_not_with_the_person() -> None:
    offered = dialogue("cluster-profile").prefill([Earlier("cluster-profile", profile())])
    assert set(offered) == {"organisation", "ecosystems", "challenges"}
    assert offered["organisation"]["city"] == "Kaunas"


def test_the_first_profile_begins_with_what_the_settings_of_the_cluster_say() -> None:
    known = Earlier(SETTINGS, {"organisation": {"name": "Food North", "country": "Austria"}})
    assert dialogue("cluster-profile").prefill([known]) == known.answers
    assert dialogue("cluster-profile").prefill([known, Earlier("cluster-profile", profile())]) != known.answers


def test_main_challenges_are_offered_to_the_needs_assessment_as_important() -> None:
    offered = dialogue("needs-assessment").prefill([Earlier("cluster-profile", profile())])
    assert offered == {
        "organisation": {"ratings": {"governance": {"importance": "5"}, "visibility": {"importance": "5"}}}
    }


def test_ecosystems_are_told_by_their_names_and_in_own_words() -> None:
    assert ecosystems_of(profile(ecosystems={"own": "Lighting"})) == ("Agri-food", "Retail", "Lighting")


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_a_profile_says_can_be_concluded(data: st.DataObject) -> None:
    answers = data.draw(drawn.answers(ClusterProfile))
    challenges = answers["challenges"]
    challenges["themes"] = (challenges.get("themes") or ["governance"])[:2]
    for page, field in (("organisation", "founded"), ("person", "joined")):
        if field in answers[page]:
            answers[page][field] = str(min(int(answers[page][field]), TODAY.year))
    reviewed = review("cluster-profile", answers)
    assume(reviewed.model is not None)
    assert reviewed.model is not None
    can_be_told(reviewed.model.conclude(TODAY))
