"""What a cluster has already is brought in: shown first, asked about, and never over somebody's newer change."""

import asyncio
import io
import threading
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from bot.advisor.importing import bringing
from bot.advisor.readings import BusyError
from bot.chat.blocks import Entries, Entry
from bot.chat.events import Belonging, Intent, SentFile
from bot.chat.views import DocumentView, FormView, ReviewView
from bot.reminders.housekeeping import tidy
from tests.advisor.bringing import TABLE, brings, changed, pastes, sends_file, tables
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.work import action, changes_action, submits_plan


async def returned(person: Person, document: str, **edits: str) -> bytes:
    """The spreadsheet of a plan as it comes back, with other texts in its cells: old → new, empty for no row."""
    await person.wants(document, "1", "document.xlsx")
    (file,) = person.reply.files
    return edited(file.content, edits)


def edited(content: bytes, edits: dict[str, str]) -> bytes:
    """A spreadsheet in which somebody wrote other texts; a row whose new text is empty is taken out."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in list(sheet.iter_rows()):
            for cell in row:
                if str(cell.value) in edits and (new := edits[str(cell.value)]):
                    cell.value = new
                elif str(cell.value) in edits:
                    sheet.delete_rows(row[0].row or 0)
                    break
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


async def test_a_table_of_ones_own_becomes_a_draft_step_by_step(house: House) -> None:
    mara = await brings(house.mara, TABLE.replace("\t", ","), "Our plan 2027.csv")
    assert mara.on == "columns"
    fields = {field.question.label: field.value for field in mara.page.form.fields}
    assert fields == {"Action": "action", "Responsible": "responsible", "Deadline": "deadline", "Room": "-"}
    await mara.next()
    seen = text_of(mara.finished.content)
    assert "This would become a new document. Entries: 3." in seen
    assert tables(mara)["To check: 1"].rows == (("3", "Deadline", "soon"),)
    await mara.presses("Take over")
    assert "“Our plan 2027” is a draft now. Entries: 3." in mara.heard
    assert isinstance(mara.view, ReviewView)
    await mara.opens(mara.document, "actions")
    assert mara.rows("actions") == ["Call members", "Write a report", "Meet the board"]
    await mara.edits("actions", "Meet the board")
    assert mara.answers["deadline"] == "soon"


async def test_a_column_is_what_the_person_says(house: House) -> None:
    mara = await pastes(house.mara, TABLE)
    await mara.fills(c1="action").next()
    assert "Two columns cannot both be" in mara.page.form.error
    await mara.fills(c0="-", c1="responsible").next()
    assert "No column is" in mara.page.form.error
    await mara.fills(c0="action", c1="-").next()
    await mara.presses("Change the columns")
    assert mara.page.form.fields[1].value == "-"
    await mara.next()
    assert "Jonas" not in text_of(mara.finished.content)


async def test_what_is_chosen_for_a_column_is_kept_on_the_way(house: House) -> None:
    mara = await pastes(house.mara, TABLE)
    await mara.keeps(c3="requirements")
    await mara.opens(mara.document, "columns")
    assert mara.page.form.fields[3].value == "requirements"


async def test_a_file_of_ours_comes_back_to_its_document_with_what_was_changed(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"), action("Write"))
    content = await returned(mara, document, Call="Phone", Write="")
    await brings(mara, content, "plan.xlsx")
    assert changed(mara) == [("Action “Phone”: What will be done", "Call", "Phone")]
    assert tables(mara)["In the document, but not in your file: 1"].rows == (("Write",),)
    await mara.presses("Take over, and remove those")
    assert "The version that was submitted still counts" in mara.heard
    await mara.opens(document, "actions")
    assert mara.rows("actions") == ["Phone"]
    await mara.presses("Bring back the previous draft")
    await mara.opens(document, "actions")
    assert mara.rows("actions") == ["Call", "Write"]


async def test_missing_entries_stay_where_one_wants(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"), action("Write"))
    await brings(mara, await returned(mara, document, Write=""), "plan.xlsx")
    assert "It is the same as what is here" in text_of(mara.finished.content)
    assert [label for label in mara.labels if "those" in label] == ["Remove those"]
    await mara.presses("Throw it away")
    assert "changed nothing" in mara.heard
    await mara.opens(document, "actions")
    assert mara.rows("actions") == ["Call", "Write"]


async def test_a_status_that_comes_back_counts_at_once(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call", status="in-progress"))
    content = await returned(mara, document, **{"In progress": "Done"})
    await brings(mara, content, "plan.xlsx")
    await mara.presses("Take over")
    await mara.opens_home()
    assert "Call" not in [entry.title for entry in due(mara) if not entry.over]


def due(person: Person) -> list[Entry]:
    assert person.home is not None
    return [entry for block in person.home.blocks if isinstance(block, Entries) for entry in block.items]


async def test_two_people_who_bring_at_once_lose_nothing(house: House) -> None:
    mara, jonas = house.mara, house.jonas
    document = await submits_plan(mara, action("Call"), action("Write"))
    first = await returned(mara, document, Call="Phone")
    second = await returned(mara, document, Call="Ring", Write="Print")
    await brings(mara, first, "plan.xlsx")
    await brings(jonas, second, "plan.xlsx")
    await mara.presses("Take over")
    await jonas.presses("Take over")
    seen = text_of(jonas.finished.content)
    assert "Mara changed the document after you looked." in seen
    assert "Changed in both: 1" in seen
    assert changed(jonas) == [("Action “Print”: What will be done", "Write", "Print")]
    await jonas.presses("Take over")
    await jonas.opens(document, "actions")
    assert jonas.rows("actions") == ["Phone", "Print"]
    assert [(each.mine, each.theirs) for each in jonas.page.conflicts] == [("Ring", "Phone")]


async def test_what_a_colleague_changed_since_the_file_was_made_stays(house: House) -> None:
    mara, jonas = house.mara, house.jonas
    document = await submits_plan(mara, action("Call"), action("Write"))
    content = await returned(mara, document, Call="Phone")
    await changes_action(jonas, document, "Write", action="Print")
    await brings(mara, content, "plan.xlsx")
    assert "Jonas has changed the document since" in text_of(mara.finished.content)
    await mara.presses("Take over")
    await mara.opens(document, "actions")
    assert mara.rows("actions") == ["Phone", "Print"]


async def test_taken_twice_nothing_stands_there_twice(house: House) -> None:
    mara = await pastes(house.mara, TABLE)
    await mara.next()
    (take,) = [button.action for button in buttons(mara.finished.content) if button.label == "Take over"]
    await mara.presses_action(take)
    await mara.presses_action(take)
    assert "is no longer waiting" in mara.heard


async def test_a_table_goes_into_a_document_from_its_page(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call members"))
    await mara.opens(document)
    await mara.presses("Bring back the edited file")
    assert "Bring back: Recruit 16 members" in mara.page.form.page_title
    await mara.fills(text=TABLE).next()
    await mara.next()
    assert [row[0] for row in changed(mara)][-2:] == ["Action “Write a report”", "Action “Meet the board”"]


async def test_a_file_in_a_direct_message_is_understood_and_asked_about(house: House) -> None:
    mara = await sends_file(house.mara, SentFile(name="plan.csv", content=TABLE.encode()), text="import our plan")
    assert "“plan.csv” could become: Action plan. Rows: 3." in mara.heard
    assert "Room | Leave it out | 12" in mara.heard
    await mara.presses("Yes, show what would change")
    assert isinstance(mara.view, DocumentView)


async def test_a_table_in_a_message_is_taken_for_one_only_if_it_is_one(house: House) -> None:
    mara = await house.mara.says(TABLE)
    assert "“Your table” could become: Action plan. Rows: 3." in mara.heard
    await mara.presses("Throw it away")
    for text in ("Our members:\nA, B\nC, D\nHow do we keep them?", "One\ttwo\nthree\tfour\nfive\tsix"):
        await mara.says(text)
        assert "Did I understand" not in mara.heard
    jonas = await house.jonas.in_channel().says(TABLE)
    assert "Did I understand" not in jonas.heard


async def test_it_begins_with_plain_words_a_command_and_a_button(house: House) -> None:
    for text in ("import our plan", "I have a plan in Excel"):
        mara = await house.mara.says(text)
        assert "There is no need to type it again" in mara.heard
        await mara.presses("Bring a plan you have")
        assert mara.on == "bring"
    for command in ("/import", "/advisor import"):
        assert (await house.mara.commands(command)).on == "bring"
    for view in ("start", "documents"):
        mara = await house.mara.opens_home(view)
        assert (await mara.presses("Bring a plan you have")).on == "bring"


async def test_what_waits_stands_on_home_until_it_is_forgotten(house: House) -> None:
    mara = await brings(house.mara, TABLE, "plan.csv")
    await mara.opens_home("start")
    assert "Brought in, not taken over yet" in text_of(mara.home)  # type: ignore[arg-type]
    await mara.presses("Go on")
    assert mara.on == "columns"
    document = mara.document
    await tidy(house.store, house.now + timedelta(days=6))
    assert (await mara.opens(document)).on == "columns"
    await tidy(house.store, house.now + timedelta(days=8))
    await mara.opens(document)
    assert "is no longer waiting" in mara.heard


async def test_nobody_else_sees_what_waits_and_a_coach_brings_nothing(house: House) -> None:
    mara = await brings(house.mara, TABLE)
    for other in (house.jonas, house.person("web:sol", workspace="web:south", name="Sol")):
        await other.opens(mara.document)
        assert "is no longer waiting" in other.heard
    petra = await house.petra.presses_action("import:start")
    assert petra.view is None
    await petra.opens("import", "bring")
    assert "Only the staff of a cluster can bring in plans" in petra.heard
    await sends_file(petra, SentFile(name="plan.csv", content=TABLE.encode()))
    assert "Only the staff of a cluster can bring in plans" in petra.heard
    guest = house.person("web:guest", belonging=Belonging.GUEST)
    await sends_file(guest, SentFile(name="plan.csv", content=TABLE.encode()))
    assert "As a guest" in guest.heard


async def test_only_so_many_files_wait_for_one_person(house: House) -> None:
    mara = house.mara
    for _ in range(bringing.MOST):
        await pastes(mara, TABLE)
    await pastes(mara, TABLE)
    assert "10 of your files are already waiting" in mara.page.form.fields[0].error
    assert mara.page.form.fields[0].value == TABLE.strip()
    assert (await pastes(house.jonas, TABLE)).on == "columns"


async def test_two_files_of_one_person_are_not_read_at_once(house: House) -> None:
    readings = house.advisor.services.readings

    async def meanwhile() -> None:
        with pytest.raises(BusyError):
            await readings.read("mara", lambda: None)

    go_on = threading.Event()
    reading = asyncio.create_task(readings.read("mara", go_on.wait))
    await asyncio.sleep(0)
    await meanwhile()
    go_on.set()
    assert await reading


async def test_nothing_is_read_where_nothing_was_sent(house: House) -> None:
    mara = await house.mara.presses_action("import:start")
    await mara.next()
    assert "There is nothing to read yet" in mara.page.form.error
    await mara.sends(Intent.NEXT, file=SentFile(name="a.xlsx", problem="import.not-fetched"))
    assert "I did not get your file" in mara.page.form.error


async def test_a_file_in_a_channel_is_left_alone(house: House) -> None:
    mara = await sends_file(house.mara.in_channel(), SentFile(name="", problem="import.not-fetched"))
    assert "I did not open it" in mara.heard


async def test_the_document_of_a_file_that_is_gone_becomes_a_new_one(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    content = await returned(mara, document, Call="Phone")
    await mara.presses_action(f"document:delete-it:{document}")
    await brings(mara, content, "plan.xlsx")
    assert "is no longer here" in text_of(mara.finished.content)
    await mara.presses("Take over")
    assert mara.document != document


async def test_many_columns_fold_away_where_they_are_left_out(house: House) -> None:
    heads = ["Action", "Responsible", "Deadline", *(f"Extra {number}" for number in range(20))]
    row = ["Call", "Jonas", "2027-01-15", *("x" * 3 for _ in range(20))]
    mara = await pastes(house.mara, "\n".join("\t".join(line) for line in (heads, row, ["Write", *row[1:]])))
    assert isinstance(mara.view, FormView)
    assert [field.key for field in mara.page.form.fields if not field.question.more] == ["c0", "c1", "c2"]


async def test_a_long_plan_is_looked_at_in_a_window_where_there_is_little_room(house: House) -> None:
    rows = "\n".join(f"Call {number}\tJonas\t2027-01-15" for number in range(30))
    mara = await pastes(house.mara, f"Action\tResponsible\tDeadline\n{rows}")
    await mara.next()
    (table,) = tables(mara).values()
    assert table.aside
    assert [label for label in mara.labels if label == "Take over"] == ["Take over"] * 2
    await mara.presses_action(table.action)
    assert mara.reply.window is not None
    assert "Call 29" in text_of(mara.reply.window)
