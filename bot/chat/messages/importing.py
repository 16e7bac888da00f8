"""What is said about bringing in what a cluster has already, in English.  What is wrong with a file says `imports`."""

from collections.abc import Mapping

IMPORTING: Mapping[str, str] = {
    # where it begins
    "import.bring": "Bring a plan you have",
    "import.back": "Bring back the edited file",
    "import.invite": "There is no need to type it again. Choose an Excel, Word or CSV file, or paste your table. In "
    "Slack you can also send me the file in a direct message. I show you what I understood before anything changes.",
    "import.staff-only": "Only the staff of a cluster can bring in plans. What clusters hand in to you is on Home.",
    "import.in-channel": "I saw a file here. Others can read this channel, so I did not open it. If it is for me, "
    "please send it to me in a direct message.",
    "import.first-only": "I read one file at a time, and this was the first. Please send the others one by one.",
    # the form
    "import.title": "Bring a plan you have",
    "import.intro": "A table with one action in each row is enough. Its columns may have any names, in any order.",
    "import.into-title": "Bring back: {title}",
    "import.into-intro": "Choose the file that you downloaded and edited, or a table of your own. You see what would "
    "change before anything does.",
    "import.file": "Your file",
    "import.file-help": "Excel (.xlsx), Word (.docx) or CSV, of up to {limit} MB.",
    "import.text": "Or paste your table",
    "import.text-help": "Copy the rows with their headings, just as they are in your spreadsheet or document.",
    "import.read": "Read it",
    "import.nothing": "There is nothing to read yet. Choose a file, or paste your table.",
    "import.busy": "I am still reading a file. Please send this one again in a moment.",
    "import.too-many": "{limit} of your files are already waiting. Take one over or throw one away first: they are on "
    "Home, under “Start”.",
    "import.other-document": "This spreadsheet was made from a document that cannot be brought back. Open the document "
    "here, choose “Edit”, and change it there.",
    "import.not-fetched": "I did not get your file. Please send it again. If that does not help, copy the table and "
    "paste it into a message to me.",
    "import.not-allowed": "I may not open files in this workspace yet. Please ask whoever looks after the app here to "
    "install it again. Until then, copy the table and paste it into a message to me.",
    # the columns
    "import.columns-short": "Your columns",
    "import.columns": "What is in your columns?",
    "import.columns-intro": "I read “{name}”. Rows: {count}. Please check what each column is. What does not fit "
    "anywhere can be left out.",
    "import.pasted": "Your table",
    "import.column": "Column {number}, which has no name",
    "import.samples": "For example: {samples}",
    "import.no-samples": "It is empty.",
    "import.left-out": "Leave it out",
    "import.twice": "Two columns cannot both be “{field}”. Please choose something else for one of them, or leave it "
    "out.",
    "import.nameless": "No column is “{field}” yet. Please choose the one that says what to do.",
    "import.show": "Show what would change",
    "import.change-columns": "Change the columns",
    "import.understood": "“{name}” could become: {dialogue}. Rows: {count}. Did I understand its columns?",
    "import.your-column": "Your column",
    "import.taken-for": "I take it for",
    "import.for-example": "For example",
    "import.right": "Yes, show what would change",
    "import.came-back": "This is the “{title}” that you downloaded. Changes: {count}. Nothing is taken over yet.",
    # what would change
    "import.would": "{name} → {title}",
    "import.new": "This would become a new document. Entries: {count}. Nothing is submitted: you check and complete it "
    "first.",
    "import.gone-new": "The document this file was made from is no longer here, so this would become a new one. "
    "Entries: {count}.",
    "import.of-version": "Your file was made from version {version}. Entries in it: {count}.",
    "import.rows": "Entries in your table: {count}.",
    "import.no-entries": "I found no entry with a name in it. Please check what each column is.",
    "import.same": "It is the same as what is here.",
    "import.since": "{name} has changed the document since (changes: {count}). Those changes stay.",
    "import.skipped": "Rows left out, because nothing says what they are: {count}.",
    "import.beyond": "Rows left out, because the document is full: {count}. You could put them in a second one.",
    "import.left-out-columns": "Columns left out: {names}.",
    "import.then": "With your file",
    "import.not-understood": "To check: {count}",
    "import.not-understood-note": "I could not read these, or their date is past. They stay as written, and the "
    "document will ask you about them.",
    "import.row": "Row",
    "import.stands-there": "What it says",
    "import.both": "Changed in both: {count}",
    "import.both-note": "The document stays as it is until you choose there what to keep.",
    "import.in-document": "In the document",
    "import.in-file": "In your file",
    "import.missing": "In the document, but not in your file: {count}",
    "import.missing-note": "Should these stay, or go?",
    "import.entry": "Entry",
    "import.nameless-entry": "Entry without a name",
    "import.take": "Take over",
    "import.take-keep": "Take over, and keep those",
    "import.take-remove": "Take over, and remove those",
    "import.remove": "Remove those",
    "import.remove-sure": "Remove the entries that are not in your file ({count})? The document’s earlier state is "
    "kept, and you can bring it back.",
    "import.drop": "Throw it away",
    "import.kept": "What I read is kept until {until}, for you alone, and then deleted.",
    "import.changed-since": "{name} changed the document after you looked. This is what would change now. Nothing was "
    "taken over yet.",
    # afterwards
    "import.made": "“{title}” is a draft now. Entries: {count}. Please check it and complete what is missing.",
    "import.taken": "Taken over into “{title}”.",
    "import.taken-submitted": "Taken over into “{title}”. The version that was submitted still counts until you submit "
    "the changes.",
    "import.dropped": "Good. I threw it away, and changed nothing.",
    "import.gone": "This file is no longer waiting: it was taken over, thrown away, or deleted after seven days. "
    "Please send it again if you still need it.",
    "import.waiting": "Brought in, not taken over yet",
    "import.waiting-since": "Brought in {when}. Kept until {until}.",
    "import.go-on": "Go on",
}
