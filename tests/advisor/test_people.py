"""People named in a plan: bound when a form is saved, reminded by id, told of when they cannot be reached."""

from datetime import timedelta
from typing import Any

import pytest

from bot.store import people
from bot.store.clusters import add_person
from bot.store.scope import Role
from bot.trial import CLUSTER
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, adds_action, changes_action, drafts_plan, submits_plan

JOSE = "José Núñez"


def joins(house: House, name: str, account: str = "", *, zone: str = "Europe/Brussels") -> Person:
    """One more colleague, who has an account and never wrote."""
    account = account or f"web:{name.split()[0].lower()}"
    with house.store.writing() as tx:
        add_person(
            tx,
            cluster=CLUSTER,
            person=account.replace(":", "-"),
            name=name,
            account=account,
            workspace="web:trial",
            role=Role.STAFF,
            zone=zone,
            locale="en",
            country="BE",
            now=house.now,
        )
    return house.person(account)


def renames(house: House, account: str, name: str) -> None:
    """The profile of somebody has another name from now on."""
    with house.store.writing() as tx:
        people.upsert(tx, account, "", name, "", "", house.now)


async def reminded(house: House, person: Person) -> list[str]:
    """The texts of the reminders that somebody has got before, at and just after the deadline."""
    await house.until("2027-01-20 12:00")
    return [text_of(line.message) for line in await person.inbox()]


async def types(house: House, typed: Any, field: str = "responsible") -> Person:
    """Mara fills one action with this answer and saves it."""
    mara = await drafts_plan(house.mara)
    return await adds_action(mara, **{**action("Call"), field: typed})


@pytest.mark.parametrize(
    ("colleague", "typed"),
    [
        (JOSE, "Jose\u0301 Nu\u0301n\u0303ez"),
        ("Sinéad O’Brien", "Sinéad O'Brien"),
        ("Sinéad O'Brien", "sinéad o´brien"),
        ("Anna-Lena Weiß", "ANNA‑LENA WEISS"),
        ("Işık Yılmaz", "IŞIK YILMAZ"),
        ("Lena Sample", "\u200eLena\u00a0Sample\u200b"),
        ("Lena Sample", "Sample, Lena"),
        ("Lena Sample", "Lena Sample <lena@x.org>"),
        ("Lena Sample", "Dr. Lena Sample"),
        ("Lena Sample", "Lena Sample (chair)"),
        ("Lena Sample", "@Lena Sample"),
        ("Lena 🌴 Sample", "Lena Sample"),
        ("محمد عبد الله", "محمد عبدالله"),
    ],
)
async def test_a_colleague_is_reminded_however_the_name_is_written(house: House, colleague: str, typed: str) -> None:
    other = joins(house, colleague, "web:other")
    await submits_plan(house.mara, action("Call", responsible=typed))
    assert len(await reminded(house, other)) == 3
    assert await house.mara.inbox() == []


@pytest.mark.parametrize("typed", ["Lena", "L. Sample", "Lena S.", "Sample", "lena.sample@x.org", "Lena Smaple"])
async def test_who_is_likely_meant_is_asked_about(house: House, typed: str) -> None:
    lena = joins(house, "Lena Sample")
    mara = await types(house, typed)
    assert mara.errors == {"responsible": f"Who is “{typed}”? Do you mean Lena Sample?"}
    await mara.fills(responsible=f"<@web-lena> {typed}").saves()
    assert mara.rows("actions") == ["Call"]
    await (await mara.next()).submits()
    assert len(await reminded(house, lena)) == 3


async def test_somebody_outside_stays_as_typed_and_is_not_asked_about_again(house: House) -> None:
    joins(house, "Lena Sample")
    mara = await types(house, "Lena")
    await mara.fills(responsible="<@-> Lena").saves()
    await mara.edits("actions", "Call")
    assert mara.page.form.fields[1].text == "Lena"
    await mara.fills(outcome="More members").saves()
    assert mara.on == "actions"
    await (await mara.next()).submits()
    assert "I cannot remind Lena, who is not one of your colleagues here. I will tell you instead." in mara.heard


