"""The programme from inside: parts, invitations, several coaches, setting up, and taking people out."""

import re
from datetime import timedelta

import pytest

from bot.chat.views import Message
from bot.store import clusters, documents, memberships, people, programme, programme_setup, sessions, slots
from bot.store.scope import Role, Scope
from tests.advisor.conversation import House, Person, buttons, text_of
from tests.advisor.test_comments import comments, presses_beside, sends_back
from tests.advisor.test_slots import FIRST, chooses, offers, southern
from tests.advisor.work import action, drafts_goal, submits_plan


def boss(house: House) -> Person:
    return house.person("web:boss", workspace="web:office", name="Bea")


@pytest.fixture
async def office(house: House) -> House:
    """The sample cluster, and Bea who runs the programme."""
    await boss(house).opens_home()
    with house.store.writing() as tx:
        programme.appoint(tx, "web:boss", Role.ADMIN, "", house.now)
    return house


def code_of(window: Message | None) -> str:
    assert window is not None
    found = re.search(r"join-[\w-]{20,}", text_of(window))
    assert found
    return found[0]


async def invites(person: Person, place: str, uses: int = 1) -> str:
    await person.opens("invitation", "link")
    await person.fills(place=place, days=14, uses=uses).next()
    return code_of(person.reply.window)


async def test_a_colleague_s_invitation_lets_somebody_join_once_and_for_two_weeks(office: House) -> None:
    code = await invites(office.mara, "staff/trial")
    kim = office.person("web:kim", workspace="web:elsewhere", name="Kim")
    await kim.says(f"Here it is: https://advisor.example/join/{code}")
    assert "You are now staff of Sample Cluster" in kim.heard
    assert (await known(office, "web:kim")).cluster == "trial"
    assert (await known(office, "web:kim")).parts == 1  # the cluster made for an unknown workspace is left
    late = office.person("web:lou", workspace="web:elsewhere", name="Lou")
    await late.says(code)
    assert "has been used up" in late.heard
    second = await invites(office.mara, "staff/trial")
    office.now += timedelta(days=15)
    await late.says(second)
    assert "too old" in late.heard


async def known(house: House, account: str) -> people.Person:
    found = await house.store.read(lambda tx: people.by_account(tx, account))
    assert found is not None
    return found


async def test_an_invitation_that_was_ended_or_never_was_lets_nobody_in(office: House) -> None:
    code = await invites(office.mara, "staff/trial")
    await office.mara.presses_action("invitation:show")
    mara = await office.mara.presses_action("invitation:show")
    end = next(b.action for b in buttons(mara.finished.content) if b.action.startswith("invitation:revoke"))
    stranger = office.person("web:sol", workspace="web:south", name="Sol")
    await stranger.presses_action(end)
    assert "You no longer have that link" in stranger.heard
    await mara.presses_action(end)
    assert "has ended" in mara.heard
    for said in (code, "join-aaaaaaaaaaaaaaaaaaaaaaaaaaaa"):
        await stranger.says(said)
        assert any(words in stranger.heard for words in ("has been ended", "do not know this invitation"))
    assert (await known(office, "web:sol")).cluster != "trial"


async def test_only_a_fingerprint_of_a_code_is_kept_and_none_is_written_down(office: House) -> None:
    code = await invites(office.mara, "staff/trial")
    kim = await office.person("web:kim", workspace="web:elsewhere", name="Kim").says(f"/join {code}")
    assert "You are now staff of Sample Cluster" in kim.heard
    with office.store.reading() as tx:
        assert code not in "".join(tx.connection.iterdump() if tx.dialect.name == "sqlite" else [])


async def test_staff_invite_to_their_own_cluster_only_and_coaches_nobody(office: House) -> None:
    mara = await office.mara.opens("invitation", "link")
    await mara.fills(place="admin/", days=14, uses=1).next()
    assert mara.reply.window is None
    petra = await office.petra.opens("invitation", "link")
    assert "cannot invite" in petra.heard


async def test_a_coach_without_clusters_has_an_empty_home_and_joins_by_the_administrator(office: House) -> None:
    code = await invites(boss(office), "coach/")
    lou = await office.person("web:lou", workspace="web:elsewhere", name="Lou").says(code)
    assert "You are now coach" in lou.heard
    assert "Nothing handed in yet." in (await lou.opens_home()).seen


