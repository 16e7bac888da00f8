"""The design of a member questionnaire, and what its answers tell."""

from datetime import date
from typing import Any

import pytest

from flows.dialogue import Earlier
from flows.questionnaire.analysis import Response, analysis
from flows.questionnaire.asked import asked, form_of, received
from flows.questionnaire.pages import Invited
from flows.registry import dialogue
from tests.examples.asking import QUESTIONNAIRE
from tests.flows.answers import findings, review
from tests.flows.told import can_be_told

QUESTIONS = asked(QUESTIONNAIRE)


def changed(page: str, **fields: Any) -> dict[str, Any]:
    return {**QUESTIONNAIRE, page: {**QUESTIONNAIRE[page], **fields}}


def rows(*names: str, **more: str) -> dict[str, Any]:
    return {"order": list(names), "rows": {name: {"name": name, **more} for name in names}}


def test_the_dates_of_the_programme_in_the_coming_year_are_suggested() -> None:
    suggested = dialogue("member-questionnaire").suggest("dates", {}, date(2026, 11, 23))
    assert suggested == {"reminder": "2027-01-10", "deadline": "2027-01-20"}


def test_key_members_are_taken_over_with_their_weights_and_sizes() -> None:
    members = {"m": {"name": "Mill", "size": "small", "weight": "4"}}
    earlier = Earlier("member-needs", {"members": {"members": {"order": ["m"], "rows": members}}})
    who = dialogue("member-questionnaire").prefill([earlier])["who"]
    assert who["members"]["rows"]["m"] == {"name": "Mill", "group": "10 to 49 people", "weight": "4"}


@pytest.mark.parametrize(
    ("answers", "page", "message"),
    [
        (
            changed("questions", satisfaction=[], needs=[], engagement=[], payment=[], text=[], own={}),
            *("questions", 1),
        ),
        (changed("who", members={}), "who", "questionnaire.nobody-asked"),
        (changed("who", members=rows("Mill", "mill ")), "who", "questionnaire.asked-twice"),
        (changed("dates", reminder="2028-01-20"), "dates", "questionnaire.reminder-late"),
        (
            changed("questions", own={"rows": {"q": {"text": "Which day?", "kind": "choice", "options": "One"}}}),
            *("questions", "questionnaire.no-options"),
        ),
    ],
)
def test_what_cannot_be_sent_out_is_said_at_its_page(answers: Any, page: str, message: Any) -> None:
    (error,) = review("member-questionnaire", answers).errors[page]
    assert error.words.id == ("questionnaire.no-questions" if message == 1 else message)


def test_what_may_be_asked_better_is_advised() -> None:
    many = ["overall", "useful", "reached", "informed", "recommend"]
    own = {f"q{n}": {"text": f"Is {n} good and cheap?", "kind": "text"} for n in range(9)}
    long = changed("questions", satisfaction=many, own={"rows": own}, text=["best", "change", "missing"])
    assert {"questionnaire.long", "questionnaire.many-texts", "questionnaire.two-in-one"} <= set(
        findings("member-questionnaire", long)
    )
    few = changed("who", members=rows("Mill", "Lab"))
    assert "questionnaire.few-members" in findings("member-questionnaire", few)


def test_answers_are_kept_as_figures_and_what_does_not_fit_is_said_at_its_question() -> None:
    form = form_of("Services", QUESTIONS)
    typed = {"overall": "4", "pay-much": "1.500", "own-fair": "no", "change": " "}
    assert received(form, typed).values == {"overall": 4, "pay-much": 1500.0, "own-fair": False}
    assert [error.path for error in received(form, {**typed, "pay-much": "a lot"}).errors] == [("pay-much",)]
    assert received(form, {}).errors[0].words.id == "questionnaire.nothing-answered"


def response(number: int, **values: Any) -> Response:
    return Response(f"r{number}", f"m{number}", {key.replace("_", "-"): value for key, value in values.items()})


def test_the_analysis_counts_weighs_and_lists_what_was_answered() -> None:
    members = [
        Invited(id=f"m{n}", name=f"M{n}", group="big" if n < 5 else "small", weight=5 if n < 5 else 1)
        for n in range(11)
    ]
    responses = [
        response(n, overall=5 if n < 5 else 3, own_fair=n < 5, areas=["skills"], change=f"Text {10 - n}")
        for n in range(10)
    ]
    found = analysis(QUESTIONS, members, responses)
    tables = {table.id: table for table in found.tables}
    assert tables["means"].rows == ((QUESTIONS[0].text, 10, 4.0, 4.7),)
    fair = [row for row in tables["shares"].rows if row[0] == "Was the fair in Porto worth its time?"]
    assert [row[1:] for row in fair] == [("Yes", 5, 50, 83), ("No", 5, 50, 17)]
    assert {row[2:] for row in tables["groups"].rows if not row[1]} == {(("big",), 5, 5.0), (("small",), 5, 3.0)}
    assert [row[1] for row in tables["texts"].rows][:2] == ["Text 1", "Text 10"]
    assert [picture.id for picture in found.pictures] == ["answers-means", "answers-0", "answers-1"]
    can_be_told(found)


def test_nothing_is_told_of_four_answers_or_of_a_question_that_four_answered() -> None:
    four = analysis(QUESTIONS, [], [response(n, overall=5) for n in range(4)])
    assert (four.tables, [f.message for f in four.findings]) == ((), ["questionnaire.few-answers"])
    six = [response(n, overall=4, **({"useful": 1} if n < 4 else {})) for n in range(6)]
    found = analysis(QUESTIONS, [], six)
    assert [row[0] for row in found.tables[0].rows] == [QUESTIONS[0].text]
    not_told = next(f for f in found.findings if f.message == "questionnaire.not-told")
    assert QUESTIONS[1].text in not_told.params["questions"]  # type: ignore[operator]
    assert isinstance(not_told.params["questions"], str), "a chain is what comes one after the other"
    can_be_told(found)
