"""Talking with the advisor in Teams."""

from tests.teams.conftest import Office


async def test_a_question_is_answered_with_its_source(office: Office) -> None:
    ana = office.person("Ana")
    await ana.write("What is a SMART goal?")
    assert "SMART" in ana.text
    assert "Source" in ana.text


async def test_home_comes_as_a_card_and_changes_in_its_place(office: Office) -> None:
    ana = office.person("Ana")
    await ana.write("home")
    assert len(ana.seen) == 1
    assert ana.buttons


async def test_what_is_private_goes_to_the_persons_own_chat_and_a_word_says_so(office: Office) -> None:
    ana = office.person("Ana", conversation="19:team@thread.tacv2", kind="channel")
    await ana.write("home")
    assert [sent["text"] for sent in office.teams.messages["19:team@thread.tacv2"]] == [
        "I have written to you directly."
    ]
    assert office.teams.messages[ana.own_chat]


async def test_a_guest_is_told_what_they_can_do_and_sees_nothing_of_the_cluster(office: Office) -> None:
    guest = office.person("Gus", role="guest")
    await guest.write("home")
    assert "guest" in guest.text.lower()


async def test_somebody_who_cannot_be_written_to_is_told_how_to_open_their_own_chat(office: Office) -> None:
    ana = office.person("Ana", conversation="19:team@thread.tacv2", kind="channel")
    office.teams.unreachable.add(ana.user)
    await ana.write("home")
    (said,) = office.teams.messages["19:team@thread.tacv2"]
    assert said["text"] == (
        "I have an answer that is only for you, but I cannot write to you directly yet. Open a chat with me, say "
        "hello, and ask again."
    )
    office.teams.unreachable.clear()
    await ana.write("home")
    assert office.teams.messages["19:team@thread.tacv2"][-1]["text"] == "I have written to you directly."
