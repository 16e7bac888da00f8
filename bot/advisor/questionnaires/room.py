"""What questionnaires add to the house."""

from collections.abc import Mapping

from bot.advisor.questionnaires import bringing, invitations, mail_page, reminders, sending
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("questionnaire", "send"): lambda turn, p: sending.send(turn, p[0]),
    ("questionnaire", "links"): lambda turn, p: invitations.show(turn, p[0]),
    ("questionnaire", "file"): lambda turn, p: invitations.file_(turn, p[0], f"questionnaire.{p[1]}"),
    ("questionnaire", "close"): lambda turn, p: sending.close(turn, p[0]),
    ("questionnaire", "mail"): lambda turn, p: mail_page.show(turn, p[0]),
    ("questionnaire", "mail-give"): lambda turn, p: mail_page.give(turn, p[0]),
    ("questionnaire", "mail-send"): lambda turn, p: mail_page.send(turn, p[0]),
    ("questionnaire", "mail-erase"): lambda turn, p: mail_page.erase(turn, p[0]),
    ("questionnaire", "bring"): lambda turn, p: bringing.start(turn, p[0]),
    ("questionnaire", "take"): lambda turn, p: bringing.take(turn, p[0]),
    ("questionnaire", "drop"): lambda turn, p: bringing.drop(turn, p[0]),
}

ROOM = Room(
    PRESSES,
    pages=(bringing, invitations, mail_page),
    files={invitations.DOCUMENT: invitations.file_},
    consequences=(sending.SentOut(),),
    reminders={"questionnaire": reminders.recheck},
    missed={"questionnaire": reminders.missed},
)
