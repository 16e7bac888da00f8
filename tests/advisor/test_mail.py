"""Reminders by e-mail for people without an account, through a real mail server on this machine."""

import re
from dataclasses import replace
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import AsyncClient, Response

from bot.chat.blocks import Text
from bot.chat.sender import SendError
from bot.chat.views import Message
from bot.email.app import build_mail
from bot.email.diagnosis import diagnose
from bot.email.nowhere import NoMailSender
from bot.store import Tx, pauses
from bot.store.reach_tables import mail_addresses, mail_stops
from bot.store.tables import pauses as paused
from bot.store.tables import people, reminders
from bot.web.sessions import sign_in_link
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.post import SIGNING, URL, Post, text
from tests.advisor.work import action, changes_action, submits_plan

ANNA = "anna@members.example"


async def gives(person: Person, plan: str, address: str = ANNA) -> Person:
    """Give the address of the first one responsible who has no account."""
    await person.presses_action(f"reminder:addresses:{plan}")
    await person.presses("Give an e-mail address")
    return await person.fills(address=address).next()


async def plan_for_anna(house: House) -> str:
    return await submits_plan(house.mara, action("Call ten companies", responsible="Anna Berg"))


async def inbox(person: Person) -> list[str]:
    return [text_of(line.message) for line in await person.inbox()]


async def test_somebody_outside_is_told_who_gave_the_address_and_then_reminded(mailing: House, post: Post) -> None:
    plan = await plan_for_anna(mailing)
    mara = await gives(mailing.mara, plan)
    assert f"{ANNA}, given by Mara on 23 November 2026" in mara.seen
    await mailing.passes(minutes=1)
    ((to, first),) = post.taken
    assert to == ANNA
    assert str(first["To"]) == f"Anna Berg <{ANNA}>"
    assert str(first["From"]) == "Cluster Advisor <advisor@advisor.test>"
    assert first["List-Unsubscribe"] == f"<{URL}/mail/stop/secret-1>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["Auto-Submitted"] == "auto-generated"
    assert "gave me your address: you are responsible for something in the plan “Recruit 16 members”" in text(first)
    assert "Please write to Mara instead." in text(first)
    html = first.get_body(("html",))
    assert html is not None
    assert f'<a href="{URL}/mail/stop/secret-1">' in str(html.get_content())
    post.read()
    await mailing.until("2027-01-08 12:00")
    ((_, nudge),) = post.taken
    assert str(nudge["Subject"]).startswith("This is due on 15 January 2027: Call ten companies")
    assert "When it is done, please tell Mara." in text(nudge)
    assert nudge["Message-ID"] != first["Message-ID"]
    assert await inbox(mailing.mara) == []
    assert "I remind Anna Berg (by e-mail)" in text_of((await mara.opens(plan)).finished.content)


async def test_what_is_done_or_given_to_another_reminds_nobody_outside(mailing: House, post: Post) -> None:
    plan = await plan_for_anna(mailing)
    await gives(mara := mailing.mara, plan)
    await mailing.until("2027-01-08 12:00")
    assert len(post.read()) == 2
    await changes_action(mara, plan, "Call ten companies", responsible="Jonas")
    await mara.submits()
    await mailing.until("2027-01-15 12:00")
    assert post.read() == []


