"""What the errors of a mail server mean for us, and the one place where they become such an error.

Their texts may hold addresses, so none of them goes on: only their numbers do.
"""

from collections.abc import Awaitable
from typing import TypeVar

import aiosmtplib

from bot.chat.sender import SendError

T = TypeVar("T")


async def connecting(call: Awaitable[T]) -> T:
    """Wait for a connection that is signed in.

    Raises:
        SendError: there is none, so nobody can be sent anything.
    """
    try:
        return await call
    except aiosmtplib.SMTPAuthenticationError as error:
        raise SendError(
            f"The mail server does not accept the user and password in SMTP_URL ({error.code}).", revoked=True
        ) from None
    except aiosmtplib.SMTPResponseException as error:
        raise SendError(f"The mail server refuses the connection ({error.code}).", platform=True) from None
    except OSError as error:  # among them all that is wrong with the connection
        name = type(error.__cause__ or error).__name__
        raise SendError(f"The mail server cannot be reached ({name}).", platform=True) from None
    except aiosmtplib.SMTPException:
        raise SendError(
            "The mail server does not offer what SMTP_URL asks for: encryption or signing in.", revoked=True
        ) from None


async def sending(call: Awaitable[T]) -> T:
    """Wait for a message to be taken.

    Raises:
        SendError: it was not, or nobody knows.  Permanent is what the server says of the address or the message for
            good (5xx); what it says for now (4xx), and what it says of us, is about the server.
    """
    try:
        return await call
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _of_code("The mail server does not accept this address", error.recipients[0].code) from None
    except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as error:
        raise _of_code("The mail server does not accept this message", error.code) from None
    except aiosmtplib.SMTPSenderRefused as error:
        raise SendError(
            f"The mail server does not accept MAIL_FROM as a sender ({error.code}).", platform=True
        ) from None
    except aiosmtplib.SMTPResponseException as error:
        raise SendError(f"The mail server stopped midway ({error.code}).", platform=True) from None
    except (aiosmtplib.SMTPException, OSError) as error:  # the connection broke: it may have been taken
        reason = f"No answer from the mail server ({type(error).__name__})."
        raise SendError(reason, unknown=True, platform=True) from None


def _of_code(what: str, code: int) -> SendError:
    if 500 <= code < 600:
        return SendError(f"{what} ({code}).", permanent=True)
    return SendError(f"{what} for now ({code}).", platform=True)
