"""Commands, direct messages, mentions, buttons and Home, through signed requests against the real advisor."""

from tests.slack.conftest import Office
from tests.slack.fake_slack import RefusedError
from tests.slack.person import Person, buttons


async def test_a_question_in_a_channel_is_answered_for_the_person_only(ana: Person) -> None:
    shown = await ana.command("/ask", "what is a RACI matrix")
    assert shown["response_type"] == "ephemeral"
    assert "RACI" in ana.heard_alone()[0]
    assert ana.slack.messages["C1"] == []


async def test_a_command_in_the_direct_messages_is_answered_as_a_message(ana: Person) -> None:
    await ana.command("/ask", "what is a RACI matrix", channel="DUANA")
    assert "RACI" in ana.heard()[0]
    assert ana.heard_alone() == []


async def test_a_command_in_somebody_elses_direct_messages_stays_private(ana: Person) -> None:
    await ana.command("/ask", "what is a RACI matrix", channel="DUBEN")
    assert len(ana.heard_alone()) == 1
    assert ana.slack.dm("UBEN") == []


async def test_an_empty_question_says_how_to_ask(ana: Person) -> None:
    assert "/ask" in (await ana.command("/ask"))["text"]


async def test_an_unknown_command_says_which_there_are(ana: Person) -> None:
    await ana.command("/weather")
    assert "/weather" in ana.heard_alone()[0]
    assert "/action-plan" in ana.heard_alone()[0]


async def test_a_coaching_session_is_set_and_an_impossible_date_is_explained(ana: Person) -> None:
    await ana.command("/coaching", "31 February 2030 10:00")
    assert "calendar" in ana.heard_alone()[-1]
    await ana.command("/coaching", "12 March 2030 14:00")
    assert "12 March 2030" in ana.heard_alone()[-1]


async def test_help_offers_the_dialogues(ana: Person) -> None:
    await ana.command("/advisor")
    assert "/smart-goal" in ana.heard_alone()[0]


async def test_a_direct_message_is_answered_there(ana: Person) -> None:
    await ana.say("What is a RACI matrix?")
    assert "RACI" in ana.heard()[0]


async def test_a_mention_is_answered_in_its_thread(ana: Person) -> None:
    await ana.mention("what is a RACI matrix?", ts="200.1")
    assert [m["thread_ts"] for m in ana.slack.messages["C1"]] == ["200.1"]
    await ana.mention("and who is accountable in it?", ts="200.9", thread_ts="200.1")
    assert {m["thread_ts"] for m in ana.slack.messages["C1"]} == {"200.1"}


async def test_the_advisor_does_not_answer_itself_other_apps_or_edits(ana: Person) -> None:
    await ana.say("hello", bot_id="B1")
    await ana.say("hello", user="UBOT")
    await ana.say("hello", subtype="message_changed")
    await ana.say("hello", edited={"ts": "1.1", "user": "UANA"})
    await ana.mention("hello", bot_id="B7")
    await ana.event({"type": "message", "subtype": "channel_join", "channel_type": "im", "channel": "DUANA"})
    await ana.event({"type": "message", "channel_type": "channel", "channel": "C1", "user": "UANA", "text": "hello"})
    assert ana.heard() == []
    assert ana.slack.messages["C1"] == []


def greetings(person: Person) -> int:
    """How often they were greeted."""
    return sum(said.startswith("Hello") for said in person.heard())


