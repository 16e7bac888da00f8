"""The calendar link in Slack: in a window that leaves nothing behind in any history."""

import json
import re
from datetime import timedelta

from bot.secret_ids import secret_id
from bot.store import calendar_feeds, people
from tests.slack.conftest import ANA, Office
from tests.slack.fake_slack import RefusedError


async def test_a_calendar_link_stands_in_a_window_and_nowhere_else(linked: Office) -> None:
    ana = linked.person("UANA")
    await ana.command("/advisor", "settings")
    await ana.press_in_modal("Subscribe in your calendar")
    await ana.press_in_modal("Make a link")
    assert ana.modal["submit"]["text"] == "Make a link"
    ana.fill("What do you want to see?", "All actions of my cluster, and the coaching sessions")
    await ana.submit()
    found = re.search(r"https://advisor\.test(/calendar/[\w-]+\.ics)", ana.reads())
    assert found, ana.reads()
    assert (await linked.http.get(found[1])).content.startswith(b"BEGIN:VCALENDAR")
    kept = json.dumps([ana.slack.messages, ana.slack.only_for, ana.slack.homes], default=str)
    assert found[1] not in kept


async def test_slack_is_asked_at_most_an_hour_ago_whether_who_made_the_link_is_still_a_member(linked: Office) -> None:
    ana = linked.person("UANA")
    await ana.say("hello")
    with linked.runtime.store.writing() as tx:
        person = people.by_account(tx, "slack:T1:UANA")
        assert person is not None
        given = {"account": "slack:T1:UANA", "secret": secret_id("s"), "shows": "all", "number": 0}
        assert calendar_feeds.put(tx, person.scope, **given, now=linked.time())  # type: ignore[arg-type]
    linked.slack.people["UANA"] = {**ANA, "deleted": True}  # and no event says so
    assert (await linked.http.get("/calendar/s.ics")).status_code == 200
    linked.time.ahead += timedelta(minutes=61)
    linked.slack.failing["users.info"] = [RefusedError("internal_error")]
    answer = await linked.http.get("/calendar/s.ics")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "600")
    linked.time.ahead += timedelta(seconds=6)
    assert (await linked.http.get("/calendar/s.ics")).status_code == 404
    linked.slack.people["UANA"] = dict(ANA)
    linked.time.ahead += timedelta(minutes=61)
    assert (await linked.http.get("/calendar/s.ics")).status_code == 404
