"""Home however much there is: it fits into what Slack shows, and nothing is left out that no press leads to."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.advisor.lists import PAGE
from bot.chat.blocks import Entries, HomeLink
from bot.chat.views import Message
from bot.slack import limits
from bot.slack.render import blocks_of
from bot.slack.words import Say
from bot.store import Store, documents, programme, programme_setup
from bot.store.engine import Tx
from bot.store.programme_setup import Basics
from bot.store.programme_tables import memberships
from bot.store.scope import PROGRAMME, Role, Scope
from bot.store.tables import documents as document_rows
from bot.store.tables import people as person_rows
from bot.store.tables import versions as version_rows
from flows import registry
from flows.dialogues.action_plan import ActionPlan
from flows.dialogues.article import ArticleDialogue
from knowledge.engine import Engine
from tests.advisor import cohorts
from tests.advisor.conftest import opened
from tests.advisor.conversation import START, House, Person, buttons, text_of
from tests.slack.rules import view_problems

SAY = Say()
DOCUMENTS, ACTIONS, CLUSTERS, DATES, NO_LIMIT = 300, 200, 60, 25, 10**9
LONG = "a name that somebody wrote without any thought of who has to read it " * 3
STAFF = Scope("trial", "web-mara", Role.STAFF)


def drawn(home: Message | None) -> list[dict[str, Any]]:
    """A Home as Slack gets it; fails where the limits left something out."""
    assert home is not None
    shown = blocks_of(home, SAY, limits.VIEW_BLOCKS, limits.VIEW_CHARS)
    assert view_problems({"type": "home", "blocks": shown}) == []
    assert shown == blocks_of(home, SAY, NO_LIMIT, NO_LIMIT), "something was left out or cut"
    return shown


def ways(home: Message | None) -> Iterator[HomeLink]:
    assert home is not None
    yield from (way for block in home.blocks if isinstance(block, Entries) for way in block.ways)


def titles(home: Message | None) -> list[str]:
    assert home is not None
    return [entry.title for block in home.blocks if isinstance(block, Entries) for entry in block.items]


async def walked(person: Person, views: list[str]) -> dict[str, list[str]]:
    """Every view that can be reached by the ways of some, with the titles that it shows."""
    found: dict[str, list[str]] = {}
    while views:
        view = views.pop()
        if view in found:
            continue
        home = (await person.opens_home(view)).home
        drawn(home)
        found[view] = titles(home)
        views += [way.view for way in ways(home)]
    return found


def document(tx: Tx, id: str, dialogue: str, answers: dict[str, Any], scope: Scope = STAFF) -> str:
    """A draft in which something was saved."""
    made = registry.dialogue(dialogue)
    documents.create(
        tx,
        scope,
        id=id,
        dialogue=dialogue,
        dialogue_version=made.version,
        name=f"0 {LONG}",
        answers=answers,
        about="",
        parent=None,
        now=START,
    )
    tx.execute(update(document_rows).where(document_rows.c.id == id).values(saved_on={"specific": "2026-11-20"}))
    return id


def copied(tx: Tx, id: str, first: int, count: int, answers: Callable[[int], dict[str, Any]] | None = None) -> None:
    """Further documents like one, all at once: with their number in the name, and answers of their own."""
    for table, key in ((document_rows, document_rows.c.id), (version_rows, version_rows.c.document_id)):
        rows = [
            {
                **row,
                key.name: f"{id}-{number}",
                "name": f"{number} {LONG}",
                "answers": answers(number) if answers else row["answers"],
            }
            for row in tx.execute(select(table).where(key == id)).mappings()
            for number in range(first, first + count)
        ]
        if rows:
            tx.execute(insert(table), rows)


def cluster_s_own(tx: Tx) -> None:
    """A third of the documents drafts, a third goals, a third plans that were handed in, with all the actions."""
    third = DOCUMENTS // 3
    goal, draft, plan = (document(tx, name, "smart-goal", {}) for name in ("goal", "draft", "plan"))
    tx.execute(update(document_rows).where(document_rows.c.id == plan).values(dialogue=ActionPlan.id))
    for id in (goal, plan):
        documents.submit(tx, STAFF, id, revision=1, now=START)
    documents.hand_in(tx, STAFF, plan, 1, START)

    def actions(number: int) -> dict[str, Any]:
        day = (START + timedelta(days=number)).date().isoformat()
        return cohorts.actions(**{f"Do {number}.{n}": day for n in range(ACTIONS // third)})

    copied(tx, goal, 0, third)
    copied(tx, draft, third, third)
    copied(tx, plan, 2 * third, third, actions)


def many_clusters(tx: Tx, house: House) -> None:
    """Each with a plan that was handed in and a session, all of them Petra's; the programme has dates of its own."""
    for number in range(CLUSTERS):
        person = cohorts.add(tx, house, f"Network{number:02}")
        day = START + timedelta(days=3 + number)
        if number % 3 == 0:
            cohorts.hands_in(tx, person, START, cohorts.actions(Call="2026-11-20"))
        cohorts.meets(tx, person, f"{day:%Y-%m-%d} 14:00", START)
    days = tuple((f"Date {n} {LONG}"[:100], (START + timedelta(days=5 + n)).date()) for n in range(DATES))
    programme_setup.set_basics(tx, Basics("The programme", deadlines=days), START)


