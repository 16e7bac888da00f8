"""What somebody takes along, packed: JSON for programs, texts and Word files for people.  Pure but for its lengths."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.advisor.documents.contents import Shown, answered
from bot.advisor.documents.files import file_name
from bot.advisor.documents.plain_text import as_text
from bot.chat.messages import Voice
from bot.chat.messages.voice import spoken
from bot.chat.views import DocumentView, Message
from bot.exports.docx import docx
from bot.exports.paper import Paper
from flows import registry
from flows.conclusions import Conclusion

Data = Mapping[str, list[dict[str, Any]]]
"""Rows by what they are, as `bot.store.takeout` gives them."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by their paths, as one ZIP file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return held.getvalue()


def for_programs(data: Data) -> bytes:
    """All of it as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=str).encode("utf-8", "replace")


def to_read(data: Data) -> bytes:
    """All of it as text: a line for each thing that is there."""
    lines: list[str] = []
    for name, rows in data.items():
        lines += [name.replace("_", " ").capitalize(), "-" * len(name), ""]
        for row in rows:
            lines += [
                f"{key.replace('_', ' ')}: {_told(value)}" for key, value in row.items() if value not in (None, "")
            ]
            lines.append("")
    return "\n".join(lines).encode("utf-8", "replace")


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def documents(data: Data) -> list[tuple[str, dict[str, Any]]]:
    """The documents among it whose dialogue there still is, each with the path of its files without an ending."""
    known = [row for row in data.get("documents", ()) if row["dialogue"] in registry.known_dialogues()]
    return [(f"documents/{number:03} {file_name(_title(row))}", row) for number, row in enumerate(known, start=1)]


def _title(row: Mapping[str, Any]) -> str:
    return str(row["name"]) or registry.dialogue(row["dialogue"]).title


def text(speaker: Voice, row: Mapping[str, Any]) -> bytes:
    """A document as it stands, as text."""
    shown = _shown(row)
    view = DocumentView(row["id"], shown.title, Message(shown.title, tuple(answered(speaker, shown))))
    return as_text(view).encode("utf-8", "replace")


def word(speaker: Voice, row: Mapping[str, Any]) -> bytes:
    """The same as a Word file, without pictures."""
    shown, locale = _shown(row, on_paper=True), spoken(speaker.locale)
    paper = Paper(
        title=shown.title,
        kind=speaker.text(shown.dialogue.id, shown.dialogue.title),
        language=str(locale).replace("_", "-"),
        blocks=tuple(answered(speaker, shown)),
        made_at=datetime.fromisoformat(row["updated_at"]).astimezone(UTC),
        right_to_left=str(locale.text_direction) == "rtl",
    )
    return docx(paper)


def _shown(row: Mapping[str, Any], *, on_paper: bool = False) -> Shown:
    dialogue = registry.dialogue(row["dialogue"])
    answers = dialogue.upgrade(row["answers"], row["dialogue_version"])
    return Shown(dialogue, _title(row), Conclusion(), None, answers, on_paper)
