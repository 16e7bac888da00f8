"""Members who are asked by e-mail: what each is sent, and until when their addresses are kept."""

from datetime import datetime

from bot.advisor.consequences import WantedReminders
from bot.advisor.notices import Asked, Notice
from bot.advisor.questionnaires import links
from bot.advisor.questionnaires.design import Design, design
from bot.advisor.shortening import short
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Style
from bot.reminders.questionnaire_rules import AGAIN, Member, for_members
from bot.reminders.rules import Recipient
from bot.reminders.timing import WorkingTime
from bot.store import clusters, mail_addresses, people, questionnaires
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.mail_addresses import MailAddress
from bot.store.questionnaires import Questionnaire
from bot.store.scope import Role, Scope
from flows.findings import Words


def wanted(tx: Tx, turn: Turn, document: Document) -> WantedReminders:
    """The e-mail that is to go to members whose address somebody gave, and said that they are to be asked."""
    source = f"questionnaire-mail:{document.id}"
    found, one = design(tx, turn.scope, document.id), questionnaires.get(tx, turn.scope, document.id)
    if found is None or one is None or one.closed_at is not None:
        return WantedReminders(source, ())
    asked = [each for each in mail_addresses.listing(tx, turn.scope, document.id) if each.works and each.asked_at]
    known = people.by_ids(tx, [each.person for each in asked]) if asked else {}
    members = [
        Member(each.member, Recipient(each.person, WorkingTime.of(known[each.person])), each.number, each.asked_at)
        for each in asked
        if each.asked_at is not None and each.person in known and found.may_answer(each.member)
    ]
    site = turn.services.public_url
    planned = for_members(document.id, found.version, members, found.reminder, one.closes_at, site, turn.now)
    return WantedReminders(source, planned)


def keep_only_asked(tx: Tx, document: str, found: Design, addresses: list[MailAddress]) -> None:
    """Erase the addresses of members who are in the list no more."""
    gone = [each.member for each in addresses if not found.may_answer(each.member)]
    if gone:
        mail_addresses.forget(tx, document, gone)


def recheck(tx: Tx, asked: Asked, now: datetime) -> Notice | None:
    """What a member is sent now; None who has answered, is not asked any more, or wants no e-mail."""
    reminder, speaker = asked.reminder, asked.speaker
    document, member = reminder.document or "", reminder.row or ""
    inside = Scope(reminder.cluster, "", Role.STAFF)
    found, one = design(tx, inside, document), questionnaires.get(tx, inside, document)
    address = next(iter(mail_addresses.of_persons(tx, [reminder.person])), None)
    if found is None or one is None or address is None or not address.works or not one.takes(now):
        return None
    if not found.may_answer(member) or questionnaires.has_sent(tx, one, member, ""):
        return None
    if reminder.kind == AGAIN and str(reminder.params["day"]) != found.reminder.isoformat():
        return None
    params = {
        "cluster": clusters.name(tx, inside),
        "title": short(found.title, 80),
        "member": short(address.name, 80),
        "date": found.deadline.isoformat(),
    }
    kind = "mail-again" if reminder.kind == AGAIN else "mail-ask"
    return Notice(
        reminder,
        Words(id=f"questionnaire.{kind}", params=params),
        buttons=(
            Button(
                speaker.say("questionnaire.mail-open"),
                style=Style.PRIMARY,
                url=link(one, member, reminder.params["site"]),
            ),
        ),
        why=None,
        note=Words(id="questionnaire.mail-note", params=params),
        day=found.deadline,
        place=("", document, 0),
    )


def link(one: Questionnaire, member: str, site: str) -> str:
    """The address by which a member, or everybody, answers."""
    return f"{site.rstrip('/')}/questionnaire/{links.token(one, member)}"
