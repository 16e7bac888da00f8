"""Curators go through what had no good answer, and their decisions are live everywhere."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.advisor.answers.knowledge_base import additions
from bot.advisor.curation import queue
from bot.advisor.curation.decisions import meant, named_alike
from bot.advisor.turn import Turn
from bot.store import curation, pauses, people, questions
from knowledge.engine import Engine
from tests.advisor.conversation import Person, buttons, text_of
from tests.curation.conftest import Office, Site

VAT = "turnover tax for associations in liechtenstein"


async def unanswered(office: Office, *texts: str, by: Person | None = None) -> None:
    """Questions that nobody can answer."""
    for text in texts:
        person = by or office.mara
        await person.says(text)
        if "None of these" in person.labels:
            await person.presses("None of these")
        assert "don’t know the answer" in person.heard


async def look(office: Office) -> Person:
    """Ines looks at the first group."""
    ines = office.ines
    await ines.opens_home()
    await ines.presses("Look")
    return ines


async def assigned(office: Office, text: str, to: str = "Membership fees") -> str:
    """A question that was assigned to an article; returns the button that takes it back."""
    await unanswered(office, text)
    ines = await look(office)
    await ines.presses("Another article")
    await ines.says(to)
    await ines.presses(f"Belongs to: {to}")
    assert "now leads to" in ines.heard
    return next(button.action for button in buttons(ines.reply.messages[0]) if button.label == "Undo")


async def test_questions_alike_are_one_entry_the_most_asked_first(office: Office) -> None:
    await unanswered(office, "parking near the castle", VAT, f"{VAT}?")
    await unanswered(office, f"the {VAT}", by=office.jonas)
    shown = (await office.ines.opens_home()).seen
    assert shown.index("turnover tax") < shown.index("parking")
    assert "Times asked: 3" in shown


async def test_a_curator_sees_no_name_and_no_cluster(office: Office) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    for word in ("Mara", "Sample Cluster", "web:mara"):
        assert word not in ines.seen
        assert word not in (await ines.opens_home()).seen


async def test_an_unhelpful_answer_waits_for_the_curators_too(office: Office) -> None:
    mara = office.mara
    await mara.says("what is a SWOT analysis")
    await mara.presses("Not helpful")
    assert "what is a SWOT analysis" in (await office.ines.opens_home()).seen


async def test_the_card_of_an_unhelpful_answer_tells_it_and_offers_other_cures(office: Office) -> None:
    mara = office.mara
    await mara.says("what is a SWOT analysis")
    await mara.presses("Not helpful")
    assert "did not help" in (await office.ines.opens_home()).seen
    ines = await look(office)
    title = office.knowledge.engine.library.articles["swot-analysis"].title
    assert f"The article “{title}” was the answer, and people said that it did not help" in ines.heard
    offered = [button.label for button in buttons(ines.reply.messages[0])]
    assert f"Edit: {title}" in offered
    assert f"Belongs to: {title}" not in offered
    assert any(label.startswith("Belongs to") for label in offered)


async def test_the_card_tells_which_suggestions_were_not_meant(office: Office) -> None:
    mara = await office.mara.opens_home()
    await keep(office, "q", "turnover tax", "suggest", [("swot-analysis", 0.4), ("raci-matrix", 0.2)])
    await mara.presses_action("answer:none:q")
    heard = (await look(office)).heard
    assert "none was the right one" in heard
    assert "RACI" in heard


async def test_an_article_chosen_after_all_answers_the_question(office: Office) -> None:
    mara = office.mara
    await mara.says("what is a SWOT analysis")
    question = next(b.action for b in buttons(mara.reply.messages[0]) if b.label == "Not helpful").split(":")[2]
    await mara.presses("Not helpful")
    await mara.presses_action(f"article:raci-matrix:{question}")
    assert "No questions are waiting" in (await office.ines.opens_home()).seen
    await mara.presses_action(f"answer:unhelpful:{question}")
    assert "what is a SWOT analysis" in (await office.ines.opens_home()).seen


async def ask_in_vain(office: Office, *texts: str) -> None:
    """Questions without an answer, one each second."""
    await office.mara.opens_home()
    for n, text in enumerate(texts):
        office.now += timedelta(seconds=1)
        await keep(office, f"v{n}", text, "unknown", [])


async def keep(office: Office, id: str, text: str, outcome: str, articles: list[tuple[str, float]]) -> None:
    """A question of Mara's, with what came of it."""
    with office.store.writing() as tx:
        mara = people.by_account(tx, "web:mara")
        assert mara is not None
        questions.add(
            tx,
            mara.scope,
            id=id,
            text=text,
            language="en",
            outcome=outcome,
            articles=articles,
            thread="t",
            now=office.now,
        )


