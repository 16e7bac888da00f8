"""The pictures of a document: shown with what they say, and open to those to whom the document is open."""

import re

from bot.advisor.documents.plain_text import as_text
from bot.chat.blocks import Findings, PictureBlock, TableBlock
from bot.chat.views import Message
from bot.store import documents
from bot.store.people import by_account
from tests.advisor.conversation import House, Person
from tests.advisor.test_sharing import opened_in_channel
from tests.advisor.test_wall import stranger
from tests.advisor.work import action, changes_action, submits_plan
from tests.docs.sample_documents import CANVAS

RATED = action("Call", impact="high", effort="low")
NOT_THERE = "This picture is no longer there."


def pictures(message: Message) -> list[PictureBlock]:
    return [block for block in message.blocks if isinstance(block, PictureBlock)]


async def test_pictures_stand_behind_the_document_and_before_what_follows_from_it(house: House) -> None:
    await submits_plan(mara := house.mara, RATED)
    blocks = mara.finished.content.blocks
    kinds, titles = [type(block) for block in blocks], [getattr(block, "title", "") for block in blocks]
    last_table = max(at for at, kind in enumerate(kinds) if kind is TableBlock)
    assert kinds.index(Findings) < titles.index("Actions") < kinds.index(PictureBlock) < last_table
    matrix, schedule = pictures(mara.finished.content)
    assert (matrix.title, schedule.title) == ("Action priority matrix", "Schedule")
    assert "Quick win: Call." in matrix.alt
    assert matrix.alt in as_text(mara.finished)


async def test_a_picture_comes_in_the_form_that_is_asked_for_and_says_what_it_shows(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    for name, begins in (("priorities.svg", b"<?xml"), ("priorities.png", b"\x89PNG")):
        (file,) = (await mara.wants(document, "1", name)).reply.files
        assert file.content.startswith(begins)
        assert (file.name, file.title) == (name, "Action priority matrix")
        assert "Quick win: Call." in file.alt
    (pressed,) = (await mara.presses_action(f"document:picture:{document}:1:priorities")).reply.files
    assert pressed.content == file.content


async def test_what_is_not_there_is_said(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    for version, name in (("1", "priorities.gif"), ("1", "no.svg"), ("2", "priorities.svg"), ("²", "priorities.svg")):
        await mara.wants(document, version, name)
        assert mara.reply.files == ()
        assert NOT_THERE in mara.heard


async def gets(person: Person, document: str, version: str = "1") -> bool:
    """Whether somebody gets a picture, asked for in either way."""
    by_page = bool((await person.wants(document, version, "priorities.svg")).reply.files)
    by_press = bool((await person.presses_action(f"document:picture:{document}:{version}:priorities")).reply.files)
    assert by_page is by_press
    return by_page


async def test_another_cluster_gets_no_picture(house: House) -> None:
    document = await submits_plan(house.mara, RATED)
    assert not await gets(stranger(house), document)


async def test_the_coach_gets_the_pictures_of_what_was_handed_in_and_of_nothing_later(house: House) -> None:
    document = await submits_plan(mara := house.mara, RATED)
    petra = house.petra
    assert not await gets(petra, document)
    await mara.opens(document)
    await mara.presses("Hand in to coach")
    await changes_action(mara, document, "Call", action="Phone")
    await mara.submits()
    assert await gets(petra, document)
    assert not await gets(petra, document, "2")
    assert await gets(mara, document, "2")
    (file,) = (await petra.wants(document, "1", "priorities.svg")).reply.files
    assert "Quick win: Call." in file.alt


async def test_what_is_shared_has_no_picture_that_others_could_ask_for(house: House) -> None:
    document = await submits_plan(house.mara, RATED)
    mara, press = await opened_in_channel(house.mara, document)
    await mara.presses_action(press)
    assert mara.reply.shared is not None
    assert pictures(mara.reply.shared) == []


async def test_canvases_are_arranged_anew_for_paper(house: House) -> None:
    with house.store.writing() as tx:
        mara = by_account(tx, "web:mara")
        assert mara is not None
        documents.create(
            tx,
            mara.scope,
            id="canvas",
            dialogue=CANVAS.dialogue,
            dialogue_version=1,
            name=CANVAS.name,
            answers=CANVAS.answers,
            about="",
            parent=None,
            now=house.now,
        )
        documents.submit(tx, mara.scope, "canvas", revision=1, now=house.now)
    shown = pictures((await house.mara.opens("canvas")).finished.content)
    assert {block.id: block.on_paper for block in shown} == {"canvases": True, "funding": False}
    screen, paper = [
        (await house.mara.wants("canvas", "1", "canvases.svg", on_paper=on_paper)).reply.files[0].content
        for on_paper in (False, True)
    ]
    assert re.findall(rb'<svg[^>]* width="(\d+)', screen) == [b"400"]
    assert re.findall(rb'<svg[^>]* width="(\d+)', paper) == [b"644"]