async def test_who_has_several_parts_chooses_for_which_they_speak(office: House) -> None:
    with office.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="IT", now=office.now)
        programme.appoint(tx, "web:mara", Role.COACH, "south", office.now, also=True)
    mara = await office.mara.opens_home()
    assert "You are now speaking as coach." in mara.seen
    await mara.presses("Speak for …")
    await mara.presses("staff of Sample Cluster")
    await mara.opens_home()
    assert "You are now speaking as staff of Sample Cluster." in mara.seen
    assert "Speak for …" in mara.labels
    for said, part in (("speak for coach", "coach"), ("/speak-for sample cluster", "staff of Sample Cluster")):
        await mara.says(said)
        assert f"From now on you speak as {part}." in mara.heard
    assert "Choose what you want to speak as instead" in (await mara.says("speak for Nobody")).heard
    await mara.presses_action("part:choose:admin:")
    assert "You no longer have that role" in mara.heard
    jonas = await office.jonas.opens_home()
    assert "Speak for …" not in jonas.labels


async def test_reminders_of_a_part_come_whatever_somebody_speaks_for(office: House) -> None:
    await submits_plan(office.mara, action("Call", deadline="2027-01-08"))
    with office.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="IT", now=office.now)
        programme.appoint(tx, "web:jonas", Role.COACH, "south", office.now, also=True)
    await office.until("2027-01-08 12:00")
    assert any("Call" in text_of(line.message) for line in await office.jonas.inbox())


async def test_what_stands_below_a_reminder_is_done_whatever_somebody_speaks_for(office: House) -> None:
    document = await submits_plan(mara := office.mara, action("Call", responsible="Mara", deadline="2027-01-08"))
    with office.store.writing() as tx:
        clusters.create(tx, id="south", name="South", country="IT", now=office.now)
        programme.appoint(tx, "web:mara", Role.STAFF, "south", office.now, also=True)
    await office.until("2027-01-08 12:00")
    await mara.inbox()
    await mara.presses("Open the plan")
    assert "shown to you for Sample Cluster" in mara.heard
    await mara.presses("Done")
    assert "no longer needed" not in mara.heard
    await mara.presses("staff of Sample Cluster")
    assert "1 of 1 done" in text_of((await mara.opens(document)).finished.content)


async def test_all_coaches_of_a_cluster_are_told_and_can_act(office: House) -> None:
    with office.store.writing() as tx:
        programme.appoint(tx, "web:ines", Role.COACH, "trial", office.now)
    await submits_plan(mara := office.mara, action("Call"))
    await mara.presses("Hand in to coach")
    assert "Petra and Ines can see version 1 now" in mara.heard
    await mara.says("Wibble frotz wug blicket?")
    await mara.asks_coach()
    await mara.says("coaching 12 March 2027 14:00")
    await office.passes(hours=1)
    for account in ("web:coach", "web:ines"):
        coach = office.person(account)
        texts = " ".join(text_of(line.message) for line in await coach.inbox())
        assert "has handed in" in texts
        assert "Wibble" in texts
        assert "12 March 2027" in texts
    await coach.presses("I’ll answer this")
    assert "next message" in coach.heard
    with office.store.reading() as tx:
        (session,) = sessions.ahead(tx, Scope("trial", "web-mara", Role.STAFF), office.now)
        assert session.coach is None


async def test_an_administrator_sets_up_the_programme_and_a_cluster(office: House) -> None:
    bea = await boss(office).opens("programme", "all")
    await bea.fills(name="Forward", starts="2027-01-11", ends="2027-12-17", closures="next summer", deadlines="").next()
    assert "Line 1 cannot be read" in bea.errors["closures"]
    await bea.fills(
        closures="2027-08-02 to 2027-08-13: Summer break", deadlines="2027-02-26: Needs assessment", opens="08:00"
    ).next()
    assert "closes" in bea.errors
    await bea.fills(closes="16:30").next()
    assert "“Forward” is saved" in bea.heard
    assert (bea.page.alone, bea.answers["opens"]) == (True, "08:00")
    await bea.presses_action("programme:new")
    first = bea.view
    assert bea.page.alone, "it is no step of several"
    await bea.fills(name="Food North", country="DE").next()
    bea.view = first
    await bea.fills(name="Food North", country="DE").next()  # sent twice, it makes one cluster
    await bea.fills(region="BY").next()
    await bea.presses("Add staff to invite")
    await bea.fills(people="Anna Berg, anna at example").next()
    assert "Line 1" in bea.errors["people"]
    await bea.fills(people="Anna Berg, anna@example.org\nBo").next()
    await bea.presses("Add a coach")
    await bea.fills(coach="web-coach").next()
    assert "Petra" in text_of(bea.finished.content)
    await bea.presses("Make their link")
    anna = office.person("web:anna", workspace="web:food", name="Anna")
    await anna.says(code_of(bea.reply.window))
    assert "You are now staff of Food North" in anna.heard
    home = await anna.opens_home()
    assert "Needs assessment: 26 February 2027" in home.seen
    with office.store.reading() as tx:
        found = programme_setup.read(tx)
    assert [cluster.region for cluster in found.clusters if cluster.name == "Food North"] == ["BY"]
    assert not (await known(office, "web:anna")).calendar.is_working_day(found.basics.closures[0][1])
    assert "Food North" in (await boss(office).opens_home()).seen
    await anna.opens("settings", "own")
    assert (anna.answers["opens"], anna.answers["closes"]) == ("08:00", "16:30")
    await anna.next()
    assert (await known(office, "web:anna")).opens is None