async def test_two_colleagues_of_one_name_are_told_apart_by_a_choice(house: House) -> None:
    first = joins(house, "Ana", "web:ana-1", zone="Europe/Vienna")
    second = joins(house, "Ana", "web:ana-2")
    mara = await types(house, "Ana")
    assert mara.errors == {"responsible": "“Ana” could be several people. Who is it?"}
    await mara.fills(responsible="<@web-ana-2> Ana").saves()
    await mara.edits("actions", "Call")
    await mara.fills(outcome="More members").saves()  # the name comes back as it was shown
    await (await mara.next()).submits()
    assert len(await reminded(house, second)) == 3
    assert await first.inbox() == []


@pytest.mark.parametrize("name", ["Lena Neu", "Lena 🌴"])
async def test_a_new_display_name_changes_nothing_but_the_name_shown(house: House, name: str) -> None:
    lena = joins(house, "Lena Alt")
    document = await submits_plan(house.mara, action("Call", responsible="Lena Alt"))
    renames(house, "web:lena", name)
    shown = text_of((await house.mara.opens(document)).finished.content)
    assert f"Call | {name} |" in shown
    assert "not submitted yet" not in shown
    assert len(await reminded(house, lena)) == 3


async def test_a_page_that_was_open_during_a_new_name_keeps_the_person(house: House) -> None:
    lena = joins(house, "Lena Alt")
    mara = await types(house, "Lena Alt")
    await mara.edits("actions", "Call")
    renames(house, "web:lena", "Eva Neu")
    await mara.fills(responsible="Lena Alt", outcome="More").saves()
    await (await mara.next()).submits()
    assert "Eva Neu" in text_of(mara.finished.content)
    assert len(await reminded(house, lena)) == 3


@pytest.mark.parametrize(
    "typed",
    ["Mara, Jonas", "Mara and Jonas", "Mara & Jonas", "Mara / Jonas", "Mara; Jonas", "Mara\nJonas", "- Mara\n- Jonas"],
)
async def test_several_responsible_people_are_all_reminded(house: House, typed: str) -> None:
    document = await submits_plan(house.mara, action("Call", responsible=typed))
    assert "Call | Mara, Jonas |" in text_of((await house.mara.opens(document)).finished.content)
    told = await reminded(house, house.mara)
    assert len(told) == 3
    assert "Jonas and you are responsible." in told[0]
    assert len(await house.jonas.inbox()) == 3


async def test_of_several_the_owner_is_told_for_those_who_cannot_be_reached(house: House) -> None:
    await submits_plan(house.mara, action("Call", responsible="Jonas, Boris Sample"))
    (told, *_) = await reminded(house, house.mara)
    assert "Boris Sample is responsible. I cannot reach them here, so I am telling you." in told
    assert len(await house.jonas.inbox()) == 3


async def test_the_writer_is_me(house: House) -> None:
    await submits_plan(house.jonas, action("Call", responsible="me"))
    assert len(await reminded(house, house.jonas)) == 3


@pytest.mark.parametrize("typed", ["tbd", "?", "nobody", "n/a", "–", "offen"])
async def test_a_placeholder_is_nobody_and_counts_as_not_answered(house: House, typed: str) -> None:
    mara = await types(house, typed)
    assert mara.errors == {"responsible": f"“{typed}” names nobody, so this is not answered yet. Who is it?"}
    await mara.fills(responsible="Jonas").saves()
    assert mara.on == "actions"


async def test_a_placeholder_where_nobody_is_needed_is_said_to_count_as_no_answer(house: House) -> None:
    mara = await types(house, "tbd", "consulted")
    assert mara.on == "actions"
    assert mara.page.notices == ("“tbd” names nobody, so “Consulted” counts as not answered.",)


async def test_submitting_says_who_is_reminded_who_is_not_and_who_is_told_instead(house: House) -> None:
    lena = joins(house, "Lena Sample")
    await lena.says("reminders off")
    mara = await drafts_plan(
        house.mara,
        action("Call", responsible="Jonas, Boris Sample"),
        action("Write", responsible="Petra"),
        action("Meet", responsible="Lena Sample and me"),
    )
    await mara.submits()
    for said in (mara.heard, text_of(mara.finished.content)):
        assert "I remind Jonas and you 7 days and 1 day before each deadline" in said
        assert "I cannot remind Boris Sample, who is not one of your colleagues here. I will tell you instead." in said
        assert "I do not remind Petra: coaches read a plan once it is handed in. I will tell you instead." in said
        assert "Lena Sample has turned reminders off" in said


