"""What is said about what is kept of people, and about taking it along and erasing it, in English."""

from collections.abc import Mapping

PRIVACY: Mapping[str, str] = {
    # what is kept
    "kept.title": "What is kept",
    "kept.intro": "This is everything the advisor keeps, why, and for how long. It is in one database of whoever runs "
    "this advisor, and in their backups. What you write in Slack, Slack keeps as well. Nothing is sold, and nothing is "
    "used to train a machine.",
    "kept.what-if": "You can download everything that is kept about you: write “my data”. You can have yourself "
    "erased: write “erase me”. Both work at once, and you need nobody’s permission.",
    "kept.days": "Kept for {days} days.",
    "kept.forever": "Kept until somebody erases it.",
    "kept.along": "Kept as long as what it belongs to.",
    "kept.button": "What is kept about me",
    "kept.profile": "Your profile",
    "kept.profile-why": "your name, language, time zone, working hours, absences and settings, and your accounts, so "
    "that I know who you are and when to write to you.",
    "kept.parts": "Your role in the programme",
    "kept.parts-why": "your cluster and role, so that you see what is for you, and nothing else.",
    "kept.invitations": "Invitations",
    "kept.invitations-why": "who is invited to what, and by whom; of a link, only a fingerprint.",
    "kept.sign-ins": "Sign-ins",
    "kept.sign-ins-why": "in which browsers you are signed in on the web page; of the cookie, only a fingerprint.",
    "kept.calendars": "Calendar links",
    "kept.calendars-why": "that you read your dates in a calendar, and when it last looked; of the link, only a "
    "fingerprint.",
    "kept.documents": "Documents",
    "kept.documents-why": "what your cluster works on, each version of it, and who saved it. They belong to the "
    "cluster.",
    "kept.drafts": "Abandoned drafts",
    "kept.drafts-why": "drafts that were never submitted, from the day somebody last changed them.",
    "kept.deleted": "Deleted documents",
    "kept.deleted-why": "so that they can be brought back, from the day somebody deleted them.",
    "kept.imports": "Files you sent",
    "kept.imports-why": "what was read from them, until you take it over.",
    "kept.coaching": "Coaching",
    "kept.coaching-why": "sessions, times offered, notes, comments and next steps, for the cluster and its coach.",
    "kept.questionnaires": "Answers to questionnaires",
    "kept.questionnaires-why": "what members of a cluster answered, shown only as figures.",
    "kept.mail": "E-mail addresses",
    "kept.mail-why": "addresses given for people without an account, so that they can be reminded; and fingerprints of "
    "addresses that want no e-mail.",
    "kept.questions": "Questions",
    "kept.questions-why": "what you asked, and what a coach answered, so that the articles get better. Curators see "
    "questions without names. Those that wait for an answer stay until they have one.",
    "kept.curation": "Changes to the articles",
    "kept.curation-why": "who changed an article and when.",
    "kept.conversations": "What was said on the web page",
    "kept.conversations-why": "so that you can read it again.",
    "kept.reminders": "Reminders",
    "kept.reminders-why": "what you are reminded of and when, so that nothing comes twice.",
    "kept.traffic": "Messages on their way",
    "kept.traffic-why": "answers that a platform has not accepted yet, and numbers of what it sent, so that nothing is "
    "heard or said twice.",
    "kept.audit": "Who did what",
    "kept.audit-why": "who did what and when, and who signed in, without a word of what was written, so that "
    "administrators can look into what went wrong.",
    "kept.programme": "Clusters and the programme",
    "kept.programme-why": "names, countries, dates, and which workspace leads where. No person is named.",
    # taking it along
    "mine.title": "Your data",
    "mine.offer": "This file holds everything that is kept about you: as JSON for programs, and as text and Word files "
    "for you. It is made when you ask for it, and holds nothing that belongs to anybody else.",
    "mine.file": "ZIP file",
    "mine.ready": "Here is everything that is kept about you. Start with “read-me.txt”.",
    "mine.busy": "Your file is already being made, or I am busy making others. Please ask again in a minute.",
    "mine.read-me": "This is everything that Cluster Advisor keeps about you, {name}, as of {when}.",
    "mine.read-me-files": "“data.json” holds everything, for programs. “data.txt” is the same for people to read. The "
    "folder “documents” has the documents that you started, as text and as Word files.",
    "mine.read-me-left": "These documents are there as text only, because the Word files would have taken too long: "
    "{names}",
    "mine.read-me-more": "What all of it is for, and how long it is kept, is on the page “What is kept”.",
    # erasing
    "erase.title": "Erase you",
    "erase.what": "If you go on, this happens at once, and nobody can undo it:",
    "erase.profile": "Your profile, accounts, settings and absences are deleted. You are signed out everywhere, and "
    "your calendar link stops working.",
    "erase.drafts": "Drafts that only you have worked on are deleted: {count}",
    "erase.documents": "Other documents that you started stay with your cluster, without your name: {count}",
    "erase.comments": "What you wrote in shared documents and comments stays, as the words of a former colleague. "
    "Where somebody typed your name into a sentence, it stays there: ask your colleagues to change it first.",
    "erase.questions": "Your questions are deleted, except those that somebody has answered; they stay without your "
    "name: {count}",
    "erase.reminders": "Your reminders end. What we said to each other on the web page is deleted; in a chat program "
    "you can delete it yourself.",
    "erase.successors": "Your open work goes to {names}.",
    "erase.give-to": "Give my work to {name} instead",
    "erase.nobody": "Roles in which nobody can take over your open work: {count}. It stays there.",
    "erase.again": "If you come back, you will be new to me.",
    "erase.first": "You may want to download what is kept about you first.",
    "erase.button": "Erase me for good",
    "erase.sure": "Everything of yours will be deleted now, and nobody can bring it back. Erase you?",
    "erase.last": "You are the last administrator, and without you nobody could run the programme. Make somebody "
    "else an administrator first: on Home, “Invite somebody”.",
    "erase.done": "You are erased: nothing of yours is kept any more.",
    "erase.done-home": "You are erased. If you write to me again, I will not know you, and we will start afresh.",
    "erase.not-yours": "This is no longer for you. Write “erase me” to see what would happen now.",
    # administrators
    "data.title": "Data of {name}",
    "data.button": "Download or erase its data",
    "data.what": "What is kept about this cluster:",
    "data.people": "People",
    "data.documents": "Documents",
    "data.versions": "Submitted versions",
    "data.sessions": "Coaching sessions",
    "data.questions": "Questions asked",
    "data.questionnaire_answers": "Answers of members",
    "data.reminders": "Reminders",
    "data.take": "Everything as a file",
    "data.note": "The file holds what the cluster wrote: give it only to the cluster, and to whoever the law names. "
    "Members’ individual answers, and people’s notes to themselves, are not in it.",
    "data.erase": "Erase this cluster",
    "data.sure": "Everything that is kept about {name} will be deleted now: people {people}, documents {documents}, "
    "questions {questions}. Nobody can bring it back. Erase it?",
    "data.erased": "{name} is erased, with everything that was kept about it.",
    "data.gone": "That cluster is no longer here.",
    "data.ready": "Here is everything that is kept about {name}.",
    # who did what
    "done.title": "Who did what",
    "done.button": "Who did what",
    "done.when": "When",
    "done.who": "Who",
    "done.what": "What",
    "done.to": "To what",
    "done.outcome": "Outcome",
    "done.none": "Nothing has been done yet.",
    "done.note": "Names of buttons and ids, never a word anybody wrote. The last {count}; “advisor audit list” shows "
    "more.",
}
