"""Asking on: what was just answered is not told again, and an open choice is no answer."""

from tests.advisor.conversation import House

RACI = "What is a RACI matrix?"


async def test_a_follow_up_about_the_same_article_shows_its_rest(house: House) -> None:
    mara = await house.mara.says(RACI)
    short = mara.heard
    heard = (await mara.says("and who should sign it?")).heard
    assert "RACI" in heard
    assert short.split("\n")[1] not in heard
    assert {"Helpful", "Not helpful"} <= set(mara.labels)


async def test_when_all_is_told_others_are_named(house: House) -> None:
    mara = await house.mara.says(RACI)
    await mara.says("and who should sign it?")
    assert "That is all I know about “RACI" in (await mara.says("why is that important?")).heard
    assert "Ask a coach" in mara.labels


async def test_a_suggestion_nobody_chose_is_not_the_subject(house: House) -> None:
    mara = await house.mara.says(RACI)
    await mara.says("the money of the partners")
    assert "None of these" in mara.labels
    assert "RACI" in (await mara.says("and who should sign it?")).heard


async def test_tell_me_more_asks_which_of_the_suggestions_is_meant(house: House) -> None:
    mara = await house.mara.says("the money of the partners")
    offered = mara.heard
    assert (await mara.says("tell me more")).heard == offered


async def test_outside_of_threads_a_follow_up_must_come_soon(house: House) -> None:
    mara = await house.mara.says(RACI)
    await house.passes(hours=2)
    assert "RACI" not in (await mara.says("and who should sign it?")).heard


async def test_did_you_mean_is_asked_in_the_language_of_the_question(house: House) -> None:
    heard = (await house.mara.says("das Geld der Partner")).heard
    assert "Ist es eines davon?" in heard


async def test_an_unknown_question_is_told_so_in_its_language(house: House) -> None:
    heard = (await house.mara.says("welche Tablette hilft gegen Kopfweh")).heard
    assert "raten möchte ich nicht" in heard


async def test_the_rest_of_an_answer_says_in_the_askers_language_that_it_is_english(house: House) -> None:
    await house.mara.says("was ist eine RACI-Matrix?")
    assert "nur auf Englisch" in (await house.mara.says("mehr dazu")).heard


async def test_related_articles_bear_titles_in_the_language_of_the_question(house: House) -> None:
    mara = await house.mara.says("was ist eine RACI-Matrix?")
    assert "In drei Schritten vom Ziel zum Aktionsplan" in mara.labels
    assert "Three steps from a goal to an action plan" not in mara.labels


async def test_an_article_opened_from_there_goes_on_in_that_language(house: House) -> None:
    mara = await house.mara.says("was ist eine RACI-Matrix?")
    await mara.presses("Die Vorlage für den Aktionsplan und ihre sechs Spalten")
    assert "RACI-Matrix: wer macht was" in mara.labels


async def test_when_all_is_told_others_are_named_in_the_language_of_the_question(house: House) -> None:
    mara = await house.mara.says("was ist eine RACI-Matrix?")
    await mara.says("und was bringt das?")
    await mara.says("und dann?")
    assert "That is all I know about “RACI" in mara.heard
    assert "In drei Schritten vom Ziel zum Aktionsplan" in mara.labels


async def test_every_question_of_a_list_is_answered(house: House) -> None:
    heard = (await house.mara.says("- raci matrix\n- swot analysis\n- pestel analysis")).heard
    assert all(name in heard.upper() for name in ("RACI", "SWOT", "PESTEL"))


async def test_many_questions_are_answered_one_by_one(house: House) -> None:
    asked = ["What is a RACI matrix?", "What is a SWOT analysis?", "What is a PESTEL analysis?", "What are quick wins?"]
    asked += ["How long is a coaching session?", "What is a business model canvas?"]
    heard = (await house.mara.says(" ".join(asked))).heard
    names = ("RACI", "SWOT", "PESTEL", "Quick wins", "coaching", "canvas")
    assert [name for name in names if name.casefold() not in heard.casefold()] == []
