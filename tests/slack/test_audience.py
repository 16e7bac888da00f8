"""In a channel nobody reads what is for one person: tried with every button, command and wish that there is."""

import json

import pytest
from sqlalchemy import select

from bot.advisor.registry import Registry
from bot.advisor.rooms import ROOMS
from bot.chat.blocks import Text
from bot.chat.events import Event
from bot.chat.views import Audience, DocumentView, Message, Reply
from bot.slack.declared import commands
from bot.store.tables import questions
from flows import registry
from tests.advisor.test_every_press import KINDS
from tests.slack.conftest import Office, Stage
from tests.slack.fake_slack import FakeSlack, Object, RefusedError
from tests.slack.person import Person, buttons, texts

SECRET = "Recruit quiet members"
"""Stands in a draft and in a plan of Ana's cluster."""

HOME = ("My drafts", "Plans and other results", "What is due", "Drafts of your colleagues", "With your coach")


def public(slack: FakeSlack) -> list[str]:
    """All that was posted where others read it, and all that was put in the place of such a message."""
    posted = [fields for method, fields in slack.calls if method in ("chat.postMessage", "chat.update")]
    return [json.dumps(fields, ensure_ascii=False) for fields in posted if fields["channel"] == "C1"]


def tells(said: str) -> bool:
    """Whether something private is in a message."""
    return any(secret in said for secret in (SECRET, "/sign-in", *HOME))


def message_with(*actions: str) -> Object:
    """A message in the channel, with these buttons."""
    elements = [
        {
            "type": "button",
            "action_id": f"press:{number}",
            "text": {"type": "plain_text", "text": f"Button {number}"},
            "value": action,
        }
        for number, action in enumerate(actions)
    ]
    blocks = [{"type": "actions", "elements": [element]} for element in elements]
    return {"ts": "77.1", "thread_ts": "70.1", "channel": "C1", "text": "before", "blocks": blocks}


async def write_goal(person: Person) -> None:
    """A draft of a goal, with one page filled in."""
    await person.command("/smart-goal", "new", channel=f"D{person.user}")
    person.fill("What will you do", SECRET)
    await person.submit()


async def write_plan(office: Office, person: Person) -> str:
    """A submitted needs assessment and a draft; returns the id of what was submitted."""
    await person.command("/needs", channel=f"D{person.user}")
    person.fill_nth("Importance", 0, "5")
    person.fill_nth("Handled today", 0, "1")
    for _ in range(5):
        await person.submit()
    await write_goal(person)
    shown = json.dumps(office.slack.dm(person.user))
    return shown.split("document:edit:")[1].split('"')[0]


@pytest.fixture
async def ana_at_work(office: Office, ana: Person) -> tuple[Person, str]:
    """Ana with a draft, a submitted document, a question and a coaching session, none of them told in the channel."""
    document = await write_plan(office, ana)
    await ana.command("/coaching", "12 March 2030 14:00")
    assert public(ana.slack) == []
    return ana, document


async def test_no_button_shows_everybody_what_is_for_one(ana_at_work: tuple[Person, str]) -> None:
    ana, document = ana_at_work
    await ana.mention("what is a RACI matrix?", ts="70.1")
    question = json.dumps(ana.slack.messages["C1"]).split("answer:helpful:")[1].split('"')[0]
    for name, verb in sorted(Registry.of(ROOMS).presses):
        for subject in (document, question) if "{question}" in "".join(KINDS[name]) else (document,):
            parts = "action-plan::" if (name, verb) == ("dialogue", "start") else f"{subject}:raci:1"
            action = {"home:show": "home", "article:show": f"article:raci:{subject}"}.get(f"{name}:{verb}")
            shown = message_with(action or f"{name}:{verb}:{parts}")
            ana.slack.messages["C1"].append(dict(shown))
            await ana.press("Button 0", shown)
    assert [said for said in public(ana.slack) if tells(said)] == []
    assert len(public(ana.slack)) < 20  # answers of the knowledge base


async def test_no_mention_or_command_shows_everybody_what_is_for_one(ana_at_work: tuple[Person, str]) -> None:
    ana, _ = ana_at_work
    wishes = ["home", "my drafts", "my plans", "reminders off", "reminders on", "stop", "coaching", "coaching cancel"]
    wishes += [dialogue.starters[0] for dialogue in registry.all_dialogues().values()]
    wishes += [f"write a {dialogue.title}" for dialogue in registry.all_dialogues().values()]
    wishes += [f"/{command.name}" for command in commands()] + ["/home", "/reminders", "/coaching cancel"]
    for number, wish in enumerate(wishes):
        await ana.mention(wish, ts=f"80.{number}")
        if wish.startswith("/"):
            await ana.command(wish.partition(" ")[0], wish.partition(" ")[2])
    assert [said for said in public(ana.slack) if tells(said)] == []
    assert any("My drafts" in said for said in ana.heard_alone())


