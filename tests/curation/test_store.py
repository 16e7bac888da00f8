"""Hand-over and curation in the store, on both databases."""

import asyncio
from functools import partial

import pytest

from bot.store import NotFoundError, Role, Scope, Store, clusters, curation, expected, handovers, people, programme
from bot.store.engine import Tx
from bot.store.scope import PROGRAMME
from tests.store.sample import DAY, NOW, House, add, build
from tests.store.test_questions import ask

CURATOR = Scope(PROGRAMME, "ines", Role.CURATOR)


async def handed(store: Store) -> House:
    house = await build(store)
    with store.writing() as tx:
        clusters.create(tx, id=PROGRAMME, name="Programme", country="", now=NOW)
        add(tx, PROGRAMME, "ines", role=Role.CURATOR)
        add(tx, "north", "olga", role=Role.COACH)
        ask(tx, house.ana.scope, "q", outcome="unknown")
        handovers.begin(tx, house.ana.scope, "q", "planning", NOW)
    return house


async def test_of_two_who_claim_at_once_one_has_it(store: Store) -> None:
    house = await handed(store)
    olga = Scope("", "olga", Role.COACH)

    async def claim(scope: Scope) -> str | None:
        found = await store.write(lambda tx: handovers.claim(tx, scope, "q", NOW))
        return found.claimed_by if found else None

    one, two = await asyncio.gather(claim(house.north_coach.scope), claim(olga))
    assert one == two
    assert one in (house.north_coach.id, "olga")


async def test_a_draft_becomes_one_answer_however_often_it_is_sent(store: Store) -> None:
    house = await handed(store)
    coach = house.north_coach.scope
    with store.writing() as tx:
        handovers.claim(tx, coach, "q", NOW)
        assert handovers.answer(tx, coach, "q", "n0", NOW) is None
        handovers.write(tx, coach, "q", "An answer")
        first = handovers.answer(tx, coach, "q", "n1", NOW)
        again = handovers.answer(tx, coach, "q", "n2", NOW)
        assert first == again
        assert [note.id for note in handovers.notes(tx, house.ana.scope, "q")] == ["n1"]


async def test_what_is_undelivered_stays_with_the_coach(store: Store) -> None:
    house = await handed(store)
    coach = house.north_coach.scope
    with store.writing() as tx:
        handovers.claim(tx, coach, "q", NOW)
        handovers.write(tx, coach, "q", "An answer")
        handovers.answer(tx, coach, "q", "n1", NOW)
        assert [h.undelivered for h in handovers.to_answer(tx, coach)] == [True]
        handovers.delivered(tx, coach, "q", "n1", NOW)
        assert handovers.to_answer(tx, coach) == []


async def test_the_topics_owner_sees_only_questions_of_clusters_without_a_coach(store: Store) -> None:
    house = await handed(store)
    with store.writing() as tx:
        programme.own(tx, "web:ines", "planning", NOW)
        assert handovers.to_answer(tx, CURATOR) == []
        clusters.create(tx, id="west", name="West", country="", now=NOW)
        wim = add(tx, "west", "wim")
        ask(tx, wim.scope, "w")
        to, first = handovers.begin(tx, wim.scope, "w", "planning", NOW)
        assert (to.id if to else None, first) == ("ines", True)
        assert [h.question for h in handovers.to_answer(tx, CURATOR)] == ["w"]
        programme.disown(tx, "web:ines", "planning")
        assert handovers.to_answer(tx, CURATOR) == []
    assert house.ana


