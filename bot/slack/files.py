"""Files go to the direct messages of the person who asked for them, whatever the place in which they asked."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.views import File
from bot.slack import limits
from bot.slack.errors import asking
from bot.slack.people import open_channel
from bot.slack.text import cut, cut_escaped
from bot.slack.words import Say


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
