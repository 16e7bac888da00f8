"""Versions: any two are compared, and an older one is taken up again as the new draft."""

from datetime import timedelta

import pytest

from bot.advisor.documents.history import grouped
from bot.advisor.documents.plain_text import as_text
from bot.chat.blocks import Entries, TableBlock
from bot.chat.views import DocumentView
from bot.store.revisions import Saved
from tests.advisor.conversation import START, House, Person, buttons, text_of
from tests.advisor.work import action, adds_action, changes_action, drafts_goal, submits_plan


def differences(person: Person) -> list[tuple[object, ...]]:
    assert isinstance(person.view, DocumentView)
    return [row for block in person.view.content.blocks if isinstance(block, TableBlock) for row in block.rows]


def labels(person: Person) -> list[str]:
    assert isinstance(person.view, DocumentView)
    return [button.label for button in buttons(person.view.content)]


async def three_versions(house: House) -> tuple[str, Person]:
    """Call, then Phone, then Phone and Write."""
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await (await changes_action(mara, document, "Call", action="Phone")).submits()
    await mara.opens(document, "actions")
    await adds_action(mara, **action("Write"))
    await mara.next()
    await mara.submits()
    return document, mara


async def test_any_two_versions_are_compared_field_by_field(house: House) -> None:
    document, mara = await three_versions(house)
    await mara.opens(document)
    await mara.presses("Compare versions")
    assert differences(mara)[0][1] == "Not there yet"
    assert "Version 2: submitted on 23 November 2026 by Mara." in text_of(mara.finished.content)
    await mara.presses("Version 1")
    (changed, added) = differences(mara)
    assert changed == ("Action “Phone”: What will be done", "Call", "Phone")
    assert added[0] == "Action “Write”"
    assert "What will be done: Write" in str(added[2])


async def test_the_order_in_which_two_versions_are_named_does_not_matter(house: House) -> None:
    document, mara = await three_versions(house)
    await mara.opens(document, "compare", row="2-1")
    assert differences(mara) == [("Action “Phone”: What will be done", "Call", "Phone")]
    assert mara.finished.ref is not None
    assert mara.finished.ref.row == "1-2"
    assert "Action “Phone”: What will be done" in as_text(mara.finished)


async def test_two_states_that_say_the_same_are_told_to_do_so(house: House) -> None:
    document, mara = await three_versions(house)
    await mara.opens(document, "compare", row="3-draft")
    assert "Both say the same." in text_of(mara.finished.content)


async def test_an_earlier_version_is_compared_with_the_latest(house: House) -> None:
    document, mara = await three_versions(house)
    await mara.opens(document, "versions", row="1")
    await mara.presses("Compare with the latest version")
    assert len(differences(mara)) == 2


