"""A finished document: what to do first, all that stands in it, its versions, and what was changed since."""

from dataclasses import replace

from bot.advisor.documents.contents import Shown, table_block
from bot.advisor.documents.plain_text import as_text
from bot.chat.blocks import Buttons, Figure, Findings, Heading, Part, PictureBlock, TableBlock
from bot.chat.messages import voice
from bot.chat.views import DocumentView, Message
from flows.conclusions import Conclusion, Table
from flows.registry import dialogue
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.work import action, changes_action, drafts_goal, drafts_plan, rates_needs, submits_plan


def kinds(view: DocumentView) -> list[type]:
    return [type(block) for block in view.content.blocks]


def tables(message: Message) -> dict[str, TableBlock]:
    return {block.title: block for block in message.blocks if isinstance(block, TableBlock)}


async def begins_with_what_to_do(house: House) -> Person:
    mara = house.mara
    plan = [action(f"Action {n}", deadline="2026-11-25" if n == 8 else "2027-01-15") for n in range(9)]
    await mara.commands("/action-plan new")
    return await (await drafts_plan(mara, *plan)).submits()


async def test_a_result_begins_with_warnings_and_buttons_and_a_long_one_ends_with_them(house: House) -> None:
    shown = (await begins_with_what_to_do(house)).finished
    order = kinds(shown)
    assert order.index(Findings) < order.index(Buttons) < order.index(TableBlock)
    (found,) = [block for block in shown.content.blocks if isinstance(block, Findings)]
    assert [severity for severity, _ in found.items] == sorted((s for s, _ in found.items), key="warning advice".index)
    assert "Nobody is accountable for 9 actions: “Action 0”, “Action 1”, “Action 2” and 6 more." in text_of(
        shown.content
    )
    assert [b.label for b in buttons(shown.content)].count("Hand in to coach") == 2


async def test_the_title_stands_once(house: House) -> None:
    mara = house.mara
    mara = await (await drafts_goal(mara)).submits()
    title = mara.finished.title
    assert not title.endswith(".")  # it is quoted inside of sentences
    assert title.startswith("Recruit new member companies from the food industry: Member companies from 84")
    assert [line for line in as_text(mara.finished).splitlines() if line == title] == [title]
    assert title not in [line.strip("* ") for line in mara.heard.splitlines()]
    assert f"Submitted: version 1 of “{title}”." in mara.heard


async def test_a_document_without_a_name_is_called_by_its_kind_once(house: House) -> None:
    mara = await (await rates_needs(house.mara, governance=("5", "1"))).submits()
    for told in (text_of(mara.finished.content), as_text(mara.finished)):
        assert [line for line in told.splitlines() if line == "Needs assessment"] == ["Needs assessment"]


async def test_submitting_answers_with_one_message(house: House) -> None:
    mara = house.mara
    mara = await (await drafts_plan(mara, action("Call"))).submits()
    assert len(mara.reply.messages) == 1
    assert "Submitted: version 1" in mara.heard
    assert {"Actions", "Roles (RACI)"} == set(tables(mara.reply.messages[0]))


async def test_the_text_tells_durations_dependencies_priorities_and_roles(house: House) -> None:
    mara = house.mara
    plan = await drafts_plan(
        mara, action("Call", duration="3", impact="high", effort="low", consulted="Jonas", requirements="A phone")
    )
    text = as_text((await plan.submits()).finished)
    for told in ("Duration (working days): 3", "Priority: Quick win", "Requirements: A phone", "Jonas: R/C"):
        assert told in text


async def test_names_in_another_direction_stay_whole_and_in_order(house: House) -> None:
    mara = house.mara
    first, second = "اتصل", "أرسل ACME (2027)"
    await drafts_plan(mara, action(first, duration="2"))
    plan = mara
    await plan.edits_part("actions")
    row = plan.row("actions", first)
    await plan.adds("actions")
    await plan.fills(**action(second, duration="2", depends_on=[row])).saves()
    await plan.next()
    finished = (await plan.submits()).finished
    assert f"\u2068{first}\u2069 → \u2068{second}\u2069" in text_of(finished.content)
    assert f"{first} → {second}" in as_text(finished)  # a file holds no marks that nobody sees


