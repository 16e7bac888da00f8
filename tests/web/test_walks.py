"""Each dialogue walked on a phone in the browser: from plain words to a document with its pictures and file."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from flows.calendar import Calendar
from flows.registry import dialogue
from knowledge.engine import Engine
from tests.common import answering_with
from tests.examples import EXAMPLES
from tests.examples.files import in_excel, missing, plain
from tests.examples.short import shortened
from tests.examples.told import concluded, noticed, typed
from tests.web import journey, loop
from tests.web.conftest import opened_on_phone
from tests.web.office import Office
from tests.web.site import Site, running, trial_app, trial_settings
from tests.web.walker import Walker

IN_THE_LOOP = ("cluster-profile", "needs-assessment", "smart-goal", "action-plan", "member-questionnaire")
LOADED = "pictures => pictures.map(picture => picture.complete && picture.naturalWidth > 0)"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, engine: Engine) -> Iterator[Site]:
    """One site for all walks: what was said in one dialogue stands in the next."""
    settings = trial_settings(tmp_path_factory.mktemp("walks") / "data")
    shutil.copy(sqlite_template, settings.advisor_data / "advisor.db")
    with answering_with(engine), running(trial_app(settings)) as started:
        yield started


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """One for all walks: to open a window costs as much as a walk."""
    yield from opened_on_phone(browser)


@pytest.mark.parametrize("id", [id for id in EXAMPLES if id not in IN_THE_LOOP])
def test_a_dialogue_leads_from_plain_words_to_a_document_with_its_files(phone: Page, cluster: Site, id: str) -> None:
    found, page, asked = dialogue(id), phone, list[str]()
    example = shortened(found, EXAMPLES[id])

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(cluster.url)
    Walker(page, found, example.answers).walk(example.wish)

    conclusion, answers = concluded(id, example, Calendar("BE")), typed(found, example.answers)
    shown = plain(page.locator("main").text_content() or "")
    assert missing([conclusion.statement.removesuffix("."), *answers, *noticed(conclusion)], shown) == []
    pictures = page.locator("figure.picture picture img")
    assert pictures.evaluate_all(LOADED) == [True] * pictures.count()
    assert pictures.count() == len(conclusion.pictures)
    assert missing(answers, in_excel(downloaded(page, "xlsx"))) == []
    page.remove_listener("request", note)
    assert [address for address in asked if not address.startswith(f"{cluster.url}/")] == []


def test_the_coaching_loop_from_an_invitation_to_the_last_action_done(browser: Browser, office_site: Office) -> None:
    with loop.people(office_site, browser) as all:
        mara, url = all.mara, office_site.url
        loop.add_a_cluster(all)
        loop.invite(all, mara, "Mara", "staff")
        loop.invite(all, all.petra, "Petra", "coach")
        loop.walk(mara, url, "cluster-profile")
        loop.assess_needs(mara, url)
        journey.set_a_goal(mara)
        plan = loop.write_a_plan(mara)
        loop.do_and_undo(all)
        all.petra.goto(plan)
        loop.sees(all.petra, "I can’t find this document.")  # nothing of the cluster is seen before
        loop.offer_times(all)
        loop.book(all)
        for page in (mara, all.petra):
            page.goto(url)
        loop.on(all, date(2027, 3, 5))
        loop.hand_in(all, plan)
        loop.on(all, date(2027, 3, 5))
        loop.comment(all, plan)
        mara.goto(url)
        loop.on(all, date(2027, 3, 6))
        loop.answer(all, plan)
        loop.accept(all, plan)
        loop.finish(all)
        mara.goto(plan)
        loop.sees(mara, "3 of 3 done", "Version 2 is accepted.")
        mara.emulate_media(media="print")
        expect(mara.locator(".paper")).to_have_css("display", "block")  # a grid lays its parts over each other
        mara.emulate_media(media="screen")
        for page in (all.petra, all.ana):
            page.goto(f"{url}/documents/cohort")
            loop.sees(page, "Blue Coast Food Cluster", "Accepted", "Version 2 handed in on 6 March 2027")
        assert "List 40 companies" not in all.ana.content()

        dates = {"reminder": "2027-03-13", "deadline": "2027-03-14"}
        asked = loop.walk(mara, url, "member-questionnaire", dates=dates)
        loop.confirm(mara, "Send it out")
        loop.sees(mara, "Still to answer: 6")
        links = list(dict.fromkeys(re.findall(r"/questionnaire/[\w.-]+", mara.content())))
        loop.give_answers(browser, url, links)
        mara.goto(asked)
        loop.sees(mara, "5 of 6 answered", "You will see their answers when you close it")
        loop.bring_in_answers(mara)
        loop.confirm(mara, "Close and show the answers")
        loop.sees(mara, "It was closed on")
        mara.goto(asked)
        loop.sees(mara, "Answers: means", "4.2", "More visits")


def downloaded(page: Page, form: str) -> bytes:
    """The document as a file, by its menu."""
    menu = page.locator("details.downloads", has=page.locator("a[href$='document.txt']")).first
    menu.locator("summary").click()
    with page.expect_download() as got:
        menu.locator(f"a[href$='document.{form}']").click()
    page.keyboard.press("Escape")
    return Path(got.value.path()).read_bytes()
