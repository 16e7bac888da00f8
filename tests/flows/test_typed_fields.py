"""The date and number fields of dialogues: what is clear is taken, what is not is asked with offers."""

from datetime import date

import pytest

from flows.dialogues.smart_goal import SmartGoal
from flows.fields import Choice, questions
from flows.findings import Words
from flows.forms import FormRef, build_form, display
from flows.plan_pages import Action
from flows.registry import dialogue
from flows.typed_fields import take_number
from flows.validation import FieldError, Scene
from tests.flows.answers import goal

TODAY = date(2026, 11, 23)


def check(page: str, **fields: str) -> tuple[FieldError, ...]:
    return dialogue("smart-goal").check_page(page, fields, Scene(TODAY)).errors


def model(**fields: str) -> object:
    checked = dialogue("smart-goal").check_page("measurable", {"indicator": "Members", **fields}, Scene(TODAY))
    assert checked.errors == ()
    return checked.model


@pytest.mark.parametrize("typed", ["31. Dezember 2026", "31 décembre 2026", "31–12–2026", "2026-12-31 00:00:00"])
def test_a_clear_date_is_taken(typed: str) -> None:
    assert check("time_bound", deadline=typed) == ()


def test_a_relative_date_is_asked_with_the_day_that_a_press_stores() -> None:
    (error,) = check("time_bound", deadline="tomorrow")
    assert error.offers == (Choice("2026-11-24", "2026-11-24"),)
    assert check("time_bound", deadline=error.offers[0].value) == ()


def test_a_relative_date_counts_from_the_day_on_which_it_was_typed() -> None:
    scene = Scene(date(2026, 12, 1), typed_on={("time_bound", "deadline"): TODAY})
    (error,) = dialogue("smart-goal").check_page("time_bound", {"deadline": "tomorrow"}, scene).errors
    assert error.offers[0].value == "2026-11-24"


def test_a_form_shows_the_offers_beside_the_error() -> None:
    errors = check("time_bound", deadline="end of June 2027")
    (field,) = build_form(SmartGoal, FormRef("time_bound"), {"time_bound": {}}, errors).fields
    assert (field.error, field.offers) == ("date.ask", (Choice("2027-06-30", "2027-06-30"),))


@pytest.mark.parametrize(
    ("fields", "target", "unit"),
    [
        ({"target": "20 companies"}, 20, "companies"),
        ({"target": "20 companies", "unit": "companies"}, 20, "companies"),
        ({"target": "20 Unternehmen", "unit": "companies"}, 20, "companies"),
        ({"target": "2.000 €"}, 2000, "€"),
        ({"target": "€ 2.000", "unit": "euro"}, 2000, "euro"),
        ({"target": "1,5 Mio", "unit": "€"}, 1_500_000, "€"),
        ({"target": "12 %"}, 12, "%"),
        ({"today": "84 members", "target": "100 members"}, 100, "members"),
        ({"target": "twenty"}, 20, None),
    ],
)
def test_a_unit_that_was_typed_with_a_number_goes_where_it_belongs(
    fields: dict[str, str], target: float, unit: str | None
) -> None:
    checked = model(**fields)
    assert (checked.target, checked.unit) == (target, unit)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "message", "offers"),
    [
        ({"target": "20 companies", "unit": "euro"}, "number.other-unit", [Choice("20", "20 euro")]),
        ({"target": "about 20"}, "number.rough", [Choice("20", "20")]),
        ({"target": "about 20 companies"}, "number.rough", [Choice("20 companies", "20 companies")]),
        ({"target": "20-30"}, "number.range", [Choice("20", "20"), Choice("30", "30")]),
    ],
)
def test_a_number_that_is_not_clear_is_asked_with_what_it_can_mean(
    fields: dict[str, str], message: str, offers: list[Choice]
) -> None:
    (error,) = check("measurable", indicator="Members", **fields)
    assert (error.words.id, list(error.offers)) == (message, offers)
    assert check("measurable", indicator="Members", **{**fields, "target": offers[0].value}) == ()


def days(typed: str) -> tuple[FieldError, ...]:
    row = {"action": "Call", "responsible": "Mara", "deadline": "2027-01-31", "duration": typed}
    answers = {"actions": {"actions": {"order": ["a"], "rows": {"a": row}}}}
    found = dialogue("action-plan").check_page("actions", answers["actions"], Scene(TODAY, answers)).errors
    return tuple(found)


@pytest.mark.parametrize("typed", ["10", "10 days", "10 Tage", "10 working days", "ten", "10d"])
def test_a_number_of_days_may_say_days(typed: str) -> None:
    assert days(typed) == ()


@pytest.mark.parametrize(("typed", "meant"), [("2 weeks", 10), ("zwei Wochen", 10), ("1 month", 20), ("12 hours", 2)])
def test_another_unit_of_time_is_counted_in_working_days_and_asked(typed: str, meant: int) -> None:
    (error,) = days(typed)
    offered = Choice(str(meant), str(meant), Words(id="duration.days", params={"number": meant}))
    assert (error.words.id, error.offers) == ("duration.converted", (offered,))


def test_what_is_no_length_of_time_is_said_to_be_none() -> None:
    (error,) = days("20 companies")
    assert error.words.id == "duration.none"


def test_a_unit_is_not_shown_twice() -> None:
    assert display(questions(Action)["duration"], "10 days", {}) == "10 days"


@pytest.mark.parametrize(
    ("where", "indicator", "sentence"),
    [
        (
            "Germany",
            "LinkedIn followers",
            "Recruit members Germany: LinkedIn followers from 84 to 100 by 30 June 2027.",
        ),
        ("Frankreich", "Mitglieder", "Recruit members Frankreich: Mitglieder from 84 to 100 by 30 June 2027."),
        ("In Germany", "The Mitglieder", "Recruit members in Germany: the Mitglieder from 84 to 100 by 30 June 2027."),
        ("In der Region", "ISO 9001", "Recruit members in der Region: ISO 9001 from 84 to 100 by 30 June 2027."),
        ("EU", "eHealth users", "Recruit members EU: eHealth users from 84 to 100 by 30 June 2027."),
        ("US", "iPhone", "Recruit members US: iPhone from 84 to 100 by 30 June 2027."),
    ],
)
def test_words_in_a_composed_sentence_keep_their_capitals(where: str, indicator: str, sentence: str) -> None:
    answers = goal()
    answers["specific"] |= {"what": "Recruit members", "where": where, "who": ""}
    answers["measurable"] |= {"indicator": indicator, "today": "84", "target": "100", "unit": ""}
    answers["time_bound"] = {"deadline": "30 June 2027"}
    reviewed = SmartGoal.review(answers, Scene(TODAY, answers)).model
    assert isinstance(reviewed, SmartGoal)
    assert reviewed.statement() == sentence


@pytest.mark.parametrize(("text", "days"), [("half a day", "1"), ("1,5 days", "2"), ("4 hours", "1")])
def test_part_of_a_day_is_offered_as_the_whole_days_to_plan(text: str, days: str) -> None:
    taken = take_number(questions(Action)["duration"], text)
    assert taken.value is None
    assert [offer.value for offer in taken.offers] == [days]
