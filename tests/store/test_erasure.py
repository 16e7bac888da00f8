"""Everything of somebody can be taken along and erased, whatever tables there come to be; what is shared stays."""

import pkgutil
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Double, Integer, Table, Text, select

import bot.store
from bot.store import Role, Scope, Store, Tx, audit, documents, erasure, memberships, people, places, programme, takeout
from bot.store.audit import Deed
from bot.store.columns import Typed
from bot.store.memberships import LastAdministratorError
from bot.store.person import FORMER
from bot.store.personal import BY_HAND, MINE, NAMES, OTHERS
from bot.store.questionnaire_tables import metadata
from bot.store.retention import KEPT, Retention, tidy
from bot.store.scope import NotFoundError
from flows.people import bound
from tests.store.sample import DAY, NOW, add, draft
from tests.store.test_wall import fill

SOMEBODY = {"account", "actor", "sent_to", "conversation"}
"""Columns that name somebody without a foreign key."""
ALONE = {
    "reminders.sent_to": "it goes with the reminder, which is the person's",
    "accounts.account": "it goes with its row, which is the person's",
    "expected.conversation": "it goes with its row, which is the person's",
}


def all_tables() -> list[Table]:
    for info in pkgutil.iter_modules(bot.store.__path__, "bot.store."):
        if info.name.endswith("tables"):
            import_module(info.name)
    return list(metadata.sorted_tables)


def leads_to(column: Column[Any]) -> set[str]:
    return {foreign.target_fullname for foreign in column.foreign_keys}


def test_every_table_says_what_of_it_is_somebody_s_own_and_how_that_goes() -> None:
    for table in all_tables():
        check(table)


def check(table: Table) -> None:
    mine = [each for each in MINE if each.table is table]
    assert bool(mine) != (table.name in OTHERS), f"{table.name}: add it to MINE, or to OTHERS with a reason"
    by = {column for each in mine for column in each.by}
    for column in table.columns:
        name = f"{table.name}.{column.name}"
        if leads_to(column) & {"people.id", "accounts.account"}:
            ends = {foreign.ondelete for foreign in column.foreign_keys}
            assert ends <= {"CASCADE", "SET NULL"}, f"{name} keeps people from being erased"
            hidden = {hidden for each in mine for hidden in each.hidden}
            assert column.name in by | hidden | {"updated_by"}, f"{name} names somebody: is the row theirs?"
        elif column.name in SOMEBODY and not column.foreign_keys:
            assert column.name in BY_HAND.get(table.name, ()) or name in ALONE, f"{name} is not erased by anything"
    assert any(table.name in kept.tables for kept in KEPT), f"{table.name}: “What is kept” does not tell"
    named = {named for _, named in NAMES.get(table.name, ())}
    typed = {c.name for c in table.columns if c.name == "author" or c.name.endswith("_by_name")}
    assert typed - named <= ({"author"} if table.name in ("lines", "handover_notes") else set())  # a kind of author


def rows(store: Store) -> dict[str, list[str]]:
    with store.reading() as tx:
        return {table.name: [str(row) for row in tx.execute(select(table))] for table in all_tables()}


def named(tx: Tx, table: str, column: str) -> set[Any]:
    return set(tx.scalars(select(metadata.tables[table].c[column])))


