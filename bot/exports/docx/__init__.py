"""A document for a word processor.  What writes it is imported only when one is written: it is large."""

from bot.exports.paper import Paper


def docx(paper: Paper) -> bytes:
    """The document as a DOCX file, A4, with real headings; pages with wide tables lie on their side."""
    from bot.exports.docx import document

    return document.write(paper)
