"""A questionnaire by e-mail: its members are asked at addresses that were given for it alone, and erased with it."""

from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import openpyxl
from httpx2 import AsyncClient

from bot.chat.events import FormSent, Intent, SentFile
from bot.reminders.housekeeping import tidy
from bot.store.reach_tables import mail_addresses
from bot.store.tables import people
from bot.web.sessions import sign_in_link
from flows.forms import FormRef
from tests.advisor.conversation import House, Person, text_of
from tests.advisor.post import SIGNING, URL, Post, text
from tests.advisor.test_questionnaires import answers, sends_out

LINES = "Norte; office@norte.example\nsal, info@sal.example\nDoca <hello@doca.example>"


async def gives(person: Person, document: str, lines: str = "", file: SentFile | None = None) -> Person:
    await person.presses_action(f"questionnaire:mail-give:{document}")
    page = person.page
    return await person.does(
        FormSent(
            actor=person.actor,
            place=person.place,
            document=page.document,
            ref=FormRef("give"),
            revision=page.revision,
            answers={"text": lines},
            intent=Intent.NEXT,
            file=file,
        )
    )


async def kept(house: House) -> dict[str, str]:
    """Member → address, as the store has them."""
    with house.store.reading() as tx:
        return {row.name: row.address for row in tx.execute(mail_addresses.select())}


async def test_members_are_asked_once_reminded_if_they_did_not_answer_and_forgotten_when_they_did(
    mailing: House, post: Post
) -> None:
    document, links = await sends_out(mailing.mara)
    mara = await gives(mailing.mara, document, LINES)
    assert "Saved: 3." in mara.seen
    await mailing.passes(hours=1)
    assert post.taken == [], "nothing goes out before somebody says so"
    mara = await mara.presses("Send 3 links by e-mail")
    await mailing.passes(hours=1)
    sent = dict(post.taken)
    assert set(sent) == {"office@norte.example", "info@sal.example", "hello@doca.example"}
    first = sent["info@sal.example"]
    assert f"{URL}/questionnaire/{links[1]}" in text(first)
    assert "for Sal alone" in text(first)
    assert "Mara of" in text(first)
    assert "gave me this address, so that I can send you this questionnaire" in text(first)
    assert str(first["List-Unsubscribe"]).startswith(f"<{URL}/mail/stop/")
    html = first.get_body(("html",))
    assert html is not None
    assert f'<a href="{URL}/questionnaire/{links[1]}">Answer the questionnaire</a>' in str(html.get_content())
    await mara.presses_action(f"questionnaire:mail-send:{document}")
    await answers(mailing, links[0], overall="4")
    assert set(await kept(mailing)) == {"Sal", "Doca"}
    post.read()
    await mailing.until("2027-01-12 12:00")
    assert sorted(to for to, _ in post.taken) == ["hello@doca.example", "info@sal.example"]
    assert str(post.taken[0][1]["Subject"]).startswith("Our services in 2027 closes on 20 January 2027")
    post.read()
    await mailing.until("2027-01-25 12:00")
    assert post.read() == []
    await mara.presses_action(f"questionnaire:close:{document}")
    with mailing.store.reading() as tx:
        assert tx.execute(mail_addresses.select()).all() == []
        assert [row.name for row in tx.execute(people.select()) if row.role == "outside"] == []


async def test_who_stops_it_or_cannot_be_reached_gets_nothing_more_and_stands_on_the_page(
    mailing: House, post: Post
) -> None:
    document, _ = await sends_out(mailing.mara)
    await (await gives(mailing.mara, document, LINES)).presses("Send 3 links by e-mail")
    await mailing.passes(hours=1)
    stop = next(str(mail["List-Unsubscribe"]) for to, mail in post.taken if to == "info@sal.example")
    assert await mailing.advisor.stop_mail(stop.strip("<>").rpartition("/")[2], True, mailing.now)
    post.read()
    post.answers["RCPT"] = "550 no such mailbox"
    await mailing.until("2027-01-12 12:00")
    post.answers.clear()
    mara = await mailing.mara.presses_action(f"questionnaire:mail:{document}")
    assert "info@sal.example | wants no e-mail" in text_of(mara.finished.content)
    assert "hello@doca.example | nothing arrives there" in text_of(mara.finished.content)
    told = [text_of(line.message) for line in await mara.inbox()]
    assert not [each for each in told if "sal.example" in each or "responsible" in each]