VAIN = [
    word * 3
    for words in (
        "bak dof gul him jop kus lar mon nip peq rud sav tif",
        "vol wex yam zib cop dreg flum gnat hask jund kleb lomp",
    )
    for word in words.split()
]
"""Questions that are not alike."""


async def test_every_group_can_be_reached_page_by_page(office: Office) -> None:
    await ask_in_vain(office, *VAIN)
    ines = office.ines
    pages = [(await ines.opens_home()).seen]
    assert "1 to 10 of 25" in pages[0]
    for _ in range(2):
        await ines.presses(next(label for label in reversed(ines.labels) if label == "Show more"))
        pages.append(ines.heard)
        ines.home = None
    assert "Show more" not in [button.label for button in buttons(ines.reply.messages[0])]
    for text in VAIN:
        assert sum(text in page for page in pages) == 1


async def test_every_group_can_be_reached_one_after_the_other_without_deciding(office: Office) -> None:
    await ask_in_vain(office, *VAIN)
    ines = await look(office)
    ines.home = None
    seen = ines.heard
    for _ in VAIN[1:]:
        await ines.presses("Next question")
        seen += ines.heard
    assert all(text in seen for text in VAIN)


async def test_of_questions_asked_as_often_the_newest_comes_first(office: Office) -> None:
    await ask_in_vain(office, *VAIN)
    shown = (await office.ines.opens_home()).seen
    assert shown.index(VAIN[-1]) < shown.index(VAIN[-2])
    assert VAIN[0] not in shown


async def test_what_says_nothing_is_no_question(office: Office) -> None:
    await ask_in_vain(office, "?", "''", "x", "🙂🙂", "**", "5")
    assert "No questions are waiting" in (await office.ines.opens_home()).seen


async def test_a_group_that_another_curator_assigned_meanwhile_is_not_assigned_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    one, two = [b.action for b in buttons(ines.reply.messages[0]) if b.label.startswith("Belongs to")][:2]
    looked, both = 0, asyncio.Event()
    whole = queue.queue

    async def at_once(turn: Turn, seen: str = "") -> queue.Queue:
        """Both have looked before one of them decides."""
        nonlocal looked
        found, looked = await whole(turn, seen), looked + 1
        if looked == 2:
            both.set()
        await both.wait()
        return found

    monkeypatch.setattr(queue, "queue", at_once)
    first, second = office.ines, office.ines
    await asyncio.gather(first.presses_action(one), second.presses_action(two))
    assert sorted("already been dealt with" in each.heard for each in (first, second)) == [False, True]
    with office.store.reading() as tx:
        assert len({row.article for row in curation.current(tx)}) == 1


def test_a_sentence_finds_the_article_it_asks_for(engine: Engine) -> None:
    assert "attracting-members" in [article.id for article in meant(engine, "How do we attract new members?")]


async def test_the_curators_own_questions_do_not_wait(office: Office) -> None:
    await unanswered(office, VAT, by=office.ines)
    assert "No questions are waiting" in (await office.ines.opens_home()).seen


async def test_an_assigned_question_is_answered_from_then_on(office: Office) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    await ines.presses("Another article")
    await ines.says("membership feees")
    await ines.presses("Belongs to: Membership fees")
    assert "now leads to" in ines.heard
    assert "Membership fees" in (await office.jonas.says(VAT)).heard
    assert "No questions are waiting" in (await ines.opens_home()).seen


async def test_an_assignment_is_live_in_another_process_without_a_restart(site: Site) -> None:
    one, two = await site.start(), await site.start()
    await unanswered(two, VAT)
    ines = await look(one)
    await ines.presses(next(label for label in ines.labels if label.startswith("Belongs to")))
    title = next(label for label in ines.labels if label.startswith("Belongs to")).removeprefix("Belongs to: ")
    assert title in (await two.jonas.says(VAT)).heard


async def test_a_decision_taken_back_is_as_if_it_had_not_been(office: Office) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    await ines.presses(next(label for label in ines.labels if label.startswith("Belongs to")))
    await ines.presses("Undo")
    assert "Times asked: 1" in (await ines.opens_home()).seen
    assert "don’t know the answer" in (await office.jonas.says(VAT)).heard


async def test_undo_pressed_twice_does_nothing_more(office: Office) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    await ines.presses("Set aside")
    await ines.presses("Undo")
    await ines.presses("Undo")
    assert "already" in ines.heard


