"""What is kept of somebody is told, taken along and erased by a command; who did what is noted without their words."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.advisor.privacy import own_data
from bot.chat.blocks import Buttons
from bot.chat.messages import catalogue
from bot.store import audit, clusters, memberships, people, programme
from bot.store.audit import Deed
from bot.store.questionnaire_tables import metadata
from bot.store.retention import KEPT
from bot.store.scope import Role, Scope
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.test_programme import boss
from tests.advisor.work import action, drafts_goal, submits_plan

ADMIN = Scope("", "", Role.ADMIN)


def deeds(house: House) -> list[Deed]:
    with house.store.reading() as tx:
        return list(audit.listing(tx, ADMIN, 99))


def everything(house: House) -> dict[str, str]:
    with house.store.reading() as tx:
        return {table.name: str(tx.execute(select(table)).all()) for table in metadata.sorted_tables}


async def packed(person: Person, document: str = own_data.DOCUMENT) -> dict[str, bytes]:
    await person.wants(document, "0", "document.zip")
    (file,) = person.reply.files
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def erased(person: Person) -> Person:
    await person.says("erase me")
    await person.presses("Erase me for good")
    return person


def test_every_thing_that_is_kept_has_its_words() -> None:
    assert {f"kept.{kept.id}{end}" for kept in KEPT for end in ("", "-why")} <= set(catalogue())


async def test_what_is_kept_is_told_with_the_days_that_were_set(house: House) -> None:
    mara = await house.mara.says("What is kept?")
    told = text_of(mara.finished.content)
    assert "Questions: what you asked" in told
    assert "Kept for 730 days." in told
    assert text_of(house.advisor.kept("en").content) == told  # the page for everybody says the same
    assert not [block for block in house.advisor.kept("en").content.blocks if isinstance(block, Buttons)]
    await (await mara.commands("/advisor settings")).presses("What is kept about me")
    assert mara.finished.title == "What is kept"


async def test_somebody_takes_along_all_that_is_theirs_and_nothing_of_others(house: House) -> None:
    await submits_plan(mara := house.mara, action("Zebrafinch"))
    await drafts_goal(house.jonas)
    await mara.says("What is a RACI matrix?")
    await house.jonas.says("Wibble frotz wug blicket?")
    await mara.commands("/advisor my-data")
    assert "everything that is kept about you" in mara.heard
    assert mara.reply.messages[0].audience == "private"
    files = await packed(mara)
    data: dict[str, Any] = json.loads(files["data.json"])
    assert data["profile"][0]["name"] == "Mara"
    assert [row["text"] for row in data["questions"]] == ["What is a RACI matrix?"]
    assert "Zebrafinch" in next(files[name] for name in files if name.endswith(".txt") and "documents" in name).decode()
    assert [name for name in files if name.endswith(".docx")]
    assert b"Wibble" not in b"".join(files.values())
    assert {row["created_by"] for row in data["documents"]} == {"web-mara"}
    assert {row["person_id"] for row in data["reminders"]} == {"web-mara"}
    assert "Mara" in files["read-me.txt"].decode()


async def test_one_file_is_made_at_a_time_for_each_person_and_in_a_limited_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await submits_plan(mara := house.mara, action("Call"))
    readings = house.advisor.services.readings
    readings._reading.add("data of web-mara")
    await mara.presses_action("privacy:take")
    assert "is already being made" in mara.heard
    readings._reading.clear()
    monkeypatch.setattr(own_data, "SECONDS", -1.0)
    files = await packed(mara)
    assert not [name for name in files if name.endswith(".docx")]
    assert "as text only" in files["read-me.txt"].decode()


async def test_somebody_erased_is_found_nowhere_and_comes_back_as_somebody_new(house: House) -> None:
    document = await submits_plan(mara := house.mara, action("Call", responsible="Mara"))
    await mara.says("coaching 12 March 2027 14:00")
    await mara.says("What is a RACI matrix?")
    await mara.says("erase me")
    assert "Your open work goes to Jonas." in mara.heard
    (sure,) = [button for button in buttons(mara.reply.messages[0]) if button.confirm]
    await mara.presses_action(f"{sure.action}x")
    assert "no longer for you" in mara.heard
    await mara.presses("Erase me for good")
    assert "nothing of yours is kept" in mara.heard
    for table, found in everything(house).items():
        assert "web-mara" not in found, table
        assert "web:mara" not in found, table
        assert "'Mara'" not in found, table
    jonas = await house.jonas.opens(document)
    assert "a former colleague" in text_of(jonas.finished.content)
    await house.person("web:mara", name="Mara").opens_home()
    with house.store.reading() as tx:
        new = people.by_account(tx, "web:mara")
    assert new is not None
    assert new.id != "web-mara"


async def test_web_sessions_of_somebody_erased_end_at_once(house: House) -> None:
    sessions = house.advisor.web_sessions
    assert await sessions.start("token", "web:mara", "web:trial", "Mara", "A browser", house.now)
    assert await sessions.find("token", house.now) is not None
    await erased(house.mara)
    assert await sessions.find("token", house.now) is None


async def test_who_has_no_part_any_more_still_takes_along_and_erases_what_is_theirs(house: House) -> None:
    with house.store.writing() as tx:
        memberships.end(tx, "web-mara", Role.STAFF, "trial")
    mara = await house.mara.says("what is a plan")
    assert "no role in the programme" not in (await mara.says("my data")).heard
    assert json.loads((await packed(mara))["data.json"])["profile"][0]["id"] == "web-mara"
    await erased(mara)
    assert "web-mara" not in everything(house)["people"]


async def test_who_is_erased_chooses_who_takes_over_and_else_it_is_the_first_colleague(house: House) -> None:
    await submits_plan(house.mara, action("Call"))
    with house.store.writing() as tx:
        clusters.add_person(
            tx, cluster="trial", person="web-lena", name="Lena", account="web:lena", workspace="web:trial",
            role=Role.STAFF, zone="Europe/Brussels", locale="en", country="", now=house.now,
        )  # fmt: skip
    mara = await house.mara.says("erase me")
    assert "Your open work goes to Jonas." in mara.heard
    await mara.presses("Give my work to Lena instead")
    assert "Your open work goes to Lena." in mara.heard
    await mara.presses_action("privacy:erase-now:web-mara:web-lena")
    assert "'web-lena'" in str(everything(house)["documents"])
    assert "'web-jonas'" not in str(everything(house)["documents"])


async def test_the_last_administrator_names_another_one_first(house: House) -> None:
    await boss(house).opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", house.now)
    bea = await boss(house).says("/advisor erase me")
    assert "last administrator" in bea.heard
    with house.store.reading() as tx:
        known = people.by_account(tx, "web:boss")
    assert known is not None
    assert "last administrator" in (await bea.presses_action(f"privacy:erase-now:{known.id}")).heard


async def test_a_press_that_changes_something_is_noted_in_the_same_transaction_and_a_look_is_not(house: House) -> None:
    document = await submits_plan(mara := house.mara, action("Secretword"))
    await mara.presses_action("settings:show")
    await mara.presses_action("settings:away:2027-03-01/2027-03-02")
    await mara.presses_action(f"document:rename:{document}")
    await house.petra.presses_action("curation:list")
    await mara.presses_action("command:run:ask:Secretword and more?")
    found = {(deed.actor, deed.action, deed.object, deed.outcome) for deed in deeds(house)}
    assert ("web-mara", "settings:away", "", "done") in found
    assert "ask" not in {deed[2] for deed in found}  # a question is the person's alone
    assert ("web-coach", "curation:list", "", "refused") in found
    assert not [deed for deed in found if deed[1] == "settings:show"]
    assert "Secretword" not in str(found)
    before, new = len(deeds(house)), Deed("new", house.now, "web-mara", "staff", "trial", "a:b", "", "done")
    with pytest.raises(ZeroDivisionError):
        await house.store.noting(lambda tx: audit.note(tx, new)).write(lambda tx: 1 // 0)
    assert len(deeds(house)) == before


async def test_an_administrator_takes_a_cluster_along_erases_it_and_sees_who_did_what(house: House) -> None:
    await submits_plan(house.mara, action("Zebrafinch"))
    await boss(house).opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", house.now)
    bea = await boss(house).presses_action("programme:cluster:trial")
    await bea.presses("Download or erase its data")
    assert "Submitted versions: 1" in text_of(bea.finished.content)
    files = await packed(bea, "data-of:trial")
    assert b"Zebrafinch" in files["data.json"]
    await house.petra.wants("data-of:trial", "0", "document.zip")
    assert not house.petra.reply.files
    await bea.presses("Erase this cluster")
    assert "is erased" in bea.heard
    assert "Zebrafinch" not in str(everything(house))
    assert "programme" in everything(house)["clusters"]
    house.now += timedelta(minutes=1)
    await bea.opens("who-did-what")
    assert "Bea | data:erase | trial | done" in text_of(bea.finished.content)
    petra = await house.petra.opens("who-did-what")
    assert petra.view is None
    assert "too old to work" in (await petra.presses_action("data:done")).heard
