"""The comparison of several processes: what would be wrong is found, and what was measured is told."""

import json
from datetime import UTC, datetime

from benchmarks import scale
from benchmarks.scale.comparison import KINDS, Figures, Way
from benchmarks.scale.http import Connection
from benchmarks.scale.sizes import Table
from benchmarks.scale.slack import PEOPLE, Slack, token_of
from benchmarks.scale.world import fill, plan_of
from bot.encryption import new_key
from bot.settings import Settings
from bot.store import Store, documents, people


async def test_the_stand_in_notices_tokens_and_words_of_another_workspace() -> None:
    slack = Slack()
    await slack.start()
    at = Connection(slack.url)
    mine, others = PEOPLE, 2 * PEOPLE

    async def post(person: int, about: int, token: str) -> None:
        key = {"event_payload": {"key": f"{person}:{about}"}}
        said = {"channel": f"U{person}", "blocks": [f"Call member {about}"], "metadata": key}
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        await at.send("POST", "/api/chat.postMessage", headers, json.dumps(said).encode())

    await post(mine, mine, token_of(1))
    assert slack.wrong == []
    assert slack.reminded == {mine: 1}
    await post(mine, mine, token_of(2))
    await post(mine, others, token_of(1))
    assert [problem.partition(" for ")[0] for problem in slack.wrong] == [
        "chat.postMessage",
        "words of another workspace",
    ]
    await at.close()
    await slack.stop()


async def test_the_world_has_people_with_plans_in_workspaces_that_installed_it(database_url: str) -> None:
    settings = Settings(_env_file=None, database_url=database_url, advisor_keys=new_key())
    await fill(settings, 2, datetime.now(UTC))
    store = await Store.open(database_url)
    person = await store.read(lambda tx: people.by_account(tx, f"slack:T1:U{PEOPLE}"))
    assert person is not None
    plan = await store.read(lambda tx: documents.get(tx, person.scope, plan_of(PEOPLE)))
    assert plan is not None
    assert plan.name == "Our plan"
    await store.close()


def test_the_report_tells_ratios_and_sizes() -> None:
    found = {}
    for way, count in {Way(1): 10, Way(2): 18, Way(1, rate=5.0): 10}.items():
        found[way] = Figures(seconds=1.0, processor=dict.fromkeys(KINDS, 0.01))
        found[way].waits["ask"] = [0.01] * count
    told = scale.report(found, [Table("lines", 200, 100_000)])
    assert "1.80" in told
    assert "1 + 1, 5/s come" in told
    assert "500" in told
