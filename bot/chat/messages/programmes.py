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
    "part.now": "You are now speaking as **{part}**.",
    "part.speak-for": "You are now speaking as {part}. Choose what you want to speak as instead:",
    "part.button": "Speak for …",
    "part.only": "Your only role in the programme is {part}, so there is nothing to choose.",
    "part.none": "You have no role in the programme now. Ask an administrator or a colleague for an invitation.",
    "part.chosen": "From now on you speak as {part}. Home shows the work of that role.",
    "part.other": "This was shown to you for {cluster}, but you are speaking in another role now, so nothing was done. "
    "Choose {cluster} first.",
    "part.gone": "You no longer have that role. Write “speak for” to see what you can speak as.",
    "gate.former": "You have no role in the programme now. Ask a colleague or an administrator for an invitation, and "
    "paste its link here. In the meantime, you can ask me anything about running a cluster.",
    # invitations
    "invitation.invite": "Invite somebody",
    "invitation.title": "Invitations",
    "invitation.what": "An invitation is a link. Whoever opens it, or pastes it into a message to me, joins.",
    "invitation.make": "Make a link",
    "invitation.may-not": "You cannot invite people to this: the staff of a cluster can invite colleagues, and "
    "administrators can invite everybody.",
    "invitation.yours": "The invitation",
    "invitation.once": "Whoever uses this joins as **{part}**. It is shown only once: copy it, and send it yourself.",
    "invitation.address": "The link: {address}",
    "invitation.code": "To paste into a message to me: {code}",
    "invitation.works": "Days it works: {days}. People who can use it: {uses}. You can end it at any time.",
    "invitation.open-links": "Working links",
    "invitation.no-links": "There are no working links just now.",
    "invitation.left": "until {until}, used {used} of {uses} times",
    "invitation.end": "End it",
    "invitation.end-sure": "Nobody will be able to join with this link. End it?",
    "invitation.ended": "The link has ended: nobody can join with it any more.",
    "invitation.gone": "You no longer have that link.",
    "invitation.lost": "A link cannot be shown again: only a fingerprint of it is kept. If one is lost, end it and "
    "make another.",
    "invitation.waiting": "To be invited",
    "invitation.link-for": "Make their link",
    "invitation.joined": "Welcome. You are now {part}, and you speak in that role. Home shows what you can do.",
    "invitation.paste": "Paste the link or the code of your invitation after the command, such as “/join join-…”.",
    "invitation.unknown": "I do not know this invitation. Copy the whole link, or ask for a new one.",
    "invitation.over": "This invitation is too old. Ask whoever gave it to you for a new one.",
    "invitation.used-up": "This invitation has been used up. Ask whoever gave it to you for a new one.",
    "invitation.revoked": "This invitation has been ended. Ask whoever gave it to you for a new one.",
    "invitation.outside": "I cannot let you join here: as far as I can tell, you are not a member of this workspace. "
    "Open the link of the invitation in a browser instead, or ask whoever gave it to you.",
    "invitation.page": "You are invited to join as {part}.",
    "invitation.page-by": "{by} invites you to join as {part}.",
    "invitation.page-again": "This link lets {name} in again. It works once.",
    "invitation.again": "New way in",
    "invitation.for-again": "This lets {name} in again on the page, once. Give it to nobody else. It is shown only "
    "once: copy it, and send it yourself.",
    # the programme
    "programme.title": "The programme",
    "programme.not-set-up": "Nothing is set up yet. Say what the programme is called and when it is; then add its "
    "clusters and coaches. You can also load all of it from a file: see “advisor programme apply”.",
    "programme.edit": "Dates and defaults",
    "programme.saved": "The programme “{name}” is saved. Its holidays and hours apply to all clusters from now on.",
    "programme.starts": "First day",
    "programme.ends": "Last day",
    "programme.hours": "Reminders come",
    "programme.deadline": "Deadline: {name}",
    "programme.deadlines": "Programme deadlines",
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
    "programme.nobody": "Nobody from the cluster has joined yet.",
    "programme.where": "Country: {where}",
    "programme.no-country": "country not set",
    "programme.add-staff": "Add staff to invite",
    "programme.add-coach": "Add a coach",
    "programme.papers": "What a cluster writes belongs to it: you do not see it here.",
    "programme.remove": "Remove",
    "programme.remove-cluster": "Remove cluster",
    "programme.remove-now": "Remove now",
    "programme.remove-ask": "{name} will no longer be {part}, and will see nothing of it from then on.",
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
    "programme.removed": "{name} has been removed, and no longer sees anything of it. Nothing was lost.",
    "programme.not-there": "That has changed in the meantime. Look at Home again.",
    "programme.changed-meanwhile": "There is open work by now, so nothing was changed. Press “Remove” again to see it.",
    "programme.last-administrator": "This is the last administrator, and cannot be removed. Invite another first.",
    "programme.close-ask": "{name} leaves the programme. Its sessions are cancelled, its coaches no longer see "
    "anything of it, and nobody can join it. Its documents are kept: choose who of its people will still see them.",
    "programme.close-empty": "{name} leaves the programme. Nobody is in it.",
    "programme.keeps": "{name} keeps the documents",
    "programme.of": "{name}:",
    "programme.closed": "{name} has left the programme. Nothing was lost.",
    "programme.no-such-cluster": "That cluster is no longer in the programme.",
    "programme.administrators-only": "Only administrators set up the programme.",
    "programme.ends-first": "The programme would end before it begins. Correct one of the two dates.",
    "programme.outside": "“{name}” is not within the programme. Correct its day, or the dates of the programme.",
    "programme.line-closures": "Line {line} cannot be read: “{typed}”. Write the days, a colon and a name, such as "
    "2027-08-02 to 2027-08-13: Summer break.",
    "programme.line-deadlines": "Line {line} cannot be read: “{typed}”. Write one day, a colon and a name, such as "
    "2027-02-26: Needs assessment.",
    "programme.line-order": "The days in line {line} are in the wrong order, or span more than a year: “{typed}”. "
    "Correct one of the two.",
    "reminder.workspace": "The advisor was removed from the workspace **{name}** on {removed}. What belongs to that "
    "workspace alone will be erased on {date}.",
    "workspace.last": "What is kept about the workspace **{name}** is due to be erased, and you with it, because you "
    "have no other account. Nobody else could run the programme, so nothing was erased. Make somebody else an "
    "administrator, on the page or with `advisor programme admin`; then it will be erased on the next day.",
    "workspace.note": "Clusters with people elsewhere stay whole. If the advisor is installed there again before then, "
    "everything stays.",
    "workspace.keep": "Keep it 30 days longer",
    "workspace.erase": "Erase it then",
    "workspace.kept": "The data of **{name}** are kept until {date}. I will ask you again a week before.",
    "workspace.erased": "The data of **{name}** will be erased on {date}, unless the advisor is installed there again "
    "before then.",
    "workspace.changed": "That has changed in the meantime: the workspace is back, its date was put off, or its data "
    "have been erased.",
    "programme.line-people": "Line {line} cannot be read: “{typed}”. Write a name, a comma and the e-mail address, "
    "such as Anna Berg, anna@example.org.",
}
