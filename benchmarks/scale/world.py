"""Workspaces that installed the advisor by a link, each with a cluster, its people, and their plan with reminders."""

from datetime import datetime, time, timedelta

from benchmarks import plans
from benchmarks.scale.slack import PEOPLE, token_of
from bot.kept_installations import KeptInstallations
from bot.secret_ids import secret_id
from bot.settings import Settings
from bot.slack.declared import scopes
from bot.slack.installation import Installation
from bot.slack.stored_installations import Granted
from bot.store import Store, Tx, own_settings, people, reminders, web_sessions
from bot.store.person import Person
from bot.store.web_sessions import WebSession


async def fill(settings: Settings, workspaces: int, now: datetime) -> None:
    """So many workspaces with `PEOPLE` each, all signed in on the web page, too."""
    store = await Store.open(settings.store_url)
    kept = KeptInstallations(store, settings.keys)
    for number in range(workspaces):
        place = Installation(f"T{number}", bot_user="UBOT", name=f"Workspace {number}")
        await kept.keep(Granted(place, token_of(number), frozenset(scopes())), now)
        with store.writing() as tx:
            _workspace(tx, number, now)
    await store.close()


def plan_of(person: int) -> str:
    """The plan in which somebody's action stands."""
    return f"plan-{_cluster(person // PEOPLE)}"


def web_token(person: int) -> str:
    """What signs somebody in on the web page."""
    return f"token-of-{person}"


async def remind(settings: Settings, persons: range, name: str, begins: datetime, seconds: float) -> None:
    """Plan one more reminder for each of these, due evenly over so many seconds; ``name`` tells the times apart."""
    due = {
        person: (person, begins + timedelta(seconds=seconds * place / len(persons)))
        for place, person in enumerate(persons)
    }
    store = await Store.open(settings.store_url)
    for workspace in sorted({person // PEOPLE for person in persons}):
        members = range(workspace * PEOPLE, (workspace + 1) * PEOPLE)
        theirs = {person: due[person] for person in members if person in due}
        with store.writing() as tx:
            scope = _person(tx, members[0]).scope
            planned = plans.wanted(plan_of(members[0]), theirs, begins, f"/{name}")
            reminders.reconcile(tx, scope, f"plan:{plan_of(members[0])}", planned, begins)
    await store.close()


def _workspace(tx: Tx, number: int, now: datetime) -> None:
    workspace, members = f"slack:T{number}", range(number * PEOPLE, (number + 1) * PEOPLE)
    never = now + timedelta(days=5)
    plans.put(tx, _cluster(number), workspace, {person: (person, never) for person in members}, now)
    for member in members:
        person = _person(tx, member)
        # whatever day and hour it is: reminders wait for the working hours
        own_settings.set_hours(tx, person.scope, time(0), time(23, 59), range(7))
        account, ends = f"{workspace}:U{member}", now + timedelta(days=14)
        session = WebSession(secret_id(web_token(member)), account, workspace, person.name, "Firefox", now, now, ends)
        web_sessions.start(tx, session)


def _person(tx: Tx, number: int) -> Person:
    found = people.by_id(tx, f"p{number}")
    assert found is not None
    return found


def _cluster(number: int) -> str:
    return f"Cluster {number}"