async def test_somebody_erased_is_found_nowhere_and_what_is_shared_stays(store: Store) -> None:
    house = await fill(store)
    ana = house.ana
    who = {"place": "Ghent", "who": [bound("Ana", ana.id), "Bo"]}
    deed = Deed("d", NOW, ana.id, "staff", "north", "part:choose", f"staff:{ana.id}", "done")
    with store.writing() as tx:
        draft(tx, ana.scope, "own")
        shared = documents.get(tx, ana.scope, "plan")
        assert shared is not None
        answers = {**shared.answers, "start": who}
        documents.save(
            tx,
            house.ben.scope,
            "plan",
            revision=shared.revision,
            dialogue_version=2,
            name="Our plan",
            answers=answers,
            conflicts=[],
            saved_on={},
            now=NOW,
        )
        audit.note(tx, deed)
        audit.note(tx, deed)
        taken = takeout.of_person(tx, ana.id)
        told = erasure.plan(tx, ana.id)
        erased = erasure.erase(tx, ana.id, NOW)
    assert {"profile", "accounts", "documents", "questions", "reminders", "parts", "done"} <= set(taken)
    assert "own" in {row["id"] for row in taken["documents"]}
    assert (told.successors, told.drafts > 0) == (("Ben",), True)
    assert told.others == ()
    assert erased.accounts == ("web:ana",)
    for table, found in rows(store).items():
        assert not [row for row in found if "'ana'" in row or "web:ana" in row or "'Ana'" in row], table
    with store.writing() as tx:
        plan = documents.get(tx, house.ben.scope, "plan")
        assert plan is not None
        assert plan.answers["start"]["who"] == [bound(FORMER, ""), "Bo"]
        assert documents.get(tx, house.ben.scope, "own") is None
        (left,) = audit.listing(tx, Scope("", "", Role.ADMIN), 9)
        assert left.actor.startswith("former-")
        assert left.object == f"staff:{left.actor}"
        again = people.upsert(tx, "web:ana", "web:north", "Ana", "en", "", NOW)
        assert again.id != ana.id
        assert erasure.erase(tx, "ana", NOW) == erasure.Erased()
        tx.rollback()


async def test_a_coach_erased_leaves_sessions_and_questions_to_others(store: Store) -> None:
    house = await fill(store)
    with store.writing() as tx:
        second = add(tx, "north", "dora", role=Role.COACH)
        sessions = named(tx, "sessions", "id")
        erasure.erase(tx, house.north_coach.id, NOW)
        assert named(tx, "sessions", "id") == sessions
        assert named(tx, "sessions", "coach_id") <= {second.id, house.south_coach.id, None}
        assert house.north_coach.id not in named(tx, "handovers", "claimed_by")
        assert {"Cleo"} & (named(tx, "feedbacks", "author") | named(tx, "extensions", "author")) == set()
        erasure.erase(tx, second.id, NOW)
        assert named(tx, "handovers", "claimed_by") <= {None, house.south_coach.id}
        tx.rollback()


async def test_the_last_administrator_is_not_erased_and_another_one_may_be(store: Store) -> None:
    house = await fill(store)
    with store.writing() as tx:
        programme.appoint(tx, "web:sol", Role.ADMIN, "", NOW)
        assert not erasure.may_leave(tx, house.sol.id)
        with pytest.raises(LastAdministratorError):
            erasure.erase(tx, house.sol.id, NOW)
        programme.appoint(tx, "web:ben", Role.ADMIN, "", NOW, also=True)
        erasure.erase(tx, house.sol.id, NOW)
        assert list(memberships.administrators(tx)) == [house.ben.id]
        tx.rollback()


async def test_a_cluster_is_told_in_figures_taken_along_and_erased_without_the_others(store: Store) -> None:
    house = await fill(store)
    boss = Scope("", "boss", Role.ADMIN)
    with store.writing() as tx:
        programme.appoint(tx, "web:ben", Role.CURATOR, "", NOW, also=True)
        south = takeout.cluster(tx, boss, "south")
        figures, taken = places.figures(tx, "north"), takeout.cluster(tx, boss, "north")
        assert figures["documents"] == len(taken["documents"])
        assert "south" not in str({row["cluster_id"] for row in taken["documents"]})
        assert "web_sessions" not in taken
        assert "sign_in" not in taken.get("accounts", [{}])[0]
        erased = places.erase_cluster(tx, "north", NOW)
        assert "web:ana" in erased.accounts
        assert people.by_account(tx, "web:ana") is None
        kept = people.by_account(tx, "web:ben")
        assert kept is not None
        assert kept.role is Role.CURATOR
        assert people.by_account(tx, house.north_coach.account) is not None
        with pytest.raises(NotFoundError):
            places.figures(tx, "north")
        assert takeout.cluster(tx, boss, "south") == south
        tx.rollback()


