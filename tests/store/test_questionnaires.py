"""Answers to a questionnaire: one a member, so many at most, until it closes."""

import pytest

from bot.store import Scope, Store, Tx, documents, mail_addresses, questionnaires
from bot.store.questionnaires import Questionnaire, Sent
from tests.store.sample import DAY, NOW, build, draft


def send_out(tx: Tx, scope: Scope, document: str = "plan", most: int = 2) -> bool:
    return questionnaires.send_out(
        tx, scope, document, name=f"name of {document}", key="k", most=most, closes_at=NOW + DAY, now=NOW
    )


async def opened(store: Store, most: int = 2) -> tuple[Scope, Questionnaire]:
    house = await build(store)
    with store.writing() as tx:
        draft(tx, house.ana.scope)
        documents.submit(tx, house.ana.scope, "plan", revision=1, now=NOW)
        assert send_out(tx, house.ana.scope, most=most)
        assert not send_out(tx, house.ana.scope), "a second press makes no other links"
        one = questionnaires.find(tx, "name of plan")
    assert one is not None
    return house.ana.scope, one


async def test_a_member_answers_once_and_what_was_begun_is_forgotten(store: Store) -> None:
    scope, one = await opened(store)
    with store.writing() as tx:
        questionnaires.keep_draft(tx, one, "m1", "phone", {"p": {"q": "4"}}, NOW)
        questionnaires.keep_draft(tx, one, "m1", "phone", {"p": {"q": "5"}}, NOW)
        assert questionnaires.draft(tx, one, "m1", "phone") == {"p": {"q": "5"}}
        assert questionnaires.draft(tx, one, "m1", "laptop") == {}
        assert questionnaires.send(tx, one, "m1", "", {"q": 5}, NOW) is Sent.TAKEN
        assert questionnaires.send(tx, one, "m1", "", {"q": 1}, NOW) is Sent.BEFORE
        assert questionnaires.draft(tx, one, "m1", "phone") == {}
        assert questionnaires.has_sent(tx, one, "m1", "")
        assert not questionnaires.has_sent(tx, one, "m2", "")
        assert [(a.member, a.values) for a in questionnaires.answers(tx, scope, "plan")] == [("m1", {"q": 5})]
        found = questionnaires.get(tx, scope, "plan")
        assert found is not None
        assert found.answered == 1


async def test_an_open_link_takes_so_many_answers_and_one_a_device(store: Store) -> None:
    scope, one = await opened(store)
    with store.writing() as tx:
        sent = [questionnaires.send(tx, one, "", device, {}, NOW) for device in ("a", "a", "b", "c")]
        assert sent == [Sent.TAKEN, Sent.BEFORE, Sent.TAKEN, Sent.FULL]
        assert questionnaires.has_sent(tx, one, "", "b")
        assert not questionnaires.has_sent(tx, one, "", "")
        questionnaires.change(tx, scope, "plan", most=3, closes_at=one.closes_at)
        assert questionnaires.send(tx, one, "", "c", {}, NOW) is Sent.TAKEN


async def test_nothing_comes_after_the_deadline_and_nothing_from_a_file_once_it_is_closed(store: Store) -> None:
    scope, one = await opened(store, most=9)
    with store.writing() as tx:
        assert questionnaires.send(tx, one, "m1", "", {}, NOW + DAY) is Sent.CLOSED
        assert questionnaires.take(tx, scope, "plan", [("m1", {}), ("m1", {}), ("m2", {})], NOW + DAY) == 2
        questionnaires.keep_draft(tx, one, "m3", "phone", {"p": {}}, NOW)
        questionnaires.bring(tx, scope, "plan", {"rows": []})
        assert questionnaires.close(tx, scope, "plan", NOW + DAY)
        assert not questionnaires.close(tx, scope, "plan", NOW + DAY)
        assert questionnaires.send(tx, one, "m3", "", {}, NOW) is Sent.CLOSED
        assert questionnaires.take(tx, scope, "plan", [("m3", {})], NOW) == 0
        assert questionnaires.draft(tx, one, "m3", "phone") == {}
        found = questionnaires.get(tx, scope, "plan")
        assert found is not None
        assert (found.answered, found.brought, found.takes(NOW)) == (2, None, False)


async def test_what_was_begun_longest_ago_gives_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _, one = await opened(store)
    monkeypatch.setattr(questionnaires, "BEGUN", 2)
    with store.writing() as tx:
        for number in range(4):
            questionnaires.keep_draft(tx, one, "", f"d{number}", {"p": number}, NOW + number * DAY)
        left = [questionnaires.draft(tx, one, "", f"d{number}") for number in range(4)]
    assert left == [{}, {}, {"p": 2}, {"p": 3}]


async def test_addresses_for_a_questionnaire_are_none_for_plans_and_go_with_it(store: Store) -> None:
    scope, one = await opened(store)
    with store.writing() as tx:
        for who, purpose in (("m1", "plan"), ("m2", "plan"), ("anna", "")):
            address = f"{who}@members.example"
            mail_addresses.give(
                tx, scope, who=who, name=who, address=address, zone="UTC", locale="en", now=NOW, questionnaire=purpose
            )
        assert [each.who for each in mail_addresses.listing(tx, scope)] == ["anna"]
        assert list(mail_addresses.reached(tx, scope)) == ["anna"]
        assert [each.member for each in mail_addresses.listing(tx, scope, "plan")] == ["m1", "m2"]
        assert len(mail_addresses.persons(tx, scope)) == 3
        assert (mail_addresses.ask(tx, scope, "plan", NOW), mail_addresses.ask(tx, scope, "plan", NOW)) == (2, 0)
        assert mail_addresses.forget(tx, "plan", ["m1"]) == 1
        mail_addresses.tidy(tx, one.closes_at + mail_addresses.OVER_FOR)
        assert [each.member for each in mail_addresses.listing(tx, scope, "plan")] == ["m2"]
        mail_addresses.tidy(tx, one.closes_at + mail_addresses.OVER_FOR + DAY)
        assert mail_addresses.listing(tx, scope, "plan") == []
        assert [each.who for each in mail_addresses.listing(tx, scope)] == ["anna"]
