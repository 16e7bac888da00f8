"""Which reminders a plan and a session call for."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders import timing
from bot.reminders.drafts import LEFT_FOR, for_draft
from bot.reminders.rules import (
    REVIEW_FOR,
    ActionDue,
    Recipient,
    ReviewDue,
    SessionDue,
    for_plan,
    for_review,
    for_session,
    for_strategy,
)
from bot.reminders.timing import WorkingTime
from bot.store.reminders import Planned
from flows.calendar import Calendar
from tests.reminders.test_timing import COUNTRIES, ZONES, utc, wall


def recipient(person: str, zone: str = "Europe/Brussels", country: str = "BE") -> Recipient:
    return Recipient(person, WorkingTime(zone, Calendar(country)))


ANA, CLEO, OWNER = recipient("ana"), recipient("cleo", "Europe/Rome", "IT"), recipient("owner")
ACTION = ActionDue("a1", "Invite ten companies", date(2027, 6, 10), False, ANA)
SESSION = SessionDue("s1", 1, wall("2027-06-17T14:00"), "Europe/Brussels", False, (ANA,), (CLEO,), "plan")
SPRING = utc("2027-04-01T10:00")


def plan(*actions: ActionDue, now: datetime = SPRING) -> list[Planned]:
    return for_plan("plan", 1, OWNER, actions, now)


def days(wanted: list[Planned]) -> dict[str, str]:
    """The days of the reminders, except of those that ask again and tell the owner."""
    live = [p for p in wanted if not p.passed and p.kind in ("action-7", "action-1", "action-late", "action-away")]
    return {p.kind: p.wall.date().isoformat() for p in live}


def test_an_action_is_remembered_a_week_and_a_day_before_and_the_day_after() -> None:
    wanted = plan(ACTION)
    assert days(wanted) == {
        "action-7": "2027-06-03",
        "action-1": "2027-06-09",
        "action-late": "2027-06-11",
    }
    assert {p.person for p in wanted if p.kind != "action-undone"} == {"ana"}
    assert {p.subject for p in wanted} == {"action:plan:a1"}
    assert wanted[0].params == {"action": "Invite ten companies", "deadline": "2027-06-10"}


def test_a_done_action_is_not_remembered() -> None:
    assert plan(replace(ACTION, done=True)) == []


def test_a_responsible_without_an_account_is_reached_through_the_owner() -> None:
    assert {p.person for p in plan(replace(ACTION, responsible=None))} == {"owner"}


def test_everything_comes_in_the_morning_of_the_persons_zone() -> None:
    for zone in ("Europe/Brussels", "Asia/Kolkata", "America/St_Johns"):
        for p in plan(replace(ACTION, responsible=recipient("ana", zone))):
            assert time(9) <= p.wall.time() < time(9, 30)
            assert timing.to_wall(p.due_at, p.zone) == p.wall


def test_all_of_a_day_come_to_a_person_at_the_same_time() -> None:
    wanted = plan(ACTION, replace(ACTION, row="a2", action="Book a room"))
    assert len({p.due_at for p in wanted if p.person == "ana"}) == 6


def test_a_reminder_before_a_deadline_moves_to_the_working_day_before() -> None:
    assert days(plan(replace(ACTION, deadline=date(2027, 6, 14)))) == {  # a Monday
        "action-7": "2027-06-07",
        "action-1": "2027-06-11",
        "action-late": "2027-06-15",
    }


def test_a_reminder_after_a_deadline_moves_to_the_working_day_after() -> None:
    assert days(plan(replace(ACTION, deadline=date(2027, 6, 11))))["action-late"] == "2027-06-14"


def test_where_the_weekend_is_friday_and_saturday_sunday_is_a_working_day() -> None:
    emirates = replace(
        ACTION, deadline=date(2027, 6, 13), responsible=recipient("ana", "Asia/Riyadh", "SA")
    )  # a Sunday
    assert days(plan(emirates)) == {
        "action-7": "2027-06-06",
        "action-1": "2027-06-10",
        "action-late": "2027-06-14",
    }


def test_public_holidays_are_left_out() -> None:
    easter_tuesday = replace(ACTION, deadline=date(2027, 3, 30), responsible=recipient("ana", "Europe/Berlin", "DE"))
    assert days(plan(easter_tuesday, now=utc("2027-02-01T10:00"))) == {
        "action-7": "2027-03-23",
        "action-1": "2027-03-25",  # over Good Friday, the weekend and Easter Monday
        "action-late": "2027-03-31",
    }


def test_when_holidays_push_two_together_only_the_later_kind_stays() -> None:
    golden_week = replace(ACTION, deadline=date(2019, 5, 7), responsible=recipient("ana", "Asia/Tokyo", "JP"))
    wanted = plan(golden_week, now=utc("2019-04-01T00:00"))
    assert days(wanted) == {"action-1": "2019-04-26", "action-late": "2019-05-08"}


def test_a_plan_submitted_three_days_before_a_deadline_brings_only_the_last_reminder() -> None:
    wanted = plan(ACTION, now=utc("2027-06-07T10:00"))
    assert days(wanted) == {"action-1": "2027-06-09", "action-late": "2027-06-11"}
    assert [p.kind for p in wanted if p.passed] == ["action-7"]


def test_a_plan_submitted_on_the_last_day_reminds_at_once_in_working_hours() -> None:
    [_, last, late, *_] = plan(ACTION, now=utc("2027-06-10T10:00"))
    assert (last.kind, last.due_at, last.passed) == ("action-1", utc("2027-06-10T10:00"), False)
    assert not late.passed
    [_, last, *_] = plan(ACTION, now=utc("2027-06-10T20:00"))
    assert last.passed  # the next morning is after the deadline


def test_a_deadline_long_gone_is_not_spoken_of() -> None:
    assert days(plan(ACTION, now=utc("2027-08-01T10:00"))) == {}


@pytest.mark.parametrize("deadline", [date.min, date.max])
def test_a_deadline_beyond_all_calendars_breaks_nothing(deadline: date) -> None:
    assert plan(replace(ACTION, deadline=deadline)) == []
    far = replace(SESSION, wall=datetime.combine(deadline, time(23)))
    assert for_session(far, SPRING) == []


def test_each_reminder_ends_where_the_next_begins() -> None:
    week, day, late, *_ = plan(ACTION)
    assert week.not_after == day.due_at
    assert day.not_after == utc("2027-06-10T22:00")  # 24:00 in Brussels
    assert late.not_after > late.due_at + timedelta(days=6)


def test_another_deadline_is_another_reminder_and_the_same_one_keeps_its_key() -> None:
    keys = {p.key for p in plan(ACTION)}
    assert {p.key for p in plan(replace(ACTION, action="Invite twenty companies"))} == keys
    assert not {p.key for p in plan(replace(ACTION, deadline=date(2027, 6, 11)))} & keys
    others = plan(replace(ACTION, responsible=recipient("ben")))
    assert not {p.key for p in others if p.person != "owner"} & keys


def test_each_day_of_what_repeats_is_remembered_between_the_one_before_and_the_next() -> None:
    week = replace(ACTION, since=date(2027, 6, 3), following=date(2027, 6, 17))
    month = replace(ACTION, since=date(2027, 5, 10), following=date(2027, 7, 10))
    assert [(p.kind, p.person) for p in plan(week)] == [("action-1", "ana"), ("action-late", "ana")]
    assert [p.kind for p in plan(month)] == [p.kind for p in plan(ACTION)]
    assert {p.key for p in plan(week, replace(ACTION, deadline=date(2027, 6, 17)))} > {p.key for p in plan(week)}


def test_an_overdue_action_is_asked_for_weekly_three_times_and_then_its_owner_is_told() -> None:
    after = [(p.kind, p.person, p.wall.date().isoformat()) for p in plan(ACTION) if p.wall.date() > ACTION.deadline]
    assert after == [
        ("action-late", "ana", "2027-06-11"),
        ("action-late-1", "ana", "2027-06-18"),
        ("action-late-2", "ana", "2027-06-25"),
        ("action-late-3", "ana", "2027-07-02"),
        ("action-undone", "owner", "2027-07-09"),
    ]


def test_who_owns_the_plan_is_not_told_of_what_they_were_asked_themselves() -> None:
    assert {p.kind for p in plan(replace(ACTION, responsible=None))} == {p.kind for p in plan(ACTION)} - {
        "action-undone"
    }


def test_of_an_action_of_several_people_its_owner_is_told_once() -> None:
    wanted = plan(ACTION, replace(ACTION, responsible=recipient("ben")))
    assert len({p.key for p in wanted}) == len(wanted)
    assert [p.person for p in wanted if p.kind == "action-undone"] == ["owner"]
    assert [p.person for p in wanted if p.kind == "action-1"] == ["ana", "ben"]


def test_a_plan_submitted_weeks_after_a_deadline_asks_once_and_goes_on_weekly() -> None:
    wanted = [p for p in plan(ACTION, now=utc("2027-06-21T10:00")) if not p.passed]
    assert [(p.kind, p.wall.date().isoformat()) for p in wanted] == [
        ("action-late-1", "2027-06-21"),
        ("action-late-2", "2027-06-25"),
        ("action-late-3", "2027-07-02"),
        ("action-undone", "2027-07-09"),
    ]


def away(first: str, last: str, person: Recipient = ANA) -> Recipient:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    off = frozenset(start + timedelta(days=n) for n in range((end - start).days + 1))
    return replace(person, works=replace(person.works, calendar=replace(person.works.calendar, off=off)))


def test_who_is_away_is_reminded_before_and_after_and_the_owner_of_what_is_due_meanwhile() -> None:
    wanted = plan(replace(ACTION, responsible=away("2027-06-07", "2027-06-18")))
    assert days(wanted) == {
        "action-7": "2027-06-03",
        "action-1": "2027-06-04",  # the Friday before
        "action-away": "2027-06-09",
        "action-late": "2027-06-21",
    }
    assert {p.person for p in wanted if p.kind == "action-away"} == {"owner"}


def test_who_is_away_on_other_days_is_reminded_as_ever() -> None:
    wanted = plan(replace(ACTION, responsible=away("2027-07-12", "2027-07-23")))
    assert days(wanted) == days(plan(ACTION))


def test_what_two_reminders_of_one_morning_wait_for_is_one_moment() -> None:
    evening = utc("2027-06-07T16:30")  # a Monday, half past six in Brussels
    today, tomorrow = replace(ACTION, deadline=date(2027, 6, 7)), replace(ACTION, row="a2", deadline=date(2027, 6, 8))
    wanted = [p for p in plan(today, tomorrow, now=evening) if not p.passed]
    (moment,) = {p.due_at for p in wanted if p.wall.date() == date(2027, 6, 8)}
    assert {p.row for p in wanted if p.due_at == moment} == {"a1", "a2"}


@pytest.mark.parametrize(
    ("zone", "country", "deadline", "reminded"),
    [
        ("Europe/Vienna", "AT", "2026-12-28", "2026-12-24"),  # Christmas
        ("Europe/Vienna", "AT", "2027-01-07", "2027-01-05"),  # Epiphany
        ("Africa/Cairo", "EG", "2027-01-18", "2027-01-17"),  # a Sunday
        ("Asia/Amman", "JO", "2027-01-17", "2027-01-14"),
        ("Africa/Tripoli", "LY", "2027-04-11", "2027-04-08"),
    ],
)
def test_the_day_before_is_a_working_day_where_the_person_is(
    zone: str, country: str, deadline: str, reminded: str
) -> None:
    action = replace(ACTION, deadline=date.fromisoformat(deadline), responsible=recipient("ana", zone, country))
    assert days(plan(action, now=utc("2026-11-30T08:00")))["action-1"] == reminded


def test_a_session_calls_for_the_plan_and_is_remembered_itself() -> None:
    wanted = for_session(SESSION, SPRING)
    assert [(p.person, p.kind, p.wall.date().isoformat()) for p in wanted] == [
        ("ana", "plan-5", "2027-06-11"),  # the 12th is a Saturday
        ("ana", "plan-3", "2027-06-14"),
        ("ana", "session-1", "2027-06-16"),
        ("cleo", "session-1", "2027-06-16"),
    ]
    assert wanted[1].not_after == utc("2027-06-14T12:00")  # 14:00 in Brussels, three days before
    assert {p.document for p in wanted} == {"plan"}


def test_a_plan_handed_in_is_not_asked_for() -> None:
    kinds = {p.kind for p in for_session(replace(SESSION, handed_in=True), SPRING)}
    assert kinds == {"session-1"}


def test_a_session_in_the_early_morning_is_planned_before_its_deadline() -> None:
    early = replace(SESSION, wall=wall("2027-06-17T08:00"))
    nudge = next(p for p in for_session(early, SPRING) if p.kind == "plan-3")
    assert nudge.wall.date() == date(2027, 6, 11)  # Monday 09:00 would be too late
    assert nudge.due_at < nudge.not_after


def test_a_moved_session_calls_for_new_reminders() -> None:
    moved = replace(SESSION, version=2, wall=wall("2027-06-24T14:00"))
    before = {p.key for p in for_session(SESSION, SPRING)}
    assert not before & {p.key for p in for_session(moved, SPRING)}


def test_a_session_of_tomorrow_is_remembered_at_once() -> None:
    now = utc("2027-06-16T13:00")
    wanted = [p for p in for_session(SESSION, now) if not p.passed]
    assert [(p.person, p.kind, p.due_at) for p in wanted] == [
        ("ana", "session-1", now),
        ("cleo", "session-1", now),
    ]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_coach_far_away_is_reminded_before_the_session_in_their_own_morning(zone: str) -> None:
    far = replace(SESSION, staff=(), coaches=(recipient("far", zone, "JP" if "Asia" in zone else "US"),))
    [nudge] = for_session(far, SPRING)
    assert time(9) <= nudge.wall.time() < time(9, 30)
    assert timing.to_wall(nudge.due_at, zone) == nudge.wall
    assert nudge.due_at < timing.to_utc(SESSION.wall, SESSION.zone)


@pytest.mark.parametrize("late", [0, 33, 91, 2500])
def test_an_article_is_to_be_read_again_however_long_it_is_overdue(late: int) -> None:
    due = SPRING.date() - timedelta(days=late)
    (planned,) = for_review(ReviewDue("raci", "RACI", due, due, (ANA,)), SPRING)
    assert not planned.passed
    assert SPRING <= planned.due_at < planned.not_after <= SPRING + REVIEW_FOR + timedelta(days=1)
    assert planned.key == f"review:raci/review/{due}/ana"


@st.composite
def recipients(draw: st.DrawFn, now: datetime) -> Recipient:
    """Somebody of any country, who may have own hours and be away about now."""
    opens = draw(st.integers(0, 21))
    away = now.date() + timedelta(days=draw(st.integers(-30, 60)))
    off = frozenset(away + timedelta(days=n) for n in range(draw(st.integers(0, 60))))
    weekend = draw(st.none() | st.frozensets(st.integers(0, 6)))
    calendar = Calendar(draw(st.sampled_from(COUNTRIES)), weekend=weekend, off=off)
    hours = (time(opens), time(draw(st.integers(opens + 1, 23))))
    return Recipient("ana", WorkingTime(draw(st.sampled_from(ZONES)), calendar, *hours))


@st.composite
def calls(draw: st.DrawFn, now: datetime) -> tuple[Any, Any]:
    """What calls for reminders, an action or a session, due about now."""
    about = now.replace(tzinfo=None) + timedelta(minutes=draw(st.integers(-60 * 24 * 60, 60 * 24 * 60)))
    if draw(st.booleans()):
        return plan, ActionDue("a1", "Call", about.date(), False, draw(st.none() | recipients(now)))
    staff, coaches, zone = draw(recipients(now)), draw(st.just(()) | st.just((CLEO,))), draw(st.sampled_from(ZONES))
    return for_session, SessionDue("s1", draw(st.integers(1, 9)), about, zone, draw(st.booleans()), (staff,), coaches)


NOWS = st.datetimes(wall("2024-01-01"), wall("2037-12-31"), timezones=st.just(UTC))


@given(called=NOWS.flatmap(lambda now: st.tuples(st.just(now), calls(now))))
def test_whatever_is_planned_is_allowed_and_in_time(called: tuple[datetime, tuple[Any, Any]]) -> None:
    now, (made, about) = called
    wanted = made(about, now=now)
    mine = about.staff[0] if isinstance(about, SessionDue) else about.responsible
    works = {"cleo": CLEO.works, "owner": OWNER.works} | ({mine.person: mine.works} if mine else {})
    for p in wanted:
        if not p.passed:
            assert now <= p.due_at <= p.not_after
            assert works[p.person].next_allowed(p.due_at) == p.due_at
            assert timing.to_utc(p.wall, p.zone) == p.due_at
    live = [(p.subject, p.person, p.due_at, p.kind.split("-")[0]) for p in wanted if not p.passed]
    about_deadline = [entry for entry in live if entry[3] != "session"]
    assert len(set(about_deadline)) == len(about_deadline)
    assert len({p.key for p in wanted}) == len(wanted)


@given(known=NOWS.flatmap(lambda now: st.tuples(st.just(now), recipients(now))), touched=NOWS)
def test_a_draft_is_asked_about_in_working_hours_a_week_after_it_was_left(
    known: tuple[datetime, Recipient], touched: datetime
) -> None:
    now, person = known
    (planned,) = for_draft("goal", 1, person, touched, now)
    if not planned.passed:
        assert max(now, touched + LEFT_FOR - timedelta(days=1)) <= planned.due_at < planned.not_after
        assert person.works.next_allowed(planned.due_at) == planned.due_at
        assert timing.to_utc(planned.wall, planned.zone) == planned.due_at


def test_a_review_of_a_strategy_is_remembered_a_week_before_and_on_its_day() -> None:
    # 15 June 2027 is a Tuesday; 12 September is a Sunday, so both reminders come on the Friday before their day
    wanted = for_strategy("doc", 2, OWNER, [date(2027, 6, 15), date(2027, 9, 12)], SPRING)
    assert [(p.kind, p.wall.date().isoformat(), p.version) for p in wanted] == [
        ("strategy-7", "2027-06-08", 2),
        ("strategy-0", "2027-06-15", 2),
        ("strategy-7", "2027-09-03", 2),
        ("strategy-0", "2027-09-10", 2),
    ]
    assert {p.subject for p in wanted} == {"strategy:doc"}
    assert len({p.key for p in wanted}) == 4


def test_a_review_that_is_over_and_one_in_the_year_9999_are_not_remembered() -> None:
    wanted = for_strategy("doc", 1, OWNER, [date(2027, 3, 1), date(9999, 1, 1)], SPRING)
    assert [p for p in wanted if not p.passed] == []
