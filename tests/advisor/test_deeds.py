"""Who did what: whatever changes something that others have, too, is noted, and never a word anybody wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from bot.advisor import conversation, deeds, gate
from bot.advisor.registry import Press
from bot.chat.events import Command, Pressed, Said
from bot.store import audit, programme
from bot.store.audit import Deed
from bot.store.scope import Role, Scope
from flows import registry
from tests.advisor.conversation import House
from tests.advisor.test_every_press import actions, lived_in
from tests.advisor.work import action, submits_plan

OWN = {"audit", "outbound", "lines", "events", "expected", "questions", "web_sessions", "reminders"}
"""Tables of what is somebody's alone, and of what follows from what others have."""
LAST = ("data:erase", "privacy:erase", "programme:close", "programme:give", "part:choose")
"""Buttons behind which there is less than before."""


@contextmanager
def changes(house: House) -> Iterator[set[str]]:
    """The tables that are written meanwhile, of what others have, too."""
    written: set[str] = set()

    def count(tx: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        if context.isinsert or context.isupdate or context.isdelete:
            table = context.compiled.statement.table.name
            if cursor.rowcount or table == "audit":  # what is noted once a day is there already
                written.add(table)

    event.listen(house.store._writer, "after_cursor_execute", count)
    yield written
    event.remove(house.store._writer, "after_cursor_execute", count)


def noted(house: House) -> list[Deed]:
    with house.store.reading() as tx:
        return list(audit.listing(tx, Scope("", "", Role.ADMIN), 10_000))


async def carries_out(house: House, written: set[str], sent: Pressed | Said | Command) -> set[str]:
    """Let somebody do something; what of others it changed, which must have been noted."""
    written.clear()
    await house.advisor.handle(sent, house.now)
    changed = set(written) - OWN
    assert not changed or "audit" in written, f"{sent} changed {changed} and is not noted"
    return changed


LOOKS = {("document", verb) for verb in ("picture", "file", "table", "compare", "compare-part", "part", "version")}
"""Buttons that only show, with much to draw."""


def presser(press: Press) -> Role:
    """Who presses a button: mostly somebody of the cluster."""
    if press in gate.ADMINISTRATORS:
        return Role.ADMIN
    if press in gate.CURATORS:
        return Role.CURATOR
    return Role.COACH if press in gate.COHORT or press[0] in ("feedback", "slot") else Role.STAFF


async def test_every_button_that_changes_something_of_others_is_noted(house: House) -> None:
    ids = await lived_in(house)
    found: set[Press] = set()
    with changes(house) as written:
        for person, role in (
            (house.mara, Role.STAFF),
            (house.petra, Role.COACH),
            (house.jonas, Role.CURATOR),
            (house.jonas, Role.ADMIN),
        ):
            if person is house.jonas:
                with house.store.writing() as tx:
                    programme.appoint(tx, "web:jonas", role, "", house.now, also=True)
            for press, each in sorted(actions(ids), key=lambda each: each[1].startswith(LAST)):
                if press not in LOOKS and role is presser(press):
                    sent = Pressed(actor=person.actor, place=person.place, action=each)
                    if await carries_out(house, written, sent):
                        found.add(press)
    assert len(found) > 20, found
    assert "Zebrafinch" not in str(noted(house))


async def test_every_command_and_request_that_changes_something_of_others_is_noted(house: House) -> None:
    await lived_in(house)
    mara = house.mara
    commands = {dialogue.command for dialogue in registry.all_dialogues("staff").values()} | set(conversation._OWN)
    found: set[str] = set()
    with changes(house) as written:
        for command in sorted(commands):
            for text in ("", "new", "12 March 2027 15:00", "Wibble"):
                sent = Command(actor=mara.actor, place=mara.place, name=command, text=text)
                if await carries_out(house, written, sent):
                    found.add(command)
        for text in ("i am away tomorrow", "done", "cancel the session", "start an action plan", "pause reminders"):
            await carries_out(house, written, Said(actor=mara.actor, place=mara.place, text=text))
    assert {"action-plan", "away"} <= found
    named = {deed.action for deed in noted(house)}
    assert {"command:action-plan", "command:away"} <= named
    assert "Wibble" not in str(noted(house))


async def test_a_document_that_is_saved_often_is_noted_once_a_day(house: House) -> None:
    document = await submits_plan(house.mara, action("Secretword"))
    for day in ("2026-12-02", "2026-12-03", "2026-12-04"):
        await (await house.mara.opens(document, "start")).fills(start=day).closes()
    saved = [deed for deed in noted(house) if (deed.action, deed.object) == ("document:save", document)]
    assert len(saved) == 1
    assert "document:submit" in {deed.action for deed in noted(house)}
    await house.passes(days=1)
    await (await house.mara.opens(document, "start")).fills(start="2026-12-07").closes()
    assert len([deed for deed in noted(house) if deed.action == "document:save" and deed.object == document]) == 2
    assert "Secret" not in str(noted(house))


async def test_what_is_taken_out_or_shown_to_all_is_noted_although_nothing_changes(house: House) -> None:
    document = await submits_plan(house.mara, action("Secretword"))
    await house.mara.presses_action(f"document:file:{document}:1:docx")
    await house.mara.wants(document, "1", "document.docx")
    named = [deed.action for deed in noted(house)]
    assert (named.count("document:file"), named.count("file:document")) == (1, 1)


@given(st.text(min_size=1), st.text(min_size=1))
def test_nothing_of_what_somebody_types_stands_in_what_is_noted(first: str, second: str) -> None:
    sentence = f"{first} {second}"
    assert deeds.ids_of("command", ["ask", *sentence.split(":")]) == "ask"
    assert all(deeds.ids_of("document", [text]) == "" for text in (sentence, f"{first}\n", f"ü{second}"))


async def test_signing_in_and_out_of_the_page_is_noted_and_a_link_that_did_not_work(house: House) -> None:
    sessions, mara = house.advisor.web_sessions, (await house.mara.opens_home()).actor
    await sessions.offer(mara.account, "link")
    assert await sessions.take(mara.account, "link", house.now)
    assert not await sessions.take(mara.account, "link", house.now)
    assert await sessions.start("token", mara.account, "", "Mara", "Firefox", house.now)
    assert await sessions.end(mara.account, (await sessions.of_person(mara.account, house.now))[0].id, house.now)
    assert not await sessions.take("web:nobody", "link", house.now)
    found = [(deed.actor, deed.action, deed.outcome) for deed in noted(house)]
    expected = {("page:sign-in", "done"), ("page:sign-in", "refused"), ("page:sign-out", "done")}
    assert sorted(found) == sorted(("web-mara", *each) for each in expected)