async def test_a_question_that_nobody_has_is_seen_and_told_to_whoever_is_named_later(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        clusters.create(tx, id="west", name="West", country="", now=NOW)
        wim = add(tx, "west", "wim")
        ask(tx, wim.scope, "w")
        assert handovers.begin(tx, wim.scope, "w", "planning", NOW) == (None, True)
        programme.own(tx, "web:ines", "planning", NOW)
        assert [h.question for h in handovers.to_answer(tx, CURATOR)] == ["w"]
        to, to_tell = handovers.begin(tx, wim.scope, "w", "planning", NOW)
        assert (to.id if to else None, to_tell) == ("ines", True)
        assert handovers.begin(tx, wim.scope, "w", "planning", NOW)[1] is False
        handovers.mark_undelivered(tx, wim.scope, "w")
        assert handovers.begin(tx, wim.scope, "w", "planning", NOW)[1] is True
        handovers.claim(tx, CURATOR, "w", NOW)
        kees = add(tx, "west", "kees", role=Role.COACH)
        assert (handovers.answerer(tx, wim.scope, "w")) == people.by_id(tx, "ines")
        programme.disown(tx, "web:ines", "planning")
        assert [h.state for h in handovers.of_asker(tx, wim.scope)] == ["open"]
        assert [h.state for h in handovers.to_answer(tx, kees.scope)] == ["open"]
        assert handovers.answerer(tx, wim.scope, "w") == kees


async def test_what_an_asker_has_not_sent_is_no_note(store: Store) -> None:
    house = await handed(store)
    ana, coach = house.ana.scope, house.north_coach.scope
    with store.writing() as tx:
        handovers.claim(tx, coach, "q", NOW)
        handovers.write(tx, coach, "q", "An answer")
        handovers.answer(tx, coach, "q", "n1", NOW)
        assert handovers.ask_more(tx, ana, "q", "n2", NOW) is None
        assert handovers.write_more(tx, coach, "q", "n2", "Not theirs", NOW) is None
        for text in ("And how?", "And how, in a month?"):
            written = handovers.write_more(tx, ana, "q", "n2", text, NOW)
            assert written is not None
            assert (written.more, written.state) == (text, "answered")
        assert [note.id for note in handovers.notes(tx, coach, "q")] == ["n1"]
        sent = handovers.ask_more(tx, ana, "q", "n3", NOW)
        assert sent is not None
        assert (sent.more, sent.state, sent.claimed_by) == ("", "claimed", house.north_coach.id)
        assert [note.text for note in handovers.notes(tx, coach, "q")] == ["An answer", "And how, in a month?"]


async def test_stop_forgets_what_is_awaited_of_one_person_everywhere(store: Store) -> None:
    house = await handed(store)
    with store.writing() as tx:
        expected.expect(tx, house.ana.id, "web:ana", "more", "q", NOW)
        expected.expect(tx, house.ana.id, "slack:ana", "more", "r", NOW + DAY)
        expected.expect(tx, house.ben.id, "web:ben", "more", "q", NOW)
        assert [one.subject for one in expected.forget_all(tx, house.ana.id)] == ["r", "q"]
        assert expected.forget_all(tx, house.ana.id) == []
        assert expected.get(tx, house.ben.id, "web:ben") is not None


async def test_an_owners_own_question_is_not_handed_to_themselves(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        programme.own(tx, "web:ines", "planning", NOW)
        ask(tx, CURATOR, "own")
        assert handovers.begin(tx, CURATOR, "own", "planning", NOW) == (None, True)


async def test_staff_cannot_own_a_topic(store: Store) -> None:
    await handed(store)
    with store.writing() as tx, pytest.raises(NotFoundError, match="coach or a curator"):
        programme.own(tx, "web:ana", "planning", NOW)


async def test_who_stops_being_a_curator_sees_nothing_of_it_any_more(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        programme.own(tx, "web:ines", "planning", NOW)
        programme.appoint(tx, "web:ines", Role.STAFF, "north", NOW)
        ines = people.by_account(tx, "web:ines")
        assert ines is not None
        assert (ines.role, ines.cluster) == (Role.STAFF, "north")
        assert people.owners_of(tx, "planning") == []
        with pytest.raises(NotFoundError):
            curation.waiting(tx, ines.scope, NOW)


async def test_a_coach_of_several_clusters_keeps_them(store: Store) -> None:
    house = await handed(store)
    with store.writing() as tx:
        programme.appoint(tx, "web:cleo", Role.COACH, "south", NOW)
        assert people.clusters_of_coach(tx, house.north_coach.id) == ["north", "south"]
        (cleo,) = [member for member in programme.members(tx) if member.account == "web:cleo"]
        assert cleo.clusters == ("north", "south")


async def test_unknown_accounts_and_clusters_are_named(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        with pytest.raises(NotFoundError, match="web:nobody"):
            programme.appoint(tx, "web:nobody", Role.CURATOR, "", NOW)
        with pytest.raises(NotFoundError, match="nowhere"):
            programme.appoint(tx, "web:ana", Role.COACH, "nowhere", NOW)


async def test_the_version_grows_with_every_change_and_a_withdrawal_is_one(store: Store) -> None:
    await handed(store)
    seen = []
    with store.writing() as tx:
        seen.append(curation.version(tx))
        curation.add(tx, CURATOR, "phrasing", "raci", {"text": "x"}, change="c", now=NOW)
        seen.append(curation.version(tx))
        assert curation.undo(tx, CURATOR, "c", NOW)
        seen.append(curation.version(tx))
        assert not curation.undo(tx, CURATOR, "c", NOW)
        assert curation.current(tx) == []
    assert seen == sorted(set(seen))


async def test_taking_back_the_last_version_brings_the_one_before(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        for change in ("one", "two"):
            curation.add(tx, CURATOR, "article", "raci", {"n": change}, change=change, now=NOW)
        curation.undo(tx, CURATOR, "two", NOW)
        row = curation.of_article(tx, "raci", "article")
        assert row is not None
        assert row.content == {"n": "one"}


async def test_taking_a_change_back_brings_back_what_it_withdrew(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        curation.add(tx, CURATOR, "phrasing", "raci", {"text": "x"}, change="added", now=NOW)
        (added,) = curation.current(tx)
        for _ in range(2):  # published, taken back, and the same once more
            curation.add(tx, CURATOR, "article", "raci", {}, change="edit", now=NOW)
            curation.withdraw(tx, CURATOR, added, change="edit", now=NOW)
            assert [row.kind for row in curation.current(tx)] == ["article"]
            undone = curation.undo(tx, CURATOR, "edit", NOW)
            assert undone is not None
            assert (undone.kind, undone.questions) == ("article", 0)
            assert curation.current(tx) == [added]
            assert curation.undo(tx, CURATOR, "edit", NOW) is None


async def test_what_was_taken_back_itself_does_not_come_back_with_another_change(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        curation.add(tx, CURATOR, "phrasing", "raci", {"text": "x"}, change="added", now=NOW)
        (added,) = curation.current(tx)
        curation.resolve(tx, CURATOR, ["q"], "added", NOW)
        curation.add(tx, CURATOR, "article", "raci", {}, change="edit", now=NOW)
        curation.withdraw(tx, CURATOR, added, change="edit", now=NOW)
        undone = curation.undo(tx, CURATOR, "added", NOW)
        assert undone is not None
        assert (undone.kind, undone.questions) == ("phrasing", 1)
        curation.undo(tx, CURATOR, "edit", NOW)
        assert curation.current(tx) == []


async def test_an_article_was_changed_last_when_a_change_was_taken_back(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        assert curation.changed_at(tx, "raci") is None
        curation.add(tx, CURATOR, "phrasing", "raci", {"text": "x"}, change="c", now=NOW)
        assert curation.changed_at(tx, "raci") == NOW
        curation.undo(tx, CURATOR, "c", NOW + DAY)
        curation.add(tx, CURATOR, "review", "raci", {}, change="r", now=NOW + 2 * DAY)
        assert curation.changed_at(tx, "raci") == NOW + DAY


async def test_of_two_who_decide_at_once_about_a_question_one_does(store: Store) -> None:
    await handed(store)

    def decide(tx: Tx, change: str) -> bool:
        if not curation.all_waiting(tx, CURATOR, ["q"]):
            return False
        curation.resolve(tx, CURATOR, ["q"], change, NOW)
        return True

    decisions = (store.write(partial(decide, change=change)) for change in ("a", "b"))
    assert sorted(await asyncio.gather(*decisions)) == [False, True]


async def test_resolved_questions_leave_the_queue_and_come_back_with_undo(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        curation.add(tx, CURATOR, "aside", "", {}, change="c", now=NOW)
        curation.resolve(tx, CURATOR, ["q"], "c", NOW)
        assert curation.waiting(tx, CURATOR, NOW) == []
        curation.undo(tx, CURATOR, "c", NOW)
        assert [waiting.id for waiting in curation.waiting(tx, CURATOR, NOW)] == ["q"]


async def test_many_changes_at_once_are_all_numbered_in_the_order_they_become_visible(store: Store) -> None:
    await handed(store)

    def change(tx: Tx, n: int) -> int:
        curation.add(tx, CURATOR, "phrasing", "raci", {"text": str(n)}, change=str(n), now=NOW)
        return curation.version(tx)

    versions = await asyncio.gather(*(store.write(partial(change, n=n)) for n in range(8)))
    assert len(set(versions)) == 8


async def test_what_is_awaited_is_of_one_conversation_and_the_last_thing_counts(store: Store) -> None:
    await handed(store)
    with store.writing() as tx:
        expected.expect(tx, "ana", "here", "more", "q", NOW)
        assert expected.get(tx, "ana", "there") is None
        expected.expect(tx, "ana", "here", "answer", "p", NOW + DAY)
        found = expected.get(tx, "ana", "here")
        assert found is not None
        assert (found.kind, found.subject, found.since) == ("answer", "p", NOW + DAY)
        expected.forget(tx, "ana", "answer", "p")
        assert expected.get(tx, "ana", "here") is None


async def test_figures_count_what_clusters_asked(store: Store) -> None:
    house = await handed(store)
    with store.writing() as tx:
        ask(tx, house.ana.scope, "a", day=1)
        ask(tx, house.sol.scope, "b", day=1, outcome="suggest")
        ask(tx, CURATOR, "own", day=1)
        figures = programme.figures(tx, NOW)
        assert (figures.asked, figures.answered, figures.suggested, figures.unknown) == (3, 1, 1, 1)
        assert (figures.handed_over, figures.closed) == (1, 0)
        assert figures.articles == [("smart-goals", 1)]
        assert [each.id for each in figures.unanswered] == ["q"]
        assert programme.figures(tx, NOW + DAY).asked == 2