def much_to_curate(tx: Tx) -> None:
    curator = Scope(PROGRAMME, "web-ines", Role.CURATOR)
    copied(tx, document(tx, "article", ArticleDialogue.id, {}, curator), 0, CLUSTERS)


@pytest.fixture(scope="module")
def filled(sample_template: Path, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all of it."""
    path = Path(shutil.copy(sample_template, tmp_path_factory.mktemp("full") / "advisor.db"))
    asyncio.run(_fill(f"sqlite:///{path}", engine))
    return path


async def _fill(url: str, engine: Engine) -> None:

    store = await Store.open(url)
    with store.writing() as tx:
        cluster_s_own(tx)
        many_clusters(tx, opened(store, engine))
        much_to_curate(tx)
    await store.close()


@pytest.fixture
async def full(filled: Path, tmp_path: Path, engine: Engine) -> AsyncIterator[House]:
    store = await Store.open(f"sqlite:///{shutil.copy(filled, tmp_path / 'advisor.db')}")
    yield opened(store, engine)
    await store.close()


async def test_every_tab_of_a_cluster_fits_and_leads_to_all_of_its_documents_and_actions(full: House) -> None:
    found = await walked(full.mara, ["mine", "team", "documents", "start"])
    shown = {title for view, listed in found.items() if "." in view for title in listed}
    assert {number for number in range(DOCUMENTS) if any(f": {number} " in title for title in shown)} == set(
        range(DOCUMENTS)
    )
    assert sum(title.startswith("Do ") for title in shown) == ACTIONS
    assert sum(title.startswith("Date ") for title in shown) == DATES


async def test_every_other_home_fits_and_leads_to_everything(full: House) -> None:
    coach = await walked(full.petra, [""])
    shown = {title for view, listed in coach.items() if view.startswith("mine.") for title in listed}
    assert sum(title.startswith("Date ") for title in shown) == DATES
    assert sum(len(listed) for view, listed in coach.items() if view.startswith("mine.sessions")) == CLUSTERS
    curator = await walked(full.person("web:ines"), [""])
    written = {title.split()[0] for view, listed in curator.items() if "articles" in view for title in listed}
    assert written == {str(number) for number in range(CLUSTERS)}
    bea = await full.person("web:boss", workspace="web:office").opens_home()
    with full.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", full.now)
        for role, cluster in ((Role.COACH, "trial"), (Role.CURATOR, ""), (Role.STAFF, "network01"), (Role.ADMIN, "")):
            programme.appoint(tx, "web:boss", role, cluster, full.now, also=True)
    runs = await walked(bea, [""])
    shown = {title for view, listed in runs.items() if view.startswith("mine.clusters") for title in listed}
    assert len([title for title in shown if title.startswith("Network")]) == CLUSTERS


MEMBERS = 500


async def test_a_cluster_of_many_people_fits_page_by_page_and_everybody_of_it_is_on_one(house: House) -> None:
    bea = await house.person("web:boss", workspace="web:office").opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", house.now)
        many_members(tx, house)
    pages = {action: await shown_by(bea, action) for action in ("programme:cluster:trial", "programme:close:trial")}
    assert len({title for title in pages["programme:cluster:trial"] if title.startswith("Member")}) == MEMBERS
    assert len({label for label in pages["programme:close:trial"] if "Member" in label}) == MEMBERS
    (told,) = (await house.mara.says("how do I add a colleague to the plan")).reply.messages
    drawn(told)
    assert f"and {MEMBERS + 2 - PAGE} more" in text_of(told)


def many_members(tx: Tx, house: House) -> None:
    named = [(f"m{number}", f"Member {number:03} {LONG}"[:100]) for number in range(MEMBERS)]
    row = tx.execute(select(person_rows).where(person_rows.c.id == "web-mara")).mappings().one()
    tx.execute(insert(person_rows), [{**row, "id": id, "name": name} for id, name in named])
    part = {"role": "staff", "place": "trial", "since": house.now}
    tx.execute(insert(memberships), [{**part, "person_id": id} for id, _ in named])


async def shown_by(person: Person, action: str) -> list[str]:
    """What stands on all pages of a list behind a button, each of which must fit."""
    found: list[str] = []
    while action:
        reply = (await person.presses_action(action)).reply
        shown = reply.messages[0] if reply.messages else person.finished.content
        drawn(shown)
        found += [*titles(shown), *(button.label for button in buttons(shown))]
        action = next((button.action for button in buttons(shown) if button.label == "Next"), "")
    return found
