"""Whole activities of every kind with something wrong in them: none fails on our side, or leaves a word in the log."""

import json
import logging
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from bot.teams.guard import PATH
from tests.common import EXAMPLES
from tests.teams.conftest import Office
from tests.teams.fake_teams import Object, actions_of
from tests.teams.person import Person, inputs_of

MARK = "Recruit quiet members"
"""Stands in everything that is written."""
TRIES = round(600 * EXAMPLES)
MENTION = {"type": "mention", "text": "<at>Advisor</at>", "mentioned": {"id": "28:x"}}
QUOTED = {
    "contentType": "text/html",
    "content": f'<blockquote itemtype="http://schema.skype.com/Reply">a</blockquote><p>{MARK}</p>',
}
FILE = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "name": f"{MARK}.docx",
    "content": {"downloadUrl": "https://x.sharepoint.com/a", "uniqueId": "1", "fileType": "docx"},
}
WRONG: tuple[Callable[[random.Random], Any], ...] = (
    lambda _: None,
    lambda _: [],
    lambda _: {},
    lambda _: 7,
    lambda _: -1.5,
    lambda _: True,
    lambda _: "",
    lambda _: f"{MARK} <![ \x00\ud800",
    lambda _: MARK * 3_000,
    lambda _: "[" * 20_000,
    lambda _: "9" * 6_000,
    lambda _: [[MARK], {"id": MARK}],
    lambda _: {"id": {"id": [MARK]}, "value": {"action": MARK}},
    lambda chance: chance.choice(["next", "row-up|x|1", "remove-row|x", '["a","b","c"]', '["d","p","",""]', '{"d":1}']),
)


def activities(person: Person, form: Object) -> list[Object]:
    """One of each kind, with every button of a form."""
    inputs = {str(each["id"]): MARK for each in inputs_of(form["attachments"])}
    pressed = []
    for action in actions_of(form["attachments"]):
        data = {**action["data"], **inputs}
        value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": data}}
        pressed.append(person.activity("invoke", name="adaptiveCard/action", value=value, replyToId=form["id"]))
        older = {**action["fallback"]["data"], **inputs}
        pressed.append(person.activity("message", value=older, replyToId=form["id"]))
    consent = {"type": "fileUpload", "action": "accept", "context": {"value": "document:file:x", "name": MARK}}
    for verb in ("press", "way", "find", "open"):
        value = {"action": {"verb": verb, "data": {"value": "document:open:x", "words": MARK}}}
        pressed.append(person.activity("invoke", name="adaptiveCard/action", value=value))
    return [
        *pressed,
        person.activity("message", text=MARK, entities=[MENTION], attachments=[QUOTED]),
        person.activity("message", text=f"/smart-goal {MARK}", attachments=[FILE]),
        person.activity("invoke", name="fileConsent/invoke", value={**consent, "uploadInfo": {"uploadUrl": MARK}}),
        person.activity("invoke", name="task/fetch", value={"data": MARK}),
        person.activity("installationUpdate", action="add"),
        person.activity("conversationUpdate", membersRemoved=[{"id": MARK}]),
        person.activity("messageUpdate", text=MARK),
    ]


def places(found: object) -> Iterator[tuple[Any, Any]]:
    """Everything in an activity, as what holds it and under which name."""
    names = found if isinstance(found, dict) else range(len(found)) if isinstance(found, list) else ()
    for name in names:
        yield found, name
        yield from places(found[name])  # type: ignore[index]


def mangled(activity: Object, chance: random.Random) -> Object:
    """The activity with up to three things wrong."""
    changed = deepcopy(activity)
    for _ in range(chance.randint(1, 3)):
        holder, name = chance.choice(list(places(changed)))
        if isinstance(holder, dict) and chance.random() < 0.3:
            del holder[name]
        else:
            holder[name] = chance.choice(WRONG)(chance)
    return changed


async def test_no_activity_fails_on_our_side_or_leaves_a_word_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ana = office.person("Ana")
    await ana.write("/smart-goal new")
    whole, chance = activities(ana, ana.newest), random.Random(20261129)
    for number in range(TRIES):
        sent = mangled({**chance.choice(whole), "id": f"odd-{number}"}, chance)
        signed = {"Authorization": f"Bearer {office.teams.signed()}"}
        answer = await office.http.post(PATH, content=json.dumps(sent), headers=signed)  # with halves of signs, too
        await ana.drained()
        assert answer.status_code < 500 or answer.status_code == 501, sent
        assert MARK not in caplog.text, sent
        assert [record.getMessage() for record in caplog.records if "Failure" in record.getMessage()] == [], sent
        caplog.clear()
