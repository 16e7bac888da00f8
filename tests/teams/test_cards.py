"""What is wrong with a card does not go out unseen: each kind of defect is found."""

import json

import httpx2
import pytest

from bot.teams.cards import Element, actions, card, plain, push_button
from tests.slack.node import require_node
from tests.teams.checker import PACKAGE, card_problems
from tests.teams.fake_teams import CARD, TOKEN, FakeTeams

BUTTON = push_button("Save", "save", {"value": "1"})
INPUT = {"type": "Input.Text", "id": "name", "label": "Name"}
LINE = plain("Hello")


@pytest.fixture(autouse=True)
def library() -> None:
    require_node(PACKAGE)


def test_a_card_as_the_surface_makes_them_is_fine() -> None:
    assert card_problems(card([LINE, INPUT, *actions([BUTTON])])) == []


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ({"type": "Text", "text": "Hello"}, "Unknown element type"),
        ({**LINE, "spacing": "Tiny"}, "Invalid value"),
        ({**LINE, "colour": "Good"}, "unknown property “colour”"),
        ({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "a", "bold": True}]}, "unknown property"),
        ({"type": "RichTextBlock", "inlines": []}, "a line without words"),
        ({"type": "TextBlock", "text": " "}, "a text without words"),
        ({"type": "Image", "url": "https://example.org/a.png"}, "a picture without words"),
        ({"type": "Input.Text", "label": "Name"}, "must have a unique Id"),
        ({"type": "Input.Text", "id": "name"}, "an input without a label"),
        ({**INPUT, "isRequired": True}, "Required inputs should have an error message"),
        ({"type": "Container", "items": [INPUT, INPUT]}, "Duplicate Id"),
        ({**INPUT, "type": "Input.ChoiceSet", "choices": [{"title": "A"}]}, "title and value"),
        ({**INPUT, "type": "Input.ChoiceSet", "choices": [{"title": "A", "value": "a", "id": "a"}]}, "“id”"),
        ({"type": "Table", "columns": [{"width": 1}], "firstRowAsHeader": True, "rows": []}, "“firstRowAsHeader”"),
        ({"type": "Table", "columns": [], "rows": [{"type": "TableRow", "cells": [{"type": "TableCell"}]}]}, "width"),
        ({"type": "ActionSet", "actions": []}, "no button"),
        ({"type": "ActionSet", "actions": [BUTTON] * 7}, "more buttons in a row"),
        ({"type": "ActionSet", "actions": [{"type": "Action.Press", "title": "Save"}]}, "Unknown action type"),
        ({"type": "ActionSet", "actions": [{**BUTTON, "title": ""}]}, "a button without a name"),
        ({"type": "ActionSet", "actions": [{**BUTTON, "verb": ""}]}, "without a verb"),
        ({"type": "ActionSet", "actions": [{**BUTTON, "fallback": "drop"}]}, "without Action.Submit"),
        ({"type": "ActionSet", "actions": [{**BUTTON, "data": {"value": "2"}}]}, "means something else"),
        ({"type": "ActionSet", "actions": [{"type": "Action.OpenUrl", "title": "More", "url": ""}]}, "link to nowhere"),
    ],
)
def test_a_defect_is_found_wherever_it_stands(element: Element, said: str) -> None:
    for body in ([element], [{"type": "Container", "items": [element]}]):
        found = card_problems(card(body))
        assert [problem for problem in found if said in problem], found
    shown = {"type": "Action.ShowCard", "title": "More", "card": {"type": "AdaptiveCard", "body": [element]}}
    assert [problem for problem in card_problems(card(actions([shown]))) if said in problem]


async def test_the_test_that_sends_it_fails(fake: FakeTeams) -> None:
    faulty = card([{"type": "Image", "url": "https://example.org/a.png"}])
    activity = {"type": "message", "attachments": [{"contentType": CARD, "content": faulty}]}
    async with httpx2.AsyncClient(base_url=fake.url, headers={"Authorization": f"Bearer {TOKEN}"}) as http:
        sent = await http.post("/v3/conversations/a:1/activities", json=activity)
        await http.put(f"/v3/conversations/a:1/activities/{sent.json()['id']}", json=activity)
    fake.look_at_answer(json.dumps({"type": CARD, "value": faulty}).encode())
    assert fake.refusals == ["card.body[0]: a picture without words"] * 3
    fake.refusals.clear()
