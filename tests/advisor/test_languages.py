"""What people chose is told in the language of the person who reads it."""

import gettext
import importlib

import pytest

from tests.advisor.conversation import House
from tests.advisor.test_together import both_on_action
from tests.advisor.test_versions import differences
from tests.advisor.work import action, changes_action, drafts_plan, submits_plan

GERMAN = {"High": "Hoch", "Low": "Niedrig", "In progress": "In Arbeit", "Done": "Erledigt"}


class German(gettext.NullTranslations):
    """A catalogue of a few words."""

    def pgettext(self, context: str, message: str) -> str:
        return GERMAN.get(message, message)


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    german = German()
    voice = importlib.import_module("bot.chat.messages.voice")
    monkeypatch.setattr(voice, "_translations", lambda locale: german)


async def test_on_the_review(house: House) -> None:
    mara = await drafts_plan(house.mara, action("High", impact="high", effort="low", status="done"))
    ((_, told),) = [entry for part in mara.review.parts if part.page == "actions" for entry in part.entries]
    assert told.splitlines()[0] == "High"  # typed by somebody
    assert {"Impact: Hoch", "Effort: Niedrig", "Status: Erledigt"} <= set(told.splitlines())


async def test_in_a_comparison(house: House) -> None:
    mara = house.mara
    document = await submits_plan(mara, action("Call", impact="high"))
    await (await changes_action(mara, document, "Call", impact="low")).submits()
    await mara.opens(document, "compare", row="1-2")
    assert [row[1:] for row in differences(mara)] == [("Hoch", "Niedrig")]


async def test_where_two_chose_differently(house: House) -> None:
    mara, jonas = await both_on_action(house)
    await mara.fills(status="in-progress").saves()
    await jonas.fills(status="done").saves()
    (conflict,) = jonas.page.conflicts
    assert (conflict.mine, conflict.theirs) == ("Erledigt", "In Arbeit")
