"""A member questionnaire from its design to its analysis, as the people of the cluster and their members see it."""

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from bot.advisor.questionnaires.public import Public, State
from bot.chat.blocks import Progress, TableBlock
from bot.chat.events import FormSent, Intent, SentFile
from flows.forms import FormRef
from tests.advisor.conversation import House, Person, buttons, text_of

NAMES = ("Norte", "Sal", "Doca", "Rede", "Ilha", "Algas")


async def submits(person: Person, *, way: str = "personal", **more: Any) -> str:
    """A submitted questionnaire; returns its id."""
    await person.commands("/questionnaire new")
    await person.fills(name="Our services in 2027", purpose="Which services we keep").next()
    await person.fills(satisfaction=["overall"], needs=["abroad"], text=["change"]).next()
    if way == "personal":
        for at, name in enumerate(NAMES):
            await person.adds("members")
            await person.fills(name=name, weight="5" if at == 0 else "1").saves()
    await person.fills(way=way, **more).next()
    assert person.answers == {"reminder": "2027-01-10", "deadline": "2027-01-20"}, "the programme's dates"
    await (await person.next()).submits()
    return person.finished.document


async def sends_out(person: Person, **more: Any) -> tuple[str, list[str]]:
    """One that was sent out: its id, and the tokens of its links."""
    document = await submits(person, **more)
    await person.presses("Send it out")
    return document, tokens(person)


def tokens(person: Person) -> list[str]:
    tables = [block for block in person.finished.content.blocks if isinstance(block, TableBlock)]
    links = [str(row[1]) for table in tables for row in table.rows if len(row) > 1]
    return [link.rpartition("/questionnaire/")[2] for link in links]


async def answers(house: House, token: str, device: str = "phone", **typed: Any) -> Public:
    """What a member meets who sends answers."""
    found = await house.advisor.send_answers(token, device, typed, "en", house.now)
    assert found is not None
    return found


async def look(house: House, token: str, device: str = "phone") -> Public | None:
    return await house.advisor.questionnaire(token, device, "en", house.now)


async def progress(person: Person, document: str) -> str:
    await person.opens(document)
    return next(block.text for block in person.finished.content.blocks if isinstance(block, Progress))


async def test_each_member_gets_a_link_answers_once_and_the_page_tells_how_many_did(house: House) -> None:
    document, links = await sends_out(house.mara)
    assert len(set(links)) == len(NAMES)
    met = await look(house, links[1])
    assert met is not None
    assert met.form is not None
    assert (met.state, met.member, met.title) == (State.OPEN, "Sal", "Our services in 2027")
    assert [f.question.group for f in met.form.fields] == ["Satisfaction", "Needs", "In your own words"]
    assert (await answers(house, links[1], overall="4")).state is State.ANSWERED
    assert (await answers(house, links[1], overall="1")).state is State.ANSWERED
    assert await progress(house.jonas, document) == "1 of 6 answered (17 %)"
    jonas = await house.jonas.presses_action(f"questionnaire:links:{document}")
    assert "Sal" in text_of(jonas.finished.content).partition("Answered: 1")[2]
    assert len(tokens(jonas)) == 5
    await jonas.presses_action(f"questionnaire:file:{document}:xlsx")
    sheet = openpyxl.load_workbook(BytesIO(jonas.reply.files[0].content)).worksheets[0]
    assert [row[-1] for row in sheet.iter_rows(min_row=2, max_row=3, values_only=True)] == [None, "yes"]


async def test_what_is_wrong_is_said_at_its_question_and_kept_on_the_same_device(house: House) -> None:
    _, links = await sends_out(house.mara)
    wrong = await answers(house, links[0], overall="9", change="More visits")
    assert wrong.form is not None
    assert [f.error for f in wrong.form.fields] == ["This must be 5 or less.", "", ""]
    again, elsewhere = await look(house, links[0]), await look(house, links[0], "another device")
    assert again is not None
    assert again.form is not None
    assert elsewhere is not None
    assert (again.resumed, again.form.fields[2].value, elsewhere.resumed) == (True, "More visits", False)
    empty = await answers(house, links[0])
    assert empty.form is not None
    assert "Nothing is answered yet" in empty.form.error