async def test_nobody_is_removed_with_open_work_unless_somebody_takes_it_over(office: House) -> None:
    document = await submits_plan(office.jonas, action("Call", deadline="2027-01-08"))
    draft = await drafts_goal(office.jonas)
    bea = await boss(office).presses_action("programme:remove:staff:trial:web-jonas")
    assert "drafts: 1" in bea.heard
    assert "actions they are responsible for: 1" in bea.heard
    await bea.presses_action("programme:give:staff:trial:web-jonas:")
    assert "open work by now" in bea.heard
    await bea.presses("Give it to Mara")
    assert "Jonas has been removed" in bea.heard
    jonas = await office.jonas.opens(document)
    assert "You have no role in the programme now" in jonas.heard
    assert jonas.view is None
    assert "no role in the programme" in text_of((await jonas.opens_home()).home or Message(""))
    with office.store.reading() as tx:
        for id in (document, draft.document):
            found = documents.get(tx, Scope("trial", "web-mara", Role.STAFF), id)
            assert found is not None
            assert found.created_by == "web-mara"
    await office.until("2027-01-08 12:00")
    assert not await office.jonas.inbox()
    assert any("Call" in text_of(line.message) for line in await office.mara.inbox())
    code = await invites(office.mara, "staff/trial")
    await office.jonas.says(code)
    assert (await known(office, "web:jonas")).cluster == "trial"


async def test_a_coach_who_goes_gives_sessions_and_questions_to_another(office: House) -> None:
    await office.mara.says("coaching 12 March 2027 14:00")
    bea = await boss(office).presses_action("programme:remove:coach:trial:web-coach")
    assert "sessions that they hold: 1" in bea.heard
    assert "no other coach" in bea.heard
    with office.store.writing() as tx:
        programme.appoint(tx, "web:ines", Role.COACH, "trial", office.now)
    await bea.presses_action("programme:remove:coach:trial:web-coach")
    await bea.presses("Give it to Ines")
    await office.passes(minutes=1)
    (told,) = await office.person("web:ines").inbox()
    assert "a coaching session with you: Friday, 12 March 2027, 14:00." in text_of(told.message)
    with office.store.reading() as tx:
        (session,) = sessions.ahead(tx, Scope("trial", "web-mara", Role.STAFF), office.now)
        assert (session.coach, session.sequence) == ("web-ines", 2), "calendars take it as newer"
        assert people.clusters_of_coach(tx, "web-coach") == []


async def test_a_removed_cluster_is_kept_by_one_of_its_people_and_seen_by_nobody_else(office: House) -> None:
    document = await submits_plan(mara := office.mara, action("Call"))
    await mara.presses("Hand in to coach")
    bea = await boss(office).presses_action("programme:close:trial")
    await bea.presses("Mara keeps the documents")
    assert "has left the programme" in bea.heard
    assert "Call" in text_of((await office.mara.opens(document)).finished.content)
    for person in (office.jonas, office.petra):
        assert (await person.opens(document)).view is None
    with office.store.reading() as tx:
        assert "trial" not in {cluster.id for cluster in clusters.all_clusters(tx)}


