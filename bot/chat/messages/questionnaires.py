"""What is said about sending a questionnaire out and about its answers, in English.  Its questions say `flows`."""

from collections.abc import Mapping

QUESTIONNAIRES: Mapping[str, str] = {
    # on its page
    "questionnaire.gone": "This questionnaire has not been sent out, or it is closed. Open it from Home.",
    "questionnaire.not-sent": "It is **not sent out** yet. Let your coach look at it first: hand it in three days "
    "before your session. Then send it out.",
    "questionnaire.send": "Send it out",
    "questionnaire.send-sure": "From now on its links work. Once somebody has answered, its questions cannot change. "
    "Send it out?",
    "questionnaire.send-late": "It should close on {date}, and that date is past. Choose “Edit”, and set a later one.",
    "questionnaire.answers": "Answers",
    "questionnaire.rate": "{count} of {all} answered ({share} %)",
    "questionnaire.count": "Answers so far: **{count}**",
    "questionnaire.open-until": "Members can answer until {date}. You will see their answers when you close it: until "
    "then, nobody’s answer can be made out.",
    "questionnaire.full": "Your limit of **{count}** answers has been reached, so nobody can answer any more. If some "
    "are missing, or a script sent them, choose “Edit” and raise the limit, or close it.",
    "questionnaire.over": "It took answers until {date}. Bring in what you collected elsewhere, then close it to see "
    "the answers.",
    "questionnaire.closed-on": "It was closed on {date}. The answers are below, and in the files, too. Your coach "
    "cannot see them.",
    "questionnaire.links": "Links to send",
    "questionnaire.mail-title": "Ask by e-mail",
    "questionnaire.mail-said": "{text}",
    "questionnaire.mail-off": "I cannot send e-mail: no mail server is set up here (SMTP_URL and MAIL_FROM). Whoever "
    "runs the advisor can set one up. Until then, copy the links into your own mail.",
    "questionnaire.mail-purpose": "I can send each member its own link by e-mail, and a reminder on the reminder date "
    "if it has not answered. Only give addresses of people you may contact like this.",
    "questionnaire.mail-address": "E-mail address",
    "questionnaire.mail-state": "State",
    "questionnaire.mail-list": "Addresses: {count}",
    "questionnaire.mail-left": "Members without an address who have not answered: {count}",
    "questionnaire.mail-give": "Give addresses",
    "questionnaire.mail-send": "Send {count} links by e-mail",
    "questionnaire.mail-send-sure": "The links go out by e-mail within working hours: {count}. Send them?",
    "questionnaire.mail-erase": "Erase all addresses",
    "questionnaire.mail-erase-sure": "Erase all addresses of this questionnaire? Nobody will be sent anything more.",
    "questionnaire.mail-erased": "All addresses are erased. Nobody will be sent anything more.",
    "questionnaire.mail-kept": "Addresses are used for this questionnaire alone. Each is erased as soon as its member "
    "has answered, and all when the questionnaire is closed, at the latest 14 days after its deadline. The people in "
    "your cluster can see them here; coaches cannot, and they are in no file. Each message has a link that stops them.",
    "questionnaire.mail-new": "nothing sent yet",
    "questionnaire.mail-asked": "asked since {date}",
    "questionnaire.mail-stopped": "wants no e-mail",
    "questionnaire.mail-refused": "nothing arrives there. {reason}",
    "questionnaire.mail-lines": "Which member has which address?",
    "questionnaire.mail-lines-help": "One line for each: the member as in your list, a semicolon, the address. A dash "
    "instead of an address removes it.",
    "questionnaire.mail-intro": "For this questionnaire alone: each member gets its own link, at most one reminder, "
    "and is told who gave the address. Nothing is sent before you say so on the next page.",
    "questionnaire.mail-file-help": "Excel (.xlsx) or CSV, of up to {limit} MB: a column with the members, and one "
    "with their addresses.",
    "questionnaire.mail-keep": "Keep these addresses",
    "questionnaire.mail-given": "Saved: {count}.",
    "questionnaire.mail-answered": "These have answered, so they need no address: {names}.",
    "questionnaire.mail-unknown": "Not in your list of members, so not saved ({count}): {names}. Write each as it is "
    "in the list, or remove the line.",
    "questionnaire.mail-wrong": "No e-mail address, or several for one member ({count}): {names}. Write it like "
    "anna@example.org.",
    "questionnaire.mail-none": "I found no line with a member and an address.",
    "questionnaire.mail-sent": "On their way within working hours: {count}.",
    # in an e-mail
    "questionnaire.mail-ask": "{cluster} asks for your view: {title}. It takes a few minutes, works on a phone and "
    "needs no account. You can answer until {date}.",
    "questionnaire.mail-again": "{title} closes on {date}, and {cluster} has no answer from you yet. It takes a few "
    "minutes.",
    "questionnaire.mail-note": "The link is for {member} alone and takes one answer. Answers are never shown by name, "
    "and never of groups of fewer than five.",
    "questionnaire.mail-open": "Answer the questionnaire",
    "questionnaire.bring": "Bring in answers",
    "questionnaire.close": "Close and show the answers",
    "questionnaire.close-sure": "No more answers can come in after that, and it cannot be opened again. Close it?",
    "questionnaire.closed": "It is closed. The answers are below.",
    "questionnaire.paper": "On paper",
    "questionnaire.is-closed": "This questionnaire is closed, so it stays as it is: its answers belong to these "
    "questions and members. Copy it to ask again.",
    "questionnaire.is-answered": "There are answers already ({count}), so the questions must stay as they are. Put "
    "them back as they were; you can still change dates and members.",
    # the links
    "questionnaire.links-of": "Links: {title}",
    "questionnaire.links-over": "It took answers until {date}. These links only say so now. To let members answer "
    "longer, choose “Edit”, and set a later date.",
    "questionnaire.links-each": "Each member has its own link, and answers once. Copy it into your mail to that "
    "member, and send nobody anybody else’s link.",
    "questionnaire.links-all": "One link for all: copy it into your mail. Nobody knows who answered. Each browser can "
    "answer once. The limit for answers is {most}.",
    "questionnaire.mail": "For your mail: “{cluster} asks for your view: {title}. It takes a few minutes, on your "
    "phone, too. Please answer by {date} with this link:”",
    "questionnaire.to-answer": "Still to answer: {count}",
    "questionnaire.one-link": "The link",
    "questionnaire.has-answered": "Answered: {count}",
    "questionnaire.member": "Member",
    "questionnaire.link": "Link",
    "questionnaire.answered": "Answered",
    "questionnaire.yes": "yes",
    "questionnaire.everybody": "Everybody",
    "questionnaire.links-file": "Links (Excel)",
    "questionnaire.paper-file": "On paper (Word)",
    "questionnaire.back": "Back to the questionnaire",
    "questionnaire.no-address": "This advisor has no public address, so these links work on this machine only. Whoever "
    "runs it sets PUBLIC_URL.",
    "questionnaire.foot": "Please return it by {date}.",
    # answers from elsewhere
    "questionnaire.bring-intro": "Answers from paper or another tool: one row for each member, one column for each "
    "question. The headings are “Member” and the questions, or their numbers. You see what is taken over before it is.",
    "questionnaire.file-help": "Excel (.xlsx) or CSV, of up to {limit} MB.",
    "questionnaire.nothing": "There is nothing to read yet. Choose a file, or paste your table.",
    "questionnaire.no-heads": "I found none of your questions above the columns. Write the questions there as they are "
    "in the questionnaire, or their numbers.",
    "questionnaire.no-members": "I found no column with the members. Write “Member” above the column that has their "
    "names.",
    "questionnaire.too-many-unknown": "{count} names are not in your list of members, and I can ask about {limit}. "
    "Add the members to the questionnaire first, or check which column has their names.",
    "questionnaire.nothing-waits": "No answers are waiting to be taken over.",
    "questionnaire.who-intro": "{count} names in the file are not in the list of members of “{title}”. Who are they?",
    "questionnaire.who-each": "Please choose a member, or leave these answers out.",
    "questionnaire.who-next": "Go on",
    "questionnaire.nameless": "The row without a name",
    "questionnaire.leave-out": "Leave these answers out",
    "questionnaire.would-add": "Answers that would be added: **{count}**",
    "questionnaire.would-skip": "These have answered already, and their first answer stays: {names}",
    "questionnaire.would-leave-out": "Left out, as you said: {names}",
    "questionnaire.question": "Question",
    "questionnaire.unread": "Not understood: {count}",
    "questionnaire.unread-note": "These cells are left out; the other answers of their rows count.",
    "questionnaire.columns-out": "Columns left out, because they are not questions: {names}. If one is a question, "
    "throw this away, write the question or its number above that column, and bring it in again.",
    "questionnaire.over-limit": "Your limit is {most} answers, so there is room for only {left} more, and nothing was "
    "added. Choose “Edit” to raise it, then bring this in again.",
    "questionnaire.take": "Add these answers",
    "questionnaire.taken": "Answers added: {count}",
    "questionnaire.dropped": "I forgot the file. Nothing was added.",
    # reminders
    "questionnaire.remind-unsent": "Your questionnaire **{title}** is not sent out yet, and should close on {date}. "
    "Send it out, or set later dates.",
    "questionnaire.remind-open": "Time to remind your members: **{title}** closes on {date}. Answers so far: {count} "
    "of {all}. The links of those who are still missing are on its page.",
    "questionnaire.remind-over": "**{title}** closed on {date}. Answers: {count}. Bring in what you collected "
    "elsewhere, thank everybody, and look at the answers.",
    "questionnaire.late": "Your questionnaire **{title}**, which closes on {date}",
    "questionnaire.open": "Open the questionnaire",
    "questionnaire.why": "You get this because the questionnaire “{title}” is yours. I remind you on its reminder "
    "date, and when it has closed.",
}
