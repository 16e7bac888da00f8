"""When a questionnaire reminds whose it is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.questionnaire_rules import AGAIN, ASK, OVER, REMIND, Member, for_members, for_questionnaire
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime, end_of
from bot.store.reminders import Planned
from flows.calendar import Calendar

ZONES = st.sampled_from(["Europe/Brussels", "Asia/Tokyo", "America/Sao_Paulo", "Pacific/Apia"])
DAYS = st.dates(date(2024, 1, 1), date(2037, 12, 31))


def planned(reminder: date, deadline: date, now: datetime, zone: str = "Europe/Brussels") -> dict[str, Planned]:
    person = Recipient("mara", WorkingTime(zone, Calendar("BE")))
    found = for_questionnaire("asked", 1, person, reminder, deadline, now)
    return {each.kind: each for each in found if not each.passed}


def test_on_a_day_off_the_next_working_day_reminds_or_the_last_one_before_it_closes() -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    sunday = planned(date(2027, 1, 10), date(2027, 1, 20), now)
    assert (sunday[REMIND].wall.date(), sunday[OVER].wall.date()) == (date(2027, 1, 11), date(2027, 1, 21))
    weekend = planned(date(2027, 1, 9), date(2027, 1, 10), now)
    assert (weekend[REMIND].wall.date(), weekend[OVER].wall.date()) == (date(2027, 1, 8), date(2027, 1, 11))


def test_a_date_that_no_calendar_is_made_for_reminds_of_nothing() -> None:
    assert planned(date(2026, 1, 10), date(9999, 12, 31), datetime(2026, 11, 23, 9, tzinfo=UTC)) == {}


@given(DAYS, st.integers(1, 60), st.integers(-40, 80), ZONES)
@settings(max_examples=60, deadline=None)
def test_it_reminds_in_working_hours_and_of_open_answers_before_it_closes(
    reminder: date, days: int, later: int, zone: str
) -> None:
    deadline = reminder + timedelta(days=days)
    now = datetime(reminder.year, reminder.month, reminder.day, 13, 30, tzinfo=UTC) + timedelta(days=later)
    ends = end_of(deadline, zone)
    for kind, each in planned(reminder, deadline, now, zone).items():
        local = each.due_at.astimezone(ZoneInfo(zone))
        assert now <= each.due_at < each.not_after
        assert local.weekday() < 5
        assert 8 <= local.hour < 18
        assert each.due_at < ends if kind == REMIND else each.due_at > ends


@given(DAYS, st.integers(1, 20), st.integers(-40 * 24, 21 * 24), ZONES)
@settings(max_examples=60, deadline=None)
def test_a_member_is_asked_in_working_hours_and_once_more_on_a_later_day_and_never_after_it_closed(
    reminder: date, days: int, hours: int, zone: str
) -> None:
    ends = end_of(reminder + timedelta(days=days), zone)
    now = datetime(reminder.year, reminder.month, reminder.day, 13, 30, tzinfo=UTC) + timedelta(hours=hours)
    works = WorkingTime(zone, Calendar("BE"))
    member = Member("m1", Recipient("stands for m1", works), 1, now)
    found = {each.kind: each for each in for_members("asked", 1, [member], reminder, ends, "", now) if not each.passed}
    assert (ASK in found) is (now < ends)
    for kind, each in found.items():
        assert now <= each.due_at < ends
        assert each.due_at == works.next_allowed(each.due_at) or (kind == ASK and works.next_allowed(now) >= ends)
    if AGAIN in found:
        assert found[AGAIN].wall.date() > found[ASK].wall.date()
    later = for_members("asked", 1, [member], reminder, ends, "", now + timedelta(days=1))
    assert {each.key for each in later} >= {each.key for each in found.values()}, "looked at again it is the same"