# versions


async def test_an_earlier_version_can_be_opened_and_read(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await (await changes_action(mara, document, "Call", action="Phone")).submits()
    mara = await mara.opens(document)
    await mara.presses("Version 1, 23 November 2026")
    shown = text_of(mara.finished.content)
    assert "This is version 1" in shown
    assert "The latest is version 2." in shown
    assert "Call" in shown
    assert "Phone" not in shown
    assert "Edit" not in [b.label for b in buttons(mara.finished.content)]
    await mara.presses("Open the latest version")
    assert "Phone" in text_of(mara.finished.content)


async def test_a_version_that_is_not_there_is_told(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await mara.opens(document, "versions", row="7")
    assert "There is no version 7 of this document." in mara.heard
    await mara.opens(document, "versions", row="٣")
    assert "There is no version" in mara.heard


# changes after submitting


async def changed(house: House) -> Person:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await changes_action(mara, document, "Call", action="Phone")
    return await mara.opens(document)


async def test_changes_can_be_submitted_from_the_document(house: House) -> None:
    mara = await changed(house)
    assert "You have changes that are not submitted yet." in text_of(mara.finished.content)
    await mara.presses("Submit changes")
    assert "Submitted: version 2" in mara.heard


async def test_discarded_changes_are_gone_and_can_be_brought_back(house: House) -> None:
    mara = house.mara
    mara = await changed(house)
    (discard,) = [b for b in buttons(mara.finished.content) if b.label == "Discard my changes"]
    assert "go back to version 1?" in discard.confirm
    await mara.presses("Discard my changes")
    assert "Your changes are discarded" in mara.heard
    again = await mara.opens(mara.document)
    assert "not submitted yet" not in text_of(again.finished.content)
    assert (await mara.opens(mara.document, "actions")).rows("actions") == ["Call"]
    await mara.presses("Bring the changes back")
    assert (await mara.opens(mara.document, "actions")).rows("actions") == ["Phone"]


async def test_discarding_leaves_what_is_done_as_it_is(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await changes_action(mara, document, "Call", action="Phone", status="done")
    mara = await mara.opens(document)
    await mara.presses("Discard my changes")
    assert "Done" in text_of((await mara.opens(document)).finished.content)


async def test_changes_of_a_colleague_are_named_before_they_are_discarded(house: House) -> None:
    jonas = house.jonas
    mara = await changed(house)
    jonas = await jonas.opens(mara.document)
    (discard,) = [b for b in buttons(jonas.finished.content) if b.label == "Discard the changes"]
    assert "Mara made the last of these changes." in discard.confirm
    assert "There are changes by Mara" in text_of(jonas.finished.content)


async def test_changes_made_after_the_button_was_shown_are_not_discarded(house: House) -> None:
    mara, jonas = house.mara, house.jonas
    mara = await changed(house)
    (discard,) = [b.action for b in buttons(mara.finished.content) if b.label == "Discard my changes"]
    await changes_action(jonas, mara.document, "Phone", action="Write")
    await mara.presses_action(discard)
    assert "so I discarded nothing" in mara.heard


async def test_the_review_of_a_submitted_document_offers_to_discard_changes_and_not_to_cancel(house: House) -> None:
    mara = house.mara
    mara = await changed(house)
    away = (await mara.opens(mara.document, "review")).review.away
    assert away is not None
    assert away.label == "Discard my changes"
    await mara.presses_action(away.action)
    assert (await mara.opens(mara.document, "review")).review.away is None


async def test_cancelling_a_submitted_document_offers_to_discard_its_changes(house: House) -> None:
    mara = await changed(house)
    await mara.presses_action(f"document:cancel:{mara.document}")
    assert "Version 1 of “Recruit 16 members” is submitted and stays." in mara.heard
    await mara.presses("Discard my changes")
    assert "Your changes are discarded" in mara.heard


async def test_a_new_display_name_is_no_change_of_a_document(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call", responsible="Jonas"))
    await house.person("web:jonas", name="Jonas 🌴").opens_home()
    shown = text_of((await mara.opens(document)).finished.content)
    assert "not submitted yet" not in shown


async def test_changes_that_were_just_submitted_are_not_told_as_unsubmitted(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await (await changes_action(mara, document, "Call", action="Phone")).submits()
    assert "not submitted yet" not in mara.heard
    assert "not submitted yet" not in text_of(mara.finished.content)


# handing in


async def test_handing_in_asks_when_there_are_newer_changes(house: House) -> None:
    petra = house.petra
    mara = await changed(house)
    await mara.presses("Hand in to coach")
    assert "has changes that are not submitted yet" in mara.heard
    await petra.opens(mara.document)
    assert "can’t find this document" in petra.heard
    await mara.presses("Hand in version 1")
    assert "can see version 1 now" in mara.heard


async def test_submitting_first_leads_to_the_review(house: House) -> None:
    mara = await changed(house)
    await mara.presses("Hand in to coach")
    await mara.presses("Submit the changes first")
    await mara.submits()
    await mara.presses("Hand in to coach")
    assert "can see version 2 now" in mara.heard


# what the coach sees


async def test_the_coach_reads_the_statuses_of_today_and_nothing_else_of_the_draft(house: House) -> None:
    mara, petra = house.mara, house.petra
    document = await submits_plan(mara, action("Call"))
    await mara.presses("Hand in to coach")
    await changes_action(mara, document, "Call", action="Phone", status="done")
    shown = text_of((await petra.opens(document)).finished.content)
    assert "Done" in shown
    assert "Phone" not in shown


async def goal_behind_a_plan(house: House) -> tuple[str, Person]:
    mara = house.mara
    """Needs, a goal begun from them, and a plan begun from the goal, handed in."""
    mara = await (await rates_needs(mara, governance=("5", "1"))).submits()
    goal = (await (await drafts_goal(mara)).submits()).document
    await mara.commands("/action-plan")
    assert "Some answers come from your SMART goal" in " ".join(mara.page.notices)
    return goal, mara


async def test_the_coach_reads_what_a_plan_was_begun_from_as_it_was_when_handed_in(house: House) -> None:
    mara, petra = house.mara, house.petra
    goal, mara = await goal_behind_a_plan(house)
    plan = mara.document
    await mara.fills(start="2026-12-01").next()
    await mara.next()
    for title in list(mara.rows("actions")):
        await mara.edits("actions", title)
        await mara.fills(deadline="2027-01-15", responsible="Jonas").saves()
    await mara.next()
    await mara.submits()
    petra = await petra.opens(goal)
    assert "can’t find this document" in petra.heard
    await mara.presses("Hand in to coach")
    assert "and what it is based on: “SMART goal" in mara.heard
    await petra.opens(plan)
    (source,) = [b for b in buttons(petra.finished.content) if b.label.startswith("SMART goal: ")]
    await petra.presses_action(source.action)
    shown = text_of(petra.finished.content)
    assert "Member companies from 84 to 100 companies by 30 June 2027" in shown
    (tree,) = [block for block in petra.finished.content.blocks if isinstance(block, PictureBlock)]
    (picture,) = (await petra.presses_action(tree.action)).reply.files
    assert "Recruit new member companies" in picture.alt
    for number in ("2", "0"):
        assert not (await petra.wants(goal, number, "document.docx")).reply.files
    await mara.opens(goal, "measurable")
    await mara.fills(target="120").next()
    await mara.submits()
    await petra.opens(plan)
    await petra.presses_action(source.action)
    assert "to 100 companies" in text_of(petra.finished.content)
    assert not (await petra.wants(goal, "2", "document.txt")).reply.files
    assert b"to 100 companies" in (await petra.wants(goal, "1", "document.txt")).reply.files[0].content
    await petra.opens(goal)
    assert "can’t find this document" in petra.heard


async def test_a_coach_opens_earlier_versions_that_were_handed_in_and_no_others(house: House) -> None:
    mara, petra = house.mara, house.petra
    document = await submits_plan(mara, action("Call"))
    await mara.presses("Hand in to coach")
    for name, other in (("Call", "Phone"), ("Phone", "Write")):
        await (await changes_action(mara, document, name, action=other)).submits()
    await mara.presses("Hand in to coach")
    petra = await petra.opens(document)
    assert [b.label for b in buttons(petra.finished.content) if b.label.startswith("Version")] == [
        "Version 1, 23 November 2026"
    ]
    await petra.presses("Version 1, 23 November 2026")
    assert "Call" in text_of(petra.finished.content)
    await petra.opens(document, "versions", row="2")
    assert "can’t find this document" in petra.heard


async def test_a_table_that_stands_aside_is_shown_when_it_is_asked_for(house: House) -> None:
    mara, petra = house.mara, house.petra
    mara = await (await drafts_plan(mara, action("Call"))).submits()
    block = tables(mara.reply.messages[0])["Roles (RACI)"]
    assert block.aside
    await mara.presses_action(block.action)
    assert mara.reply.window is not None
    assert tables(mara.reply.window)["Roles (RACI)"].rows == block.rows
    assert isinstance(mara.reply.window.blocks[0], Heading)
    await petra.presses_action(block.action)
    assert "This part is no longer there" in petra.heard


# the document itself


async def test_a_document_says_everything_that_was_answered_and_then_what_follows(house: House) -> None:
    mara = house.mara
    mara = await (await drafts_goal(mara)).submits()
    text = as_text(mara.finished)
    for told in ("What are the first steps? List 40 companies", "Financial independence", "Who will do it? Mara"):
        assert text.count(told) == 1
    assert text.index("Specific") < text.index("Measurable") < text.index("Time-bound") < text.index("Goal tree\n---")


async def test_what_a_table_of_the_plan_tells_is_not_told_twice(house: House) -> None:
    mara = house.mara
    mara = await (await drafts_plan(mara, action("Call", requirements="A phone"))).submits()
    assert as_text(mara.finished).count("A phone") == 1
    assert "1 December 2026" in as_text(mara.finished)


async def test_a_page_that_is_folded_away_is_shown_when_it_is_asked_for(house: House) -> None:
    mara, petra = house.mara, house.petra
    mara = await (await drafts_goal(mara)).submits()
    part = next(b for b in mara.finished.content.blocks if isinstance(b, Part) and b.title == "Achievable")
    await mara.presses_action(part.action)
    assert mara.reply.window is not None
    assert mara.reply.window.blocks[1] == replace(part, action="")
    await petra.presses_action(part.action)
    assert "This part is no longer there" in petra.heard


async def test_a_coach_reads_the_same_document(house: House) -> None:
    mara, petra = house.mara, house.petra
    mara = await (await drafts_goal(mara)).submits()
    parts = [replace(b, action="") for b in mara.finished.content.blocks if isinstance(b, Part)]
    await mara.presses_action(f"document:hand-in:{mara.finished.document}")
    await petra.opens(mara.finished.document)
    assert [replace(b, action="") for b in petra.finished.content.blocks if isinstance(b, Part)] == parts


def test_figures_stand_in_tables_as_people_read_them() -> None:
    rows = (("Cost", 21000.0), ("Left", -2300), ("Rate", 2.5), ("Users", 12))
    table = Table(id="money", title="Money", columns=("What", "Euro"), rows=rows)
    block = table_block(voice("en", "UTC"), Shown(dialogue("service-idea"), "Money", Conclusion()), table)
    figures = [row[1] for row in block.rows]
    assert figures == ["21,000", "-2,300", "2.5", 12]
    assert [type(figure) for figure in figures] == [Figure, Figure, Figure, int]
