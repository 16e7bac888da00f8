"""What people see when the advisor is slow or broken, and what Slack may refuse: a scripted advisor stands behind."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot import logs
from bot.chat.blocks import Text
from bot.chat.events import Event, FormSent, HomeOpened, Intent, Opened, Said
from bot.chat.views import ConflictChoice, DocumentView, FormView, Message, Reply, ReviewPart, ReviewView
from flows.fields import Choice, Kind, Question
from flows.forms import Form, FormField, FormRef, RowSummary
from tests.slack.conftest import Stage
from tests.slack.fake_slack import RefusedError


def form(*fields: FormField, revision: int = 1, page: str = "page") -> FormView:
    ref = FormRef(page)
    return FormView("d1", revision, Form("dialogue", "A dialogue", ref, "A page", "", 1, 2, fields))


def asked(kind: Kind = Kind.SHORT_TEXT, key: str = "name", value: object = None, **more: object) -> FormField:
    return FormField(key, Question(kind, key.capitalize(), required=False), value, **more)  # type: ignore[arg-type]


def answering(reply: Reply, seconds: float = 0.0) -> Callable[[Event], Awaitable[Reply]]:
    async def answer(event: Event) -> Reply:
        await asyncio.sleep(seconds)
        return reply

    return answer


async def broken(event: Event) -> Reply:
    raise RuntimeError(f"broken while reading {event}")


async def test_a_slow_dialogue_opens_a_window_at_once_and_fills_it(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked())), 0.7)
    await stage.ana.command("/smart-goal")
    assert [method for method, _ in stage.slack.calls if method.startswith("views.")] == ["views.open", "views.update"]
    assert "A page" in stage.ana.reads()


async def test_a_slow_answer_comes_after_the_response(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply((Message("Late, but here"),)), 2.4)
    shown = await stage.ana.command("/ask", "something")
    assert shown == {"text": ""}
    assert "Late, but here" in stage.ana.heard_alone()[0]


async def test_a_slow_form_keeps_the_window_and_fills_it(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/smart-goal")
    stage.advisor.reply = answering(Reply(view=form(asked(key="other"), revision=2, page="second")), 2.4)
    stage.ana.fill("Name", "typed")
    await stage.ana.submit()
    assert stage.ana.value("Other") is None


@pytest.mark.parametrize("how", ["command", "message", "button"])
async def test_a_failure_is_told_with_a_reference_and_logged_without_what_was_written(
    stage: Stage, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stage.advisor.reply = broken
    secret = "my-very-private-question"
    if how == "command":
        await stage.ana.command("/ask", secret)
    elif how == "message":
        await stage.ana.say(secret)
    else:
        button = {
            "type": "button",
            "action_id": "press:0",
            "text": {"type": "plain_text", "text": "Do"},
            "value": secret,
        }
        message = {"ts": "1.1", "channel": "DUANA", "text": "", "blocks": [{"type": "actions", "elements": [button]}]}
        await stage.ana.press("Do", message)
    reply = (stage.ana.heard() + stage.ana.heard_alone())[0]
    assert "went wrong" in reply
    failure = next(record for record in caplog.records if "Failure" in record.message)
    assert failure.message.split()[1] in reply
    written = logs.OneLine().format(failure)
    assert secret not in written
    frames = [line for line in written.splitlines() if line.startswith("  ")]
    assert any("handlers.py" in line for line in frames)
    assert any(line.endswith(" broken") for line in frames)
    others = [record.getMessage() for record in caplog.records]
    assert not any(secret in said for said in others)


async def test_a_failure_while_saving_keeps_what_was_typed(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/smart-goal")
    stage.advisor.reply = broken
    for _ in range(2):
        stage.ana.fill("Name", "not to be lost")
        await stage.ana.submit()
        assert stage.ana.reads().count("could not be saved") == 1
        assert stage.ana.value("Name") == "not to be lost"


async def test_a_failure_of_a_button_in_a_form_keeps_what_was_typed(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/smart-goal")
    stage.advisor.reply = broken
    stage.ana.fill("Name", "not to be lost")
    await stage.ana.press_in_modal("Save and close")
    assert "could not be saved" in stage.ana.reads()
    assert stage.ana.value("Name") == "not to be lost"


async def test_a_window_closes_only_when_what_it_held_is_saved(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/smart-goal")
    stage.advisor.reply = answering(Reply((Message("Something went wrong on my side"),), failed=True))
    stage.ana.fill("Name", "not to be lost")
    await stage.ana.press_in_modal("Save and close")
    assert "went wrong" in stage.ana.reads()
    assert stage.ana.value("Name") == "not to be lost"


async def test_errors_of_visible_inputs_stand_beside_them_without_redrawing(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/smart-goal")
    stage.advisor.reply = answering(Reply(view=form(asked(error="Please answer this."))))
    await stage.ana.submit()
    assert list(stage.ana.errors.values()) == ["Please answer this."]


async def test_errors_that_belong_to_no_input_are_drawn(stage: Stage) -> None:
    rows = asked(Kind.REPEAT, "rows", error="Please add at least one.")
    stage.advisor.reply = answering(Reply(view=form(asked())))
    await stage.ana.command("/smart-goal")
    stage.advisor.reply = answering(Reply(view=form(asked(), rows)))
    await stage.ana.submit()
    assert "Please add at least one." in stage.ana.reads()


async def test_a_long_list_is_turned_part_by_part_and_saved_on_the_way(stage: Stage) -> None:
    rows = tuple(RowSummary(f"r{n}", f"Action {n}") for n in range(1, 201))
    view = form(asked(), asked(Kind.REPEAT, "rows", rows=rows))
    stage.advisor.reply = answering(Reply(view=view))
    await stage.ana.command("/action-plan")
    assert "Part 1 of 4" in stage.ana.reads()
    stage.ana.fill("Name", "typed on the way")
    await stage.ana.press_in_modal("Next part")
    assert "Part 2 of 4" in stage.ana.reads()
    *_, saved, opened = [event for event in stage.advisor.heard if not isinstance(event, HomeOpened)]
    assert isinstance(saved, FormSent)
    assert (saved.intent, saved.answers) == (Intent.KEEP, {"name": "typed on the way"})
    assert isinstance(opened, Opened)
    for _ in range(2):
        await stage.ana.press_in_modal("Next part")
    assert "Action 200" in stage.ana.reads()
    await stage.ana.choose_for_row("Action 200", "Move up")
    assert "Part 4 of 4" in stage.ana.reads()


async def test_two_quick_presses_add_one_row(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked(Kind.REPEAT, "rows"))))
    await stage.ana.command("/action-plan")
    before = stage.ana.modal
    for _ in range(2):
        stage.slack.views[before["id"]] = before  # the second press was made before the window changed
        await stage.ana.press_in_modal("Add:")
    sent = [event for event in stage.advisor.heard if isinstance(event, FormSent)]
    assert [event.intent for event in sent] == [Intent.ADD_ROW]


async def test_the_part_with_the_first_error_is_shown(stage: Stage) -> None:
    rows = [RowSummary(f"r{n}", f"Action {n}") for n in range(1, 201)]
    rows[149] = RowSummary("r150", "Action 150", error="Who will do it?")
    stage.advisor.reply = answering(Reply(view=form(asked(Kind.REPEAT, "rows", rows=tuple(rows)))))
    await stage.ana.command("/action-plan")
    assert "Who will do it?" in stage.ana.reads()


async def test_a_grid_shown_in_part_is_sent_as_a_whole(stage: Stage) -> None:
    things = tuple(Choice(f"t{n}", f"Thing {n}") for n in range(60))
    cells = (asked(Kind.SHORT_TEXT, "note"),)
    grid = asked(Kind.GRID, "grid", {"t0": {"note": "old"}, "t59": {"note": "kept"}}, grid_rows=things, cells=cells)
    stage.advisor.reply = answering(Reply(view=form(grid)))
    await stage.ana.command("/needs")
    stage.ana.fill_nth("Note", 0, "new")
    await stage.ana.submit()
    sent = next(event for event in reversed(stage.advisor.heard) if isinstance(event, FormSent))
    assert sent.answers["grid"]["t0"] == {"note": "new"}
    assert sent.answers["grid"]["t59"] == {"note": "kept"}


async def test_an_answer_longer_than_slack_shows_is_kept_until_a_shorter_one_is_written(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply(view=form(asked(value="x" * 10_000, error="This is too long."))))
    await stage.ana.command("/smart-goal")
    assert "10000 characters" in stage.ana.reads()
    await stage.ana.submit()
    assert _sent(stage).answers == {}
    stage.ana.errors.clear()
    stage.ana.fill("Name", "shorter")
    await stage.ana.submit()
    assert _sent(stage).answers == {"name": "shorter"}


async def test_an_answer_that_is_no_longer_offered_stays_chosen(stage: Stage) -> None:
    field = asked(Kind.CHOICE, "level", "medium", choices=(Choice("high", "High"), Choice("low", "Low")))
    stage.advisor.reply = answering(Reply(view=form(field)))
    await stage.ana.command("/smart-goal")
    await stage.ana.submit()
    assert _sent(stage).answers == {"level": "medium"}


async def test_an_optional_choice_can_be_taken_back(stage: Stage) -> None:
    field = asked(Kind.CHOICE, "level", "high", choices=(Choice("high", "High"), Choice("low", "Low")))
    stage.advisor.reply = answering(Reply(view=form(field)))
    await stage.ana.command("/smart-goal")
    stage.ana.fill("Level", "No answer")
    await stage.ana.submit()
    assert _sent(stage).answers == {"level": ""}


async def test_two_hundred_choices_can_all_be_chosen(stage: Stage) -> None:
    choices = tuple(Choice(f"c{n}", f"Choice {n}") for n in range(200))
    stage.advisor.reply = answering(Reply(view=form(asked(Kind.CHOICES, "several", ["c3"], choices=choices))))
    await stage.ana.command("/smart-goal")
    stage.ana.fill("Several", ["Choice 0", "Choice 199"])
    await stage.ana.submit()
    assert _sent(stage).answers == {"several": ["c0", "c199"]}


async def test_a_text_that_is_no_date_is_shown_to_be_mended(stage: Stage) -> None:
    field = FormField("day", Question(Kind.DATE, "Day"), "31 February 2027", "There is no such day.")
    stage.advisor.reply = answering(Reply(view=form(field)))
    await stage.ana.command("/smart-goal")
    assert stage.ana.value("Day") == "31 February 2027"


async def test_a_choice_between_two_versions_is_sent_by_its_key(stage: Stage) -> None:
    view = form(asked())
    conflict = ConflictChoice("k1", "Name", "mine", "theirs", "Ben Sample")
    stage.advisor.reply = answering(Reply(view=FormView("d1", 3, view.form, conflicts=(conflict,))))
    await stage.ana.command("/smart-goal")
    stage.ana.fill("Name", "Keep Ben Sample’s version")
    await stage.ana.submit()
    assert _sent(stage).choices == {"k1": "theirs"}


async def test_a_review_that_changed_meanwhile_is_shown_again_and_says_why(stage: Stage) -> None:
    review = ReviewView("d1", "A dialogue", 4, (ReviewPart("page", "A page", (("Name", "Ana"),)),))
    stage.advisor.reply = answering(Reply(view=review))
    await stage.ana.command("/smart-goal")
    stage.advisor.reply = answering(Reply((Message("Ben has changed this in the meantime."),), view=review))
    await stage.ana.submit()
    assert "Ben has changed this in the meantime." in stage.ana.reads()
    assert stage.ana.heard() == []


async def test_the_conclusion_is_posted_when_a_document_is_submitted(stage: Stage) -> None:
    review = ReviewView("d1", "A dialogue", 4, ())
    stage.advisor.reply = answering(Reply(view=review))
    await stage.ana.command("/smart-goal")
    shown = DocumentView("d1", "My document", Message("Done", (Text("What follows"),)))
    stage.advisor.reply = answering(Reply(view=shown))
    await stage.ana.submit()
    assert "What follows" in stage.ana.reads()
    assert stage.ana.heard() == ["What follows"]


async def test_a_private_answer_that_cannot_be_given_comes_as_a_direct_message(stage: Stage) -> None:
    stage.advisor.reply = answering(Reply((Message("One"), Message("Two"))))
    stage.slack.response_url = lambda *args, **kwargs: f"{stage.slack.url}/response/none"  # type: ignore[method-assign]
    await stage.ana.command("/ask", "something", channel="C-foreign")
    assert stage.ana.heard() == ["Two"]


async def test_a_short_rate_limit_is_waited_for(stage: Stage) -> None:
    stage.slack.failing["chat.postMessage"] = [RefusedError("ratelimited", status=429, headers={"Retry-After": "0"})]
    stage.advisor.reply = answering(Reply((Message("Here"),)))
    await stage.ana.say("hello")
    assert stage.ana.heard() == ["Here"]


async def test_many_people_at_once_each_get_their_answer(stage: Stage) -> None:
    async def echo(event: Event) -> Reply:
        assert isinstance(event, Said)
        return Reply((Message(event.text),))

    stage.advisor.reply = echo
    await asyncio.gather(*(stage.ana.say(f"message {number}") for number in range(20)))
    assert sorted(stage.ana.heard()) == sorted(f"message {number}" for number in range(20))


def _sent(stage: Stage) -> FormSent:
    return next(event for event in reversed(stage.advisor.heard) if isinstance(event, FormSent))