async def test_what_was_changed_since_submitting_is_shown(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await changes_action(mara, document, "Call", action="Phone")
    await mara.opens(document)
    await mara.presses("See what changed")
    assert differences(mara) == [("Action “Phone”: What will be done", "Call", "Phone")]


@pytest.mark.parametrize("row", ["1-9", "9-1", "1", "", "٣-1", "1-r999", "1-x", "draft", "1-1-1"])
async def test_states_that_are_not_there_are_told(house: House, row: str) -> None:
    document, mara = await three_versions(house)
    await mara.opens(document, "compare", row=row)
    assert "can’t find what you want to compare" in mara.heard


async def test_who_changed_what_is_told_by_name_and_time(house: House) -> None:
    mara, jonas = house.mara, house.jonas
    document = await submits_plan(mara, action("Call"))
    await house.passes(hours=3)
    await changes_action(jonas, document, "Call", action="Phone")
    await mara.opens(document, "compare", row="1-draft")
    (edits,) = [block for block in mara.finished.content.blocks if isinstance(block, Entries)]
    assert [(entry.title, entry.detail) for entry in edits.items] == [
        ("Jonas", "Monday, 23 November 2026, 13:00"),
        ("Mara", "Monday, 23 November 2026, 10:00"),
    ]
    await mara.presses_action(edits.items[0].buttons[0].action)
    assert differences(mara) == [("Action “Phone”: What will be done", "Call", "Phone")]


def test_what_one_person_saves_without_a_pause_is_one_edit() -> None:
    minutes = [("p1", 200), ("p2", 90), ("p1", 80), ("p1", 30), ("p1", 0)]
    saved = [
        Saved(number, person, person, START + timedelta(minutes=after))
        for number, (person, after) in zip(range(5, 0, -1), minutes, strict=True)
    ]
    assert [(edit.before, edit.last, edit.name) for edit in grouped(saved)] == [
        (4, 5, "p1"),
        (3, 4, "p2"),
        (1, 3, "p1"),
    ]


# taking a version up again


async def test_an_older_version_becomes_the_draft_after_what_would_be_replaced_was_shown(house: House) -> None:
    document, mara = await three_versions(house)
    await mara.opens(document, "versions", row="1")
    await mara.presses("Use version 1 as the new draft")
    shown = text_of(mara.finished.content)
    assert "Version 3 still counts until you submit the draft." in shown
    assert ("Action “Call”: What will be done", "Phone", "Call") in differences(mara)
    assert (await mara.opens(document, "actions")).rows("actions") == ["Phone", "Write"]  # nothing is replaced yet
    await mara.opens(document, "as-draft", row="1")
    await mara.presses("Use it as the new draft")
    assert "“Version 1” is now the draft of “Recruit 16 members”." in mara.heard
    assert (await mara.opens(document, "actions")).rows("actions") == ["Call"]
    await mara.opens(document, "review")
    await mara.submits()
    assert "Submitted: version 4" in mara.heard


async def test_what_was_not_submitted_is_put_away_and_can_be_brought_back(house: House) -> None:
    document, mara = await three_versions(house)
    await changes_action(mara, document, "Phone", action="Shout")
    await mara.opens(document, "as-draft", row="1")
    assert "The draft has changes that are not submitted yet, the last of them by Mara." in text_of(
        mara.finished.content
    )
    await mara.presses("Use it as the new draft")
    await mara.presses("Bring back the previous draft")
    assert (await mara.opens(document, "actions")).rows("actions") == ["Shout", "Write"]


async def test_what_was_put_away_is_still_found_among_the_edits_when_the_message_is_gone(house: House) -> None:
    document, mara = await three_versions(house)
    await changes_action(mara, document, "Phone", action="Shout")
    await house.passes(hours=2)
    await mara.opens(document, "as-draft", row="1")
    await mara.presses("Use it as the new draft")
    await mara.opens(document, "compare", row="1-draft")
    (edits,) = [block for block in mara.finished.content.blocks if isinstance(block, Entries)]
    await mara.presses_action(edits.items[1].buttons[-1].action)
    await mara.presses("Use it as the new draft")
    assert (await mara.opens(document, "actions")).rows("actions") == ["Shout", "Write"]


async def test_a_draft_that_was_changed_meanwhile_is_not_replaced(house: House) -> None:
    jonas = house.jonas
    document, mara = await three_versions(house)
    await mara.opens(document, "as-draft", row="1")
    await changes_action(jonas, document, "Phone", action="Shout")
    await mara.presses("Use it as the new draft")
    assert "so I replaced nothing" in mara.heard
    assert ("Action “Call”: What will be done", "Shout", "Call") in differences(mara)
    assert (await mara.opens(document, "actions")).rows("actions") == ["Shout", "Write"]


async def test_what_is_done_stays_as_it_is_when_an_older_version_is_taken_up(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call"))
    await (await changes_action(mara, document, "Call", action="Phone", status="done")).submits()
    await mara.opens(document, "as-draft", row="1")
    assert [row[1:] for row in differences(mara)] == [("Phone", "Call")]
    await mara.presses("Use it as the new draft")
    assert "Done" in text_of((await mara.opens(document)).finished.content)


async def test_a_draft_that_says_the_same_already_is_not_replaced(house: House) -> None:
    document, mara = await three_versions(house)
    await mara.opens(document, "as-draft", row="3")
    assert "already says this" in text_of(mara.finished.content)
    assert "Use it as the new draft" not in labels(mara)
    for key in ("draft", "9", "r999", "x", ""):
        await mara.opens(document, "as-draft", row=key)
        assert "can’t find what you want to use again" in mara.heard


# who may


async def test_a_coach_compares_what_was_handed_in_and_nothing_else(house: House) -> None:
    mara, petra = house.mara, house.petra
    document = await submits_plan(mara, action("Call"))
    await mara.presses("Hand in to coach")
    for name, other in (("Call", "Phone"), ("Phone", "Write")):
        await (await changes_action(mara, document, name, action=other)).submits()
    await mara.presses("Hand in to coach")
    await petra.opens(document)
    await petra.presses("Compare versions")
    assert differences(petra) == [("Action “Write”: What will be done", "Call", "Write")]
    assert "Phone" not in text_of(petra.finished.content)
    assert not any("draft" in label or "What changed" in label for label in labels(petra))
    for row in ("1-2", "2-3", "1-draft", "1-r2", "r1-r2"):
        await petra.opens(document, "compare", row=row)
        assert "can’t find this document" in petra.heard
    for verb in (f"as-draft:{document}:1", f"as-draft-now:{document}:1:5"):
        await petra.presses_action(f"document:{verb}")
        assert "can’t find this document" in petra.heard


async def test_another_cluster_neither_compares_nor_restores(house: House) -> None:
    document, _ = await three_versions(house)
    stranger = house.person("slack:T9:U9", workspace="slack:T9", name="Sam")
    for press in (f"compare:{document}:1:2", f"as-draft:{document}:1", f"as-draft-now:{document}:1:5"):
        await stranger.presses_action(f"document:{press}")
        assert "can’t find this document" in stranger.heard


async def test_a_document_with_one_version_offers_nothing_to_compare(house: House) -> None:
    mara = await (await drafts_goal(house.mara)).submits()
    assert "Compare versions" not in labels(mara)
