"""A questionnaire in Slack and on its public page: from its design to what the members said."""

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.slack.loop import CLUSTER, Loop, everybody_is_invited_and_joins, programme_of

MEMBERS = ("Norte", "Sal", "Doca", "Rede", "Ilha", "Algas")
WISH = "What should we change first?"


@pytest.fixture
async def loop(data: Path) -> AsyncIterator[Loop]:
    async with programme_of(data) as begun:
        yield begun


async def test_a_questionnaire_goes_from_its_design_to_what_the_members_said(loop: Loop) -> None:
    await everybody_is_invited_and_joins(loop)
    await it_is_designed_and_the_coach_looks_at_it(loop)
    links = await it_is_sent_out(loop)
    await members_answer(loop, links)
    await the_cluster_reads_what_they_said(loop)
    await loop.others_know_nothing("Our services", "Wish 1")


async def it_is_designed_and_the_coach_looks_at_it(loop: Loop) -> None:
    ana, petra = loop.ana, loop.petra
    await ana.say("we want to ask our members with a questionnaire")
    await ana.press("Member questionnaire")
    await loop.fills(
        ana,
        {"What is the questionnaire called": "Our services", "What do you want to decide": "Which we keep"},
        {"Satisfaction": ["How satisfied are you with our cluster overall?"], "In your own words": [WISH]},
    )
    await ana.press_in_modal("Add a list")
    await loop.fills(ana, {"Your list": "\n".join(MEMBERS)}, {})
    assert "*Members (6)*" in await loop.fills(ana)
    await loop.fills(ana, {"How are they asked": "A link of its own for each member"}, {}, {})
    assert "It is *not sent out* yet." in ana.reads()
    loop.news(petra)
    await ana.press_in_modal("Hand in to coach")
    await loop.passes(minutes=1)
    assert f"{CLUSTER} has handed in “Our services”, version 1." in loop.news(petra)
    await petra.press("Open")
    await petra.press_in_modal("Comment on: Questions")
    await petra.press_in_modal("Comment", below="What it is worth")
    await loop.fills(petra, {"What do you want?": "Question", "What do you want to say": "Nothing about the fee?"})
    await petra.press_in_modal("Back to the document")
    await petra.press_in_modal("Send back")
    await loop.passes(minutes=1)
    assert "Petra Sample has commented on version 1 of *Our services*." in loop.news(ana)


async def it_is_sent_out(loop: Loop) -> list[str]:
    """Gives the links, one for each member."""
    ana = loop.ana
    await loop.home(ana)
    await ana.press("See the comments")
    assert "Nothing about the fee?" in ana.reads()
    await ana.press_in_modal("Send it out")
    assert "*Still to answer: 6*" in ana.reads()
    return re.findall(r"https://advisor\.test/questionnaire/[\w.-]+", ana.reads())


async def members_answer(loop: Loop, links: list[str]) -> None:
    http = loop.office.http
    assert len(set(links)) == len(MEMBERS)
    page = await http.get(links[0])
    assert all(text in html.unescape(page.text) for text in (f"For {MEMBERS[0]}", WISH, CLUSTER))
    for number, link in enumerate(links):
        typed = {"do": "send", "one.overall": "5" if number < 3 else "2", "one.change": f"Wish {number}"}
        sent = await http.post(link, data=typed, follow_redirects=True)
        assert "Thank you" in sent.text


async def the_cluster_reads_what_they_said(loop: Loop) -> None:
    ana, petra = loop.ana, loop.petra
    await ana.press_in_modal("Back to the questionnaire")
    assert "6 of 6 answered (100 %)" in ana.reads()
    assert "Wish" not in ana.reads(), "nobody’s answer can be made out before it is closed"
    await ana.press_in_modal("Close and show the answers")
    assert "Answers: 6 · Mean: 3.5" in ana.reads()
    assert all(f"Wish {number}" in ana.reads() for number in range(6))
    await ana.press_in_modal("Excel")
    assert loop.office.slack.files["DUANA"][-1]["filename"].endswith(".xlsx")
    await loop.home(petra)
    await petra.press_home("Open")
    assert "Our services" in petra.reads()
    assert "Wish" not in petra.reads() + loop.news(petra)