async def test_a_changed_link_leads_nowhere_and_one_of_another_questionnaire_neither(house: House) -> None:
    _, links = await sends_out(house.mara)
    name, member, signature = links[0].split(".")
    other = links[1].split(".")[1]
    forged = [f"{name}.{other}.{signature}", f"{name}.{member}.{signature[:-1]}x", f"x.{member}.{signature}"]
    forged += ["", "..", "a.b.c", f"{name}.zz.{signature}", f"{name}.{member}.ü", links[0][:-1]]
    for token in forged:
        assert await look(house, token) is None, token
        assert await house.advisor.send_answers(token, "phone", {"overall": "5"}, "en", house.now) is None


async def test_one_link_for_all_takes_so_many_answers_however_many_a_script_sends(house: House) -> None:
    document, (link,) = await sends_out(house.mara, way="open", most="5", asked="40")
    states = [(await answers(house, link, f"device {n}", overall="1")).state for n in range(40)]
    assert states == [State.ANSWERED] * 5 + [State.FULL] * 35
    assert (await answers(house, link, "device 1", overall="1")).state is State.ANSWERED
    mara = house.mara
    assert await progress(mara, document) == "5 of 40 answered (12 %)"
    assert "Your limit of 5 answers has been reached" in text_of(mara.finished.content)


async def test_after_its_deadline_nothing_is_taken_until_a_later_day_is_set(house: House) -> None:
    document, links = await sends_out(house.mara)
    await house.until("2027-01-21 00:00")
    assert (await answers(house, links[0], overall="5")).state is State.CLOSED
    mara = await house.mara.opens(document, "dates")
    await (await mara.fills(deadline="2027-01-31").next()).submits()
    assert (await answers(house, links[0], overall="5")).state is State.ANSWERED


async def test_it_closes_at_the_end_of_the_day_of_its_cluster_wherever_its_people_travel(house: House) -> None:
    document, links = await sends_out(house.mara)
    away = house.mara
    away.actor = away.actor.model_copy(update={"zone": "Pacific/Auckland"})
    away = await away.opens(document, "dates")
    await (await away.fills(deadline="2027-01-19").next()).submits()
    await house.until("2027-01-19 23:59")
    assert (await answers(house, links[0], overall="5")).state is State.ANSWERED
    await house.until("2027-01-20 00:00")
    assert (await answers(house, links[1], overall="5")).state is State.CLOSED


async def test_questions_stay_once_somebody_answered_and_dates_and_members_may_change(house: House) -> None:
    document, links = await sends_out(house.mara)
    await answers(house, links[0], overall="5")
    mara = await house.mara.opens(document, "questions")
    mara = await (await mara.fills(satisfaction=["useful"]).reviews()).submits()
    assert "the questions must stay as they are" in mara.heard
    mara = await house.mara.opens(document, "questions")
    await mara.fills(satisfaction=["overall"]).reviews()
    await mara.edits_part("who")
    await mara.removes("members", "Algas")
    await (await mara.reviews()).submits()
    assert await look(house, links[5]) is None
    assert await progress(mara, document) == "1 of 5 answered (20 %)"


async def closed(house: House) -> tuple[str, Person]:
    """All six answered, and it is closed."""
    document, links = await sends_out(house.mara)
    for at, link in enumerate(links):
        await answers(house, link, overall="5" if at < 3 else "2", abroad="yes", change=f"Text {at}")
    mara = await house.mara.opens(document)
    assert "Text 1" not in text_of(mara.finished.content), "nothing is told before it is closed"
    return document, await mara.presses("Close and show the answers")


async def test_closed_it_tells_what_was_answered_on_its_page_in_pictures_and_files(house: House) -> None:
    document, mara = await closed(house)
    told = text_of(mara.finished.content)
    assert "How satisfied are you with our cluster overall? | 6 | 3.5" in told
    assert "What should we change first? | Text 0" in told
    assert "Weights are left out" in told
    await mara.wants(document, "1", "answers-means.png")
    assert mara.reply.files[0].content.startswith(b"\x89PNG")
    await mara.wants(document, "1", "document.xlsx")
    names = openpyxl.load_workbook(BytesIO(mara.reply.files[0].content)).sheetnames
    assert {"Answers means", "Answers in their own words"} <= {name.replace(":", "") for name in names}, names
    mara = await (await mara.opens(document, "aim")).reviews()
    assert "stays as it is" in (await mara.submits()).heard
    coach = await house.petra.opens(document)
    assert "Text 0" not in coach.seen


