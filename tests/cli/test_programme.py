"""The programme as a file: every mistake is told with its line and remedy, and all of it happens or nothing."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from bot import programme_file
from bot.cli import main
from bot.programme_file import FileError
from bot.store import Role, Scope, Store, clusters, people, programme_changes, programme_setup, sessions
from bot.store.programme_tables import invited
from bot.store.tables import people as people_table
from tests.store.sample import DAY, NOW, add, build

FILE = """\
programme:
  name: Clusters forward
  starts: 2027-01-11
  ends: 2027-12-17
  holidays:
    - name: Summer break
      from: 2027-08-02
      until: 2027-08-13
  deadlines:
    - {name: Needs assessment, day: 2027-02-26}
  reminders:
    hours: 08:00-16:30
    weekend: [saturday, sunday]
clusters:
  - id: food-north
    name: Food Network North
    country: DE
    region: BY
    staff:
      - {name: Anna Berg, mail: anna@example.org}
      - {name: Bo}
  - id: north
    name: Cluster north
    country: BE
coaches:
  - {name: Cleo, account: "web:cleo", clusters: [north, food-north]}
  - {name: Kim, mail: kim@example.org, clusters: [food-north]}
"""

MISTAKES = [
    ("  name: Clusters forward\n", "", 1, "“name” is missing. Add a line"),
    ("starts: 2027-01-11", "starts: 11 January", 3, "Write it as year-month-day"),
    ("starts: 2027-01-11", "starts: 2028-01-11", 4, "ends before it starts"),
    ("starts:", "strats:", 3, "Did you mean “starts”?"),
    ("until: 2027-08-13", "until: 2027-07-13", 8, "ends before it begins"),
    ("2027-02-26", "2026-02-26", 10, "not within the programme"),
    ("hours: 08:00-16:30", "hours: 16:30-8", 12, "such as “08:30-17:00”"),
    ("[saturday, sunday]", "[caturday]", 13, "“caturday” is not a day of the week"),
    ("id: food-north", "id: Food North", 15, "Use lower-case letters"),
    ("country: DE", "country: Germany", 17, "two letters"),
    ("region: BY", "region: Bavaria Land", 18, "write one of: Augsburg, BB"),
    ("anna@example.org", "anna at example", 20, "name@example.org"),
    ("{name: Bo}", "{name: Anna Berg, mail: anna@example.org}", 21, "twice"),
    ("id: north", "id: food-north", 22, "Give this one another id"),
    ("[north, food-north]", "[nord]", 26, "Did you mean “north”?"),
    ("name: Food Network North\n", "name: Food: Network\n", 16, "in quotes"),
    ("name: Food Network North\n", "name: &it Food\n", 16, "Write everything out"),
    ("    country: DE\n", "    country: DE\n    country: BE\n", 18, "is here twice"),
    ("hours: 08:00-16:30", "hours: 08:00Z-16:30", 12, "such as “08:30-17:00”"),
    ("hours: 08:00-16:30", "hours: 08:00:30-16:30", 12, "such as “08:30-17:00”"),
    ("until: 2027-08-13", "until: 9999-12-31", 8, "an unlikely year"),
    ("name: Summer break", 'name: "\\0\\u200b"', 6, "is empty"),
    ("clusters: [food-north]}", "[a]: b}", 27, "a single word is expected"),
    ("{name: Bo}", "{name: !!binary Qm8=}", 21, "Write everything out"),
    ("id: food-north", "id: programme", 15, "stands for the programme"),
    ("clusters:\n  - id: food-north", "clusters: none\nx:\n  - id: food-north", 14, "should be a list"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "said"), MISTAKES, ids=[said for *_, said in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_remedy(right: str, wrong: str, line: int, said: str) -> None:
    with pytest.raises(FileError) as error:
        programme_file.read(FILE.replace(right, wrong, 1).encode())
    assert [each.line for each in error.value.mistakes if said in each.text] == [line], error.value.mistakes


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"just text", b"[" * 1_000, b"a: \x00", b"- " * 1_000, b"x" * 2_000_000]
)
def test_what_is_no_programme_at_all_is_told_in_words(content: bytes) -> None:
    with pytest.raises(FileError) as error:
        programme_file.read(content)
    assert all(each.text.endswith(".") for each in error.value.mistakes)


async def test_the_programme_is_brought_to_the_file_and_a_second_time_nothing_changes(store: Store) -> None:
    house = await build(store)
    wanted = programme_file.read(FILE.encode())
    with store.writing() as tx:
        assert len(programme_changes.differences(tx, wanted)) == programme_changes.bring_to(tx, wanted, NOW) == 6
        assert programme_changes.differences(tx, wanted) == []
        again = programme_file.read(programme_file.written(programme_setup.read(tx)).encode())
        assert programme_changes.differences(tx, again) == []
        assert [coach.name for coach in people.coaches_of(tx, house.ana.scope)] == ["Cleo"]
        assert set(people.clusters_of_coach(tx, "cleo")) == {"north", "food-north"}


async def test_texts_of_a_file_are_kept_as_they_look_and_empty_sections_count_as_left_out(store: Store) -> None:
    text = 'programme:\n  name: "a\\0\\u202e\\nb"\n  reminders:\nclusters:\n'
    text += 'coaches:\n  - {name: X, account: " web:ana "}\n'
    await build(store)
    with store.writing() as tx:
        wanted = programme_file.read(text.encode())
        assert wanted.basics.name == "a b"
        assert [each.text for each in programme_changes.differences(tx, wanted)][1:] == ["Coach Ana: no cluster yet."]
        programme_changes.bring_to(tx, wanted, NOW)
        assert programme_changes.differences(tx, wanted) == []


async def test_a_changed_file_corrects_who_is_to_be_invited_and_names_what_goes(store: Store) -> None:
    await build(store)
    changed = FILE.replace("anna@example.org", "berg@example.org").replace("name: Summer break", "name: Summer")
    changed = changed.replace("{name: Bo}", "{name: Bo Berg}").replace(
        "kim@example.org, clusters: [food-north]", "kim@example.org, clusters: [north, food-north]"
    )
    with store.writing() as tx:
        programme_changes.bring_to(tx, programme_file.read(FILE.encode()), NOW)
        wanted = programme_file.read(changed.encode())
        assert [each.text for each in programme_changes.differences(tx, wanted)] == [
            "The programme “Clusters forward”: holidays. No longer there, because the file does not name it: "
            "Summer break.",
            "Name or address of Anna Berg, who is to be invited.",
            "To be invited to Food Network North: Bo Berg.",
            "To be invited as a coach of Cluster north: Kim.",
        ]
        programme_changes.bring_to(tx, wanted, NOW)
        found = programme_setup.read(tx)
        assert [set(coach.clusters) for coach in found.coaches if coach.name == "Kim"] == [{"food-north", "north"}]
        assert programme_changes.differences(tx, programme_file.read(programme_file.written(found).encode())) == []


async def test_an_invited_coach_who_came_gets_further_clusters_at_once(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        programme_changes.bring_to(tx, programme_file.read(FILE.encode()), NOW)
        tx.execute(update(invited).where(invited.c.name == "Kim").values(person_id="dino"))
        wanted = programme_file.read(FILE.replace("clusters: [food-north]", "clusters: [food-north, north]").encode())
        assert [each.text for each in programme_changes.differences(tx, wanted)] == ["Coach Kim: Cluster north."]
        programme_changes.bring_to(tx, wanted, NOW)
        assert set(people.clusters_of_coach(tx, "dino")) == {"south", "north"}


async def test_what_a_programme_was_exported_as_can_be_applied_whatever_people_are_called(store: Store) -> None:
    await build(store)
    with store.writing() as tx:
        add(tx, "north", "ana2")
        tx.execute(update(people_table).where(people_table.c.id == "ana2").values(name="Ana"))
        tx.execute(update(people_table).where(people_table.c.id == "cleo").values(name=""))
        programme_setup.set_basics(tx, programme_setup.Basics("P"), NOW)
        for ids in (["north"], ["south"]):
            programme_setup.add_invited(tx, Role.COACH, ids, programme_setup.Invited("Kim"), NOW)
        wanted = programme_file.read(programme_file.written(programme_setup.read(tx)).encode())
        assert programme_changes.differences(tx, wanted) == []


async def test_the_programme_s_holidays_and_hours_hold_for_whoever_chose_none(store: Store) -> None:
    await build(store)
    summer = programme_file.read(FILE.encode()).basics.closures[0][1]
    with store.writing() as tx:
        programme_changes.bring_to(tx, programme_file.read(FILE.encode()), NOW)
        ana = people.by_id(tx, "ana")
        assert ana is not None
        assert (str(ana.usual_opens), ana.opens) == ("08:00:00", None)
        assert not ana.calendar.is_working_day(summer)
        assert not clusters.calendar(tx, ana.scope).is_working_day(summer)
        assert ana.calendar.is_working_day(summer - 4 * DAY)


def test_the_example_of_the_docs_is_right() -> None:
    text = (Path(__file__).parents[2] / "docs" / "programmes.md").read_text()
    setup = programme_file.read(text.partition("```yaml\n")[2].partition("```")[0].encode())
    assert [coach.name for coach in setup.coaches] == ["Petra", "Kim"]


def advisor(url: str, *words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["programme", *words], input=stdin, env={"DATABASE_URL": url})


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    async def fill(url: str) -> None:
        store = await Store.open(url)
        await build(store)
        await store.close()

    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'advisor.db')}"
    asyncio.run(fill(url))
    return url


def test_the_command_shows_what_changes_asks_and_does_all_or_nothing(url: str, tmp_path: Path) -> None:
    file = tmp_path / "programme.yaml"
    file.write_text(FILE)
    assert "Nothing is wrong" in advisor(url, "check", str(file)).output
    asked = advisor(url, "apply", str(file), stdin="n\n")
    assert "New cluster: Food Network North" in asked.output
    assert "they stay as they are:\n  Cluster south (south)\n  Dino, coach of Cluster south\n" in asked.output
    assert "Nothing was changed" in asked.output
    assert "food-north" not in advisor(url, "export").output
    strange = tmp_path / "strange.yaml"
    strange.write_text(FILE.replace("web:cleo", "web:nobody"))
    refused = advisor(url, "apply", "--yes", str(strange))
    assert refused.exit_code == 1
    assert f"{strange}, line 26: Nobody with the account" in refused.output
    assert "food-north" not in advisor(url, "export").output
    assert "6 changes" in advisor(url, "apply", "--yes", str(file)).output
    listed = CliRunner().invoke(main, ["reminders", "list"], env={"DATABASE_URL": url}).output
    assert "programme-7" in listed
    assert "Needs assessment" not in listed
    assert "Nothing changes" in advisor(url, "apply", "--yes", str(file)).output
    assert "food-north" in advisor(url, "export").output
    file.write_text(FILE.replace("country: DE", "country: Germany"))
    wrong = advisor(url, "apply", "--yes", str(file))
    assert (wrong.exit_code, "line 17" in wrong.output) == (1, True)


def test_the_first_administrator_is_made_on_the_command_line(url: str) -> None:
    assert "is an administrator now" in advisor(url, "admin", "web:ana").output
    listed = CliRunner().invoke(main, ["people", "list"], env={"DATABASE_URL": url}).output
    assert [line.split()[1] for line in listed.splitlines() if line.startswith("web:ana")] == ["admin", "staff"]


def test_nobody_loses_open_work_by_being_made_something_else(url: str) -> None:
    async def book() -> None:
        store = await Store.open(url)
        wall = datetime.fromisoformat("2199-03-01T10:00")
        scope = Scope("north", "ana", Role.STAFF)
        with store.writing() as tx:
            session = sessions.add(
                tx, scope, wall=wall, zone="UTC", starts_at=wall.replace(tzinfo=UTC), now=NOW, coach="cleo"
            )
            assert session.coach == "cleo"
        await store.close()

    def staff(*more: str) -> Result:
        return CliRunner().invoke(main, ["people", "staff", "web:cleo", "south", *more], env={"DATABASE_URL": url})

    asyncio.run(book())
    refused = staff()
    assert (refused.exit_code, "web:cleo is coach, and has open work" in refused.output) == (1, True)
    assert staff("--also").exit_code == 0


async def test_somebody_with_two_parts_is_found_in_both_as_they_are_there(store: Store) -> None:
    house = await build(store)
    with store.writing() as tx:
        both = add(tx, "south", "ana", role=Role.COACH)
        assert (both.parts, both.role, both.cluster) == (2, Role.STAFF, "north")
        assert {person.id for person in people.colleagues(tx, house.sol.scope)} == {"sol", "dino", "ana"}
        assert people.in_clusters(tx, [("ana", "south")])["ana", "south"].role is Role.COACH
        assert people.in_clusters(tx, [("ana", "north")])["ana", "north"].role is Role.STAFF
        assert people.in_clusters(tx, [("sol", "north")]) == {}
