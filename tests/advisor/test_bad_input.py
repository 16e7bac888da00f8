"""Whatever is typed: a clear message beside the field, and nothing typed is lost."""

from collections.abc import Iterator, Mapping

import pytest

from bot.chat.messages.direction import without_isolates
from bot.chat.views import FormView
from flows.fields import Kind, Question, questions
from flows.registry import all_dialogues
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, adds_action, drafts_goal, drafts_plan

TEXTS = {
    "empty": "   ",
    "far too long": "x" * 10_000,
    "emoji": "👩‍🌾🌱",
    "right to left": "مرحبا ‮بالعالم",
    "a call to everybody": "<!channel>",
    "HTML": "<script>alert('x')</script> & <b>",
    "markup": "**bold** [link](https://example.org) {0} %s",
}
IN_FIELDS = {
    "empty": TEXTS["empty"],
    "far too long": TEXTS["far too long"],
    "unusual": " ".join(text for what, text in TEXTS.items() if what not in {"empty", "far too long"}),
}
"""What is typed into every field: all that is unusual at once, as many pages are sent for each text."""


def text_fields() -> Iterator[tuple[str, str, str, str]]:
    """Every field that is typed into: dialogue, page, repeat, field."""
    for dialogue in all_dialogues().values():
        for page, model in dialogue.pages().items():
            for name, question in questions(model).items():
                if question.kind is Kind.REPEAT and question.row:
                    yield from ((dialogue.id, page, name, key) for key, q in typed(questions(question.row)))
                elif typed({name: question}):
                    yield dialogue.id, page, "", name


def typed(asked: Mapping[str, Question]) -> list[tuple[str, Question]]:
    kinds = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.PERSON, Kind.PEOPLE, Kind.NUMBER, Kind.DATE)
    return [(name, question) for name, question in asked.items() if question.kind in kinds]


async def on_page(house: House, dialogue: str, page: str, repeat: str) -> Person:
    mara = await house.mara.presses_action(f"dialogue:start:{dialogue}::")
    await mara.opens(mara.document, page)
    return await mara.adds(repeat) if repeat else mara


@pytest.mark.parametrize("what", IN_FIELDS)
async def test_every_field_keeps_what_was_typed_and_says_clearly_what_is_wrong(house: House, what: str) -> None:
    text = IN_FIELDS[what]
    pages: dict[tuple[str, str, str], list[str]] = {}
    for dialogue, page, repeat, name in text_fields():
        pages.setdefault((dialogue, page, repeat), []).append(name)
    for (dialogue, page, repeat), names in pages.items():
        mara = await on_page(house, dialogue, page, repeat)
        mara.fills(**dict.fromkeys(names, text))
        await (mara.saves() if repeat else mara.next())
        assert "went wrong" not in mara.heard
        errors = mara.errors if isinstance(mara.view, FormView) else {}  # behind the last page stands the review
        if what == "far too long":
            assert set(names) <= set(errors), (page, errors)
        if errors:
            assert mara.on == (f"{page}/{repeat}" if repeat else page)
            assert all(len(error) < 200 for error in errors.values())
            if text.strip():
                assert {mara.answers[name] for name in names} == {text}


@pytest.mark.parametrize("what", ["emoji", "right to left", "a call to everybody", "HTML", "markup"])
async def test_unusual_text_comes_out_as_it_went_in(house: House, what: str) -> None:
    text = TEXTS[what]
    name = text.replace(" & ", " ")  # else they are two people
    mara = await drafts_plan(house.mara, action(text, responsible=name))
    await mara.submits()
    content = text_of(mara.finished.content)
    assert f"{text} | {name}" in content
    assert f"Nobody is accountable for “{without_isolates(text)}”" in without_isolates(content)


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("31 February 2027", "“31 February 2027” does not exist in the calendar"),
        ("2027-02-31", "“2027-02-31” does not exist in the calendar"),
        ("1 January 2020", "1 January 2020 is in the past"),
        ("22 November 2026", "22 November 2026 is in the past"),
        ("12 March", "There is no year in “12 March”. Do you mean 12 March 2027?"),
        ("next Friday", "You wrote “next Friday”. Do you mean 4 December 2026 or 27 November 2026?"),
        ("Friday, 31 December 2026", "In “Friday, 31 December 2026” the weekday is not that of the date."),
        (
            "as soon as possible",
            "“as soon as possible” is not a date the advisor can read. Write it like 31 March 2027",
        ),
        ("31 December 9999", "“31 December 9999” lies in the year 9999, too far from today."),
    ],
)
async def test_a_date_that_cannot_be_meant_is_said_beside_it_and_kept(house: House, day: str, error: str) -> None:
    mara = await drafts_plan(house.mara)
    await adds_action(mara, **action("Call", deadline=day))
    assert mara.errors["deadline"].startswith(error)
    assert mara.answers["deadline"] == day


async def test_today_is_not_in_the_past_where_the_person_is(house: House) -> None:
    await house.until("2026-11-24 00:30")  # still the 23rd in UTC
    mara = await drafts_plan(house.mara)
    await adds_action(mara, **action("Call", deadline="24 November 2026"))
    assert mara.on == "actions"
    await adds_action(mara, **action("Call", deadline="23 November 2026"))
    assert "is in the past" in mara.errors["deadline"]


@pytest.mark.parametrize(("typed", "shown"), [("10.000", "10,000"), ("10,000", "10,000"), ("2,5", "2.5")])
async def test_thousands_and_decimals_are_read_as_they_were_meant(house: House, typed: str, shown: str) -> None:
    mara = await drafts_goal(house.mara)
    await mara.edits_part("measurable")
    await mara.fills(target=typed).next()
    await mara.submits()
    assert f"to {shown} companies" in text_of(mara.finished.content)


async def test_two_hundred_actions_are_reviewed_and_submitted(house: House) -> None:
    mara = await drafts_plan(house.mara, *(action(f"Action {n}") for n in range(3)))
    await mara.edits_part("actions")
    await fill_up(house, mara, 200)
    await mara.opens(mara.document, "review")
    assert len(mara.review.parts[2].entries) == 200
    await mara.submits()
    assert "Submitted: version 1" in mara.heard


async def test_action_two_hundred_and_one_is_refused_before_it_is_typed(house: House) -> None:
    mara = await drafts_plan(house.mara, action("Call"))
    await fill_up(house, mara, 200)
    await mara.opens(mara.document, "actions")
    await mara.adds("actions")
    assert mara.on == "actions"
    assert mara.errors == {"actions": "There are already 200 entries, which is the limit. Remove one first."}


async def fill_up(house: House, person: Person, count: int) -> None:
    """So many actions, without the way through the pages."""
    from dataclasses import replace

    from bot.store import documents
    from bot.store.people import by_account
    from flows.rows import repeat_of

    with house.store.writing() as tx:
        mara = by_account(tx, person.actor.account)
        assert mara is not None
        document = documents.get(tx, mara.scope, person.document)
        assert document is not None
        rows = {f"r{n}": action(f"Action {n}", deadline="2027-01-15") for n in range(count)}
        full = replace(document, answers={**document.answers, "actions": {"actions": repeat_of(rows)}})
        documents.save(
            tx,
            mara.scope,
            full.id,
            revision=full.revision,
            dialogue_version=full.dialogue_version,
            name=full.name,
            answers=full.answers,
            conflicts=[],
            saved_on=full.saved_on,
            now=house.now,
        )
