"""What is told of groups of members: never so little that somebody can be made out."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.questionnaire.small_groups import LEAST, Respondent, by_group, cells, told

GROUPS, WEIGHTS = st.sampled_from(["", "a", "b", "c", "d"]), st.integers(1, 5)
MEMBERS = st.lists(st.tuples(GROUPS, WEIGHTS), max_size=24)
PARTLY_KNOWN = st.lists(st.tuples(GROUPS, WEIGHTS, st.booleans()), max_size=24)


def respondents(drawn: list[tuple[str, int]]) -> list[Respondent]:
    return [Respondent(f"m{number}", group, weight) for number, (group, weight) in enumerate(drawn)]


def shown_sums(members: list[Respondent]) -> list[list[Fraction]]:
    """Every figure that is told, as what it makes of the answer of each member: found out by asking it."""
    found = cells(members)
    parts = [found, *by_group(found).values()] if found else []
    rows: list[list[Fraction]] = []
    for part in parts:
        units = [told(part, {m.id: Fraction(m.id == each.id) for m in members}) for each in members]
        rows += [[unit.total for unit in units], [unit.weighted for unit in units]]
    return rows


@given(MEMBERS)
@settings(max_examples=60, deadline=None)
def test_no_sums_and_differences_of_what_is_shown_tell_of_fewer_than_five(drawn: list[tuple[str, int]]) -> None:
    members = respondents(drawn)
    rows = shown_sums(members)
    shares = [tuple(row[at] for row in rows) for at in range(len(members))]
    # however these sums are added or subtracted, members with the same share in all of them stay together
    assert all(shares.count(share) >= LEAST for share in shares if rows)


@given(PARTLY_KNOWN)
@settings(max_examples=60, deadline=None)
def test_who_brought_some_answers_in_a_file_subtracts_them_and_still_sees_none_of_fewer_than_five(
    drawn: list[tuple[str, int, bool]],
) -> None:
    members = [Respondent(f"m{at}", group, weight, known) for at, (group, weight, known) in enumerate(drawn)]
    rows = shown_sums(members)
    shares = [tuple(row[at] for row in rows) for at, each in enumerate(members) if not each.known]
    assert all(shares.count(share) >= LEAST for share in shares if rows)


@given(MEMBERS)
@settings(max_examples=60, deadline=None)
def test_everybody_stands_in_one_cell_or_too_few_answered_at_all(drawn: list[tuple[str, int]]) -> None:
    members = respondents(drawn)
    found = cells(members)
    inside = sorted(each.id for cell in found for each in cell.members)
    assert inside == (sorted(each.id for each in members) if len(members) >= LEAST else [])
    assert all(len(cell.members) >= LEAST for cell in found)


def test_a_group_of_one_is_not_what_is_left_when_the_others_are_subtracted() -> None:
    members = respondents([("a", 1)] * 7 + [("b", 1)] * 6 + [("c", 1)])
    assert list(by_group(cells(members))) == [("a",), ("b", "c")]


def test_a_key_member_weighs_as_much_as_those_beside_it_on_average() -> None:
    members = respondents([("", 5)] + [("", 1)] * 9)
    high = told(cells(members), {each.id: Fraction(5 if each.weight == 5 else 1) for each in members})
    assert (high.mean, round(high.weighted_mean, 2)) == (1.4, 1.4)
    clear = respondents([("", 5)] * 5 + [("", 1)] * 5)
    split = told(cells(clear), {each.id: Fraction(each.weight) for each in clear})
    assert (split.mean, round(split.weighted_mean, 2)) == (3.0, 4.33)
