"""The English texts about files and pasted tables that are brought in, by id."""

from collections.abc import Mapping

IMPORTS: Mapping[str, str] = {
    # what cannot be read
    "imports.too-large": "This file is larger than {limit} MB, so I did not open it. Copy the table with your actions "
    "into a new file, without pictures, and send me that one.",
    "imports.empty": "This file is empty. Check whether you chose the right one, and send it again.",
    "imports.password": "This file has a password, so I cannot open it. Save a copy without the password (in Excel and "
    "Word: File, Info, Protect) and send me the copy.",
    "imports.old-excel": "This is an old Excel file (.xls). Open it, choose “Save as”, then “Excel workbook (.xlsx)”, "
    "and send me the new file.",
    "imports.old-word": "This is an old Word file (.doc or .rtf). Open it, choose “Save as”, then “Word document "
    "(.docx)”, and send me the new file.",
    "imports.other-spreadsheet": "I cannot read this kind of file (OpenDocument, Numbers or a binary workbook). Open "
    "it, save or export it as an Excel workbook (.xlsx), and send me the new file.",
    "imports.pdf": "This is a PDF: it shows a table, but holds none that I could read. Send me the Excel or Word "
    "file that it was made of, or copy the table from it and paste it here.",
    "imports.picture": "This is a picture, and I cannot read tables in pictures. Send me the Excel or Word file, or "
    "type the table and paste it here.",
    "imports.packed": "This file is packed and holds other files. Unpack it, and send me the one Excel, Word or CSV "
    "file with the table.",
    "imports.web-page": "This is a web page, even if it is called a spreadsheet. Open it in Excel, choose “Save as”, "
    "then “Excel workbook (.xlsx)”, and send me the new file.",
    "imports.no-table-file": "I found no table in this file. Send me an Excel, Word or CSV file with one action in "
    "each row, or paste the table here.",
    "imports.no-table-text": "I found no table in this text. Copy the rows from your spreadsheet or document, with the "
    "column headings, and paste them here. Or send me the file.",
    "imports.text-too-long": "This text is longer than {limit} characters. Paste only the table, or send me the file.",
    "imports.damaged": "I could not read this file: it seems to be damaged. Open it in the program it was made in, "
    "save it again as .xlsx or .docx, and send me the new file.",
    "imports.unpacked": "Unpacked, this file is far larger than any plan: more than {limit} MB. I stopped there. Copy "
    "the table with your actions into a new file, and send me that one.",
    "imports.unsafe": "This file holds instructions that no spreadsheet or document needs, so I did not read it. Copy "
    "the table into a new file, and send me that one.",
    "imports.too-many-rows": "This table has more than {limit} rows. Keep the rows with your actions, delete the "
    "others, and send me the file again.",
    "imports.too-many-columns": "This table has more than {limit} columns. Keep those that belong to your plan, delete "
    "the others, and send me the file again.",
    "imports.newer": "This file was made by a newer version of me than the one running here. Ask your administrator "
    "for an update, or download the document here again and edit that file.",
    # what was noticed in what was read
    "imports.macros": "There are macros in this file. I only read its values; nothing in it was run.",
    "imports.formulas": "Some cells hold formulas without a result, so I read them as empty. Open the file in Excel, "
    "save it, and send it again, or fill these cells by hand.",
    "imports.joined": "Several tables with the same headings were read as one.",
    "imports.sheet-left-out": "A sheet of this file is too large for a plan, so I left it out.",
}
