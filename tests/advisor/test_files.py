"""Documents as files: whole, and open to those to whom the document is open."""

import threading
from dataclasses import replace
from io import BytesIO

import docx as word
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.advisor.documents.files import file_name
from bot.chat.blocks import Downloads
from tests.advisor.conversation import House, Person
from tests.advisor.test_sharing import opened_in_channel
from tests.advisor.test_wall import stranger
from tests.advisor.work import action, changes_action, submits_plan

RATED = action("Call", impact="high", effort="low", accountable="Mara", outcome="Three companies apply")
FORMS = ("docx", "xlsx", "ics", "txt")


async def taken(person: Person, document: str, form: str, version: str = "1") -> bytes:
    (file,) = (await person.wants(document, version, f"document.{form}")).reply.files
    assert file.name == f"{file_name(file.title)}.{form}"
    return file.content


async def test_a_plan_in_word_has_the_six_columns_of_the_template_then_all_else(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    opened = word.Document(BytesIO(await taken(mara, document, "docx")))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]
    template = next(table for table in tables if table[0][0] == "Action")
    assert template == [
        ["Action", "Responsible", "Stakeholders", "Requirements", "Expected outcome", "Deadline"],
        ["Call", "Jonas", "", "", "Three companies apply", "15 January 2027"],
    ]
    assert [["Action", "Priority", "Status"], ["Call", "Quick win", "Not started"]] in tables
    assert [["Quadrant", "Actions"], ["Quick win", "Call"]] in tables
    assert [["Action", "Jonas", "Mara"], ["Call", "R", "A"]] in tables
    headings = [each.text for each in opened.paragraphs if each.style and str(each.style.name).startswith("Heading")]
    assert [text for text in headings if text in ("Actions", "Pictures", "Roles (RACI)")] == [
        "Actions",
        "Pictures",
        "Roles (RACI)",
    ]
    assert len(opened.inline_shapes) == 2


async def test_the_other_files_say_the_same_plan(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    page = load_workbook(BytesIO(await taken(mara, document, "xlsx"))).worksheets[0]
    assert [cell.value for cell in page[2]][1:3] == ["Call", "Jonas"]
    (event,) = Calendar.from_ical(await taken(mara, document, "ics")).walk("VEVENT")
    assert (event["summary"], event["sequence"]) == ("Call", 1)
    assert "Three companies apply" in str(event["description"])
    assert "Three companies apply" in (await taken(mara, document, "txt")).decode()


async def test_a_file_from_a_button_says_by_which_one_it_is_made_again(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    offered = (await mara.opens(document)).finished.content.blocks
    (excel,) = [each.action for block in offered if isinstance(block, Downloads) for each in block.items[1:2]]
    (file,) = (await mara.presses_action(excel)).reply.files
    (again,) = (await mara.presses_action(file.action)).reply.files
    assert file.action == excel
    assert replace(again, content=file.content) == file  # the time stands in a spreadsheet


async def test_the_sessions_ahead_stand_in_the_calendar(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    await mara.says("our coaching session is on 18 January 2027 at 14:00")
    events = Calendar.from_ical(await taken(mara, document, "ics")).walk("VEVENT")
    assert "Coaching session" in [event["summary"] for event in events]


async def gets(person: Person, document: str, version: str = "1") -> bool:
    """Whether somebody gets the files, asked for in either way."""
    got = set()
    for form in FORMS:
        got.add(bool((await person.wants(document, version, f"document.{form}")).reply.files))
        got.add(bool((await person.presses_action(f"document:file:{document}:{version}:{form}")).reply.files))
    (one,) = got
    return one


async def test_another_cluster_gets_no_file(house: House) -> None:
    document = await submits_plan(house.mara, RATED)
    assert await gets(house.mara, document)
    assert not await gets(stranger(house), document)


async def test_the_coach_gets_the_files_of_what_was_handed_in_and_of_nothing_later(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    petra = house.petra
    assert not await gets(petra, document)
    await mara.opens(document)
    await mara.presses("Hand in to coach")
    await changes_action(mara, document, "Call", action="Phone")
    await mara.submits()
    assert await gets(petra, document)
    assert not await gets(petra, document, "2")
    assert b"Phone" not in await taken(petra, document, "txt")
    assert b"Phone" in await taken(mara, document, "txt", "2")


async def test_what_is_not_there_is_said(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    for version, form in (("2", "docx"), ("²", "xlsx"), ("0", "ics")):
        await mara.wants(document, version, f"document.{form}")
        assert mara.reply.files == ()
        assert "This file can no longer be made." in mara.heard


async def test_files_are_offered_where_the_document_is_open_and_not_where_it_is_shared(house: House) -> None:
    document = await submits_plan(house.mara, RATED)
    (offered,) = [
        block for block in (await house.mara.opens(document)).finished.content.blocks if isinstance(block, Downloads)
    ]
    assert tuple(item.form for item in offered.items) == FORMS
    mara, press = await opened_in_channel(house.mara, document)
    await mara.presses_action(press)
    assert mara.reply.shared is not None
    assert not [block for block in mara.reply.shared.blocks if isinstance(block, Downloads)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Recruit 16 members", "Recruit 16 members"),
        ("../../etc/passwd", "etc passwd"),
        ('a/b\\c:d*e?"<f>|\n\x00', "a b c d e f"),
        ("Ζωή اتصل", "Ζωή اتصل"),
        (" . ", "document"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_title_is_a_file_name_in_its_own_letters(title: str, name: str) -> None:
    assert file_name(title) == name


async def test_files_are_made_beside_the_event_loop_on_the_thread_that_draws(house: House) -> None:
    made_on = await house.advisor.services.drawer.made(lambda: threading.current_thread().name.encode())
    assert made_on.startswith(b"pictures")