async def test_the_coach_sees_the_questionnaire_that_was_handed_in_and_none_of_its_answers(house: House) -> None:
    document = await submits(house.mara)
    mara = await house.mara.opens(document)
    assert "not sent out" in text_of(mara.finished.content)
    assert [button.label for button in buttons(mara.finished.content)].count("Hand in to coach") == 1
    await mara.presses("Hand in to coach")
    coach = await house.petra.opens(document)
    assert "How satisfied are you with our cluster overall?" in text_of(coach.finished.content)
    await mara.presses_action(f"questionnaire:send:{document}")
    await answers(house, tokens(mara)[0], overall="5", change="Secret wish")
    await mara.presses_action(f"questionnaire:close:{document}")
    for number, form in (("1", "document.xlsx"), ("1", "document.txt"), ("1", "answers-means.svg")):
        coach = await house.petra.wants(document, number, form)
        assert all(b"Secret wish" not in file.content for file in coach.reply.files)
    for verb in ("links", "bring", "close", "send", "file"):
        assert "button" in (await house.petra.presses_action(f"questionnaire:{verb}:{document}:docx")).heard


async def test_nobody_of_another_cluster_gets_anything(house: House) -> None:
    document, _ = await sends_out(house.mara)
    stranger = house.person("web:stranger", workspace="web:other", name="Sol", zone="Europe/Rome")
    for verb in ("links", "bring", "close", "send", "file", "take"):
        stranger = await stranger.presses_action(f"questionnaire:{verb}:{document}:xlsx")
        assert (stranger.view, stranger.reply.files) == (None, ()), verb
    assert await progress(house.mara, document) == "0 of 6 answered (0 %)"


async def brings(person: Person, document: str, text: str = "", file: SentFile | None = None) -> Person:
    await person.presses_action(f"questionnaire:bring:{document}")
    page = person.page
    return await person.does(
        FormSent(
            actor=person.actor,
            place=person.place,
            document=page.document,
            ref=FormRef("bring"),
            revision=page.revision,
            answers={"text": text},
            intent=Intent.NEXT,
            file=file,
        )
    )


TABLE = (
    "Company;1;Do you want to enter a new market abroad within two years?;Phone\n"
    "norte;4;ja;1\nSal;9;no;2\nSaal & Co;3;yes;3\nStranger;3;yes;4\nDoca;5;perhaps;5\n"
)


async def test_answers_from_elsewhere_are_matched_with_members_and_unknown_ones_asked_about(house: House) -> None:
    document, links = await sends_out(house.mara)
    await answers(house, links[0], overall="1")
    mara = await brings(house.mara, document, file=SentFile(name="paper.csv", content=TABLE.encode()))
    assert [f.question.label for f in mara.page.form.fields] == ["Saal & Co", "Stranger"]
    assert mara.page.form.fields[0].choices[0].label == "Sal"
    await mara.fills(w0="").next()
    assert "choose a member" in mara.errors["w0"]
    ilha = next(choice.value for choice in mara.page.form.fields[0].choices if choice.label == "Ilha")
    await mara.fills(w0=ilha, w1="-").next()
    told = text_of(mara.finished.content)
    assert "Answers that would be added: 3" in told
    assert "their first answer stays: norte" in told
    assert "Left out, as you said: Stranger" in told
    assert "3 | How satisfied are you with our cluster overall? | 9" in told
    assert "Columns left out, because they are not questions: Phone" in told
    assert await progress(house.jonas, document) == "1 of 6 answered (17 %)"
    await mara.presses("Add these answers")
    assert await progress(house.jonas, document) == "4 of 6 answered (67 %)"
    assert "No answers are waiting" in (await mara.presses_action(f"questionnaire:take:{document}")).heard


async def test_who_brought_some_answers_in_cannot_subtract_them_from_all(house: House) -> None:
    document, links = await sends_out(house.mara)
    for link in links[:2]:
        await answers(house, link, overall="1", change="Less of it")
    rows = "".join(f"{name};5\n" for name in NAMES[2:])
    mara = await (await brings(house.mara, document, f"Company;1\n{rows}")).presses("Add these answers")
    told = text_of((await mara.presses("Close and show the answers")).finished.content)
    assert "6 answered, but fewer than 5 of them by link" in told
    assert "Less of it" not in told
    assert "3.7" not in told


async def test_answers_from_a_file_beyond_the_limit_are_all_left_out_and_that_is_said(house: House) -> None:
    mara = house.mara
    document, (link,) = await sends_out(mara, way="open", most="5", asked="40")
    await answers(house, link, overall="1")
    mara = await brings(mara, document, "1;Note\n" + "4;a\n" * 5)
    assert "room for only 4 more" in text_of(mara.finished.content)
    assert "Add these answers" not in mara.labels
    await mara.presses_action(f"questionnaire:take:{document}")
    assert await progress(mara, document) == "1 of 40 answered (2 %)"