async def test_a_workspace_takes_the_people_who_are_nowhere_else_and_its_cluster(store: Store) -> None:
    house = await fill(store)
    with store.writing() as tx:
        second = metadata.tables["accounts"].insert()
        tx.execute(
            second.values(account="web:cleo2", person_id=house.north_coach.id, workspace="web:other", used_at=NOW)
        )
        assert places.workspace_figures(tx, "web:north")["kept"] == 1
        places.erase_workspace(tx, "web:north", NOW)
        assert people.by_account(tx, "web:ana") is None
        assert people.by_account(tx, "web:cleo2") is not None
        assert "north" not in named(tx, "clusters", "id")
        assert "south" in named(tx, "clusters", "id")
        with pytest.raises(NotFoundError):
            places.erase_workspace(tx, "web:north", NOW)
        tx.rollback()


EMPTY = {"mail_stops", "mail_stopped", "events", "installing", "installations", "sign_in_flows", "programmes", "pauses"}
"""Tables in which nothing is of a workspace that `fill` could bring."""


async def test_nothing_is_left_of_a_workspace_in_any_table_and_the_others_keep_theirs(store: Store) -> None:
    await fill(store)
    before = rows(store)
    with store.writing() as tx:
        for table in [table for table in all_tables() if table.name not in EMPTY and not before[table.name]]:
            tx.execute(table.insert().values(somebody_s(table)))
    there = rows(store)
    assert {name for name, found in there.items() if not found} <= EMPTY
    with store.writing() as tx:
        places.erase_workspace(tx, "web:north", NOW)
    after = rows(store)
    for name, found in after.items():
        assert not [row for row in found if any(mark in row for mark in MARKS)], name
        assert set(found) >= {row for row in there[name] if "south" in row and not any(mark in row for mark in MARKS)}


MARKS = ("north", "'ana'", "web:ana", "'Ana'", "'ben'", "web:ben", "'Ben'", "'cleo'", "web:cleo", "'Cleo'", "'plan'")


def somebody_s(table: Table) -> dict[str, Any]:
    """A row of a table that is Ana's, whatever its columns are."""
    return {column.name: value_of(column) for column in table.columns if not column.nullable or column.foreign_keys}


def value_of(column: Column[Any]) -> Any:
    targets = {"people.id": "ana", "accounts.account": "web:ana", "clusters.id": "north", "documents.id": "plan"}
    targets |= {"sessions.id": "session", "questions.id": "question", "questionnaires.document_id": "plan"}
    for target in leads_to(column):
        if target == "feedbacks.id":
            return None
        return targets.get(target)
    if column.name in SOMEBODY:
        return "ana" if column.name == "actor" else "web:ana"
    kinds = {Integer: 1, Text: "x", Typed: "x", Boolean: True, Double: 1.0, JSON: [], Date: NOW.date()}
    return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), NOW)


async def test_what_was_kept_long_enough_is_erased_and_what_waits_for_an_answer_stays(store: Store) -> None:
    await fill(store)
    with store.writing() as tx:
        audit.note(tx, Deed("d", NOW, "ana", "staff", "north", "a:b", "", "done"))
        handed = named(tx, "handovers", "question_id")
        tidy(tx, Retention(), NOW + timedelta(days=365))
        assert named(tx, "audit", "id") == {"d"}
        tidy(tx, Retention(), NOW + timedelta(days=366))
        assert named(tx, "audit", "id") == set()
        assert named(tx, "questions", "id") > handed
        tidy(tx, Retention({"questions": 1}), NOW + 9 * DAY)
        assert named(tx, "questions", "id") <= handed
        plans = named(tx, "documents", "id")
        tidy(tx, Retention({"drafts": 300}), NOW + timedelta(days=366))
        assert named(tx, "documents", "id") < plans
        tx.rollback()
