"""Every page of every dialogue can be drawn when it holds as much as it takes, and nothing is cut unseen."""

from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import escape

from bot.chat.views import FormView
from bot.slack.modals import meta_of, modal
from bot.slack.words import Say
from bot.web import render
from flows.dialogue import Dialogue
from flows.fields import questions
from flows.forms import FormRef, build_form
from flows.registry import known_dialogues
from flows.validation import raw_rows
from tests.flows.filled import full
from tests.slack.person import texts
from tests.slack.rules import view_problems

SAY = Say()


def forms(dialogue: type[Dialogue], said: dict[str, Any]) -> Iterator[FormRef]:
    """Every page, and of every list its first entry."""
    for page, model in dialogue.pages().items():
        yield FormRef(page)
        for name in questions(model):
            for row, _ in list(raw_rows(said[page].get(name)))[:1]:
                yield FormRef(page, name, row)


def parts(view: FormView) -> Iterator[dict[str, Any]]:
    """The modal in all its parts."""
    number = 0
    while meta_of(drawn := modal(view, SAY, number, more=True)).part == number:
        yield drawn
        number += 1


@pytest.mark.parametrize("dialogue", known_dialogues().values(), ids=lambda found: found.id)
def test_a_full_page_is_drawn_with_every_row(dialogue: type[Dialogue]) -> None:
    said = full(dialogue)
    for ref in forms(dialogue, said):
        form = build_form(dialogue, ref, said)
        view = FormView("d", 1, form)
        shown: list[str] = []
        for drawn in parts(view):
            assert view_problems(drawn) == []
            shown += texts(drawn["blocks"])
        on_paper = render.form_page(view, render.Frame())
        told = "\n".join(shown)
        for field in form.fields:
            asked = [cell.question.label for cell in field.cells]
            for label in (*(row.label for row in field.grid_rows), *(row.title for row in field.rows), *asked):
                assert label in told, ref
                assert escape(label) in on_paper, ref