async def test_an_address_that_the_server_refuses_is_told_to_the_owner_who_gets_the_reminders(
    mailing: House, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    plan = await plan_for_anna(mailing)
    await gives(mara := mailing.mara, plan)
    post.answers["RCPT"] = f"550 5.1.1 no mailbox {ANNA} here"
    await mailing.passes(minutes=1)
    (told,) = await inbox(mara)
    assert told.startswith(f"Nothing arrives at {ANNA}, the address of Anna Berg. ")
    assert "(550)" in told
    assert ANNA not in caplog.text
    assert "Anna" not in caplog.text
    await mara.presses("E-mail addresses")
    assert "nothing arrives there" in mara.seen
    await mailing.until("2027-01-08 12:00")
    assert "Anna Berg is responsible. I cannot reach them here, so I am telling you." in (await inbox(mara))[0]
    assert "Please tell the person yourself" not in (await mailing.mara.opens_home("team")).seen
    post.answers.clear()
    await mara.presses_action(f"reminder:addresses:{plan}")
    await mara.presses("Change")
    await mara.fills(address="anna.berg@members.example").next()
    await mailing.until("2027-01-14 12:00")
    assert [to for to, _ in post.taken] == ["anna.berg@members.example"] * 2


async def test_what_the_server_does_not_take_for_now_goes_out_later_and_once(mailing: House, post: Post) -> None:
    plan = await plan_for_anna(mailing)
    post.answers["DATA"] = "451 try later"
    await gives(mara := mailing.mara, plan)
    for _ in range(5):
        await mailing.delivery.tick(mailing.now)
    assert await inbox(mara) == []
    post.answers.clear()
    await freed(mailing)
    await mailing.passes(hours=2)
    assert len(post.read()) == 1
    with mailing.store.reading() as tx:
        assert [row.refused_at for row in tx.execute(mail_addresses.select())] == [None]


async def test_a_lost_answer_sends_the_message_once_more_under_the_same_id(mailing: House, post: Post) -> None:
    plan = await plan_for_anna(mailing)
    post.hang_up = True
    await gives(mailing.mara, plan)
    await mailing.delivery.tick(mailing.now)
    assert len(post.taken) == 1
    post.hang_up = False
    await freed(mailing)
    await mailing.passes(hours=2)
    (_, one), (_, two) = post.taken
    assert one["Message-ID"] == two["Message-ID"]
    with mailing.store.reading() as tx:
        assert [row.state for row in tx.execute(reminders.select()) if row.kind == "mail-first"] == ["sent"]


async def test_a_password_that_is_not_accepted_and_encryption_that_is_not_there_are_told(post: Post) -> None:
    url = f"127.0.0.1:{post.port}"
    ok, said = await diagnose(f"smtp://me:secret@{url}", "a@b.example")
    assert not ok
    assert "SMTP_URL" in said
    assert "secret" not in said
    ok, said = await diagnose(f"smtp://{url}?starttls=always", "a@b.example")
    assert not ok
    assert "does not offer what SMTP_URL asks for: encryption" in said


async def freed(house: House) -> None:
    """All waits between two tries are over."""

    def work(tx: Tx) -> None:
        tx.execute(reminders.update().values(lease_until=0.0))
        tx.execute(paused.update().values(probe_at=0.0))

    await house.store.write(work)


async def test_a_server_that_cannot_be_reached_pauses_e_mail_and_nothing_is_lost(mailing: House, post: Post) -> None:
    plan = await plan_for_anna(mailing)
    surfaces = mailing.advisor.services.sender.surfaces  # type: ignore[attr-defined]
    working, surfaces["mail"] = surfaces["mail"], NoMailSender()
    await gives(mailing.mara, plan)
    await mailing.delivery.tick(mailing.now)
    (pause,) = await mailing.store.read(pauses.failing)
    assert pause.workspace == "mail:server"
    assert "No mail server is set up" in pause.reason
    surfaces["mail"] = working
    await freed(mailing)
    await mailing.passes(hours=2)
    assert len(post.read()) == 1


async def test_a_refused_connection_and_a_lost_one_are_told_apart(mailing: House, post: Post) -> None:
    gone = build_mail(
        mailing.advisor, lambda: mailing.now, smtp_url="smtp://127.0.0.1:1", sender="a@b.example", public_url=URL
    )
    plan = await plan_for_anna(mailing)
    await gives(mailing.mara, plan)
    with mailing.store.reading() as tx:
        (account,) = [f"mail:{row.id}" for row in tx.execute(mail_addresses.select())]
    with pytest.raises(SendError) as refused:
        await gone.send(account, Message("hello"), key="k")
    assert (refused.value.platform, refused.value.unknown, refused.value.permanent) == (True, False, False)
    ok, said = await diagnose("smtp://127.0.0.1:1", "a@b.example")
    assert not ok
    assert "cannot be reached" in said
    assert await diagnose(f"smtp://127.0.0.1:{post.port}", "a@b.example") == (
        True,
        f"127.0.0.1, port {post.port}, not encrypted; sent from a@b.example",
    )


async def test_the_same_message_sent_again_is_the_same_to_mail_programs_and_no_text_begins_a_header(
    mailing: House, post: Post
) -> None:
    plan = await submits_plan(mailing.mara, action("Call", responsible="Anna\u2028Berg"))
    await gives(mailing.mara, plan)
    with mailing.store.reading() as tx:
        (account,) = [f"mail:{row.id}" for row in tx.execute(mail_addresses.select())]
    sender = mailing.advisor.services.sender
    evil = Message("Due\r\nBcc: all@example.org", (Text("One **bold** <b>line</b> [x](javascript:alert)"),))
    assert await sender.send(account, evil, key="same") == await sender.send(account, evil, key="same")
    (_, one), (_, two) = post.taken
    assert one["Message-ID"] == two["Message-ID"]
    assert one["Bcc"] is None
    assert str(one["Subject"]) == "Due Bcc: all@example.org"
    html = one.get_body(("html",))
    assert html is not None
    assert "&lt;b&gt;line&lt;/b&gt;" in str(html.get_content())
    assert "javascript" not in re.findall(r'href="([^"]*)"', str(html.get_content()))[0]


def path(message: EmailMessage) -> str:
    return str(message["List-Unsubscribe"]).strip("<>").removeprefix(URL)


async def test_the_link_stops_all_e_mail_and_a_look_at_it_stops_nothing(
    mailing: House, post: Post, visitor: AsyncClient
) -> None:
    plan = await plan_for_anna(mailing)
    await gives(mara := mailing.mara, plan)
    await mailing.passes(minutes=1)
    link = path(post.taken[0][1])
    looked = await visitor.get(link)
    assert looked.status_code == 200
    assert "Stop all e-mail" in looked.text
    assert looked.headers["x-robots-tag"] == "noindex, nofollow"
    assert await mailing.advisor.mail_stopped(link.rpartition("/")[2]) is False
    one_click: Response = await visitor.post(link, data={"List-Unsubscribe": "One-Click"})
    assert "You will get no more e-mail" in one_click.text
    post.read()
    await mailing.until("2027-01-08 12:00")
    assert post.read() == []
    told = await inbox(mara)
    assert told[0].startswith("Anna Berg wants no more e-mail from me.")
    assert any("Anna Berg is responsible. I cannot reach them" in each for each in told)
    await mara.presses_action(f"reminder:addresses:{plan}")
    assert "they want no e-mail" in mara.seen
    await visitor.post(link, data={"again": "yes"})
    await mailing.until("2027-01-14 12:00")
    assert len(post.read()) == 1


async def test_an_address_that_was_stopped_is_not_written_to_when_it_is_given_again(
    mailing: House, post: Post, visitor: AsyncClient
) -> None:
    plan = await plan_for_anna(mailing)
    await gives(mara := mailing.mara, plan)
    await mailing.passes(minutes=1)
    await visitor.post(path(post.taken[0][1]))
    post.read()
    await mara.presses_action(f"reminder:addresses:{plan}")
    await mara.presses("Remove")
    await gives(mara, plan, ANNA.upper())
    assert "they want no e-mail" in mara.seen
    await mailing.until("2027-01-08 12:00")
    assert post.read() == []


async def test_a_link_that_nobody_was_given_leads_nowhere(mailing: House, visitor: AsyncClient) -> None:
    answer = await visitor.get("/mail/stop/guessed")
    assert answer.status_code == 404
    assert "This link is not known" in answer.text
    assert (await visitor.post("/mail/stop/guessed")).status_code == 404
    from_elsewhere = await visitor.post("/mail/stop/guessed", headers={"Origin": "https://evil.example"})
    assert from_elsewhere.status_code == 403


async def test_secrets_and_who_is_written_to_are_kept_as_promised(mailing: House, post: Post) -> None:
    plan = await plan_for_anna(mailing)
    await gives(mara := mailing.mara, plan)
    await mailing.passes(minutes=1)
    with mailing.store.reading() as tx:
        assert "secret-1" not in str(tx.execute(mail_stops.select()).all())
    await mara.presses_action(f"reminder:addresses:{plan}")
    await mara.presses("Remove")
    assert "No address: the owner of the plan is reminded instead" in mara.seen
    with mailing.store.reading() as tx:
        assert tx.execute(mail_addresses.select()).all() == []
        assert [row.role for row in tx.execute(people.select()) if row.role == "outside"] == []
    post.read()
    await mailing.until("2027-01-08 12:00")
    assert post.read() == []
    assert "Anna Berg is responsible" in (await inbox(mara))[0]


async def test_what_is_no_address_says_so_beside_its_field(mailing: House) -> None:
    plan = await plan_for_anna(mailing)
    for typed in ("anna", "anna@localhost", "anna@example.org, b@b.org"):
        mara = await gives(mailing.mara, plan, typed)
        assert "is not an e-mail address" in mara.errors["address"]


async def test_a_coach_sees_no_addresses_and_without_a_server_nobody_is_offered_any(mailing: House, post: Post) -> None:
    plan = await plan_for_anna(mailing)
    await gives(mailing.mara, plan)
    petra = await mailing.petra.presses_action(f"reminder:addresses:{plan}")
    assert "too old to work" in petra.heard
    mailing.advisor.services = replace(mailing.advisor.services, mail=False)
    mara = await mailing.mara.opens(plan)
    assert "E-mail addresses" not in mara.labels
    await mara.presses_action(f"reminder:addresses:{plan}")
    assert "nobody needs an e-mail address" in mara.heard


async def test_an_address_is_given_and_taken_away_on_a_page(mailing: House, post: Post, visitor: AsyncClient) -> None:
    plan = await plan_for_anna(mailing)
    link = await sign_in_link(mailing.advisor.web_sessions, SIGNING, URL, mailing.mara.actor, mailing.now)
    await visitor.post("/sign-in", data={"token": parse_qs(urlsplit(link).query)["token"][0]})
    listed = await visitor.get(f"/documents/address:{plan}")
    assert "No address: the owner of the plan is reminded instead" in listed.text
    mark = re.search(rf"reminder:address:{plan}:(\w+)", listed.text)
    assert mark
    page = f"/documents/address:{plan}:{mark[1]}/mail"
    form = (await visitor.get(page)).text
    assert "For Anna Berg, who is responsible in your plan" in form
    wrong = await visitor.post(page, data={"revision": "0", "one.address": "anna", "do": "next"})
    assert "is not an e-mail address" in wrong.text
    sent = await visitor.post(page, data={"revision": "0", "one.address": ANNA, "do": "next"}, follow_redirects=True)
    assert f"{ANNA}, given by Mara" in sent.text
