"""Plain words about one's own work are understood; nothing is changed by a guess."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.advisor.requests.offers import offer
from bot.advisor.turn import Turn
from bot.chat.messages.voice import voice
from bot.store import people
from knowledge.engine import Engine
from knowledge.search.requests import KINDS
from tests.advisor.conftest import Begun, begun
from tests.advisor.conversation import House, Person, buttons
from tests.advisor.work import action, drafts_plan, submits_plan

DUE = ["what is due this week", "my tasks", "which actions are open", "was ist fällig", "mes tâches", "mis tareas"]
CALL, PRINT = action("Call the members", "Mara", "2026-11-27"), action("Print the leaflet", "Jonas", "2026-12-11")


async def planned(house: House) -> Person:
    """Mara, with a plan of hers and of Jonas, who has been there."""
    await house.jonas.opens_home()
    await submits_plan(mara := house.mara, CALL, PRINT)
    return mara


@pytest.fixture(scope="module")
def begun_by_mara(sample_template: Path, tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Begun:
    return asyncio.run(begun(sample_template, tmp_path_factory.mktemp("begun"), engine, planned))


@pytest.fixture
async def mara(begun_by_mara: Begun, tmp_path: Path, engine: Engine) -> AsyncIterator[Person]:
    async with begun_by_mara.continued(tmp_path, engine) as mara:
        yield mara


@pytest.mark.parametrize("text", [*DUE, "le mie scadenze", "moje zadania", "مهامي", "hi, what is due? thank you"])
async def test_what_is_due_is_listed_in_every_language(mara: Person, text: str) -> None:
    await mara.says(text)
    assert "Call the members" in mara.heard


async def test_what_is_due_on_one_day_stands_in_the_order_of_its_plan(house: House) -> None:
    mara = house.mara
    first, second = action("Write to them", "Mara", "2026-11-27"), action("Call them", "Mara", "2026-11-27")
    await submits_plan(mara, first, second, action("Ask for the list", "Mara", "2026-11-26"))
    await mara.says("what is due")
    assert re.findall("Ask|Write|Call", mara.heard) == ["Ask", "Write", "Call"]
    await house.until("2026-12-01 12:00")
    await mara.says("not yet")
    assert re.findall("Ask|Write|Call", mara.heard) == ["Ask", "Write", "Call"]


async def test_every_kind_of_request_can_be_offered_and_done(house: House) -> None:
    mara = await house.mara.says("hello")
    with house.store.reading() as tx:
        person = people.by_account(tx, "web:mara")
    assert person is not None
    turn = Turn(house.advisor.services, person, voice("en", "UTC"), mara.place, mara.actor, house.now)
    for kind in KINDS:
        if kind not in ("yes", "no", "anger", "start"):  # these are never offered as such
            offered = offer(turn, [kind], [])
            assert offered is not None
            (button,) = buttons(offered)
            await mara.presses_action(button.action)
            assert "Something went wrong" not in mara.heard


async def test_mine_leaves_out_what_others_have_to_do(mara: Person) -> None:
    await mara.says("my tasks")
    assert "Print the leaflet" not in mara.heard


async def test_this_week_leaves_out_what_is_due_later(mara: Person) -> None:
    await mara.says("what is due for the team this week")
    assert "Call the members" in mara.heard
    assert "Print the leaflet" not in mara.heard


async def test_where_nothing_is_mine_everybodys_is_a_press_away(mara: Person) -> None:
    await mara.says("what do i have to do today")
    await mara.presses("Home")
    jonas = mara.house.jonas
    await jonas.says("my tasks for this week")
    assert "Nothing of yours" in jonas.heard
    await jonas.presses("Show everybody’s")
    assert "Call the members" in jonas.heard


@pytest.mark.parametrize(
    "text", ["when is our next coaching session?", "wann ist das coaching", "متى جلسة التدريب القادمة"]
)
async def test_the_session_is_told(house: House, text: str) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    asker = await house.jonas.says(text)
    assert "12 March 2027, 14:00" in asker.heard


@pytest.mark.parametrize(
    "text",
    [
        "move the coaching session to 15 March 2027 10:00",
        "please move the session to 15.3.2027 10:00",
        "verschiebe das coaching auf den 15. März 2027 10 Uhr",
        "déplace la séance au 15 mars 2027 à 10h",
        "mueve la sesión al 15 de marzo de 2027 a las 10",
        "sposta la sessione al 15 marzo 2027 alle 10",
        "przenieś sesję na 15 marca 2027 10:00",
        "انقل الجلسة إلى 15 مارس 2027 الساعة 10",
    ],
)
async def test_a_session_is_moved_by_words_that_leave_no_doubt(house: House, text: str) -> None:
    await house.mara.commands("/coaching 12 March 2027 14:00")
    asker = await house.mara.says(text)
    assert "Moved" in asker.heard
    assert "15 March 2027, 10:00" in asker.heard


async def test_a_relative_day_is_shown_before_the_session_is_moved(house: House) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.says("move our session to friday at 10")
    assert "27 November 2026, 10:00" in mara.heard
    assert "Moved" not in mara.heard
    await mara.presses("Friday, 27 November 2026, 10:00")
    assert "Moved" in mara.heard


async def test_setting_a_second_session_asks_whether_to_move_the_first(house: House) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.says("set the coaching session to 16 April 2027 14:00")
    assert "12 March 2027" in mara.heard
    await mara.presses("Another session")
    await mara.says("when is the session")
    assert "12 March 2027" in mara.heard
    assert "16 April 2027" in mara.heard


async def test_of_several_sessions_the_one_of_the_day_that_is_named_is_moved(house: House) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.commands("/coaching 16 April 2027 14:00")
    await mara.presses("Another session")
    await mara.says("move the session from 12 March 2027 to 15 March 2027 10:00")
    assert "Moved" in mara.heard
    await mara.says("when is the session")
    assert "15 March 2027, 10:00" in mara.heard
    assert "16 April 2027" in mara.heard
    assert "Friday, 12 March 2027, 14:00" not in mara.heard


async def test_of_several_sessions_it_is_asked_which_one_to_cancel(house: House) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.commands("/coaching 16 April 2027 14:00")
    await mara.presses("Another session")
    await mara.says("please cancel the coaching session")
    assert "Which session" in mara.heard
    await mara.presses("Cancel the one on 16 April 2027")
    assert "is cancelled" in mara.heard


async def test_a_session_moved_to_a_day_keeps_its_time_after_a_look(house: House) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.says("move the session to 15 March 2027")
    assert "15 March 2027, 14:00" in mara.heard
    assert "Moved" not in mara.heard
    await mara.presses("Move it")
    assert "Moved" in mara.heard


async def test_a_day_that_there_is_not_is_said(house: House) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.says("move the session to 31 February 2027 10:00")
    assert "31 February 2027" in mara.heard
    assert "Moved" not in mara.heard


@pytest.mark.parametrize(
    "text",
    [
        *("coaching next Friday at noon", "session next Friday at noon", "our coaching session is next Friday at noon"),
        *(
            "Coaching nächsten Freitag um 12",
            "Sitzung am nächsten Freitag um 12 Uhr",
            "coaching vendredi prochain à midi",
        ),
        *("séance vendredi prochain à 12h", "sesión el próximo viernes a las 12", "sessione venerdì prossimo alle 12"),
        *("sesja w przyszły piątek o 12", "جلسة الجمعة القادمة ظهرا"),
    ],
)
async def test_a_session_on_a_day_in_words_is_shown_before_it_is_set(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert "Friday, 4 December 2026, 12:00" in mara.heard
    await mara.presses("Friday, 27 November 2026, 12:00")
    assert "Your coaching session is on Friday, 27 November 2026, 12:00" in mara.heard


@pytest.mark.parametrize(
    "text", ["how was the coaching on Friday", "what is coaching", "is the coaching on 12 March 2027 free?"]
)
async def test_a_question_that_names_a_day_sets_no_session(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert "Do you mean" not in mara.heard
    assert "is on" not in mara.heard


@pytest.mark.parametrize("text", ["please cancel the coaching session", "coaching absagen", "annule la séance"])
async def test_a_session_is_cancelled_and_can_be_set_again(house: House, text: str) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.says(text)
    assert "is cancelled" in mara.heard
    await mara.presses("Set it again")
    await mara.says("next session")
    assert "12 March 2027, 14:00" in mara.heard


async def test_a_session_is_not_cancelled_by_a_guess(house: House) -> None:
    mara = house.mara
    await mara.commands("/coaching 12 March 2027 14:00")
    await mara.says("cancel our next session with the coach on friday please, the boss is sick")
    assert "is cancelled" not in mara.heard
    await mara.says("next session")
    assert "12 March 2027" in mara.heard


@pytest.mark.parametrize("text", ["open my action plan", "zeig mir meinen plan", "ouvre mon plan", "افتح خطتي"])
async def test_a_plan_that_was_submitted_is_opened(mara: Person, text: str) -> None:
    await mara.says(text)
    assert "Call the members" in str(mara.finished.content)


async def test_several_plans_are_a_choice(mara: Person) -> None:
    await submits_plan(mara, action("Invite guests"))
    await mara.says("open my action plan")
    assert "Which one?" in mara.heard
    assert mara.heard.count("by Mara · Version 1, submitted 23 November 2026") == 2
    await mara.presses("Open")
    assert mara.finished.title == "Recruit 16 members"


@pytest.mark.parametrize("text", ["/action-plan", "i want to write an action plan"])
async def test_a_second_plan_is_begun_only_when_asked_for(mara: Person, text: str) -> None:
    await mara.says(text)
    assert "Open it, or start a new one?" in mara.heard
    await mara.presses("Start a new one")
    assert mara.page.form.ref.page


async def test_without_a_plan_there_is_a_way_to_begin_one(house: House) -> None:
    mara = await house.mara.says("show me my plan")
    assert any("plan" in label.lower() for label in mara.labels)


@pytest.mark.parametrize(
    "text", ["stop the reminders", "reminders off", "Erinnerungen aus", "plus de rappels", "أوقف التذكيرات"]
)
async def test_reminders_really_stop_with_a_way_back(house: House, text: str) -> None:
    mara = house.mara
    await submits_plan(mara, CALL)
    await mara.says(text)
    assert "Reminders are off" in mara.heard
    assert await house.passes(days=6) == 0
    await mara.presses("Turn on again")
    assert "Reminders are on" in mara.heard


async def test_reminders_are_not_stopped_by_a_guess(house: House) -> None:
    mara = await house.mara.says("would you switch your reminders off for my account from now on")
    assert "Reminders are off" not in mara.heard


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my time zone", "Europe/Brussels"),
        ("change my time zone", "/advisor settings"),
        ("change language to German", "/advisor settings"),
        ("change language to German", "Just write in yours"),
        ("who is our coach", "Petra"),
        ("how do I add a colleague to the plan", "no invitation is needed"),
        ("can I import my plan from excel", "There is no need to type it again"),
        ("pause reminders", "Until when?"),
        ("undo", "nothing I can undo"),
    ],
)
async def test_the_advisor_knows_itself_and_its_people(house: House, text: str, told: str) -> None:
    mara = await house.mara.says(text)
    assert told in " ".join(mara.heard.split())


@pytest.mark.parametrize(
    "text",
    [
        "pause until 15 January 2027",
        "pause bis 15. Januar 2027",
        "pause reminders until 15.1.2027",
    ],
)
async def test_reminders_pause_until_a_day_that_is_clear(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert "away from" in mara.heard
    assert "15 January 2027" in mara.heard
    await mara.presses("Undo")
    assert "removed that absence" in mara.heard


@pytest.mark.parametrize(
    "text", ["pause reminders until 3 January", "Pause bis 3. Januar", "je suis en vacances jusqu'au 3 janvier"]
)
async def test_a_pause_until_a_day_that_is_not_clear_is_shown_first(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert "Will you be away from" in mara.heard
    assert "3 January 2027" in mara.heard
    await mara.presses("Yes, I am away then")
    assert "You are away" in mara.heard


@pytest.mark.parametrize("text", ["settings", "meine Einstellungen", "moje ustawienia", "my working hours"])
async def test_settings_are_opened(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert "Working hours" in mara.seen


@pytest.mark.parametrize("text", ["my cluster", "unser Cluster", "cambia il nome del nostro cluster"])
async def test_the_cluster_is_shown(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert mara.finished.title == "Sample Cluster"


async def test_export_is_still_answered_by_the_article(house: House) -> None:
    mara = await house.mara.says("how can I get my plan as word or excel")
    assert "Sharing" in mara.heard or "export" in mara.heard.lower()


async def test_what_is_personal_is_said_to_the_person_alone(mara: Person) -> None:
    await mara.in_channel().says("what is due this week")
    assert all(message.audience == "private" for message in mara.reply.messages)


async def test_a_coach_is_told_of_their_clusters(mara: Person) -> None:
    petra = await mara.house.petra.says("when is the next session")
    assert "None of your clusters" in petra.seen
    await petra.says("what is due")
    assert petra.home is not None
    await petra.says("who is my coach")
    assert "You are the coach of" in petra.heard


async def test_anger_and_gibberish_get_different_answers(house: House) -> None:
    mara = await house.mara.says("this is useless")
    angry = mara.heard
    assert "sorry" in angry
    await mara.says("sdfgkjh wqrtz")
    assert "none of these words" in mara.heard


async def test_after_an_article_a_request_is_a_request(house: House) -> None:
    mara = house.mara
    await mara.says("how to choose a date for the coaching")
    await mara.says("change my time zone")
    assert "Europe/Brussels" in mara.heard
    await mara.says("what do i have to do next")
    assert "is due" in mara.heard


async def test_a_draft_is_continued(house: House) -> None:
    mara = house.mara
    await drafts_plan(mara, CALL)
    await mara.says("continue my draft")
    assert mara.view is not None


@pytest.mark.parametrize("text", ["/settings", "/Settings.", "/my settings"])
async def test_a_command_that_is_a_request_is_answered_as_one(house: House, text: str) -> None:
    mara = await house.mara.says(text)
    assert "Working hours" in mara.seen
