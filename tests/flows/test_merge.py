"""Two people edit one document."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.merge import get, merge, put
from flows.rows import add_row, move_row, remove_row, repeat_of


def plan(**rows: dict[str, str]) -> dict[str, Any]:
    return {"actions": {"actions": repeat_of(rows)}}


def test_changes_to_different_fields_are_combined() -> None:
    base = plan(a={"action": "Call", "deadline": "2027-01-01"})
    mine = plan(a={"action": "Call members", "deadline": "2027-01-01"})
    theirs = plan(a={"action": "Call", "deadline": "2027-02-01"})
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert merged.answers == plan(a={"action": "Call members", "deadline": "2027-02-01"})


def test_the_same_field_changed_by_both_is_a_conflict_with_both_values() -> None:
    base, mine, theirs = (plan(a={"action": text}) for text in ("Call", "Call members", "Phone"))
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.mine, conflict.theirs) == ("Call members", "Phone")
    assert get(merged.answers, conflict.path) == "Phone"
    assert put(merged.answers, conflict.path, conflict.mine) == mine


def test_the_same_change_by_both_is_no_conflict() -> None:
    merged = merge(plan(a={"action": "Call"}), plan(a={"action": "Phone"}), plan(a={"action": "Phone"}))
    assert merged.conflicts == ()


def test_rows_added_by_both_are_all_kept() -> None:
    base = plan(a={"action": "Call"})
    mine = plan(a={"action": "Call"}, b={"action": "Write"})
    theirs = plan(a={"action": "Call"}, c={"action": "Meet"})
    merged = merge(base, mine, theirs)
    assert set(get(merged.answers, ("actions", "actions"))["order"]) == {"a", "b", "c"}


def test_a_row_removed_by_one_and_untouched_by_the_other_is_gone() -> None:
    base = plan(a={"action": "Call"}, b={"action": "Write"})
    merged = merge(base, plan(a={"action": "Call"}), base)
    assert merged.answers == plan(a={"action": "Call"})


def test_a_row_removed_by_one_and_changed_by_the_other_stays() -> None:
    base = plan(a={"action": "Call"}, b={"action": "Write"})
    theirs = plan(a={"action": "Call"}, b={"action": "Write letters"})
    assert merge(base, plan(a={"action": "Call"}), theirs).answers == theirs


def test_a_new_order_survives_an_edit_of_the_other() -> None:
    base = plan(a={"action": "1"}, b={"action": "2"})
    mine = plan(b={"action": "2"}, a={"action": "1"})
    theirs = plan(a={"action": "1!"}, b={"action": "2"})
    repeat = get(merge(base, mine, theirs).answers, ("actions", "actions"))
    assert repeat["order"] == ["b", "a"]
    assert repeat["rows"]["a"]["action"] == "1!"


fields = st.dictionaries(st.sampled_from("xyz"), st.text(min_size=1, max_size=4), max_size=3)
documents = st.dictionaries(st.sampled_from(["p", "q"]), fields, max_size=2)


@given(documents, documents)
def test_who_edits_alone_gets_what_they_typed(base: dict[str, Any], mine: dict[str, Any]) -> None:
    merged = merge(base, mine, base)
    assert merged.conflicts == ()
    for page in mine:
        for field, value in mine[page].items():
            assert get(merged.answers, (page, field)) == value


@given(documents, documents, documents)
def test_nothing_typed_is_lost(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge(base, mine, theirs)
    kept = {(conflict.path, conflict.mine) for conflict in merged.conflicts}
    for page in mine:
        for field, value in mine[page].items():
            path = (page, field)
            if get(base, path) != value:
                assert get(merged.answers, path) == value or (path, value) in kept


@given(documents, documents, documents)
def test_who_saved_first_keeps_every_value_until_somebody_chooses(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    merged = merge(base, mine, theirs)
    for page in theirs:
        for field, value in theirs[page].items():
            if get(base, (page, field)) != value:
                assert get(merged.answers, (page, field)) == value


rows = st.lists(st.sampled_from("abcd"), unique=True)


@given(rows, st.sampled_from("abcd"))
def test_adding_and_removing_a_row_leaves_the_others(order: list[str], row: str) -> None:
    repeat = repeat_of({key: {"name": key} for key in order})
    assert add_row(repeat, row)["order"] == (order if row in order else [*order, row])
    assert remove_row(repeat, row)["order"] == [key for key in order if key != row]


@given(rows, st.sampled_from("abcd"))
def test_moving_a_row_up_and_down_again_changes_nothing(order: list[str], row: str) -> None:
    repeat = repeat_of({key: {"name": key} for key in order})
    if row in order and order.index(row) > 0:
        assert move_row(move_row(repeat, row, "up"), row, "down") == repeat
