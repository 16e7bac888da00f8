"""The id of a request: ours, or the one that a proxy of ours has given."""

from ipaddress import ip_network

import pytest

from bot import request_ids
from bot.connections import Limits
from bot.store import Store
from bot.store.engine import Tx
from tests.server.serving import serving

PROXY = Limits(exempt=(ip_network("127.0.0.2/32"),))


@pytest.mark.parametrize(
    ("source", "given", "taken"),
    [
        ("127.0.0.2", "4bf92f35-77b3.4da6", True),
        ("127.0.0.1", "4bf92f35-77b3.4da6", False),
        ("127.0.0.2", "<b>", False),
        ("127.0.0.2", "x" * 65, False),
        ("127.0.0.2", "", False),
    ],
)
async def test_an_id_is_taken_from_a_proxy_of_ours_alone(source: str, given: str, taken: bool) -> None:
    async with serving(PROXY) as served:
        client = await served.connect(source)
        forwarded = "X-Forwarded-For: 127.0.0.2\r\n"  # what a stranger says of whom they ask for counts for nothing
        client.send(f"GET /id HTTP/1.1\r\nHost: here\r\nConnection: close\r\n{forwarded}X-Request-ID: {given}\r\n\r\n")
        head, _, body = (await client.rest()).partition("\r\n\r\n")
    assert f"x-request-id: {body}" in head.lower()
    assert (body == given) is taken
    assert taken or (len(body) == 8 and body != given)


async def test_what_is_done_on_the_database_s_threads_belongs_to_the_request(store: Store) -> None:
    def told(tx: Tx) -> str:
        return request_ids.current.get()

    token = request_ids.current.set("4f1c09ab")
    try:
        assert [await store.read(told), await store.write(told)] == ["4f1c09ab"] * 2
    finally:
        request_ids.current.reset(token)
    assert await store.write(told) == ""