async def test_what_is_set_aside_is_off_the_list(office: Office) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    await ines.presses("Set aside")
    assert "No questions are waiting" in (await ines.opens_home()).seen
    assert "Set aside" in ines.seen


async def test_a_decision_about_questions_already_dealt_with_says_so(office: Office) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    await ines.presses("Set aside")
    label = next(label for label in ines.labels if label.startswith("Belongs to"))
    for pressed in (label, "Another article", "Write an article", "Set aside"):
        await ines.presses(pressed)
        assert "already been dealt with" in ines.heard


async def test_what_was_asked_after_the_look_is_not_decided_unseen(office: Office) -> None:
    await unanswered(office, VAT)
    ines = await look(office)
    office.now += timedelta(minutes=5)
    await unanswered(office, f"{VAT} and monaco")
    await ines.presses("Set aside")
    assert "monaco" in (await ines.opens_home()).seen


async def test_nobody_but_a_curator_can_press_a_curators_buttons(office: Office) -> None:
    office.now += timedelta(days=14)  # after the day on which the articles were read last
    await unanswered(office, VAT)
    ines = await look(office)
    labels = ("Set aside", "Write an article", "Another article")
    acts = [button.action for _, message in ines.shown for button in buttons(message) if button.label in labels]
    for person in (office.mara, office.petra):
        for action in [*acts, "curation:undo:x", "curation:edit:membership-fees", "review:right:membership-fees"]:
            await person.presses_action(action)
            assert "too old" in person.heard
    assert "Times asked: 1" in (await ines.opens_home()).seen


@pytest.mark.parametrize("action", ["curation:look:", "curation:assign:a:b:c", "curation:aside:x:99999999999999"])
async def test_a_broken_button_says_that_it_is_too_old_or_done(office: Office, action: str) -> None:
    heard = (await office.ines.presses_action(action)).heard
    assert any(text in heard for text in ("too old", "already been dealt with", "no longer in the knowledge base"))


async def test_a_very_long_question_becomes_a_phrasing_of_one_line(office: Office) -> None:
    await unanswered(office, "turnover tax\n" + "wxyz vvv " * 500)
    ines = await look(office)
    await ines.presses("Another article")
    await ines.says("swot analysis")
    await ines.presses(next(label for label in ines.labels if label.startswith("Belongs to")))
    with office.store.reading() as tx:
        (row,) = curation.current(tx)
    assert len(row.content["text"]) <= 300
    assert "\n" not in row.content["text"]


async def test_a_broken_change_is_left_out_and_the_others_are_served(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with office.store.writing() as tx:
        ines = people.by_account(tx, "web:ines")
        assert ines is not None
        good = {"text": VAT, "language": "en"}
        for kind, content in (("article", {"article": {"id": "Broken Id"}}), ("phrasing", {}), ("phrasing", good)):
            curation.add(tx, ines.scope, kind, "membership-fees", content, change="c", now=office.now)
        curation.add(tx, ines.scope, "review", "raci-matrix", {"reviewed": "soon"}, change="c", now=office.now)
    with caplog.at_level(logging.WARNING):
        assert "Membership fees" in (await office.mara.says(VAT)).heard
    assert sum("is broken and left out" in record.message for record in caplog.records) == 3


async def test_a_phrasing_whose_article_is_gone_is_left_out(engine: Engine) -> None:
    row = curation.Curation(
        1, "phrasing", "no-such-article", {"text": "x", "language": "en"}, "c", "", datetime.now(UTC)
    )
    assert additions(engine.library, [row]) == []


@pytest.mark.parametrize(
    ("typed", "article"),
    [("raci", "raci-matrix"), ("swot", "swot-analysis"), ("membership-fees", "membership-fees"), ("smrt goal", None)],
)
def test_an_article_is_found_by_what_a_curator_types(engine: Engine, typed: str, article: str | None) -> None:
    found = [each.id for each in named_alike(typed, list(engine.library.articles.values()))]
    assert len(found) == 3
    assert article is None or article in found
    assert article is not None or any("smart" in id or "goal" in id for id in found)


async def test_home_names_a_workspace_that_cannot_be_reached(office: Office) -> None:
    with office.store.writing() as tx:
        pauses.pause(tx, "slack:T1", None, "Slack cannot be reached: http_503")
    ines = await office.ines.opens_home()
    assert ines.home is not None
    seen = text_of(ines.home)
    assert "Reminders to people in slack:T1 have been on hold" in seen
    assert "on hold since " in seen
    assert "http_503" in seen
