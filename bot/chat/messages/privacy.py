"""What is said about what is kept of people, and about taking it along and erasing it, in English."""

from collections.abc import Mapping

PRIVACY: Mapping[str, str] = {
    # what is kept
    "kept.title": "What is kept",
    "kept.intro": "This is all that the advisor keeps, why, and how long. It lies in one database of whoever runs "
    "this advisor, and in the copies that they make of it in case it is lost. What you write in Slack, Slack keeps "
    "as well. Nothing is sold, and nothing trains a machine.",
    "kept.what-if": "You can take along all that is kept of you: write “my data”. You can be erased: write “erase "
    "me”. Both work at once, and need nobody’s permission.",
    "kept.days": "Kept for {days} days.",
    "kept.forever": "Kept until somebody erases it.",
    "kept.along": "Kept as long as what it belongs to.",
    "kept.button": "What is kept of me",
    "kept.profile": "Your profile",
    "kept.profile-why": "your name, language, time zone, working hours, absences and settings, and your accounts, so "
    "that I know who you are and when to write to you.",
    "kept.parts": "What you are in the programme",
    "kept.parts-why": "your cluster and role, so that you see what is for you, and nothing else.",
    "kept.invitations": "Invitations",
    "kept.invitations-why": "who is invited to what, and by whom; of a link only a fingerprint.",
    "kept.sign-ins": "Sign-ins",
    "kept.sign-ins-why": "in which browsers you are signed in on the web page; of the cookie only a fingerprint.",
    "kept.calendars": "Calendar links",
    "kept.calendars-why": "that you read your dates in a calendar, and when it last looked; of the link only a "
    "fingerprint.",
    "kept.documents": "Documents",
    "kept.documents-why": "what your cluster works on, each version of it, and who saved it. They belong to the "
    "cluster.",
    "kept.drafts": "Drafts left alone",
    "kept.drafts-why": "drafts that were never submitted, from the day on which somebody changed them last.",
    "kept.deleted": "Deleted documents",
    "kept.deleted-why": "so that they can be brought back, from the day on which somebody deleted them.",
    "kept.imports": "Files you sent",
    "kept.imports-why": "what was read of them, until you take it over.",
    "kept.coaching": "Coaching",
    "kept.coaching-why": "sessions, times offered, notes, comments and next steps, for the cluster and its coach.",
    "kept.questionnaires": "Answers to questionnaires",
    "kept.questionnaires-why": "what members of a cluster answered, shown in figures only.",
    "kept.mail": "E-mail addresses",
    "kept.mail-why": "those that were given for people without an account, so that they are reminded; and "
    "fingerprints of those that want no e-mail.",
    "kept.questions": "Questions",
    "kept.questions-why": "what you asked, and what a coach answered, so that the articles get better. Curators see "
    "questions without names. Those that wait for an answer stay until they have one.",
    "kept.curation": "Changes of the articles",
    "kept.curation-why": "who changed an article and when.",
    "kept.conversations": "What was said on the web page",
    "kept.conversations-why": "so that you can read it again.",
    "kept.reminders": "Reminders",
    "kept.reminders-why": "what you are reminded of and when, so that nothing comes twice.",
    "kept.traffic": "Messages on their way",
    "kept.traffic-why": "answers that a platform did not take yet, and numbers of what it sent, so that nothing is "
    "heard or said twice.",
    "kept.audit": "Who did what",
    "kept.audit-why": "who did what and when, and who signed in, without a word of what was written, so that "
    "administrators can look into what went wrong.",
    "kept.programme": "Clusters and the programme",
    "kept.programme-why": "names, countries, dates, and which workspace leads where. They name nobody.",
    # taking it along
    "mine.title": "Your data",
    "mine.offer": "This file holds all that is kept of you, as JSON for programs and as texts and Word files for "
    "you. It is made when you ask for it, and holds nothing that is anybody else’s.",
    "mine.file": "ZIP file",
    "mine.ready": "Here is all that is kept of you. Look into “read-me.txt” first.",
    "mine.busy": "Your file is being made already, or many are just now. Please ask again in a minute.",
    "mine.read-me": "This is all that Cluster Advisor keeps of you, {name}, as of {when}.",
    "mine.read-me-files": "“data.json” holds everything, for programs. “data.txt” is the same to read. The folder "
    "“documents” has the documents that you began, as text and as Word files.",
    "mine.read-me-left": "These documents are there as text only, because the Word files would have taken too long: "
    "{names}",
    "mine.read-me-more": "What all of it is for, and how long it is kept, stands on the page “What is kept”.",
    # erasing
    "erase.title": "Erase you",
    "erase.what": "If you go on, this happens at once, and nobody can undo it:",
    "erase.profile": "Your profile, accounts, settings and absences go. You are signed out everywhere, and your "
    "calendar link ends.",
    "erase.drafts": "Drafts on which only you have worked go: {count}",
    "erase.documents": "Other documents that you began stay with your cluster, without your name: {count}",
    "erase.comments": "What you wrote in shared documents and comments stays, as that of a former colleague. Where "
    "somebody typed your name into a sentence, it stays there: ask your colleagues to change it first.",
    "erase.questions": "Your questions go, but for those that somebody has answered; those stay without your name: "
    "{count}",
    "erase.reminders": "Your reminders end. What was said between us on the web page goes; in a chat program you can "
    "delete it yourself.",
    "erase.successors": "Your open work goes to {names}.",
    "erase.give-to": "Give my work to {name} instead",
    "erase.nobody": "Parts of yours in which there is nobody to take over your open work: {count}. It stays there.",
    "erase.again": "If you come back, you are new to me.",
    "erase.first": "You may want to take along what is kept of you first.",
    "erase.button": "Erase me for good",
    "erase.sure": "Everything that is yours goes now, and nobody can bring it back. Erase you?",
    "erase.last": "You are the last administrator, and without you nobody could run the programme. Make somebody "
    "else an administrator first: on Home, “Invite somebody”.",
    "erase.done": "You are erased: nothing that is yours is kept any more.",
    "erase.done-home": "You are erased. If you write to me again, I do not know you, and we begin anew.",
    "erase.not-yours": "This is not for you any more. Write “erase me” to see what would happen now.",
    # administrators
    "data.title": "Data of {name}",
    "data.button": "Take along or erase its data",
    "data.what": "What is kept of this cluster:",
    "data.people": "People",
    "data.documents": "Documents",
    "data.versions": "Submitted versions",
    "data.sessions": "Coaching sessions",
    "data.questions": "Questions asked",
    "data.questionnaire_answers": "Answers of members",
    "data.reminders": "Reminders",
    "data.take": "Everything as a file",
    "data.note": "The file holds what the cluster wrote: give it to nobody but the cluster, and to whoever the law "
    "names. Single answers of members, and what people noted for themselves, are not in it.",
    "data.erase": "Erase this cluster",
    "data.sure": "All that is kept of {name} goes now: people {people}, documents {documents}, questions "
    "{questions}. Nobody can bring it back. Erase it?",
    "data.erased": "{name} is erased, with everything that was kept of it.",
    "data.gone": "There is no such cluster any more.",
    "data.ready": "Here is all that is kept of {name}.",
    # who did what
    "done.title": "Who did what",
    "done.button": "Who did what",
    "done.when": "When",
    "done.who": "Who",
    "done.what": "What",
    "done.to": "To what",
    "done.outcome": "Outcome",
    "done.none": "Nothing was done yet.",
    "done.note": "Names of buttons and ids, never a word that anybody wrote. The last {count}; “advisor audit list” "
    "shows more.",
}
