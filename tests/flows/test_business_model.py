"""The business model: two canvases, their funding, and the changes between them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.canvas_pages import DURATIONS, FIELDS, SHARES
from flows.conclusions import Conclusion, Table
from flows.dialogue import Earlier
from flows.forms import FormRef, build_form
from flows.pictures import Canvases, Pies
from flows.registry import dialogue, words
from flows.rows import repeat_of
from tests.flows.answers import TODAY, findings, model, review

CHANGES = {
    "fees": {"change": "Fees by company size", "duration": "6-months", "field": "private_funding"},
    "lab": {"change": "A test lab for members", "duration": "2-years", "field": "resources"},
    "club": {"change": "A club of buyers", "duration": "1-year", "field": "engagement"},
    "brand": {"change": "A regional brand", "duration": "longer"},
}


def canvas(**pages: Any) -> dict[str, Any]:
    """A complete business model; ``pages`` replace fields of its pages, ``chosen`` and ``changes`` its lists."""
    chosen = pages.pop("chosen", ("fees", "lab", "club"))
    changes = pages.pop("changes", CHANGES)
    answers: dict[str, Any] = {
        "today": {"value": "Contacts", "members": "84 companies", "activities": "Events\nEU projects"},
        "today_money": {"public_share": "50", "private_share": "20", "project_share": "30"},
        "future": {"value": "Contacts\nA test lab", "members": "84 companies", "activities": "EU projects"},
        "future_money": {"private_funding": "Fees by company size", "private_share": "60", "public_share": "40"},
        "changes": {"changes": repeat_of(changes)},
        "promising": {"promising": repeat_of({f"p{c}": {"change": c, "feedback": "Do it"} for c in chosen})},
    }
    return {page: {**fields, **pages.get(page, {})} for page, fields in answers.items()}


def concluded(**pages: Any) -> Conclusion:
    return model("business-model", canvas(**pages)).conclude(TODAY)


def table(conclusion: Conclusion, id: str) -> Table:
    (found,) = [each for each in conclusion.tables if each.id == id]
    return found


def pies(conclusion: Conclusion) -> list[Pies]:
    return [each for each in conclusion.pictures if isinstance(each, Pies)]


def test_the_canvases_are_told_apart_field_by_field() -> None:
    assert table(concluded(), "differences").rows == (
        ("Cluster activities", (), ("Events",)),
        ("Cluster value proposition", ("A test lab",), ()),
        ("Private funding", ("Fees by company size",), ()),
    )


def test_bullets_capitals_and_the_order_of_points_are_no_difference() -> None:
    conclusion = concluded(future={"value": "- contacts", "activities": "• EU Projects\n• events"}, future_money={})
    assert [row[0] for row in table(conclusion, "differences").rows] == ["Private funding"]


def test_the_fields_that_differ_are_marked_on_both_canvases_of_one_arrangement() -> None:
    (sheet,) = [each for each in concluded().pictures if isinstance(each, Canvases)]
    for one in sheet.canvases:
        assert [cell.label for cell in one.cells if cell.changed] == [
            "Cluster activities",
            "Cluster value proposition",
            "Private funding",
        ]
    today, future = ([cell.place for cell in one.cells] for one in sheet.canvases)
    assert today == future


def test_the_cells_of_a_canvas_fill_five_columns_and_three_rows_without_overlap() -> None:
    (sheet,) = [each for each in concluded().pictures if isinstance(each, Canvases)]
    covered = [
        (x, y)
        for cell in sheet.canvases[0].cells
        for x in range(cell.place[0], cell.place[0] + cell.place[2])
        for y in range(cell.place[1], cell.place[1] + cell.place[3])
    ]
    assert sorted(covered) == [(x, y) for x in range(5) for y in range(3)]
    assert {cell.label for cell in sheet.canvases[0].cells} == set(FIELDS.values())


@pytest.mark.parametrize(
    ("private", "message", "difference"),
    [("17", "canvas.shares-missing", 3), ("23", "canvas.shares-over", 3), ("19.25", "canvas.shares-missing", 0.75)],
)
def test_shares_that_do_not_add_up_are_told_with_the_difference(private: str, message: str, difference: float) -> None:
    (error,) = review("business-model", canvas(today_money={"private_share": private})).errors["today_money"]
    assert (error.path, error.words.id, error.words.params["difference"]) == ((), message, difference)


@pytest.mark.parametrize("shares", [("33.3", "33.3", "33.3"), ("50 %", "20,5", "29.5"), ("0", "0", "100")])
def test_shares_may_be_rounded_and_written_as_people_do(shares: tuple[str, str, str]) -> None:
    page = dict(zip(SHARES, shares, strict=False))
    assert review("business-model", canvas(today_money=page)).errors == {}


def test_no_share_is_no_pie_and_one_is_a_whole() -> None:
    none = dict.fromkeys(SHARES, "")
    assert pies(concluded(today_money=none, future_money=none)) == []
    (found,) = pies(concluded(today_money=none, future_money={**none, "partners_share": "100"}))
    (pie,) = found.pies
    assert (pie.title, [(part.label, part.share) for part in pie.slices]) == (
        "In five years",
        [("Funding partners", 100)],
    )


def test_both_pies_and_their_difference_are_shown() -> None:
    conclusion = concluded()
    (found,) = pies(conclusion)
    assert [[part.share for part in pie.slices] for pie in found.pies] == [[50, 20, 30], [40, 60]]
    assert table(conclusion, "shares").rows == (
        ("Public funding", 50, 40, -10),
        ("Private funding", 20, 60, 40),
        ("Project funding", 30, 0, -30),
    )


def test_a_source_that_pays_more_than_sixty_percent_is_noticed() -> None:
    shares = {"public_share": "61", "private_share": "39", "project_share": ""}
    assert "canvas.one-payer-today" in findings("business-model", canvas(today_money=shares))
    assert "canvas.one-payer-future" not in findings("business-model", canvas())  # 60 exactly


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (("fees", "lab", "club"), ["canvas.soon"]),
        (("lab", "club", "brand"), ["canvas.none-soon"]),
        (("lab",), ["canvas.none-soon", "canvas.fewer-chosen"]),
    ],
)
def test_one_of_the_chosen_changes_should_be_possible_within_six_months(
    chosen: tuple[str, ...], expected: list[str]
) -> None:
    about = ("canvas.soon", "canvas.none-soon", "canvas.fewer-chosen")
    assert [found for found in findings("business-model", canvas(chosen=chosen)) if found in about] == expected


def test_the_same_change_is_not_chosen_twice() -> None:
    answers = canvas()
    answers["promising"]["promising"] = repeat_of({"a": {"change": "lab"}, "b": {"change": "lab"}})
    (error,) = review("business-model", answers).errors["promising"]
    assert (error.path, error.words.id) == (("promising", "b", "change"), "canvas.chosen-twice")


def test_a_chosen_change_that_was_removed_is_asked_for_again() -> None:
    (error,) = review("business-model", canvas(chosen=("gone",))).errors["promising"]
    assert (error.path, error.words.id) == (("promising", "pgone", "change"), "field.required-choice")


def test_a_difference_on_which_nobody_works_is_noticed() -> None:
    found = [f for f in concluded().findings if f.message == "canvas.difference-alone"]
    assert [f.params["field"] for f in found] == ["Cluster activities", "Cluster value proposition"]


def test_two_canvases_that_are_the_same_are_asked_about() -> None:
    same = canvas()["today"]
    assert "canvas.no-difference" in findings(
        "business-model", canvas(future=same, future_money={"private_funding": ""})
    )


def test_the_second_canvas_begins_as_the_first_and_the_list_with_what_is_new() -> None:
    answers = canvas()
    model_ = dialogue("business-model")
    assert model_.suggest("future", answers, TODAY) == answers["today"]
    assert model_.suggest("future_money", answers, TODAY) == answers["today_money"]
    assert list(model_.suggest("changes", answers, TODAY)["changes"]["rows"].values()) == [
        {"change": "A test lab", "field": "value"},
        {"change": "Fees by company size", "field": "private_funding"},
    ]


def test_three_changes_are_chosen_already_and_more_are_left_to_choose() -> None:
    suggest = dialogue("business-model").suggest
    assert suggest("promising", canvas(), TODAY) == {}
    three = canvas(changes={key: CHANGES[key] for key in ("fees", "lab", "club")})
    rows = suggest("promising", three, TODAY)["promising"]["rows"]
    assert [row["change"] for row in rows.values()] == ["fees", "lab", "club"]


def test_a_new_canvas_begins_with_what_the_last_one_said_of_its_day() -> None:
    answers = canvas()
    offered = dialogue("business-model").prefill([Earlier("business-model", answers)])
    assert offered == {"today": answers["today"], "today_money": answers["today_money"]}


def test_services_and_channels_said_before_stand_on_the_first_canvas() -> None:
    services = {"services": repeat_of({"a": {"name": "Matchmaking"}, "b": {"name": "Courses"}})}
    portfolio = Earlier("service-portfolio", {"services": services})
    review = Earlier(
        "strategy-review",
        {"services": {"services": repeat_of({"a": {"name": "Old"}})}, "communication": {"channels": "One e-mail"}},
    )
    offered = dialogue("business-model").prefill([portfolio, review])
    assert offered == {"today": {"activities": "Matchmaking\nCourses", "channels": "One e-mail"}}


def test_the_chosen_changes_become_actions_of_the_plan() -> None:
    (step,) = concluded().next_steps
    offered = dialogue(step.dialogue).prefill([Earlier("business-model", canvas(), step.about)])
    assert [row["action"] for row in offered["actions"]["actions"]["rows"].values()] == [
        "Fees by company size",
        "A test lab for members",
        "A club of buyers",
    ]


def test_every_finding_has_words_and_all_its_parameters() -> None:
    one_payer = {"public_share": "100", "private_share": "", "project_share": ""}
    many = {f"c{n}": {"change": f"Change {n}", "duration": "longer", "field": "costs"} for n in range(11)}
    answers = canvas(today_money=one_payer, future_money=one_payer, changes=many, chosen=("c1",))
    answers["promising"]["promising"]["rows"]["pc1"].pop("feedback")
    for finding in model("business-model", answers).conclude(TODAY).findings:
        for name in finding.params:
            assert f"{{{name}}}" in words()[finding.message]


lines = st.lists(st.sampled_from(["Events", "A lab", "مختبر", "Εργαστήριο", "x" * 200]), max_size=4).map("\n".join)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from([name for name in FIELDS if name != "funding_partners"]), lines), st.data())
def test_whatever_stands_in_optional_fields_it_is_concluded(texts: dict[str, str], data: st.DataObject) -> None:
    required = {name: "Something" for name in ("value", "members", "activities") if not texts.get(name)}
    side = {**texts, **required}
    rows = {
        f"c{n}": {"change": f"Change {n}", "duration": data.draw(st.sampled_from(DURATIONS)).value} for n in range(4)
    }
    answers = canvas(today=side, today_money=side, changes=rows, chosen=("c2", "c0"))
    conclusion = model("business-model", answers).conclude(TODAY)
    for row in table(conclusion, "differences").rows:
        assert row[1] or row[2]
    order = data.draw(st.permutations(list(rows)))
    shuffled = canvas(today=side, today_money=side, changes={key: rows[key] for key in order}, chosen=("c2", "c0"))
    again = model("business-model", shuffled).conclude(TODAY)
    assert again.findings == conclusion.findings
    assert again.pictures == conclusion.pictures


def test_a_chosen_change_is_called_by_its_name_in_the_list() -> None:
    form = build_form(dialogue("business-model"), FormRef("promising"), canvas())
    assert [row.title for row in form.fields[0].rows] == [
        "Fees by company size",
        "A test lab for members",
        "A club of buyers",
    ]
