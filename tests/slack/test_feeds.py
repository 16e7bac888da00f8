"""The calendar link in Slack: in a window that leaves nothing behind in any history."""

import json
import re

from tests.slack.conftest import Office


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
