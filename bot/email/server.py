"""The mail server that sends: read from its address, such as ``smtps://user:password@mail.example.org``."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PLAIN, TLS = 587, 465
"""The ports where the address names none: of ``smtp://`` and of ``smtps://``."""


@dataclass(frozen=True)
class Server:
    """Where and how a connection is made.  ``tls`` from the first byte; ``starttls``: True it must be begun, False
    never, None where the server offers it."""

    host: str
    port: int
    tls: bool
    starttls: bool | None
    user: str = ""
    password: str = field(default="", repr=False)


def read_server(url: str) -> Server:
    """The server of an address.

    A password never goes over a connection that is not encrypted, except to this machine.  ``?starttls=never`` is for a
    server that cannot encrypt.

    Raises:
        ValueError: it is no such address; the text says what it should be, and holds nothing of it.
    """
    shape = "must be like smtps://user:password@mail.example.org or smtp://mail.example.org:587"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"{shape}. Write signs such as @ or / of a password as %40 or %2F") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise ValueError(f"{shape}. Write signs such as @, # or / of a password as %40, %23 or %2F")
    if parts.query not in ("", "starttls=never", "starttls=always"):
        raise ValueError("may end with ?starttls=never or ?starttls=always, and with nothing else")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) is not bool(password):
        raise ValueError(f"{shape}: a user needs a password, and a password a user")
    tls = parts.scheme == "smtps"
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    starttls = {"starttls=never": False, "starttls=always": True}.get(parts.query, True if user and not here else None)
    if user and not here and not tls and starttls is False:
        raise ValueError("would send the password without encryption. Use smtps://, or leave out ?starttls=never")
    return Server(parts.hostname, port or (TLS if tls else PLAIN), tls, None if tls else starttls, user, password)
