"""A draft of an older dialogue opens in the newer one with nothing lost."""

from typing import Any

from bot.store import documents
from bot.store.people import by_account
from flows.rows import repeat_of
from tests.advisor.conversation import House

OLD: dict[str, Any] = {
    "start": {"start": "2026-12-01", "goals": repeat_of({"g": {"statement": "Recruit 16 members"}}), "motto": "Grow"},
    "deliverables": {},
    "actions": {
        "actions": repeat_of(
            {
                "a": {
                    "action": "Call",
                    "responsible": "Jonas",
                    "deadline": "2027-01-15",
                    "involved": "The board, Petra",
                    "budget_line": "4711",
                }
            }
        )
    },
}


async def old_draft(house: House) -> str:
    """A draft as version 1 of the action plan left it: people involved in one field, fields asked no more."""
    with house.store.writing() as tx:
        mara = by_account(tx, "web:mara")
        assert mara is not None
        made = documents.create(
            tx,
            mara.scope,
            id="old",
            dialogue="action-plan",
            dialogue_version=1,
            name="Recruit 16 members",
            answers=OLD,
            about="",
            parent=None,
            now=house.now,
        )
    return made.id


async def test_an_older_draft_opens_with_its_answers_in_their_new_places(house: House) -> None:
    mara = await house.mara.opens(await old_draft(house), "actions", "actions", "a")
    assert mara.answers["consulted"] == "The board, Petra"
    assert "The questions have been updated" in mara.page.notices[-1]


async def test_what_is_no_longer_asked_stands_on_the_review(house: House) -> None:
    mara = await house.mara.opens(await old_draft(house), "review")
    assert mara.review.leftovers == (("Motto", "Grow"), ("Budget line", "4711"))
    assert mara.review.can_submit


async def test_a_page_of_the_older_dialogue_sent_into_the_newer_loses_nothing(house: House) -> None:
    document = await old_draft(house)
    mara = await house.mara.opens(document, "actions", "actions", "a")
    object.__setattr__(mara.page, "revision", 1)  # it was open before the dialogue was renewed
    mara.typed = {"involved": "The board, Petra, Lena", "outcome": "Ten answers"}
    await mara.saves()
    again = await house.mara.opens(document, "actions", "actions", "a")
    assert again.answers["outcome"] == "Ten answers"
    review = (await house.mara.opens(document, "review")).review
    assert "Lena" in str(review.leftovers) + str(review.parts)


async def test_the_older_draft_is_submitted_in_the_newer_form(house: House) -> None:
    mara = await house.mara.opens(await old_draft(house), "review")
    await mara.submits()
    assert "Submitted: version 1" in mara.heard
    assert "The board, Petra"[:9] in str(mara.finished.content)