async def test_a_private_answer_to_a_mention_stays_in_its_thread(ana: Person) -> None:
    await ana.mention("home", ts="200.1")
    (shown,) = [fields for method, fields in ana.slack.calls if method == "chat.postEphemeral"]
    assert (shown["channel"], shown["user"], shown["thread_ts"]) == ("C1", "UANA", "200.1")
    assert ana.slack.messages["C1"] == []


@pytest.mark.parametrize("refusal", ["user_not_in_channel", "channel_not_found", "restricted_action"])
async def test_where_slack_shows_nothing_to_one_alone_they_are_written_to_directly(ana: Person, refusal: str) -> None:
    ana.slack.failing["chat.postEphemeral"] = [RefusedError(refusal)]
    await ana.mention("home", ts="200.1")
    assert "My drafts" in ana.heard()[0]
    (word,) = ana.slack.messages["C1"]
    assert word["text"] == "I have written to you directly."
    assert word["thread_ts"] == "200.1"


async def test_who_cannot_be_written_to_at_all_is_told_so_and_not_that_they_were(ana: Person) -> None:
    ana.slack.failing["chat.postEphemeral"] = [RefusedError("user_not_in_channel")]
    ana.slack.failing["chat.postMessage"] = [RefusedError("user_not_visible")]
    await ana.mention("home", ts="200.1")
    (word,) = ana.slack.messages["C1"]
    assert word["text"].startswith("I have an answer that is only for you, but I cannot write to you directly yet.")
    assert ana.heard() == []


async def test_asking_a_coach_below_a_public_answer_is_answered_in_private(ana: Person) -> None:
    await ana.mention("what is a RACI matrix?", ts="200.1")
    (card,) = ana.slack.messages["C1"]
    await ana.press("Ask a coach", dict(card))
    assert len(ana.slack.messages["C1"]) == 1
    assert "no coach yet" in ana.heard_alone()[-1]


async def test_a_colleague_presses_the_button_of_a_public_answer_and_is_answered(ana: Person, ben: Person) -> None:
    await ana.mention("what is a RACI matrix?", ts="200.1")
    card = dict(ana.slack.messages["C1"][0])
    await ben.press("Read more", card)
    assert len(ana.slack.messages["C1"]) == 2
    await ben.press("Helpful", card)
    assert "Somebody else asked this" in ben.heard_alone()[-1]
    assert ana.heard_alone() == []


async def test_what_a_colleague_presses_does_not_count_as_the_asker_s_word(
    office: Office, ana: Person, ben: Person
) -> None:
    await ana.mention("what is a RACI matrix?", ts="200.1")
    card = dict(ana.slack.messages["C1"][0])
    await ben.press("Not helpful", card)
    assert await _rated(office) == [None]
    await ana.press("Helpful", card)
    await ben.press("Not helpful", card)
    assert await _rated(office) == [True]


async def _rated(office: Office) -> list[bool | None]:
    return await office.runtime.store.read(lambda tx: list(tx.scalars(select(questions.c.helpful))))


async def test_what_was_begun_in_a_channel_can_be_shared_there_when_it_is_submitted(ana: Person) -> None:
    await ana.command("/needs", "new")
    ana.fill_nth("Importance", 0, "5")
    ana.fill_nth("Handled today", 0, "1")
    for _ in range(5):
        await ana.submit()
    assert "Share here" in json.dumps(ana.modal)
    assert "Share here" not in json.dumps(ana.slack.dm("UANA"))
    await ana.press_in_modal("Share here")
    (shared,) = ana.slack.messages["C1"]
    assert "Shared by Ana Sample" in json.dumps(shared)


async def test_what_was_begun_in_direct_messages_is_not_offered_to_be_shared(ana: Person) -> None:
    await ana.command("/needs", "new", channel="DUANA")
    ana.fill_nth("Importance", 0, "5")
    ana.fill_nth("Handled today", 0, "1")
    for _ in range(5):
        await ana.submit()
    assert "Share here" not in json.dumps([ana.modal, ana.slack.dm("UANA")])


async def test_a_wish_for_a_form_in_a_channel_is_offered_to_the_person_alone(ana: Person) -> None:
    await ana.mention("write an action plan", ts="200.1")
    assert ana.slack.messages["C1"] == []
    await ana.press_private("Open")
    assert ana.modal["title"]["text"] == "Action plan"


# whatever an advisor answers, the surface keeps it from others


def scripted(stage: Stage, reply: Reply) -> None:
    async def answer(event: Event) -> Reply:
        return reply

    stage.advisor.reply = answer


