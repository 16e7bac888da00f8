"""What two people's answers mean: other writing is no conflict, and lists keep what both put in."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogues.action_plan import ActionPlan
from flows.dialogues.smart_goal import SmartGoal
from flows.fields import Kind, Question, Raw
from flows.meaning import Meaning, alike, combined
from flows.merge import get, merge
from flows.people import bound
from flows.rows import repeat_of

PEOPLE, CHOICES = Question(Kind.PEOPLE, "Who?"), Question(Kind.CHOICES, "Which?")
SHORT, LONG = Question(Kind.SHORT_TEXT, "What?"), Question(Kind.LONG_TEXT, "What?")
ROW = ("actions", "actions", "a")


def plan(**fields: Raw) -> dict[str, Any]:
    return {"actions": {"actions": repeat_of({"a": fields})}}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (PEOPLE, "Anna", "ANNA "),
        (PEOPLE, "José Núñez", unicodedata.normalize("NFD", "José Núñez")),
        (PEOPLE, "O'Brien", "O’Brien"),
        (PEOPLE, "Jean-Luc, Mara", "jean–luc;  mara"),
        (PEOPLE, ["Anna"], [bound("ANNA", "")]),
        (SHORT, "Call members", "call  members "),
        (SHORT, "Straße", "STRASSE"),
        (SHORT, "Łódź", unicodedata.normalize("NFD", "łódź")),
        (SHORT, "Members’ day", "Members' day"),
        (SHORT, "Call\u00a0members", "Call members"),
        (SHORT, "Call\u200b members", "Call members"),
        (SHORT, "ﬁrst", "first"),
        (LONG, "One\nTwo", "one \n two"),
        (LONG, "“Quoted”", '"quoted"'),
        (Question(Kind.DATE, "When?"), "15 January 2027", "2027-01-15"),
        (Question(Kind.DATE, "When?"), "END OF JUNE", "end of June"),
        (Question(Kind.NUMBER, "How many?"), "1 500", "1,500"),
        (CHOICES, ["a", "b"], ["b", "a"]),
    ],
)
def test_what_differs_only_in_its_writing_is_alike(question: Question, one: Raw, other: Raw) -> None:
    assert alike(question, one, other)
    assert alike(question, other, one)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (SHORT, "Call", "Phone"),
        (SHORT, "resume", "résumé"),
        (PEOPLE, "Anna", "Anne"),
        (PEOPLE, [bound("Lena", "p1")], [bound("Lena", "p2")]),
        (Question(Kind.CHOICE, "Which?"), "A", "a"),
        (Question(Kind.NUMBER, "How many?"), "1.5", "15"),
    ],
)
def test_what_says_something_else_is_not(question: Question, one: Raw, other: Raw) -> None:
    assert not alike(question, one, other)


def test_a_name_in_other_letters_is_no_conflict_and_the_one_saved_first_stays() -> None:
    merged = merge(plan(responsible=""), plan(responsible="ANNA "), plan(responsible="Anna"), Meaning(ActionPlan))
    assert merged.conflicts == ()
    assert get(merged.answers, (*ROW, "responsible")) == "Anna"


def test_who_writes_their_own_answer_better_is_heard() -> None:
    merged = merge(plan(action="acme"), plan(action="ACME"), plan(action="acme"), Meaning(ActionPlan))
    assert get(merged.answers, (*ROW, "action")) == "ACME"


def test_people_and_choices_that_both_added_are_all_there() -> None:
    base, mine = plan(consulted=["Petra"], depends_on=[]), plan(consulted=["Petra", "Ivo"], depends_on=["x"])
    theirs = plan(consulted=[bound("Olga", "o"), "Petra"], depends_on=["y"])
    merged = merge(base, mine, theirs, Meaning(ActionPlan))
    assert merged.conflicts == ()
    assert get(merged.answers, (*ROW, "consulted")) == [bound("Olga", "o"), "Petra", "Ivo"]
    assert get(merged.answers, (*ROW, "depends_on")) == ["y", "x"]


def test_one_removal_and_one_addition_in_a_list_both_count() -> None:
    assert combined(PEOPLE, ["Petra", "Ivo"], ["Ivo"], ["Petra", "Ivo", "Olga"]) == ["Ivo", "Olga"]


def test_what_one_removed_and_the_other_put_something_in_the_place_of_is_asked() -> None:
    base = plan(consulted=["Petra", "Ivo"])
    merged = merge(base, plan(consulted=["Ivo"]), plan(consulted=["Paula", "Ivo"]), Meaning(ActionPlan))
    (conflict,) = merged.conflicts
    assert conflict.path == (*ROW, "consulted")
    assert get(merged.answers, conflict.path) == ["Paula", "Ivo"]


def test_lines_that_both_added_to_a_list_are_all_there() -> None:
    assert combined(LONG, "Call\nWrite", "Call\nMeet\nWrite", "Call\nWrite\nPrint") == "Call\nMeet\nWrite\nPrint"


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("", "We call.", "We write."),
        ("We call.", "We call them all.", "We call.\nWe write."),
        ("Call\nWrite", "Call", "Call\nWrite\nPrint"),
    ],
)
def test_texts_that_both_wrote_or_rewrote_are_asked(base: str, mine: str, theirs: str) -> None:
    assert combined(LONG, base, mine, theirs) is None


def test_a_row_removed_by_one_and_changed_by_the_other_is_asked_about_and_stays() -> None:
    base, changed, gone = plan(action="Call"), plan(action="Call all"), {"actions": {"actions": repeat_of({})}}
    for mine, theirs, stands in ((gone, changed, False), (changed, gone, True)):
        merged = merge(base, mine, theirs, Meaning(ActionPlan))
        (conflict,) = merged.conflicts
        assert (conflict.path, conflict.mine_stands) == (ROW, stands)
        assert get(merged.answers, ROW) == {"action": "Call all"}


names = st.lists(st.sampled_from(["Anna", "Boris", "Çelik", "Dana", "Ewa"]), unique=True)


@given(names, names, names, st.sampled_from([PEOPLE, CHOICES]))
def test_no_addition_to_a_list_is_ever_lost(
    base: list[str], mine: list[str], theirs: list[str], question: Question
) -> None:
    merged = combined(question, base, mine, theirs)
    if merged is not None:
        assert set(merged) >= (set(mine) - set(base)) | (set(theirs) - set(base))
        assert len(merged) == len(set(merged))
        assert not set(merged) & (set(base) - set(mine) | set(base) - set(theirs))


@given(names, names, names)
def test_two_who_only_add_are_never_asked(base: list[str], one: list[str], other: list[str]) -> None:
    mine, theirs = list(dict.fromkeys(base + one)), list(dict.fromkeys(base + other))
    assert set(combined(PEOPLE, base, mine, theirs)) == {*base, *one, *other}


texts = st.text(alphabet="aÄß é\u00a0’-x", min_size=1, max_size=8)


@given(texts)
def test_every_form_of_the_same_letters_is_alike(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC"):
        assert alike(SHORT, text, unicodedata.normalize(form, text))
    assert alike(SHORT, text, f" {text.upper()} ".replace(" ", "  "))


@given(texts, texts, texts)
def test_an_answer_is_kept_combined_or_asked_about_and_never_lost(base: str, mine: str, theirs: str) -> None:
    def goal(what: str) -> dict[str, Raw]:
        return {"specific": {"what": what}}

    merged = merge(goal(base), goal(mine), goal(theirs), Meaning(SmartGoal))
    stands = get(merged.answers, ("specific", "what"))
    asked = {conflict.mine for conflict in merged.conflicts}
    assert mine in (base, stands) or mine in asked or alike(SHORT, mine, stands)
    assert theirs in (base, stands) or alike(SHORT, theirs, stands)
