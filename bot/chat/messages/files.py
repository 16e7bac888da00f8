"""The English texts about files, by id."""

from collections.abc import Mapping

ON_SHEETS: Mapping[str, str] = {
    "sheet.answers": "Answers",
    "sheet.page": "Page",
    "sheet.question": "Question",
    "sheet.answer": "Answer",
    "sheet.what": "What",
    "sheet.yes": "Yes",
    "sheet.no": "No",
}
"""The words of spreadsheets that no dialogue gives."""

FILES: Mapping[str, str] = {
    **ON_SHEETS,
    "file.menu": "Download",
    "file.docx": "Word",
    "file.xlsx": "Excel",
    "file.ics": "Calendar",
    "file.txt": "Text",
    "file.gone": "This file can no longer be made. Open the document on Home to see what there is.",
    "file.no-dates": "There is no date in this document, and no session is set: a calendar of it would be empty.",
    "file.noticed": "What to look at",
    "file.pictures": "Pictures",
    "file.continued": "{title}: what else was said",
    "file.session": "Coaching session",
    "file.session-of": "Coaching session of {cluster}",
    "file.from": "From {title}, version {version}.",
    "file.foot": "{title}, version {version}",
}