async def test_a_name_that_could_be_two_members_or_only_looks_like_one_is_asked_about(house: House) -> None:
    mara = house.mara
    document = await submits(mara)
    mara = await mara.opens(document, "who")
    await (await mara.adds("members")).fills(name="Norte (Porto)").saves()
    await (await mara.reviews()).submits()
    await mara.presses("Send it out")
    table = "Name of our company contact;Company;1\nx;Norte (porto);4\ny;Norte (Faro);5\nz;NORTE;3\n"
    mara = await brings(mara, document, table)
    assert [f.question.label for f in mara.page.form.fields] == ["Norte (Faro)"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("Company;What is your colour?\nNorte;blue\n", "none of your questions"),
        ("1;2\n4;yes\n", "no column with the members"),
        ("Company;1\n" + "".join(f"Firm {n};3\n" for n in range(41)), "41 names are not in your list"),
        ("", "nothing to read"),
    ],
)
async def test_a_table_of_which_nothing_can_be_taken_says_what_to_do(house: House, table: str, said: str) -> None:
    document, _ = await sends_out(house.mara)
    mara = await brings(house.mara, document, table)
    assert any(said in text for text in (mara.page.form.error, *mara.errors.values())), mara.seen


async def test_on_its_two_dates_whose_questionnaire_it_is_gets_reminded_until_it_is_closed(house: House) -> None:
    document, links = await sends_out(house.mara)
    await answers(house, links[0], overall="5")
    await house.until("2027-01-12 12:00")
    (line,) = await house.mara.inbox()
    assert line.at.date().isoformat() == "2027-01-11", "the tenth is a Sunday"
    assert "Answers so far: 1 of 6" in text_of(line.message)
    await house.until("2027-01-21 12:00")
    mara = house.mara
    over = [text_of(line.message) for line in await mara.inbox()][-1]
    assert over.startswith("Our services in 2027 closed on 20 January 2027. Answers: 1.")
    assert (await mara.presses("Open the questionnaire")).finished.document == document
    assert await house.jonas.inbox() == []


async def test_a_moved_date_or_a_closed_questionnaire_withdraws_the_reminders(house: House) -> None:
    document, _ = await sends_out(house.mara)
    mara = await house.mara.opens(document, "dates")
    await (await mara.fills(reminder="2027-02-10", deadline="2027-02-20").next()).submits()
    await house.until("2027-02-01 12:00")
    assert await house.mara.inbox() == []
    await mara.presses_action(f"questionnaire:close:{document}")
    assert "Edit" not in [button.label for button in buttons(mara.finished.content)], "nothing can change"
    await house.until("2027-03-01 12:00")
    assert await house.mara.inbox() == []


async def test_one_that_was_never_sent_out_reminds_of_that(house: House) -> None:
    await submits(house.mara)
    await house.until("2027-01-30 12:00")
    (line,) = await house.mara.inbox()
    assert "is not sent out yet" in text_of(line.message)


async def test_whatever_members_write_stays_text_on_the_page_and_in_the_files(house: House) -> None:
    evil = (
        '=HYPERLINK("https://evil.example","x")',
        "<script>alert(1)</script>",
        "[x](javascript:alert)",
        "**a** | b",
        "+1+1",
    )
    document, links = await sends_out(house.mara)
    for at, link in enumerate(links):
        await answers(house, link, overall="3", change=(*evil, "\u202egnp.exe\x07")[at])
    mara = house.mara
    await mara.presses_action(f"questionnaire:close:{document}")
    (table,) = [
        block
        for block in mara.finished.content.blocks
        if isinstance(block, TableBlock) and block.columns == ("Question", "Answer")
    ]
    assert set(evil) <= {str(row[1]) for row in table.rows}
    await mara.wants(document, "1", "document.xlsx")
    book = openpyxl.load_workbook(BytesIO(mara.reply.files[0].content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert not [cell for cell in cells if cell.hyperlink]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)


async def test_on_paper_stand_all_questions_with_boxes(house: House) -> None:
    document = await submits(house.mara)
    mara = await house.mara.presses_action(f"questionnaire:file:{document}:docx")
    paper = docx.Document(BytesIO(mara.reply.files[0].content))
    lines = [paragraph.text for paragraph in paper.paragraphs]
    assert "1. How satisfied are you with our cluster overall?" in lines
    assert any(line.count("☐") == 5 for line in lines)
    assert any("3. What should we change first?" in line for line in lines)
