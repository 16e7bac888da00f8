"""A question goes to a coach and its answer comes back, whatever happens on the way."""

from datetime import timedelta

from sqlalchemy import select

from bot.store import Role, clusters, programme
from bot.store.tables import handover_notes, handovers
from tests.advisor.conversation import START, Person, buttons, text_of
from tests.curation.conftest import Office, Site

QUESTION = "quantum chromodynamics on the lattice"


async def asked(office: Office, question: str = QUESTION) -> Person:
    """Mara has handed a question over."""
    mara = office.mara
    await mara.says(question)
    await mara.asks_coach()
    return mara


async def claimed(office: Office) -> tuple[Person, Person]:
    mara, petra = await asked(office), office.petra
    await petra.inbox()
    await petra.presses("I’ll answer this")
    return mara, petra


async def answered(office: Office, answer: str = "Use a bigger lattice.") -> tuple[Person, Person]:
    mara, petra = await claimed(office)
    await petra.says(answer)
    await petra.presses("Send to Mara")
    return mara, petra


async def other_coach(office: Office) -> Person:
    with office.store.writing() as tx:
        clusters.add_person(
            tx,
            cluster="trial",
            person="web-olga",
            name="Olga",
            account="web:olga",
            workspace="web:trial",
            role=Role.COACH,
            zone="UTC",
            locale="en",
            country="",
            now=START,
        )
    return office.person("web:olga")


async def test_a_question_reaches_the_coach_with_what_was_asked_before(office: Office) -> None:
    mara = office.mara
    await mara.says("what is a SWOT analysis")
    office.now += timedelta(minutes=1)
    await asked(office)
    (line,) = await office.petra.inbox()
    message = text_of(line.message)
    assert QUESTION in message
    assert "Mara from Sample Cluster" in message
    assert "what is a SWOT analysis" in message
    assert "I answered with the article" in message


