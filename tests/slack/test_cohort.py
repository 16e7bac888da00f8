"""All clusters of a coach in a window: filtered, sorted, page by page, nudged, and taken away as a file."""

from benchmarks import cohort as benchmark
from bot.store import Role, Tx, clusters
from tests.slack.conftest import Office
from tests.slack.fake_slack import TEAM
from tests.slack.person import Person


async def test_a_coach_with_many_clusters_works_with_them_in_a_window(office: Office, ana: Person) -> None:
    def fill(tx: Tx) -> None:
        benchmark.fill(tx, 22)
        workspace = f"slack:{TEAM}"
        clusters.add_person(
            tx,
            cluster="c0",
            person="web-coach",
            name="Ana",
            account=f"{workspace}:UANA",
            workspace=workspace,
            role=Role.COACH,
            zone="Europe/Brussels",
            locale="en",
            country="BE",
            now=office.time(),
        )

    await office.runtime.store.write(fill)
    await ana.command("/advisor", "cohort", channel="DUANA")
    assert "Clusters: 22." in ana.reads()
    assert "Cluster 00" in ana.reads()
    await ana.press_in_modal("Next")
    assert "Cluster 21" in ana.reads()
    await ana.press_in_modal("Sent back: 7")
    assert "Cluster 02" in ana.reads()
    assert "Cluster 00" not in ana.reads()
    await ana.press_in_modal("Remind")
    assert "Reminded today" in ana.reads()
    assert "I will remind these people in Cluster 02" in ana.reads()
    await ana.press_in_modal("Compare needs")
    assert "compared once at least 5 clusters" in ana.reads()
    await ana.press_in_modal("Excel")
    assert ana.slack.refusals == []