async def test_an_event_that_slack_repeats_is_answered_once(ana: Person) -> None:
    event = {"type": "message", "channel_type": "im", "channel": "DUANA", "user": "UANA", "text": "hello", "ts": "5.5"}
    await ana.event(event, "Ev-repeated")
    await ana.event(event, "Ev-repeated", {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"})
    assert greetings(ana) == 1


async def test_an_event_that_died_with_its_process_is_answered_when_slack_repeats_it(
    office: Office, ana: Person
) -> None:
    await office.runtime.advisor.mark_seen("slack:event:Ev-died", office.time())  # as far as it got
    event = {"type": "message", "channel_type": "im", "channel": "DUANA", "user": "UANA", "text": "hello", "ts": "5.5"}
    for _ in range(3):
        await ana.event(event, "Ev-died")
    assert greetings(ana) == 1


async def test_a_replayed_command_does_nothing_again(ana: Person) -> None:
    await ana.command("/coaching", "12 March 2030 14:00")
    response = await ana.again()
    assert response.status_code == 200
    assert "already" in response.text


async def test_a_replayed_press_does_nothing_again(ana: Person) -> None:
    await ana.say("What is a RACI matrix?")
    await ana.press("Read more")
    heard = len(ana.heard())
    assert (await ana.again()).status_code == 200
    assert len(ana.heard()) == heard


async def test_a_button_pressed_twice_is_answered_twice_and_counts_once(ana: Person) -> None:
    await ana.say("What is a RACI matrix?")
    card = dict(ana.slack.dm("UANA")[0])
    await ana.press("Helpful", card)
    await ana.press("Helpful", card)
    assert all("went wrong" not in said for said in ana.heard())


async def test_a_button_of_a_message_that_is_gone_answers_with_a_new_one(ana: Person) -> None:
    await ana.say("What is a RACI matrix?")
    card = dict(ana.slack.dm("UANA")[0])
    ana.slack.dm("UANA").clear()  # a year later
    await ana.press("Helpful", card)
    assert ana.heard() or ana.heard_alone()


async def test_a_button_from_another_time_says_what_to_do(ana: Person) -> None:
    button = {"type": "button", "action_id": "press:0", "text": {"type": "plain_text", "text": "Old"}, "value": "x:y:z"}
    blocks = [{"type": "actions", "elements": [button]}]
    await ana.press("Old", {"ts": "1.1", "channel": "DUANA", "text": "old", "blocks": blocks})
    assert "too old" in ana.heard()[-1]


async def test_buttons_of_private_answers_answer_privately(ana: Person) -> None:
    await ana.command("/ask", "what is a RACI matrix")
    await ana.press_private("Read more")
    assert len(ana.heard_alone()) == 2
    assert ana.slack.messages["C1"] == []


async def test_used_up_response_addresses_do_not_lose_the_answer(ana: Person) -> None:
    await ana.command("/ask", "what is a RACI matrix")
    ana.slack.response_url = lambda *args, **kwargs: f"{ana.slack.url}/response/used-up"  # type: ignore[method-assign]
    await ana.press_private("Read more")
    assert len(ana.heard_alone()) == 2


async def test_home_shows_and_its_buttons_work(ana: Person) -> None:
    await ana.open_home()
    await ana.press_home("Documents")
    assert any(b["text"]["text"] == "SMART goal" for b in buttons(ana.slack.homes["UANA"]["blocks"]))
    await ana.press_home("SMART goal")
    assert ana.modal["title"]["text"] == "SMART goal"


async def test_a_wish_in_plain_words_gets_a_button_that_opens_the_form(ana: Person) -> None:
    await ana.say("write an action plan")
    await ana.press("Open")
    assert ana.modal["title"]["text"] == "Action plan"


async def test_an_expired_trigger_becomes_a_button(ana: Person) -> None:
    await ana.command("/smart-goal", trigger=ana.slack.trigger(lives=-1))
    assert ana.slack.views == {}
    await ana.press_private("Open")
    assert ana.modal["title"]["text"] == "SMART goal"


async def test_people_are_known_by_name_without_asking_twice(ana: Person) -> None:
    await ana.say("hello")
    await ana.say("hello")
    assert "Ana Sample" in ana.heard()[0]
    assert [method for method, _ in ana.slack.calls].count("users.info") == 1


async def test_without_a_profile_people_are_served_all_the_same(ana: Person) -> None:
    ana.slack.failing["users.info"] = [RefusedError("missing_scope")]
    await ana.say("What is a RACI matrix?")
    assert "RACI" in ana.heard()[0]


async def test_what_people_write_cannot_mention_anybody(ana: Person) -> None:
    for text in (
        "&lt;!channel&gt; &lt;b&gt;bold&lt;/b&gt;",
        "<!channel>",
        "<@UBEN> <https://x.example|site>",
        "😀" * 3_000,
    ):
        await ana.say(text)
    await ana.say("how " * 2_500)
    await ana.say("")
    assert len(ana.heard()) == 6
    assert not any("<!" in said or "<@" in said for said in ana.heard())
