"""When a plan is due before a session: three days before it, or later where its coach said so."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.reminders import hand_in, timing

WALLS = st.datetimes(datetime(2025, 1, 1), datetime(2036, 12, 31))  # noqa: DTZ001 - local times
ZONES = st.sampled_from(["Europe/Brussels", "Atlantic/Azores", "Asia/Kathmandu", "Pacific/Apia"])


@given(WALLS, ZONES, st.timedeltas(timedelta(days=-30), timedelta(days=30)))
def test_a_later_date_counts_only_between_the_usual_one_and_the_session(
    wall: datetime, zone: str, offset: timedelta
) -> None:
    usual, starts = hand_in.due(wall, zone), timing.to_utc(wall, zone)
    later = usual + offset
    assert hand_in.due(wall, zone, later) == (later if usual < later <= starts else usual)


def test_the_usual_date_keeps_the_local_time_across_a_change_of_the_clock() -> None:
    session = datetime(2027, 3, 29, 14)  # noqa: DTZ001 - a local time; summer time began on the day before
    assert hand_in.due(session, "Europe/Brussels") == datetime(2027, 3, 26, 13, tzinfo=UTC)