@pytest.mark.parametrize("field", ["messages", "replace", "window", "home", "view"])
@pytest.mark.parametrize("how", ["mention", "press", "command"])
async def test_the_surface_keeps_what_is_private_from_others(stage: Stage, field: str, how: str) -> None:
    private = Message(SECRET, (Text(SECRET),))
    view = DocumentView("d1", "A plan", Message(SECRET, (Text(SECRET),), audience=Audience.HERE))
    values = {"messages": (private, private), "view": view}
    scripted(stage, Reply(**{field: values.get(field, private)}))  # type: ignore[arg-type]
    before = message_with("any:thing:there")
    stage.slack.messages["C1"].append(dict(before))
    match how:
        case "mention":
            await stage.ana.mention("something")
        case "press":
            await stage.ana.press("Button 0", before)
        case _:
            await stage.ana.command("/ask", "something")
    assert [said for said in public(stage.slack) if tells(said)] == []
    assert stage.slack.messages["C1"][0]["text"] == "before"


async def test_what_is_for_everybody_may_take_the_place_of_what_everybody_reads(stage: Stage) -> None:
    scripted(stage, Reply(replace=Message("after", (Text("after"),), audience=Audience.HERE)))
    before = message_with("any:thing:there")
    stage.slack.messages["C1"].append(dict(before))
    await stage.ana.press("Button 0", before)
    assert stage.slack.messages["C1"][0]["text"] == "after"


# sharing


async def opened_document(ana: Person) -> None:
    """A finished document, opened from Home as it was shown to Ana alone in a thread."""
    await ana.mention("home", ts="200.1")
    await ana.press_private("Documents")
    found = [m for m in ana.slack.only_for["UANA"] if '"document:open:' in json.dumps(m)][-1]
    action = next(b for b in buttons(found["blocks"]) if b["value"].startswith("document:open:"))
    payload = {
        "type": "block_actions",
        "container": {
            "type": "message",
            "message_ts": "1.2",
            "channel_id": "C1",
            "is_ephemeral": True,
            "thread_ts": "200.1",
        },
        "channel": {"id": "C1"},
        "response_url": ana.slack.response_url("UANA", "C1"),
        "actions": [action],
    }
    assert (await ana.interact(payload)).status_code == 200


async def test_a_document_is_shared_into_the_thread_from_which_it_was_opened(
    ana_at_work: tuple[Person, str], ben: Person
) -> None:
    ana, document = ana_at_work
    await opened_document(ana)
    await ana.press_in_modal("Share here")
    (shared,) = ana.slack.messages["C1"]
    assert shared["thread_ts"] == "200.1"
    text = "\n".join(texts(shared["blocks"]))
    assert "Shared by Ana Sample, version 1." in text
    assert [button["value"] for button in buttons(shared["blocks"])] == [f"document:open:{document}"]
    assert "Everybody here can read" in ana.reads()
    await ben.press("Open", dict(shared))
    assert len(ana.slack.messages["C1"]) == 1
    assert "Share here" in ben.reads()


async def test_where_the_advisor_may_not_write_nothing_is_said_to_be_shared(
    ana_at_work: tuple[Person, str],
) -> None:
    ana, _ = ana_at_work
    await opened_document(ana)
    ana.slack.failing["chat.postMessage"] = [RefusedError("not_in_channel")]
    await ana.press_in_modal("Share here")
    assert "nothing was shared" in ana.reads()
    assert ana.slack.messages["C1"] == []


async def test_a_document_opened_in_direct_messages_has_nothing_to_share(ana_at_work: tuple[Person, str]) -> None:
    ana, _ = ana_at_work
    await ana.open_home()
    await ana.press_home("Documents")
    await ana.press_home("Open")
    assert "Share here" not in [button["text"]["text"] for button in buttons(ana.modal["blocks"])]


# sign-in links


async def test_a_link_that_signs_in_stands_in_a_window_and_nowhere_else(linked: Office) -> None:
    ana = linked.person("UANA")
    await ana.open_home()
    assert "/sign-in" not in json.dumps(ana.slack.homes)
    await ana.press_home("Open on the web")
    (link,) = [b["url"] for b in buttons(ana.modal["blocks"]) if "url" in b]
    assert link.startswith("https://advisor.test/sign-in?token=")
    await ana.mention("home", ts="200.1")
    await ana.say("home")
    await ana.press("Open on the web")
    carriers = {method for method, fields in ana.slack.calls if "/sign-in" in json.dumps(fields)}
    assert carriers == {"views.open"}
    assert "/sign-in" not in json.dumps([ana.slack.messages, ana.slack.only_for])


async def test_a_window_that_comes_too_late_asks_to_press_again_and_leaves_no_link(linked: Office) -> None:
    ana = linked.person("UANA")
    await ana.open_home()
    ana.slack.failing["views.open"] = [RefusedError("expired_trigger_id")]
    await ana.press_home("Open on the web")
    assert "press the button again" in ana.heard()[-1]
    assert "/sign-in" not in json.dumps(ana.slack.messages)


async def test_a_link_of_a_window_works_once(linked: Office) -> None:
    ana = linked.person("UANA")
    await ana.open_home()
    await ana.press_home("Open on the web")
    (link,) = [b["url"] for b in buttons(ana.modal["blocks"]) if "url" in b]
    token = link.partition("token=")[2]
    answers = [await linked.http.post("/sign-in", data={"token": token}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 403]