async def test_whoever_was_in_a_session_of_a_removed_cluster_is_told_at_once_and_can_take_it_out(office: House) -> None:
    await office.mara.says("coaching 12 March 2027 14:00")
    coach = Scope("", "web-coach", Role.COACH)
    with office.store.writing() as tx:
        (session,) = sessions.ahead(tx, Scope("trial", "web-mara", Role.STAFF), office.now)
        day = timedelta(days=1)
        offer = slots.Offer(session.wall + day, session.zone, session.starts_at + day)
        slots.offer(tx, coach, [offer], cluster="", limit_hours=None, link="", agenda="", now=office.now)
        slots.take(tx, slots.of_coach(tx, coach, office.now)[0].id, session.id)
    await boss(office).presses_action("programme:close-with:trial:web-mara")
    with office.store.reading() as tx:
        assert [each.session for each in slots.of_coach(tx, coach, office.now)] == [None]
    await office.passes(minutes=5)
    for person in (office.mara, office.jonas, office.petra):
        texts = [text_of(line.message) for line in await person.inbox()]
        said = (
            "Bea took Sample Cluster out of the programme, so the coaching session on Friday, 12 March 2027, 14:00 is"
        )
        assert sum(said in text for text in texts) == 1
        await person.presses("Calendar file")
        (file,) = person.reply.files
        assert all(line in file.content.decode() for line in ("METHOD:CANCEL", f"session/{session.id}", "SEQUENCE:2"))
        on_page = await person.wants(f"meeting:{session.id}", "2", "ics")
        assert on_page.reply.files
    assert "no role in the programme" in (await office.jonas.presses_action(f"coaching:open:{session.id}")).heard
    lou = office.person("web:lou", workspace="web:south", name="Lou")
    assert (await lou.presses_action(f"coaching:invitation:{session.id}")).reply.files == ()


async def test_comments_without_an_answer_are_told_and_go_to_whoever_takes_over(office: House) -> None:
    plan = await submits_plan(jonas := office.jonas, action("Recruit auditors"))
    await jonas.presses("Hand in to coach")
    await comments(office, plan, "Recruit auditors", "By whom?")
    with office.store.writing() as tx:
        programme.appoint(tx, "web:ines", Role.COACH, "trial", office.now)
    coach = "programme:remove:coach:trial:web-coach"
    bea = await boss(office).presses_action(coach)
    assert "feedback begun and not sent back yet: 1" in bea.heard
    await sends_back(office, plan)
    for removed in ("programme:remove:staff:trial:web-jonas", coach):
        await bea.presses_action(removed)
        assert "comments that are not answered or decided on yet: 1" in bea.heard
    assert "comments that are not answered" in (await bea.presses_action("programme:close:trial")).heard
    await bea.presses_action(coach)
    await bea.presses("Give it to Ines")
    mara = await office.mara.opens(plan)
    assert "Petra" in mara.seen  # who wrote it
    await presses_beside(mara, "Recruit auditors", "Done")
    await office.passes(minutes=5)
    ines = office.person("web:ines")
    assert any("answered" in text_of(line.message) for line in await ines.inbox())


async def test_an_administrator_who_has_another_name_and_time_zone_gets_in_as_before(office: House) -> None:
    renamed = office.person("web:boss", workspace="web:office", name="Beatrix", zone="Europe/Lisbon")
    await renamed.opens_home()
    assert renamed.home is not None
    assert (await known(office, "web:boss")).zone == "Europe/Lisbon"


async def test_the_times_that_a_removed_cluster_chose_are_free_for_others(office: House) -> None:
    sol = await southern(office)
    await offers(office, "12 March 2027 14:00\n19 March 2027 14:00", cluster="all")
    await offers(office, "26 March 2027 14:00", cluster="trial")
    await chooses(office.mara)
    bea = await boss(office).presses_action("programme:close:trial")
    await bea.presses("Mara keeps the documents")
    await sol.presses_action("slot:free")
    assert FIRST in sol.seen
    petra = await office.petra.commands("/coaching")
    assert "26 March" not in petra.seen


async def test_an_invitation_pressed_again_by_whoever_came_with_it_welcomes_them_again(office: House) -> None:
    code = await invites(boss(office), "curator/")
    jonas = office.jonas
    for _ in range(2):
        await jonas.says(code)
        assert "You are now curator" in jonas.heard
    mara = await office.mara.says(code)
    assert "has been used up" in mara.heard


async def test_the_last_administrator_stays(office: House) -> None:
    bea = await boss(office).presses_action("programme:remove:admin::web-boss")
    with office.store.reading() as tx:
        (id,) = memberships.administrators(tx)
    for verb in ("remove", "give"):
        await bea.presses_action(f"programme:{verb}:admin::{id}:")
        assert "last administrator" in bea.heard
    with office.store.reading() as tx:
        assert list(memberships.administrators(tx)) == [id]
