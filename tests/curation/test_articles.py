"""Curators write and change articles in chat; they are served at once, and can go back into files."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.advisor.answers.knowledge_base import KEPT, KnowledgeBase, additions
from bot.advisor.curation.articles import asked_of
from bot.chat.views import FormView
from bot.store import curation, people
from bot.store.curation import Curation
from flows.dialogues.article import AREAS, ArticleDialogue, in_fields, slug
from flows.fields import LONG, Raw
from flows.registry import all_dialogues
from flows.validation import Scene
from knowledge.articles import Article, load_articles
from knowledge.engine import Engine
from knowledge.library.export import export
from tests.advisor.conversation import START, Person, buttons
from tests.curation.conftest import Office, Site
from tests.curation.test_handover import answered
from tests.curation.test_queue import assigned, look, unanswered

PHRASINGS = (
    "visa for a delegation\nhow do delegates get a visa\njapan travel papers\nembassy appointment\nconsulate stamp"
)


async def write(person: Person, title: str = "Visas for delegations", **details: str) -> Person:
    """Fill the pages of an article that is open, up to the review."""
    await person.fills(name=title, area="international").next()
    person.fills(short="Ask the embassy two months ahead, and send the list of names with the request.")
    await person.next()
    await person.fills(phrasings=PHRASINGS).next()
    return await person.fills(**{"sources": "Letter of the embassy (2026)", **details}).next()


async def new_article(office: Office, title: str = "Visas for delegations", **details: str) -> Person:
    ines = office.ines
    await ines.opens_home()
    await ines.presses("New article")
    return await write(ines, title, **details)


async def test_a_new_article_is_published_and_answers(office: Office) -> None:
    ines = await new_article(office)
    await ines.submits()
    assert "Published" in ines.heard
    heard = (await office.mara.says("how do delegates get a visa")).heard
    assert "Ask the embassy two months ahead" in heard
    assert "Letter of the embassy (2026)" in heard


async def test_a_published_article_is_live_in_another_process(site: Site) -> None:
    one, two = await site.start(), await site.start()
    await (await new_article(one)).submits()
    assert "Ask the embassy" in (await two.jonas.says("how do delegates get a visa")).heard


async def test_changing_an_article_again_makes_its_next_version(office: Office) -> None:
    ines = await new_article(office)
    await ines.submits()
    await office.mara.says("embassy appointment")
    await ines.says("how do delegates get a visa")
    await ines.presses("Edit this article")
    await ines.edits_part("answer")
    await ines.fills(short="Ask three months ahead.").next()
    await ines.submits()
    assert "version 2" in ines.heard
    assert "Ask three months ahead." in (await office.jonas.says("how do delegates get a visa")).heard


async def test_a_packaged_article_is_edited_with_its_own_text(office: Office) -> None:
    before = office.knowledge.engine.library.articles["membership-fees"]
    ines = office.ines
    await ines.says("membership-fees")
    await ines.presses_action("curation:edit:membership-fees")
    assert ines.answers == {"name": before.title, "area": before.area}
    await ines.next()
    assert ines.answers["short"] == before.short
    await ines.fills(short="Keep the fee simple.").next()
    await ines.next()
    await ines.next()
    await ines.submits()
    await office.mara.says(before.phrasings[0])
    after = office.knowledge.engine.library.articles["membership-fees"]
    assert after.short == "Keep the fee simple."
    same = {"title", "phrasings", "keywords", "related", "sources", "links", "translations", "owner", "dialogue"}
    assert after.model_dump(include=same) == before.model_dump(include=same)


async def test_taking_an_edit_back_brings_the_packaged_article_back(office: Office) -> None:
    before = office.knowledge.engine.library.articles["membership-fees"]
    ines = office.ines
    await ines.presses_action("curation:edit:membership-fees")
    await ines.next()
    await ines.fills(short="Wrong.").next()
    await ines.next()
    await ines.next()
    await ines.submits()
    await ines.presses("Undo")
    assert before.short in (await office.mara.says(before.phrasings[0])).heard


async def test_a_second_curator_goes_on_with_the_draft_of_the_first(office: Office) -> None:
    ines = office.ines
    await ines.presses_action("curation:edit:raci-matrix")
    first = ines.document
    await ines.fills(name="RACI").closes()
    await ines.presses_action("curation:edit:raci-matrix")
    assert ines.document == first


async def test_an_id_that_another_article_has_is_refused_on_the_review(office: Office) -> None:
    ines = await new_article(office, slug="membership-fees")
    (error,) = next(part for part in ines.review.parts if part.page == "details").errors
    assert "belongs to the article" in error.text
    assert not ines.review.can_submit


async def test_the_id_of_an_edited_article_stays(office: Office) -> None:
    ines = office.ines
    await ines.presses_action("curation:edit:raci-matrix")
    for _ in range(3):
        await ines.next()
    await ines.fills(slug="something-else").next()
    errors = next(part for part in ines.review.parts if part.page == "details").errors
    assert any("keeps its id" in error.text for error in errors)
    assert not ines.review.can_submit


async def test_a_related_article_that_does_not_exist_is_named(office: Office) -> None:
    ines = await new_article(office, related="Membership fees\nNo such thing")
    (error,) = next(part for part in ines.review.parts if part.page == "details").errors
    assert "No such thing" in error.text


async def test_an_edit_never_overwrites_another_unseen(office: Office) -> None:
    ines = office.ines
    await ines.presses_action("curation:edit:raci-matrix")
    mine = ines.document
    with office.store.writing() as tx:
        known = people.by_account(tx, "web:ines")
        assert known is not None
        article = office.knowledge.engine.library.articles["raci-matrix"].model_dump(mode="json")
        content = {"article": article | {"body": "Changed meanwhile."}, "document": "another"}
        later = office.now + timedelta(minutes=1)
        curation.add(tx, known.scope, "article", "raci-matrix", content, change="c", now=later)
    for _ in range(4):
        await ines.next()
    assert ines.document == mine
    await ines.submits()
    assert "changed this article after you began" in ines.heard
    assert "Changed meanwhile." in (await office.mara.says("what is a RACI matrix")).heard


async def test_submitting_twice_publishes_once(office: Office) -> None:
    ines = await new_article(office)
    review = ines.review
    await ines.submits()
    await ines.presses_action(f"document:submit:{review.document}:{review.revision}")
    with office.store.reading() as tx:
        assert [row.kind for row in curation.current(tx)] == ["article"]


async def test_an_article_written_for_a_question_takes_it_off_the_list(office: Office) -> None:
    await unanswered(office, "zebra stripes counting", "zebra stripes counting?")
    ines = await look(office)
    await ines.presses("Write an article")
    assert "already filled in" in " ".join(ines.page.notices)
    await ines.fills(name="Zebras", area="green").next()
    await ines.fills(short="Count them twice.").next()
    assert ines.answers["phrasings"].startswith("zebra stripes counting")
    await ines.fills(phrasings=f"zebra stripes counting\n{PHRASINGS}").next()
    await ines.fills(sources="Zoo (2026)").next()
    await ines.submits()
    assert "No questions are waiting" in (await ines.opens_home()).seen
    assert "Count them twice." in (await office.mara.says("zebra stripes counting")).heard


async def test_a_coachs_proposed_answer_becomes_a_draft(office: Office) -> None:
    _, petra = await answered(office, "Use a bigger lattice.\n\nThen measure again.")
    await petra.presses("Propose as an article")
    ines = office.ines
    await ines.opens_home()
    await ines.presses("Make it an article")
    await ines.fills(name="Lattices", area="digital").next()
    assert ines.answers == {"short": "Use a bigger lattice.", "more": "Then measure again."}


async def test_a_phrasing_struck_out_by_the_curator_is_gone(office: Office) -> None:
    await unanswered(office, "zebra stripes counting")
    ines = await look(office)
    await ines.presses("Another article")
    await ines.says("membership fees")
    await ines.presses("Belongs to: Membership fees")
    await ines.says("zebra stripes counting")
    await ines.presses("Edit this article")
    await ines.next()
    await ines.next()
    kept = ines.answers["further"].replace("\nzebra stripes counting", "")
    assert kept != ines.answers["further"]
    await ines.fills(further=kept).next()
    await ines.next()
    await ines.submits()
    assert "don’t know the answer" in (await office.mara.says("zebra stripes counting")).heard


async def edit(ines: Person, article: str = "membership-fees", **answers: Raw) -> str:
    """Publish an article again with other answers; returns the button that takes it back."""
    await ines.presses_action(f"curation:edit:{article}")
    while isinstance(ines.view, FormView):
        await ines.next()
    for page, asked in ArticleDialogue.pages().items():
        if typed := {key: text for key, text in answers.items() if key in asked.model_fields}:
            await ines.edits_part(page)
            await ines.fills(**typed).next()
    await ines.submits()
    assert "Published" in ines.heard
    return next(button.action for button in buttons(ines.reply.messages[0]) if button.label == "Undo")


async def short_answer(office: Office, article: str) -> str:
    """What the form for an article starts from."""
    ines = office.ines
    await ines.presses_action(f"curation:edit:{article}")
    if not isinstance(ines.view, FormView):
        await ines.edits_part("topic")
    return str((await ines.next()).answers["short"])


async def test_an_assignment_can_be_taken_back_after_its_article_was_edited(office: Office) -> None:
    undo = await assigned(office, "zebra stripes counting")
    await edit(office.ines, short="Keep the fee simple.")
    assert "Keep the fee simple." in (await office.mara.says("zebra stripes counting")).heard
    await office.ines.presses_action(undo)
    assert "don’t know the answer" in (await office.jonas.says("zebra stripes counting")).heard
    assert "zebra" in (await office.ines.opens_home()).seen


async def test_an_edited_article_keeps_the_phrasings_of_other_languages_apart_too(office: Office) -> None:
    before = office.knowledge.engine.library.articles["membership-fees"].translations
    with office.store.writing() as tx:
        known = people.by_account(tx, "web:ines")
        assert known is not None
        content = {"text": "Zebrastreifen zählen", "language": "de"}
        curation.add(tx, known.scope, "phrasing", "membership-fees", content, change="c", now=office.now)
    await office.knowledge.refresh(60, True)
    await edit(office.ines, short="Keep the fee simple.")
    with office.store.reading() as tx:
        row = curation.of_article(tx, "membership-fees", "article")
    assert row is not None
    assert Article.model_validate(row.content["article"]).translations == before


async def test_an_edit_taken_back_brings_back_the_phrasings_it_struck_out(office: Office) -> None:
    assignment = await assigned(office, "zebra stripes counting")
    before = office.knowledge.engine.library.articles["membership-fees"]
    kept = in_fields(phrasing for phrasing in before.phrasings if "zebra" not in phrasing)
    undo = await edit(office.ines, **kept)
    assert "don’t know the answer" in (await office.mara.says("zebra stripes counting")).heard
    await office.ines.presses_action(undo)
    assert "Membership fees" in (await office.jonas.says("zebra stripes counting")).heard
    await office.ines.presses_action(assignment)
    assert "zebra" in (await office.ines.opens_home()).seen


async def test_what_was_assigned_after_a_draft_was_begun_is_not_struck_out_unseen(office: Office) -> None:
    await edit(office.ines, short="Keep the fee simple.")
    with office.store.reading() as tx:
        row = curation.of_article(tx, "membership-fees", "article")
    assert row is not None
    await assigned(office, "zebra stripes counting")
    ines = office.ines
    await ines.presses_action(f"document:edit:{row.content['document']}")
    await ines.edits_part("answer")
    await ines.fills(short="Keep the fee very simple.").next()
    await ines.submits()
    assert "Keep the fee very simple." in (await office.mara.says("zebra stripes counting")).heard


async def test_editing_starts_from_what_people_see_after_a_version_was_taken_back(office: Office) -> None:
    await edit(office.ines, short="Keep the fee simple.")
    office.now += timedelta(minutes=1)
    undo = await edit(office.ines, short="Keep the fee secret.")
    office.now += timedelta(minutes=1)
    await office.ines.presses_action(undo)
    assert await short_answer(office, "membership-fees") == "Keep the fee simple."


async def test_what_undo_says_fits_what_is_taken_back(office: Office) -> None:
    ines = office.ines
    await ines.presses_action(await edit(office.ines, short="Keep the fee simple."))
    assert "what was there before" in ines.heard
    assert "questions" not in ines.heard
    await ines.presses_action(await assigned(office, "zebra stripes counting"))
    assert "questions are waiting again" in ines.heard


async def test_the_latest_changes_name_each_version_by_its_own_title(office: Office) -> None:
    await edit(office.ines, name="Fees, the first version")
    await edit(office.ines, name="Fees, the second version")
    shown = (await office.ines.opens_home()).seen
    assert "Published: “Fees, the first version”" in shown
    assert "Published: “Fees, the second version”" in shown


async def test_the_published_article_is_offered_by_its_new_title(office: Office) -> None:
    ines = office.ines
    await edit(ines, name="Fees, the second version")
    assert "Fees, the second version" in [button.label for button in buttons(ines.finished.content)]


async def test_an_article_only_looked_at_leaves_no_draft(office: Office) -> None:
    ines = office.ines
    await ines.presses_action("curation:edit:raci-matrix")
    assert "No article is being written" in (await ines.opens_home()).seen
    await ines.fills(name="RACI").closes()
    assert "No article is being written" not in (await ines.opens_home()).seen


async def test_a_cancelled_article_can_be_brought_back_from_home(office: Office) -> None:
    ines = office.ines
    await ines.presses_action("curation:edit:raci-matrix")
    await ines.fills(name="RACI, my version").closes()
    await ines.cancels()
    assert "Deleted and cancelled" in (await ines.opens_home()).seen
    await ines.presses("Bring it back")
    assert "RACI, my version" in (await ines.opens_home()).seen
    assert "Deleted and cancelled" not in ines.seen


async def test_a_draft_from_long_questions_fits_the_form(office: Office) -> None:
    await unanswered(office, *(f"turnover tax zxqv {'wxyz vvvv ' * 150}{end}" for end in ("aa", "bb", "cc", "dd")))
    ines = await look(office)
    await ines.presses("Write an article")
    await ines.fills(name="Long questions", area="green").next()
    await ines.fills(short="In short.").next()
    assert ines.answers["phrasings"].startswith("turnover tax zxqv wxyz")
    assert all(len(line) <= 300 for line in ines.answers["phrasings"].splitlines())
    await ines.next()
    assert "long" not in " ".join(ines.errors.values())


def test_as_many_wordings_are_filled_in_as_fit() -> None:
    fields = asked_of(f"{'word ' * 58}{number}" for number in range(100))
    assert all(2500 < len(str(text)) <= LONG for text in fields.values())
    assert asked_of(["- the same", "The  same"])["phrasings"] == "The same"


async def test_the_dialogue_is_for_curators_only(office: Office) -> None:
    mara = office.mara
    for action in ("dialogue:start:article::", "curation:edit:raci-matrix"):
        await mara.presses_action(action)
        assert mara.view is None
    assert "article" not in all_dialogues()
    assert "Article" not in (await mara.says("help")).heard
    assert "Article" not in (await mara.opens_home()).labels


async def test_words_alone_start_the_dialogue_for_a_curator(office: Office) -> None:
    ines = office.ines
    await ines.says("write an article")
    assert ines.on == "topic"


# the dialogue by itself


def check(page: str, **answers: Raw) -> dict[str, str]:
    checked = ArticleDialogue.check_page(page, answers, Scene(date(2026, 11, 23)))
    return {error.path[0] if error.path else "": error.words.id for error in checked.errors}


def test_the_short_answer_has_sixty_words_at_most() -> None:
    assert check("answer", short="word " * 60) == {}
    assert check("answer", short="word " * 61) == {"short": "article.short-too-long"}


def test_the_whole_answer_has_three_hundred_words_at_most() -> None:
    assert check("answer", short="word " * 60, more="word " * 240) == {}
    assert check("answer", short="word " * 60, more="word " * 241) == {"more": "article.too-long"}


def test_five_different_phrasings_are_needed() -> None:
    assert check("asked", phrasings="a\nb\nc\nd\nA") == {"phrasings": "article.few-phrasings"}
    assert check("asked", phrasings="- a\n- b\n\nc\nd\ne") == {}


def test_a_phrasing_is_not_longer_than_a_line() -> None:
    assert check("asked", phrasings="a\nb\nc\nd\n" + "e" * 301) == {"phrasings": "article.long-line"}


@pytest.mark.parametrize("bad", ["Has Capitals", "two--hyphens", "-x", "x" * 81])
def test_an_id_is_small_letters_and_hyphens(bad: str) -> None:
    assert check("details", sources="s", slug=bad) == {"slug": "article.bad-id"}


def test_a_source_is_required() -> None:
    assert check("details", slug="x") == {"sources": "field.required"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("What is a RACI matrix?", "what-is-a-raci-matrix"),
        ("Gebühren für uns", "gebuhren-fur-uns"),
        ("؟", ""),
    ],
)
def test_the_id_is_suggested_from_the_title(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_every_area_of_the_packaged_articles_can_be_chosen(engine: Engine) -> None:
    areas = {article.area for article in engine.library.articles.values()}
    assert areas == {area.value for area in AREAS}


# changes on top of the files


def changed(row: int, kind: str, article: Article, content: dict[str, Any]) -> Curation:
    return Curation(row, kind, article.id, content, "c", "", START)


def test_the_last_version_counts_and_the_package_wins_when_it_was_reviewed_later(engine: Engine) -> None:
    base = engine.library
    article = base.articles["raci-matrix"]
    later, latest, older = (
        article.model_copy(update={"title": name, "reviewed": article.reviewed + timedelta(days=days)})
        for name, days in (("Later", 1), ("Latest", 2), ("Older", -1))
    )
    rows = [
        changed(n, "article", a, {"article": a.model_dump(mode="json")}) for n, a in enumerate((later, latest, older))
    ]
    assert additions(base, rows[:2]) == [latest]
    assert additions(base, rows[2:]) == []


def test_a_review_only_moves_the_date(engine: Engine) -> None:
    base = engine.library
    article = base.articles["raci-matrix"]
    day = article.reviewed + timedelta(days=400)
    (found,) = additions(base, [changed(1, "review", article, {"reviewed": day.isoformat()})])
    assert found == article.model_copy(update={"reviewed": day})


async def test_an_export_is_read_back_as_the_same_articles(office: Office, tmp_path: Path) -> None:
    await (await new_article(office)).submits()
    await office.mara.says("visa")
    await office.knowledge.refresh(10, True)
    library = office.knowledge.engine.library
    folder = tmp_path / "out"
    written = export(library, folder, tmp_path / "articles")
    again = load_articles(folder)
    assert again.articles == library.articles
    assert not again.problems
    assert len(written) == len(library.articles)
    assert export(library, folder, tmp_path / "articles") == []


async def test_an_export_of_changes_holds_only_what_is_different(office: Office, tmp_path: Path) -> None:
    await (await new_article(office)).submits()
    await office.knowledge.refresh(10, True)
    (written,) = export(office.knowledge.engine.library, tmp_path / "out", tmp_path / "articles", changed=True)
    assert written.name == "visas-for-delegations.md"


async def test_an_unchanged_article_is_exported_to_the_last_space(office: Office, tmp_path: Path) -> None:
    export(office.knowledge.engine.library, tmp_path / "out", tmp_path / "articles")
    for name in ("raci-matrix.md", "swot-analysis.md"):
        assert (tmp_path / "out" / "en" / name).read_bytes() == (tmp_path / "articles" / "en" / name).read_bytes()


async def test_a_process_started_later_serves_the_changes(site: Site) -> None:
    one = await site.start()
    await (await new_article(one)).submits()
    two = await site.start()
    assert "Ask the embassy" in (await two.mara.says("how do delegates get a visa")).heard


async def test_old_indexes_are_tidied_up(site: Site) -> None:
    office = await site.start()
    for number in range(5):
        with office.store.writing() as tx:
            ines = people.by_account(tx, "web:ines")
            assert ines is not None
            content = {"text": f"zebra {number}", "language": "en"}
            curation.add(tx, ines.scope, "phrasing", "raci-matrix", content, change="c", now=office.now)
        await office.knowledge.refresh(10, True)
    assert len(list((site.folder / "data" / "curated").iterdir())) == KEPT


async def test_an_index_that_cannot_be_built_leaves_the_former_one_answering(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office = await site.start()

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("bot.advisor.answers.knowledge_base.open_engine", full)
    await (await new_article(office)).submits()
    assert "SWOT" in (await office.mara.says("what is a SWOT analysis")).heard
    assert "could not be built" in caplog.text
    reopened = await KnowledgeBase.open(office.store, site.folder / "data", site.root)
    assert "swot-analysis" in reopened.engine.library.articles
    await reopened.close()
