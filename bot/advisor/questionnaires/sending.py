"""Sending a questionnaire out, and closing it: what its page says of that, and what may not change meanwhile."""

from collections.abc import Iterable
from dataclasses import replace

from bot.advisor import consequences, notices
from bot.advisor.consequences import Change, Consequences, WantedReminders
from bot.advisor.documents import dialogues
from bot.advisor.questionnaires import invitations, mailing, reminders, results
from bot.advisor.questionnaires.design import design
from bot.advisor.turn import Turn, writes
from bot.chat.blocks import Block, Button, Buttons, Progress, Style, Text
from bot.chat.views import Message, Reply
from bot.store import clusters, documents, mail_addresses, people, questionnaires
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.questionnaires import Questionnaire
from bot.store.reminders import Reminder
from flows.conclusions import Conclusion
from flows.dialogues.member_questionnaire import MemberQuestionnaire
from flows.forms import FormRef
from flows.questionnaire.asked import asked


class SentOut(Consequences):
    """A submitted questionnaire can be sent out; its page then tells how many answered, and in the end what."""

    dialogue = MemberQuestionnaire.id

    def refusal(self, tx: Tx, turn: Turn, document: Document) -> Message | None:
        """Questions stay once somebody answered them, and everything once the answers are shown."""
        one = questionnaires.get(tx, turn.scope, document.id)
        if one is None:
            return None
        if one.closed_at is not None:
            return turn.line("questionnaire.is-closed")
        now = design(tx, turn.scope, document.id)
        same = now is not None and asked(document.answers) == now.questions
        return turn.line("questionnaire.is-answered", count=one.answered) if one.answered and not same else None

    def is_final(self, tx: Tx, turn: Turn, document: Document) -> bool:
        one = questionnaires.get(tx, turn.scope, document.id)
        return one is not None and one.closed_at is not None

    def on_change(self, tx: Tx, turn: Turn, change: Change, document: Document) -> None:
        """Its links work until the new deadline."""
        found = design(tx, turn.scope, document.id) if change is Change.SUBMITTED else None
        if found is not None:
            closes_at = found.closes_at(clusters.zone(tx, turn.scope, turn.person.zone))
            questionnaires.change(tx, turn.scope, document.id, most=found.most, closes_at=closes_at)
            addresses = mail_addresses.listing(tx, turn.scope, document.id)
            mailing.keep_only_asked(tx, document.id, found, addresses)

    def reminders(self, tx: Tx, turn: Turn, document: Document) -> Iterable[WantedReminders]:
        yield reminders.wanted(tx, turn, document)
        yield mailing.wanted(tx, turn, document)

    def conclusion(self, tx: Tx, turn: Turn, document: Document) -> Conclusion:
        """What was answered, once no more answers come."""
        return results.told(tx, turn, document.id)

    def blocks(self, tx: Tx, turn: Turn, document: Document) -> Iterable[Block]:
        one = questionnaires.get(tx, turn.scope, document.id)
        yield from _state(tx, turn, document, one)
        if buttons := tuple(_buttons(tx, turn, document, one)):
            yield Buttons(buttons)
        yield invitations.on_paper(turn, document.id, document.submitted_version or 1)


def _state(tx: Tx, turn: Turn, document: Document, one: Questionnaire | None) -> Iterable[Block]:
    mark, found = turn.voice.mark, design(tx, turn.scope, document.id)
    if one is None or found is None:
        yield Text(mark("questionnaire.not-sent"))
        return
    until = found.deadline
    if found.expected:
        done, text = min(one.answered, found.expected), turn.voice.say
        share = round(100 * done / found.expected)
        yield Progress(
            text("questionnaire.answers"),
            done,
            found.expected,
            text("questionnaire.rate", count=one.answered, all=found.expected, share=share),
        )
    else:
        yield Text(mark("questionnaire.count", count=one.answered))
    if one.closed_at is not None:
        yield Text(mark("questionnaire.closed-on", date=turn.voice.local_date(one.closed_at)))
    elif one.takes(turn.now) and one.answered >= one.most:
        yield Text(mark("questionnaire.full", count=one.most))
    elif one.takes(turn.now):
        yield Text(mark("questionnaire.open-until", date=until))
    else:
        yield Text(mark("questionnaire.over", date=until))


def _buttons(tx: Tx, turn: Turn, document: Document, one: Questionnaire | None) -> Iterable[Button]:
    say, id = turn.voice.say, document.id
    if one is None:
        if document.handed_in_version != document.submitted_version and people.coach_of(tx, turn.scope) is not None:
            yield Button(say("document.hand-in"), f"document:hand-in:{id}", Style.PRIMARY)
        yield Button(say("questionnaire.send"), f"questionnaire:send:{id}", confirm=say("questionnaire.send-sure"))
    elif one.closed_at is None:
        over = not one.takes(turn.now)
        links = Style.NORMAL if over else Style.PRIMARY
        yield Button(say("questionnaire.links"), f"questionnaire:links:{id}", links)
        yield Button(say("questionnaire.bring"), f"questionnaire:bring:{id}")
        style = Style.PRIMARY if over else Style.NORMAL
        sure = say("questionnaire.close-sure")
        yield Button(say("questionnaire.close"), f"questionnaire:close:{id}", style, confirm=sure)


async def send(turn: Turn, document_id: str) -> Reply:
    """The button that sends it out: from now on its links work."""
    done = await _send(turn, document_id)
    if isinstance(done, Reply):
        return done
    await notices.replace_outdated(turn, done)
    return await invitations.show(turn, document_id)


@writes
def _send(tx: Tx, turn: Turn, document_id: str) -> Reply | list[Reminder]:
    document, found = documents.get(tx, turn.scope, document_id), design(tx, turn.scope, document_id)
    if document is None or found is None:
        return turn.say("questionnaire.gone")
    if questionnaires.get(tx, turn.scope, document_id) is not None:
        return []
    closes_at = found.closes_at(clusters.zone(tx, turn.scope, turn.person.zone))
    if closes_at <= turn.now:
        return turn.say("questionnaire.send-late", date=found.deadline)
    questionnaires.send_out(
        tx,
        turn.scope,
        document_id,
        name=turn.services.new_secret()[:12],
        key=turn.services.new_secret(),
        most=found.most,
        closes_at=closes_at,
        now=turn.now,
    )
    return consequences.reconcile(tx, turn, document)


async def close(turn: Turn, document_id: str) -> Reply:
    """The button that takes no more answers and shows them."""
    outdated = await _close(turn, document_id)
    if outdated is None:
        return turn.say("questionnaire.gone")
    await notices.replace_outdated(turn, outdated)
    opened = await dialogues.open_(turn, document_id, FormRef(""))
    return replace(opened, messages=(turn.line("questionnaire.closed"), *opened.messages))


@writes
def _close(tx: Tx, turn: Turn, document_id: str) -> list[Reminder] | None:
    document = documents.get(tx, turn.scope, document_id)
    if document is None or not questionnaires.close(tx, turn.scope, document_id, turn.now):
        return None
    mail_addresses.forget(tx, document_id)
    return consequences.reconcile(tx, turn, document)
