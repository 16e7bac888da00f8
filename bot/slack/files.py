"""Files go to the direct messages of the person who asked for them, whatever the place in which they asked; and files
that people choose come with a form."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.texts import cut
from bot.chat.views import File, FileField
from bot.slack import limits
from bot.slack.blocks import Block, error_line, input_block
from bot.slack.errors import asking
from bot.slack.people import open_channel
from bot.slack.people_inputs import INPUT
from bot.slack.text import cut_escaped
from bot.slack.words import Say

_INPUT = "file_input"


async def upload(client: AsyncWebClient, user: str, file: File, say: Say) -> None:
    """Upload a file with a line that says what it is, and for a picture what it shows.

    Raises:
        SlackError: it did not get there.
    """
    channel = await asking(open_channel(client, user))
    await asking(
        client.files_upload_v2(
            filename=file.name,
            content=file.content,
            title=cut(file.title, limits.FILE_TITLE),
            alt_txt=cut(file.alt, limits.FILE_ALT) or None,
            channel=channel,
            initial_comment=cut_escaped(say("file-sent", title=file.title), limits.FALLBACK),
        )
    )


def file_unit(field: FileField, revision: int) -> list[Block]:
    """Asks for a file."""
    element: Block = {"type": _INPUT, "action_id": INPUT, "max_files": 1}
    return [input_block(["file", revision, "file"], field.label, element, field.help, required=False)]


def chosen(view: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What Slack tells of the files that were chosen in a modal."""
    values = ((view.get("state") or {}).get("values") or {}).values()
    inputs = [each for elements in values for each in elements.values() if each.get("type") == _INPUT]
    return [file for each in inputs for file in each.get("files") or () if isinstance(file, Mapping)]


def without_file(view: Block, say: Say) -> Block | None:
    """The same modal for a workspace that lets no file be read yet; None where it asks for none."""
    blocks = [error_line(say("file-unread")) if _asks(block) else block for block in view["blocks"]]
    return {**view, "blocks": blocks} if blocks != view["blocks"] else None


def _asks(block: Block) -> bool:
    return block["type"] == "input" and bool(block["element"]["type"] == _INPUT)