async def test_the_same_person_in_another_spelling_is_no_conflict(house: House) -> None:
    mara = await types(house, "Anna Outside")
    await mara.edits("actions", "Call")
    jonas = await house.jonas.opens(mara.document, "actions")
    await jonas.edits("actions", "Call")
    await jonas.fills(responsible="Berta Outside").saves()
    await mara.fills(responsible="BERTA OUTSIDE ").saves()
    assert mara.on == "actions"
    assert not mara.page.conflicts


async def test_a_name_written_better_is_kept(house: House) -> None:
    mara = await types(house, "boris sample")
    await mara.edits("actions", "Call")
    await mara.fills(responsible="Boris Sample").saves()
    await mara.edits("actions", "Call")
    assert mara.page.form.fields[1].text == "Boris Sample"


async def test_a_person_of_another_cluster_is_never_found(house: House) -> None:
    await house.person("web:lena", workspace="web:other", name="Lena Sample").says("hello")
    with house.store.reading() as tx:
        lena = people.by_account(tx, "web:lena")
    assert lena is not None
    document = await submits_plan(house.mara, action("Call", responsible=[{"name": "Lena", "person": lena.id}]))
    assert "I cannot remind Lena" in text_of((await house.mara.opens(document)).finished.content)
    assert len(await reminded(house, house.mara)) == 3


async def test_a_colleague_who_was_chosen_and_never_wrote_is_known_and_reminded(house: House) -> None:
    new = house.person("web:new", name="Nora New")
    await house.advisor.meet(new.actor, house.now)
    await submits_plan(house.mara, action("Call", responsible="Nora New"))
    assert len(await reminded(house, new)) == 3


async def test_the_roles_mark_everybody_responsible_and_the_load_counts_each(house: House) -> None:
    actions = [action(f"Call {n}", responsible="Jonas and Mara", accountable="Jonas") for n in range(6)]
    mara = await drafts_plan(house.mara, *actions)
    await mara.submits()
    shown = text_of(mara.finished.content)
    assert "Call 0 | R/A | R" in shown
    assert "Jonas is responsible for 6 open actions" in shown
    assert "Mara is responsible for 6 open actions" in shown


async def test_a_pasted_column_is_as_many_people(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call", consulted="Anna\nBerta\nCleo"))
    await mara.submits()
    assert "Call | R | C | C | C" in text_of(mara.finished.content)


async def test_names_typed_long_ago_are_bound_where_they_are_sure(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"), action("Write"))
    await mara.submits()
    with house.store.writing() as tx:  # as an earlier advisor stored it
        from sqlalchemy import select, update

        from bot.store.tables import versions

        (answers,) = tx.execute(select(versions.c.answers)).one()
        first, second = answers["actions"]["actions"]["rows"].values()
        first["responsible"], second["responsible"] = "jonas", "tbd"
        tx.execute(update(versions).values(answers=answers))
    shown = text_of((await house.mara.opens(mara.document)).finished.content)
    assert "Nobody is responsible for “Write”" in shown
    assert "Open actions with nobody responsible: 1. I will remind you of them." in shown
    await changes_action(house.mara, mara.document, "Write", status="in-progress")
    assert len(await reminded(house, house.jonas)) == 3
    assert any("Nobody is responsible for this yet" in text_of(line.message) for line in await house.mara.inbox())


async def test_a_colleague_who_left_is_said_to_be_gone(house: House) -> None:
    lena = joins(house, "Lena Sample")
    document = await submits_plan(house.mara, action("Call", responsible="Lena Sample"))
    with house.store.writing() as tx:
        from sqlalchemy import delete

        from bot.store.tables import people as rows

        tx.execute(delete(rows).where(rows.c.id == "web-lena"))
    shown = text_of((await house.mara.opens(document)).finished.content)
    assert "I cannot remind Lena Sample, who is no longer in your cluster. I will tell you instead." in shown
    assert lena.actor.account == "web:lena"
    house.now += timedelta(minutes=1)


async def test_what_is_offered_is_in_words(house: House) -> None:
    await house.person("web:lena", name="Lena Sample").opens_home()
    mara = await drafts_plan(house.mara, action("Call"))
    await mara.edits_part("actions")
    await adds_action(mara, **action("Write", responsible="Lena", duration="half a day"))
    offers = {field.key: [offer.label for offer in field.offers] for field in mara.page.form.fields if field.offers}
    assert offers == {
        "responsible": ["Lena Sample", "Somebody outside: Lena"],
        "duration": ["Working days: 1"],
    }
