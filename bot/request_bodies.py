"""Bodies of requests, read no further than they may be long."""

from starlette.requests import Request


async def limited_body(request: Request, most: int) -> bytes | None:
    """The body; None if it has more than ``most`` bytes, which is known before all of it is here.

    Raises:
        ClientDisconnect: whoever sent it is gone.
    """
    chunks = []
    length = 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > most:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
