"""Calendars, read back with icalendar."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.exports.ics import Entry, ics
from bot.exports.letters import clean
from flows.due import due_days
from flows.registry import dialogue
from tests.flows.answers import action, goal, plan

MADE = datetime(2026, 11, 23, 9, tzinfo=UTC)
days = st.dates(date(2026, 12, 1), date(2040, 1, 1))
names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=200).filter(
    str.strip
)


def test_a_day_is_a_whole_day_that_makes_nobody_busy_and_a_session_has_its_moment() -> None:
    moment = datetime(2027, 1, 18, 13, tzinfo=UTC)
    made = ics(
        "Our plan",
        [Entry("d/a", date(2027, 3, 31), "Call", "Jonas; 2,000 euro\nMara", 3), Entry("s", moment, "Session")],
        MADE,
    )
    calendar = Calendar.from_ical(made)
    day, session = calendar.walk("VEVENT")
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2027, 3, 31), date(2027, 4, 1))
    assert (day["uid"], day["sequence"], day["transp"]) == ("d/a@cluster-advisor", 3, "TRANSPARENT")
    assert day["description"] == "Jonas; 2,000 euro\nMara"
    assert (session.decoded("dtstart"), session.decoded("dtend")) == (moment, moment + timedelta(hours=1))
    assert b"Jonas\\; 2\\,000 euro\\nMara" in made.replace(b"\r\n ", b"")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, days), min_size=1, max_size=5))
def test_the_days_and_titles_of_a_plan_come_back_from_its_calendar(told: list[tuple[str, date]]) -> None:
    answers = plan(**{f"a{at}": action(name, deadline=day.isoformat()) for at, (name, day) in enumerate(told)})
    due = due_days(dialogue("action-plan"), answers)
    entries = [Entry(each.place, each.day, each.name) for each in due]
    made = ics("Plan", entries, MADE)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    events = Calendar.from_ical(made).walk("VEVENT")
    read = {str(event["uid"]): (event.decoded("dtstart"), str(event["summary"])) for event in events}
    assert read == {
        f"actions/actions/a{at}/deadline@cluster-advisor": (day, clean(name.strip()))
        for at, (name, day) in enumerate(told)
    }


def test_what_repeats_is_one_entry_that_comes_again_until_its_last_day() -> None:
    answers = plan(a1=action(deadline="2027-01-31", repeats="month", until="2027-04-29"))
    entries = [
        Entry(each.place, each.day, each.name, repetition=each.repetition)
        for each in due_days(dialogue("action-plan"), answers)
    ]
    (event,) = Calendar.from_ical(ics("Plan", entries, MADE)).walk("VEVENT")
    assert str(event["uid"]) == "actions/actions/a1/deadline@cluster-advisor"
    assert event.decoded("dtstart") == date(2027, 1, 31)
    assert event["rrule"].to_ical() == b"FREQ=MONTHLY;UNTIL=20270331;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"


def test_a_day_on_which_something_begins_is_no_deadline() -> None:
    assert [each.place for each in due_days(dialogue("action-plan"), plan(a1=action()))] == [
        "actions/actions/a1/deadline"
    ]


def test_a_goal_has_the_day_by_which_it_is_reached() -> None:
    (due,) = due_days(dialogue("smart-goal"), goal())
    assert (due.place, due.day, due.name) == ("time_bound/deadline", date(2027, 6, 30), "")
