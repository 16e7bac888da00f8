"""The name and place of a cluster: confirmed in one step by the first person, changed by anyone, read by coaches."""

from bot.chat.events import Actor, Belonging, FormSent, Intent, Place
from bot.chat.views import DocumentView
from bot.store import clusters, people
from bot.store.clusters import Cluster
from flows.forms import FormRef
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.work import action, submits_plan


def newcomer(house: House, zone: str = "Europe/Vienna", workspace: str = "Food Network North") -> Person:
    """The first person of a workspace that nobody knows yet."""
    actor = Actor(
        account="slack:T9:U1",
        workspace="slack:T9",
        name="Nora New",
        zone=zone,
        workspace_name=workspace,
        belonging=Belonging.MEMBER,
    )
    return Person(house, actor)


def cluster_of(house: House, person: Person) -> Cluster:
    with house.store.reading() as tx:
        known = people.by_account(tx, person.actor.account)
        assert known is not None
        found = clusters.get(tx, known.scope)
    assert found is not None
    return found


async def test_the_first_person_is_asked_whether_name_and_country_are_right(house: House) -> None:
    nora = await newcomer(house).says("hello")
    assert "Your cluster is called Food Network North, and its holidays are those of Austria" in nora.heard
    await nora.presses("Yes, that is right")
    known = cluster_of(house, nora)
    assert (known.name, known.country, known.confirmed) == ("Food Network North", "AT", True)
    assert "Is this right?" not in (await nora.says("hello")).heard


async def test_until_then_home_asks_and_afterwards_shows_it(house: House) -> None:
    nora = await newcomer(house).opens_home()
    assert "Is this right?" in nora.seen
    await nora.presses("Yes, that is right")
    await nora.opens_home("team")
    assert "Is this right?" not in nora.seen
    assert "Food Network North: Austria" in nora.seen


async def test_what_is_likely_counts_before_anybody_confirmed_it(house: House) -> None:
    nora = await newcomer(house).opens_home()
    known = cluster_of(house, nora)
    assert (known.name, known.country, known.confirmed) == ("Food Network North", "AT", False)


async def test_without_a_name_and_a_zone_both_are_asked_for(house: House) -> None:
    nora = await newcomer(house, zone="", workspace="").says("hello")
    assert "What is your cluster called, and in which country is it?" in nora.heard
    await nora.presses("Change")
    assert nora.on == "where"
    await nora.next()
    assert nora.errors == {"name": "Please answer this."}
    await nora.fills(name="Food Network", country="BE").next()
    assert nora.on == "region"
    await nora.fills(region="Flemish").next()
    assert isinstance(nora.view, DocumentView)
    known = cluster_of(house, nora)
    assert (known.name, known.country, known.region) == ("Food Network", "BE", "Flemish")


async def test_anyone_of_the_cluster_can_change_it_and_another_country_has_no_old_region(house: House) -> None:
    jonas = await house.jonas.opens("cluster")
    assert "Sample Cluster" in text_of(jonas.finished.content)
    assert "Country: Belgium" in text_of(jonas.finished.content)
    await jonas.presses("Change")
    await jonas.fills(country="AT").next()
    await jonas.fills(region="9").next()
    assert "Your cluster is “Sample Cluster”, and its holidays are those of Austria, Wien." in jonas.heard
    await house.mara.opens("cluster", "where")
    mara = await house.mara.opens("cluster", "where")
    await mara.fills(name="Sample Network", country="LU").next()
    known = cluster_of(house, mara)
    assert (known.name, known.country, known.region) == ("Sample Network", "LU", "")


async def test_a_coach_reads_the_name_and_cannot_change_it(house: House) -> None:
    mara = await house.mara.opens("cluster", "where")
    await mara.fills(name="Sample Network").next()
    await submits_plan(mara, action("Call"))
    await mara.presses("Hand in to coach")
    petra = await house.petra.opens_home()
    assert "Sample Network" in petra.seen
    await petra.opens("cluster")
    assert "Only the people in a cluster" in petra.heard
    sent = FormSent(
        actor=petra.actor,
        place=Place(conversation="web:coach"),
        document="cluster",
        ref=FormRef("where"),
        revision=0,
        answers={"name": "Mine"},
        intent=Intent.NEXT,
    )
    await petra.does(sent)
    assert cluster_of(house, house.mara).name == "Sample Network"


async def test_another_country_moves_the_reminders(house: House) -> None:
    nora = await newcomer(house, zone="Europe/Vienna").says("hello")
    await nora.presses("Yes, that is right")
    await submits_plan(nora, action("Call", responsible="me", deadline="2027-01-07"))
    with house.store.reading() as tx:
        from bot.store import reminders

        before = {r.kind: r.due_at.date().isoformat() for r in reminders.near(tx, house.now.replace(year=2028))}
    await nora.opens("cluster", "where")
    await nora.fills(country="NL").next()
    with house.store.reading() as tx:
        after = {r.kind: r.due_at.date().isoformat() for r in reminders.near(tx, house.now.replace(year=2028))}
    assert before["action-1"] == "2027-01-05"  # 6 January is a holiday in Austria
    assert after["action-1"] == "2027-01-06"


async def test_settings_are_reached_by_a_command_and_the_cluster_from_there(house: House) -> None:
    mara = await house.mara.commands("/advisor settings")
    assert "Your settings" in text_of(mara.finished.content)
    await mara.presses("Your cluster")
    assert mara.document == "cluster"
    assert "Country: Belgium" in text_of(mara.finished.content)
