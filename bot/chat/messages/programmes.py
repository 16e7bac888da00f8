"""What is said about the programme, the parts of people in it, and invitations, in English."""

from collections.abc import Mapping

PROGRAMMES: Mapping[str, str] = {
    # parts
    "part.staff": "staff",
    "part.staff-of": "staff of {clusters}",
    "part.coach": "coach",
    "part.coach-of": "coach of {clusters}",
    "part.curator": "curator of the articles",
    "part.admin": "administrator of the programme",
    "part.now": "You speak as **{part}** now.",
    "part.speak-for": "You speak as {part} now. Choose what you want to speak as instead:",
    "part.button": "Speak for …",
    "part.only": "You are {part}, and nothing else in the programme, so there is nothing to choose.",
    "part.none": "You have no part in the programme now. Ask an administrator or a colleague for an invitation.",
    "part.chosen": "From now on you speak as {part}. Home shows the work of that part.",
    "part.other": "This was shown to you for {cluster}, and you speak as something else now, so nothing was done. "
    "Choose {cluster} first.",
    "part.gone": "You do not have that part any more. Write “speak for” to see what you can speak as.",
    "gate.former": "You have no part in the programme now. Ask a colleague or an administrator for an invitation, and "
    "paste its link here. You can ask me anything about running a cluster meanwhile.",
    # invitations
    "invitation.invite": "Invite somebody",
    "invitation.title": "Invitations",
    "invitation.what": "An invitation is a link. Whoever opens it, or pastes it into a message to me, joins.",
    "invitation.make": "Make a link",
    "invitation.may-not": "You cannot invite anybody to this: the people of a cluster invite colleagues, and "
    "administrators invite everybody.",
    "invitation.yours": "The invitation",
    "invitation.once": "Whoever uses this joins as **{part}**. It is shown only now: copy it, and send it yourself.",
    "invitation.address": "The link: {address}",
    "invitation.code": "To paste into a message to me: {code}",
    "invitation.works": "Days it works: {days}. People who can use it: {uses}. You can end it at any time.",
    "invitation.open-links": "Links that work",
    "invitation.no-links": "No link works just now.",
    "invitation.left": "until {until}, used {used} of {uses} times",
    "invitation.end": "End it",
    "invitation.end-sure": "Nobody can join with this link any more. End it?",
    "invitation.ended": "The link is ended: nobody joins with it any more.",
    "invitation.gone": "There is no such link of yours any more.",
    "invitation.lost": "A link cannot be shown again: only a fingerprint of it is kept. If one is lost, end it and "
    "make another one.",
    "invitation.waiting": "To be invited",
    "invitation.link-for": "Make their link",
    "invitation.joined": "Welcome. You are {part} now, and speak as that. Home shows what you can do.",
    "invitation.paste": "Paste the link or the code of your invitation behind the command, such as “/join join-…”.",
    "invitation.unknown": "I do not know this invitation. Copy the whole link, or ask for a new one.",
    "invitation.over": "This invitation is too old. Ask whoever gave it to you for a new one.",
    "invitation.used-up": "This invitation was used as often as it may be. Ask whoever gave it to you for a new one.",
    "invitation.revoked": "This invitation was ended. Ask whoever gave it to you for a new one.",
    "invitation.outside": "I cannot let you join here: for all I know you are no member of this workspace. Open the "
    "link of the invitation in a browser instead, or ask whoever gave it to you.",
    "invitation.page": "You are invited to join as {part}.",
    "invitation.page-by": "{by} invites you to join as {part}.",
    "invitation.page-again": "This link lets {name} in again. It works once.",
    "invitation.again": "New way in",
    "invitation.for-again": "This lets {name} in again on the page, once. Give it to nobody else. It is shown only "
    "now: copy it, and send it yourself.",
    # the programme
    "programme.title": "The programme",
    "programme.not-set-up": "Nothing is set up yet. Say what the programme is called and when it is; then add its "
    "clusters and coaches. You can also bring all of it as a file: see “advisor programme apply”.",
    "programme.edit": "Dates and defaults",
    "programme.saved": "The programme “{name}” is saved. Its holidays and hours count in all clusters from now on.",
    "programme.starts": "First day",
    "programme.ends": "Last day",
    "programme.hours": "Reminders come",
    "programme.deadline": "Deadline: {name}",
    "programme.deadlines": "Deadlines of the programme",
    "programme.clusters": "Clusters",
    "programme.no-clusters": "There is no cluster yet.",
    "programme.new-cluster": "Add a cluster",
    "programme.staff": "staff: {count}",
    "programme.coached": "coached by {names}",
    "programme.not-coached": "no coach yet",
    "programme.coaches": "Coaches",
    "programme.no-coaches": "There is no coach yet. Invite one.",
    "programme.no-coach": "Nobody coaches this cluster yet.",
    "programme.coach-of-none": "coaches no cluster yet",
    "programme.others": "Who runs the programme",
    "programme.people": "Staff",
    "programme.nobody": "Nobody of the cluster has come yet.",
    "programme.where": "Country: {where}",
    "programme.no-country": "country not set",
    "programme.add-staff": "Add staff to invite",
    "programme.add-coach": "Add a coach",
    "programme.papers": "What a cluster writes belongs to it: you do not see it here.",
    "programme.remove": "Remove",
    "programme.remove-cluster": "Remove cluster",
    "programme.remove-now": "Remove now",
    "programme.remove-ask": "{name} is to be {part} no more, and sees nothing of it from then on.",
    "programme.in-hand": "This is in their hands. Choose who takes it over:",
    "programme.has-drafts": "drafts: {count} ({names})",
    "programme.has-plans": "submitted documents of theirs, with the actions they are responsible for: {count}",
    "programme.has-sessions": "coaching sessions that they hold: {count}",
    "programme.has-to-answer": "questions that they took on to answer: {count}",
    "programme.has-comments": "comments that are not answered or decided on yet: {count}",
    "programme.has-feedbacks": "feedback begun and not sent back yet: {count}",
    "programme.has-asked": "questions of theirs that are with a coach: {count}",
    "programme.nobody-else-staff": "There is nobody else in the cluster who could take it over. Invite a colleague "
    "first, or remove the cluster.",
    "programme.nobody-else-coach": "There is no other coach who could take it over. Invite one first.",
    "programme.give-to": "Give it to {name}",
    "programme.removed": "{name} is out of it now and sees nothing of it any more. Nothing was lost.",
    "programme.not-there": "That has changed meanwhile. Look at Home again.",
    "programme.changed-meanwhile": "There is open work meanwhile, and nothing was changed. Press “Remove” once more to "
    "see it.",
    "programme.last-administrator": "This is the last administrator, and cannot be removed. Invite another one first.",
    "programme.close-ask": "{name} leaves the programme. Its sessions are cancelled, its coaches see nothing of it any "
    "more, and nobody joins it. Its papers are kept: choose whoever of its people goes on seeing them.",
    "programme.close-empty": "{name} leaves the programme. Nobody is in it.",
    "programme.keeps": "{name} keeps the papers",
    "programme.of": "{name}:",
    "programme.closed": "{name} is out of the programme now. Nothing of it was lost.",
    "programme.no-such-cluster": "There is no such cluster in the programme any more.",
    "programme.administrators-only": "Only administrators set up the programme.",
    "programme.ends-first": "The programme would end before it begins. Correct one of the two dates.",
    "programme.outside": "“{name}” is not within the programme. Correct its day, or the dates of the programme.",
    "programme.line-closures": "Line {line} cannot be read: “{typed}”. Write the days, a colon and a name, such as "
    "2027-08-02 to 2027-08-13: Summer break.",
    "programme.line-deadlines": "Line {line} cannot be read: “{typed}”. Write one day, a colon and a name, such as "
    "2027-02-26: Needs assessment.",
    "programme.line-order": "The days of line {line} are in the wrong order, or more than a year: “{typed}”. Correct "
    "one of the two.",
    "reminder.workspace": "The advisor was removed from the workspace **{name}** on {removed}. What is of that "
    "workspace alone is erased on {date}.",
    "workspace.last": "What is kept of the workspace **{name}** is due to be erased, and you would be erased with it, "
    "for you have no account anywhere else. Nobody else could run the programme, so nothing was erased. Make somebody "
    "else an administrator, on the page or with `advisor programme admin`; then it is erased on the next day.",
    "workspace.note": "Clusters with people elsewhere stay whole. If the advisor is installed there again before, "
    "everything stays.",
    "workspace.keep": "Keep it 30 days longer",
    "workspace.erase": "Erase it then",
    "workspace.kept": "The data of **{name}** are kept until {date}. I ask you again a week before.",
    "workspace.erased": "The data of **{name}** are erased on {date}, unless the advisor is installed there again "
    "before.",
    "workspace.changed": "That has changed meanwhile: the workspace is back, its time was put off, or its data are "
    "erased.",
    "programme.line-people": "Line {line} cannot be read: “{typed}”. Write a name, and behind a comma the e-mail "
    "address, such as Anna Berg, anna@example.org.",
}