async def test_lines_of_nobody_in_the_list_come_back_and_nobody_is_guessed(mailing: House, post: Post) -> None:
    document, _ = await sends_out(mailing.mara)
    lines = "Member; E-mail\nNorte; office@norte.example\nSaal; a@b.example\nRede; rede\nIlha; x@i.example; y@i.example"
    mara = await gives(mailing.mara, document, lines)
    said = mara.errors["text"]
    assert "Saved: 1." in said
    assert "Not in your list of members, so not saved (1): Saal" in said
    assert "(2): Rede: rede; Ilha: x@i.example y@i.example" in said
    assert mara.page.form.fields[0].value == "Saal; a@b.example\nRede; rede\nIlha; x@i.example y@i.example"
    assert await kept(mailing) == {"Norte": "office@norte.example"}
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("Town", "Company", "Mail"), ("Porto", "Algas", "mailto:we@algas.example"), ("Faro", "Norte", "-")):
        sheet.append(row)
    book.save(data := BytesIO())
    await gives(mailing.mara, document, file=SentFile(name="members.xlsx", content=data.getvalue()))
    assert await kept(mailing) == {"Algas": "we@algas.example"}


async def test_addresses_are_in_no_file_and_no_coach_sees_them_and_two_weeks_after_the_deadline_they_are_gone(
    mailing: House, post: Post
) -> None:
    document, _ = await sends_out(mailing.mara)
    mara = await gives(mailing.mara, document, LINES)
    for wanted in (("1", "document.xlsx"), ("1", "document.docx"), ("1", "document.txt")):
        mara = await mara.wants(document, *wanted)
        assert all(b"norte.example" not in each.content for each in mara.reply.files)
    await mara.presses_action(f"questionnaire:file:{document}:xlsx")
    book = openpyxl.load_workbook(BytesIO(mara.reply.files[0].content))
    assert not [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if "@" in str(cell)]
    await mara.presses_action(f"document:hand-in:{document}")
    for verb in ("mail", "mail-give", "mail-send", "mail-erase"):
        assert "button" in (await mailing.petra.presses_action(f"questionnaire:{verb}:{document}")).heard
    assert "norte.example" not in (await mailing.petra.opens(document)).seen
    await mailing.until("2027-02-03 12:00")
    await tidy(mailing.store, mailing.now)
    assert len(await kept(mailing)) == 3
    await mailing.until("2027-02-04 12:00")
    await tidy(mailing.store, mailing.now)
    assert await kept(mailing) == {}


async def test_without_a_mail_server_it_is_said_why_and_the_links_are_there_to_copy(house: House) -> None:
    mara = house.mara
    document, _ = await sends_out(mara)
    await mara.presses("Ask by e-mail")
    assert "no mail server is set up here (SMTP_URL and MAIL_FROM)" in mara.seen
    assert "Give addresses" not in mara.labels
    assert "Still to answer: 6" in (await mara.presses("Links to send")).seen
    await mara.presses_action(f"questionnaire:mail-give:{document}")
    assert "no mail server is set up here" in mara.seen


async def test_addresses_are_brought_and_sent_on_the_web_page(mailing: House, post: Post, visitor: AsyncClient) -> None:
    document, _ = await sends_out(mailing.mara)
    link = await sign_in_link(mailing.advisor.web_sessions, SIGNING, URL, mailing.mara.actor, mailing.now)
    await visitor.post("/sign-in", data={"token": parse_qs(urlsplit(link).query)["token"][0]})
    page = f"/documents/import-addresses:{document}"
    assert "Give addresses" in (await visitor.get(page)).text
    form = await visitor.get(f"{page}/give")
    assert "each member gets its own link, at most one reminder" in form.text
    revision = {"revision": "0", "one.text": "", "do": "next"}
    table = {"file": ("members.csv", b"Member;Mail\nNorte;office@norte.example\n<b>;x@y.example\n", "text/csv")}
    wrong = await visitor.post(f"{page}/give", data=revision, files=table)
    assert "&lt;b&gt;; x@y.example</textarea>" in wrong.text
    assert 'id="f-text-error"' in wrong.text
    await visitor.post("/press", data={"action": f"questionnaire:mail-send:{document}", "back": page})
    await mailing.passes(hours=1)
    assert [to for to, _ in post.taken] == ["office@norte.example"]
