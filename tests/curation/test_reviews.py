"""Articles are read again in time: their owners are reminded, and one press is enough."""

import re
from datetime import timedelta

from bot.advisor import notices
from bot.advisor.curation import reviews
from bot.chat.blocks import Entries
from bot.store import curation, programme, reminders
from tests.advisor.conversation import Person, text_of
from tests.curation.conftest import SERVED, Office
from tests.reminders.test_portions import statements


async def due_in(office: Office, days: int) -> None:
    """Move the time to so many days before the articles are due, and look what is due, as a worker does daily."""
    due = office.knowledge.engine.library.articles["raci-matrix"].review_due
    office.now += timedelta(days=(due - office.now.date()).days - days)
    await follow(office)


async def follow(office: Office) -> None:
    await office.knowledge.refresh(10, True)
    await reviews.reconcile(office.store, office.knowledge.engine.library, office.now)


async def received(person: Person, about: str = "RACI") -> list[str]:
    """The reminders that arrived and tell of this, which is one of the articles unless something else is given."""
    person.read_up_to = 0
    return [text for line in await person.inbox() if about in (text := text_of(line.message))]


async def test_nothing_is_planned_long_before(office: Office) -> None:
    await due_in(office, 60)
    with office.store.reading() as tx:
        assert reminders.next_due(tx, office.now) is None


async def test_curators_are_reminded_once_on_the_day(office: Office) -> None:
    await due_in(office, 10)
    await follow(office)
    await office.passes(days=9)
    assert not await received(office.ines)
    await office.passes(days=7)
    (text,) = await received(office.ines)
    assert "Please read this article again" in text
    await follow(office)
    assert await office.passes(days=5) == 0


async def test_the_owner_of_an_article_that_is_long_overdue_is_told_once(office: Office) -> None:
    await due_in(office, -400)
    await office.passes(days=7)
    (told,) = await received(office.ines, "read this article again")
    assert f"{len(SERVED)} in all" in told
    library = office.knowledge.engine.library.articles.values()
    due = [article.title for article in sorted(library, key=lambda article: (article.review_due, article.title))]
    assert re.findall(r"still right: (.+?) \(last read", told) == due[: notices.MOST]
    for _ in range(3):
        await follow(office)
        await office.passes(days=40)
    assert await received(office.ines, "read this article again") == [told]


async def test_an_answer_that_is_overdue_for_a_check_says_so(office: Office) -> None:
    mara = office.mara
    await mara.says("What is a RACI matrix?")
    article = office.knowledge.engine.library.articles["raci-matrix"]
    assert f"Checked on {article.reviewed:%-d %B %Y}" in mara.heard
    assert "due for a check" not in mara.heard
    await due_in(office, 0)
    await mara.says("What is a RACI matrix?")
    assert "due for a check" not in mara.heard
    await due_in(office, -1)
    await mara.says("What is a RACI matrix?")
    assert f"This was due for a check on {article.review_due:%-d %B %Y}." in mara.heard
    await mara.presses("Read more")
    assert "before you rely on it" in mara.heard


async def test_home_tells_that_an_article_was_due(office: Office) -> None:
    await due_in(office, -400)
    assert "Was due" in (await office.ines.opens_home()).seen


async def test_the_owner_of_the_topic_is_reminded_instead(office: Office) -> None:
    with office.store.writing() as tx:
        programme.own(tx, "web:coach", "planning", office.now)
    await due_in(office, 1)
    await office.passes(days=7)
    assert len(await received(office.petra)) == 1
    assert not await received(office.ines)


async def test_home_of_an_owner_takes_as_many_statements_for_many_articles_as_for_one(office: Office) -> None:
    with office.store.writing() as tx:
        for topic in ("international", "planning"):
            programme.own(tx, "web:coach", topic, office.now)
    library = office.knowledge.engine.library.articles.values()
    own = {article.title for article in library if article.owner in ("international", "planning")}
    first = min(article.review_due for article in library)
    listed, counts = [], set()
    for day in (first, max(article.review_due for article in library)):
        office.now += day - office.now.date()
        await office.petra.opens_home()
        with statements() as made:
            home = (await office.petra.opens_home()).seen
        listed.append({article.title for article in library if article.title in home})
        counts.add(len(made))
    assert listed == [{article.title for article in library if article.review_due == first}, own]
    assert len(own) > 1
    assert len(counts) == 1


async def test_still_right_sets_the_next_date_and_withdraws_the_reminders_of_all(office: Office) -> None:
    with office.store.writing() as tx:
        programme.own(tx, "web:coach", "planning", office.now)
    await due_in(office, 3)
    petra = office.petra
    await petra.presses_action("review:right:raci-matrix")
    assert "due again" in petra.heard
    await office.passes(days=10)
    assert not [line for line in await petra.inbox() if "RACI" in text_of(line.message)]
    assert "RACI" not in (await petra.opens_home()).seen


async def test_still_right_pressed_twice_is_kept_once(office: Office) -> None:
    await due_in(office, 3)
    ines = office.ines
    await ines.presses_action("review:right:raci-matrix")
    await ines.presses_action("review:right:raci-matrix")
    await office.knowledge.refresh(10, True)
    await ines.presses_action("review:right:raci-matrix")
    assert "due again" in ines.heard
    with office.store.reading() as tx:
        assert len(curation.current(tx)) == 1


async def test_nobody_else_can_say_that_an_article_is_right(office: Office) -> None:
    await due_in(office, 3)
    for person in (office.mara, office.petra):
        await person.presses_action("review:right:raci-matrix")
        assert "too old" in person.heard
    with office.store.reading() as tx:
        assert not curation.current(tx)


async def test_nobody_else_can_say_so_of_an_article_that_was_read_today(office: Office) -> None:
    await due_in(office, 3)
    await office.ines.presses_action("review:right:raci-matrix")
    await office.knowledge.refresh(10, True)
    mara = office.mara
    await mara.presses_action("review:right:raci-matrix")
    assert "too old" in mara.heard


async def test_a_snoozed_review_comes_back_and_tells_why(office: Office) -> None:
    with office.store.writing() as tx:
        programme.own(tx, "web:ines", "planning", office.now)
    await due_in(office, 1)
    await office.passes(days=5)
    ines = office.ines
    await ines.inbox()
    await ines.presses("Why this?")
    assert "look after the article" in ines.heard
    await ines.presses("Remind me next week")
    await office.passes(days=10)
    assert "Please read this article again" in text_of((await ines.inbox())[-1].message)


async def test_home_lists_what_is_to_be_read_again(office: Office) -> None:
    await due_in(office, 5)
    ines = await office.ines.opens_home()
    assert ines.home is not None
    listed = next(b for b in ines.home.blocks if isinstance(b, Entries) and b.title == "Articles to read again")
    assert listed.count == len(SERVED)
    shown = (await ines.opens_home(listed.ways[0].view)).seen
    assert shown.count("Due ") + shown.count("Was due ") == len(SERVED)


async def test_an_article_reviewed_in_the_files_needs_no_reminder(office: Office) -> None:
    await due_in(office, 5)
    library = office.knowledge.engine.library
    newer = {id: article.model_copy(update={"reviewed": office.now.date()}) for id, article in library.articles.items()}
    await reviews.reconcile(office.store, type(library)(newer), office.now)
    with office.store.reading() as tx:
        assert reminders.next_due(tx, office.now) is None