async def test_the_next_message_of_who_claimed_it_is_shown_before_it_is_sent(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("Use a bigger lattice.")
    assert "Use a bigger lattice." in petra.heard
    assert not await mara.inbox()
    await petra.presses("Send to Mara")
    (line,) = await mara.inbox()
    assert "Petra answers your question" in text_of(line.message)
    assert "Use a bigger lattice." in text_of(line.message)


async def test_the_askers_word_closes_a_question(office: Office) -> None:
    mara, petra = await answered(office)
    await mara.inbox()
    await mara.presses("That answers it")
    assert "closed" in mara.heard
    assert "says that you answered the question" in text_of((await petra.inbox())[-1].message)
    assert QUESTION not in (await mara.opens_home()).seen
    assert QUESTION not in (await petra.opens_home()).seen


async def test_who_needs_more_gets_a_second_answer(office: Office) -> None:
    mara, petra = await answered(office)
    await mara.inbox()
    await mara.presses("I need more")
    await mara.says("How much bigger?")
    await mara.presses("Send to Petra")
    message = text_of((await petra.inbox())[-1].message)
    assert "How much bigger?" in message
    assert "Use a bigger lattice." in message
    await petra.presses("Answer")
    await petra.says("Twice as big.")
    await petra.presses("Send to Mara")
    assert "Twice as big." in text_of((await mara.inbox())[-1].message)


async def test_only_one_can_claim_a_question_and_the_others_are_told_who(office: Office) -> None:
    olga = await other_coach(office)
    await asked(office)
    await olga.opens_home()
    await office.petra.inbox()
    petra = office.petra
    await petra.opens_home()
    await petra.presses("I’ll answer this")
    await olga.presses("I’ll answer this")
    assert "Petra has taken this question on" in olga.heard
    assert QUESTION not in (await olga.opens_home()).seen


async def test_a_question_given_back_can_be_taken_on_by_somebody_else(office: Office) -> None:
    olga = await other_coach(office)
    _, petra = await claimed(office)
    await petra.says("Half an answer")
    await petra.presses("Give it back")
    assert "Half an answer" in petra.heard
    await olga.opens_home()
    await olga.presses("I’ll answer this")
    assert "The question is yours" in olga.heard


async def test_a_claim_of_a_coach_who_left_does_not_block_the_question(office: Office) -> None:
    olga = await other_coach(office)
    _, petra = await claimed(office)
    with office.store.writing() as tx:
        programme.appoint(tx, petra.actor.account, Role.STAFF, "trial", office.now)
    await olga.opens_home()
    await olga.presses_action(next(a for a in actions(olga) if a.startswith("handover:claim")))
    assert "The question is yours" in olga.heard


def actions(person: Person) -> list[str]:
    assert person.home is not None
    return [button.action for button in buttons(person.home)]


async def test_two_messages_in_a_row_are_one_answer(office: Office) -> None:
    _, petra = await claimed(office)
    await petra.says("First do this.")
    await petra.says("Then do that.")
    assert "First do this.\n\nThen do that." in petra.heard


async def test_change_begins_the_answer_anew(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("Wrong")
    await petra.presses("Change")
    await petra.says("Right")
    await petra.presses("Send to Mara")
    message = text_of((await mara.inbox())[-1].message)
    assert "Right" in message
    assert "Wrong" not in message


async def test_a_coach_who_meant_to_ask_gets_an_answer_and_nothing_is_sent(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("what is a SWOT analysis")
    await petra.presses("I meant to ask you")
    assert "SWOT" in petra.heard
    assert not await mara.inbox()


async def test_help_is_help_also_while_an_answer_is_awaited(office: Office) -> None:
    _, petra = await claimed(office)
    await petra.says("help")
    assert "What I can do for you" in petra.heard


async def test_after_a_week_a_message_is_a_question_again(office: Office) -> None:
    _, petra = await claimed(office)
    office.now += timedelta(days=8)
    await petra.says("what is a SWOT analysis")
    assert "This will go to" not in petra.heard


async def test_every_button_pressed_twice_and_a_year_later_does_no_harm(office: Office) -> None:
    mara, petra = await answered(office)
    await mara.inbox()
    await mara.presses("That answers it")
    wire = office.wire.sent
    office.now += timedelta(days=365)
    for action in ("claim", "change", "back", "send", "again", "not-an-answer", "read"):
        await petra.presses_action(f"handover:{action}:{await question_id(office)}")
        assert "went wrong" not in petra.heard
    await mara.presses_action(f"handover:solved:{await question_id(office)}")
    assert office.wire.sent == wire
    with office.store.reading() as tx:
        notes = tx.execute(select(handover_notes.c.text)).scalars().all()
    assert notes == ["Use a bigger lattice."]


async def question_id(office: Office) -> str:
    with office.store.reading() as tx:
        return str(tx.scalar(select(handovers.c.question_id)))


async def test_an_answer_that_could_not_be_sent_is_kept_and_sent_again(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("Use a bigger lattice.")
    office.wire.state = "refuses"
    await petra.presses("Send to Mara")
    assert "could not reach Mara" in petra.heard
    assert "did not arrive" in (await petra.opens_home()).seen
    office.wire.state = ""
    await petra.presses("Send again")
    assert "Use a bigger lattice." in text_of((await mara.inbox())[-1].message)
    assert "did not arrive" not in (await petra.opens_home()).seen


async def test_an_answer_whose_receipt_was_lost_is_not_sent_twice(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("Use a bigger lattice.")
    office.wire.state = "loses"
    await petra.presses("Send to Mara")
    office.wire.state, before = "", office.wire.sent
    await petra.presses("Send again")
    assert "Sent to Mara" in petra.heard
    assert office.wire.sent == before
    assert len(await mara.inbox()) == 1


async def test_a_question_that_could_not_be_passed_on_stands_on_the_coachs_home(office: Office) -> None:
    office.wire.state = "refuses"
    mara = await asked(office)
    assert "could not reach" in mara.heard
    assert QUESTION in (await office.petra.opens_home()).seen


async def test_a_restart_in_the_middle_loses_nothing(site: Site) -> None:
    first = await site.start()
    _, petra = await claimed(first)
    await petra.says("Use a bigger")
    second = await site.start()
    petra = second.petra
    await petra.says("lattice.")
    assert "Use a bigger\n\nlattice." in petra.heard
    await petra.presses("Send to Mara")
    assert "lattice." in text_of((await second.mara.inbox())[-1].message)


async def test_without_a_coach_the_owner_of_the_topic_is_asked(office: Office) -> None:
    with office.store.writing() as tx:
        programme.appoint(tx, "web:coach", Role.STAFF, "trial", office.now)
        programme.own(tx, "web:ines", "challenges", office.now)
    mara = office.mara
    await mara.says("what should a membership fee be")
    await mara.asks_coach()
    assert "Ines" in mara.heard
    ines = office.ines
    assert "what should a membership fee be" in text_of((await ines.inbox())[-1].message)
    await ines.presses("I’ll answer this")
    await ines.says("A small one.")
    await ines.presses("Send to Mara")
    assert "A small one." in text_of((await mara.inbox())[-1].message)


async def test_a_question_without_coach_and_owner_waits_for_whoever_becomes_coach(office: Office) -> None:
    with office.store.writing() as tx:
        programme.appoint(tx, "web:coach", Role.STAFF, "trial", office.now)
    mara = await asked(office)
    assert "no coach yet" in mara.heard
    with office.store.writing() as tx:
        programme.appoint(tx, "web:coach", Role.COACH, "trial", office.now)
    assert QUESTION in (await office.petra.opens_home()).seen


async def test_a_coach_of_another_cluster_sees_nothing_and_can_do_nothing(office: Office) -> None:
    with office.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="", now=START)
    olga = await other_coach(office)
    with office.store.writing() as tx:
        programme.appoint(tx, "web:olga", Role.STAFF, "south", office.now)
        programme.appoint(tx, "web:olga", Role.COACH, "south", office.now)
    mara, _ = await answered(office)
    assert QUESTION not in (await olga.opens_home()).seen
    for action in ("read", "claim", "change", "back", "send", "again", "propose", "solved", "more", "not-an-answer"):
        await olga.presses_action(f"handover:{action}:{await question_id(office)}")
        assert "too old" in olga.heard, action
    assert mara.heard


async def test_a_colleague_cannot_close_somebodys_question(office: Office) -> None:
    await answered(office)
    jonas = office.jonas
    for action in ("solved", "more", "read"):
        await jonas.presses_action(f"handover:{action}:{await question_id(office)}")
        assert "too old" in jonas.heard
    assert QUESTION not in (await jonas.opens_home()).seen


async def test_the_asker_sees_on_home_who_is_answering(office: Office) -> None:
    mara = await asked(office)
    assert "Nobody has taken it on yet" in (await mara.opens_home()).seen
    petra = office.petra
    await petra.inbox()
    await petra.presses("I’ll answer this")
    assert "Petra is answering" in (await mara.opens_home()).seen


async def test_a_curator_sees_a_proposed_answer_without_any_name(office: Office) -> None:
    _, petra = await answered(office)
    ines = office.ines
    assert "Use a bigger lattice." not in (await ines.opens_home()).seen
    await petra.presses("Propose as an article")
    shown = (await ines.opens_home()).seen
    assert "Use a bigger lattice." in shown
    assert not {"Mara", "Petra", "Sample Cluster"} & set(shown.replace(",", " ").split())


async def test_an_answer_of_ten_thousand_characters_is_passed_on_and_a_longer_one_is_refused(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("x" * 10_001)
    assert "10001" in petra.heard
    await petra.says("y" * 10_000)
    await petra.presses("Send to Mara")
    assert "y" * 10_000 in text_of((await mara.inbox())[-1].message)


async def test_what_people_type_is_shown_as_they_typed_it(office: Office) -> None:
    mara, petra = await claimed(office)
    await petra.says("<!channel> **not bold** [link](http://x.example) <b>x</b>")
    await petra.presses("Send to Mara")
    assert "<!channel> **not bold** [link](http://x.example) <b>x</b>" in text_of((await mara.inbox())[-1].message)
